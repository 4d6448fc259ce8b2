"""Words for a day, a month, a year or another stretch of the calendar, without what ties them together.

:mod:`extract.annotate.dates` joins moments ("van … tot en met …") and reads the preposition.
A moment that leans on another ("dat jaar", "een jaar later") or on the day of writing ("vorig
jaar") is resolved by a :class:`Clock`, which knows both.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable
from itertools import pairwise

from extract.annotate import relative
from extract.annotate.number_words import fold, read_cardinal, read_ordinal
from extract.annotate.points import (
    MONTHS,
    Clock,
    Moment,
    Point,
    moment_of,
    month_number,
    nearest_year,
    shift,
    valid,
    written_day,
)
from extract.annotate.time_words import ANY_MONTH, DAY, MOMENT, NEXT, WEEKDAYS

_WORD = re.compile(r"\d+|\w+|.", re.DOTALL)


def find_moments(text: str, clock: Clock, accept: Callable[[re.Match[str]], bool]) -> list[Moment]:
    """All moments of the text in order; ``accept`` is asked about each candidate first.

    >>> [(m.first, m.last) for m in find_moments("9 en 10 maart 2021, 2015/16", Clock(None), lambda match: True)]
    [((2021, 3, 9), (2021, 3, 10)), ((2015, None, None), (2016, None, None))]
    """
    found = []
    at = 0
    while match := MOMENT.search(text, at):
        moment = _read(match, clock) if accept(match) else None
        if moment is None and match["day"] and match["days"][0].isdigit():
            at = match.end()  # "30 februari 2020" is no February either
            continue
        if moment is None:
            at = _WORD.match(text, match.start()).end()  # type: ignore[union-attr]  # it matches anything
            continue
        clock.note(moment)
        found.append(moment)
        at = moment.end
    return found


def _read(match: re.Match[str], clock: Clock) -> Moment | None:
    read = next(reader for name, reader in _READERS.items() if match[name] is not None)(match, clock)
    if read is None or not (valid(read.first) and valid(read.last)):
        return None
    return read


def _century(year: int) -> int:
    return year + (1900 if year >= 50 else 2000)


def _year(words: str | None, clock: Clock) -> tuple[int | None, bool]:
    if words is None:
        return None, False
    return (int(words), True) if words.isdigit() else (relative.relative_year(words, clock), False)


def _dmy(match: re.Match[str], clock: Clock) -> Moment | None:
    year = int(match["y"])
    month = int(match["m"]) if match["m"] else month_number(match["mname"])
    if len(match["y"]) == 2:
        if match["sep"] == ".":
            return None
        year = _century(year)
    return moment_of(match, (year, month, int(match["d"])))


def _day_number(words: str) -> int | None:
    if digits := re.match(r"\d+", words):
        return int(digits[0])
    word = fold(words)
    number = read_cardinal(word) or read_ordinal(word)
    return number if number and number <= 31 and (word != "een" or words.lower() != "een") else None


def _day(match: re.Match[str], clock: Clock) -> Moment | None:
    month = month_number(match["day_m"])
    year, said = _year(match["day_y"], clock)
    if match["day_yy"]:
        year, said = _century(int(match["day_yy"])), True
    if year is None and match["day_hint"] and clock.written:
        year = nearest_year(clock.written, month, past=match["day_hint"][0].lower() == "j")
    parts: list[tuple[int, int, Point]] = []
    glue: list[str] = []
    at = match.start("days")
    for day in re.finditer(DAY, match["days"], re.IGNORECASE):
        number = _day_number(day[0])
        if number is None:
            return None
        if parts:
            glue.append(match["days"][parts[-1][1] - at : day.start()].strip(" \n,") or ",")
        parts.append((at + day.start(), at + day.end(), (year, month, number)))
    if not parts or not all(valid(point) for _, _, point in parts):
        return None
    return Moment(match.start(), match.end(), parts[0][2], parts[-1][2], "day", said, tuple(parts), tuple(glue))


def _months(match: re.Match[str], clock: Clock) -> Moment | None:
    names = list(re.finditer(ANY_MONTH, match["months"], re.IGNORECASE))
    year, said = _year(match["month_y"] or match["month_before"], clock)
    bare = match["month_y"] is None and match["month_before"] is None and match["month_rel"] is None
    if bare and any(name[0] not in MONTHS for name in names):
        return None  # "Mei" and "aug" without a year may be anything
    if (hint := match["month_rel"] or match["month_hint"]) and clock.written:
        month = month_number(names[0][0])
        past = not re.match(rf"{NEXT}|a\.s", hint, re.IGNORECASE)
        year = nearest_year(clock.written, month, past)
        if past and month == clock.written.month:
            year -= 1
    at = match.start("months")
    parts = tuple((at + n.start(), at + n.end(), (year, month_number(n[0]), None)) for n in names)
    glue = tuple(match["months"][a.end() : b.start()].strip(" \n,") or "," for a, b in pairwise(names))
    first, last = parts[0][2], parts[-1][2]
    if year is not None and first[1] is not None and last[1] is not None and first[1] > last[1]:
        first = (year - 1, first[1], None)
    return Moment(match.start(), match.end(), first, last, "month", said, parts, glue)


def _year_span(match: re.Match[str], clock: Clock) -> Moment | None:
    first, second = int(match["ys1"]), match["ys2"]
    if len(second) == 2:
        last = first - first % 100 + int(second)
        if last % 100 == 0 and first % 100 == 99:
            last += 100
        if last != first + 1:
            month = int(second)
            return moment_of(match, (first, month, None)) if 1 <= month <= 12 and "–" not in match[0] else None
    else:
        last = int(second)
    return moment_of(match, (first, None, None), (last, None, None), kind="years") if first < last else None


def _decade(match: re.Match[str], clock: Clock) -> Moment | None:
    words = {"nul": 0, "tien": 10}
    tens = (
        int(match["dec_n"])
        if match["dec_n"]
        else words.get(match["dec_w"].lower(), read_cardinal(match["dec_w"].lower()))
    )
    if tens is None:
        return None
    year = 1900 + tens if tens >= 30 else 2000 + tens
    return moment_of(match, (year, None, None), (year + 9, None, None), said=False, kind="years")


def _age(match: re.Match[str], clock: Clock) -> Moment | None:
    digits = re.match(r"\d+", match["cen"])
    number = int(digits[0]) if digits else read_ordinal(fold(match["cen"]))
    if number is None or not 1 <= number <= 21:
        return None
    return moment_of(match, (100 * number - 100, None, None), (100 * number - 1, None, None), said=False, kind="years")


def _nth(match: re.Match[str], clock: Clock) -> Moment | None:
    """ "De derde dinsdag van september 2024"."""
    year: int | None
    if match["nth_m"]:
        month, said = month_number(match["nth_m"]), bool(match["nth_y"])
        year = int(match["nth_y"]) if said else clock.this_year
    else:
        today = written_day(clock)
        if today is None:
            return None
        year, moved, _ = shift((today[0], today[1], None), months=relative.STEP[match["nth_r"].lower()])
        month, said = moved or 1, False
    if year is None or not valid((year, month, None)):
        return None
    weekday = WEEKDAYS.index(match["nth_w"].lower())
    days = [week[weekday] for week in calendar.monthcalendar(year, month) if week[weekday]]
    order = fold(match["nth_n"])
    number = -1 if order == "laatste" else (int(order[0]) if order[0].isdigit() else read_ordinal(order) or 0) - 1
    return moment_of(match, (year, month, days[number]), said=said) if -1 <= number < len(days) else None


def iso_week(match: re.Match[str], clock: Clock) -> Moment | None:
    year = int(match["week_y"]) if match["week_y"] else clock.this_year
    if year is None or int(match["week_n"]) > 52:
        return None
    monday = datetime.date.fromisocalendar(year, int(match["week_n"]), 1)
    first: Point = (monday.year, monday.month, monday.day)
    return moment_of(match, first, shift(first, days=6), said=bool(match["week_y"]))


def _plain_year(match: re.Match[str], clock: Clock) -> Moment | None:
    month = month_number(match["year_m"]) if match["year_m"] else None
    return moment_of(match, (int(match["year"][:4]), month, None), kind="month" if month else "year")


_READERS: dict[str, Callable[[re.Match[str], Clock], Moment | None]] = {
    "iso": lambda match, clock: moment_of(
        match, (int(match["iso"][:4]), int(match["iso"][5:7]), int(match["iso"][8:]))
    ),
    "dmy": _dmy,
    "dmon": lambda match, clock: moment_of(match, (None, month_number(match["dm_m"]), int(match["dm_d"])), said=False),
    "nth": _nth,
    "day": _day,
    "month": _months,
    "yspan": _year_span,
    "my": lambda match, clock: moment_of(match, (int(match["my_y"]), int(match["my_m"]), None)),
    "decade": _decade,
    "century": _age,
    "ago": relative.read_ago,
    "ahead": relative.read_ahead,
    "rolling": relative.read_rolling,
    "relyear": relative.read_rel_year,
    "quarter": relative.read_quarter,
    "season": relative.read_season,
    "now": relative.read_now,
    "relmonth": relative.read_rel_month,
    "relweek": relative.read_rel_week,
    "weekday": relative.read_weekday,
    "decennium": relative.read_decennium,
    "dayword": relative.read_named_day,
    "week": iso_week,
    "year": _plain_year,
}
