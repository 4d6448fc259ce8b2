"""Which date a fact takes, and as which role it is told.

A frame names its policy: ``year`` and ``date`` take the nearest date, ``start`` takes it as the
beginning, ``years`` and ``period`` tell open periods by ``start`` and ``end``, ``event`` tells
year, first and last day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.annotate.dates import Date
from extract.facts.clauses import Clause
from extract.facts.context import Filled
from extract.facts.phrases import Phrase
from extract.reading import When

Roles = dict[str, list[Filled]]


def dates_in(clause: Clause) -> list[tuple[Date, Phrase]]:
    """The dates of a clause with the phrases they stand in, in order."""
    return [(date, phrase) for phrase in clause.phrases for date in phrase.dates]


def nearest(dates: Sequence[tuple[Date, Phrase]], start: int, end: int) -> Date | None:
    """The date that stands closest to a stretch of text; the earlier one of two as close."""
    if not dates:
        return None
    return min((date for date, _ in dates), key=lambda date: (max(start - date.end, date.start - end, 0), date.start))


def roles_of(date: Date, policy: str, block: int) -> Roles:
    """The time roles that a date gives under a policy."""
    return {role: [Filled(When(iso), block, date.core[0], date.core[1])] for role, iso in _told(date, policy)}


def _told(date: Date, policy: str) -> Iterator[tuple[str, str]]:
    first, last = date.first or None, date.last or None
    point = first or last
    if point is None or policy == "none":
        return
    open_start = date.relation == "since" and first is not None
    open_end = date.relation == "until" and last is not None
    closed = first is not None and last is not None and first != last and not (open_start or open_end)
    if policy == "date":
        yield "date", point
    elif policy == "year":
        yield "year", point[:4]
    elif policy == "start":
        if not (open_end and first is None):
            yield "start", point
    elif policy == "event":
        yield from _event(first, last, point)
    elif (
        open_start
        or (closed and policy == "period")
        or (closed and first is not None and last is not None and first[:4] != last[:4])
    ):
        cut = 4 if policy == "years" else 10
        if first is not None:
            yield "start", first[:cut]
        if last is not None:
            yield "end", last[:cut]
    elif open_end and last is not None:
        yield "end", last[:4] if policy == "years" else last
    else:
        yield "year", point[:4]


def _event(first: str | None, last: str | None, point: str) -> Iterator[tuple[str, str]]:
    yield "year", point[:4]
    if first is not None and len(first) > 4:
        yield "start", first
    if last is not None and len(last) > 4 and last != first:
        yield "end", last
