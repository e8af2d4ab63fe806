"""The forms of a page as a browser would send them, read from its HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class PageForm:
    """`sent` is what goes out when nobody touches the form; `offered` holds by name
    whatever could be chosen, ticked or pressed.
    """

    action: str
    sent: list[tuple[str, str]] = field(default_factory=list)
    offered: dict[str, list[str]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys([*self.offered, *(name for name, _ in self.sent)]))


def forms_of(html: str) -> list[PageForm]:
    """Those that are sent with POST."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.form: PageForm | None = None
        self.select = ""
        self.text: list[str] | None = None
        self.name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form" and said.get("method") == "post":
            self.form = PageForm(said.get("action", ""))
            self.forms.append(self.form)
        if self.form is None:
            return
        name = said.get("name", "")
        if tag in ("input", "button") and name:
            self._field(self.form, said, name)
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            value = said.get("value", "")
            self.form.offered.setdefault(self.select, []).append(value)
            if "selected" in said:
                self.form.sent.append((self.select, value))
        elif tag == "textarea":
            self.text, self.name = [], name

    def _field(self, form: PageForm, said: dict[str, str], name: str) -> None:
        kind = said.get("type", "text")
        if kind in ("checkbox", "radio", "submit"):
            value = said.get("value", "on")
            form.offered.setdefault(name, []).append(value)
            if "checked" in said:
                form.sent.append((name, value))
        else:
            form.sent.append((name, said.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.text is not None and self.form:
            written = "".join(self.text).removeprefix("\n")
            self.form.sent.append((self.name, written))
            self.text = None
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.form = None
