"""Which addresses the whole site leads to, and what is told of them."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from safety_site.directory.models import Contact
from safety_site.publishing import contexts
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.reading import read
from safety_site.publishing.rendering import html_of
from safety_site.staff.links import checking
from safety_site.staff.links.addresses import uses
from safety_site.staff.links.asking import Answer
from safety_site.staff.links.models import Outcome
from safety_site.staff.links.report import broken_links
from safety_site.translation.models import VALUES
from safety_site.translation.submitting import submit
from tests.staff.links.servers import says, serving

pytestmark = pytest.mark.usefixtures("starter", "db")
DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)
LOST = Answer(Outcome.GONE, "404: there is no such page", 404)


@pytest.fixture
def ask_loopback(settings: Settings, tmp_path: Path):
    """Never all: these addresses are those of real helpers."""
    settings.LINKS_MAY_BE_PRIVATE = True
    settings.DATA_DIR = tmp_path

    def ask() -> str:
        out = io.StringIO()
        call_command("check_links", only="http://127.0.0.1", pause=0, stdout=out)
        return out.getvalue()

    return ask


def test_every_page_that_the_site_leads_to_is_known() -> None:
    """Read from the finished English pages; what else is asked stands in the data."""
    snapshot = snapshots.take(DAY)
    known = uses(snapshot)
    led_to = {
        link.partition("#")[0]
        for path, sheet in contexts.sheets(snapshot).items()
        if not path.startswith("/data/")
        for link in read(html_of(sheet)).links()
        if link.startswith("http")
    }
    assert len(led_to) > 300
    assert led_to - known.keys() == set()
    published = {v["source_url"] for own in snapshot.contacts.values() for _, v in own}
    assert known.keys() - led_to <= published
    assert not any("#" in address for address in known)
    named = {use.uid for users in known.values() for use in users}
    kinds = {uid.partition(":")[0] for uid in named}
    assert kinds == {"exit", "source", "org", "contact"}


def test_a_planted_dead_link_is_told_at_once_with_what_uses_it(ask_loopback) -> None:
    contact = Contact.objects.get(organisation__key="galop", medium="web", number=1)
    with serving({"/dead": says("404 Not Found")}) as site:
        contact.value = f"{site.url}/dead#help"
        contact.save()
        submit(contact, VALUES, "amina")
        told = ask_loopback()
    assert "Broken: 1\n" in told
    assert f"{site.url}/dead\n    404: there is no such page; since " in told
    assert "contact:galop/web/1  Galop" in told
    (broken,) = broken_links(timezone.localdate())
    assert broken.uid == "contact:galop/web/1"
    assert broken.since == timezone.localdate()
    assert f"{site.url}/dead 404: there is no such page." in broken.words


def test_the_dashboard_reads_a_snapshot_that_it_has(
    django_assert_num_queries,
) -> None:
    snapshot = snapshots.take(DAY)
    for address in uses(snapshot):
        checking.keep(address, LOST, NOW)
    with django_assert_num_queries(1):
        found = broken_links(DAY, snapshot)
    assert len(found) > 400
    # The exit of every page comes before all.
    assert [f.uid for f in found[:4]][:3] == ["exit:all"] * 3
    assert found[3].uid != "exit:all"
