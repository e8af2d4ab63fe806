"""Every address and code that was given out goes on answering, whatever becomes of its
page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext, override
from pytest_django import Settings

from safety_site.delivery.app import PublicSite
from safety_site.guide.models import KeySentence, Page
from safety_site.publishing import addresses, codes, contexts, kinds, manifest
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.addresses import Laid, Released
from safety_site.publishing.clock import tick
from safety_site.publishing.manifest import Leaf
from safety_site.publishing.models import Edition
from safety_site.publishing.publish import NotPublished, propose
from safety_site.publishing.reading import Reading, read
from safety_site.publishing.rendering import html_of
from safety_site.publishing.rollback import rollback
from safety_site.translation.models import VALUES
from safety_site.translation.submitting import submit
from tests import pseudo
from tests.publishing.conftest import DAY, Publish

GONE = "The page you asked for is gone."
INSTEAD = "This one takes its place."
IN_ENGLISH = "This page is not ready in your language yet. You can read it in English."
Pair = tuple[str, str]
KEPT = ("home", "now", "answer", "about", "rule", "phone", "friend", "sources")


def in_urdu(text: str) -> str:
    with override("ur"):
        return gettext(text)


@pytest.fixture(autouse=True)
def few(starter: None, db: None, settings: Settings) -> None:
    """A few pages, in English and Urdu: these tests publish them many times."""
    settings.LANGUAGES_ENABLED = ["en", "ur"]
    for page in Page.objects.only(*Page.named_columns("en")):
        page.essential = False
        page.withdrawn = page.key not in KEPT
        page.save(update_fields=["essential", "withdrawn"])
        submit(page, VALUES, "amina")
    for key in (*KeySentence.objects.all(), *Page.objects.filter(key__in=KEPT)):
        pseudo.translated(key, "ur")


@pytest.fixture
def without_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the pages that have no code, the parts of one list are enough."""
    few = tuple(m for m in kinds.MORE if m.__module__.endswith("sources"))
    monkeypatch.setattr(kinds, "MORE", few)


class Reader:
    """Asks for addresses as a phone does."""

    def __init__(self, pack: Path) -> None:
        self.pack = pack

    def site(self) -> PublicSite:
        return PublicSite(self.pack)

    def ask(self, path: str, site: PublicSite | None = None) -> tuple[int, Reading]:
        environ: dict[str, object] = {"PATH_INFO": path}
        setup_testing_defaults(environ)
        said: list[str] = []

        def start(status: str, headers: object, error: object = None) -> None:
            said.append(status)

        body = b"".join((site or self.site())(environ, start))  # type: ignore[arg-type]
        return int(said[0][:3]), read(body.decode())


@pytest.fixture
def reader(pack: Path) -> Reader:
    return Reader(pack)


def change(key: str, **values: object) -> None:
    page = Page.objects.get(key=key)
    for name, value in values.items():
        setattr(page, name, value)
    page.save()
    submit(page, VALUES, "amina")


def heading(found: Reading) -> str:
    return " ".join(found.text_of("h1").split())


def notices(found: Reading) -> str:
    """What its notices say; that it stands in for another must come first of all."""
    return " ".join(
        text
        for text, around in found.texts
        if any("notice" in element.classes for element in around)
    )


def language(found: Reading) -> str:
    return found.elements[0].attributes["lang"]


