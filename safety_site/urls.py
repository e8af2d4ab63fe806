"""Django's own addresses. Public pages are served from the pack and never come here."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
