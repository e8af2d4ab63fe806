from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "safety_site.disclosure"
