"""Facts: the named values that pages place by token, from facts.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import InvalidOperation
from pathlib import Path

from safety_site.guide.figures import figure
from safety_site.guide.models import Claim, Fact, Unit
from safety_site.starter import read
from safety_site.starter.claims import Claims
from safety_site.starter.items import Item
from safety_site.starter.read import StarterError
from safety_site.translation.models import ENGLISH

FIELDS = {"key", "value", "unit", "claim", "note"}


def facts(path: Path, claims: Claims) -> Iterator[Item]:
    items = read.yaml_in(read.text_of(path), path.name)
    if not isinstance(items, list):
        raise StarterError(f"{path.name}: this must be a list of facts.")
    seen: set[str] = set()
    for position, item in enumerate(items, start=1):
        where = f"{path.name}, fact {position}"
        if not isinstance(item, dict):
            raise StarterError(f"{where}: this is not a fact.")
        key = read.needed(item, "key", where)
        where = f"{path.name}, fact {key}"
        if key in seen:
            raise StarterError(f"{where}: this key is used twice.")
        seen.add(key)
        if unknown := set(item) - FIELDS:
            raise StarterError(
                f"{where}: unknown {', '.join(sorted(map(str, unknown)))}."
            )
        value = str(item.get("value", "")).strip()
        unit = read.one_of(item.get("unit"), Unit.values, "unit", where)
        try:
            figure(value, unit, ENGLISH)
        except (ValueError, InvalidOperation) as error:
            raise StarterError(f"{where}: the value {value!r} is no {unit}.") from error
        claim = read.needed(item, "claim", where)
        if claim not in claims.rows:
            raise StarterError(f"{where}: there is no claim {claim}.")
        if not claims.may_be_stated(claim):
            raise StarterError(f"{where}: {claim} is not sure enough to be stated.")
        row = claims.rows[claim].row
        assert isinstance(row, Claim)  # noqa: S101  so that mypy knows the model
        yield Item(
            Fact(
                key=key,
                value=value,
                unit=unit,
                claim=row,
                note=read.optional(item, "note", where),
            ),
            where,
        )
