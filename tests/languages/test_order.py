"""Words in the order in which a reader looks for them."""

from safety_site.languages.order import alphabetical


def in_order(*words: str) -> list[str]:
    return sorted(words, key=alphabetical)


def test_capital_letters_and_accents_do_not_part_words() -> None:
    assert in_order("visa", "Élan", "GP", "elf", "Home Office") == [
        "Élan",
        "elf",
        "GP",
        "Home Office",
        "visa",
    ]


def test_words_that_differ_in_an_accent_alone_have_one_order() -> None:
    assert in_order("pâte", "pate") == in_order("pate", "pâte") == ["pate", "pâte"]


def test_letters_of_urdu_and_persian_stand_in_their_places() -> None:
    assert in_order("یاد", "گھر", "چاے", "پولیس", "بچے", "تھانہ") == [
        "بچے",
        "پولیس",
        "تھانہ",
        "چاے",
        "گھر",
        "یاد",
    ]


def test_signs_of_an_indian_script_are_part_of_their_letters() -> None:
    assert alphabetical("हिंदी") != alphabetical("हदा")
