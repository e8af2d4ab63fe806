"""What stands inside every page stays small, old in syntax, and means the same."""

import re

import brotli
import pytest

from safety_site.publishing import inline

# Bytes (architecture §8): the style with brotli, scripts as they are.
STYLE = 4_096
SCRIPTS = {"guard": 600, "page": 1_500, "chooser": 1_200, "finder": 1_200}
# No browser of a cheap phone fails on these, because they are not there.
NEW_SYNTAX = re.compile(r"=>|`|\b(?:let|const|class|async|await|import)\b|\?\.|\.\.\.")

PAGE = """<html lang="en"><head><style>{style}</style></head>
<body><div id="here"><p class="one there">Some words</p></div>
<script>h.className += ' js'</script></body></html>
"""


def test_the_style_keeps_to_its_budget():
    assert len(brotli.compress(inline.style().encode(), quality=11)) <= STYLE


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_keeps_to_its_budget(name):
    assert len(inline.script(name).encode()) <= SCRIPTS[name]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_written_in_old_syntax(name):
    assert not NEW_SYNTAX.search(inline.script(name))


@pytest.mark.parametrize("text", [inline.style(), *map(inline.script, SCRIPTS)])
def test_nothing_inline_closes_its_element_or_asks_for_a_file(text):
    assert "</" not in text
    assert "url(" not in text
    assert "@import" not in text


def test_the_style_needs_no_custom_property_and_no_grid():
    # Columns that share their rows: without them there is one column.
    asked = r"@supports \(grid-template-rows:subgrid\)\{.*?\}\}\}"
    style, parts = re.subn(asked, "", inline.style())
    assert parts == 1
    assert "var(" not in style
    assert "grid" not in style


def test_a_style_loses_comments_and_space_only():
    source = """
    /* a comment */
    .a > b, .c :first-child { margin: 0 1em; color: #fff; }
    @media (min-width: 2em) and (max-width: 9em) { p { content: "a  b" } }
    """
    assert inline.minified_style(source) == (
        ".a>b,.c :first-child{margin:0 1em;color:#fff}"
        '@media (min-width:2em) and (max-width:9em){p{content:"a b"}}'
    )


def test_a_script_loses_whole_lines_of_comment_only():
    source = "// what it does\nvar a = 'http://b';\n\n    a = 1; // kept\n"
    assert inline.minified_script(source) == "var a = 'http://b';\na = 1; // kept"


@pytest.mark.parametrize(
    "rule",
    [
        "p{color:red}",
        ".there{color:red}",
        "p .there,ul .there{color:red}",
        "#here > p:not(.absent):focus{color:red}",
        "[lang=ur] p:first-child{color:red}",
        ".js p{color:red}",
        "body:has(#here .there){color:red}",
        "*{color:red}",
        "@page{margin:0}",
        "@font-face{font-family:Urdu}",
    ],
)
def test_a_rule_that_can_match_something_stays(rule: str) -> None:
    assert rule.split("{")[1] in inline.with_used_style(PAGE.format(style=rule))


@pytest.mark.parametrize(
    "rule",
    [
        "table{color:red}",
        ".absent{color:red}",
        ".there table{color:red}",
        "#absent p{color:red}",
        "body:has(.absent p){color:red}",
        # A word of the text is no class.
        ".words{color:red}",
        "@media print{.absent{color:red}}",
    ],
)
def test_a_rule_that_can_match_nothing_goes(rule: str) -> None:
    assert "<style></style>" in inline.with_used_style(PAGE.format(style=rule))


def test_of_a_list_of_selectors_those_that_can_match_stay() -> None:
    style = "@media print{.absent,p,ul li{margin:0}}p + p{margin:1px}"
    kept = inline.with_used_style(PAGE.format(style=style))
    assert "<style>@media print{p{margin:0}}p + p{margin:1px}</style>" in kept
