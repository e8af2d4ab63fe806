"""The short tool of the page `before`: who is it, and what may they tell?

It is made from the public bodies: first the group, then the body, as the plain data
that a question tool is drawn from.
"""

from __future__ import annotations

from django.utils.translation import gettext, override

from safety_site.disclosure.models import Group
from safety_site.guide.content import Json
from safety_site.publishing import entries, lists
from safety_site.publishing.anchors import entry_path
from safety_site.publishing.kinds.beside import Beside
from safety_site.publishing.places import places_for
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import language_of, words
from safety_site.translation.models import ENGLISH

# The page holds the questions of all bodies, within its budget in every language.
MOST_QUESTIONS = 2


def beside(snapshot: Snapshot, code: str) -> Beside:
    with override(code):
        who = gettext("Who are you about to speak to?")
        which = gettext("Which of these?")
        names = {group.value: gettext(group.label) for group in Group}
    groups = []
    for number, (group, name) in enumerate(names.items(), start=1):
        bodies = _bodies(snapshot, group, f"g{number}", code)
        if bodies:
            asks = _question(f"g{number}", "2", which, bodies)
            groups.append(_answer(f"g-{number}", _line(name), asks=asks))
    tool = {"question": _question("g", "1", who, groups)}
    cited = entries.citations_of_all(snapshot)
    return Beside({"tool": tool} if groups else {}, citations=cited)


def _question(name: str, number: str, text: str, answers: list[Json]) -> Json:
    return {
        "id": name,
        "number": number,
        "type": "radio",
        "text": _line(text),
        "why": _line(""),
        "notice": "",
        "answers": answers,
    }


def _answer(
    name: str, text: Json, *, asks: Json | None = None, body: Json | None = None
) -> Json:
    panels = [body] if body else []
    return {"id": name, "text": text, "leads": "", "panels": panels, "asks": asks}


def _line(text: str, language: Json | None = None) -> Json:
    return {"line": text, "places": {}, "language": language}


def _bodies(snapshot: Snapshot, group: str, name: str, code: str) -> list[Json]:
    """An answer for each body of a group, with what it may tell."""
    found: list[Json] = []
    for key, values in snapshot.all_of("body"):
        text = snapshot.text(f"body:{key}", code)
        if values["group"] != group or text is None:
            continue
        # Asked again, so that the page knows what it is made of.
        snapshot.values(f"body:{key}")
        called = words(text, "name")
        body = {
            "answer": values["answer"],
            "nations": lists.some_nations(values["nations"], code),
            "path": entry_path(snapshot, key, code),
            "ask": ask_first(snapshot, key, code),
        }
        found.append(
            _answer(
                f"{name}-{len(found) + 1}",
                _line(called["text"], called["language"]),
                body=body,
            )
        )
    return found


def ask_first(snapshot: Snapshot, body: str, code: str) -> Json | None:
    """What to ask a body before speaking; None where the matrix says nothing."""
    uid = f"part:{body}/ask_before_you_speak"
    found = snapshot.text(uid, code) if snapshot.values(uid) else None
    if found is None:
        return None
    text = three_questions(found.text.content["text"])
    if not text:
        return None
    read_in = ENGLISH if found.is_english_instead else code
    return {
        "heading": "",
        "body": text,
        "places": places_for(snapshot, [text], read_in),
        "language": language_of(found),
    }


def three_questions(text: str) -> str:
    """The first three words to say of a text; all of them stand in the body's entry."""
    said = [line for line in text.splitlines() if line.startswith("> ")]
    return "\n>\n".join(said[:MOST_QUESTIONS])
