"""Bad input at every address of the staff: nothing fails, and nothing is kept that the
public site could not show.

The addresses come from the URL configuration and the fields from the pages, so that a
new form is walked without a word. `BAD_INPUTS=500` tries so many at each form, at
random; without it the same few are tried each time.
"""

from __future__ import annotations

import os
import re
import subprocess
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.cookies import SimpleCookie
from urllib.parse import quote, urljoin

import pytest
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, URLResolver, get_resolver, resolve
from django.utils.timezone import now
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as tries
from hypothesis import strategies as st

from safety_site.publishing import contexts
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.rendering import render
from safety_site.publishing.sheet import Sheet
from safety_site.publishing.validation import site_faults
from safety_site.staff import enrolment
from safety_site.staff.fact_check import asking
from safety_site.staff.models import User
from safety_site.staff.roles import all_groups
from safety_site.staff.site import staff_site
from safety_site.translation.freezing import digest
from safety_site.translation.models import Revision
from safety_site.translation.submitting import check
from tests.loaded import loaded_from
from tests.small_site import make_whole
from tests.staff.bad_input import Sent, bad_posts, bad_questions
from tests.staff.conftest import person
from tests.staff.page_forms import PageForm, forms_of
from tests.starter.conftest import SMALL

pytestmark = pytest.mark.usefixtures("office", "db")
DAY = date(2026, 11, 22)
AT_RANDOM = int(os.environ.get("BAD_INPUTS", "0"))
# Over a thousand together.
POSTS, QUESTIONS = 10, 2

# What stands for a part of an address; a new part needs a line here.
PARTS = {
    "language": "ur",
    "bundle": "page:now",
    "uid": "block:now/1",
    "name": "now",
    "app_label": "guide",
    "url": "nothing/",
    "content_type_id": "1",
    "object_id": "1",
    "about": "page:now",
    "part": "1",
    "kind": "block",
    "code": "en",
    "number": "1",
    "digest": "0" * 64,
}
# What no page of the small site offers: a script sends it, or it is not the hour.
NOT_OFFERED = {
    "staff-again": [("opened", ""), ("meaning", "wording"), ("replace", "")],
    "staff-advice": [("body_en", "Words."), ("uid", "block:now/1")],
    "staff-ask": [("wanted", "0" * 64), ("reason", "Urgent.")],
    "staff-still-right": [("uid", "block:now/1"), ("english", ""), ("reason", "")],
    "staff-recording": [("say", "attach"), ("heard", ""), ("consent", "yes")],
    "admin:interface": [("language", "ar")],
}
# Where the English waits for a check.
OF_ONE = {
    "staff-check": {"language": "en"},
    "staff-fact-check-ask": {"language": "en"},
    "staff-review": {"uid": "page:now"},
}
# Nothing is sent from or to these. A new address must have a form, or a line here.
WITHOUT_FORM = re.compile(
    r"staff-(start|history|outside|said|preview|look|tokens|reviews|recordings|sound)"
    r"|staff-(exchange-file|fact-checks)"
    r"|admin:(index|password_change_done|autocomplete|jsi18n|view_on_site|app_list)"
    r"|admin:\w+_(history|delete)"
    r"|staff/.*"  # Without a name: Django's own redirects.
)
# Asked without being signed in.
STRANGERS = ("enrol", "admin:login", "fact-check")


def addresses() -> dict[str, str]:
    """By name, `staff/history/<uid>/`; what has no name is called by its address."""
    return dict(_addresses(get_resolver()))


