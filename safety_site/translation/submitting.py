"""The two steps from working copy to revision: submit, then check by someone else."""

from __future__ import annotations

from collections.abc import Collection
from decimal import InvalidOperation
from typing import NoReturn

from django.db import IntegrityError, transaction
from django.utils import timezone

from safety_site.guide.content import Content, Json
from safety_site.guide.figures import figure
from safety_site.guide.models import Fact, Page, TimelineEvent
from safety_site.languages import formats
from safety_site.translation import invisible, tokens
from safety_site.translation.fitting import unfit
from safety_site.translation.freezing import digest, frozen
from safety_site.translation.models import ENGLISH, VALUES, Revision, Standing

TAKEN = (
    "Someone else saved “{uid}” in this language at the same moment. "
    "Their text was kept and yours is still in the form. "
    "Read theirs, then submit again."
)


class Refused(Exception):
    """Nothing was written. The message says why, what was kept and what to do next."""


def newest(uid: str, language: str) -> Revision | None:
    return (
        Revision.objects.filter(uid=uid, language=language).order_by("-number").first()
    )


def refuse_bad_values(item: Content, content: Json) -> None:
    if found := invisible.in_values(content):
        _refuse_invisible(item, found)
    if isinstance(item, Page) and item.replaced_by == item.key:
        raise Refused(
            f"“{item.uid}” cannot take its own place. Nothing was submitted and what "
            "you wrote is kept. Choose another page, or none."
        )
    # What makes no sense can still be withdrawn.
    if item.withdrawn:
        return
    if found := unfit(item.kind, content):
        raise Refused(
            f"“{item.uid}” cannot be shown with {'; '.join(found)}. Nothing was "
            "submitted and your values are kept. Correct each, or take it out. "
            "Then submit again."
        )
    if isinstance(item, TimelineEvent):
        refuse_bad_date(item)
    if not isinstance(item, Fact):
        return
    try:
        figure(item.value, item.unit, ENGLISH)
    except (ValueError, InvalidOperation) as error:
        raise Refused(
            f"“{item.uid}” has the value “{item.value[:40]}”, which is no {item.unit}. "
            "Nothing was submitted and your value is kept. Write a number as 1000, "
            "a date as 2026-11-22, a month as 2026-11 or a fraction as 1/4, "
            "or choose another unit. Then submit again."
        ) from error


def refuse_bad_date(item: TimelineEvent) -> None:
    try:
        formats.date(item.date, ENGLISH)
    except ValueError as error:
        raise Refused(
            f"“{item.uid}” has the date “{item.date[:40]}”. Nothing was submitted and "
            "your date is kept. Write 2022-01-05, or 2022-01, or 2022. "
            "Then submit again."
        ) from error


def refuse_bad_text(item: Content, language: str, content: Json) -> None:
    if found := invisible.in_texts(item.texts(language)):
        _refuse_invisible(item, found)
    empty = [name for name in item.required_texts if not content[name]]
    if empty:
        raise Refused(
            f"“{item.uid}” has no {' and no '.join(empty)} in {language}. "
            "Nothing was submitted. Write the text, then submit again."
        )
    wrong = tokens.unknown(content.values())
    if wrong:
        raise Refused(
            f"“{item.uid}” names records that do not exist or may not be shown: "
            f"{', '.join(wrong)}. Nothing was submitted and your text is kept. "
            "Choose each from the list, or take it out."
        )


def _refuse_invisible(item: Content, found: list[str]) -> NoReturn:
    raise Refused(
        f"“{item.uid}” holds characters that nobody can see: {'; '.join(found)}. "
        "Nothing was submitted and your text is kept. Delete each, or write the word "
        "again by hand, then submit again."
    )


def refuse_other_tokens(item: Content, content: Json, english: Revision) -> None:
    wanted = tokens.counted(english.content.values())
    there = tokens.counted(content.values())
    lost, added = map(str, wanted - there), map(str, there - wanted)
    if wanted != there:
        raise Refused(
            f"The translation of “{item.uid}” must hold the tokens of its English. "
            f"Missing: {', '.join(lost) or 'none'}. "
            f"Too many: {', '.join(added) or 'none'}. "
            "Nothing was submitted and your text is kept."
        )


