"""What stands where a token stands: a number, a name, a link or a key sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from safety_site.directory.models import Medium
from safety_site.guide.content import Json
from safety_site.guide.figures import figure
from safety_site.publishing import routes
from safety_site.publishing.anchors import entry_path
from safety_site.publishing.caution import caution
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import link, words
from safety_site.translation import tokens
from safety_site.translation.models import Standing
from safety_site.translation.shown import Shown
from safety_site.translation.tokens import Token


def places_for(
    snapshot: Snapshot, texts: Iterable[str], language: str
) -> dict[str, Json]:
    """By token as written; a token whose record may not be shown is left out."""
    wanted = {token for text in texts for token in tokens.found(text)}
    made = {str(token): _place(snapshot, token, language) for token in sorted(wanted)}
    return {token: place for token, place in made.items() if place is not None}


def key_sentences(
    snapshot: Snapshot, texts: Iterable[str], language: str
) -> list[Shown]:
    """The key sentences that texts place, as they are shown."""
    names = {t.name for text in texts for t in tokens.found(text) if t.kind == "key"}
    found = [_key_sentence(snapshot, name, language) for name in sorted(names)]
    return [s for s in found if s is not None]


def _key_sentence(snapshot: Snapshot, name: str, language: str) -> Shown | None:
    """None when it is withdrawn: the page that owes it then stops the edition."""
    uid = f"key:{name}"
    return snapshot.text(uid, language) if snapshot.values(uid) else None


def _place(snapshot: Snapshot, token: Token, language: str) -> Json | None:
    match token.kind:
        case "phone":
            return _phone_place(snapshot, token.name, language)
        case "page":
            return _page_place(snapshot, token.name, language)
        case "key":
            return _key_place(snapshot, token.name, language)
    values = snapshot.values(f"{token.kind}:{token.name}")
    if values is None:
        return None
    if token.kind == "fact":
        return {"text": figure(values["value"], values["unit"], language)}
    if token.kind == "org":
        return {"text": values["name"]}
    if token.kind == "term":
        return _term_place(snapshot, token.name, language)
    name = words(snapshot.text(f"body:{token.name}", language), "name")
    return name | {"path": entry_path(snapshot, token.name, language)}


def _phone_place(snapshot: Snapshot, name: str, language: str) -> Json | None:
    uid = phone_contact(snapshot, name)
    values = snapshot.values(uid) if uid else None
    if values is None:
        return None
    return {
        "shown": values["value"],
        "dialled": values["dialled"],
        "caution": caution(values, language),
    }


def phone_contact(snapshot: Snapshot, name: str) -> str | None:
    """The uid of the phone that `{phone:name}` stands for, if it may be shown.

    Without a number it is the first publishable phone of the organisation.
    """
    organisation, number = tokens.phone_parts(name)
    if snapshot.values(f"org:{organisation}") is None:
        return None
    phones = [
        (contact["number"], f"contact:{uid}")
        for uid, contact in snapshot.contacts.get(organisation, ())
        if contact["medium"] == Medium.PHONE and number in (None, contact["number"])
    ]
    return min(phones)[1] if phones else None


def _page_place(snapshot: Snapshot, key: str, language: str) -> Json | None:
    """A page that exists but is not published yet has an empty path: no link."""
    return link(snapshot, key, language) or {"path": "", "name": words(None)}


def _term_place(snapshot: Snapshot, name: str, language: str) -> Json | None:
    """A word leads to its entry on the page `words`, once that is published."""
    found = snapshot.text(f"term:{name}", language)
    if found is None:
        return None
    page = snapshot.pages.get("words")
    path = routes.page_path(language, page["slug"]) if page else ""
    return {
        **words(found, "term"),
        "path": path and f"{path}#{routes.anchor(routes.Anchor.WORD, name)}",
        "english": english_term(found),
    }


def english_term(found: Shown) -> str:
    """The English of a translated word, unless the translation holds it, or what it is
    called for short: "GP" for "GP (family doctor)".
    """
    if found.english is None or found.is_english_instead:
        return ""
    english = found.english.content["term"]
    translated = found.text.content["term"].casefold()
    names = [name.strip() for name in re.split(r"[(),]", english.casefold())]
    return "" if any(name and name in translated for name in names) else english


def _key_place(snapshot: Snapshot, name: str, language: str) -> Json | None:
    found = _key_sentence(snapshot, name, language)
    if found is None:
        return None
    text = found.text.content["text"]
    place: Json = {"text": text, "places": places_for(snapshot, [text], language)}
    if found.is_english_instead:
        place["lang"] = "en-GB"
        place["places"] = places_for(snapshot, [text], "en")
    elif found.english and found.text.standing != Standing.CHECKED:
        english = found.english.content["text"]
        place["english"] = english
        place["english_places"] = places_for(snapshot, [english], "en")
    return place
