"""What one edition says that another does not, page by page, in words."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence

import brotli

from safety_site.delivery.files import FileEntry
from safety_site.publishing import recordings
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
    also: Mapping[str, str],
) -> Iterator[str]:
    """Lines to read before publishing: pages added, taken away, changed, and how."""
    for path in sorted(before.keys() | after.keys()):
        if path not in before:
            yield f"new      {path}"
        elif path in also:
            yield f"gone     {path}: it answers as {also[path]} now"
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
        elif before[path] != after[path]._replace(
            input=before[path].input, files=before[path].files
        ):
            yield f"headers  {path}"
        if path in after:
            was = before[path].files if path in before else ()
            yield from _changed_files(path, was, after[path].files)


def _changed_files(
    path: str, before: Sequence[FileEntry], after: Sequence[FileEntry]
) -> Iterator[str]:
    """Two recordings may look alike on the page: their length is all that it says."""
    old, new = ({file.path: file for file in files} for files in (before, after))
    for name, file in sorted((old | new).items()):
        was, now = old.get(name), new.get(name)
        if was == now:
            continue
        is_voice = file.media_type == recordings.MEDIA_TYPE
        line, what = ("voice   ", "recording") if is_voice else ("file    ", "leaflet")
        which = "another" if was and now else "a"
        yield f"{line} {path}: {which} {what} {'comes' if now else 'is taken off'}"


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
