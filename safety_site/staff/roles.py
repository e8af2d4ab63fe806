"""Who may do what: one table, and one function that every screen asks.

A role is a group of Django's, so that its admin gives and takes it: "editor",
"translator ur", "checker ur". Whoever checks English also checks values (numbers,
sources, order), which have no language of their own. Nothing is cached beyond a
request: a role taken away is gone with the next click.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop

from safety_site.languages.registry import SUPERSET
from safety_site.staff.models import User
from safety_site.translation.models import ENGLISH, VALUES


class Role(StrEnum):
    EDITOR = gettext_noop("editor")
    TRANSLATOR = gettext_noop("translator")
    CHECKER = gettext_noop("checker")
    PUBLISHER = gettext_noop("publisher")
    ADMINISTRATOR = gettext_noop("administrator")


class Step(StrEnum):
    """What is done to the site; `WRITE`, `CHECK` and `ASK` are done in a language."""

    READ = "read"
    WRITE = "write"
    CHECK = "check"
    ASK = "ask an adviser"
    PUBLISH = "publish"
    STAFF = "staff"


# Of whom a role for a language is asked.
FOR_A_LANGUAGE = (Role.TRANSLATOR, Role.CHECKER)


def may(user: User, step: Step, language: str = ENGLISH) -> bool:
    """Whether somebody may do a step in a language; `und` stands with English.

    Being the author of what is checked is asked where it is checked.
    """
    if not (user.is_active and user.is_staff):
        return False
    held = user.roles
    if step == Step.READ:
        return bool(held)
    source = ENGLISH if language == VALUES else language
    return any(group in held for group in _groups_for(step, source))


def _groups_for(step: Step, language: str) -> tuple[str, ...]:
    match step:
        case Step.WRITE if language == ENGLISH:
            return (Role.EDITOR,)
        case Step.WRITE:
            return (group_name(Role.TRANSLATOR, language),)
        case Step.CHECK:
            return (group_name(Role.CHECKER, language),)
        case Step.ASK:
            checker = group_name(Role.CHECKER, language)
            return (Role.EDITOR, checker, Role.PUBLISHER)
        case Step.PUBLISH:
            return (Role.PUBLISHER,)
        case Step.STAFF:
            return (Role.ADMINISTRATOR,)
    raise ValueError(step)


def named(group: str) -> str:
    """A role in the language in which a screen is drawn; codes stay as they are."""
    role, space, language = group.partition(" ")
    return gettext(role) + space + language


def languages_of(user: User, step: Step) -> list[str]:
    """The languages in which somebody may write or check, English first."""
    return [code for code in SUPERSET if may(user, step, code)]


def administrators() -> QuerySet[User]:
    """Those who may give roles, whether or not they can sign in yet."""
    return User.objects.filter(groups__name=Role.ADMINISTRATOR, is_active=True)


def group_name(role: Role, language: str = "") -> str:
    return f"{role} {language}" if role in FOR_A_LANGUAGE else str(role)


def all_groups() -> Iterator[str]:
    """Every role there is. English has no translators."""
    for role in Role:
        if role not in FOR_A_LANGUAGE:
            yield group_name(role)
            continue
        for language in SUPERSET:
            if (role, language) != (Role.TRANSLATOR, ENGLISH):
                yield group_name(role, language)
