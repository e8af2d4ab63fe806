"""Starter files in which every public body says all that it may.

Texts and pages that the product has stay as they are; made-up ones fill what is left.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from safety_site.disclosure.models import Field, Group
from safety_site.starter.read import STARTER

MATRIX = "facts/services-matrix.yaml"
ANSWER = "may_tell_immigration"
OURS = {"inference": "reading", "advice": "advice"}
ABOUT_THE_ANSWER = ("in_plain_words", "nation_notes")
PAGE = """---
key: who-{group}
slug: who/{group}
position: 90
essential: no
title: {label}
link name: {label}
heading: {label}
lead: Here you can read what each service may pass on.
---

## 1 Find your service
claims: word:reading
form: list

See {{body:gp-surgery}}.

## 2 Do this next
claims: word:advice

Ask first. {{page:help}}
"""


def matrix(root: Path = STARTER) -> dict:
    return yaml.safe_load((root / MATRIX).read_text(encoding="utf-8"))


def named(service: dict, field: str) -> list[str]:
    """What the matrix says that a field rests on: source keys and our own words."""
    about = field in ABOUT_THE_ANSWER
    return service["field_sources"].get(ANSWER if about else field, [])


def opened(service: dict, field: str, sources: dict) -> list[dict]:
    """The sources of a field that somebody read; of the answer at least its own."""
    keys = [key for key in named(service, field) if key not in OURS]
    read = [sources[key] for key in keys if sources[key]["opened"] != "no"]
    if keys and not read and field in ABOUT_THE_ANSWER:
        names = ("title", "publisher", "url", "date")
        return [{name: service[f"source_{name}"] for name in names}]
    return read


def may_stand(service: dict, field: str, sources: dict) -> bool:
    if service["confidence"] == "low":
        return field == "ask_before_you_speak"
    names = named(service, field)
    return bool(names) and (
        set(names) <= set(OURS) or bool(opened(service, field, sources))
    )


def write(root: Path) -> Path:
    """A whole starter folder there."""
    shutil.copytree(STARTER, root, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    data = matrix(root)
    (root / "bodies").mkdir(exist_ok=True)
    for service in data["services"]:
        path = root / "bodies" / f"{service['id']}.md"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        for field in Field.values:
            may = may_stand(service, field, data["sources"])
            if may and f"## {field}\n" not in text:
                text += f"\n## {field}\n\nWords of {service['id']} on {field}.\n"
        path.write_text(text, encoding="utf-8")
    for group in Group:
        path = root / "pages" / f"who-{group}.md"
        if not path.exists():
            page = PAGE.format(group=group.value, label=group.label)
            path.write_text(page, encoding="utf-8")
    return root
