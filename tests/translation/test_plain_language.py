"""How plain a text is: sentences, figures, grade."""

import time

import pytest

from safety_site.translation import plain_language as plain


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Call now. Ask first.", ["Call now.", "Ask first."]),
        (
            "They list:\n\n- the police\n- a school",
            ["They list:", "the police", "a school"],
        ),
        ("> One?\n>\n> Two?", ["One?", "Two?"]),
        ("You can say: “No.” Then go.", ["You can say: “No.”", "Then go."]),
        ("It is\nlong.\n\nNext", ["It is long.", "Next"]),
        ("1. **First**\n2. Second", ["First", "Second"]),
        ("", []),
    ],
)
def test_a_sentence_ends_with_its_stop_its_line_or_its_paragraph(text, sentences):
    assert plain.sentences(text) == sentences


def test_a_full_stop_inside_a_name_ends_nothing():
    assert plain.sentences("Look at find-legal-advice.justice.gov.uk first.") == [
        "Look at find-legal-advice.justice.gov.uk first."
    ]


@pytest.mark.parametrize(
    "figure",
    [
        "within 60 days",
        "two months",
        "Ninety-two days",
        "half of the women",
        "a quarter of those people",
        "three of the last weeks",
        "twenty pounds",
        "fifty per cent",
        "a dozen survivors",
        "3,000 victims",
    ],
)
def test_a_figure_that_no_token_stands_for_is_found(figure):
    assert plain.bare_figures(f"It takes {figure} or so.")


@pytest.mark.parametrize(
    "text",
    [
        "It takes {fact:mvdac-length}.",
        "Call {phone:galop/2}.",
        "These two are for the whole UK.",
        "Press Shift three times.",
        "one person",
        "1. The first\n2. The second",
        "Choose one of the two, or ask women there.",
    ],
)
def test_tokens_list_numbers_and_plain_counts_are_no_figures(text):
    assert plain.bare_figures(text) == []


def test_the_grade_rises_with_long_words_and_long_sentences():
    easy = plain.sentences("You can call now. They will help you.")
    hard = plain.sentences(
        "Discretionary accommodation arrangements necessitate multidisciplinary "
        "assessment of individual circumstances."
    )
    assert plain.grade(easy) < 2 < 20 < plain.grade(hard)


def test_an_average_is_of_words_a_sentence():
    assert plain.average(["One two.", "One two three four."]) == 3
    assert plain.average([]) == 0


def test_a_sentence_of_25_words_is_the_longest_that_may_stand():
    stands = " ".join(["word"] * 25)
    assert plain.long_sentences([stands, stands + " more"]) == [stands + " more"]


def test_the_consent_rule_and_the_uk_do_not_share_a_sentence():
    wrong = "Police in the UK should ask for your consent."
    assert plain.consent_in_the_whole_uk([wrong, "No law in the UK bans it."]) == [
        wrong
    ]


def test_a_sentence_that_hides_who_acts_is_pointed_out():
    hidden = "Your details are passed to an officer."
    assert plain.passives([hidden, "The police pass your details on."]) == [hidden]


def test_a_text_of_empty_lines_is_read_in_no_time() -> None:
    began = time.process_time()
    plain.MARKUP.sub(" ", "\n" * 100_000)
    assert time.process_time() - began < 1
