"""Proof that what is stored is what was published: every blob, file and pack entry."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from hashlib import sha256

import brotli
from django.conf import settings

from safety_site.delivery.pack import Pack, PackError
from safety_site.publishing import files, manifest, packing
from safety_site.publishing.models import Blob, Edition


def faults() -> Iterator[str]:
    """Every damaged or missing blob and file, and whatever is wrong with the pack."""
    known: set[str] = set()
    named: dict[str, str] = {}
    for blob in Blob.objects.order_by("digest").iterator(100):
        known.add(blob.digest)
        for form in damaged_forms(blob):
            yield f"The {form} form of blob {blob.digest} is damaged."
    for edition in Edition.objects.order_by("number").iterator(20):
        for path, leaf in manifest.leaves(edition.manifest).items():
            if leaf.digest not in known:
                yield f"Edition {edition.number} names a missing blob for {path}."
            named.update((file.digest, file.path) for file in leaf.files)
    for digest, path in named.items():
        if not files.is_whole(digest):
            yield f"The file {digest} for {path} is damaged or missing."
    yield from _pack_faults()


def whole_blobs(digests: set[str]) -> set[str]:
    """Those of the digests whose blobs hold what they should, in both forms."""
    blobs = packing.stored_blobs(digests)
    return {blob.digest for blob in blobs if not damaged_forms(blob)}


def damaged_forms(blob: Blob) -> list[str]:
    forms = {"brotli": blob.brotli, "gzip": blob.gzip}
    return [
        form
        for form, body in forms.items()
        if _digest(form, bytes(body)) != blob.digest
    ]


def _digest(form: str, body: bytes) -> str:
    try:
        plain = brotli.decompress(body) if form == "brotli" else gzip.decompress(body)
    except (brotli.error, OSError, EOFError, zlib.error):
        return "unreadable"
    return sha256(plain).hexdigest()


def _pack_faults() -> Iterator[str]:
    newest = Edition.objects.order_by("-number").first()
    if newest is None:
        return
    try:
        pack = Pack.open(settings.PACK_PATH)
        pack.verify()
    except PackError as error:
        yield str(error)
        return
    if pack.edition != newest.number:
        yield f"The pack holds edition {pack.edition}, the newest is {newest.number}."
        return
    pages = manifest.answers(newest.manifest)
    for path in sorted(pages.keys() | pack.entries.keys()):
        entry = pack.entries.get(path)
        if path not in pages or entry is None or entry.digest != pages[path].digest:
            yield f"The pack and edition {newest.number} differ in {path}."
