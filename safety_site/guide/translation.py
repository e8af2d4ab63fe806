from modeltranslation.translator import TranslationOptions, register

from safety_site.guide.models import Block, KeySentence, Page


@register(Page)
class PageTranslation(TranslationOptions):
    fields = Page.text_fields


@register(Block)
class BlockTranslation(TranslationOptions):
    fields = Block.text_fields


@register(KeySentence)
class KeySentenceTranslation(TranslationOptions):
    fields = KeySentence.text_fields
