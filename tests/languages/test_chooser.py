import pytest

from safety_site.languages.chooser import match, order, table
from safety_site.languages.registry import SUPERSET, UnknownLanguage

ALL = set(SUPERSET)


def test_the_list_begins_with_english_and_follows_the_registry() -> None:
    assert order({"lt", "ur", "en", "fa-af"}) == ["en", "ur", "fa-af", "lt"]
    assert order(reversed(SUPERSET)) == list(SUPERSET)


def test_an_unknown_language_in_the_list_is_an_error() -> None:
    with pytest.raises(UnknownLanguage):
        order(["en", "xx"])


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("ur-PK", "ur"),
        ("pa-PK", "ur"),
        ("pa-Arab-PK", "ur"),
        ("pa-IN", "pa"),
        ("prs-AF", "fa-af"),
        ("fa-AF", "fa-af"),
        ("fa-IR", "fa"),
        ("zh-HK", "zh-hant"),
        ("zh-Hant-HK", "zh-hant"),
        ("zh-Hans-SG", "zh-hans"),
        ("zh", "zh-hans"),
        ("pt", "pt-br"),
        ("pt-AO", "pt-br"),
        ("es-419", "es"),
        ("tl-PH", "fil"),
        ("ku-Arab", "ckb"),
        ("ku-TR", "kmr"),
        ("pnb", "pnb"),
        ("EN_gb", "en"),
        ("nb", None),
        ("nb-NO", None),
        ("*", None),
        ("", None),
    ],
)
def test_a_browser_tag_leads_to_the_language_it_means(
    tag: str, code: str | None
) -> None:
    assert match(tag, ALL) == code


def test_pakistani_punjabi_is_never_offered_gurmukhi() -> None:
    assert match("pa-PK", {"en", "pa"}) is None


def test_hong_kong_is_never_offered_simplified_characters() -> None:
    assert match("zh-HK", {"en", "zh-hans"}) is None


def test_readers_of_dari_get_persian_while_dari_is_not_ready() -> None:
    assert match("fa-AF", {"en", "fa"}) == "fa"
    assert match("prs", {"en", "fa"}) == "fa"
    assert match("prs", {"en"}) is None


def test_the_table_leads_only_to_ready_languages() -> None:
    ready = {"en", "ur", "fa"}
    assert set(table(ready).values()) == ready | {None}
