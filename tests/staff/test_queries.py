"""What the screens cost: the same few queries for ten blocks in two languages and for
four hundred in thirty-one, and forms that a slow line can carry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from zeal import zeal_context

from bench.made_up_texts import LONG, write_texts
from safety_site.guide.models import Block, Claim, Fact, Page
from safety_site.languages.registry import SUPERSET
from safety_site.staff.desk import translating
from safety_site.staff.desk.bundles import bundle_of
from safety_site.staff.roles import all_groups
from safety_site.translation.history import newest_in
from tests.staff.conftest import person

# Without a test that asks for it, no test database is made for the fixture.
pytestmark = pytest.mark.django_db
SMALL, LARGE = (2, 10), (31, 400)
FORMS = (Block, Claim, Fact, Page)
# Bytes of a pair form, not compressed.
BUDGET = 60_000
LONGEST = 8
ADDRESSES = [
    "/staff/",
    "/staff/?texts=claim",
    f"/staff/translate/ur/page:{LONG}/part-1/",
    "/staff/translate/ur/page:page-0/part-1/",
    f"/staff/check/ur/page:{LONG}/",
    f"/staff/check/en/page:{LONG}/",
    "/staff/check/en/claim/",
    f"/staff/history/block:{LONG}/1/",
    f"/staff/still-right/page:{LONG}/",
    "/staff/review/",
    f"/staff/review/page:{LONG}/",
    "/staff/outside/",
    "/staff/editions/",
    *(f"list {model.__name__}" for model in FORMS),
    *(f"form {model.__name__}" for model in FORMS),
]


@contextmanager
def made_up(languages: int, blocks: int) -> Iterator[Client]:
    """A site of that size, before somebody with every role."""
    codes = [code for code in SUPERSET if code != "en"][: languages - 1]
    codes = list(dict.fromkeys(["ur", *codes]))[: languages - 1]
    with transaction.atomic(), override_settings(LANGUAGES_ENABLED=["en", *codes]):
        write_texts(codes, blocks)
        browser = Client()
        assert person("eva", *all_groups()).sign_in(browser).status_code == 302
        # What a process keeps for itself, it has asked for before.
        browser.get("/staff/")
        ContentType.objects.get_for_models(*FORMS)
        yield browser
        transaction.set_rollback(True)


def address_of(name: str) -> str:
    what, _, model = name.partition(" ")
    if not model:
        return name
    kind = {each.__name__: each for each in FORMS}[model]
    at = f"admin:guide_{model.lower()}"
    if what == "list":
        return reverse(f"{at}_changelist")
    return reverse(f"{at}_change", args=[kind.objects.order_by("pk")[0].pk])


def queries(browser: Client, name: str) -> int:
    address = address_of(name)
    with zeal_context(), CaptureQueriesContext(connection) as asked:
        answer = browser.get(address)
    assert answer.status_code == 200, name
    return len(asked)


@pytest.fixture(scope="module")
def counted(django_db_setup, django_db_blocker) -> dict[str, list[int]]:
    """By screen, its queries on a small site and on a large one."""
    found: dict[str, list[int]] = {name: [] for name in ADDRESSES}
    with django_db_blocker.unblock():
        for size in (SMALL, LARGE):
            with made_up(*size) as browser:
                for name in ADDRESSES:
                    found[name].append(queries(browser, name))
    return found


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_screen_asks_no_more_of_a_large_site(counted, name: str) -> None:
    small, large = counted[name]
    assert small == large
    assert large <= 25


@pytest.mark.usefixtures("starter")
def test_every_pair_form_of_the_guide_is_small(settings, client: Client) -> None:
    """Those of the longest bundles, each counted as if it were full, in letters of
    three bytes.
    """
    settings.LANGUAGES_ENABLED = ["en", "ti"]
    assert person("tsega", "translator ti").sign_in(client).status_code == 302
    letters: Counter[str] = Counter()
    for uid, english in newest_in("en").items():
        letters[bundle_of(uid)] += sum(map(len, english.content.values()))
    found = {}
    for bundle, _ in letters.most_common(LONGEST):
        parts = translating.parts(translating.entries(bundle, "ti"))
        fullest = max(range(len(parts)), key=lambda at: english_in(parts[at]))
        address = f"/staff/translate/ti/{bundle}/part-{fullest + 1}/"
        size = len(client.get(address).content)
        found[bundle, len(parts)] = size + 3 * english_in(parts[fullest])
    assert max(parts for _, parts in found) > 1
    assert min(parts for _, parts in found) == 1
    assert {at: size for at, size in found.items() if size >= BUDGET} == {}


def english_in(part: list[translating.Entry]) -> int:
    return sum(len(line.english) for entry in part for line in entry.lines)
