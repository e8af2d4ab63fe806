"""The manifest of an edition: each path with its blob, its input and its headers.

Stored as {"headers": [header set, …], "pages": {path: {"digest", "input", "status",
"headers": index, "files"}}, "also": {path: path}}: header sets repeat across pages, so
they are kept once. `also` are the addresses that answer just as a page does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from safety_site.delivery.files import FileEntry
from safety_site.guide.content import Json
from safety_site.publishing.files import HasFile, has

Headers = tuple[tuple[str, str], ...]


class Leaf(NamedTuple):
    """One page of an edition.

    `digest` names its blob, `input` all that it was made from, `context` its words
    alone. `files` are those that come and go with it, such as its recording.
    """

    digest: str
    input: str
    context: str
    status: int
    headers: Headers
    files: tuple[FileEntry, ...] = ()

    @property
    def is_page(self) -> bool:
        """A data file is none."""
        return (
            dict(self.headers).get("Content-Type", "text/html").startswith("text/html")
        )

    @property
    def is_gathered(self) -> bool:
        """Made from other pages, whose changes are its changes."""
        return self.is_page and "Content-Disposition" in dict(self.headers)


def stored(leaves: Mapping[str, Leaf], also: Mapping[str, str]) -> Json:
    sets = list(dict.fromkeys(leaf.headers for leaf in leaves.values()))
    at = {headers: index for index, headers in enumerate(sets)}
    return {
        "headers": [[list(pair) for pair in headers] for headers in sets],
        "pages": {
            path: {
                "digest": leaf.digest,
                "input": leaf.input,
                "context": leaf.context,
                "status": leaf.status,
                "headers": at[leaf.headers],
                "files": [list(file) for file in leaf.files],
            }
            for path, leaf in leaves.items()
        },
        "also": dict(also),
    }


def also(manifest: Json) -> dict[str, str]:
    return manifest.get("also", {})


def answers(manifest: Json) -> dict[str, Leaf]:
    """Of every address, the page that it answers with."""
    return with_also(leaves(manifest), also(manifest))


def with_also(leaves: Mapping[str, Leaf], also: Mapping[str, str]) -> dict[str, Leaf]:
    return {**leaves, **{path: leaves[page] for path, page in also.items()}}


def leaves(manifest: Json) -> dict[str, Leaf]:
    """The pages alone, each once."""
    sets = [tuple((n, v) for n, v in headers) for headers in manifest["headers"]]
    return {
        path: Leaf(
            **{
                **page,
                "headers": sets[page["headers"]],
                "files": tuple(FileEntry(*file) for file in page.get("files", ())),
            }
        )
        for path, page in manifest["pages"].items()
    }


def as_served(leaves: Mapping[str, Leaf]) -> dict[str, object]:
    """What a reader gets from each path: equal editions are equal here."""
    return {
        path: (leaf.digest, leaf.status, leaf.headers, leaf.files)
        for path, leaf in leaves.items()
    }


def named_files(manifest: Json) -> frozenset[str]:
    """The digests of all files that it names."""
    return frozenset(
        FileEntry(*file).digest
        for page in manifest.get("pages", {}).values()
        for file in page.get("files", ())
    )


def had_file(manifest: Json) -> HasFile:
    """Says of a file whether the edition offered it, be it lost since or not."""
    named = named_files(manifest)
    return lambda kept: kept.file in named


def has_still(manifest: Json) -> HasFile:
    """Says of a file whether the edition offered it, and it can be given today."""
    had = had_file(manifest)
    return lambda kept: had(kept) and has(kept)


def files(leaves: Mapping[str, Leaf]) -> list[FileEntry]:
    """Each once: a page that stands in for another brings its files too."""
    return list(dict.fromkeys(file for leaf in leaves.values() for file in leaf.files))
