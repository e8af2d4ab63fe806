"""An organisation as readers see it: its entry, and its one line in an index.

Both are made once per language and stand in many lists (`Snapshot.once`).
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext, override

from safety_site.directory.models import Medium, Nation
from safety_site.directory.spoken import INTERPRETER, name_in, spoken
from safety_site.directory.subjects import Need, People
from safety_site.guide.content import Json
from safety_site.languages import formats
from safety_site.publishing import finding, lists, routes
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.words import words
from safety_site.translation.models import ENGLISH, Standing
from safety_site.translation.shown import Shown

# What a reader can call or write to at once; a web address is open at all hours.
ANSWERED = (Medium.PHONE, Medium.RELAY, Medium.SMS, Medium.BSL, Medium.WEBCHAT)


def entry(snapshot: Snapshot, name: str, code: str) -> Json:
    """All that is known of an organisation, with the five answers of practice.md L6."""
    return snapshot.once(("entry", name, code), lambda: _entry(snapshot, name, code))


def _entry(snapshot: Snapshot, name: str, code: str) -> Json:
    values = snapshot.values(f"org:{name}")
    if values is None:
        raise LookupError(f"org:{name} may not be shown; it should be in no list.")
    found = snapshot.text(f"org:{name}", code)
    contacts = lists.contacts(snapshot, name, code)
    # Cost and hours are among the answers and stand there alone.
    bare = {"cost": words(None), "hours": words(None)}
    claim = snapshot.values(f"claim:O:{name}")
    return {
        "name": values["name"],
        "anchor": finding.anchor(name),
        "description": words(found, "description"),
        "nations": [lists.nation_name(n, code) for n in values["nations"]],
        "areas": values["areas"],
        "people": people_names(values["groups"], code),
        "harm": finding.for_people_who_harm(values),
        # Nobody in danger is told to ask first.
        "danger": Need.EMERGENCY in values["needs"],
        "always_open": finding.always_open(snapshot, name),
        "contacts": [{**contact, **bare} for contact in contacts],
        "free": _said(contacts, "cost"),
        "interpreter": INTERPRETER in values["languages"],
        "languages": language_names(values["languages"], code),
        "papers": _beside_english(found, "papers"),
        "tells": _beside_english(found, "stance"),
        "open": _said(contacts, "hours"),
        "checked": formats.date(claim["checked"], code) if claim else "",
        "source": _source(snapshot, values, claim),
    }


def _said(contacts: list[Json], field: str) -> list[Json]:
    """What the contacts say about cost or hours, once; with the contact that says it
    wherever another one may differ.
    """
    said = [contact for contact in contacts if contact[field]["text"]]
    one = {contact[field]["text"] for contact in said}
    silent = [c for c in contacts if c["kind"] in ANSWERED and c not in said]
    if len(one) == 1 and not silent:
        return [{"by": None, **said[0][field]}]
    return [{"by": _short(contact["shown"]), **contact[field]} for contact in said]


def _short(value: str) -> str:
    """A number or an address as it is named beside a text."""
    return value.partition("://")[2].split("/")[0].removeprefix("www.") or value


def _beside_english(found: Shown | None, field: str) -> Json:
    """What an organisation will tell or ask for is critical: a machine draft of it
    carries its English.
    """
    made = words(found, field)
    if found is None or found.english is None or found.is_english_instead:
        return made
    if made["text"] and found.text.standing == Standing.MACHINE_DRAFT:
        made["english"] = found.english.content.get(field, "")
    return made


def _source(snapshot: Snapshot, values: Json, claim: Json | None) -> Json:
    """The page on which its surest contact was read, else its own; named by the host
    alone: some addresses hold words that nobody should see on a screen.
    """
    main = snapshot.values(f"source:{claim['sources'][0]}") if claim else None
    url = main["url"] if main else values["source_url"]
    return {"url": url, "name": _short(url)}


def language_names(codes: list[str], code: str) -> list[Json]:
    """Languages by their own names, and by their name in the page's language."""
    made: list[Json] = []
    for each in codes:
        if each in (INTERPRETER, ENGLISH):
            continue
        own = [
            {
                "text": name.text,
                "language": {"html_lang": name.html_lang, "direction": name.direction},
            }
            for name in spoken(each).names
        ]
        here = name_in(each, code)
        # Brackets of ours name a script; speech has none.
        here = here.partition(" (")[0]
        beside = "" if here in (name["text"] for name in own) else here
        made.append({"names": own, "beside": beside})
    return made


def people_names(groups: list[str], code: str) -> list[str]:
    """Whom an organisation is for; nothing where it is for everyone."""
    if People.EVERYONE in groups:
        return []
    with override(code):
        return [gettext(p.label) for p in People if p in groups]


def need_name(need: str, code: str) -> str:
    with override(code):
        return gettext(Need(need).label)


def row(snapshot: Snapshot, name: str, code: str) -> Json:
    """One line: its name leading to its entry, and one way to reach it."""
    return snapshot.once(("row", name, code), lambda: _row(snapshot, name, code))


def _row(snapshot: Snapshot, name: str, code: str) -> Json:
    values = snapshot.values(f"org:{name}") or {}
    path = routes.page_path(code, finding.place(snapshot, name))
    first = lists.contacts(snapshot, name, code)[0]
    return {
        "name": values["name"],
        "path": f"{path}#{finding.anchor(name)}",
        "shown": first["shown"],
        "tel": first["tel"],
        "kind": first["kind"],
        "nations": lists.some_nations(values["nations"], code),
        "areas": values["areas"],
        "needs": [need_name(need, code) for need in values["needs"]],
        "languages": language_names(values["languages"], code),
        "always_open": finding.always_open(snapshot, name),
        "harm": finding.for_people_who_harm(values),
        "helpline": bool(values["helpline_for"]),
        "find": _found_by(values, code),
    }


def _found_by(values: Json, code: str) -> str:
    """More words by which the index finds it than its line shows."""
    nations = values["nations"] if len(values["nations"]) == len(Nation.values) else []
    known = [spoken(each) for each in values["languages"] if each != INTERPRETER]
    return " ".join(
        [
            *(lists.nation_name(nation, code) for nation in nations),
            *(need_name(need, code) for need in values["needs"]),
            *(each.english for each in known),
        ]
    )


def oldest_check(snapshot: Snapshot, names: list[str]) -> date | None:
    claims = [snapshot.values(key) for key in map("claim:O:{}".format, names)]
    return min((date.fromisoformat(c["checked"]) for c in claims if c), default=None)


def notices(snapshot: Snapshot, names: list[str], code: str) -> list[str]:
    """What readers must be told of texts that are stale, or English in their place."""
    uids = [f"org:{name}" for name in names]
    uids += [f"contact:{c}" for n in names for c, _ in snapshot.contacts.get(n, ())]
    found = [snapshot.text(uid, code) for uid in uids]
    # Many contacts have no text at all: nothing of them is in English.
    said = [s for s in found if s and any(s.text.content.values())]
    return sorted({s.notice for s in said if s.notice})
