"""Tokens: how they are written, and which of them name a record that may be shown."""

import pytest

from safety_site.directory.models import Contact, Organisation
from safety_site.guide.models import Term
from safety_site.translation.tokens import found, malformed, phone_parts, unknown


@pytest.fixture
def line(db: None) -> Organisation:
    """An organisation with three phones, the first of which is never shown."""
    organisation = Organisation.objects.create(
        key="tea-line", position=1, name="Tea Line", confidence="high"
    )
    for number, confidence in enumerate(("low", "high", "high"), start=1):
        Contact.objects.create(
            organisation=organisation,
            medium="phone",
            number=number,
            value=f"0808 {number}",
            confidence=confidence,
        )
    return organisation


def refused(*tokens: str) -> list[str]:
    return unknown(tokens)


@pytest.mark.parametrize("suffix", ["/2x", "/2/3", "/0", "/02", "/x", "/", "/-1", "/²"])
def test_a_phone_number_that_is_no_number_is_no_token(
    line: Organisation, suffix: str
) -> None:
    token = f"{{phone:tea-line{suffix}}}"
    assert found(token) == []
    assert malformed(token) == [token]
    assert refused(token) == [token]


def test_a_number_of_any_length_is_only_unknown(line: Organisation) -> None:
    long = f"{{phone:tea-line/{'9' * 5000}}}"
    assert refused("{phone:tea-line/99}", long) == ["{phone:tea-line/99}", long]


def test_a_phone_token_names_an_organisation_and_perhaps_a_number() -> None:
    assert phone_parts("tea-line") == ("tea-line", None)
    assert phone_parts("tea-line/12") == ("tea-line", 12)


def test_other_tokens_may_hold_a_stroke() -> None:
    assert [str(t) for t in found("{key:a/2x} {page:a/b/c}")] == [
        "{key:a/2x}",
        "{page:a/b/c}",
    ]


def test_without_a_number_any_phone_that_may_be_shown_will_do(
    line: Organisation,
) -> None:
    assert refused("{phone:tea-line}", "{phone:tea-line/2}") == []
    assert refused("{phone:tea-line/1}") == ["{phone:tea-line/1}"]
    Contact.objects.filter(number__gt=1).update(confirmed=False)
    assert refused("{phone:tea-line}") == ["{phone:tea-line}"]


def test_a_withdrawn_phone_is_unknown(line: Organisation) -> None:
    Contact.objects.filter(number=2).update(withdrawn=True)
    assert refused("{phone:tea-line/2}") == ["{phone:tea-line/2}"]
    assert refused("{phone:tea-line}", "{phone:tea-line/3}") == []
    Contact.objects.update(withdrawn=True)
    assert refused("{phone:tea-line}") == ["{phone:tea-line}"]


def test_a_withdrawn_organisation_has_no_phones(line: Organisation) -> None:
    Organisation.objects.update(withdrawn=True)
    tokens = ["{org:tea-line}", "{phone:tea-line}", "{phone:tea-line/2}"]
    assert refused(*tokens) == tokens


def test_an_address_to_write_to_is_no_phone(line: Organisation) -> None:
    Contact.objects.update(medium="email")
    assert refused("{phone:tea-line}") == ["{phone:tea-line}"]


def test_a_word_is_known_once_it_is_explained(db: None) -> None:
    assert refused("{term:firewall}") == ["{term:firewall}"]
    Term.objects.create(key="firewall")
    assert refused("{term:firewall}") == []
