"""The five things that `answer` must say, and what must stand beside them."""

import pytest

from safety_site.publishing.reading import read

STATEMENTS = {
    "no law bans it": "No law in the UK bans the police from telling Immigration "
    "Enforcement about a victim.",
    "a consent rule is reported, and is not a law": "It is reported that police in "
    "England and Wales should ask for your consent first; this is not a law.",
    "it is no guarantee": "that is not a guarantee that they will not tell",
    "999 stands whatever the visa": "999 is still the fastest way to get help in an "
    "emergency. Your visa does not stop you calling.",
    "a helpline needs no name": "You can talk to a helpline without giving your name.",
}


def words(html: str) -> str:
    return " ".join(read(html).text_of("main").split())


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS.keys())
def test_the_short_answer_says(pages: dict[str, str], statement: str) -> None:
    assert statement in words(pages["/en/answer"])


def test_the_two_counts_stand_together_and_explain_each_other(
    pages: dict[str, str],
) -> None:
    answer = words(pages["/en/answer"])
    for part in ("537 victims", "451 victims", "About a quarter", "does not mean"):
        assert part in answer


def test_uk_never_stands_in_a_sentence_with_the_consent_rule(
    pages: dict[str, str],
) -> None:
    english = (words(html) for path, html in pages.items() if path.startswith("/en"))
    sentences = [s for page in english for s in page.split(". ")]
    about = [s for s in sentences if "It is reported that police" in s]
    assert about
    assert not [s for s in about if "UK" in s]
