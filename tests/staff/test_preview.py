"""Previews: the working copy as a reader would get it, and the traces it leaves."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from safety_site.disclosure.models import PublicBody
from safety_site.guide.models import Block, Claim, Fact, Page, Term
from safety_site.languages import registry
from safety_site.publishing import finding
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.reading import Element, read
from safety_site.staff.desk import looks
from safety_site.staff.desk.preview import Preview, preview
from safety_site.staff.desk.whereabouts import has_page, sheet_of
from tests.staff.conftest import person, text_of

pytestmark = pytest.mark.usefixtures("starter", "db")


@pytest.fixture(autouse=True)
def languages(settings: Settings) -> None:
    settings.LANGUAGES_ENABLED = ["en", "ur"]


@pytest.fixture
def eva(client: Client) -> Client:
    person("eva", "editor").sign_in(client)
    return client


def drawn(bundle: str, language: str = "en") -> str:
    made = preview(bundle, language)
    assert made
    return made.html


def frames(answer) -> list[Element]:
    return list(read(answer.content.decode()).named("iframe"))


def test_what_was_never_submitted_is_drawn_too() -> None:
    page = Page.objects.create(
        key="new", slug="new", position=99, title_en="New", heading_en="A new page"
    )
    Block.objects.create(
        page=page,
        number=1,
        position=1,
        heading_en="A new part",
        body_en="Say {term:new-word}.",
    )
    Term.objects.create(
        key="new-word", term_en="a new word", definition_en="It is new."
    )
    html = drawn("page:new")
    assert "A new page" in html
    assert "A new part" in html
    assert "a new word" in html


def test_a_new_part_of_an_old_page_is_drawn_in_the_language_asked_for() -> None:
    page = Page.objects.get(key="answer")
    made = Block.objects.create(page=page, number=99, position=0, heading_en="English")
    Block.objects.filter(pk=made.pk).update(heading_ur="نیا حصہ", body_ur="نیا متن")
    html = drawn("page:answer", "ur")
    assert "نیا حصہ" in html
    assert 'dir="rtl"' in html


def test_queries_do_not_grow_with_the_parts_of_a_page() -> None:
    def queries(bundle: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            drawn(bundle)
        return len(asked)

    few, many = queries("page:about"), queries("page:three-months")
    assert few == many < 15


@pytest.mark.parametrize(
    ("bundle", "path"),
    [
        ("page:answer", "/en/answer"),
        ("tool:check", "/en/check"),
        ("term", "/en/words"),
        ("event", "/en/history"),
    ],
)
def test_a_bundle_is_shown_where_it_stands(bundle: str, path: str) -> None:
    made = preview(bundle, "en")
    assert made
    assert made.sheet.path == path


def test_every_public_body_and_organisation_is_shown_where_it_stands() -> None:
    snapshot, english = snapshots.take(timezone.localdate()), registry.language("en")

    def said_on(bundle: str, entries: str) -> list[str]:
        sheet = sheet_of(snapshot, bundle, english)
        assert sheet, bundle
        return [str(entry["name"]) for entry in sheet.context[entries]]

    bodies = PublicBody.objects.values_list("key", "name_en")
    for key, name in bodies:
        assert name in "".join(said_on(f"body:{key}", "entries"))
    organisations = finding.public(snapshot)
    for key, values in organisations.items():
        assert values["name"] in said_on(f"org:{key}", "organisations")
    assert min(len(bodies), len(organisations)) > 20


def test_a_change_to_a_public_body_is_drawn_on_its_page() -> None:
    last = PublicBody.objects.filter(group="health").last()
    assert last
    PublicBody.objects.filter(pk=last.pk).update(name_en="Only typed so far")
    assert "Only typed so far" in drawn(f"body:{last.key}")


def test_what_stands_on_many_pages_has_no_preview() -> None:
    assert not has_page("fact")
    assert preview("fact", "en") is None
    assert preview("page:nothing", "en") is None


def test_five_previews_are_shown_of_a_page(eva) -> None:
    answer = eva.get("/staff/look/en/answer/")
    headings = read(answer.content.decode()).text_of("h2")
    for name in ("phone", "right to left", "chat", "pages visited", "paper"):
        assert name in headings
    phone, other_way, wide, paper = frames(answer)
    assert phone.attributes["src"] == "/staff/preview/en/answer/"
    assert other_way.attributes["src"] == "/staff/preview/ur/answer/"
    assert wide.attributes["src"] == phone.attributes["src"]
    assert paper.attributes["src"].endswith("?on=paper")
    # No script of the page runs in a frame, and nothing there can leave it.
    assert {frame.attributes["sandbox"] for frame in frames(answer)} == {""}
    assert "frame-src 'self'" in answer["Content-Security-Policy"]


def test_a_page_from_right_to_left_stands_beside_one_the_other_way(eva) -> None:
    answer = eva.get("/staff/look/ur/page:answer/")
    assert "From left to right" in text_of(answer)
    assert frames(answer)[1].attributes["src"] == "/staff/preview/en/page:answer/"


def test_only_our_own_screens_may_frame_a_preview(eva) -> None:
    answer = eva.get("/staff/preview/en/answer/")
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in eva.get("/staff/")["Content-Security-Policy"]


def test_on_paper_the_rules_for_print_are_in_force(eva) -> None:
    page = eva.get("/staff/preview/en/answer/").content.decode()
    paper = eva.get("/staff/preview/en/answer/?on=paper")
    assert "@media print{" in page
    assert "@media print" not in paper.content.decode()
    assert page.count("@media") == paper.content.decode().count("@media")
    # Its style differs, and is allowed all the same.
    styles = {
        answer["Content-Security-Policy"].partition("script-src")[0]
        for answer in (paper, eva.get("/staff/preview/en/answer/"))
    }
    assert len(styles) == 2


def test_a_card_is_read_from_the_head_of_the_page() -> None:
    made = preview("page:answer", "en")
    assert made
    now = looks.card(made, "https://guide.example/")
    assert now.title == read(made.html).text_of("title").strip()
    assert (now.description, now.picture, now.sensitive) == ("", "", [])
    assert now.host == "guide.example"
    assert now.address == "https://guide.example/en/answer/"
    told = made.html.replace(
        "</head>",
        '<meta property="og:title" content="Visa and abuse"><meta name="description"'
        ' content="Told"><meta property="og:image" content="/a.png"></head>',
    )
    other = looks.card(Preview(made.sheet, told), "https://guide.example")
    assert (other.title, other.description) == ("Visa and abuse", "Told")
    assert (other.picture, other.sensitive) == ("/a.png", ["abuse"])


def test_what_stands_nowhere_is_not_found(eva) -> None:
    for address in ("look", "preview"):
        assert eva.get(f"/staff/{address}/en/nothing/").status_code == 404
        assert eva.get(f"/staff/{address}/en/fact/").status_code == 404
        assert eva.get(f"/staff/{address}/xx/answer/").status_code == 404


def test_what_does_not_make_a_page_yet_is_told(eva) -> None:
    claim = Claim.objects.all()[0]
    Fact.objects.create(key="new-fee", value="many", unit="money", claim=claim)
    Block.objects.filter(page__key="answer").update(body_en="It is {fact:new-fee}.")
    for address in ("look", "preview"):
        answer = eva.get(f"/staff/{address}/en/answer/")
        assert answer.status_code == 409
        assert "Everything that was saved is kept" in text_of(answer)


def test_forms_and_checks_lead_to_the_previews(client) -> None:
    person("tahira", "translator ur", "checker ur", "editor").sign_in(client)
    block = Block.objects.filter(page__key="answer")[0]
    screens = {
        f"/staff/guide/block/{block.pk}/change/": "en",
        "/staff/translate/ur/page:answer/": "ur",
        "/staff/check/ur/page:answer/": "ur",
    }
    for screen, language in screens.items():
        links = read(client.get(screen).content.decode()).links()
        assert f"/staff/look/{language}/page:answer/" in links
