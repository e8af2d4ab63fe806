"""Urgent notices on their screen, and corrections that a second person asks for."""

from __future__ import annotations

import fcntl
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from safety_site.delivery.pack import write_pack
from safety_site.publishing import freeze, urgent
from safety_site.publishing.models import Edition
from safety_site.staff.desk import asking, proposing
from safety_site.staff.desk.asked import UrgentRequest
from tests.delivery.pages import edition
from tests.staff.conftest import person, text_of

pytestmark = pytest.mark.usefixtures("starter", "db")
PROPOSAL = "0" * 64
NOTICE = {
    "phrase": "closed-until",
    "date": "2999-01-31",
    "organisation": "galop",
    "page": "",
    "place": "org:galop",
    "reason": "It was rung.",
}


@pytest.fixture
def paula(client: Client) -> Client:
    person("paula", "publisher").sign_in(client)
    return client


def said(answer) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


def test_a_notice_is_seen_first_then_made_then_ended(paula: Client) -> None:
    seen = paula.post("/staff/urgent/", NOTICE | {"show": "1"})
    assert "closed until 31 January 2999: Galop" in text_of(seen)
    assert urgent.known().in_force == ()
    made = paula.post("/staff/urgent/", NOTICE | {"make": "1"}, follow=True)
    (row,) = urgent.known().in_force
    assert (row.author, row.place, row.reason) == ("paula", "org:galop", "It was rung.")
    assert row.slots == {"date": "2999-01-31", "organisation": "galop"}
    assert "Readers do not see it yet" in said(made)
    given = {"end": str(row.pk), "reason": "Open again."}
    assert "Readers see it until you publish" in said(
        paula.post("/staff/urgent/", given, follow=True)
    )
    assert urgent.known().in_force == ()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"date": ""}, "needs one more thing: the date"),
        ({"page": "rule"}, "names no page"),
        ({"organisation": "emergency-999"}, "not one of the available choices"),
        ({"place": ""}, "This field is required"),
        (
            {
                "phrase": "ask-first",
                "date": "",
                "organisation": "",
                "place": "page:now",
            },
            "Nobody in danger is asked to wait",
        ),
    ],
)
def test_what_would_not_be_understood_is_not_made(paula, wrong, says: str) -> None:
    answer = paula.post("/staff/urgent/", NOTICE | wrong | {"make": "1"})
    assert says in text_of(answer)
    assert urgent.known().last == 0


@pytest.mark.parametrize("number", ["0", "-1", "x", "", "9" * 30])
def test_what_is_no_notice_cannot_be_ended(paula: Client, number: str) -> None:
    given = {"end": number, "reason": "Why not."}
    answer = paula.post("/staff/urgent/", given, follow=True)
    assert "not in force any more" in said(answer)


def test_only_another_persons_word_of_the_last_day_counts() -> None:
    now = timezone.now()
    freeze.stop("paula", "Alarm.")
    person("paula", "publisher")
    eva, petra = person("eva", "editor"), person("petra", "publisher")
    asking.ask(PROPOSAL, "paula", "Mine.", now)
    assert asking.asked(PROPOSAL, "Paula", now) is None
    asking.ask(PROPOSAL, "eva", "A number is wrong.", now)
    found = asking.asked(PROPOSAL, "paula", now)
    assert found
    assert (found.author, found.reason) == ("eva", "A number is wrong.")
    assert asking.asked("1" * 64, "paula", now) is None
    assert asking.asked(PROPOSAL, "paula", now + timedelta(hours=24)) is None
    # Whoever works here no longer has no word.
    eva.user.groups.clear()
    assert asking.asked(PROPOSAL, petra.name, now).author == "paula"
    with pytest.raises(DatabaseError), transaction.atomic():
        UrgentRequest.objects.update(author="petra")


def test_an_editor_asks_and_a_publisher_alone_publishes_nothing(
    client: Client, paula: Client
) -> None:
    freeze.stop("paula", "Alarm.")
    sent = {"proposal": PROPOSAL, "reason": "Urgent."}
    alone = paula.post("/staff/publish/", sent)
    assert alone.url == "/staff/publish/"
    back = paula.post("/staff/editions/", {"number": "1", "reason": "x"}, follow=True)
    assert said(back).count("nobody else has asked for exactly this") == 2
    assert Edition.objects.count() == 0

    editor = Client()
    person("eva", "editor").sign_in(editor)
    assert editor.post("/staff/publish/", sent).status_code == 403
    for wanted, reason, says in (
        (PROPOSAL, " ", "Say why"),
        ("edition 7", "Wrong.", "no edition that anybody can make"),
        ("all of it", "Wrong.", "no edition that anybody can make"),
        (PROPOSAL, "A number is wrong.", "You have asked for it"),
    ):
        given = {"wanted": wanted, "reason": reason}
        assert says in said(editor.post("/staff/publish/ask/", given, follow=True))
    row = UrgentRequest.objects.get()
    assert (row.author, row.wanted) == ("eva", PROPOSAL)
    freeze.go_on("paula", "Mended.")
    given = {"wanted": PROPOSAL, "reason": "Again."}
    answer = editor.post("/staff/publish/ask/", given, follow=True)
    assert "nobody needs to ask" in said(answer)
    assert "paula let it go on. Why: Mended." in text_of(answer)


@pytest.fixture
def data(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    settings.PACK_PATH = tmp_path / "site.pack"
    return tmp_path


def test_one_edition_at_a_time_is_worked_out(data: Path) -> None:
    with (data / proposing.LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert proposing.propose() == ("", [proposing.BUSY], True)
        assert proposing.publish(PROPOSAL, "paula", "", "x").last_words == (
            proposing.BUSY
        )


def test_after_a_command_was_stopped_it_is_said_what_is_so(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposing, "LONGEST", 0.01)
    outcome = proposing.go_back("1", "paula", "", "Wrong.")
    assert outcome == (
        False,
        [
            "It took too long and was stopped. No edition was made: the site stays as "
            "it is."
        ],
    )
    Edition.objects.create(
        number=1,
        created=timezone.now(),
        day=timezone.localdate(),
        author="paula",
        publisher="paula",
        last_revision=0,
        english={},
        manifest={"headers": [], "pages": {}},
    )
    assert "No edition was made" in proposing.what_is_so(1)
    made = "It took too long and was stopped. But edition 1 was made, by paula"
    assert proposing.what_is_so(0).startswith(f"{made}. An edition without pages")
    write_pack(data / "site.pack", 1, edition())
    assert proposing.what_is_so(0).startswith(f"{made}, and readers get it now.")
