from django.apps import AppConfig


class LanguagesConfig(AppConfig):
    name = "safety_site.languages"
    label = "languages"

    def ready(self) -> None:
        from safety_site.languages import checks  # noqa: F401 - importing registers them
