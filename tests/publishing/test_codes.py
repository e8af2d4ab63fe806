"""Short codes: their digits, that each is given once, and that nobody can take one
back.
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction

from safety_site.publishing import codes
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.models import Edition, ShortCode
from safety_site.publishing.publish import Built, NotPublished, Proposal, keep
from tests.publishing.conftest import DAY, Publish

AT = ("answer", "en")
PAGES = [(f"page-{number}", "en") for number in range(300)]


def test_the_last_digit_finds_a_wrong_one_and_two_that_changed_places() -> None:
    for code in codes.with_new({}, PAGES[:50]).values():
        assert codes.check_digit(code) == "0"
        wrong = {
            code[:at] + digit + code[at + 1 :]
            for at in range(6)
            for digit in "0123456789"
        } | {
            code[:at] + second + first + code[at + 2 :]
            for at, (first, second) in enumerate(pairwise(code))
        }
        assert len(wrong) > 50
        assert [other for other in wrong if codes.check_digit(other) == "0"] == [code]


def test_a_code_is_six_digits_and_looks_like_no_number_to_call() -> None:
    made = codes.with_new({}, PAGES)
    assert len(set(made.values())) == len(PAGES)
    for code in made.values():
        assert len(code) == 6
        assert code[0] != "0"
        assert not any(number in code for number in ("999", "112", "111", "101"))


def test_a_code_that_is_taken_is_given_to_nobody_else() -> None:
    free = codes.with_new({}, [AT])[AT]
    known = {("older", "en"): free}
    made = codes.with_new(known, [AT, ("older", "en")])
    assert made["older", "en"] == free
    assert made[AT] != free
    # The order in which they are asked for is of no account.
    assert codes.with_new(known, reversed([*made])) == made


@pytest.mark.usefixtures("starter", "db")
def test_two_proposals_agree_and_write_nothing_until_one_is_kept(
    publish: Publish,
) -> None:
    ours, theirs = snapshots.take(DAY), snapshots.take(DAY)
    assert ours.codes == theirs.codes == ours.new_codes
    assert not ShortCode.objects.exists()
    publish()
    assert codes.issued() == ours.codes
    assert snapshots.take(DAY).new_codes == {}


@pytest.mark.usefixtures("starter", "db")
def test_an_edition_that_cannot_be_kept_issues_no_code() -> None:
    proposal = Proposal(snapshots.take(DAY), None, {}, Built({}), [])
    taken = proposal.snapshot.codes[AT]
    codes.issue({("other", "en"): taken})
    with pytest.raises(NotPublished, match="Somebody else published"):
        keep(proposal, "paula", "paula", "")
    assert codes.issued() == {("other", "en"): taken}
    assert not Edition.objects.exists()


@pytest.mark.django_db
def test_the_database_refuses_to_change_or_delete_a_code() -> None:
    codes.issue({AT: "100003"})
    insert = "INSERT INTO publishing_shortcode VALUES (%s, %s, %s, '2026-11-22')"
    statements = [
        ("UPDATE publishing_shortcode SET page = 'other'", []),
        ("DELETE FROM publishing_shortcode", []),
        (insert, ["100003", "other", "ur"]),
        (insert, ["200005", "answer", "en"]),
    ]
    if connection.vendor == "sqlite":
        statements += [(s.replace("INSERT", "REPLACE"), v) for s, v in statements[2:]]
    for statement, values in statements:
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, values)
    assert codes.issued() == {AT: "100003"}
