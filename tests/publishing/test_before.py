"""The short tool of `before`: every public body, what it may tell, what to ask it."""

from __future__ import annotations

import pytest

from safety_site.disclosure.models import BodyPart, Field, PublicBody
from safety_site.guide.models import Confidence
from safety_site.publishing import contexts
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.anchors import entry_path
from safety_site.publishing.reading import read
from safety_site.publishing.rendering import html_of
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.validation import faults_of
from safety_site.translation.models import VALUES
from safety_site.translation.submitting import submit
from tests.publishing.conftest import DAY

BEFORE = "/en/before"


@pytest.fixture
def bodies(sheets: dict[str, Sheet]) -> list[dict[str, object]]:
    groups = sheets[BEFORE].context["tool"]["question"]["answers"]
    return [body for group in groups for body in group["asks"]["answers"]]


def test_every_public_body_of_the_table_is_there(
    sheets: dict[str, Sheet], bodies: list[dict[str, object]]
) -> None:
    table = sheets["/en/who"].context["table"]
    rows = [
        (row["name"]["text"], row["answer"]) for part in table for row in part["rows"]
    ]
    found = [(body["text"]["line"], body["panels"][0]["answer"]) for body in bodies]
    assert found == rows
    groups = sheets[BEFORE].context["tool"]["question"]["answers"]
    assert [g["text"]["line"] for g in groups] == [part["group"] for part in table]


def test_a_body_links_to_its_entry(bodies: list[dict[str, object]]) -> None:
    links = {body["panels"][0]["path"] for body in bodies}
    assert "/en/who/health/#gp-surgery" in links
    assert len(links) == len(bodies)


def test_the_tool_stands_before_the_one_thing_to_do_next(
    sheets: dict[str, Sheet],
) -> None:
    html = html_of(sheets[BEFORE])
    assert faults_of(sheets[BEFORE], html, 1) == []
    assert html.index('id="b6"') < html.index("<form") < html.index('id="b7"')
    names = [e.attributes["id"] for e in read(html).elements if "id" in e.attributes]
    assert len(names) == len(set(names))


def told(snapshot: Snapshot, html: str, body: str) -> str:
    """What the tool says of one body: from its answer to the link to its entry."""
    link = f'href="{entry_path(snapshot, body, "en")}"'
    assert html.count(link) == 1
    return html.partition(link)[0].rpartition("May it tell the Home Office?")[2]


def test_what_to_ask_is_said_of_those_that_have_it_and_of_no_other(
    sheets: dict[str, Sheet], bodies: list[dict[str, object]]
) -> None:
    parts = BodyPart.objects.filter(field=Field.ASK_BEFORE, withdrawn=False)
    snapshot, keys = snapshots.take(DAY), parts.values_list("body__key", flat=True)
    having = {entry_path(snapshot, key, "en") for key in keys}
    assert having
    assert {b["panels"][0]["path"] for b in bodies if b["panels"][0]["ask"]} == having
    assert html_of(sheets[BEFORE]).count("Ask this first") == len(having)


@pytest.mark.usefixtures("starter", "db")
def test_nothing_to_ask_is_nothing_said() -> None:
    part = to_ask("gp-surgery")
    part.withdrawn = True
    part.save()
    submit(part, VALUES, "amira")
    snapshot = snapshots.take(DAY)
    sheet = contexts.sheets(snapshot)[BEFORE]
    html = html_of(sheet)
    assert "Ask this first" not in told(snapshot, html, "gp-surgery")
    others = BodyPart.objects.filter(field=Field.ASK_BEFORE, withdrawn=False)
    assert html.count("Ask this first") == others.count()
    assert part.uid not in [text[0] for text in sheet.context["texts"]]


# Of a low body no more is said than this.
@pytest.mark.usefixtures("starter", "db")
@pytest.mark.parametrize("confidence", [Confidence.HIGH, Confidence.LOW])
def test_what_to_ask_first_stands_with_the_body(confidence: Confidence) -> None:
    body = PublicBody.objects.filter(confidence=confidence).first()
    assert body
    part = to_ask(body.key)
    snapshot = snapshots.take(DAY)
    sheet = contexts.sheets(snapshot)[BEFORE]
    html = html_of(sheet)
    asked = told(snapshot, html, body.key).partition("Ask this first:")[2]
    assert "<blockquote>\n<p>Is this only a test?</p>" in asked[:120]
    assert html.count("Is this only a test?") == 1
    assert part.uid in [text[0] for text in sheet.context["texts"]]


def to_ask(body: str) -> BodyPart:
    """An editor writes what to ask a body, whether it had such words or not."""
    part, _ = BodyPart.objects.update_or_create(
        body=PublicBody.objects.get(key=body),
        field=Field.ASK_BEFORE,
        defaults={"text_en": "> Is this only a test?", "withdrawn": False},
    )
    submit(part, VALUES, "amira")
    submit(part, "en", "amira", meaning_changed=True)
    return part
