from django.apps import AppConfig


class StarterConfig(AppConfig):
    name = "safety_site.starter"
