"""The entries of public bodies: what each says, on what it rests, and where it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from safety_site.disclosure.models import BodyPart, Field, PublicBody
from safety_site.guide.models import Citation, Claim, Page
from safety_site.publishing import contexts
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.anchors import anchor, entry_path
from safety_site.publishing.entries import entry
from safety_site.publishing.places import places_for
from safety_site.publishing.reading import Element, read
from safety_site.publishing.rendering import html_of
from safety_site.publishing.sensitive import sensitive_in
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.validation import faults_of
from safety_site.translation import markdown
from safety_site.translation.models import VALUES, Standing
from safety_site.translation.submitting import submit
from tests import every_part, pseudo
from tests.loaded import loaded_from
from tests.publishing.conftest import DAY

READING = "This is our reading. We found no source that says it."
ADVICE = "Words you can try. They are our suggestion."
QUESTIONS = {part.label: part.value for part in Field}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return every_part.write(tmp_path_factory.mktemp("every") / "starter")


@pytest.fixture(scope="module")
def every(root: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Every public body with all the texts that it may have, and every group's page."""
    with loaded_from(root, django_db_blocker):
        yield


@pytest.fixture
def take(every: None, db: None) -> Callable[[], Snapshot]:
    return lambda: snapshots.take(DAY)


@pytest.fixture
def sheets(take: Callable[[], Snapshot]) -> dict[str, Sheet]:
    return contexts.sheets(take())


@dataclass
class Said:
    """What a finished page says about one body. A source is its address, or what is
    said of it where it has none.
    """

    text: list[str] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    rests: dict[str, str] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)


def entries_in(html: str) -> dict[str, Said]:
    """By id."""
    reading = read(html)
    found: dict[str, Said] = {}
    items: set[int] = set()
    at = ""
    for text, around in reading.texts:
        outer = next((e for e in around if "entry" in e.classes), None)
        if outer is None or not text.strip():
            continue
        words = " ".join(text.split())
        said = found.setdefault(outer.attributes["id"], Said())
        said.text.append(words)
        names = [e.name for e in around]
        if "h3" in names:
            at = QUESTIONS[words]
        elif any("rests" in e.classes for e in around):
            said.rests[at] = said.rests.get(at, "") + words
        elif "li" in names and "details" in names:
            link = next((e.attributes["href"] for e in around if e.name == "a"), "")
            item = id(next(e for e in around if e.name == "li"))
            said.sources += [link or words] if item not in items else []
            items.add(item)
        elif "summary" not in names and at:
            said.parts[at] = said.parts.get(at, "") + words
    return found


def all_said(sheets: dict[str, Sheet]) -> dict[str, Said]:
    """By the key of the body, from every English page of a group."""
    found: dict[str, Said] = {}
    for path, sheet in sheets.items():
        if re.match(r"/en/who/", path):
            by_id = entries_in(html_of(sheet))
            ids = {e["id"]: e["body"] for e in sheet.context["entries"]}
            found |= {ids[name]: said for name, said in by_id.items()}
    return found


def test_each_part_shows_the_sources_and_words_that_the_matrix_names(
    sheets: dict[str, Sheet], root: Path
) -> None:
    data = every_part.matrix(root)
    found = all_said(sheets)
    compared = 0
    for service in data["services"]:
        said = found[service["id"]]
        file = (root / f"bodies/{service['id']}.md").read_text(encoding="utf-8")
        for part in Field.values:
            if not every_part.may_stand(service, part, data["sources"]):
                continue
            rests = said.rests[part]
            numbers = re.findall(r"\d+", rests)
            shown = {said.sources[int(number) - 1] for number in numbers}
            wanted = {
                source["url"] or written(source)
                for source in every_part.opened(service, part, data["sources"])
            }
            # A file may name further claims for a part.
            more = re.search(rf"^## {part}\nclaims: (.*)$", file, re.MULTILINE)
            assert wanted == shown or (more and wanted < shown), (service["id"], part)
            names = set(every_part.named(service, part)) & set(every_part.OURS)
            ours = {every_part.OURS[name] for name in names}
            ours |= set(re.findall("word:([a-z]+)", more[1])) if more else set()
            assert (READING in rests) == ("reading" in ours), (service["id"], part)
            assert (ADVICE in rests) == ("advice" in ours), (service["id"], part)
            compared += 1
    assert compared > 200


def written(source: dict[str, str]) -> str:
    date = f", {source['date']}" if source["date"] else ""
    return f"{source['title']}. {source['publisher']}{date}"


def low_bodies() -> list[str]:
    return [b.key for b in PublicBody.objects.all() if b.confidence == "low"]


