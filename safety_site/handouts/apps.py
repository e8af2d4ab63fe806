from django.apps import AppConfig


class HandoutsConfig(AppConfig):
    name = "safety_site.handouts"

    def ready(self) -> None:
        """What pages offer to save or print is registered here."""
        from safety_site.handouts.leaflets import offering
        from safety_site.publishing import offers

        offers.register(offering.find)