def _addresses(
    resolver: URLResolver, before: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{each.namespace}:" if each.namespace else space
            yield from _addresses(each, route, inner)
        else:
            plain = re.sub(r"<\w+:(\w+)>|\^?\(\?P<(\w+)>[^)]*\)", r"<\1\2>", route)
            plain = plain.rstrip("$")
            yield (f"{space}{each.name}" if each.name else plain), plain


WITH_FORM = sorted(name for name in addresses() if not WITHOUT_FORM.fullmatch(name))


@dataclass
class Started:
    """The operators' commands, noted instead of started."""

    words: list[list[str]] = field(default_factory=list)

    def start(self, words: list[str], **options: object) -> Ended:
        self.words.append(words)
        return Ended(int("--dry-run" not in words))


@dataclass
class Ended:
    """A command that has done its work at once."""

    returncode: int

    def communicate(self, timeout: float = 0) -> tuple[str, str]:
        return "" if self.returncode else "Proposal " + "0" * 64, "Refused."


@dataclass
class Office:
    """Somebody who holds every role, at every page."""

    cookies: dict[str, str]
    parts: dict[str, dict[str, str]]
    started: Started
    # By name of the address that it is sent to, and by the address itself.
    forms: dict[str, dict[str, PageForm]] = field(default_factory=dict)
    # The site as it is before: the digest of each page by its path.
    public: dict[str, str] = field(default_factory=dict)

    def address(self, name: str) -> str:
        made = "/" + addresses()[name]
        for part, value in self.parts[name].items():
            made = made.replace(f"<{part}>", quote(value))
        return made

    def client(self, name: str) -> Client:
        made = Client(raise_request_exception=False)
        if name not in STRANGERS:
            made.cookies = SimpleCookie(self.cookies)
        return made

    def send(self, name: str, sent: Sent) -> HttpResponse:
        answer = self.client(name).generic(
            sent.method,
            sent.address,
            sent.body,
            content_type=sent.content_type,
            QUERY_STRING=sent.query,
        )
        if failed := getattr(answer, "exc_info", None):
            raise failed[1]
        assert answer.status_code < 500
        return answer

    def get(self, name: str, address: str) -> HttpResponse:
        path, _, query = address.partition("?")
        return self.send(name, Sent("GET", path, query=query))


@pytest.fixture(scope="module")
def office(django_db_setup, django_db_blocker) -> Iterator[Office]:
    with (
        loaded_from(SMALL, django_db_blocker),
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
    ):
        make_whole()
        started = Started()
        patch.setattr(subprocess, "Popen", started.start)
        browser, amina = Client(), person("amina", *all_groups())
        amina.sign_in(browser)
        newcomer = User.objects.create(username="nela", is_staff=True)
        link = enrolment.new_link(newcomer)
        cookies = {name: morsel.value for name, morsel in browser.cookies.items()}
        made = Office(cookies, good_parts(newcomer, link), started)
        for name, sent in NOT_OFFERED.items():
            made.forms[name] = {made.address(name): PageForm("", sent)}
        for name in addresses():
            answer = made.get(name, made.address(name))
            if answer.status_code == 200 and "html" in answer["Content-Type"]:
                made_at = made.address(name)
                for form in forms_of(answer.content.decode()):
                    goes_to = urljoin(made_at, form.action) if form.action else made_at
                    made.forms.setdefault(name_of(goes_to), {})[goes_to] = form
        snapshot = snapshots.take(DAY)
        assert site_faults(snapshot, local=True) == []
        sheets = contexts.sheets(snapshot)
        made.public = {path: digest(sheet.context) for path, sheet in sheets.items()}
        yield made


def good_parts(newcomer: User, link: str) -> dict[str, dict[str, str]]:
    """By name of an address, what stands for its parts."""
    _, _, who, token, _ = link.rsplit("/", 4)
    known = PARTS | {"who": who, "token": token, "pk": str(newcomer.pk)}
    words = asking.Words("Amina K.", "solicitor", "Is it right?")
    texts = asking.texts("page:now", "en")
    asked, secret = asking.ask("page:now", "en", texts, words, 7, "amina", now())
    of_asked = {"pk": str(asked.pk), "token": secret}
    own_parts = {"fact-check": of_asked, "staff-fact-check-end": of_asked}
    first = {
        model._meta.label_lower.replace(".", "_"): model._default_manager.order_by("pk")
        .values_list("pk", flat=True)
        .first()
        for model in staff_site._registry
    }
    found = {}
    for name, address in addresses().items():
        kind = name.removeprefix("admin:").rpartition("_")[0]
        own = dict(known) | ({"object_id": str(first[kind])} if kind in first else {})
        if kind == "staff_user":
            own["object_id"] = str(newcomer.pk)
        own |= OF_ONE.get(name, {}) | own_parts.get(name, {})
        found[name] = {part: own[part] for part in re.findall(r"<(\w+)>", address)}
    return found


def name_of(address: str) -> str:
    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return address


def test_every_address_has_a_form_that_is_walked_or_a_line_that_says_it_has_none(
    office: Office,
) -> None:
    assert set(WITH_FORM) ^ set(office.forms) & set(addresses()) == set()


def tried(name: str, times: int, how: st.SearchStrategy[Sent]) -> Callable[..., None]:
    """Runs a function with so many requests; the same ones each time, unless asked."""

    def with_requests(look: Callable[[Sent], None]) -> None:
        @tries(
            max_examples=AT_RANDOM or times,
            database=None,
            deadline=None,
            # A smaller example is not worth the minutes that it takes to find.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(how)
        def run(sent: Sent) -> None:
            # What one request keeps is gone before the next.
            with transaction.atomic():
                look(sent)
                transaction.set_rollback(True)

        (run if AT_RANDOM else seed(zlib.crc32(name.encode()))(run))()

    return with_requests


@pytest.mark.parametrize("name", WITH_FORM)
def test_no_form_fails_or_keeps_what_cannot_be_shown(name: str, office: Office) -> None:
    @tried(name, POSTS, bad_posts(list(office.forms[name].items())))
    def look(sent: Sent) -> None:
        last = Revision.objects.order_by("-pk").values_list("pk", flat=True).first()
        answer = office.send(name, sent)
        if answer.status_code != 302:
            return
        office.get(name, urljoin(sent.address, answer.url))
        kept = LogEntry.objects.order_by("-pk").first()
        if kept is not None and kept.get_admin_url():
            again = office.get(name, kept.get_admin_url())
            assert again.status_code in (200, 302)
        assert could_show(office, Revision.objects.filter(pk__gt=last)) == []


@pytest.mark.parametrize("name", sorted(addresses()))
def test_no_address_fails_whatever_it_is_asked(name: str, office: Office) -> None:
    known = bad_questions("/" + addresses()[name], office.parts[name], PARAMETERS)

    @tried(name, QUESTIONS, known)
    def look(sent: Sent) -> None:
        office.send(name, sent)


# Those of Django's lists, and our own.
PARAMETERS = (
    *("q", "p", "o", "e", "all", "path", "day", "next", "_popup", "_to_field"),
    *("_changelist_filters", "withdrawn__exact", "critical__exact", "page__key"),
    *("id__exact", "groups__id__exact", "is_active__exact", "term", "app_label"),
)


def test_no_command_is_given_a_word_that_it_could_trip_over(office: Office) -> None:
    assert office.started.words
    for words in office.started.words:
        assert all(word.isprintable() for word in words)


def could_show(office: Office, made: QuerySet[Revision]) -> list[str]:
    """Why an edition with these revisions could not be made, for what they hold."""
    if not made:
        return []
    for revision in list(made):
        check(
            revision.uid,
            revision.language,
            revision.digest,
            "bela",
            english_on_screen=revision.english_digest,
        )
    snapshot = snapshots.take(DAY)
    faults = site_faults(snapshot, local=True)
    sheets: dict[str, Sheet] = {}
    try:
        sheets = contexts.sheets(snapshot)
    except (LookupError, ValueError) as error:
        # Of these alone `propose` makes a refusal, unless the site has refused before.
        faults = faults or [str(error)]
    changed = {
        sheet.template: sheet
        for path, sheet in sheets.items()
        if digest(sheet.context) != office.public.get(path)
    }
    for sheet in changed.values():
        faults += render(sheet).faults
    return [fault for fault in faults if not OF_MANY_TEXTS.search(fault)]


# What no form can know: it takes other texts than the one in the form, and a publisher
# is told of it in these words.
OF_MANY_TEXTS = re.compile(
    r"helplines; it needs exactly one|two pages have the address|there is no home page"
    r"|it weighs [\d,]+ bytes|is owed and missing|which has no source that may be"
    r"|stands for nothing that may be shown|has no source and no word for having none"
    r"|^No phone of [\w-]+ may be shown, and every page needs it"
    r"|^tool [\w-]+[,:] "
)
