"""What a check finds in a translated text, and what it lets pass."""

from __future__ import annotations

import pytest

from safety_site.translation.checks.faults import faults, hints
from safety_site.translation.checks.latin import allowed

NAMES = allowed(["Refuge", "Welsh Women's Aid", "Home Office", "NHS", "eVisa"])


def found(english: str, text: str, language: str) -> list[str]:
    return faults(english, text, language, NAMES)


@pytest.mark.parametrize(
    ("language", "english", "text"),
    [
        ("ur", "Call {phone:x} now.", "ابھی {phone:x} پر کال کریں۔"),
        ("ur", "Ask Refuge about the NHS.", "NHS کے بارے میں Refuge سے پوچھیں۔"),
        ("ur", "A police form", "پولیس کا فارم (police form)"),
        ("ur", "Speak to Lucia Zed.", "Lucia Zed سے بات کریں۔"),
        ("ar", "Say no.", "> قل لا."),
        ("so", "Do not tell them.", "Ha u sheegin."),
        ("es", "Who is it? Call.", "¿Quién es? Llame."),
        ("pl", "Two women", "Dwie kobiety"),
        ("ti", "Wait three days.", "ሰለስተ መዓልቲ ተጸበዩ።"),
    ],
)
def test_a_good_translation_has_no_fault(
    language: str, english: str, text: str
) -> None:
    english = "> " + english if text.startswith("> ") else english
    assert found(english, text, language) == []


@pytest.mark.parametrize(
    ("language", "english", "text", "said"),
    [
        ("es", "Call {phone:x}.", "Llame.", "{phone:x} is missing"),
        ("es", "Call.", "Llame {phone:x}.", "{phone:x} stands too often"),
        ("es", "Page %(number)s", "Página", "%(number)s is missing"),
        ("es", "Call.", "Llame\u200f.", "U+200F"),
        ("es", "Call.", "Llame\u2066.", "U+2066"),
        ("es", "Call.", "Llame <b>ya</b>.", "<b> is a tag"),
        ("es", "- a\n- b", "- a y b", "not the same paragraphs"),
        ("es", "**Call** now.", "Llame ya.", "bold"),
        ("es", "Call.", "Llame " * 12, "over three times"),
        ("es", "Press 55.", "Marque 999.", "55 is missing"),
        ("es", "Press it.", "Marque 55.", "55 is not in the English"),
        ("ur", "Press 55.", "۵۵ دبائیں۔", "write 0 to 9"),
        ("es", "Wait three days.", "Espere dos días.", "“three” is not in it"),
        ("ur", "Call the police now.", "Llame a la policía ahora.", "script Arab"),
        ("ur", "They keep it.", "وہ اسے ركھتے ہیں۔", "write ک"),
        ("ar", "Can they tell?", "هل يمكنهم الإخبار?", "write ؟"),
        ("bn", "They keep it.", "তারা এটি রাখে.", "write ।"),
        ("es", "Who is it?", "Quién es?", "¿"),
        ("es", "Tell them.", "Denuncie.", "accuse"),
        ("ar", "Permission to stay", "إجازة البقاء", "holiday"),
        ("ur", "A visa is a permit.", "ویزا ایک permit ہے۔", "left in English: permit"),
        ("es", "Tell them.", "Tell them and the police.", "left in English: them"),
        ("so", "You may say no.", "Waxaad dhihi kartaa maya.e\u0301", "NFC"),
    ],
)
def test_a_fault_is_found(language: str, english: str, text: str, said: str) -> None:
    assert said in " ".join(found(english, text, language))


def test_letters_that_only_join_are_allowed() -> None:
    assert found("They are not.", "نمی\u200cشوند.", "fa") == []


def test_a_term_that_is_not_there_is_a_hint_and_no_fault() -> None:
    pair = ("The Home Office asks.", "Preguntan.", "es", NAMES)
    assert faults(*pair) == []
    assert hints(*pair) == [
        "“Home Office” is not in it as one of: Ministerio del Interior|Home Office"
    ]
