"""Loading the starter content: once, again, and over the work of editors.

An object belongs to the starter for as long as nobody touched it: its row is as the
starter left it, and its newest revisions are the starter's and unchecked. Only such an
object follows a newer release of this product. All others are left alone, and so is
what vanished from the files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from safety_site.guide.content import Json
from safety_site.guide.models import Source
from safety_site.starter import read, translations, writing
from safety_site.starter.bodies import bodies
from safety_site.starter.claims import claims
from safety_site.starter.directory import organisations
from safety_site.starter.figures import facts
from safety_site.starter.items import Item, state
from safety_site.starter.pages import keys, pages
from safety_site.starter.parts import parts
from safety_site.starter.read import STARTER, StarterError
from safety_site.starter.terms import terms
from safety_site.starter.timeline import events
from safety_site.starter.tools import tools
from safety_site.starter.writing import AUTHOR, Kept, Newest, Revisions
from safety_site.translation import tokens
from safety_site.translation.freezing import digest
from safety_site.translation.models import ENGLISH, VALUES, Revision, Standing

# The files as they were last loaded, and each object as the starter left it.
FILES = "starter:files"


@dataclass(frozen=True)
class Loaded:
    """How many objects were made, followed the files, or were left to their editors."""

    made: int = 0
    changed: int = 0
    left_alone: int = 0


def load(
    root: Path = STARTER, *, tell: Callable[[str], object] = lambda line: None
) -> Loaded:
    """Bring the database to the content under `root`, all of it or nothing, with the
    translations into the languages that are enabled.

    Raises StarterError when a file is wrong; `tell` hears what is being done.
    """
    enabled = sorted(settings.LANGUAGES_ENABLED)
    files = read.files_digest(root)
    last = _last_load()
    if last and last.content["digest"] == files and last.content["enabled"] == enabled:
        tell("Starter content: unchanged since it was last loaded.")
        return Loaded()
    tell("Starter content: reading the files.")
    wanted = list(items(root))
    tell(f"Starter content: {len(wanted)} objects; comparing and writing.")
    with transaction.atomic():
        loaded = _bring_in(wanted, {"digest": files, "enabled": enabled}, _last_load())
        translations.bring_in(root, enabled, tell)
    tell(
        f"Starter content: {loaded.made} made, {loaded.changed} changed, "
        f"{loaded.left_alone} left to their editors."
    )
    return loaded


def items(root: Path) -> Iterator[Item]:
    """Everything in the files, checked as far as files can be. Raises StarterError."""
    found = claims(root / "facts")
    yield from found.sources.rows.values()
    yield from found.rows.values()
    yield from facts(root / "facts.yaml", found)
    yield from keys(root / "keys.md", found)
    yield from terms(root / "facts")
    yield from events(root / "timeline.md", root / "facts", found)
    topics = list(pages(root / "pages", found))
    yield from topics
    yield from tools(root / "tools", found, topics)
    public_bodies = list(bodies(root / "facts"))
    yield from public_bodies
    yield from parts(root / "bodies", root / "facts", public_bodies, found)
    yield from organisations(root / "facts")


def _last_load() -> Revision | None:
    return (
        Revision.objects.filter(uid=FILES, language=VALUES).order_by("-number").first()
    )


def _bring_in(wanted: Sequence[Item], source: Json, last: Revision | None) -> Loaded:
    kept = writing.kept_rows()
    revisions = writing.newest_revisions()
    before: dict[str, str] = last.content["items"] if last else {}
    new: list[Item] = []
    changed: list[Item] = []
    left_alone = 0
    states: dict[str, str] = dict(before)
    for item in wanted:
        standing = kept.get(item.uid)
        is_now = state(item.row, item.citations, item.sources)
        if standing is None:
            new.append(item)
        else:
            # Others point to this row, whether it changes or not.
            item.row.pk = standing.row.pk
            if not _is_the_starters(item.uid, standing, before, revisions):
                left_alone += 1
                continue
            if is_now == standing.state:
                continue
            changed.append(item)
        states[item.uid] = is_now
    sources = {s.row.key: s.row for s in wanted if isinstance(s.row, Source)}
    writing.write(new, changed, sources, revisions)
    _refuse_unknown_tokens([*new, *changed])
    _remember({**source, "items": states}, last)
    return Loaded(len(new), len(changed), left_alone)


def _is_the_starters(
    uid: str, kept: Kept, before: dict[str, str], revisions: Revisions
) -> bool:
    newest: Sequence[Newest] = list(revisions.get(uid, {}).values())
    return kept.state == before.get(uid) and all(n.is_the_starters for n in newest)


def _refuse_unknown_tokens(written: Sequence[Item]) -> None:
    """Asked after writing, when everything that a token may name is there."""
    texts = [(item, list(item.row.texts(ENGLISH).values())) for item in written]
    unknown = set(tokens.unknown(text for _, own in texts for text in own))
    if not unknown:
        return
    problems = []
    for item, own in texts:
        named = {str(t) for text in own for t in tokens.found(text)}
        named |= {wrong for text in own for wrong in tokens.malformed(text)}
        if wrong := sorted(named & unknown):
            problems.append(
                f"{item.where}: no record that may be shown has the name in "
                f"{', '.join(wrong)}."
            )
    raise StarterError(*problems)


def _remember(content: Json, last: Revision | None) -> None:
    Revision.objects.create(
        uid=FILES,
        language=VALUES,
        number=last.number + 1 if last else 1,
        content=content,
        digest=digest(content),
        standing=Standing.DRAFT,
        author=AUTHOR,
        created=timezone.now(),
    )
