"""Addresses of fact checks, below that of the staff."""

from django.urls import path

from safety_site.staff.fact_check import desk_views
from safety_site.staff.fact_check.adviser_page import adviser_page

urlpatterns = [
    path("", desk_views.fact_checks, name="staff-fact-checks"),
    path(
        "ask/<slug:language>/<path:about>/", desk_views.ask, name="staff-fact-check-ask"
    ),
    path("end/<int:pk>/", desk_views.end, name="staff-fact-check-end"),
    path("<int:pk>/<str:token>/", adviser_page, name="fact-check"),
    # Programs for mail cut the last stroke off, and the admin would ask to sign in.
    path("<int:pk>/<str:token>", adviser_page),
]
