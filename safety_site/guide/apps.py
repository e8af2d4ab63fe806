from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "safety_site.guide"
