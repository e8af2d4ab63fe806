"""Organisations and their contacts, from the directory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from safety_site.directory.models import Contact, Medium, Nation, Organisation
from safety_site.directory.spoken import INTERPRETER, spoken
from safety_site.directory.subjects import Need, People
from safety_site.guide.models import Confidence
from safety_site.languages.registry import UnknownLanguage
from safety_site.starter import read
from safety_site.starter.claims import DIRECTORY
from safety_site.starter.items import Item, english
from safety_site.starter.read import Entry, StarterError

# What a phone can dial; the others are addresses, in which digits are no number.
DIALLED = ("phone", "sms", "relay")
# Their entries say "everyone". They must not stand among help for victims.
FOR_PEOPLE_WHO_HARM = ("respect-phoneline",)


def organisations(facts: Path) -> Iterator[Item]:
    """Each organisation, and after it its contacts."""
    data = read.mapping_of(facts / DIRECTORY)
    items = read.entries(data, "organisations", DIRECTORY)
    for position, (where, item) in enumerate(items, start=1):
        contacts = item.get("contacts")
        if not isinstance(contacts, list):
            raise StarterError(f"{where}: “contacts” must be a list.")
        row = _organisation(item, position, contacts, where)
        yield Item(row, where)
        numbers: set[tuple[str, int]] = set()
        for contact in contacts:
            made = _contact(contact, row, where)
            if (made.medium, made.number) in numbers:
                raise StarterError(
                    f"{where}: there are two contacts {made.medium} {made.number}."
                )
            numbers.add((made.medium, made.number))
            yield Item(made, f"{where}, {made.medium} {made.number}")


def _organisation(
    item: Entry, position: int, contacts: list[Entry], where: str
) -> Organisation:
    helpline_for = item.get("helpline_for", "")
    groups = _known(item, "for_whom", People.values, where)
    if item["id"] in FOR_PEOPLE_WHO_HARM:
        groups = [People.WHO_HARM.value]
    return Organisation(
        key=item["id"],
        position=position,
        name=read.needed(item, "name", where),
        nations=_known(item, "nations", Nation.values, where),
        areas=read.words(item, "areas", where),
        needs=_known(item, "helps_with", Need.values, where),
        groups=groups,
        languages=_languages(item, where),
        confidence=_confidence(item, where),
        seen=read.optional(item, "seen", where),
        source_url=read.optional(item, "source_url", where),
        note=_for_editors(item, contacts, where),
        listed=item.get("listed", True),
        helpline_for=read.one_of(
            helpline_for, ["", *Nation.values], "helpline_for", where
        ),
        **english(
            description=read.needed(item, "description", where),
            stance=read.optional(item, "stance", where),
            papers=read.optional(item, "papers", where),
        ),
    )


def _contact(item: Entry, organisation: Organisation, where: str) -> Contact:
    medium = read.one_of(item.get("medium"), Medium.values, "medium", where)
    number = item.get("number")
    if not isinstance(number, int) or number < 1:
        raise StarterError(
            f"{where}: each contact needs a number of its own within its medium."
        )
    where = f"{where}, {medium} {number}"
    value = read.needed(item, "value", where)
    dialled = ""
    if medium in DIALLED:
        dialled = item.get("value_e164") or re.sub(r"[^0-9]", "", value)
        if not re.fullmatch(r"\+?[0-9]+", dialled):
            raise StarterError(f"{where}: {value!r} cannot be dialled.")
    return Contact(
        organisation=organisation,
        medium=medium,
        number=number,
        value=value,
        dialled=dialled,
        confidence=_confidence(item, where),
        confirmed=item.get("confirmed", True),
        always_open=_yes_or_no(item, "always_open", where),
        source_url=read.optional(item, "source_url", where),
        seen=read.optional(item, "seen", where),
        **english(
            cost=read.optional(item, "cost", where),
            hours=read.optional(item, "hours", where),
            note=read.optional(item, "note", where),
        ),
    )


def _known(item: Entry, field: str, allowed: list[str], where: str) -> list[str]:
    named = read.words(item, field, where)
    return [read.one_of(name, allowed, field, where) for name in named]


def _languages(item: Entry, where: str) -> list[str]:
    codes = read.words(item, "languages", where)
    for code in codes:
        try:
            if code != INTERPRETER:
                spoken(code)
        except UnknownLanguage as error:
            raise StarterError(
                f"{where}: “languages” names {code!r}, which is no language. Use a "
                f"code such as pl, {INTERPRETER} for a line that can get one, or add "
                "the language to safety_site/directory/spoken.py."
            ) from error
    return codes


def _yes_or_no(item: Entry, field: str, where: str) -> bool:
    value = item.get(field, False)
    if not isinstance(value, bool):
        raise StarterError(f"{where}: “{field}” is {value!r}. Use true or false.")
    return value


def _confidence(item: Entry, where: str) -> str:
    return read.one_of(item.get("confidence"), Confidence.values, "confidence", where)


def _for_editors(item: Entry, contacts: list[Entry], where: str) -> str:
    """What to confirm: of the entry, then of each contact that has a remark."""
    remarks = [read.optional(item, "check", where)]
    remarks += [
        f"{contact.get('medium')} {contact.get('value')}: {contact['for_editors']}"
        for contact in contacts
        if contact.get("for_editors")
    ]
    return "\n".join(filter(None, remarks))
