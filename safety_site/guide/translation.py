from modeltranslation.translator import TranslationOptions, register

from safety_site.guide.models import Block, KeySentence, Page, Term, TimelineEvent


@register(Page)
class PageTranslation(TranslationOptions):
    fields = Page.text_fields


@register(Block)
class BlockTranslation(TranslationOptions):
    fields = Block.text_fields


@register(KeySentence)
class KeySentenceTranslation(TranslationOptions):
    fields = KeySentence.text_fields


@register(Term)
class TermTranslation(TranslationOptions):
    fields = Term.text_fields


@register(TimelineEvent)
class TimelineEventTranslation(TranslationOptions):
    fields = TimelineEvent.text_fields
