from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "safety_site.delivery"
    label = "delivery"
