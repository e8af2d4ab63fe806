"""A pack with one page of random words, of the size that a real page has."""

import gzip
import random
from hashlib import sha256
from pathlib import Path

import brotli

from safety_site.delivery.headers import content_security_policy
from safety_site.delivery.pack import Entry, write_pack

PATH = "/en/answer/"
COMPRESSED_BYTES = 7000
STYLE = "body{margin:0 auto;max-width:38rem}"
SCRIPTS = ("var left=0;", "var page=1;")


def write_made_up_pack(folder: Path) -> Path:
    path = folder / "site.pack"
    write_pack(path, 1, [made_up_entry()])
    return path


def made_up_entry() -> Entry:
    chance = random.Random(7)  # noqa: S311 - words, not secrets
    words: list[str] = []
    while len(brotli.compress(page(words))) < COMPRESSED_BYTES:
        words += (f"{chance.getrandbits(28):x}" for _ in range(60))
    body = page(words)
    policy = content_security_policy([STYLE], SCRIPTS)
    return Entry(
        path=PATH.rstrip("/"),
        status=200,
        headers=(
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Language", "en-GB"),
            ("Content-Security-Policy", policy),
        ),
        digest=sha256(body).hexdigest(),
        brotli=brotli.compress(body),
        gzip=gzip.compress(body, mtime=0),
    )


def page(words: list[str]) -> bytes:
    return f"<!DOCTYPE html><title>Page</title><p>{' '.join(words)}".encode()
