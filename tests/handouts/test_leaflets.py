"""Leaflets and cards as they are drawn, in all nine languages."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

import pikepdf
import pytest
from django.test import override_settings

from safety_site.guide.content import Json
from safety_site.handouts.leaflets import making, runs, saying, setting
from safety_site.handouts.leaflets.runs import Paper
from safety_site.handouts.leaflets.scripts import FOLDER, hand_of
from safety_site.languages import registry
from safety_site.publishing import contexts
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.frame import language_data
from safety_site.publishing.reading import UNREAD, read
from safety_site.publishing.rendering import html_of
from safety_site.publishing.sensitive import sensitive_in
from safety_site.publishing.sheet import Sheet
from safety_site.settings import LANGUAGES_ENABLED
from safety_site.starter import translations
from safety_site.starter.read import STARTER
from tests.conftest import missing
from tests.printed import qr_codes
from tests.publishing.conftest import DAY

pytestmark = pytest.mark.django_db
ORIGIN = "https://guide.example.org"
PAGE = "answer"


class Drawn(NamedTuple):
    sheet: Sheet
    said: Json
    pdf: bytes
    cards: bytes


@pytest.fixture(scope="module")
def drawn(starter, django_db_blocker) -> dict[str, Drawn]:
    """By language, the leaflet of one page and the cards."""
    nine = override_settings(
        LANGUAGES_ENABLED=LANGUAGES_ENABLED, PUBLIC_ORIGIN=f"{ORIGIN}/"
    )
    found = {}
    with django_db_blocker.unblock(), nine:
        translations.bring_in(STARTER, LANGUAGES_ENABLED, lambda line: None)
        snapshot = snapshots.take(DAY)
        for language in snapshot.languages:
            sheet = contexts.page_sheet(snapshot, PAGE, language)
            said = saying.leaflet(snapshot, sheet)
            workers = contexts.page_sheet(snapshot, "workers", language)
            cards = saying.cards(snapshot, workers)
            assert said
            assert cards
            found[language.code] = Drawn(
                sheet, said, setting.pdf(said), setting.pdf(cards)
            )
    assert len(found) == 9
    return found


@pytest.fixture(scope="session")
def text_of(pytestconfig):
    """A PDF as poppler reads it: its words, or with `-bbox` each with its place."""
    program = shutil.which("pdftotext")
    if not program:
        missing(pytestconfig, "There is no pdftotext: install poppler-utils.")

    def run(pdf: bytes, *options: str) -> str:
        return subprocess.run(  # noqa: S603
            [program, *options, "-", "-"], input=pdf, capture_output=True, check=True
        ).stdout.decode()

    return run


def numbers(text: str) -> list[str]:
    """Each as one, though a space parts its groups."""
    return re.findall(r"[0-9]+", re.sub(r"(?<=[0-9])[\u00a0 ](?=[0-9])", "", text))


class Word(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<'
)
# Within a line, and between the groups of a number: in points.
SAME_LINE, SAME_NUMBER = 8, 5


def as_drawn(boxes: str) -> list[str]:
    """The numbers as they stand on paper: line by line, from the side where the line
    begins. (pdftotext guesses that side by itself, and wrongly for some lines.)
    """
    found = []
    for page in boxes.split("<page ")[1:]:
        words = [Word(*map(float, w[:4]), w[4]) for w in WORD.findall(page)]
        lines: list[list[Word]] = []
        for word in sorted(words, key=lambda word: word.middle):
            if not re.search("[0-9]", word.text):
                continue
            if not lines or word.middle - lines[-1][0].middle > SAME_LINE:
                lines.append([])
            lines[-1].append(word)
        for line in lines:
            near = (w for w in words if abs(w.middle - line[0].middle) < SAME_LINE)
            hung = any(re.search("[\u0600-\u06ff]", w.text) for w in near)
            found += reversed(whole(line)) if hung else whole(line)
    return [number for each in found for number in re.findall("[0-9]+", each)]


def whole(line: list[Word]) -> list[str]:
    """From left to right, the groups of a number as one."""
    made: list[str] = []
    end = float("-inf")
    for word in sorted(line):
        if word.left - end < SAME_NUMBER and word.text.isdecimal():
            made[-1] += word.text
        else:
            made.append(word.text)
        end = word.right
    return made


def on_the_page(sheet: Sheet) -> list[str]:
    """The numbers of its blocks and helplines, in order."""
    reading = read(html_of(sheet))
    said = [
        text
        for text, around in reading.texts
        if any(e.name == "section" for e in around)
        and not any(e.name in UNREAD or "sources" in e.classes for e in around)
    ]
    return numbers("\n".join(said))


def in_order(wanted: list[str], there: list[str]) -> list[str]:
    """What is not there after what comes before it."""
    rest: Iterator[str] = iter(there)
    return [number for number in wanted if number not in rest]


@pytest.mark.parametrize("code", LANGUAGES_ENABLED)
def test_every_number_of_the_page_is_there_in_its_order(
    drawn: dict[str, Drawn], text_of, code: str
) -> None:
    wanted = on_the_page(drawn[code].sheet)
    assert len(wanted) > 10
    assert in_order(wanted, as_drawn(text_of(drawn[code].pdf, "-bbox"))) == []


def test_an_order_that_is_turned_is_noticed() -> None:
    assert in_order(["1", "2"], ["0", "1", "3", "2"]) == []
    assert in_order(["1", "2"], ["2", "1"]) == ["2"]


@pytest.mark.parametrize("code", LANGUAGES_ENABLED)
def test_a_leaflet_is_tagged_named_and_light(
    drawn: dict[str, Drawn], code: str
) -> None:
    for pdf in (drawn[code].pdf, drawn[code].cards):
        assert len(pdf) <= making.MOST_BYTES
        with pikepdf.open(BytesIO(pdf)) as document:
            root = document.Root
            assert root.Lang == registry.language(code).html_lang
            assert root.MarkInfo.Marked
            assert root.ViewerPreferences.DisplayDocTitle
            about = document.open_metadata()
            assert about["pdfuaid:part"] == "1"
            title = str(about["dc:title"])
            assert "Clear Guide" in title
            assert list(sensitive_in(title, code)) == []
            # Nothing tells when or by whom it was made.
            assert "xmp:CreateDate" not in about
            assert not {"/Author", "/CreationDate"} & set(document.docinfo.keys())
            pictures = elements(root.StructTreeRoot, "/Figure")
            assert pictures
            assert all(str(p.Alt).startswith("guide.example.org") for p in pictures)
            assert fonts(document) <= {f.stem for f in FOLDER.glob("*.ttf")}


@pytest.mark.parametrize("code", LANGUAGES_ENABLED)
def test_every_piece_of_a_page_belongs_to_one_element(
    drawn: dict[str, Drawn], code: str
) -> None:
    """What joining pieces must keep: each number that is drawn is known to the element
    that the page names for it, and to no other.
    """
    with pikepdf.open(BytesIO(drawn[code].pdf)) as document:
        tree = document.Root.StructTreeRoot
        known: dict[tuple[object, int], object] = {}
        for element in elements(tree):
            for page, number in pieces(element):
                assert (page, number) not in known
                known[page, number] = element.objgen
        owners = dict(pikepdf.NumberTree(tree.ParentTree))
        for page in document.pages:
            content = page.Contents.read_bytes()
            there = {int(n) for n in re.findall(rb"/MCID (\d+)", content)}
            assert there == {n for p, n in known if p == page.objgen}
            named = owners[int(page.StructParents)]
            assert all(known[page.objgen, n] == named[n].objgen for n in there)
        assert elements(tree, "/H1")
        assert elements(tree, "/H2")


def elements(element, kind: str = "") -> list:
    """All below it, or those of one kind."""
    found = []
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += [kid] if not kind or kind == kid.S else []
            found += elements(kid, kind)
    return found


def pieces(element) -> Iterator[tuple[object, int]]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield element.Pg.objgen, kid
        elif "/MCID" in kid:
            yield kid.get("/Pg", element.get("/Pg")).objgen, int(kid.MCID)


def fonts(document) -> set[str]:
    """The names of all fonts; each is inside the file."""
    found = set()
    for page in document.pages:
        for font in page.Resources.Font.values():
            inner = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in inner or "/FontFile3" in inner
            found.add(str(font.BaseFont).partition("+")[2].partition("-Identity")[0])
    return found


def test_the_same_words_give_the_same_bytes(drawn: dict[str, Drawn]) -> None:
    assert setting.pdf(drawn["ps"].said) == drawn["ps"].pdf


def test_urdu_hangs_in_its_own_hand_and_its_lines_stand_apart(
    drawn: dict[str, Drawn],
) -> None:
    with pikepdf.open(BytesIO(drawn["ur"].pdf)) as document:
        assert "NotoNastaliqUrdu-Regular" in fonts(document)
    hand = hand_of(drawn["ur"].sheet.context["language"])
    assert hand
    # Between letters as high as those of other hands.
    assert hand.above + hand.below + hand.leading - 0.8 >= 1.4
    # No other language has a hanging hand; some have no font here.
    assert hand_of(language_data(registry.language("ar"))) != hand
    assert hand_of(language_data(registry.language("zh-hans"))) is None


def test_a_letter_without_a_font_stops_the_leaflet(drawn: dict[str, Drawn]) -> None:
    with pytest.raises(setting.NotDrawn):
        setting.pdf(drawn["en"].said | {"heading": "\u0e01\u0e02"})


def test_a_text_is_never_code_of_the_template(drawn: dict[str, Drawn], text_of) -> None:
    hostile = '#panic("read") $x$ <a> @b \\ `c` = d'
    pdf = setting.pdf(drawn["en"].said | {"heading": hostile})
    assert hostile in " ".join(text_of(pdf).split())


# At this many points an inch, a code of so many millimetres is as one of 2 cm at 300.
LEAFLET, CARD = 200, 176


def test_the_code_on_paper_leads_where_the_paper_says(drawn: dict[str, Drawn]) -> None:
    for code, each in drawn.items():
        link = ORIGIN + each.said["address"]
        assert re.fullmatch(r".*/[0-9]{6}", link)
        assert qr_codes(each.pdf, LEAFLET) == [link], code
        (start,) = set(qr_codes(each.cards, CARD))
        assert len(qr_codes(each.cards, CARD)) == 10
        assert start != link


def test_a_card_says_nothing_but_where_the_site_is(
    drawn: dict[str, Drawn], text_of
) -> None:
    words = text_of(drawn["es"].cards).split()
    (code,) = {word for word in words if re.fullmatch(r"/[0-9]{6}", word)}
    card = ["Clear", "Guide", "Español", "guide.example.org", code]
    assert Counter(words) == Counter(card * 10)
    with pikepdf.open(BytesIO(drawn["es"].cards)) as document:
        assert len(document.pages) == 1
        assert len(elements(document.Root.StructTreeRoot, "/Figure")) == 10


ENGLISH = Paper("ltr", ORIGIN, {"/en/help/": "123455"})
URDU = Paper("rtl", ORIGIN, {})


def test_a_link_says_on_paper_where_it_leads() -> None:
    place = {"path": "/en/help/", "name": {"text": "Find help", "language": None}}
    said = "".join(run["text"] for run in runs.link(place, ENGLISH))
    assert said == "Find help (\u2066guide.example.org/123455\u2069)"
    unknown = place | {"path": "/en/who/"}
    assert runs.link(unknown, ENGLISH)[0]["href"] == f"{ORIGIN}/en/who"
    assert runs.link(place | {"path": ""}, ENGLISH) == []


def test_markdown_becomes_a_tree_of_paragraphs_lists_and_quotes() -> None:
    places = {"{phone:a}": {"shown": "020 7", "dialled": "+44207", "caution": ""}}
    text = "One **two**.\n\n- first {phone:a}\n- second\n\n> Say this.\n>\n> And this."
    first, listed, quote = runs.paragraphs(text, places, ENGLISH)
    assert [run["text"] for run in first["runs"]] == ["One ", "two", "."]
    assert first["runs"][1]["bold"]
    number = listed["items"][0][0]["runs"][1]
    assert number["text"] == "\u2066020\u00a07\u2069"
    assert number["href"] == "tel:+44207"
    assert len(listed["items"]) == 2
    assert len(quote["parts"]) == 2
    with pytest.raises(LookupError):
        runs.paragraphs("{phone:b}", places, ENGLISH)


def test_latin_in_arabic_script_is_isolated_and_set_in_latin_letters() -> None:
    said = runs.plain("کال 0808 2000 کریں", URDU)
    assert [run["text"] for run in said] == ["کال ", "\u20660808 2000\u2069", " کریں"]
    assert [bool(run.get("ltr")) for run in said] == [False, True, False]
