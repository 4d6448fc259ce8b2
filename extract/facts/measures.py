"""One measure of spending, money or a percentage, and the year that stands with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.annotate.dates import Date
from extract.annotate.quantities import Quantity
from extract.facts.context import Filled
from extract.facts.drafts import Sentence
from extract.facts.units import Unit
from extract.reading import When

_AGAINST = ("ten opzichte van", "vergeleken met", "dan in", "dan", "boven", "sinds", "tegenover")
CUT = frozenset({";", "."})


@dataclass(slots=True)
class Measure:
    """One money or percentage expression, with what it measures."""

    role: str
    unit: Unit
    quantity: Quantity
    year: Filled | None = None
    status: str = "actual"
    spender: Filled | None = None


def is_money(quantity: Quantity) -> bool:
    return quantity.unit is not None and len(quantity.unit) == 3 and quantity.unit.isupper()


def words_beside(units: Sequence[Unit], at: int, step: int, count: int) -> list[str]:
    """Up to ``count`` words before or behind a unit, nearest last or first; a full stop ends them."""
    found: list[str] = []
    i = at + step
    while 0 <= i < len(units) and len(found) < count and units[i].text not in CUT:
        amount = units[i].amount
        if amount is not None and amount.unit is not None and step > 0 and units[i - 1].text != "(":
            break
        if units[i].kind == "word":
            found.append(units[i].low)
        i += step
    return found if step > 0 else list(reversed(found))


def bracketed(text: str, first: Unit, second: Unit) -> bool:
    """Whether the second amount says the first again in another currency, in brackets."""
    return text[first.end : second.start].strip() in ("(", "(circa", "(ongeveer", "(omgerekend", "(ca.")


def clean_gap(sentence: Sentence, unit: Unit, date: Unit) -> bool:
    gap = sentence.text[unit.end : date.start]
    joined = any(mark in gap for mark in (";", ",")) or bool({"en", "maar", "of"} & set(gap.lower().split()))
    return not joined and not any(u.amount is not None and unit.end <= u.start < date.start for u in sentence.units)


def closest(behind: Unit, before: Unit, unit: Unit, sentence: Sentence) -> bool:
    """Whether the year behind a measure is its own rather than the one before."""
    if any(
        u.amount is not None and u.amount.unit is not None and before.end <= u.start < unit.start
        for u in sentence.units
    ):
        return True
    gap = sentence.text[unit.end : behind.start].strip().lower()
    if gap in ("in", "voor", "over", "van") or gap.startswith(("van het bbp in", "van het bbp voor")):
        return True
    return behind.start - unit.end < unit.start - before.end


def compared(date: Unit, sentence: Sentence) -> bool:
    """Whether a date is only what a measure is compared with: "ten opzichte van 2001", "sinds 1998"."""
    before = sentence.text[max(sentence.start, date.start - 60) : date.start].lower().rstrip()
    if before.endswith(_AGAINST):
        return True
    return re.search(r"ten opzichte van (de|het) [\w-]+ (van|in)$", before) is not None


def year_of(date: Date, unit: Unit, sentence: Sentence) -> Filled | None:
    """The year of a date; an amount over several years is of none: "voor 2025 tot en met 2029"."""
    point = date.first or date.last or ""
    if date.first and date.last and date.first[:4] != date.last[:4] and date.relation not in ("since", "until"):
        return None
    return Filled(When(point[:4]), sentence.block, unit.start, unit.end)
