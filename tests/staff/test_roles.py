"""Every role against every step: what is not in the table is refused."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from safety_site.staff.models import User
from safety_site.staff.roles import Step, all_groups, languages_of, may

pytestmark = pytest.mark.django_db

STEPS = [(step, language) for step in Step for language in ("en", "und", "ur", "pl")]
ASKS = {(Step.ASK, language) for _, language in STEPS}
MAY = {
    "editor": {(Step.WRITE, "en"), (Step.WRITE, "und")} | ASKS,
    "translator ur": {(Step.WRITE, "ur")},
    "checker ur": {(Step.CHECK, "ur"), (Step.ASK, "ur")},
    "checker en": {(s, c) for s in (Step.CHECK, Step.ASK) for c in ("en", "und")},
    "publisher": {(Step.PUBLISH, language) for _, language in STEPS} | ASKS,
    "administrator": {(Step.STAFF, language) for _, language in STEPS},
}
READS = {(Step.READ, language) for _, language in STEPS}


def person(*roles: str, **more: bool) -> User:
    user = User.objects.create(username="amina", **{"is_staff": True, **more})
    user.groups.set(Group.objects.filter(name__in=roles))
    assert user.groups.count() == len(roles)
    return user


@pytest.mark.parametrize("role", MAY)
def test_a_role_may_do_its_own_steps_and_no_others(role: str) -> None:
    user = person(role)
    assert {each for each in STEPS if may(user, *each)} == MAY[role] | READS


def test_without_a_role_nothing_is_allowed() -> None:
    user = person()
    assert not any(may(user, *each) for each in STEPS)


@pytest.mark.parametrize("missing", ["is_active", "is_staff"])
def test_who_has_left_may_do_nothing(missing: str) -> None:
    user = person(*MAY, **{missing: False})
    assert not any(may(user, *each) for each in STEPS)


def test_being_a_superuser_is_no_role() -> None:
    user = person(is_superuser=True)
    assert not any(may(user, *each) for each in STEPS)


def test_roles_add_up_and_are_gone_when_they_are_taken_away() -> None:
    user = person("translator ur", "translator pl", "checker ur")
    assert languages_of(user, Step.WRITE) == ["ur", "pl"]
    assert languages_of(user, Step.CHECK) == ["ur"]
    user.groups.clear()
    assert languages_of(User.objects.get(), Step.WRITE) == []


def test_every_role_was_made_by_the_migration() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(all_groups())
