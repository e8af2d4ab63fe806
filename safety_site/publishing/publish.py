"""Making an edition: from released content to blobs, a manifest and the pack."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from safety_site.guide.content import Json
from safety_site.publishing import (
    addresses,
    codes,
    freeze,
    gathered,
    manifest,
    packing,
    recordings,
)
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.changes import newly_english, newly_valued
from safety_site.publishing.codes import Codes
from safety_site.publishing.digests import input_digest
from safety_site.publishing.manifest import Leaf
from safety_site.publishing.models import Blob, Edition
from safety_site.publishing.rendering import Rendered, render_all
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.snapshot import Snapshot
from safety_site.publishing.validation import site_faults
from safety_site.publishing.verify import whole_blobs
from safety_site.translation.freezing import digest

Progress = Callable[[int, int], None]
STARTER = "starter"
# Faults shown at once; all are in `NotPublished.faults`.
MOST_FAULTS = 40


def quietly(done: int, of: int) -> None:
    """Progress that nobody watches."""


class NotPublished(Exception):
    """No edition was made; the site stays as it is. `faults` says why, one a line."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        lines = "\n".join(f"  - {fault}" for fault in faults[:MOST_FAULTS])
        if len(faults) > MOST_FAULTS:
            lines += f"\n  - and {len(faults) - MOST_FAULTS:,} more"
        super().__init__(
            f"Nothing was published; the site stays as it is. To mend first:\n{lines}"
        )


@dataclass(frozen=True)
class Built:
    """An edition before it is kept: its pages, new blobs, and what was rendered
    anew. `also` are the addresses that answer just as a page does.
    """

    leaves: dict[str, Leaf]
    blobs: dict[str, Rendered] = field(default_factory=dict)
    rendered: list[str] = field(default_factory=list)
    also: dict[str, str] = field(default_factory=dict)

    def answer_also(self, also: Mapping[str, str]) -> None:
        """An address that has an answer of its own keeps it."""
        self.also.update({p: to for p, to in also.items() if p not in self.leaves})

    @property
    def served(self) -> dict[str, object]:
        return manifest.as_served(manifest.with_also(self.leaves, self.also))


def build(
    sheets: Mapping[str, Sheet],
    before: Mapping[str, Leaf],
    progress: Progress = quietly,
) -> Built:
    """Render the sheets whose input is not that of the page before. Raises
    NotPublished.
    """
    whole = whole_blobs({leaf.digest for leaf in before.values()})
    sound = {path: leaf for path, leaf in before.items() if leaf.digest in whole}
    built = build_pages(sheets, sound, progress)
    gather(built, sheets, sound)
    return built


def build_pages(
    sheets: Mapping[str, Sheet], before: Mapping[str, Leaf], progress: Progress
) -> Built:
    inputs = {path: input_digest(sheet) for path, sheet in sheets.items()}
    built = Built(
        {path: leaf for path, leaf in before.items() if leaf.input == inputs.get(path)}
    )
    changed = [sheet for path, sheet in sheets.items() if path not in built.leaves]
    faults: list[str] = []
    for page in render_all(changed, progress):
        faults += page.faults
        sheet = sheets[page.path]
        built.leaves[page.path] = Leaf(
            digest=page.digest,
            input=inputs[page.path],
            context=digest(sheet.context),
            status=sheet.status,
            headers=page.headers,
            files=sheet.files,
        )
        built.blobs[page.digest] = page
        built.rendered.append(page.path)
    if faults:
        raise NotPublished(sorted(faults))
    return built


def gather(
    built: Built, sheets: Mapping[str, Sheet], before: Mapping[str, Leaf]
) -> None:
    """Add what is made from finished pages. Raises NotPublished."""
    faults: list[str] = []
    found = gathered.made(sheets, built.leaves, built.blobs, before)
    for leaf, new, path in list(found):
        built.leaves[path] = leaf
        if new:
            faults += new.faults
            built.blobs[new.digest] = new
            built.rendered.append(path)
    if faults:
        raise NotPublished(sorted(faults))


