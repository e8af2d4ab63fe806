from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "safety_site.staff"

    def ready(self) -> None:
        """Modules that register something with `staff_site` are imported here."""
        from safety_site.staff import accounts  # noqa: F401
        from safety_site.staff.content import kinds  # noqa: F401
