"""The order of the language list, and which language a browser's tag asks for.

The chooser page's script does the second on the phone, and the server learns nothing:
it gets `table()` and follows the same lines as `match()`.
"""

from collections.abc import Collection, Iterable

from safety_site.languages.registry import SUPERSET, language


def order(ready_codes: Iterable[str]) -> list[str]:
    """English first, then by need, for every reader alike. Raises UnknownLanguage."""
    wanted = {language(code).code for code in ready_codes}
    return [code for code in SUPERSET if code in wanted]


def table(ready: Collection[str]) -> dict[str, str | None]:
    """Every tag with a meaning of its own, in small letters, and its ready language.

    None ends the search. Without it `pa-PK` would be shortened to `pa` while Urdu is
    not ready, and its readers would get Gurmukhi, a script they cannot read.
    """
    found: dict[str, str | None] = {}
    for code in SUPERSET:
        known = language(code)
        choices = (code, known.read_instead)
        target = next((each for each in choices if each in ready), None)
        found |= dict.fromkeys((code, *known.aliases), target)
    return found


def match(accept_language_tag: str, ready: Collection[str]) -> str | None:
    """`ur-PK` gives `ur`: the tag is shortened until it has a meaning of its own."""
    tag = accept_language_tag.strip().lower().replace("_", "-")
    known = table(ready)
    while tag and tag not in known:
        tag = tag.rpartition("-")[0]
    return known.get(tag)
