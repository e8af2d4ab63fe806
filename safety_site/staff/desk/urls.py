"""The desk's addresses, below that of the staff."""

from django.urls import path

from safety_site.staff.desk import edition_views, review_views, text_views, views

urlpatterns = [
    path("", views.start, name="staff-start"),
    path(
        "translate/<slug:language>/<path:bundle>/part-<int:part>/",
        text_views.translate,
        name="staff-translate-part",
    ),
    path(
        "translate/<slug:language>/<path:bundle>/",
        text_views.translate,
        name="staff-translate",
    ),
    path("check/<slug:language>/<path:bundle>/", text_views.check, name="staff-check"),
    path("review/", review_views.reviews_due, name="staff-reviews"),
    path("review/<path:uid>/", review_views.review_one, name="staff-review"),
    path(
        "still-right/<path:bundle>/",
        review_views.still_right,
        name="staff-still-right",
    ),
    path("publish/", edition_views.publish, name="staff-publish"),
    path("publish/stop/", edition_views.stop_or_go_on, name="staff-stop"),
    path("editions/", edition_views.editions, name="staff-editions"),
    path("history/<path:uid>/", text_views.text_history, name="staff-history"),
    path("outside/", views.outside, name="staff-outside"),
    path("said/", edition_views.page_said, name="staff-said"),
    path(
        "preview/<slug:language>/<path:name>/", views.preview_page, name="staff-preview"
    ),
]
