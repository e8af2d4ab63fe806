from django.apps import AppConfig


class HandoutsConfig(AppConfig):
    name = "safety_site.handouts"

    def ready(self) -> None:
        """What pages offer to save or print is registered here."""
        from safety_site.handouts import guide_file
        from safety_site.handouts.leaflets import offering
        from safety_site.publishing import gathered, offers

        offers.register(offering.find)
        gathered.KINDS[guide_file.TEMPLATE] = guide_file.GUIDE
