"""Headers of every public answer (practice.md P4, P10, P11, P18; architecture §6).

They are the same on 404, 405 and the last resort page. Pages set no cookie and no
`Last-Modified`.
"""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

Header = tuple[str, str]

CACHE_CONTROL = "private, no-cache"
# The exit and the health check: nothing to keep, nothing to compare later.
NOT_KEPT = "no-store"
VARY: Header = ("Vary", "Accept-Encoding")
# Added over HTTPS, and always in production. Without includeSubDomains: the site may
# live on one host of an organisation whose other hosts are not ours to decide about.
STRICT_TRANSPORT: Header = ("Strict-Transport-Security", "max-age=31536000")


def common_headers(cache_control: str = CACHE_CONTROL) -> list[Header]:
    """Headers of every answer, but for HSTS, which depends on the request."""
    return [
        ("Cache-Control", cache_control),
        VARY,
        ("Referrer-Policy", "no-referrer"),
        (
            "Permissions-Policy",
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(),"
            " usb=()",
        ),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]


def content_security_policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """The policy of a page from the exact text between its style and script tags.

    Style attributes and event attributes are not covered by a hash, so a page that has
    any loses them in the browser.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {hashes(styles)}",
            f"script-src {hashes(scripts)}",
            "connect-src 'self'",
            "img-src 'self' data:",
            "media-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def hashes(texts: Iterable[str]) -> str:
    found = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in found) or "'none'"
