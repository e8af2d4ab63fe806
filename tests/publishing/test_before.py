"""The short tool of `before`: every public body, what it may tell, what to ask it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from safety_site.publishing import contexts
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.reading import read
from safety_site.publishing.rendering import html_of
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.validation import faults_of
from safety_site.translation.freezing import digest
from safety_site.translation.models import Revision, Standing
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


def test_nothing_to_ask_is_nothing_said(sheets: dict[str, Sheet]) -> None:
    assert "Ask this first" not in html_of(sheets[BEFORE])


@pytest.mark.usefixtures("starter", "db")
def test_what_to_ask_first_stands_with_the_body() -> None:
    uid = "part:gp-surgery/ask_before_you_speak"
    claim = "M:gp-surgery"
    for language, content in (
        ("und", {"withdrawn": False, "citations": [["", claim]], "critical": True}),
        ("en", {"text": "> Can I speak to you alone?"}),
    ):
        Revision.objects.create(
            uid=uid,
            language=language,
            number=1,
            content=content,
            digest=digest(content),
            standing=Standing.DRAFT,
            author="amira",
            created=timezone.now(),
        )
    sheet = contexts.sheets(snapshots.take(DAY))[BEFORE]
    html = html_of(sheet)
    asked = html.partition("Ask this first:")[2]
    assert "<blockquote>\n<p>Can I speak to you alone?</p>" in asked[:120]
    assert html.count("Ask this first") == 1
    assert uid in [text[0] for text in sheet.context["texts"]]
