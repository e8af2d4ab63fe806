"""Where a number, a name or a word stands: what changing it changes."""

from __future__ import annotations

from safety_site.translation import tokens
from safety_site.translation.exchange.texts import order
from safety_site.translation.history import newest_in
from safety_site.translation.models import ENGLISH
from safety_site.translation.tokens import Token

BY_KIND = ("fact", "org", "page", "body", "key", "term")


def placed(uid: str) -> list[str]:
    """Uids of the texts that place it; every translation of them holds it too.

    A phone is placed by its organisation, so all phones of one are told together.
    """
    kind, _, name = uid.partition(":")
    if kind == "contact":
        kind, name = "phone", name.partition("/")[0]
    elif kind not in BY_KIND:
        return []
    return sorted(
        (
            text
            for text, revision in newest_in(ENGLISH).items()
            if any(
                _is(token, kind, name)
                for part in revision.content.values()
                for token in tokens.found(part)
            )
        ),
        key=order,
    )


def _is(token: Token, kind: str, name: str) -> bool:
    at = tokens.phone_parts(token.name)[0] if token.kind == "phone" else token.name
    return token.kind == kind and at == name
