"""An app imports only apps to its left (architecture §4), inside functions too."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SITE = Path(__file__).resolve().parent.parent / "safety_site"
# Apps of one rank do not import each other.
RANKS = (
    {"languages"},
    {"guide"},
    {"disclosure", "directory"},
    {"questions"},
    {"translation"},
    {"publishing"},
    {"handouts"},
    {"staff"},
    {"starter"},
)
RANK = {app: rank for rank, apps in enumerate(RANKS) for app in apps}
# Web workers serve from the pack alone; publishing writes it.
DELIVERY = "delivery"
MAY_IMPORT_DELIVERY = {"publishing", "handouts", "staff", "starter"}


def imports(tree: ast.AST) -> set[str]:
    """The apps of ours that a module imports."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    parts = (name.split(".") for name in names)
    return {p[1] for p in parts if p[0] == "safety_site" and len(p) > 1}


def allowed(app: str, imported: str) -> bool:
    if app == imported:
        return True
    if app == DELIVERY:
        return imported == "languages"
    if imported == DELIVERY:
        return app in MAY_IMPORT_DELIVERY
    return RANK[imported] < RANK[app]


@pytest.mark.parametrize(
    "path", sorted(SITE.glob("*/**/*.py")), ids=lambda p: str(p.relative_to(SITE))
)
def test_a_module_imports_only_apps_to_its_left(path: Path) -> None:
    app = path.relative_to(SITE).parts[0]
    known = RANK.keys() | {DELIVERY}
    used = imports(ast.parse(path.read_text())) & known
    assert {name for name in used if not allowed(app, name)} == set()


def test_an_import_to_the_right_is_noticed() -> None:
    source = "def f():\n    from safety_site.publishing import routes\n"
    assert imports(ast.parse(source)) == {"publishing"}
    assert not allowed("guide", "publishing")
    assert not allowed("delivery", "publishing")
