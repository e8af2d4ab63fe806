from modeltranslation.translator import TranslationOptions, register

from safety_site.disclosure.models import PublicBody


@register(PublicBody)
class PublicBodyTranslation(TranslationOptions):
    fields = PublicBody.text_fields