class Given:
    """The codes and addresses of an edition, and what stood there."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.codes = codes.issued()
        site = reader.site()
        slugs = dict(Page.objects.values_list("key", "slug"))
        self.paths = {
            (key, code): f"/{code}/{slugs[key]}".rstrip("/") for key, code in self.codes
        }
        self.headings = {
            pair: heading(reader.ask(f"/{code}", site)[1])
            for pair, code in self.codes.items()
        }

    def still_answer(
        self, instead: Mapping[str, str], missing: str = ""
    ) -> dict[Pair, str]:
        """With their page, or the one of another key; those of a missing language in
        English. What each says of it at its top.
        """
        site = self.reader.site()
        said: dict[Pair, str] = {}
        for (key, asked), code in self.codes.items():
            shown = "en" if asked == missing else asked
            wanted = self.headings[instead.get(key, key), shown]
            for path in (f"/{code}", self.paths[key, asked]):
                status, found = self.reader.ask(path, site)
                assert (path, status) == (path, 200)
                assert (path, heading(found)) == (path, wanted)
                assert language(found).partition("-")[0] == shown
                said[key, asked] = notices(found)
        return said


def test_every_code_and_address_answers_after_ten_editions(
    publish: Publish, reader: Reader, settings: Settings
) -> None:
    publish()
    first = Given(reader)
    assert len(first.codes) == 2 * len(KEPT)
    assert not any(GONE in each for each in first.still_answer({}).values())

    change("rule", withdrawn=True, replaced_by="about")
    publish()
    said = first.still_answer({"rule": "about"})
    assert [f"{GONE} {INSTEAD}" in said["rule", "en"], GONE in said["about", "en"]] == [
        True,
        False,
    ]
    assert f"{in_urdu(GONE)} {in_urdu(INSTEAD)}" in said["rule", "ur"]

    # Moved, without a word about it.
    change("phone", slug="handset")
    publish()
    assert GONE not in first.still_answer({"rule": "about"})["phone", "en"]
    change("about", withdrawn=True, replaced_by="answer")
    publish()
    first.still_answer({"rule": "answer", "about": "answer"})

    change("friend", withdrawn=True)
    publish()
    away = {"rule": "answer", "about": "answer", "friend": "home"}
    said = first.still_answer(away)
    assert (GONE in said["friend", "en"], INSTEAD in said["friend", "en"]) == (
        True,
        False,
    )

    rollback(2, "paula", "paula", "A mistake.")
    first.still_answer({"rule": "about"})
    assert reader.ask("/en/handset")[0] == 200
    call_command("publish", "--check")
    assert tick(DAY + timedelta(1)) is None

    publish()
    first.still_answer(away)

    settings.LANGUAGES_ENABLED = ["en"]
    publish()
    said = first.still_answer(away, missing="ur")
    assert in_urdu(IN_ENGLISH) in said["answer", "ur"]
    assert GONE not in said["answer", "ur"]
    assert in_urdu(GONE) in said["friend", "ur"]
    assert IN_ENGLISH not in said["answer", "en"]
    # A later page of a list has no code, and answers too.
    assert reader.ask("/ur/sources/2")[0] == 200
    call_command("publish", "--check")
    settings.LANGUAGES_ENABLED = ["en", "ur"]
    change("phone", slug="mobile")
    publish()
    first.still_answer(away)
    change("rule", withdrawn=False)
    publish()
    first.still_answer({"about": "answer", "friend": "home"})

    assert Edition.objects.count() == 10
    # And whatever any of them ever answered.
    site = reader.site()
    ever = {p for e in Edition.objects.all() for p in e.manifest["pages"]}
    asked = {path: reader.ask(path, site)[0] for path in ever if path[0] == "/"}
    assert "/en/handset" in asked
    assert {path for path, status in asked.items() if status != 200} == set()


def test_what_stands_in_for_a_page_grows_old_with_it(
    publish: Publish, reader: Reader
) -> None:
    publish()
    given = Given(reader)
    change("rule", withdrawn=True, replaced_by="answer")
    publish()
    assert tick(DAY + timedelta(400)) is not None
    said = given.still_answer({"rule": "answer"})
    assert "due for a new check" in said["rule", "en"]
    assert GONE in said["rule", "en"]


def test_going_back_before_a_page_was_there_shows_what_is_nearest(
    publish: Publish, reader: Reader
) -> None:
    change("rule", withdrawn=True, replaced_by="about")
    change("friend", withdrawn=True)
    publish()
    change("rule", withdrawn=False)
    change("friend", withdrawn=False)
    publish()
    given = Given(reader)
    rollback(1, "paula", "paula", "Too early.")
    given.still_answer({"rule": "about", "friend": "home"})


def test_pages_that_replace_each_other_give_way_to_the_start_page() -> None:
    given = snapshots.take(DAY).codes
    codes.issue(given)
    change("rule", withdrawn=True, replaced_by="about")
    change("about", withdrawn=True, replaced_by="rule")
    laid = addresses.lay(snapshots.take(DAY), Released())
    stand_in = laid.sheets[f"/{given['rule', 'en']}"].context
    assert (stand_in["key"], stand_in["gone"]["in_its_place"]) == ("home", False)


def test_a_number_that_is_no_code_is_told_in_every_language() -> None:
    sheet = contexts.sheets(snapshots.take(DAY))["404/number"]
    found = read(html_of(sheet))
    assert (sheet.status, heading(found)) == (404, "No page has this number")
    words = " ".join(text for text, _ in found.texts)
    assert in_urdu("No page has this number") in words
    assert {"/en/", "/ur/", "tel:999"} <= set(found.links())


def test_an_address_that_would_stop_answering_stops_the_edition() -> None:
    lost = Leaf("", "", "", 200, ())
    Edition.objects.create(
        number=1,
        created=timezone.now(),
        day=DAY,
        author="paula",
        last_revision=0,
        english={},
        manifest=manifest.stored({"/data/old": lost, "404/xx": lost}, {}),
    )
    with pytest.raises(NotPublished, match="/data/old is in use and would") as refused:
        propose(DAY)
    assert len(refused.value.faults) == 1


def test_a_code_that_answers_with_no_page_is_a_fault() -> None:
    given = Released(frozenset({"/123450"}))
    assert len(Laid({}, {"/123450": "/en/a"}).faults(given)) == 1


def test_each_page_has_its_code_in_its_context_and_laying_asks_nobody(
    django_assert_num_queries: Callable[..., AbstractContextManager[object]],
) -> None:
    snapshot = snapshots.take(DAY)
    with django_assert_num_queries(0):
        laid = addresses.lay(snapshot, Released())
    assert len(snapshot.codes) == 2 * len(KEPT)
    for (key, _), code in snapshot.codes.items():
        sheet = laid.sheets[laid.also[f"/{code}"]]
        assert (sheet.context["key"], sheet.context["code"]) == (key, code)
    assert laid.sheets["/en/sources/2"].context["code"] == ""
