"""What one edition says that another does not, page by page, in words."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

import brotli

from safety_site.publishing.manifest import Leaf
from safety_site.publishing.models import Blob
from safety_site.publishing.reading import read
from safety_site.publishing.rendering import Rendered

# Lines of a page shown before and after each change.
AROUND = 0


def difference(
    before: Mapping[str, Leaf],
    after: Mapping[str, Leaf],
    new: Mapping[str, Rendered],
) -> Iterator[str]:
    """Lines to read before publishing: pages added, taken away, changed, and how."""
    for path in sorted(before.keys() | after.keys()):
        if path not in before:
            yield f"new      {path}"
        elif path not in after:
            yield f"gone     {path}"
        elif before[path].digest != after[path].digest:
            yield f"changed  {path}"
            if after[path].is_gathered:
                continue
            page = new.get(after[path].digest) or _blob(after[path].digest)
            old = _blob(before[path].digest)
            try:
                yield from _changed_lines(
                    _text(old, before[path]), _text(page, after[path])
                )
            except brotli.error:
                yield "    (its old text cannot be read any more)"
        elif before[path] != after[path]._replace(input=before[path].input):
            yield f"headers  {path}"


def _changed_lines(old: list[str], new: list[str]) -> Iterator[str]:
    lines = difflib.unified_diff(old, new, lineterm="", n=AROUND)
    for line in list(lines)[2:]:
        if not line.startswith("@@"):
            yield f"    {line[0]} {line[1:]}"


def _blob(digest: str) -> Blob | None:
    return Blob.objects.filter(digest=digest).first()


def _text(page: Blob | Rendered | None, leaf: Leaf) -> list[str]:
    """Raises brotli.error for a blob that is damaged or gone."""
    if page is None:
        raise brotli.error("gone")
    text = brotli.decompress(bytes(page.brotli)).decode()
    if not leaf.is_page:
        return text.splitlines()
    return read(text).visible_text().splitlines()
