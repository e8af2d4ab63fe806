"""Which encoding a browser gets, and whether it has the page already (RFC 9110)."""

import re

BROTLI, GZIP, IDENTITY = 0, 1, 2
SUFFIXES = ("br", "gz", "id")
NAMES = (("br",), ("gzip", "x-gzip"), ("identity",))

MEMBER = re.compile(
    r"\s*([a-z0-9*!#$%&'+.^_`|~-]+)\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?",
    re.IGNORECASE,
)
TAG = re.compile(r'"([0-9a-f]{64})-(?:br|gz|id)"')

# Browsers send a handful of different values; whoever sends others cannot make this
# grow.
MOST_REMEMBERED = 256
LONGEST_REMEMBERED = 128
_remembered: dict[str | None, int] = {None: IDENTITY}


def encoding_for(header: str | None) -> int:
    """BROTLI, GZIP or IDENTITY for an Accept-Encoding value."""
    known = _remembered.get(header)
    if known is None:
        known = best_encoding(header or "")
        if len(header or "") <= LONGEST_REMEMBERED:
            if len(_remembered) >= MOST_REMEMBERED:
                _remembered.clear()
            _remembered[header] = known
    return known


def best_encoding(header: str) -> int:
    """The acceptable encoding of the highest weight; on a tie the smallest body.

    A browser that refuses everything still gets the page as it is: an unreadable answer
    helps nobody. A member that cannot be understood counts as not sent.
    """
    weights: dict[str, float] = {}
    for member in header.split(","):
        match = MEMBER.fullmatch(member)
        if match:
            weights[match[1].lower()] = min(float(match[2] or "1"), 1.0)
    anything = weights.get("*", 0.0)
    best, best_weight = IDENTITY, 0.0
    for encoding, names in enumerate(NAMES):
        weight = next((weights[n] for n in names if n in weights), anything)
        if weight > best_weight:
            best, best_weight = encoding, weight
    return best


def already_has(header: str, digest: str) -> bool:
    """Whether an If-None-Match value names this content, in whichever encoding.

    Comparing is weak, as RFC 9110 §13.1.2 asks for: a proxy may have put `W/` before a
    tag.
    """
    return header.strip() == "*" or digest in TAG.findall(header)
