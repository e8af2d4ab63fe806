"""Pseudo-text: longer, in another script or accented, with every token kept in place.

It fills the columns of Urdu (right to left) and Thai (left to right), and a catalogue
of interface strings for each, so that layout, direction and fallbacks are tested before
a word is translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import polib
from django.utils import timezone

from safety_site.directory.models import Contact, Organisation
from safety_site.disclosure.models import BodyPart, PublicBody
from safety_site.guide.content import Content, column
from safety_site.guide.models import Block, KeySentence, Page, Term, TimelineEvent
from safety_site.languages import registry
from safety_site.languages.catalogues import compile_catalogues
from safety_site.publishing.interface import messages
from safety_site.questions.models import Answer, Note, Outcome, Question
from safety_site.translation.freezing import digest, frozen
from safety_site.translation.models import Revision, Standing
from safety_site.translation.submitting import submit

LATIN = "abcdefghijklmnopqrstuvwxyz"
LETTERS = {
    "ur": "ابچدےفگہیجکلمنوپقرستعوخشیز",
    "ar": "ابجدهفغحيشكلمنوبقرستعوخكيز",
    "th": "áƀçđéƒğĥíĵķļɱñóþɋřšţúṽŵẋýž",
}
TRANSLATED: tuple[type[Content], ...] = (
    Page,
    Block,
    KeySentence,
    Term,
    TimelineEvent,
    PublicBody,
    BodyPart,
    Question,
    Answer,
    Outcome,
    Note,
)
# Tokens, placeholders and markup stay as they are.
KEPT = re.compile(
    r"\{[^{}]*\}|%\([a-z_]+\)s|<[^<>]*>|&[a-z]+;|^(?:- |> )", re.MULTILINE
)


def pseudo(text: str, language: str) -> str:
    """About a third longer: every word of five letters or more is drawn out."""
    table = str.maketrans(LATIN + LATIN.upper(), LETTERS[language] * 2)
    drawn = lambda m: m.group()[:3] + m.group()[2] * 2 + m.group()[3:]  # noqa: E731

    def changed(part: str) -> str:
        return re.sub(r"[A-Za-z]{5,}", drawn, part).translate(table)

    parts, end = [], 0
    for kept in KEPT.finditer(text):
        parts += [changed(text[end : kept.start()]), kept.group()]
        end = kept.end()
    return "".join([*parts, changed(text[end:])])


def fill(item: Content, language: str) -> None:
    """Fill the columns of one language from the English ones."""
    for field in item.text_fields:
        english = getattr(item, column(field, "en")) or ""
        setattr(item, column(field, language), pseudo(english, language))


def translate(item: Content, language: str) -> None:
    fill(item, language)
    item.save()


def translated(
    item: Content, language: str, standing: Standing = Standing.MACHINE_DRAFT
) -> Revision:
    translate(item, language)
    return submit(item, language, "translator", standing=standing)


def translate_all(language: str, standing: Standing = Standing.MACHINE_DRAFT) -> None:
    """Every text that a language needs, at once, so that it is ready."""
    _translate(TRANSLATED, language, standing)


def translate_directory(
    language: str, standing: Standing = Standing.MACHINE_DRAFT
) -> None:
    """Every organisation and contact: most words of the site, and not essential."""
    _translate((Organisation, Contact), language, standing)


def _translate(
    models: Iterable[type[Content]], language: str, standing: Standing
) -> None:
    """What `translated` does for one, without its questions."""
    english = dict(
        Revision.objects.filter(language="en")
        .order_by("number")
        .values_list("uid", "digest")
    )
    made = []
    for model in models:
        items = list(model._default_manager.order_by("pk"))
        for item in items:
            fill(item, language)
            content = frozen(item, language, ())
            made.append(
                Revision(
                    uid=item.uid,
                    language=language,
                    number=1,
                    content=content,
                    digest=digest(content),
                    english_digest=english[item.uid],
                    standing=standing,
                    author="translator",
                    created=timezone.now(),
                )
            )
        columns = [column(field, language) for field in model.text_fields]
        model._default_manager.bulk_update(items, columns, batch_size=200)
    Revision.objects.bulk_create(made)


def write_catalogues(folder: Path, *languages: str) -> Path:
    """A `locale` folder in which every interface string of the languages is
    translated.
    """
    for code in languages:
        known = registry.language(code)
        catalogue = polib.POFile()
        catalogue.metadata = {
            "Language": known.locale_dir,
            "Content-Type": "text/plain; charset=utf-8",
            "Plural-Forms": known.plural_forms,
        }
        for message in messages():
            entry = polib.POEntry(msgid=message, msgstr=pseudo(message, code))
            catalogue.append(entry)
        path = folder / known.locale_dir / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True)
        catalogue.save(str(path))
    compile_catalogues(folder)
    return folder
