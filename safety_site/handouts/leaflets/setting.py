"""From what a leaflet says to a PDF: typst draws `page.typ` or `cards.typ` with it.

typst is the extra `[pdf]`: it is imported where something is drawn, so that a site
without it works, and a process that only asks never loads it.
"""

from __future__ import annotations

import json
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import segno

from safety_site.guide.content import Json
from safety_site.handouts.leaflets import runs
from safety_site.handouts.leaflets.runs import Paper
from safety_site.handouts.leaflets.saying import NUMBER
from safety_site.handouts.leaflets.scripts import FOLDER, LATIN, hand_of
from safety_site.handouts.leaflets.smaller import smaller

HERE = Path(__file__).parent


class NotDrawn(Exception):
    """typst could not draw it; the message is its own."""


def pdf(said: Json) -> bytes:
    """The same bytes for the same words: nothing in it tells when it was made.

    Raises NotDrawn.
    """
    import typst

    data = _cards(said) if said["form"] == "cards" else _page(said)
    try:
        made = _typst().compile(
            (HERE / f"{said['form']}.typ").read_bytes(),
            format="pdf",
            pdf_standards="ua-1",
            sys_inputs={"data": json.dumps(data)},
        )
    except typst.TypstError as error:
        raise NotDrawn(f"{error.message} {error.diagnostic}") from error
    if not isinstance(made, bytes):
        raise NotDrawn("typst gave no PDF.")
    return smaller(made)


@cache
def _typst() -> Any:
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER]
    )
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)


def _shared(said: Json) -> Json:
    """What both forms need: language, letters, title, address and QR."""
    language = said["language"]
    hand = hand_of(language)
    if hand is None:
        raise NotDrawn(f"There is no font for {language['autonym']}.")
    tag, _, region = language["html_lang"].partition("-")
    url = said["origin"] + said["address"]
    picture = BytesIO()
    # Error correction M: a fold or a stain does not hide it.
    segno.make(url, error="m", micro=False).save(
        picture, kind="svg", border=4, xmldecl=False, svgns=True
    )
    return {
        "language": tag,
        "region": region if len(region) == 2 else None,
        "direction": language["direction"],
        "fonts": list(dict.fromkeys((hand.font, LATIN))),
        "latin": LATIN,
        "above": hand.above,
        "below": hand.below,
        "leading": hand.leading,
        "has_bold": hand.has_bold,
        "title": said["title"],
        "site": said["site"],
        "autonym": language["autonym"],
        "url": url,
        "written": url.partition("://")[2],
        "qr": picture.getvalue().decode(),
    }


def _cards(said: Json) -> Json:
    host, path = said["origin"].partition("://")[2], said["address"]
    return _shared(said) | {"host": host, "path": path}


def _page(said: Json) -> Json:
    paper = Paper(said["language"]["direction"], said["origin"], said["codes"])
    words, places = said["words"], said["places"]
    english = {"english": True} if said["in_english"] else {}
    before, _, after = words["emergency"].partition(NUMBER)
    call = said["emergency"]
    return _shared(said) | {
        "emergency": [
            *runs.plain(before, paper),
            *runs.number(call["shown"], call["tel"], paper),
            *runs.plain(after, paper),
        ],
        "heading": runs.line(said["heading"], places, paper, **english),
        "lead": [
            runs.line(each, places, paper, **english)
            for each in said["lead"].splitlines()
            if each.strip()
        ],
        "notices": [runs.plain(each, paper) for each in words["notices"]],
        "blocks": [_text(block, said, paper) for block in said["blocks"]],
        "table": [_group(group, words, paper) for group in said["table"]],
        "entries": [_entry(entry, said, paper) for entry in said["entries"]],
        "groups": [
            {
                "name": runs.plain(group["name"], paper),
                "links": [runs.link(each, paper) for each in group["links"]],
            }
            for group in said["groups"]
        ],
        "more": runs.plain(words["more"], paper),
        "papers": _text(said["papers"], said, paper) if said["papers"] else None,
        "checked": runs.plain(words["checked"], paper),
        "helplines": {
            "heading": runs.plain(words["helplines"], paper),
            "note": runs.plain(words["calls"], paper),
            "lines": [_helpline(each, said, paper) for each in said["helplines"]],
        },
    }


def _text(text: Json, said: Json, paper: Paper) -> Json:
    """A block, or a part of an entry: as it stands on the page, English beside it."""
    how: Json = {"english": True} if text["language"] else {}
    words, english = said["words"], text["english"]
    # An entry of a public body says it once, above its parts.
    draft = bool(english) and bool(text["kind"]) and english["is_draft"]
    notices = [words[text["notice"]]] if text["notice"] else []
    notices += [words["draft"]] if draft else []
    return {
        "kind": text["kind"],
        "heading": runs.line(text["heading"], text["places"], paper, **how),
        "notices": [runs.plain(each, paper) for each in notices],
        "in_english": bool(how),
        "parts": runs.paragraphs(text["body"], text["places"], _within(paper, how)),
        "label": runs.plain(words["english"], paper),
        "english": _english(english, paper) if english else None,
    }


def _english(english: Json, paper: Paper) -> Json:
    """A passage of its own, from left to right."""
    paper = _within(paper, {"english": True})
    return {
        "heading": runs.line(english["heading"], english["places"], paper),
        "parts": runs.paragraphs(english["body"], english["places"], paper),
    }


def _within(paper: Paper, how: Json) -> Paper:
    return Paper("ltr", paper.origin, paper.codes) if how else paper


def _answer(name: str, words: Json, paper: Paper) -> list[Json]:
    return runs.plain(words[name], paper, bold=True)


def _group(group: Json, words: Json, paper: Paper) -> Json:
    return {
        "heading": runs.plain(group["group"], paper),
        "rows": [
            {
                "name": runs.name(row["name"], paper),
                "nations": runs.plain(", ".join(row["nations"]), paper, small=True),
                "answer": _answer(row["answer"], words, paper),
            }
            for row in group["rows"]
        ],
    }


def _entry(entry: Json, said: Json, paper: Paper) -> Json:
    words = said["words"]
    official = entry["official"]
    asks = [words["ask"]] if entry["answer"] == "not-confirmed" else []
    asks += [words["official"]] if official else []
    return {
        "heading": runs.name(entry["name"], paper),
        "nations": runs.plain(", ".join(entry["nations"]), paper, small=True),
        "draft": runs.plain(words["draft"] if entry["is_draft"] else "", paper),
        "question": runs.plain(words["may-tell"], paper),
        "answer": _answer(entry["answer"], words, paper),
        "asks": [runs.plain(each, paper) for each in asks],
        "official": _official(official, paper) if official else [],
        "parts": [
            _text(part, said, paper) | {"bare": part["field"] == "in_plain_words"}
            for part in entry["parts"]
        ],
    }


def _official(official: Json, paper: Paper) -> list[Json]:
    held = f"{runs.ISOLATE}{official['url']}{runs.END}"
    return [
        *runs.plain(official["name"] + " ", paper, english=True),
        {"text": held, "ltr": True, "small": True, "href": official["url"]},
    ]


def _helpline(line: Json, said: Json, paper: Paper) -> Json:
    # Names of organisations are English.
    how = {} if said["language"]["code"] == "en" else {"english": True}
    phone = line["phone"]
    return {
        "nation": runs.plain(line["nation"], paper, bold=True),
        "name": runs.plain(line["name"], paper, **how),
        "detail": runs.name(line["detail"], paper, small=True),
        "number": runs.number(phone["shown"], phone["tel"], paper, bold=True),
    }
