from modeltranslation.translator import TranslationOptions, register

from safety_site.directory.models import Contact, Organisation


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = Organisation.text_fields


@register(Contact)
class ContactTranslation(TranslationOptions):
    fields = Contact.text_fields
