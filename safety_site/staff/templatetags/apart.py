"""Names and reasons inside a sentence of another language."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from safety_site.translation.models import ENGLISH

register = template.Library()


@register.filter
def apart(text: Any, lang: str = "") -> Any:
    """Its direction and that of the words around it leave each other alone. On English
    screens it is left as it is: what stands there is mostly English too.
    """
    if get_language() == ENGLISH:
        return text
    if lang:
        return format_html('<bdi lang="{}">{}</bdi>', lang, text)
    return format_html("<bdi>{}</bdi>", text)
