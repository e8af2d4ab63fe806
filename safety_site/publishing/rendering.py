"""From a sheet to bytes: texts to HTML, template, compression. Needs no database."""

from __future__ import annotations

import gzip
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from typing import Any, NamedTuple

import brotli
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from safety_site.delivery.headers import content_security_policy
from safety_site.guide.content import Json
from safety_site.publishing import data_files, inline
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.validation import faults_of
from safety_site.publishing.words import ENGLISH_WORDS
from safety_site.translation import markdown

# Below this many pages, starting processes costs more than it saves.
WORTH_PROCESSES = 12

# How hard pages are compressed, and from how many bytes on harder: a light page reaches
# a phone no sooner for being lighter (docs/decisions/compression.md).
QUALITIES = ((0, 8), (8_000, 10), (11_000, 11))

Header = tuple[str, str]


class Rendered(NamedTuple):
    """A finished page. `digest` is the SHA-256 of the uncompressed bytes."""

    path: str
    digest: str
    brotli: bytes
    gzip: bytes
    headers: tuple[Header, ...]
    faults: list[str]


def text_of(sheet: Sheet) -> str:
    """A page or a data file: a pure function of the sheet."""
    writer = data_files.writer_of(sheet)
    return writer.write(sheet.context) if writer else html_of(sheet)


def html_of(sheet: Sheet) -> str:
    with override(sheet.language):
        html = get_template(sheet.template).render(in_words(sheet.context))
    # Templates leave empty lines where they had nothing to say.
    lines = (line for line in html.split("\n") if line.strip())
    return inline.with_used_style("\n".join(lines) + "\n")


def render(sheet: Sheet) -> Rendered:
    text = text_of(sheet)
    body = text.encode()
    small = compressed(body)
    return Rendered(
        path=sheet.path,
        digest=sha256(body).hexdigest(),
        brotli=small,
        gzip=gzip.compress(body, 9, mtime=0),
        headers=headers_of(sheet, text),
        faults=[]
        if data_files.writer_of(sheet)
        else faults_of(sheet, text, len(small)),
    )


def compressed(
    body: bytes, qualities: Sequence[tuple[int, int]] | None = None
) -> bytes:
    small = b""
    for more_than, quality in qualities or QUALITIES:
        if not small or len(small) > more_than:
            small = brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality)
    return small


def render_all(
    sheets: Iterable[Sheet], progress: Callable[[int, int], None]
) -> Iterator[Rendered]:
    """Every sheet rendered, in no order, with two processes where there is enough to
    do.
    """
    waiting = list(sheets)
    if len(waiting) < WORTH_PROCESSES:
        for done, sheet in enumerate(waiting, 1):
            yield render(sheet)
            progress(done, len(waiting))
        return
    processes = min(os.cpu_count() or 1, 8)
    with ProcessPoolExecutor(
        processes, mp_context=multiprocessing.get_context("fork")
    ) as pool:
        chunk = max(1, len(waiting) // (processes * 8))
        for done, page in enumerate(pool.map(render, waiting, chunksize=chunk), 1):
            yield page
            progress(done, len(waiting))


def headers_of(sheet: Sheet, html: str) -> tuple[Header, ...]:
    """The headers special to a page; `delivery.headers` adds those of every answer."""
    if writer := data_files.writer_of(sheet):
        return data_files.headers_of(writer)
    return (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Language", _languages_of(sheet.context)),
        (
            "Content-Security-Policy",
            content_security_policy(_between(html, "style"), _between(html, "script")),
        ),
    )


def _languages_of(context: Json) -> str:
    own = context["language"]["html_lang"]
    both = (context.get("with_english") or {}).get("current")
    return f"{own}, {ENGLISH_WORDS['html_lang']}" if both else own


def _between(html: str, tag: str) -> list[str]:
    """The exact texts of a page's inline elements of one name, each once."""
    pieces = html.split(f"<{tag}>")[1:]
    return list(dict.fromkeys(piece.partition(f"</{tag}>")[0] for piece in pieces))


def in_words(context: Json) -> Json:
    """The context with its texts as safe HTML, as templates take them."""
    page = {**context}
    for name in ("heading", "lead"):
        if name in page:
            page[name] = _line(page[name], page["places"])
    if english := page.get("english"):
        page["english"] = {
            name: _line(english[name], english["places"])
            for name in ("heading", "lead")
        }
    page["blocks"] = [_block_in_words(block) for block in context["blocks"]]
    page["entries"] = [
        {**entry, "parts": [_block_in_words(part) for part in entry["parts"]]}
        for entry in context.get("entries", ())
    ]
    if "tool" in page:
        page["tool"] = _tool_in_words(page["tool"])
    return page


def _tool_in_words(part: Any) -> Any:
    """Whatever stands in a tool beside its `places` is one line, or a heading and a
    body, however deep.
    """
    if isinstance(part, list):
        return [_tool_in_words(each) for each in part]
    if not isinstance(part, dict):
        return part
    words = {name: _tool_in_words(each) for name, each in part.items()}
    if "body" in part:
        return words | _texts_in_words(part)
    if "line" in part:
        words["line"] = _line(part["line"], part["places"])
    return words


def _block_in_words(block: Json) -> Json:
    words = {**block, **_texts_in_words(block)}
    if block["english"]:
        words["english"] = block["english"] | _texts_in_words(block["english"])
    return words


def _texts_in_words(texts: Json) -> Json:
    html = markdown.render(texts["body"], texts["places"])
    return {
        "heading": _line(texts["heading"], texts["places"]),
        # Cleaned by nh3: only the tags of our Markdown are left.
        "html": mark_safe(html),  # noqa: S308
    }


def _line(text: str, places: Json) -> SafeString:
    # Every part of a line is escaped where it is written.
    return mark_safe(markdown.line(text, places))  # noqa: S308
