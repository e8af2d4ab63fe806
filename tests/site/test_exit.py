"""Leaving, in a real browser (practice.md S1 to S12)."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Error

pytestmark = pytest.mark.browser

NEUTRAL = "Loading"
PAGES = ("/en/", "/en/answer/", "/en/who/")
# What a reader could see of the page: nothing where the whole document is hidden.
VISIBLE = """(function () {
  var hidden = getComputedStyle(document.documentElement).visibility == 'hidden';
  return hidden || !document.body ? '' : document.body.innerText;
})()"""
# Colours of a picture, each with the number of its dots.
COLOURS = """async (image) => {
  var picture = new Image(), found = {};
  picture.src = 'data:image/png;base64,' + image;
  await picture.decode();
  var canvas = document.createElement('canvas');
  canvas.width = picture.width; canvas.height = picture.height;
  var pen = canvas.getContext('2d');
  pen.drawImage(picture, 0, 0);
  var dots = pen.getImageData(0, 0, canvas.width, canvas.height).data;
  for (var i = 0; i < dots.length; i += 4) {
    var colour = [dots[i], dots[i + 1], dots[i + 2]];
    found[colour] = (found[colour] || 0) + 1;
  }
  return found;
}"""
# The bar of ink stands on every page of ours, and on no blank or dull one.
INK = "29,34,48"


class Eye:
    """Looks at a page while it is leaving. Playwright's own calls wait until it has."""

    def __init__(self, page):
        self.page = page
        self.session = page.context.new_cdp_session(page)
        self.frames: list[str] = []
        self.session.on("Page.screencastFrame", self._keep)

    def _keep(self, frame):
        self.frames.append(frame["data"])
        number = {"sessionId": frame["sessionId"]}
        self.session.send("Page.screencastFrameAck", number)

    def run(self, expression):
        """The value of an expression; None where the document went away meanwhile."""
        try:
            wanted = {"expression": expression, "returnByValue": True}
            answer = self.session.send("Runtime.evaluate", wanted)
        except Error:
            return None
        return answer["result"].get("value")

    def text_of(self, site):
        """What shows of the site; nothing if another page stands there."""
        # In one question: between two, another page may have come.
        ours = f"location.href.startsWith('{site.url}')"
        return self.run(f"{ours} ? {VISIBLE} : ''") or ""

    def watch(self):
        self.session.send("Page.startScreencast", {"format": "png"})

    def stop(self):
        self.session.send("Page.stopScreencast")

    def picture(self):
        return self.session.send("Page.captureScreenshot")["data"]

    def colours(self, picture):
        """Judged on a page of its own, since this one may be gone."""
        judge = self.page.context.new_page()
        found = judge.evaluate(COLOURS, picture)
        judge.close()
        return found

    def spoken(self):
        """All that assistive technology finds: (role, words)."""
        nodes = self.session.send("Accessibility.getFullAXTree")["nodes"]
        words = [
            (node["role"]["value"], node.get("name", {}).get("value", ""))
            for node in nodes
            if not node["ignored"]
        ]
        return {(role, name) for role, name in words if role != "InlineTextBox"}


@pytest.fixture(params=["back cache off", "back cache on"])
def reader(request, browser_type, browser_type_launch_args):
    """A page in a phone's window; browsers differ in what Back brings from memory."""
    off = {"ignore_default_args": ["--disable-back-forward-cache"]}
    more = off if request.param == "back cache on" else {}
    browser = browser_type.launch(**browser_type_launch_args, **more)
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    yield page
    browser.close()


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


