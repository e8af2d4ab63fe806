"""The interface strings of the public pages: which there are, and who has them all."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

from safety_site.languages import registry

MARKED = re.compile(
    r"""gettext(?:_noop|_lazy)?\(\s*u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
)
MARKS = ("gettext", "gettext_noop", "gettext_lazy")


def messages() -> list[str]:
    """Every string that templates and the modules behind public pages mark for
    translation.
    """
    modules = ("guide", "disclosure", "directory", "questions", "publishing")
    return marked("page", (*modules, "handouts"), tuple(settings.TEMPLATES[0]["DIRS"]))


@cache
def marked(
    folder: str, modules: tuple[str, ...], templates: tuple[Path, ...]
) -> list[str]:
    """What is marked for translation in a folder of templates and in own modules."""
    found: dict[str, None] = {}
    for whole in templates:
        for template in sorted((whole / folder).rglob("*.html")):
            source = templatize(template.read_text(), origin=template.name)
            found |= dict.fromkeys(map(ast.literal_eval, MARKED.findall(source)))
    for module in modules:
        for path in sorted((settings.BASE_DIR / "safety_site" / module).rglob("*.py")):
            if path.name != Path(__file__).name:
                found |= dict.fromkeys(_marked(path.read_text()))
    return list(found)


def _marked(source: str) -> Iterator[str]:
    """The texts given to gettext, those written as several pieces too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS:
            text = node.args[0]
            if isinstance(text, ast.Constant):
                yield str(text.value)


def is_translated(language: str) -> bool:
    """Whether a catalogue of ours has a text for every interface string."""
    if language == "en":
        return True
    folder = registry.language(language).locale_dir
    done: set[str] = set()
    for path in settings.LOCALE_PATHS:
        catalogue = Path(path) / folder / "LC_MESSAGES" / "django.po"
        if catalogue.is_file():
            done |= {e.msgid for e in polib.pofile(str(catalogue)).translated_entries()}
    return done.issuperset(messages())
