import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import SafeString, mark_safe

from safety_site.publishing import tags

URDU = {"html_lang": "ur", "direction": "rtl"}


def drawn(source, **values):
    return Template(source).render(Context(values))


def test_a_number_is_a_link_that_never_breaks_or_turns():
    assert tags.number("0808 2000 247", "+448082000247") == (
        '<a href="tel:+448082000247"><bdi dir="ltr">0808&nbsp;2000&nbsp;247</bdi></a>'
    )


def test_a_number_that_nobody_can_dial_is_text():
    assert tags.number("18000", "") == '<bdi dir="ltr">18000</bdi>'


def test_a_number_cannot_bring_markup():
    assert "<b>" not in tags.number("<b>", '"><b>')


def test_a_number_can_stand_inside_a_translated_sentence():
    source = (
        "{% load i18n %}{% number '999' '999' as digits %}"
        "{% blocktranslate with number=digits %}"
        "Call {{ number }}.{% endblocktranslate %}"
    )
    assert drawn(source) == 'Call <a href="tel:999"><bdi dir="ltr">999</bdi></a>.'


def test_foreign_text_says_its_language_and_direction():
    assert tags.foreign("زبان", URDU) == '<bdi lang="ur" dir="rtl">زبان</bdi>'
    assert tags.foreign("Police", "en") == '<bdi lang="en-GB" dir="ltr">Police</bdi>'
    assert tags.foreign("<i>", None) == "&lt;i&gt;"


def test_a_title_is_topic_and_name_each_readable():
    title = tags.page_title("شروع", "Clear Guide", "rtl")
    assert title == "شروع - \u2066Clear Guide\u2069"
    assert tags.page_title("", "Clear Guide", "ltr") == "Clear Guide"


def test_a_web_address_is_shown_short_and_tells_no_one_where_from():
    assert tags.contact_value("https://www.example.org/", "") == (
        '<a href="https://www.example.org/" rel="noreferrer">'
        '<bdi dir="ltr">example.org</bdi></a>'
    )


def test_a_mail_address_is_text():
    assert tags.contact_value("a@example.org", "") == (
        '<bdi dir="ltr">a@example.org</bdi>'
    )


def test_a_fragment_becomes_a_sentence_in_its_own_language():
    assert tags.sentence("free, 24 hours", "en") == "Free, 24 hours"
    assert tags.sentence("ilk saat", "tr") == "İlk saat"
    assert tags.sentence("", "en") == ""


def test_lines_are_as_safe_as_their_text():
    assert all(isinstance(line, SafeString) for line in tags.lines(mark_safe("a\nb")))
    assert drawn("{% for l in text|lines %}{{ l }},{% endfor %}", text="<\n\nb") == (
        "&lt;,b,"
    )


def test_the_english_path_is_that_of_the_same_page():
    languages = [{"code": "ur", "path": "/ur/a/"}, {"code": "en", "path": "/en/a/"}]
    assert tags.english_path(languages) == "/en/a/"


def test_a_phones_name_for_a_language_leads_to_it_or_to_none():
    languages = [{"code": "en"}, {"code": "ur"}]
    assert "ur" in tags.browser_tags(languages, "ur").split()
    assert "pl" in tags.browser_tags(languages, "").split()


def test_nothing_between_isolated_stands_bare():
    source = "{% isolated way %}<p title='9'>{{ text }}</p>{% endisolated %}"
    assert drawn(source, way="rtl", text="کال 999") == (
        "<p title='9'>کال <bdi dir=\"ltr\">999</bdi></p>"
    )
    assert drawn(source, way="ltr", text="a 999") == "<p title='9'>a 999</p>"


def test_isolated_wants_a_direction():
    with pytest.raises(TemplateSyntaxError, match="one direction"):
        Template("{% isolated %}{% endisolated %}")
