"""The pair form's work: English beside one language, text by text, and saving it.

A text is saved only if it is still as it was when the form was opened. If somebody else
wrote meanwhile, both texts are kept and shown: theirs in the database, this one in the
form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.safestring import SafeString

from safety_site.guide.content import Content, column
from safety_site.staff.content.advice import seen_in_history
from safety_site.staff.desk.bundles import in_bundle, revisions, texts_of
from safety_site.staff.desk.state import State, state
from safety_site.staff.desk.wording import difference
from safety_site.translation import tokens
from safety_site.translation.checks.faults import faults
from safety_site.translation.checks.latin import allowed_now
from safety_site.translation.freezing import digest, frozen, with_plain_lines
from safety_site.translation.kinds import objects
from safety_site.translation.models import ENGLISH, VALUES, Revision
from safety_site.translation.outdated import Change, English, english_of
from safety_site.translation.submitting import Refused, submit

# What a page of the form may cost in bytes, and what its pieces cost: a letter stands
# in English and in a language that may take three bytes for one.
MOST = 46_000
A_TEXT, A_FIELD, A_LETTER = 1_300, 800, 4

SOMEBODY_ELSE = (
    "Someone else saved this text while you were writing. Their text was kept, and "
    "yours is still in the form, with theirs above it. Bring both together, then save "
    "again."
)


@dataclass
class Line:
    """One field of a text. `theirs` is what somebody else saved meanwhile."""

    name: str
    english: str
    text: str
    changed_english: SafeString | None = None
    faults: list[str] = field(default_factory=list)
    theirs: str = ""

    @property
    def tokens(self) -> str:
        """Those of the English, as often as they stand there."""
        return " ".join(map(str, tokens.found(self.english)))


@dataclass
class Entry:
    """One text: `opened` and `english_digest` go through the form and come back.
    `working` is its working copy, all fields of it.
    """

    uid: str
    lines: list[Line]
    state: State
    critical: bool
    working: dict[str, str]
    opened: str
    english_digest: str
    refused: str = ""
    saved: bool = False

    @property
    def asks(self) -> bool:
        """Whether it is to be written, or written anew."""
        return self.state in (State.MISSING, State.OUTDATED)

    @property
    def unsent(self) -> bool:
        """Whether the form still holds something that was not saved."""
        return bool(self.refused) or any(line.faults for line in self.lines)


Sent = Mapping[str, str]
"""What a form sent for one text: its fields, `opened`, `english`, and `right` where
somebody says that it is still right.
"""


def entries(bundle: str, language: str) -> list[Entry]:
    """The texts of a bundle in reading order; seven queries and one a kind."""
    newest = revisions(bundle, language)
    english = {uid: r for (uid, code), r in newest.items() if code == ENGLISH}
    shown = [
        uid
        for uid in in_bundle(bundle, english)
        if not newest[uid, VALUES].content["withdrawn"]
    ]
    rows = objects(shown, language)
    made = {uid: newest.get((uid, language)) for uid in shown}
    before = _translated_english(english, made)
    known = english_of(texts_of(bundle))
    return [
        _entry(rows[uid], language, newest, before.get(uid), known)
        for uid in shown
        if uid in rows
    ]


def parts(found: Sequence[Entry]) -> list[list[Entry]]:
    """The entries on each page of the form, in order; at least one page.

    Parted by the English alone: a text stands on the same page in every language.
    """
    pages: list[list[Entry]] = [[]]
    spent = 0
    for entry in found:
        cost = A_TEXT + sum(A_FIELD + A_LETTER * len(e.english) for e in entry.lines)
        if pages[-1] and spent + cost > MOST:
            pages.append([])
            spent = 0
        pages[-1].append(entry)
        spent += cost
    return pages


def save(
    bundle: str,
    language: str,
    sent: Mapping[str, Sent],
    author: str,
    *,
    all_right: bool = False,
) -> list[Entry]:
    """Save and submit every text that was changed in the form, each by itself.

    `sent` is by uid. What cannot be saved comes back in its entry, with the reason; the
    texts beside it are saved all the same. `all_right` says of each outdated text in
    the form what `right` says of one.
    """
    found = entries(bundle, language)
    allowed = allowed_now()
    for entry in found:
        if given := sent.get(entry.uid):
            if all_right and entry.state == State.OUTDATED:
                given = {**given, "right": "yes"}
            _save_one(entry, language, given, author, allowed)
    return found


def _save_one(
    entry: Entry, language: str, given: Sent, author: str, allowed: re.Pattern[str]
) -> None:
    texts = {
        line.name: with_plain_lines(given.get(line.name, "")).strip()
        for line in entry.lines
    }
    texts = entry.working | texts
    as_opened = digest(texts) == given.get("opened")
    is_right = bool(given.get("right")) and texts == entry.working
    # Sent back as it was opened: whatever somebody else saved meanwhile stays.
    if (as_opened or texts == entry.working) and not is_right:
        return
    for line in entry.lines:
        line.text = texts[line.name]
    if entry.opened != given.get("opened"):
        _keep_both(entry, entry.working)
        return
    # Until it is saved, the form goes on from what it was opened with.
    entry.english_digest = given.get("english", "")
    for line in entry.lines:
        if line.english and line.text:
            line.faults = faults(line.english, line.text, language, allowed)
            if entry.uid.startswith("page:") and line.name == "title":
                line.faults += seen_in_history(line.text, language)
    if any(line.faults for line in entry.lines):
        return
    try:
        with transaction.atomic():
            row = objects([entry.uid], language)[entry.uid]
            if digest(frozen(row, language)) != given.get("opened"):
                _keep_both(entry, frozen(row, language))
                return
            for name, text in texts.items():
                setattr(row, column(name, language), text)
            row.save(update_fields=[column(name, language) for name in texts])
            made = submit(row, language, author, english_digest=entry.english_digest)
    except Refused as error:
        entry.refused = str(error)
        return
    entry.opened, entry.saved = made.digest, True
    entry.state = State.WAITING


def _keep_both(entry: Entry, theirs: Mapping[str, str]) -> None:
    """The next save knows of theirs."""
    entry.refused = SOMEBODY_ELSE
    entry.opened = digest(theirs)
    for line in entry.lines:
        line.theirs = theirs[line.name] if theirs[line.name] != line.text else ""


def _translated_english(
    english: Mapping[str, Revision], made: Mapping[str, Revision | None]
) -> dict[str, Revision]:
    """By uid, the English that an outdated translation was made from."""
    old = {
        uid: revision.english_digest
        for uid, revision in made.items()
        if revision and revision.english_digest != english[uid].digest
    }
    found = Revision.objects.filter(
        language=ENGLISH, uid__in=old, digest__in=old.values()
    )
    return {r.uid: r for r in found.order_by("number") if r.digest == old[r.uid]}


def _entry(
    row: Content,
    language: str,
    newest: Mapping[tuple[str, str], Revision],
    before: Revision | None,
    known: English,
) -> Entry:
    english, made = newest[row.uid, ENGLISH], newest.get((row.uid, language))
    change = Change.NONE
    if made:
        change = known.change(row.uid, made.english_digest, english.digest)
    working = frozen(row, language)
    return Entry(
        uid=row.uid,
        lines=[
            Line(
                name,
                text,
                working[name],
                difference(before.content.get(name, ""), text)
                if before and before.content.get(name, "") != text
                else None,
            )
            for name, text in english.content.items()
            if text or working.get(name)
        ],
        state=state(made, change),
        critical=bool(newest[row.uid, VALUES].content.get("critical")),
        working=working,
        opened=digest(working),
        english_digest=english.digest,
    )
