from django.apps import AppConfig


class HandoutsConfig(AppConfig):
    name = "safety_site.handouts"

    def ready(self) -> None:
        from safety_site.handouts import guide_file
        from safety_site.publishing import gathered

        gathered.KINDS[guide_file.TEMPLATE] = guide_file.GUIDE
