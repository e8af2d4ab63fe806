from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "safety_site.publishing"
