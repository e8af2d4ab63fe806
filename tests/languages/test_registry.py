import gettext
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from babel import Locale
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import (
    get_language_bidi,
    get_language_info,
    get_supported_language_variant,
    override,
)

from safety_site.languages import registry
from safety_site.languages.registry import SUPERSET, UnknownLanguage, language

# Written out: a code that moves or goes would move or drop database columns.
ISSUED = (
    "en ur bn pa ar hi fa fa-af ps ckb so sq gu ti pl ro pt-br es tr vi ta zh-hans uk"
    " am zh-hant fr ru ne fil bg lt cy ml kmr pnb yo om it hu sk cs de lv th"
)
RIGHT_TO_LEFT = {"ur", "ar", "fa", "fa-af", "ps", "ckb", "pnb"}
ALIASES = {
    "pa-pk": "ur",
    "pa-arab": "ur",
    "pa-arab-pk": "ur",
    "prs": "fa-af",
    "prs-af": "fa-af",
    "tl": "fil",
    "tl-ph": "fil",
    "ku-arab": "ckb",
    "ku-iq": "ckb",
    "ku-arab-iq": "ckb",
    "ku": "kmr",
    "zh-hant-hk": "zh-hant",
    "zh-hk": "zh-hant",
    "zh-tw": "zh-hant",
    "zh-cn": "zh-hans",
    "zh": "zh-hans",
    "pt": "pt-br",
    "ti-er": "ti",
    "fil-ph": "fil",
    "ckb-iq": "ckb",
    "syl": "bn",
    "mo": "ro",
    "yue": "zh-hant",
    "ln": "fr",
    "pus": "ps",
    "sdh": "ckb",
    "cmn": "zh-hans",
}

every_language = pytest.mark.parametrize("code", SUPERSET)


def test_issued_codes_keep_their_places() -> None:
    assert " ".join(SUPERSET).startswith(ISSUED)


def test_an_unknown_code_is_named_in_the_error() -> None:
    with pytest.raises(UnknownLanguage, match=r"no language 'xx'.*languages\.yaml"):
        language("xx")


def test_a_language_cannot_be_changed_by_who_reads_it() -> None:
    with pytest.raises(FrozenInstanceError):
        language("ur").direction = "ltr"  # type: ignore[misc]


@every_language
def test_django_knows_the_language_by_our_autonym(code: str) -> None:
    with override("en"):
        info = get_language_info(code)
    assert info["code"] == code
    assert info["name_local"] == language(code).autonym
    assert info["name_translated"]


@every_language
def test_django_knows_the_direction(code: str) -> None:
    with override(code):
        assert get_language_bidi() is (code in RIGHT_TO_LEFT)
    assert get_language_info(code)["bidi"] is (code in RIGHT_TO_LEFT)
    assert language(code).right_to_left is (code in RIGHT_TO_LEFT)


def test_dari_is_not_labelled_as_persian() -> None:
    assert get_language_info("fa-af")["name_local"] == "دری"
    assert get_language_info("fa")["name_local"] == "فارسی"


def test_no_two_languages_share_an_autonym() -> None:
    assert len({language(code).autonym for code in SUPERSET}) == len(SUPERSET)


@every_language
def test_django_serves_the_language_itself(code: str) -> None:
    assert get_supported_language_variant(code, strict=True) == code


@pytest.mark.parametrize(("tag", "code"), ALIASES.items())
def test_django_sends_a_browser_tag_to_the_language_it_means(
    tag: str, code: str
) -> None:
    assert get_supported_language_variant(tag) == code


def test_every_alias_of_the_registry_reaches_its_language() -> None:
    for code in SUPERSET:
        for alias in language(code).aliases:
            assert get_supported_language_variant(alias) == code


def test_no_alias_names_a_language_of_ours() -> None:
    aliases = [alias for code in SUPERSET for alias in language(code).aliases]
    assert not set(aliases) & set(SUPERSET)
    assert len(aliases) == len(set(aliases))


def test_a_registry_with_an_alias_that_is_a_code_is_refused(tmp_path: Path) -> None:
    text = registry.LANGUAGES_FILE.read_text(encoding="utf-8")
    broken = tmp_path / "languages.yaml"
    broken.write_text(text.replace("aliases: [syl]", "aliases: [ur]"), "utf-8")
    with pytest.raises(ValueError, match="alias 'ur' of bn is taken"):
        registry._read(broken)


def test_teaching_django_again_changes_nothing() -> None:
    before = {code: dict(entry) for code, entry in LANG_INFO.items()}
    registry.teach_django()
    assert before == LANG_INFO


def test_settings_folders_and_registry_hold_the_same_languages() -> None:
    folders = {path.name for path in Path(settings.LOCALE_PATHS[0]).iterdir()}
    assert [code for code, _ in settings.LANGUAGES] == list(SUPERSET)
    assert list(settings.MODELTRANSLATION_LANGUAGES) == list(SUPERSET)
    assert folders == {language(code).locale_dir for code in SUPERSET}
    assert set(settings.LANGUAGES_BIDI) >= {c.split("-")[0] for c in RIGHT_TO_LEFT}
    assert set(settings.LANGUAGES_BIDI) >= {"he", "ug"}


@every_language
def test_the_plural_rule_gives_a_form_for_every_count(code: str) -> None:
    count, rule = language(code).plural_forms.rstrip(";").split(";", 1)
    forms = int(count.removeprefix("nplurals="))
    form_of = gettext.c2py(rule.strip().removeprefix("plural="))
    used = {form_of(number) for number in range(1000)}
    assert used <= set(range(forms))
    assert form_of(1) in used


@every_language
def test_babel_has_the_locale_in_the_right_direction(code: str) -> None:
    locale = Locale.parse(language(code).babel_locale)
    expected = "right-to-left" if code in RIGHT_TO_LEFT else "left-to-right"
    assert locale.character_order == expected


@every_language
def test_the_fields_that_pages_use_are_filled(code: str) -> None:
    known = language(code)
    assert known.direction in ("ltr", "rtl")
    assert known.local_voice in ("likely", "some", "rare", "none")
    assert 1.4 < float(known.line_height) < 2.3
    assert len(known.quotes) == len(known.inner_quotes) == 2
    assert known.html_lang.lower().split("-")[0] == code.split("-")[0]


def test_the_column_suffix_is_the_one_of_modeltranslation() -> None:
    assert language("zh-hans").column_suffix == "zh_hans"
    assert language("fa-af").column_suffix == "fa_af"
