"""The question tools in a real browser, without script: what opens, closes and prints.

Which forty walks are taken is chosen by a seed, which a failure prints; TOOL_SEED=n
takes the same ones again.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import axe_playwright_python
import pytest

from tests.site.test_accessibility import DRESSES, RULES
from tests.walking import Form, form_of

pytestmark = pytest.mark.browser

PATH = "/en/check/"
BEFORE = "/en/before/"
WALKS = 40
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
AAA = RULES["runOnly"]["values"] + ["wcag2aaa", "wcag21aaa", "wcag22aaa"]

# Inputs by id and headings of texts, in order, as far as they are drawn.
SHOWN = """() => [...document.querySelectorAll('.tool fieldset input, .tool h3')]
  .filter(e => e.checkVisibility()).map(e => e.id || e.textContent.trim())"""
CHECKED = (
    """() => [...document.querySelectorAll('.tool input:checked')].map(e => e.id)"""
)


@pytest.fixture
def opened(browser, served: str):
    """Opens a page in a browser without script, and hears what it asks for."""
    contexts = []

    def open_page(path: str = PATH, **more):
        settings = {"viewport": {"width": 360, "height": 740}} | more
        contexts.append(
            browser.new_context(**{"java_script_enabled": False} | settings)
        )
        page = contexts[-1].new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(served + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def form(pages: dict[str, str]) -> Form:
    return form_of(pages["/en/check"])


def choose(page, *inputs: str) -> None:
    for name in inputs:
        page.locator(f'label[for="{name}"]').click()


def a_walk(form: Form, chance: random.Random) -> list[str]:
    """Answers one after the other, by chance, as long as a new question comes."""
    chosen: list[str] = []
    passed: set[str] = set()
    while waiting := [q for q in form.asked(chosen) if q not in passed]:
        passed.add(waiting[0])
        answers = form.questions[waiting[0]]
        several = waiting[0] == "8"
        chosen += (
            [a for a in answers if chance.random() < 0.5]
            if several
            else ([chance.choice(answers)])
        )
    return chosen


def a_long_walk(form: Form) -> list[str]:
    """Through most questions; wherever there is a choice, answers that show a text."""
    chosen: list[str] = []
    passed: set[str] = set()

    def gain(answer: str) -> tuple[int, int]:
        more = [*chosen, answer]
        return len(form.asked(more)), len(form.texts(more))

    while waiting := [q for q in form.asked(chosen) if q not in passed]:
        passed.add(waiting[0])
        chosen.append(max(form.questions[waiting[0]], key=gain))
    return chosen


def test_forty_walks_show_what_the_rules_say_and_ask_for_nothing(
    opened, form: Form
) -> None:
    seed = int(os.environ.get("TOOL_SEED") or random.SystemRandom().randrange(10**6))
    print(f"TOOL_SEED={seed}")
    chance = random.Random(seed)  # noqa: S311  no secret
    page = opened()
    address, asked = page.url, list(page.asked)
    history = page.evaluate("history.length")
    for _ in range(WALKS):
        chosen = a_walk(form, chance)
        choose(page, *chosen)
        assert page.evaluate(SHOWN) == form.shown(chosen), (seed, chosen)
        # Another answer in place of an earlier one.
        early = chance.choice([name for name in chosen if not name.startswith("8-")])
        question = early.rpartition("-")[0]
        other = chance.choice(form.questions[question])
        changed = [other if name == early else name for name in chosen]
        choose(page, other)
        assert page.evaluate(SHOWN) == form.shown(changed), (seed, changed)
        page.get_by_role("button").click()
        assert page.evaluate(CHECKED) == []
        assert page.evaluate(SHOWN) == form.shown([]), seed
    assert (page.url, page.asked) == (address, asked)
    assert page.evaluate("history.length") == history
    assert page.context.cookies() == []


def test_a_page_that_is_drawn_again_remembers_no_answer(opened, served: str) -> None:
    """What a browser keeps whole for Back is another thing: the page says so."""
    page = opened()
    choose(page, "1-1", "2-1")
    page.goto(f"{served}/en/now/")
    page.go_back()
    assert page.url.endswith(PATH)
    assert page.evaluate(CHECKED) == []


def test_the_keyboard_alone_answers_and_enter_sends_nothing(opened, form: Form) -> None:
    page = opened(bypass_csp=True)
    page.locator('[id="1-1"]').focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "2-1"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(SHOWN) == form.shown(["1-1", "2-2"])
    asked = list(page.asked)
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.asked == asked
    assert page.url.endswith(PATH)


def test_answers_are_as_tall_as_a_thumb_and_the_choice_is_on_them(
    opened, form: Form
) -> None:
    page = opened(viewport={"width": 320, "height": 640})
    *_, last = walk = a_long_walk(form)[:3]
    choose(page, *walk)
    for label in page.locator(".tool label:visible, .tool button:visible").all():
        box = label.bounding_box()
        assert box["height"] >= 44
    radio = page.locator(f'[id="{last}"]').bounding_box()
    label = page.locator(f'label[for="{last}"]').bounding_box()
    assert label["x"] <= radio["x"]
    assert label["y"] <= radio["y"]
    assert radio["y"] + radio["height"] <= label["y"] + label["height"]


@pytest.mark.parametrize("path", ["/ur/check/", "/ur/before/"])
def test_from_right_to_left_no_answer_runs_under_its_button(opened, path: str) -> None:
    page = opened(path)
    choose(page, *(["1-1"] if "check" in path else ["g-1"]))
    ends = """e => { const r = document.createRange(); r.selectNodeContents(e);
      return r.getBoundingClientRect().right }"""
    for label in page.locator(".tool fieldset label:visible").all():
        name = label.get_attribute("for")
        radio = page.locator(f'[id="{name}"]').bounding_box()
        assert label.evaluate(ends) <= radio["x"]


def test_paper_shows_what_opened_and_not_the_answers(opened, form: Form) -> None:
    page = opened()
    walk = a_long_walk(form)
    choose(page, *walk)
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN) == form.texts(walk)
    for hidden in page.locator(".tool legend, .tool label, .tool button").all():
        assert not hidden.is_visible()
    for kept in (".helplines .tel", ".sources p"):
        assert page.locator(kept).first.is_visible()


def test_paper_shows_the_answers_where_the_box_is_ticked(opened, form: Form) -> None:
    page = opened()
    walk = a_long_walk(form)
    choose(page, "paper", *walk)
    page.emulate_media(media="print")
    shown = page.locator(".tool label:visible").all()
    assert [label.get_attribute("for") for label in shown] == walk
    assert page.locator(".tool legend:visible").count() == len(walk)


def test_without_style_everything_is_there_in_order(opened, form: Form) -> None:
    page = opened()
    page.evaluate("document.querySelector('style').remove()")
    everything = [name for inputs in form.questions.values() for name in inputs]
    shown = page.evaluate(SHOWN)
    assert [name for name in shown if name in form.inputs] == everything
    assert set(shown) == {*everything, *form.texts(everything)}
    first = page.locator('label[for="1-1"]').bounding_box()
    second = page.locator('label[for="1-2"]').bounding_box()
    assert second["y"] > first["y"]


@pytest.mark.parametrize("dress", [*DRESSES, "right to left"])
def test_axe_finds_nothing_on_a_walk(
    browser, served: str, form: Form, dress: str
) -> None:
    """With the rules of AAA too: contrast of 7:1, and more."""
    settings = DRESSES.get(dress, {})
    context = browser.new_context(
        viewport={"width": 320, "height": 740}, bypass_csp=True, **settings
    )
    page = context.new_page()
    language = "ur" if dress == "right to left" else "en"
    page.goto(f"{served}/{language}/check/")
    choose(page, *a_long_walk(form))
    page.add_script_tag(path=AXE)
    rules = {**RULES, "runOnly": {"type": "tag", "values": AAA}}
    result = page.evaluate("rules => axe.run(document, rules)", rules)
    assert "color-contrast-enhanced" in {r["id"] for r in result["passes"]} or (
        dress == "forced colours"
    )
    found = [(r["id"], r["nodes"][0]["html"]) for r in result["violations"]]
    assert found == []
    context.close()


def test_who_you_speak_to_opens_what_it_may_tell(opened) -> None:
    page = opened(BEFORE)
    asked = list(page.asked)
    assert page.locator(".then:visible").count() == 0
    choose(page, "g-1", "g1-1")
    opened_now = page.locator(".then:visible").last
    assert "May it tell the Home Office?" in opened_now.inner_text()
    link = opened_now.locator("a").get_attribute("href")
    assert link.startswith("/en/who/police/#")
    choose(page, "g-2")
    assert page.locator(".then .then:visible").count() == 0
    assert page.asked == asked
