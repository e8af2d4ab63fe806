from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "safety_site.translation"
