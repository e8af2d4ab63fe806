"""The desk's addresses, below that of the staff."""

from django.urls import path

from safety_site.staff.desk import views

urlpatterns = [
    path("", views.start, name="staff-start"),
    path(
        "translate/<slug:language>/<path:bundle>/",
        views.translate,
        name="staff-translate",
    ),
    path("check/<slug:language>/<path:bundle>/", views.check, name="staff-check"),
    path("publish/", views.publish, name="staff-publish"),
    path("publish/stop/", views.stop_or_go_on, name="staff-stop"),
    path("editions/", views.editions, name="staff-editions"),
    path("history/<path:uid>/", views.text_history, name="staff-history"),
    path("outside/", views.outside, name="staff-outside"),
    path("said/", views.page_said, name="staff-said"),
    path(
        "preview/<slug:language>/<path:name>/", views.preview_page, name="staff-preview"
    ),
]
