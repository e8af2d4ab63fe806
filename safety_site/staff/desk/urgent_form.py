"""The form for an urgent notice: nothing in it is typed but a day and the reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from safety_site.directory.subjects import Need
from safety_site.guide.content import Json
from safety_site.publishing import phrases
from safety_site.publishing.concerned import NOW
from safety_site.publishing.phrases import PHRASES, Slot
from safety_site.publishing.snapshot import Snapshot
from safety_site.translation.models import ENGLISH

SITE = "site"
BLANKS = {Slot.DATE: "[day]", Slot.ORGANISATION: "[organisation]", Slot.PAGE: "[page]"}
Choices = list[tuple[str, str]]


class UrgentForm(forms.Form):
    phrase = forms.ChoiceField(
        label=gettext_lazy("What it says"),
        widget=forms.RadioSelect,
        choices=[(name, each.text % BLANKS) for name, each in PHRASES.items()],
    )
    date = forms.DateField(
        label=gettext_lazy("Day, if the notice names one"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    organisation = forms.ChoiceField(
        label=gettext_lazy("Organisation, if the notice names one"), required=False
    )
    page = forms.ChoiceField(
        label=gettext_lazy("Page, if the notice names one"), required=False
    )
    place = forms.ChoiceField(label=gettext_lazy("Where it stands"))
    reason = forms.CharField(label=gettext_lazy("Why, for the record"), max_length=500)

    def __init__(self, snapshot: Snapshot, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pages, named = list(_pages(snapshot)), list(_organisations(snapshot))
        none = [("", gettext_lazy("None"))]
        self._offer("organisation", none + named)
        self._offer("page", none + pages)
        self._offer("place", _places(snapshot, pages))

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices

    @property
    def slots(self) -> dict[str, str]:
        """Once the form is valid."""
        given = {name: self.cleaned_data.get(name) for name in Slot}
        return {str(name): str(value) for name, value in given.items() if value}

    @property
    def where(self) -> str:
        place = self.cleaned_data["place"]
        return "" if place == SITE else place

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        phrase, place = given.get("phrase", ""), given.get("place", "")
        if phrase in PHRASES and not self.errors:
            for fault in phrases.faults(phrase, self.slots, timezone.localdate()):
                self.add_error("phrase", fault)
            if PHRASES[phrase].waits and place == f"page:{NOW}":
                self.add_error(
                    "place", "Nobody in danger is asked to wait. Choose other words."
                )
        return given


def _pages(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for key in snapshot.pages:
        found = snapshot.text(f"page:{key}", ENGLISH)
        if found:
            yield key, found.text.content["link_name"]


def _organisations(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """No emergency line: nobody is ever told not to call one."""
    by_name = sorted(snapshot.all_of("org"), key=lambda pair: pair[1]["name"])
    for name, values in by_name:
        if name in snapshot.contacts and Need.EMERGENCY not in values["needs"]:
            yield name, values["name"]


def _places(snapshot: Snapshot, pages: Choices) -> list[Any]:
    names = {name: values["name"] for name, values in snapshot.all_of("org")}
    contacts = sorted(
        (f"{names.get(organisation, organisation)}: {values['value']}", name)
        for organisation, found in snapshot.contacts.items()
        for name, values in found
    )
    bodies = [
        (f"body:{name}", _name_of(snapshot, f"body:{name}"))
        for name, _ in snapshot.all_of("body")
    ]
    facts = [(f"fact:{name}", _fact(name, v)) for name, v in snapshot.all_of("fact")]
    return [
        ("", gettext_lazy("Choose")),
        (SITE, gettext_lazy("On every page of the site")),
        (
            gettext_lazy("On one page, and the lists that belong to it"),
            _of("page", pages),
        ),
        (
            gettext_lazy(
                "Wherever an organisation is named, or one of its numbers shown"
            ),
            _of("org", sorted(names.items(), key=lambda pair: pair[1])),
        ),
        (
            gettext_lazy("Wherever one number or address is shown"),
            [(f"contact:{name}", label) for label, name in contacts],
        ),
        (gettext_lazy("Wherever a public body is told of"), bodies),
        (gettext_lazy("Wherever a fee, a date or a count is shown"), facts),
    ]


def _of(kind: str, choices: Choices) -> Choices:
    return [(f"{kind}:{name}", label) for name, label in choices]


def _name_of(snapshot: Snapshot, uid: str) -> str:
    found = snapshot.text(uid, ENGLISH)
    return found.text.content["name"] if found else uid


def _fact(name: str, values: Json) -> str:
    return f"{name}: {values['value']} {values['unit']}"
