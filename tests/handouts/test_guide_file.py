"""Finished pages become one file."""

from __future__ import annotations

import pytest

from safety_site.handouts import guide_file
from safety_site.handouts.guide_file import assembling, rules
from safety_site.publishing.sheet import Sheet

HOME = "/ur"
RULE = "/ur/rule"
ENTRY = '<section class="organisation" id="o1a2b3"><h2>{}</h2>\n{}<p>All</p></section>'
LABEL = '<p class="label">Not a line for victims.</p>'


def page(main: str) -> str:
    return f"<body><header>Exit</header><main>\n<h1>Name</h1>{main}</main></body>"


def together(**pages: str) -> list[str]:
    """What the file says of the pages `home` and `rule`, after their headings."""
    paths = {"home": HOME, "rule": RULE}
    bodies = assembling.bodies({paths[name]: page(m) for name, m in pages.items()})
    found = assembling.parts(bodies, assembling.Places(bodies, "ur"))
    return [part.html.removeprefix("<h1>Name</h1>") for part in found]


@pytest.mark.parametrize(
    ("link", "there"),
    [
        ('<a href="/ur/rule/">Rule</a>', '<a href="#p2">Rule</a>'),
        ('<a href="/ur/rule/#b3">Rule</a>', '<a href="#p2-b3">Rule</a>'),
        ('<a href="/ur/rule/#b9">Rule</a>', '<a href="#p2">Rule</a>'),
        ('<a href="#b1">Here</a>', '<a href="#p1-b1">Here</a>'),
        # The English beside a draft leads to the page in the language of the file.
        ('<a href="/en/rule/">Rule</a>', '<a href="#p2">Rule</a>'),
        ('<a href="/ur/elsewhere/">Else</a>', "Else"),
        ('<a href="/data/directory.csv">Data</a>', "Data"),
        ('<a href="/en/rule/" hreflang="en">Read it in English</a>', ""),
        ('<a href="tel:999">999</a>', '<a href="tel:999">999</a>'),
        (
            '<a href="https://example.org/" rel="noreferrer">Out</a>',
            '<a href="https://example.org/" rel="noreferrer">Out</a>',
        ),
    ],
)
def test_a_link_leads_to_its_page_in_the_file(link: str, there: str) -> None:
    assert together(home=link, rule='<p id="b3">Words</p>')[0] == there


def test_ids_of_two_pages_are_two_and_labels_keep_their_input() -> None:
    html = '<input id="a1"><label for="a1"></label><ul aria-labelledby="a1"></ul>'
    assert together(home=html, rule=html) == [
        f'<input id="p{n}-a1"><label for="p{n}-a1"></label>'
        f'<ul aria-labelledby="p{n}-a1"></ul>'
        for n in (1, 2)
    ]


def test_an_organisation_has_its_entry_once_and_its_warning_each_time() -> None:
    entry = ENTRY.format("Line", LABEL)
    first, second = together(home=entry, rule=entry)
    assert first == entry
    assert second == f'<h2><a href="#o1a2b3">Line</a></h2>\n{LABEL}'


def test_what_needs_the_network_or_a_script_is_left_out() -> None:
    (left,) = together(
        home='<p id="listen" hidden><button data-stop="Stop">Listen</button></p>'
        '<p>Listen <bdi dir="ltr">1:00, 9 kB</bdi>\n<audio src="/ur/home.mp3"></audio>'
        ' <small>Loud</small></p><section class="take"><h2>File</h2></section>'
        '<ul data-say="Found:|None"><li>Kept</li></ul>'
    )
    assert left == "<ul><li>Kept</li></ul>"


def test_what_is_no_page_of_ours_is_refused() -> None:
    with pytest.raises(ValueError, match="/ur is no page"):
        assembling.bodies({HOME: "<p>Nothing"})


def faults(text: str = "", title: str = "Clear Guide") -> list[str]:
    sheet = Sheet(
        "/ur/guide.html", "", {"language": {"code": "ur", "direction": "rtl"}}
    )
    frame = f'<html dir="rtl"><head><title>{title}</title></head></html>'
    return rules.faults(sheet, frame, text, "guide-ur.html", 100)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<script>1</script>", "it holds a script"),
        ('<img alt="" src="/mark.png">', '<img alt="" src="… asks for a file'),
        ('<a href="/ur/rule/">Rule</a>', "a link leads to /ur/rule/"),
        ('<a href="#p9">Rule</a>', "a link leads to “p9”"),
        ('<p id="p1"></p><p id="p1"></p>', "the id “p1” stands twice"),
    ],
)
def test_what_a_file_may_not_hold_is_a_fault(text: str, fault: str) -> None:
    (found,) = faults(text)
    assert found.startswith(fault)


def test_its_title_is_neutral() -> None:
    assert faults(title="Abuse") == ["the title holds the sensitive word “abuse”"]
    assert faults('<use xlink:href="#p1"/><p id="p1"></p>') == []


def sheet(path: str, kind: str, key: str) -> Sheet:
    frame = dict.fromkeys(guide_file.FRAME, "")
    own = {"language": {"code": "ur"}, "kind": kind, "key": key}
    return Sheet(path, f"page/{kind}.html", frame | own)


def test_what_belongs_to_a_page_follows_it_and_other_uses_of_a_page_are_no_part() -> (
    None
):
    pages = {
        path: sheet(path, kind, key)
        for path, kind, key in (
            ("/ur", "home", "home"),
            ("/ur/help", "help", "help"),
            ("/ur/rule", "page", "rule"),
            ("/ur/rule/en", "side by side", "rule"),
            ("/ur/help/all", "help_all", "help"),
        )
    }
    (made,) = guide_file.sheets(pages, {path: f"digest of {path}" for path in pages})
    assert made.path == "/ur/guide.html"
    in_file = ["/ur", "/ur/help", "/ur/help/all", "/ur/rule"]
    assert made.context["pages"] == [[p, f"digest of {p}"] for p in in_file]
    assert made.context["contents"] == [0, 1, 3]
