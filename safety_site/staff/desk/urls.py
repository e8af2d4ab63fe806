"""The desk's addresses, below that of the staff."""

from django.urls import path

from safety_site.staff.desk import (
    edition_views,
    exchange_views,
    look_views,
    recording_views,
    review_views,
    text_views,
    urgent_views,
    views,
    writing_views,
)

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
    path("publish/ask/", edition_views.ask, name="staff-ask"),
    path("urgent/", urgent_views.urgent_notices, name="staff-urgent"),
    path("publish/stop/", edition_views.stop_or_go_on, name="staff-stop"),
    path("editions/", edition_views.editions, name="staff-editions"),
    path("tokens/", writing_views.tokens, name="staff-tokens"),
    path("advice/<slug:kind>/", writing_views.say, name="staff-advice"),
    path(
        "again/<slug:code>/<int:number>/<path:uid>/",
        writing_views.again,
        name="staff-again",
    ),
    path("history/<path:uid>/", text_views.text_history, name="staff-history"),
    path("outside/", views.outside, name="staff-outside"),
    path("said/", edition_views.page_said, name="staff-said"),
    path(
        "preview/<slug:language>/<path:name>/",
        look_views.preview_page,
        name="staff-preview",
    ),
    path("look/<slug:language>/<path:name>/", look_views.look, name="staff-look"),
    path(
        "exchange/<slug:language>/file/",
        exchange_views.download,
        name="staff-exchange-file",
    ),
    path("exchange/<slug:language>/", exchange_views.exchange, name="staff-exchange"),
    path("recordings/", recording_views.recordings_list, name="staff-recordings"),
    path("recordings/sound/<str:digest>/", recording_views.sound, name="staff-sound"),
    path(
        "recordings/<slug:language>/<str:name>/",
        recording_views.recording,
        name="staff-recording",
    ),
]