def rebuild(
    sheets: Mapping[str, Sheet],
    changed: Mapping[str, Sheet],
    before: Json,
    progress: Progress = quietly,
) -> Built:
    """The pages and addresses of the manifest `before`, the pages `changed` of `sheets`
    rendered anew, and what is made from them all. Raises NotPublished.
    """
    leaves = manifest.leaves(before)
    built = build_pages(changed, {}, progress)
    built.leaves.update({p: leaf for p, leaf in leaves.items() if p not in changed})
    gather(built, sheets, leaves)
    built.also.update(manifest.also(before))
    return built


def settings_fault(then: Sheet, leaf: Leaf | None) -> str:
    """Why no program may draw a page anew; empty when it is in the last edition with
    the words it had then: settings changed since may bring nothing to readers that a
    publisher has not seen.
    """
    if leaf is None or digest(then.context) != leaf.context:
        return "settings changed since it was published; publish it first"
    return ""


@dataclass(frozen=True)
class Proposal:
    """What the next edition would be: shown to a person, then kept or dropped.

    `silenced` says which recordings it does not offer.
    """

    snapshot: Snapshot
    previous: Edition | None
    before: dict[str, Leaf]
    built: Built
    silenced: list[str]

    @property
    def changes_anything(self) -> bool:
        previous = self.previous
        before = manifest.answers(previous.manifest) if previous else {}
        return self.built.served != manifest.as_served(before)

    @property
    def digest(self) -> str:
        """Names what readers would get: who publishes says by it what was looked at."""
        return digest(self.built.served)


def propose(
    today: date, *, local: bool = False, progress: Progress = quietly
) -> Proposal:
    """Build the next edition without keeping anything. Raises NotPublished."""
    snapshot = snapshots.take(today)
    faults = site_faults(snapshot, local=local)
    if faults:
        raise NotPublished(faults)
    previous = packing.newest_edition()
    before = manifest.leaves(previous.manifest) if previous else {}
    released = addresses.released(previous)
    try:
        laid = addresses.lay(snapshot, released)
    except (LookupError, ValueError) as error:
        raise NotPublished([str(error)]) from error
    if faults := laid.faults(released):
        raise NotPublished(faults)
    built = build(laid.sheets, before, progress)
    built.answer_also(laid.also)
    silenced = recordings.silenced(snapshot.recordings, laid.sheets.values())
    return Proposal(snapshot, previous, before, built, silenced)


def keep(proposal: Proposal, author: str, publisher: str, reason: str) -> Edition:
    """Store the edition, its new blobs and codes in one transaction, then write the
    pack.

    Raises NotPublished when somebody else published meanwhile or publishing is stopped,
    PackError when the pack cannot be written: then the edition is kept and the old
    pages go on being served.
    """
    if why := freeze.why_not(author, publisher, reason):
        raise NotPublished([why])
    return make_edition(
        proposal.previous,
        proposal.built,
        proposal.snapshot.new_codes,
        day=proposal.snapshot.today,
        author=author,
        publisher=publisher,
        reason=reason,
        last_revision=proposal.snapshot.history.last_revision,
        last_recording=proposal.snapshot.last_recording,
        last_notice=proposal.snapshot.urgent.last,
        english=newly_english(proposal.snapshot),
        values=newly_valued(proposal.snapshot),
    )


def make_edition(
    previous: Edition | None,
    built: Built,
    new_codes: Codes | None = None,
    **values: Any,
) -> Edition:
    """The edition after `previous`, kept and packed; `values` are its other fields."""
    edition = Edition(
        number=previous.number + 1 if previous else 1,
        created=timezone.now(),
        manifest=manifest.stored(built.leaves, built.also),
        **values,
    )
    try:
        with transaction.atomic():
            store(built)
            codes.issue(new_codes or {})
            edition.save(force_insert=True)
    except IntegrityError as error:
        raise NotPublished(
            ["Somebody else published at the same moment. Look at their edition first."]
        ) from error
    packing.write_newest()
    return edition


def store(built: Built) -> None:
    """Keep what was rendered. A damaged blob of the same page is mended by it."""
    Blob.objects.bulk_create(
        (
            Blob(digest=name, brotli=page.brotli, gzip=page.gzip)
            for name, page in built.blobs.items()
        ),
        update_conflicts=True,
        unique_fields=["digest"],
        update_fields=["brotli", "gzip"],
    )
