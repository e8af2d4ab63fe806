import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_site.translation.bidi import isolate_html, isolate_markup, isolate_plain

URDU = "ہیلپ لائن 0808 2000 247 پر کال کریں"
BDI = re.compile(r'<bdi dir="ltr">(.*?)</bdi>')


def test_a_helpline_number_is_isolated_as_one_run():
    assert BDI.findall(isolate_html(URDU, "rtl")) == ["0808 2000 247"]


def test_left_to_right_text_is_only_escaped():
    assert isolate_html("Call 999 & <wait>", "ltr") == "Call 999 &amp; &lt;wait&gt;"


@pytest.mark.parametrize(
    "run",
    [
        "999",
        "Home Office",
        "£49.18",
        "+44 20 7733 0100",
        "22 November 2026",
        "2020-2023",
        "DVPN / DVPO",
        "50%",
        "LGBT+",
        "NRPF (No Recourse)",
        "doesn\u2019t",
        "10\u00a0000",
    ],
)
def test_one_run_is_one_isolate(run):
    assert BDI.findall(isolate_html(f"یہ {run} ہے", "rtl")) == [run]


def test_a_list_of_numbers_keeps_the_direction_of_its_sentence():
    assert BDI.findall(isolate_html("999, 101", "rtl")) == ["999", "101"]


def test_a_full_stop_stays_outside_the_run():
    assert isolate_html("اردو GOV.UK.", "rtl") == 'اردو <bdi dir="ltr">GOV.UK</bdi>.'


def test_titles_get_isolates_that_need_no_element():
    assert (
        isolate_plain("شروع - Clear Guide", "rtl") == "شروع - \u2066Clear Guide\u2069"
    )
    assert isolate_plain("Start - Clear Guide", "ltr") == "Start - Clear Guide"


def test_tags_and_attributes_are_left_alone():
    html = '<a href="tel:999" title="999 > 1">999</a>'
    assert isolate_markup(html, "rtl") == (
        '<a href="tel:999" title="999 > 1"><bdi dir="ltr">999</bdi></a>'
    )


@pytest.mark.parametrize(
    "html",
    [
        '<bdi dir="ltr">999</bdi>',
        '<p lang="en-GB" dir="ltr">Call <b>999</b> now</p>',
        '<div dir="ltr"><div>one</div>two</div>',
        "<script>var a = 1 < 2;</script>",
        "<style>p{margin:0}</style>",
        "<!-- 999 -->",
    ],
)
def test_what_needs_no_isolation_is_left_alone(html):
    assert isolate_markup(html, "rtl") == html


def test_text_after_a_left_to_right_element_is_isolated_again():
    html = '<div><p dir="ltr">one</p>999</div>'
    assert isolate_markup(html, "rtl").endswith('</p><bdi dir="ltr">999</bdi></div>')


def test_character_references_are_read_as_characters():
    assert isolate_markup("A&amp;E", "rtl") == '<bdi dir="ltr">A&amp;E</bdi>'
    assert (
        isolate_markup("0808&nbsp;2000", "rtl") == '<bdi dir="ltr">0808\u00a02000</bdi>'
    )


@given(st.text(alphabet="اب 09aZ&<>.,()+£%\u2066\u2069\u00a0'\"-", max_size=40))
def test_isolating_loses_no_character_and_is_done_once(text):
    html = isolate_html(text, "rtl")
    assert isolate_markup(html, "rtl") == html
    plain = html.replace('<bdi dir="ltr">', "").replace("</bdi>", "")
    assert plain == isolate_html(text, "ltr")
    assert not re.search(
        r"[0-9a-zA-Z]", re.sub(r"<[^>]*>|&\w+;", "", BDI.sub("", html))
    ) or ("\u2066" in text)
