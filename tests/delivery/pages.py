"""The pages of the edition that these tests serve."""

import gzip
from hashlib import sha256

import brotli

from safety_site.delivery.headers import content_security_policy
from safety_site.delivery.pack import Entry

WORDS = " ".join(f"word{number}" for number in range(200))


def entry(path: str, text: str = "", status: int = 200, language: str = "en") -> Entry:
    body = f"<!DOCTYPE html><title>{path}</title><p>{text} {WORDS}".encode()
    return Entry(
        path=path,
        status=status,
        headers=(
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Security-Policy", content_security_policy(["a{}"], ["b()"])),
            ("Content-Language", language),
        ),
        digest=sha256(body).hexdigest(),
        brotli=brotli.compress(body),
        gzip=gzip.compress(body, mtime=0),
    )


def edition(text: str = "first") -> list[Entry]:
    return [
        entry("/", text),
        entry("/en", text),
        entry("/en/answer", text),
        entry("404", "in many languages", 404),
        entry("404/en", "in English", 404),
        entry("404/number", "no such code", 404),
        entry("405", "not that way", 405),
    ]


def body_of(found: Entry) -> bytes:
    return gzip.decompress(found.gzip)
