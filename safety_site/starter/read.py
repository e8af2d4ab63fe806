"""Reading starter files. Every mistake names the file, the place and what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from safety_site.languages.registry import Loader

STARTER = Path(__file__).resolve().parent
CONTENT = ("*.md", "*.yaml", "*.txt", "*.po")
Entry = Mapping[str, Any]


class StarterError(Exception):
    """The starter content cannot be loaded. Nothing was written."""

    def __init__(self, *problems: str) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join([*self.problems, "Nothing was loaded. Correct the file."])


def text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except FileNotFoundError as error:
        raise StarterError(f"{path.name}: this file is missing.") from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise StarterError(
            f"{path.name}, line {line}: this is not UTF-8. Save the file as UTF-8."
        ) from error


class _NamesOnce(Loader):
    """YAML keeps the last of two equal names without a word; here it is a mistake."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for name, _ in node.value:
            if name.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"“{name.value}” is given twice", name.start_mark
                )
            seen.add(name.value)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def yaml_in(text: str, name: str, first_line: int = 1) -> Any:
    """`first_line` is where the text begins in its file, for the message."""
    try:
        return yaml.load(text, Loader=_NamesOnce)  # noqa: S506  a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + first_line}" if mark else ""
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise StarterError(
            f"{name}{place}: this is not valid YAML: {problem}."
        ) from error


def mapping_of(path: Path) -> dict[str, Any]:
    data = yaml_in(text_of(path), path.name)
    if not isinstance(data, dict):
        raise StarterError(f"{path.name}: this must be a mapping of names to values.")
    return data


def as_of(data: Entry, name: str) -> date:
    """The day the facts of a file were collected, which is when they were checked."""
    try:
        return date.fromisoformat(str(data["meta"]["as_of"]))
    except (KeyError, TypeError, ValueError) as error:
        raise StarterError(
            f"{name}: meta must hold as_of, a date such as 2026-11-22."
        ) from error


def entries(data: Entry, part: str, name: str) -> Iterator[tuple[str, Entry]]:
    """Each item of a list, after its place for messages: "claims.yaml, item foo"."""
    items = data.get(part)
    if not isinstance(items, list):
        raise StarterError(f"{name}: “{part}” must be a list.")
    seen: set[str] = set()
    for position, item in enumerate(items, start=1):
        if not isinstance(item, dict) or not isinstance(item.get("id"), str):
            raise StarterError(f"{name}, item {position} of {part}: it has no id.")
        where = f"{name}, item {item['id']}"
        if item["id"] in seen:
            raise StarterError(f"{where}: this id is used twice.")
        seen.add(item["id"])
        yield where, item


def needed(item: Entry, field: str, where: str) -> str:
    value = item.get(field)
    if not isinstance(value, str) or not value.strip():
        raise StarterError(f"{where}: “{field}” is missing or is not text.")
    return value.strip()


def optional(item: Entry, field: str, where: str) -> str:
    return needed(item, field, where) if item.get(field) else ""


def words(item: Entry, field: str, where: str) -> list[str]:
    value = item.get(field, [])
    if not isinstance(value, list) or any(not isinstance(v, str) for v in value):
        raise StarterError(f"{where}: “{field}” must be a list of words.")
    return value


def one_of(value: object, allowed: Iterable[str], field: str, where: str) -> str:
    allowed = list(allowed)
    if value not in allowed:
        raise StarterError(
            f"{where}: “{field}” is {value!r}. Use one of {', '.join(allowed)}."
        )
    return str(value)


def files_digest(root: Path) -> str:
    """Changes with any content file under `root` and with the code that reads them."""
    code = STARTER.glob("*.py")
    content = (path for pattern in CONTENT for path in root.rglob(pattern))
    result = hashlib.sha256()
    for base, paths in ((STARTER, code), (root, content)):
        for path in sorted(paths):
            held = hashlib.sha256(path.read_bytes()).hexdigest()
            result.update(f"{path.relative_to(base)} {held}\n".encode())
    return result.hexdigest()
