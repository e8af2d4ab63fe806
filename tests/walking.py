"""What the three rules of `55-tool.css` show for a set of chosen answers.

A model of a browser that needs none: it reads the finished page, so it sees what a
template or a class has wrong. `tests/site/test_tool.py` holds it to a real one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from safety_site.publishing.reading import Element, read

RULES = (
    "input:checked + label + .then,input.go:checked ~ .after,"
    "input.on:checked ~ .rest{display:block}"
)
FOLDED = ("then", "after", "rest")


@dataclass
class Part:
    """Something in the form; `chosen_by` are the inputs of which one must be chosen to
    show it.
    """

    name: str = ""
    parts: list[Part] = field(default_factory=list)
    chosen_by: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Form:
    """`questions` by name of their inputs, in reading order."""

    whole: Part
    questions: dict[str, list[str]]

    @cached_property
    def first_inputs(self) -> dict[str, str]:
        return {inputs[0]: name for name, inputs in self.questions.items()}

    @cached_property
    def inputs(self) -> set[str]:
        return {name for inputs in self.questions.values() for name in inputs}

    def shown(self, chosen: Collection[str]) -> list[str]:
        """Ids of the inputs and headings of the texts that are shown, in order."""
        return _shown(self.whole, frozenset(chosen), [])

    def asked(self, chosen: Collection[str]) -> list[str]:
        """The questions that are shown."""
        shown = self.shown(chosen)
        return [self.first_inputs[name] for name in shown if name in self.first_inputs]

    def texts(self, chosen: Collection[str]) -> list[str]:
        """The headings of the texts that are shown."""
        return [name for name in self.shown(chosen) if name not in self.inputs]


def _shown(part: Part, chosen: frozenset[str], found: list[str]) -> list[str]:
    if not part.chosen_by or not part.chosen_by.isdisjoint(chosen):
        if part.name:
            found.append(part.name)
        for each in part.parts:
            _shown(each, chosen, found)
    return found


def form_of(html: str) -> Form:
    """The form of the tool, with the elements that the rules speak of."""
    reading = read(html)
    inside = [e for e in reading.elements if any("tool" in o.classes for o in e.around)]
    headings: dict[int, str] = {}
    for text, around in reading.texts:
        for element in around[-2:]:
            if element.name == "h3":
                headings[id(element)] = headings.get(id(element), "") + text
    form = Part()
    made = {id(e.around[-1]): form for e in inside if "tool" in e.around[-1].classes}
    questions: dict[str, list[str]] = {}
    before: dict[int, list[Element]] = {}
    for element in inside:
        siblings = before.setdefault(id(element.around[-1]), [])
        part = Part(chosen_by=_chosen_by(element, siblings))
        siblings.append(element)
        if element.name == "input":
            part.name = element.attributes.get("id", "")
            if name := element.attributes.get("name"):
                questions.setdefault(name, []).append(part.name)
            else:
                continue
        part.name = headings.get(id(element), part.name).strip()
        made[id(element)] = part
        made[id(element.around[-1])].parts.append(part)
    return Form(form, questions)


def _chosen_by(element: Element, before: list[Element]) -> frozenset[str]:
    """The inputs that the rules let show an element; none where it is never folded."""
    folded = [name for name in FOLDED if name in element.classes]
    if not folded:
        return frozenset()
    if folded == ["then"]:
        field, label = before[-2:]
        assert (field.name, label.name) == ("input", "label")
        return frozenset((field.attributes["id"],))
    wanted = {"after": "go", "rest": "on"}[folded[0]]
    inputs = [e for e in before if e.name == "input" and wanted in e.classes]
    return frozenset(e.attributes["id"] for e in inputs)
