from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "safety_site.directory"