def submit(
    item: Content,
    language: str,
    author: str,
    *,
    meaning_changed: bool | None = None,
    reason: str = "",
    standing: Standing = Standing.DRAFT,
    english_digest: str | None = None,
) -> Revision:
    """Freeze the working copy as a draft. An unchanged text gives the newest revision
    back.

    `meaning_changed` is asked for every change of English. `english_digest` names the
    English that the translator read; without it, the newest. Raises Refused.
    """
    if standing == Standing.CHECKED:
        raise Refused("A text is submitted as a draft. Checking it is a second step.")
    content = frozen(item, language)
    made_from = ""
    if language == VALUES:
        refuse_bad_values(item, content)
    else:
        refuse_bad_text(item, language, content)
    if language not in (VALUES, ENGLISH):
        english = _english_of(item, english_digest)
        refuse_other_tokens(item, content, english)
        made_from = english.digest
    last = newest(item.uid, language)
    new_digest = digest(content)
    is_the_same = last and (last.digest, last.english_digest) == (new_digest, made_from)
    if last and is_the_same and not _says_more(last, language, meaning_changed):
        return last
    if last and language == ENGLISH and meaning_changed is None:
        raise Refused(
            f"The English of “{item.uid}” changed. Say whether only the wording "
            "changed or the meaning too. Nothing was submitted and your text is kept."
        )
    return append(
        last,
        Revision(
            uid=item.uid,
            language=language,
            content=content,
            digest=new_digest,
            english_digest=made_from,
            meaning_changed=bool(last and language == ENGLISH and meaning_changed),
            standing=standing,
            author=author,
            reason=reason,
        ),
    )


def _says_more(last: Revision, language: str, meaning_changed: bool | None) -> bool:
    """The same English once more, but now its author says that the meaning changed."""
    is_draft = last.standing != Standing.CHECKED and last.number > 1
    is_new = bool(meaning_changed) and not last.meaning_changed
    return language == ENGLISH and is_draft and is_new


def check(
    uid: str,
    language: str,
    on_screen: str,
    checker: str,
    *,
    english_on_screen: str = "",
    reason: str = "",
    also_wrote: Collection[str] = (),
) -> Revision:
    """Mark the newest text as checked by a second person.

    `on_screen` is the digest of the text that the checker read, `english_on_screen`
    that of the English beside it, empty for English and `und`: if either changed
    meanwhile, the check is refused. The author may check alone only with a written
    reason; the revision then names one person twice. `also_wrote` names others whose
    words are in the text: of them the same is asked. Raises Refused.
    """
    last = newest(uid, language)
    if last is None:
        raise Refused(f"There is no text of “{uid}” in {language} to check.")
    if last.digest != on_screen:
        raise Refused(
            f"The text of “{uid}” changed while you were reading it. "
            "Nothing was marked as checked. Read the new text, then check again."
        )
    if last.english_digest != english_on_screen:
        raise Refused(
            f"The English of “{uid}” changed while you were reading it. "
            "Nothing was marked as checked. Read both texts again, then check again."
        )
    if not checker.strip():
        raise Refused("A check needs the name of the person who checked.")
    if checker in {last.author, *also_wrote} and not reason.strip():
        raise Refused(
            f"You wrote “{uid}” yourself, or a part of it. Ask a second person to "
            "check it, or give a written reason for doing both. "
            "Nothing was marked as checked."
        )
    if last.standing == Standing.CHECKED:
        return last
    return append(
        last,
        Revision(
            uid=uid,
            language=language,
            content=last.content,
            digest=last.digest,
            english_digest=last.english_digest,
            standing=Standing.CHECKED,
            author=last.author,
            checker=checker,
            reason=reason,
        ),
    )


def _english_of(item: Content, english_digest: str | None) -> Revision:
    revisions = Revision.objects.filter(uid=item.uid, language=ENGLISH)
    if english_digest is not None:
        revisions = revisions.filter(digest=english_digest)
    english = revisions.order_by("-number").first()
    if english is None:
        raise Refused(
            f"“{item.uid}” has no such English text to translate from. "
            "Your text is kept. Open the page again and submit."
        )
    return english


def append(last: Revision | None, revision: Revision) -> Revision:
    revision.number = last.number + 1 if last else 1
    revision.created = timezone.now()
    try:
        with transaction.atomic():
            revision.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(TAKEN.format(uid=revision.uid)) from error
    return revision
