"""The sample tool on its page: every walk, what is folded, and what stands unfolded."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from pytest_django import Settings

from safety_site.publishing import contexts, tools
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.inline import style
from safety_site.publishing.reading import read
from safety_site.publishing.rendering import html_of, text_of
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.validation import faults_of, site_faults
from safety_site.questions.models import Answer, Outcome, Tool
from safety_site.questions.tree import Tree
from safety_site.translation.submitting import submit
from tests import pseudo, walking
from tests.publishing.conftest import DAY

pytestmark = pytest.mark.usefixtures("sample_tool", "db")

CHECK = "/en/check"
# Up to question 6, and a visa that question 7 is asked about.
FAR = ["1-1", "2-1", "3-3", "4-1", "5-1", "6-1"]


@pytest.fixture
def snapshot() -> Snapshot:
    return snapshots.take(DAY)


@pytest.fixture
def sheets(snapshot: Snapshot) -> dict[str, Sheet]:
    return contexts.sheets(snapshot)


@pytest.fixture
def html(sheets: dict[str, Sheet]) -> str:
    return html_of(sheets[CHECK])


@pytest.fixture
def form(html: str) -> walking.Form:
    return walking.form_of(html)


@pytest.fixture
def tree(snapshot: Snapshot) -> Tree:
    return tools.tree_of(snapshot, "check")


def test_the_style_of_the_page_holds_the_three_rules(html: str) -> None:
    assert walking.RULES in html.partition("<style>")[2].partition("</style>")[0]
    assert (
        f"@supports (--a:0){{.then,.after,.rest{{display:none}}{walking.RULES}}}"
        in (style())
    )


def test_questions_stand_once_and_in_order(form: walking.Form, tree: Tree) -> None:
    keys = [question.rpartition("/")[2] for question in tree.questions]
    assert list(form.questions) == ["1", "2", "2a", *keys[3:]]


def test_before_an_answer_only_the_first_question_is_there(form: walking.Form) -> None:
    assert form.asked([]) == ["1"]
    assert form.texts([]) == []


def test_a_question_follows_only_its_own_answer(form: walking.Form) -> None:
    assert form.asked(["1-1"]) == ["1", "2"]
    assert form.asked(["1-1", "2-6"]) == ["1", "2", "2a"]
    assert form.asked(FAR[:5]) == ["1", "2", "3", "4", "5", "6"]


def test_where_two_ways_meet_again_what_both_lead_to_is_there_at_once(
    form: walking.Form,
) -> None:
    assert form.asked(FAR)[6:] == ["7", "8", "9"]
    assert form.asked([*FAR[:5], "6-15"])[6:] == ["8", "9"]


def test_a_changed_answer_hides_all_that_hung_on_it(form: walking.Form) -> None:
    chosen = [*FAR, "7-2", "8-1", "9-1"]
    assert "The note expired" in form.texts(chosen)
    visitor = [*chosen[:5], "6-15", *chosen[6:]]
    assert "7" not in form.asked(visitor)
    assert "The note expired" not in form.texts(visitor)
    danger = ["1-2", *chosen[1:]]
    assert form.asked(danger) == ["1"]
    assert form.texts(danger) == ["The outcome danger"]


def test_a_panel_comes_right_after_its_answer_and_before_the_next_question(
    form: walking.Form,
) -> None:
    shown = form.shown(["1-3"])
    assert shown[:5] == ["1-1", "1-2", "1-3", "The note watching", "2-1"]


def test_inputs_labels_and_panels_are_children_of_their_fieldset(html: str) -> None:
    reading = read(html)
    inside = [e for e in reading.elements if any("tool" in o.classes for o in e.around)]
    inputs = [e for e in inside if e.name == "input" and "name" in e.attributes]
    assert len(inputs) > 50
    folded = [e for e in inside if {"then", "after", "rest"} & {*e.classes}]
    for element in [*inputs, *folded]:
        assert element.around[-1].name == "fieldset"
    labels = [e.attributes["for"] for e in inside if e.name == "label"]
    assert labels == ["paper", *(e.attributes["id"] for e in inputs)]


def test_each_legend_says_its_number(html: str) -> None:
    reading = read(html)
    legends = [
        text
        for text, around in reading.texts
        if any(e.name == "legend" for e in around) and text.strip()
    ]
    assert [text.split(".")[0] for text in legends] == (
        ["1", "2", "2a", "3", "4", "5", "6", "7", "8", "9"]
    )


def test_nothing_can_be_sent_and_nothing_is_filled_in_again(html: str) -> None:
    assert '<form class="tool" method="post" autocomplete="off">' in html
    assert '<button type="submit" disabled hidden></button>' in html
    buttons = [e.attributes for e in read(html).named("button")]
    assert [b["type"] for b in buttons] == ["submit", "reset"]


def test_no_search_engine_leads_into_the_tool(sheets: dict[str, Sheet]) -> None:
    """practice.md Q12."""
    kept = [path for path, s in sheets.items() if "noindex" in text_of(s)]
    assert kept
    assert kept == [path for path in sheets if path.startswith(CHECK)]


def test_all_answers_are_linked_before_the_first_question(html: str) -> None:
    assert html.index('href="/en/check/all/"') < html.index("<fieldset>")


def test_the_pages_of_the_tool_have_no_fault(
    sheets: dict[str, Sheet], snapshot: Snapshot
) -> None:
    assert site_faults(snapshot, local=True) == []
    pages = [path for path in sheets if path.startswith(CHECK)]
    assert len(pages) > 1
    for path in pages:
        assert faults_of(sheets[path], html_of(sheets[path]), 1) == []


def test_a_key_sentence_in_an_outcome_is_not_owed_any_more(
    sheets: dict[str, Sheet],
) -> None:
    sheet = sheets[CHECK]
    assert sheet.context["owed_keys"] == ["8", "9"]
    assert not any("{key:9}" in b["places"] for b in sheet.context["blocks"])
    assert faults_of(sheet, html_of(sheet), 1) == []


def test_unfolded_every_text_stands_with_its_sources(
    sheets: dict[str, Sheet], snapshot: Snapshot
) -> None:
    parts = [s for path, s in sheets.items() if path.startswith(f"{CHECK}/all")]
    blocks = [block for sheet in parts for block in sheet.context["blocks"]]
    texts = {b["heading"] for b in blocks}
    for uid in tools.panels(snapshot, "check"):
        found = snapshot.text(uid, "en")
        assert found
        assert found.text.content["heading"] in texts
    assert all(block["sources"] for block in blocks)
    answers = [
        answer["text"]["line"]
        for sheet in parts
        for question in sheet.context["tool"]["questions"]
        for answer in question["answers"]
    ]
    assert len(answers) == len(set(answers)) == 51


def test_an_anchor_says_nothing_about_its_outcome(sheets: dict[str, Sheet]) -> None:
    html = html_of(sheets[f"{CHECK}/all"])
    anchors = [e.attributes["id"] for e in read(html).elements if "told" in e.classes]
    assert anchors
    assert all(len(anchor) == 6 for anchor in anchors)
    assert "danger" not in " ".join(anchors)


def test_a_broken_edge_stops_the_edition() -> None:
    answer = Answer.objects.get(question__key="9", number=2)
    answer.leads_to = ["question:check/1"]
    answer.save()
    submit(answer, "und", "amira")
    faults = site_faults(snapshots.take(DAY), local=True)
    assert any("tool check, question 1, " in fault for fault in faults)
    assert any("these lead back" in fault for fault in faults)


def test_words_that_advise_stop_the_edition() -> None:
    outcome = Outcome.objects.get(key="family")
    outcome.body_en = "You should apply. {page:help}"
    outcome.save()
    submit(outcome, "en", "amira", meaning_changed=True)
    assert site_faults(snapshots.take(DAY), local=True) == [
        "tool check, outcome family: “You should apply” is advice about one person. "
        "Say who is on the list."
    ]


def test_a_withdrawn_tool_leaves_its_page_as_it_is() -> None:
    tool = Tool.objects.get()
    tool.withdrawn = True
    tool.save()
    submit(tool, "und", "amira")
    sheets = contexts.sheets(snapshots.take(DAY))
    assert "<form" not in html_of(sheets[CHECK])
    assert f"{CHECK}/all" not in sheets


@pytest.fixture
def in_urdu(sample_tool: None, db: None, settings: Settings, tmp_path: Path) -> None:
    folder = pseudo.write_catalogues(tmp_path / "locale", "ur")
    settings.LOCALE_PATHS = [folder, *settings.LOCALE_PATHS]
    settings.LANGUAGES_ENABLED = ["en", "ur"]
    pseudo.translate_all("ur")


@pytest.mark.usefixtures("in_urdu")
def test_beside_a_machine_draft_the_english_stands_on_the_unfolded_page(
    sheets: dict[str, Sheet],
) -> None:
    folded = html_of(sheets["/ur/check"])
    assert 'class="english"' not in folded
    english = "The outcome danger"
    assert english not in folded
    assert english in html_of(sheets["/ur/check/all"])
    # Said at the top, before the first question, and beside the day of the check.
    assert read(folded).links().count("/ur/check/all/") == 3


@pytest.mark.usefixtures("in_urdu")
def test_an_outcome_whose_meaning_changed_gives_way_to_english_in_its_place() -> None:
    outcome = Outcome.objects.get(key="danger")
    outcome.heading_en = "Call first"
    outcome.save()
    submit(outcome, "en", "amira", meaning_changed=True)
    sheets = contexts.sheets(snapshots.take(DAY))
    html = html_of(sheets["/ur/check"])
    assert '<div lang="en-GB" dir="ltr"><h3>Call first</h3>' in html
    assert faults_of(sheets["/ur/check"], html, 1) == []


@pytest.mark.usefixtures("in_urdu")
@pytest.mark.parametrize(
    "uid", ["question:check/2a", "answer:check/6/3", "outcome:check/eu-own"]
)
def test_a_language_is_ready_only_with_the_whole_tool_of_an_essential_page(
    snapshot: Snapshot, uid: str
) -> None:
    lost = (uid, "ur")
    assert snapshot.missing("ur") == []
    newest = {at: kept for at, kept in snapshot.history.newest.items() if at != lost}
    history = dataclasses.replace(snapshot.history, newest=newest)
    assert snapshot.with_history(history).missing("ur") == [lost[0]]
