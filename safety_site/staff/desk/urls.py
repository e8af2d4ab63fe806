"""The desk's addresses, below that of the staff."""

from django.urls import path

from safety_site.staff.desk import edition_views, text_views, urgent_views, views

urlpatterns = [
    path("", views.start, name="staff-start"),
    path(
        "translate/<slug:language>/<path:bundle>/",
        text_views.translate,
        name="staff-translate",
    ),
    path("check/<slug:language>/<path:bundle>/", text_views.check, name="staff-check"),
    path("publish/", edition_views.publish, name="staff-publish"),
    path("publish/ask/", edition_views.ask, name="staff-ask"),
    path("urgent/", urgent_views.urgent_notices, name="staff-urgent"),
    path("publish/stop/", edition_views.stop_or_go_on, name="staff-stop"),
    path("editions/", edition_views.editions, name="staff-editions"),
    path("history/<path:uid>/", text_views.text_history, name="staff-history"),
    path("outside/", views.outside, name="staff-outside"),
    path("said/", edition_views.page_said, name="staff-said"),
    path(
        "preview/<slug:language>/<path:name>/", views.preview_page, name="staff-preview"
    ),
]
