"""Django's own addresses. Public pages are served from the pack and never come here."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from safety_site.staff.enrolment_page import enrol
from safety_site.staff.site import staff_site

urlpatterns: list[URLPattern | URLResolver] = [
    # Before the admin, which answers for every other address below its own.
    path(f"{settings.STAFF_PATH}enrol/<str:who>/<str:token>/", enrol, name="enrol"),
    path(
        f"{settings.STAFF_PATH}fact-check/",
        include("safety_site.staff.fact_check.urls"),
    ),
    path(settings.STAFF_PATH, include("safety_site.staff.desk.urls")),
    path(settings.STAFF_PATH, staff_site.urls),
]
handler400 = "safety_site.staff.errors.not_understood"
handler403 = "safety_site.staff.errors.not_allowed"
handler404 = "safety_site.staff.errors.not_found"
handler500 = "safety_site.staff.errors.failed"