def test_of_a_low_body_only_its_name_and_what_to_ask_is_said(
    sheets: dict[str, Sheet], take: Callable[[], Snapshot]
) -> None:
    found = all_said(sheets)
    assert len(low_bodies()) == 10
    for key in low_bodies():
        body = PublicBody.objects.get(key=key)
        said = found[key]
        before, after = said.text[:6], said.text[6:]
        assert before == [
            body.name_en,
            "May it tell the Home Office?",
            "Not confirmed",
            "We could not confirm this. Ask an adviser.",
            before[4],
            "Words you can say",
        ]
        assert before[4] in ("Advice about your visa", "Find help")
        asked = BodyPart.objects.get(body=body, field=Field.ASK_BEFORE).text_en
        html = markdown.render(asked, places_for(take(), [asked], "en"))
        assert " ".join(after[:-1]).split() == read(html).visible_text().split()
        assert after[-1] == ADVICE
        assert said.sources == []


def test_what_an_editor_adds_to_a_low_body_is_not_shown(
    take: Callable[[], Snapshot],
) -> None:
    body = PublicBody.objects.get(key="embassy")
    part = BodyPart.objects.create(
        body=body, field=Field.WHAT_IS_SHARED, text_en="Everything."
    )
    for language in (VALUES, "en"):
        submit(part, language, "amina")
    html = html_of(contexts.sheets(take())["/en/who/government"])
    assert "Everything." not in html


def test_every_body_stands_on_one_page_of_its_group(sheets: dict[str, Sheet]) -> None:
    placed = [
        entry["body"]
        for path, sheet in sheets.items()
        if path.startswith("/en/who/")
        for entry in sheet.context["entries"]
    ]
    assert sorted(placed) == sorted(b.key for b in PublicBody.objects.all())


def test_ids_of_entries_are_neutral_and_differ(every: None, db: None) -> None:
    anchors = [anchor(body.key) for body in PublicBody.objects.all()]
    assert len(set(anchors)) == len(anchors)
    assert [name for name in anchors if sensitive_in(name)] == []
    assert anchor("gp-surgery") == "gp-surgery"
    assert re.fullmatch("e[0-9a-f]{5}", anchor("refuge"))


def test_the_table_links_every_name_to_its_entry(sheets: dict[str, Sheet]) -> None:
    links = read(html_of(sheets["/en/who"])).links()
    ids = {
        f"{path}/#{entry['id']}"
        for path, sheet in sheets.items()
        if path.startswith("/en/who/")
        for entry in sheet.context["entries"]
    }
    assert len(ids) == 42
    assert ids <= set(links)
    assert "/en/who/police/" in links


def test_a_group_without_a_published_page_is_named_without_a_link(
    take: Callable[[], Snapshot],
) -> None:
    page = Page.objects.get(key="who-health")
    page.withdrawn = True
    page.save()
    submit(page, VALUES, "amina")
    sheets = contexts.sheets(take())
    html = html_of(sheets["/en/who"])
    assert "/en/who/health/" not in html
    assert "GP surgery" in html
    assert entry_path(take(), "gp-surgery", "en") == ""


def test_a_token_of_a_body_is_a_link_to_its_entry_but_in_a_heading_its_name(
    take: Callable[[], Snapshot],
) -> None:
    places = places_for(take(), ["{body:gp-surgery}"], "en")
    name = PublicBody.objects.get(key="gp-surgery").name_en
    path = entry_path(take(), "gp-surgery", "en")
    assert path.endswith("#gp-surgery")
    link = f'<a href="{path}">{name}</a>'
    assert markdown.render("{body:gp-surgery}", places) == f"<p>{link}</p>\n"
    assert markdown.line("{body:gp-surgery}", places) == name


@pytest.fixture
def long_health(take: Callable[[], Snapshot]) -> dict[str, Sheet]:
    """Two of the six health bodies say so much that one page cannot hold them all."""
    for key in ("gp-surgery", "mental-health"):
        part = BodyPart.objects.get(body__key=key, field=Field.GOOD_TO_KNOW)
        part.text_en = "It is long. " * 300
        part.save()
        submit(part, "en", "amina", meaning_changed=False)
    return contexts.sheets(take())


def test_a_group_too_long_for_a_page_goes_on_with_the_same_words_above(
    long_health: dict[str, Sheet],
) -> None:
    paths = sorted(path for path in long_health if path.startswith("/en/who/health"))
    first, *further = (long_health[path].context for path in paths)
    assert first["entries"][0]["body"] == "gp-surgery"
    assert first["index"][0]["path"] == "#gp-surgery"
    assert further
    for number, page in enumerate(further, start=2):
        assert page["path"] == f"/en/who/health/{number}/"
        assert page["blocks"] == first["blocks"]
        assert page["heading"] == f"{first['heading']} ({number})"
        names = [body["name"] for body in page["index"]]
        assert names == [body["name"] for body in first["index"]]
        assert page["index"][0]["path"] == "/en/who/health/#gp-surgery"
        assert page["entries"]


