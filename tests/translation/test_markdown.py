"""The small Markdown: what it makes, what it leaves out, and where tokens stand."""

import pytest

from safety_site.translation.markdown import line, render

PLACES = {
    "{phone:x}": {
        "shown": "0808 2000 247",
        "dialled": "+448082000247",
        "caution": "",
    },
    "{fact:count}": {"text": "537"},
    "{page:now}": {"path": "/en/now/", "name": {"text": "Right now"}},
    "{page:later}": {"path": "", "name": {"text": ""}},
    "{key:1}": {"text": "Call {phone:x}.", "places": {}},
}
PLACES["{key:1}"]["places"] = {"{phone:x}": PLACES["{phone:x}"]}
NUMBER = '<a href="tel:+448082000247"><bdi dir="ltr">0808&nbsp;2000&nbsp;247</bdi></a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\n\nTwo **bold**.", "<p>One.</p>\n<p>Two <strong>bold</strong>.</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("> Say no.", "<blockquote>\n<p>Say no.</p>\n</blockquote>\n"),
        ("Call {phone:x}.", f"<p>Call {NUMBER}.</p>\n"),
        ("{fact:count} people", "<p>537 people</p>\n"),
        ("{key:1}", f'<p class="key">Call {NUMBER}.</p>\n'),
        ("{page:now}", '<p class="go"><a href="/en/now/">Right now</a></p>\n'),
        ("See {page:now}.", '<p>See <a href="/en/now/">Right now</a>.</p>\n'),
    ],
)
def test_a_text_becomes_html(text: str, html: str) -> None:
    assert render(text, PLACES) == html


def test_a_link_to_a_page_not_yet_published_is_left_out_with_its_paragraph() -> None:
    assert render("Text.\n\n{page:later}", PLACES) == "<p>Text.</p>\n"


def test_a_number_that_nobody_checked_again_says_so() -> None:
    place = PLACES["{phone:x}"] | {"caution": "number seen in <2020>, not re-checked"}
    said = " <small>(number seen in &lt;2020&gt;, not re-checked)</small>"
    assert render("Call {phone:x}.", {"{phone:x}": place}) == (
        f"<p>Call {NUMBER}{said}.</p>\n"
    )


def test_an_unknown_token_stays_visible() -> None:
    assert "{fact:lost}" in render("It costs {fact:lost}.", PLACES)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[text](javascript:alert(1))",
        "[text](https://example.org)",
        "![x](https://example.org/x.png)",
        "<https://example.org>",
        "`<b onclick=x>`",
        "&lt;script&gt;",
    ],
)
def test_html_and_links_in_a_text_stay_text(hostile: str) -> None:
    html = render(hostile, PLACES)
    assert html.startswith("<p>")
    assert "<" not in html.removeprefix("<p>").removesuffix("</p>\n")


def test_a_key_sentence_beside_a_draft_carries_its_english() -> None:
    place = {"text": "مت", "places": {}, "english": "No.", "english_places": {}}
    html = render("{key:1}", {"{key:1}": place})
    assert html == ('<p class="key">مت <small lang="en-GB" dir="ltr">No.</small></p>\n')


def test_a_key_sentence_shown_in_english_says_its_language() -> None:
    place = {"text": "No.", "places": {}, "lang": "en-GB"}
    html = render("{key:1}", {"{key:1}": place})
    assert '<bdi lang="en-GB" dir="ltr">No.</bdi>' in html


def test_a_heading_shows_a_number_without_a_link() -> None:
    assert line("Call {phone:x} <now>", PLACES) == (
        'Call <bdi dir="ltr">0808&nbsp;2000&nbsp;247</bdi> &lt;now&gt;'.replace(
            "\u00a0", "&nbsp;"
        )
    )


WORD = {"text": "firewall", "path": "/en/words/#w1", "english": ""}


def test_a_word_explained_is_a_link_to_its_entry() -> None:
    html = render("A {term:x} is no law.", {"{term:x}": WORD})
    assert html == '<p>A <a href="/en/words/#w1">firewall</a> is no law.</p>\n'


def test_a_translated_word_is_followed_by_its_english() -> None:
    place = {**WORD, "text": "پابندی", "english": "ban & wall"}
    html = render("{term:x}", {"{term:x}": place})
    assert html == (
        '<p><a href="/en/words/#w1">پابندی</a> '
        '(<bdi lang="en-GB" dir="ltr">ban &amp; wall</bdi>)</p>\n'
    )


def test_a_word_stands_without_link_in_a_heading_and_before_its_page() -> None:
    assert line("What is a {term:x}?", {"{term:x}": WORD}) == "What is a firewall?"
    assert render("{term:x}", {"{term:x}": {**WORD, "path": ""}}) == (
        "<p>firewall</p>\n"
    )
