"""Points on the calendar, as precise as words make them, and moments: points found in a text."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

MONTHS = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
          "november", "december"]  # fmt: skip
MONTHS_SHORT = {"jan": 1, "feb": 2, "febr": 2, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
          "okt": 10, "nov": 11, "dec": 12}  # fmt: skip
_MONTH: dict[str, int] = {name: i for i, name in enumerate(MONTHS, 1)} | MONTHS_SHORT

Point = tuple[int | None, int | None, int | None]
"""Year, month and day, as far as they are said."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of time from ``first`` to ``last``, both included, as precise as the words.

    ``said`` tells that the year is printed; ``kind`` what the words look like. A ``day`` or
    ``month`` with several parts ("11 en 12 juli", "april, mei en juni 2021") keeps them in
    ``parts``, each with its place, and the words between them in ``glue``.
    """

    start: int
    end: int
    first: Point
    last: Point
    kind: str
    said: bool
    parts: tuple[tuple[int, int, Point], ...] = ()
    glue: tuple[str, ...] = ()
    part: str | None = None  # a season: ISO 8601 has no precision for it


@dataclass(slots=True)
class Clock:
    """The day of writing and the last year and moment that the text named so far."""

    written: datetime.date | None
    year: int | None = None
    year_end: int = -1
    moment: Point | None = None

    def note(self, moment: Moment) -> None:
        """Remember a moment that the text has named."""
        if moment.last[0] is not None:
            self.moment = moment.last
            if moment.said:
                self.year, self.year_end = moment.last[0], moment.end

    @property
    def this_year(self) -> int | None:
        """The year of writing, else the one last named."""
        return self.written.year if self.written else self.year


def iso(point: Point) -> str:
    """ISO 8601, as precise as the point.

    >>> iso((2021, 3, None)), iso((2021, None, None)), iso((2021, 3, 9))
    ('2021-03', '2021', '2021-03-09')
    """
    year, month, day = point
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")


def shift(point: Point, years: int = 0, months: int = 0, days: int = 0) -> Point:
    """Move a point, at its own precision or that of the finest shift.

    >>> shift((2020, 1, 31), months=1), shift((2019, None, None), years=2), shift((2020, 3, 1), days=-1)
    ((2020, 2, 29), (2021, None, None), (2020, 2, 29))
    """
    year, month, day = point
    assert year is not None
    year += years
    if month is None:
        return year, None, None
    index = year * 12 + month - 1 + months
    year, month = index // 12, index % 12 + 1
    if day is None or not 1 <= year <= 9999:
        return year, month, None
    day = min(day, calendar.monthrange(year, month)[1])
    ordinal = datetime.date(year, month, day).toordinal() + days
    if not 1 <= ordinal <= datetime.date.max.toordinal():
        return 0, None, None  # off the calendar: not valid
    moved = datetime.date.fromordinal(ordinal)
    return moved.year, moved.month, moved.day


def valid(point: Point) -> bool:
    """Whether the calendar has it; a day without year may be 29 February."""
    year, month, day = point
    if not 1 <= (2000 if year is None else year) <= 9999 or (month is not None and not 1 <= month <= 12):
        return False
    return day is None or (month is not None and 1 <= day <= calendar.monthrange(year or 2000, month)[1])


def written_day(clock: Clock) -> Point | None:
    """The day of writing as a point."""
    return (clock.written.year, clock.written.month, clock.written.day) if clock.written else None


def month_number(name: str) -> int:
    """The number of a month, written in full or short.

    >>> month_number("Sept."), month_number("mei")
    (9, 5)
    """
    return _MONTH[name.lower().rstrip(".")]


def nearest_year(written: datetime.date, month: int, past: bool) -> int:
    """The year of the last or next such month, counted from the day of writing.

    >>> nearest_year(datetime.date(2021, 2, 3), 11, past=True), nearest_year(datetime.date(2021, 2, 3), 11, past=False)
    (2020, 2021)
    """
    if past:
        return written.year if month <= written.month else written.year - 1
    return written.year if month >= written.month else written.year + 1


def moment_of(
    match: re.Match[str], first: Point, last: Point | None = None, said: bool = True, kind: str = ""
) -> Moment:
    """A moment at the place of a match."""
    return Moment(match.start(), match.end(), first, last or first, kind, said)
