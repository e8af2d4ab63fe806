"""The words and numbers of needs and groups, which stand in addresses for good."""

import pytest

from safety_site.directory.models import Nation
from safety_site.directory.subjects import Need, People
from safety_site.publishing.interface import messages

# Printed on cards and kept in bookmarks: a number here never changes.
NEEDS = (
    "emergency crisis-line refuge housing money immigration-advice legal-advice "
    "counselling children forced-marriage fgm trafficking stalking reporting health "
    "complaint"
)
PEOPLE = (
    "everyone women men children older deaf disabled lgbt black-and-minoritised afghan "
    "iranian jewish kurdish latin-american middle-eastern muslim polish south-asian "
    "turkish people-who-harm"
)


@pytest.mark.parametrize(("kind", "words"), [(Need, NEEDS), (People, PEOPLE)])
def test_a_number_once_given_is_kept(kind, words):
    numbers = {choice.value: choice.number for choice in kind}
    pinned = {word: number for number, word in enumerate(words.split(), 1)}
    assert pinned.items() <= numbers.items()
    assert len(set(numbers.values())) == len(numbers)


@pytest.mark.parametrize("kind", [Need, People, Nation])
def test_every_label_is_there_to_be_translated(kind):
    assert {choice.label for choice in kind} <= set(messages())