def test_links_follow_an_entry_to_its_further_page(
    long_health: dict[str, Sheet],
) -> None:
    path = next(
        sheet.context["path"]
        for sheet in long_health.values()
        if sheet.language == "en"
        for body in sheet.context.get("entries", ())
        if body["body"] == "mental-health"
    )
    assert path != "/en/who/health/"
    links = read(html_of(long_health["/en/who"])).links()
    assert f"{path}#mental-health" in links


def test_the_home_offices_own_page_says_what_using_it_does(
    sheets: dict[str, Sheet],
) -> None:
    sentence = "This is an official page. Using it tells the Home Office:"
    says = {key: sentence in said.text for key, said in all_said(sheets).items()}
    assert [key for key, said in says.items() if said] == ["home-office-mvdac"]


@pytest.fixture
def in_urdu(
    take: Callable[[], Snapshot], settings: Any, tmp_path: Path
) -> Callable[[Standing], dict[str, Any]]:
    """The entry of the GP in Urdu, its texts translated with a standing."""
    folder = pseudo.write_catalogues(tmp_path / "locale", "ur")
    settings.LOCALE_PATHS = [folder, *settings.LOCALE_PATHS]
    settings.LANGUAGES_ENABLED = ["en", "ur"]

    def made(standing: Standing) -> dict[str, Any]:
        for part in BodyPart.objects.filter(body__key="gp-surgery"):
            pseudo.translated(part, "ur", standing)
        return entry(take(), "gp-surgery", "ur").data

    return made


def test_a_critical_part_in_a_machine_draft_carries_its_english(in_urdu: Any) -> None:
    data = in_urdu(Standing.MACHINE_DRAFT)
    beside = {part["field"]: part["english"] for part in data["parts"]}
    assert {name for name, english in beside.items() if english} == {
        f.value for f in Field if f.critical
    } & set(beside)
    assert beside["what_is_shared"]["heading"] == "What may be passed on?"
    assert data["parts"][1]["heading"] != "What may be passed on?"
    assert data["is_draft"]


def test_a_part_that_a_person_drafted_stands_alone(in_urdu: Any) -> None:
    data = in_urdu(Standing.DRAFT)
    assert not data["is_draft"]
    assert not any(part["english"] for part in data["parts"])


def test_a_missing_part_is_shown_in_english_and_says_why(
    take: Callable[[], Snapshot],
) -> None:
    part = entry(take(), "gp-surgery", "ur").data["parts"][0]
    assert part["notice"] == "english-missing"
    assert part["language"] == {"html_lang": "en-GB", "direction": "ltr"}


def test_a_language_needs_the_parts_of_essential_groups(
    take: Callable[[], Snapshot],
) -> None:
    page = Page.objects.get(key="who-home")
    for essential in (True, False):
        page.essential = essential
        page.save()
        submit(page, VALUES, "amina")
        missing = take().missing("ur")
        assert ("part:landlord/in_plain_words" in missing) == essential


def cited_by(uid: str, *citations: dict[str, Any]) -> None:
    Citation.objects.filter(uid=uid).delete()
    for position, words in enumerate(citations):
        Citation.objects.create(uid=uid, position=position, **words)
    part = BodyPart.objects.get(body__key="gp-surgery", field=uid.partition("/")[2])
    submit(part, VALUES, "amina")


def health_faults(snapshot: Snapshot) -> list[str]:
    sheets = contexts.sheets(snapshot)
    paths = [p for p in sheets if p == "/en/who" or p.startswith("/en/who/health")]
    return [f for p in paths for f in faults_of(sheets[p], html_of(sheets[p]), 1)]


def test_a_part_that_rests_on_nothing_stops_the_edition(
    take: Callable[[], Snapshot],
) -> None:
    assert health_faults(take()) == []
    cited_by("part:gp-surgery/legal_basis")
    assert health_faults(take()) == [
        "/en/who/health: part:gp-surgery/legal_basis has no source and no word for "
        "having none"
    ]


def test_a_part_whose_claim_may_not_be_stated_stops_the_edition(
    take: Callable[[], Snapshot],
) -> None:
    low = Claim.objects.filter(confidence="low").first()
    assert low is not None
    cited_by("part:gp-surgery/legal_basis", {"claim": low})
    faults = health_faults(take())
    why = f"cites {low.key}, which has no source that may be stated"
    assert f"/en/who/health: part:gp-surgery/legal_basis {why}" in faults
    assert f"/en/who: the page {why}" in faults


def test_a_part_of_an_address_is_neutral_too(sheets: dict[str, Sheet]) -> None:
    sheet = sheets["/en/who"]
    html = html_of(sheet).replace("#gp-surgery", "#refuge")
    fault = "the address of a part holds the sensitive word “refuge”"
    assert faults_of(sheet, html, 1) == [f"/en/who: {fault}"]


def test_ids_name_elements_once(sheets: dict[str, Sheet]) -> None:
    elements: list[Element] = read(html_of(sheets["/en/who/police"])).elements
    names = [e.attributes["id"] for e in elements if "id" in e.attributes]
    assert len(set(names)) == len(names)
