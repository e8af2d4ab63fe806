"""The directory as open data: what Find help shows, for other sites and for workers.

A data file is a sheet like a page, with a writer in place of a template. It is kept,
packed and verified as pages are; the rules for HTML do not concern it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from safety_site.delivery.headers import content_security_policy
from safety_site.directory.spoken import INTERPRETER
from safety_site.guide.content import Json
from safety_site.publishing import finding, lists
from safety_site.publishing.sheet import MakeSheet, Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation.models import ENGLISH

NOTE = (
    "Services that help people who suffer domestic abuse in the UK. Numbers, hours and "
    "costs may change: look at `seen` and `checked`, and ask before you rely on one. "
    "Contacts of medium confidence were seen once and not checked again. What is empty "
    "is not known. The group people-who-harm marks a line for people who abuse; it is "
    "not for victims."
)
# What a spreadsheet takes for a formula at the start of a cell.
FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


class Writer(NamedTuple):
    media: str
    write: Callable[[Json], str]


def sheets(snapshot: Snapshot) -> Iterator[MakeSheet]:
    """In English: the language of those who work with such files."""
    for name in WRITERS:
        yield partial(_sheet, snapshot, name)


def _sheet(snapshot: Snapshot, name: str) -> Sheet:
    return Sheet(f"/{name}", name, _context(snapshot))


def _context(snapshot: Snapshot) -> Json:
    found = [_organisation(snapshot, name) for name in finding.public(snapshot)]
    site = snapshot.configuration.site_name
    return {"language": {"code": ENGLISH}, "site": site, "organisations": found}


def _organisation(snapshot: Snapshot, name: str) -> Json:
    return snapshot.once(("data", name), lambda: _made(snapshot, name))


def _made(snapshot: Snapshot, name: str) -> Json:
    values = snapshot.values(f"org:{name}") or {}
    found = snapshot.text(f"org:{name}", ENGLISH)
    texts = found.text.content if found else {}
    claim = snapshot.values(f"claim:O:{name}") or {}
    spoken = [code for code in values["languages"] if code != INTERPRETER]
    return {
        "id": name,
        "name": values["name"],
        "description": texts.get("description", ""),
        "nations": values["nations"],
        "areas": values["areas"],
        "needs": values["needs"],
        "groups": values["groups"],
        "languages": spoken,
        "interpreter": True if INTERPRETER in values["languages"] else None,
        "without_papers": texts.get("papers", ""),
        "tells_home_office": texts.get("stance", ""),
        "checked": claim.get("checked", ""),
        "contacts": [
            {
                "medium": contact["kind"],
                "value": contact["shown"],
                "cost": contact["cost"]["text"],
                "hours": contact["hours"]["text"],
                "always_open": contact["always_open"],
                "note": contact["note"]["text"],
                "confidence": contact["confidence"],
                "seen": contact["seen"],
                "source_url": contact["source_url"],
            }
            for contact in lists.contacts(snapshot, name, ENGLISH)
        ],
    }


def write_json(context: Json) -> str:
    """One organisation a line, so that a difference can be read."""
    rows = [json.dumps(o, ensure_ascii=False) for o in context["organisations"]]
    head = json.dumps({"site": context["site"], "note": NOTE}, ensure_ascii=False)
    return f'{head[:-1]},\n"organisations": [\n' + ",\n".join(rows) + "\n]}\n"


def write_csv(context: Json) -> str:
    """One contact a row. The mark at the start tells spreadsheets that it is UTF-8."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    rows = [row for o in context["organisations"] for row in _rows(o)]
    writer.writerow(rows[0] if rows else ())
    writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return out.getvalue()


def _rows(organisation: Json) -> Iterator[Json]:
    own = {name: v for name, v in organisation.items() if name != "contacts"}
    for contact in organisation["contacts"]:
        yield {**own, **contact}


def _cell(value: object) -> str:
    """A text that no spreadsheet reckons with."""
    if isinstance(value, list):
        text = "; ".join(value)
    elif isinstance(value, bool):
        text = "yes" if value else ""
    else:
        text = str(value or "")
    return f"'{text}" if text.startswith(FORMULA) else text


WRITERS = {
    "data/directory.json": Writer("application/json; charset=utf-8", write_json),
    "data/directory.csv": Writer("text/csv; charset=utf-8", write_csv),
}


def writer_of(sheet: Sheet) -> Writer | None:
    return WRITERS.get(sheet.template)


def headers_of(writer: Writer) -> tuple[tuple[str, str], ...]:
    return (
        ("Content-Type", writer.media),
        ("Content-Security-Policy", content_security_policy((), ())),
    )
