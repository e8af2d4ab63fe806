from modeltranslation.translator import TranslationOptions, register

from safety_site.disclosure.models import BodyPart, PublicBody


@register(PublicBody)
class PublicBodyTranslation(TranslationOptions):
    fields = PublicBody.text_fields


@register(BodyPart)
class BodyPartTranslation(TranslationOptions):
    fields = BodyPart.text_fields
