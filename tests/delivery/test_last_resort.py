import re
from html.parser import HTMLParser

from safety_site.delivery.headers import content_security_policy
from safety_site.delivery.last_resort import FILE, last_resort, page_headers

LINE = {
    "nation": "Wales",
    "name": "Live Fear Free",
    "phone": {"shown": "0808 80 10 800", "tel": "+448088010800"},
    "detail": "free",
}
EMERGENCY = {"shown": "999", "tel": "999"}
NUMBERS = ("0808 2000 247", "0808 80 10 800", "0800 027 1234", "0808 802 1414")


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("href", "src")]


def test_the_first_link_leaves_and_the_second_calls_for_help() -> None:
    found = Links(FILE.read_text(encoding="utf-8")).found

    assert found[0].startswith("https://")
    assert found[1] == "tel:999"


def test_the_helplines_of_all_four_nations_are_there() -> None:
    html = FILE.read_text(encoding="utf-8").replace("&nbsp;", " ")

    for number in NUMBERS:
        dialled = "tel:+44" + number.replace(" ", "")[1:]
        assert f'<a href="{dialled}"><bdi dir="ltr">{number}</bdi></a>' in html


def test_it_asks_for_nothing_else() -> None:
    links = Links(FILE.read_text(encoding="utf-8")).found

    assert [link for link in links if not link.startswith("tel:")] == links[:1]
    assert "url(" not in FILE.read_text(encoding="utf-8")


def test_the_title_is_neutral() -> None:
    title = re.search(r"<title>(.*)</title>", FILE.read_text(encoding="utf-8"))

    assert title
    assert title[1] == "Phone numbers - Clear Guide"


def test_what_the_records_say_is_escaped() -> None:
    line = LINE | {"name": "<b>&", "detail": '"<i>'}
    html = last_resort("A<B", 'https://x/"', EMERGENCY, [line])

    assert "A&lt;B</title>" in html
    assert "Wales: &lt;b&gt;&amp;<br>" in html
    assert "&quot;&lt;i&gt;" in html
    assert 'href="https://x/&quot;"' in html


def test_its_policy_allows_its_style_and_no_script() -> None:
    html = last_resort("A", "https://x/", EMERGENCY, [LINE])
    style = html.partition("<style>")[2].partition("</style>")[0]
    headers = dict(page_headers(html))

    assert style
    expected = content_security_policy([style], [])
    assert headers["Content-Security-Policy"] == expected
    assert " style=" not in html
    assert "<script" not in html
