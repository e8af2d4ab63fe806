"""What happened, from timeline.md. The dates are those of the facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from safety_site.guide.models import TimelineEvent
from safety_site.languages import formats
from safety_site.starter import read
from safety_site.starter.claims import DATA_SHARING, Claims
from safety_site.starter.items import Item, english
from safety_site.starter.pages import Section, cited_in, sections, yes
from safety_site.starter.read import StarterError
from safety_site.translation.models import ENGLISH

EVENT_NAMES = {"date", "claims", "wording only"}


def events(path: Path, facts: Path, claims: Claims) -> Iterator[Item]:
    """One section for each item of the facts' timeline, named by its id."""
    if not path.exists():
        return
    data = read.mapping_of(facts / DATA_SHARING)
    known = {
        item["id"]: str(item.get("date", ""))
        for _, item in read.entries(data, "timeline", DATA_SHARING)
    }
    text = read.text_of(path).replace("\r\n", "\n")
    for section in sections(text, path.name, 1, "event ", EVENT_NAMES):
        if section.heading:
            raise StarterError(f"{section.where}: an event has no heading.")
        row = TimelineEvent(
            key=section.name,
            date=_date(section, known),
            **english(text=section.text),
        )
        cited = cited_in(section, claims)
        if not cited:
            raise StarterError(f"{section.where}: it names no claim.")
        only = yes(section, "wording only")
        yield Item(row, section.where, citations=cited, wording_only=only)


def _date(section: Section, known: dict[str, str]) -> str:
    """As in the facts, or less precise where the day is not to be said."""
    if section.name not in known:
        raise StarterError(
            f"{section.where}: the timeline of {DATA_SHARING} has no such id."
        )
    date = section.settings.get("date", "")
    try:
        formats.date(date, ENGLISH)
    except ValueError as error:
        raise StarterError(f"{section.where}: “date”: {error}") from error
    in_facts = known[section.name]
    if not in_facts.startswith(date):
        raise StarterError(
            f"{section.where}: its date is {date}, in {DATA_SHARING} it is {in_facts}."
        )
    return date
