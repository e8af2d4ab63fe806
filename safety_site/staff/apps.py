from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "safety_site.staff"
