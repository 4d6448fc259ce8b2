"""What a gold file says, and facts cut into items that are either right or wrong.

A gold file is JSON::

    {"entities": [{"key", "type", "names"}], "facts": [{"type", roles…, "doc"?}],
     "mentions": {document: [[start, end, type, key], …]}}
"""

from __future__ import annotations

import itertools
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

Item = tuple[Any, ...]
"""One thing that is right or wrong: a fact's core, or (core, role, value)."""


class GoldError(ValueError):
    """A gold file that cannot be read."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How facts of a type are compared: their class in the graph; gold role -> property, core roles first."""

    kind: str
    core: Mapping[str, str]
    more: Mapping[str, str]


def _same(*names: str, **other: str) -> dict[str, str]:
    return {**{name: name for name in names}, **other}


SHAPES: dict[str, Shape] = {
    "Contribution": Shape(
        "Contribution",
        _same("contributor", to="contributedTo"),
        _same("personnel", "personnelQualifier", "asset", "assetCount", "place", "year", "start", "end"),
    ),
    "Leadership": Shape("Leadership", _same("leader", of="led"), _same("year")),
    "Membership": Shape("Membership", _same("member", "group"), _same("year", "start")),
    "Cooperation": Shape("Cooperation", _same(partners="partner"), _same("topic", "year")),
    "Acquisition": Shape(
        "Acquisition",
        _same("buyer", "system"),
        _same("action", "quantity", "supplier", "place", "year", "start", "end", partners="partner"),
    ),
    "DefenceSpending": Shape(
        "DefenceSpending",
        _same(country="spender"),
        _same("year", "amount", "currency", "gdpShare", "investmentShare", "changeAmount", "changePercent", "status"),
    ),
    "AgreementStatus": Shape(
        "AgreementStatus", _same("agreement", "status"), _same("date", "year", parties="party")
    ),
    "Establishment": Shape(
        "Establishment", _same(entity="established"), _same("founder", "date", "year", "status")
    ),
    "Located": Shape("Location", {"entity": "located", "place": "place"}, _same("year")),
    "PartOf": Shape("Parthood", _same("part", "whole"), {}),
    "Held": Shape("Holding", _same("event"), _same("place", "organiser", "start", "end", "year")),
    "Cites": Shape("Citation", _same(document="cited"), {}),
    "Personnel": Shape(
        "Stationing", {"country": "sender", "host": "host"}, _same("personnel", "personnelQualifier", "year")
    ),
}  # fmt: skip
"""By type of fact in a gold file."""

MEASURES = ("amount", "gdpShare", "investmentShare", "changeAmount", "changePercent")
_MONEY = frozenset({"amount", "changeAmount"})
_NAMING = frozenset({
    "contributor", "to", "asset", "place", "leader", "of", "member", "group", "partners", "buyer", "system",
    "supplier", "country", "agreement", "parties", "entity", "founder", "part", "whole", "event", "organiser",
    "document", "host", "topic",
})  # fmt: skip
"""Gold roles whose values may be keys of entities."""


def read_gold(path: Path) -> dict[str, Any]:
    """The gold of a file.

    Raises:
        GoldError: it cannot be read, is not JSON, or lacks entities or facts.
    """
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GoldError(f"The gold file {path} cannot be read: {error}") from error
    if not isinstance(gold, dict) or not {"entities", "facts"} <= gold.keys():
        raise GoldError(f"The gold file {path} must be a JSON object with 'entities' and 'facts'.")
    return gold


def folded(name: str) -> str:
    """A name without case, accents, spaces, hyphens and leading article.

    >>> folded("het Océan-verdrag"), folded("The F-35")
    ('oceanverdrag', 'f35')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = " ".join(re.sub(r"[^\w]+", " ", plain).split())
    return re.sub(r"^(de|het|een|the|an?|'t)\s+", "", words).replace(" ", "")


def spelt(value: object) -> str:
    """One spelling for a value: numbers without trailing zeros, dates as given, other text folded.

    >>> spelt("1,500.0"), spelt("2020-11"), spelt("In Kracht")
    ('1500', '2020-11', 'inkracht')
    """
    text = str(value).strip()
    try:
        return format(Decimal(text.replace(",", "")).normalize(), "f")
    except InvalidOperation:
        return text if re.fullmatch(r"\d{4}(-\d\d){0,2}", text) else folded(text)


def gold_roles(fact: Mapping[str, Any], keys: set[str]) -> dict[str, set[str]]:
    """The roles of a fact of the gold: keys of entities as they are, other values in one spelling."""
    roles = {}
    for role, value in fact.items():
        if role in ("type", "page", "evidence", "doc") or value in (None, "", []):
            continue
        values = map(str, value if isinstance(value, list) else [value])
        roles[role] = {v if role in _NAMING and v in keys else spelt(v) for v in values}
    return roles


def items(kind: str, roles: Mapping[str, set[str]], keys: set[str]) -> tuple[list[Item], list[Item]]:
    """Core items and slot items of one fact.

    A topic in free words and an asset count of one, which is often unprinted, are not compared.
    """
    shape = SHAPES[kind]
    if kind == "DefenceSpending":
        return _spending(roles)
    cores: list[Item]
    if kind == "Cooperation":
        cores = [(kind, *pair) for pair in itertools.combinations(sorted(roles.get("partners", ())), 2)]
    else:
        cores = [(kind, *combo) for combo in itertools.product(*(sorted(roles.get(r) or {"-"}) for r in shape.core))]
    slots = []
    for role in shape.more:
        values = roles.get(role, set())
        values = values & keys if role == "topic" else values - {"1"} if role == "assetCount" else values
        slots += [(core, role, value) for core in cores for value in values]
    return cores, slots


def _spending(roles: Mapping[str, set[str]]) -> tuple[list[Item], list[Item]]:
    year, spender = min(roles.get("year") or {"-"}), min(roles.get("country") or {"-"})
    cores: list[Item] = []
    slots: list[Item] = []
    for measure in MEASURES:
        for value in sorted(roles.get(measure, ())):
            core = ("DefenceSpending", spender, year, measure)
            cores.append(core)
            slots.append((core, "value", value))
            if measure in _MONEY:
                slots += [(core, "currency", currency) for currency in sorted(roles.get("currency", ()))]
            slots += [(core, "status", status) for status in sorted(roles.get("status", ()))]
    return cores, slots


def counted(slots: Iterable[Item]) -> set[Item]:
    """A bag as a set: the second like slot (two groups of three people, say) is an item of its own."""
    seen: Counter[Item] = Counter()
    result = set()
    for slot in slots:
        result.add((*slot, seen[slot]))
        seen[slot] += 1
    return result
