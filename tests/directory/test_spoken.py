"""What spoken languages are called, and whose they are."""

import pytest

from safety_site.directory.spoken import SIGN_LANGUAGE, name_in, spoken
from safety_site.languages.registry import SUPERSET, UnknownLanguage
from safety_site.publishing.interface import messages


@pytest.mark.parametrize(
    ("code", "english", "own", "readers"),
    [
        ("pl", "Polish", ["Polski"], ["pl"]),
        ("ku", "Kurdish", ["Kurdî", "کوردی"], ["kmr", "ckb"]),
        ("pa", "Punjabi", ["ਪੰਜਾਬੀ", "پنجابی"], ["pa", "pnb"]),
        ("prs", "Dari", ["دری"], ["fa-af"]),
        ("pt", "Portuguese", ["Português"], ["pt-br"]),
        ("sw", "Swahili", ["Kiswahili"], []),
    ],
)
def test_a_language_has_its_own_names_and_its_readers(code, english, own, readers):
    found = spoken(code)
    assert found.english == english
    assert [name.text for name in found.names] == own
    assert list(found.readers) == readers


@pytest.mark.parametrize("code", ["zz", "interpreter", "no language"])
def test_a_code_that_is_no_language_is_refused(code):
    with pytest.raises(UnknownLanguage):
        spoken(code)


def test_a_language_is_named_in_the_language_of_the_page():
    assert name_in("pl", "en") == "Polish"
    assert name_in("pl", "fr") == "polonais"
    assert name_in("prs", "fa-af") == "دری"


@pytest.mark.parametrize("page", SUPERSET)
@pytest.mark.parametrize("code", ["ku", "prs", "pt", "bfi", "ti"])
def test_every_page_has_some_name_for_every_language(page, code):
    assert name_in(code, page).strip()


def test_sign_language_is_named_in_words_to_translate():
    assert name_in("bfi", "en") == SIGN_LANGUAGE
    assert SIGN_LANGUAGE in messages()
