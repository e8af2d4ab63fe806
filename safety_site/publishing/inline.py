"""The style and scripts that stand inside every page: read from `static/page/`, made
small.

Sources stay readable; comments and needless white space end here. There is no build
step: publishing asks for the text, puts it into the page, and takes its digest for the
Content-Security-Policy.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.conf import settings


@cache
def style() -> str:
    """All of `static/page/*.css`, in the order of the file names."""
    files = sorted(_folder().glob("*.css"))
    return minified_style("\n".join(file.read_text("utf-8") for file in files))


@cache
def script(name: str) -> str:
    """One of `static/page/*.js`, by its name without the ending."""
    return minified_script((_folder() / f"{name}.js").read_text("utf-8"))


def minified_style(source: str) -> str:
    """Style without comments and needless space. A text in quotes keeps single
    spaces.
    """
    text = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    # A space before a colon may be part of a selector; one after it never is.
    text = re.sub(r" ?([{},;>]) ?", r"\1", text)
    text = re.sub(r": ", ":", text)
    return text.replace(";}", "}").strip()


def minified_script(source: str) -> str:
    """Script without whole-line comments, indentation and empty lines."""
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _folder() -> Path:
    return Path(settings.STATIC_SOURCES) / "page"
