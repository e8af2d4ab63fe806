"""Template tags for what must never go wrong. Loaded as builtins by the settings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import get_template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from safety_site.guide.content import Json
from safety_site.languages import chooser
from safety_site.publishing import inline, routes
from safety_site.publishing.phrases import PHRASES
from safety_site.publishing.share import qr as qr_code
from safety_site.publishing.words import ENGLISH_WORDS
from safety_site.translation import bidi, markdown

register = template.Library()


@register.simple_tag
def number(shown: str, tel: str = "") -> SafeString:
    """A phone number, exactly as published: never broken, never turned around.

    `tel` is the value to dial. Without it (a number that no phone can dial as it
    stands) the number is text.
    """
    return mark_safe(markdown.number(shown, tel))  # noqa: S308 - escaped there


@register.simple_tag
def foreign(text: str, language: Mapping[str, str] | str | None) -> SafeString:
    """A text in another language; "en" is English, None the page's own."""
    if not language:
        return format_html("{}", text)
    named = ENGLISH_WORDS if isinstance(language, str) else language
    return format_html(
        '<bdi lang="{}" dir="{}">{}</bdi>', named["html_lang"], named["direction"], text
    )


@register.simple_tag
def passage(text: str, places: Mapping[str, Any]) -> SafeString:
    """A text of a list as HTML, with what stands for its tokens."""
    return mark_safe(markdown.render(text, places))  # noqa: S308 - cleaned there


@register.simple_tag
def english_in_brackets(english: str) -> SafeString:
    """What letters and forms call a word explained; nothing for nothing."""
    return mark_safe(markdown.english_in_brackets(english))  # noqa: S308 - escaped there


@register.simple_tag
def in_language(language: Mapping[str, str] | None) -> SafeString:
    """The attributes of an element whose text is not in the page's own language."""
    if not language:
        return SafeString()
    return format_html(
        ' lang="{}" dir="{}"', language["html_lang"], language["direction"]
    )


@register.simple_tag
def urgent_words(notice: Json) -> SafeString:
    """The sentence of an urgent notice, with what stands in its slots."""
    filled = {name: _slot(slot) for name, slot in notice["slots"].items()}
    sentence = escape(gettext(PHRASES[notice["phrase"]].text)) % filled
    return mark_safe(sentence)  # noqa: S308 - all parts are escaped


def _slot(slot: Json) -> SafeString:
    words = foreign(slot["text"], slot["language"])
    if "path" not in slot:
        return words
    return format_html('<a href="{}">{}</a>', slot["path"], words)


@register.simple_tag
def page_title(title: str, site_name: str, direction: str) -> str:
    """The words of `<title>`: neutral topic, site name, each readable in both ways."""
    words = f"{title} - {site_name}" if title else site_name
    return bidi.isolate_plain(words, direction)


@register.simple_tag
def qr(address: str) -> SafeString:
    """What a phone's camera reads an address from."""
    return mark_safe(qr_code.svg(address, "QR code"))  # noqa: S308 - drawn by us


@register.simple_tag
def start_path(language_code: str) -> str:
    return routes.page_path(language_code, "")


@register.simple_tag
def contact_value(shown: str, tel: str = "") -> SafeString:
    """A number, a web address to open, or a text to copy: never a mailto (P15)."""
    if not shown.startswith(("https://", "http://")):
        return number(shown, tel)
    name = shown.partition("://")[2].removeprefix("www.").rstrip("/")
    return format_html(
        '<a href="{}" rel="noreferrer"><bdi dir="ltr">{}</bdi></a>', shown, name
    )


@register.simple_tag
def organisation_entry(organisation: Mapping[str, Any], language: Json) -> str:
    """An entry stands in many lists and says the same in each: it is drawn once."""
    return _drawn_entry(json.dumps([organisation, language]))


@lru_cache(maxsize=1000)
def _drawn_entry(given: str) -> str:
    organisation, language = json.loads(given)
    template = get_template("page/parts/organisation.html")
    return template.render({"organisation": organisation, "language": language})


@register.filter
def sentence(text: str, language_code: str) -> str:
    """A fragment such as "free" as the answer to a question: "Free"."""
    # Turkish keeps the dot: "ilk" becomes "İlk".
    first = "İ" if language_code == "tr" and text[:1] == "i" else text[:1].upper()
    return first + text[1:]


@register.filter
def others(languages: Sequence[Mapping[str, Any]], count: int) -> list[Any]:
    """The first `count` languages that are not the one of the page."""
    return [language for language in languages if not language.get("current")][:count]


@register.filter
def lines(text: str) -> list[str]:
    """The lines of a text, each as safe as the whole."""
    safe = isinstance(text, SafeString)
    parts = [part for part in text.splitlines() if part.strip()]
    return [mark_safe(part) for part in parts] if safe else parts  # noqa: S308


@register.filter
def english_path(languages: Sequence[Mapping[str, Any]]) -> str:
    """Where the page stands in English."""
    return next((x["path"] for x in languages if x["code"] == "en"), "/en/")


@register.filter
def browser_tags(languages: Sequence[Mapping[str, Any]], code: str) -> str:
    """What a phone may call one language of the list; "" for those not ready."""
    ready = [language["code"] for language in languages]
    table = chooser.table(ready)
    return " ".join(tag for tag, found in table.items() if (found or "") == code)


@register.simple_tag
def inline_style() -> SafeString:
    return mark_safe(inline.style())  # noqa: S308


@register.simple_tag
def inline_script(name: str) -> SafeString:
    return mark_safe(inline.script(name))  # noqa: S308


@register.tag
def isolated(parser: Parser, token: Token) -> IsolatedNode:
    """`{% isolated language.direction %}…{% endisolated %}`: no run of Latin letters or
    digits between the two stands bare in right-to-left text."""
    try:
        _, direction = token.split_contents()
    except ValueError as error:
        raise template.TemplateSyntaxError("isolated takes one direction") from error
    content = parser.parse(("endisolated",))
    parser.delete_first_token()
    return IsolatedNode(parser.compile_filter(direction), content)


class IsolatedNode(template.Node):
    child_nodelists = ("content",)

    def __init__(self, direction: FilterExpression, content: NodeList) -> None:
        self.direction = direction
        self.content = content

    def render(self, context: Context) -> SafeString:
        direction: Any = self.direction.resolve(context)
        html = bidi.isolate_markup(self.content.render(context), direction)
        return mark_safe(html)  # noqa: S308
