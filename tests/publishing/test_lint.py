"""The plain-language check of what is released: each rule sees its fault."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from safety_site.guide.models import Block, Citation, Claim
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.lint import Report, lint
from safety_site.translation.models import VALUES
from safety_site.translation.submitting import submit

DAY = date(2026, 11, 22)


@pytest.fixture
def block(starter: None, db: None) -> Block:
    """A block that rests on a claim of England and Wales alone."""
    return Block.objects.get(page__key="answer", number=3)


def linted() -> Report:
    return lint(snapshots.take(DAY))


def faults_of(block: Block, body: str) -> list[str]:
    block.body_en = body
    submit(block, "en", "amina", meaning_changed=False)
    return [fault.what for fault in linted().faults if fault.where == block.uid]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (" ".join(["word"] * 26) + ".", "over 25 words"),
        ("You wait two months.", "a figure without a token: two months"),
        ("You wait 9 weeks.", "a figure without a token: 9"),
        ("Police in the UK need your consent.", "the consent rule is not the whole"),
        ("This site is anonymous.", "“anonymous”"),
        ("Call now!", "“!”"),
        ("Ask the Bureau of Papers.", "“Bureau of Papers” is in none of its claims"),
        ("{fact:fig-537} is many.", "{fact:fig-537} rests on D:fig-537, not cited"),
        ("Call {org:galop}.", "is in none of its claims"),
    ],
)
def test_each_fault_of_a_text_is_found(block: Block, body: str, fault: str):
    assert any(
        found.startswith(fault) or fault in found for found in faults_of(block, body)
    )


def test_a_nation_that_no_claim_names_is_found(block: Block):
    keep_only(block, "D:no-legal-duty")
    found = faults_of(block, "In Scotland the police ask first.")
    assert any(what.startswith("Scotland is in none") for what in found)
    assert not faults_of(block, "We could not confirm it for Scotland.")


def keep_only(block: Block, claim: str) -> None:
    Citation.objects.filter(uid=block.uid).delete()
    Citation.objects.create(
        uid=block.uid, position=1, claim=Claim.objects.get(key=claim)
    )
    submit(block, VALUES, "amina")


def test_a_banned_word_may_stand_with_its_reason(block: Block):
    block.allowed_because = "anonymous: the sentence says that a service is not"
    submit(block, VALUES, "amina")
    assert faults_of(block, "A report to the police is not anonymous.") == []


def test_a_page_of_long_sentences_is_found(block: Block):
    block.body_en = "\n\n".join([" ".join(["word"] * 25) + "."] * 80)
    submit(block, "en", "amina", meaning_changed=False)
    assert any(
        fault.where == "/en/answer" and "on average" in fault.what
        for fault in linted().faults
    )


def test_a_claim_on_which_too_much_leans_is_found(starter: None, db: None):
    claim = Claim.objects.get(key="D:fig-537")
    for block in Block.objects.all():
        Citation.objects.create(uid=block.uid, position=99, claim=claim)
        submit(block, VALUES, "amina")
    assert any(fault.where == "D:fig-537" for fault in linted().faults)


def test_a_claim_past_its_check_date_is_a_hint_and_no_fault(starter: None, db: None):
    late = lint(snapshots.take(date(2027, 11, 22)))
    assert any("was last checked on" in hint.what for hint in late.hints)
    assert late.faults == linted().faults


def test_the_command_prints_each_page_and_ends_with_the_faults(
    block: Block, capsys: pytest.CaptureFixture[str]
):
    faults_of(block, "You wait two months.")
    with pytest.raises(CommandError, match="a figure without a token: two months"):
        call_command("lint_text", today=DAY)
    assert "/en/answer" in capsys.readouterr().out