@pytest.fixture
def destination() -> Iterator[str]:
    """Where nothing comes: `slow` waits five seconds, `stay` answers 204."""

    class Nothing(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path == "/slow":
                time.sleep(5)
            self.send_response(204)
            self.end_headers()

        def log_message(self, format, *args):
            """Nothing is written down."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Nothing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def leave(page):
    page.locator(".first .leave").click()


def is_away(page, site):
    page.wait_for_url(lambda url: url in site.away_urls)
    return True


def leave_for(page, destination):
    """Leave for somewhere else than the site says. Chromium answers no question while
    a page loads, so what shows is seen by an eye that watches already.
    """
    page.evaluate("url => document.documentElement.dataset.away = url", destination)
    page.evaluate("setTimeout(() => document.querySelector('.leave').click())")


def press_back(eye, site):
    """The texts of the site that show in the second after the press."""
    eye.run("setTimeout(function () { history.back() })")
    for _ in range(20):
        eye.page.wait_for_timeout(50)
        yield eye.text_of(site)


def read_and_leave(reader, site):
    """Three pages read and left; from now on every frame is watched."""
    for path in PAGES:
        reader.goto(site.url + path)
    leave(reader)
    assert is_away(reader, site)
    eye = Eye(reader)
    eye.watch()
    return eye


def test_back_after_leaving_never_shows_the_site(reader, site):
    eye = read_and_leave(reader, site)
    for _ in range(5):
        assert not any(press_back(eye, site))
    eye.stop()
    assert len(reader.context.pages) == 1
    assert "/x" in site.requests()
    assert eye.frames
    assert not any(eye.colours(frame).get(INK, 0) > 500 for frame in eye.frames)


def test_back_from_memory_is_hidden_even_if_the_server_cleared_nothing(reader, site):
    reader.add_init_script("navigator.sendBeacon = null")
    eye = read_and_leave(reader, site)
    for _ in range(3):
        assert not any(press_back(eye, site))
    eye.stop()
    assert "/x" not in site.requests()
    assert not any(eye.colours(frame).get(INK, 0) > 500 for frame in eye.frames)


def test_a_picture_of_our_page_is_known_by_its_bar(phone, site):
    phone.goto(site.url + "/en/")
    eye = Eye(phone)
    assert eye.colours(eye.picture())[INK] > 500
    assert "Home Office" in eye.text_of(site)


def test_while_a_slow_page_loads_the_screen_is_blank(phone, site, destination):
    phone.goto(site.url + "/en/answer/")
    eye = Eye(phone)
    eye.watch()
    phone.wait_for_timeout(300)
    before = len(eye.frames)
    leave_for(phone, destination + "/slow")
    phone.wait_for_timeout(1000)
    assert phone.url == site.url + "/en/answer/"
    assert len(eye.frames) > before
    assert len(eye.colours(eye.frames[-1])) == 1


def test_the_page_is_blank_in_the_task_of_the_tap(phone, site, destination):
    phone.goto(site.url + "/en/answer/")
    phone.evaluate("url => document.documentElement.dataset.away = url", destination)
    click = "document.querySelector('.leave').click()"
    rest = "[document.title, document.body.innerText.trim()]"
    assert phone.evaluate(f"{click}, {rest}") == [NEUTRAL, NEUTRAL]


@pytest.mark.parametrize("colours", ["none", "active"])
def test_while_leaving_only_a_neutral_word_is_spoken(
    browser, site, destination, colours
):
    context = browser.new_context(forced_colors=colours)
    page = context.new_page()
    page.goto(site.url + "/en/answer/")
    leave_for(page, destination + "/stay")
    page.wait_for_timeout(500)
    eye = Eye(page)
    assert {words for _, words in eye.spoken()} == {NEUTRAL, ""}
    assert len(eye.colours(eye.picture())) == 1
    context.close()


def test_without_script_the_link_leaves_at_once(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + "/en/")
    leave(page)
    assert is_away(page, site)
    context.close()


def test_leaving_adds_nothing_to_the_history(phone, site):
    for path in PAGES:
        phone.goto(site.url + path)
    before = phone.evaluate("history.length")
    leave(phone)
    assert is_away(phone, site)
    assert phone.evaluate("history.length") == before


@pytest.mark.parametrize("keys", [["Control"], ["Shift"], ["Meta"]])
def test_a_held_key_opens_no_second_tab(phone, site, keys):
    phone.goto(site.url + "/en/")
    phone.locator(".first .leave").click(modifiers=keys)
    assert is_away(phone, site)
    assert len(phone.context.pages) == 1


def test_the_middle_button_opens_no_second_tab(phone, site):
    phone.goto(site.url + "/en/")
    phone.locator(".first .leave").click(button="middle")
    assert is_away(phone, site)
    assert len(phone.context.pages) == 1


def test_shift_three_times_leaves(phone, site):
    phone.goto(site.url + "/en/")
    for words in ("two more", "once more"):
        phone.keyboard.press("Shift")
        assert words in phone.locator("#said").inner_text()
    phone.keyboard.press("Shift")
    assert is_away(phone, site)


@pytest.mark.parametrize("combination", ["Shift+A", "Shift+Tab", "Control+Shift"])
def test_shift_with_another_key_does_not_leave(phone, site, combination):
    phone.goto(site.url + "/en/")
    for _ in range(4):
        phone.keyboard.press(combination)
    phone.wait_for_timeout(200)
    assert phone.url == site.url + "/en/"


def test_a_long_pause_begins_the_count_again(phone, site):
    phone.clock.install()
    phone.goto(site.url + "/en/")
    phone.keyboard.press("Shift")
    phone.keyboard.press("Shift")
    phone.clock.run_for(5_100)
    phone.keyboard.press("Shift")
    assert "two more" in phone.locator("#said").inner_text()
    assert phone.url == site.url + "/en/"


def test_the_exit_is_never_covered(browser, site):
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(site.url + "/en/answer/")
    for share in (0, 0.5, 1):
        page.evaluate("s => scrollTo(0, s * document.body.scrollHeight)", share)
        assert page.evaluate(
            """() => {
              var box = document.querySelector('.first .leave').getBoundingClientRect();
              var x = box.left + box.width / 2, y = box.top + box.height / 2;
              var at = document.elementFromPoint(x, y);
              return box.height >= 44 && !!at.closest('.leave');
            }"""
        )
    context.close()


def test_in_a_low_window_the_exit_does_not_cover_the_text(browser, site):
    context = browser.new_context(viewport={"width": 320, "height": 256})
    page = context.new_page()
    page.goto(site.url + "/en/answer/")
    style = "getComputedStyle(document.querySelector('.first')).position"
    assert page.evaluate(style) == "static"
    assert page.locator(".last .leave").is_visible()
    context.close()


def test_two_tabs_reach_an_exit(phone, site):
    phone.goto(site.url + "/en/answer/")
    reached = []
    for _ in range(2):
        phone.keyboard.press("Tab")
        reached.append(phone.evaluate("document.activeElement.href"))
    assert phone.locator(".first .leave").get_attribute("href") in reached


def test_nothing_is_kept_before_leaving(phone, site):
    for path in PAGES:
        phone.goto(site.url + path)
    kept = "[localStorage.length, sessionStorage.length, document.cookie]"
    assert phone.evaluate(kept) == [0, 0, ""]
    assert phone.context.cookies() == []


def test_an_address_typed_after_leaving_opens_as_always(phone, site):
    phone.goto(site.url + "/en/")
    leave(phone)
    assert is_away(phone, site)
    phone.goto(site.url + "/en/answer/")
    assert "Immigration Enforcement" in Eye(phone).text_of(site)
    assert phone.evaluate("Object.keys(sessionStorage)") == ["t"]
    phone.reload()
    assert "Immigration Enforcement" in Eye(phone).text_of(site)


def test_after_ten_minutes_back_works_again(reader, site):
    reader.goto(site.url + "/en/answer/")
    reader.evaluate("sessionStorage.setItem('t', Date.now() - 6e5)")
    reader.goto(site.url + "/en/")
    assert any("Enforcement" in text for text in press_back(Eye(reader), site))


def test_back_works_in_normal_reading(reader, site):
    for path in PAGES:
        reader.goto(site.url + path)
    assert any("Enforcement" in text for text in press_back(Eye(reader), site))


def test_leaving_does_not_need_the_storage(phone, site):
    phone.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', {get() { throw Error() }})"
    )
    phone.goto(site.url + "/en/")
    leave(phone)
    assert is_away(phone, site)


def test_leaving_does_not_wait_for_the_server(phone, site):
    phone.route("**/x", lambda route: route.abort())
    phone.goto(site.url + "/en/")
    leave(phone)
    assert is_away(phone, site)
