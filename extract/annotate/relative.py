"""Words for time that lean on the day of writing or on a moment named before: "vorig jaar", "een jaar later".

Each reader takes a match of the pattern in :mod:`extract.annotate.moments` and a clock.
"""

from __future__ import annotations

import re

from extract.annotate.number_words import fold, read_cardinal, read_ordinal
from extract.annotate.numerals import WS
from extract.annotate.points import Clock, Moment, Point, moment_of, nearest_year, shift, written_day
from extract.annotate.time_words import COUNT, LAST, NEXT, PAST, THAT, UNIT, WEEKDAYS

_UNITS = {"dag": 1, "dagen": 1, "week": 7, "weken": 7, "maand": 0, "maanden": 0, "jaar": 0, "jaren": 0}


def relative_year(words: str, clock: Clock) -> int | None:
    """The year of "dit jaar", "dat jaar", "vorig jaar" and the like.

    "Het afgelopen jaar" is the year of writing in a text of November or December, which looks back
    on its own year, and the year before in any other.
    """
    said = words.lower()
    if re.search(rf"(?<!\w){THAT}{WS}", said):
        return clock.moment[0] if clock.moment else clock.this_year
    year = clock.this_year
    if year is None:
        return None
    if re.search(rf"(?<!\w){NEXT}{WS}", said):
        return year + 1
    if re.search(rf"(?<!\w){LAST}{WS}", said):
        return year - 1
    if re.search(rf"(?<!\w){PAST}{WS}", said):
        return year if clock.written is not None and clock.written.month >= 11 else year - 1
    return year


def _spell(words: str) -> dict[str, int] | None:
    """Years, months and days of "1 maand en 21 dagen"; None when a count is no number."""
    total = {"years": 0, "months": 0, "days": 0}
    for count, unit in re.findall(rf"({COUNT}){WS}({UNIT})", words, re.IGNORECASE):
        number = int(count) if count.isdigit() else read_cardinal(fold(count))
        if number is None or number > 999:
            return None
        name = "years" if unit.lower().startswith("ja") else "months" if unit.lower().startswith("ma") else "days"
        total[name] += number * (_UNITS[unit.lower()] or 1)
    return total


def _moved(origin: Point, spell: dict[str, int], sign: int) -> Point:
    """Go ``spell`` on or back; years alone give a year, months a month, as the words are no finer."""
    if not spell["days"]:
        origin = (origin[0], origin[1] if spell["months"] else None, None)
    elif origin[2] is None:
        return shift(origin, sign * spell["years"])
    return shift(shift(origin, sign * spell["years"], sign * spell["months"]), days=sign * spell["days"])


def _day_word(word: str, clock: Clock) -> Point | None:
    steps = {"eergisteren": -2, "gisteren": -1, "vandaag": 0, "heden": 0, "morgen": 1, "overmorgen": 2}
    today = written_day(clock)
    return shift(today, days=steps[word.lower()]) if today else None


def read_ago(match: re.Match[str], clock: Clock) -> Moment | None:
    spell = _spell(match[0])
    origin, sign = written_day(clock), -1
    if later := match["ago_later"]:
        sign = -1 if later.lower().startswith(("eerder", "daarvoor", "voor")) else 1
        if match["ago_from"]:
            origin = _day_word(match["ago_from"], clock)
        elif not later.lower().startswith("vanaf"):
            origin = clock.moment or origin
    if spell is None or origin is None:
        return None
    return moment_of(match, _moved(origin, spell, sign), said=False)


def read_ahead(match: re.Match[str], clock: Clock) -> Moment | None:
    spell, today = _spell(match["ahead_n"]), written_day(clock)
    return moment_of(match, _moved(today, spell, 1), said=False) if spell and today else None


def read_rolling(match: re.Match[str], clock: Clock) -> Moment | None:
    """ "De afgelopen twee jaar", "binnen drie maanden": from or to the day of writing."""
    unit = match["roll_u"].lower()
    count = match["roll_n"]
    number = int(count) if count.isdigit() else read_cardinal(fold(count))
    today = written_day(clock)
    if number is None or today is None or today[0] is None:
        return None
    past = not re.match(rf"{NEXT}|binnen", match["roll_d"], re.IGNORECASE)
    if unit == "decennia":
        decade = today[0] - today[0] % 10
        ends = (
            ((decade - 10 * number, None, None), (decade - 1, None, None))
            if past
            else ((decade + 10, None, None), (decade + 10 * number + 9, None, None))
        )
        return moment_of(match, *ends, said=False, kind="years")
    spell = _spell(f"{number} {unit}")
    if spell is None:
        return None
    there = _moved(today, spell, -1 if past else 1)
    here: Point = (today[0], today[1] if there[1] else None, today[2] if there[2] else None)
    if not match["roll_d"].lower().startswith("binnen"):  # whole years, months or days; this one is not yet over
        ended = there[1] is None and past and today[1] is not None and today[1] >= 11
        step = {
            "years": int(there[1] is None),
            "months": int(there[1] is not None and there[2] is None),
            "days": int(there[2] is not None),
        }
        if not past:
            here = shift(here, **step)
        elif ended:
            there = shift(there, years=1)
        else:
            here = shift(here, **{name: -count for name, count in step.items()})
    return moment_of(match, there if past else here, here if past else there, said=False, kind="years")


def read_rel_year(match: re.Match[str], clock: Clock) -> Moment | None:
    if step := match["ry_next"]:
        base = clock.moment[0] if clock.moment else None
        year = None if base is None else base + (-1 if step.lower().endswith("voor") else 1)
    elif match["ry_whole"]:
        year = clock.this_year
    else:
        year = relative_year(match["relyear"], clock)
    return None if year is None else moment_of(match, (year, None, None), said=False, kind="year")


def read_quarter(match: re.Match[str], clock: Clock) -> Moment | None:
    number = int(match["qu_q"] or 0) or (
        int(match["qu_n"][0]) if match["qu_n"][0].isdigit() else read_ordinal(match["qu_n"].lower()) or 0
    )
    return moment_of(match, (None, 3 * number - 2, None), (None, 3 * number, None), said=False)


def read_season(match: re.Match[str], clock: Clock) -> Moment | None:
    """ "Komende winter", "het voorjaar": the year alone, with the season as its part."""
    name, direction = match["se"].lower(), match["se_d"].lower()
    year: int | None = None
    if clock.written is not None and direction not in ("het", "de", "dit", "deze"):
        past = not re.match(NEXT, direction)
        begins = {"voorjaar": 3, "lente": 3, "zomer": 6, "najaar": 9, "herfst": 9, "winter": 12}[name]
        year = nearest_year(clock.written, begins, past)
    return Moment(match.start(), match.end(), (year, None, None), (year, None, None), "season", False, part=name)


def read_now(match: re.Match[str], clock: Clock) -> Moment | None:
    today = written_day(clock)
    return moment_of(match, today, said=False) if today else None


STEP = {"deze": 0, "vorige": -1, "afgelopen": -1, "volgende": 1, "komende": 1}


def read_rel_month(match: re.Match[str], clock: Clock) -> Moment | None:
    today = written_day(clock)
    if today is None:
        return None
    return moment_of(match, shift((today[0], today[1], None), months=STEP[match["rm"].lower()]), said=False)


def read_rel_week(match: re.Match[str], clock: Clock) -> Moment | None:
    """ "Volgende week", from Monday to Sunday, or one day of it ("volgende week vrijdag")."""
    today = written_day(clock)
    if today is None or clock.written is None:
        return None
    to_monday = 7 * STEP[match["rw"].lower()] - clock.written.weekday()
    if weekday := match["rw_w1"] or match["rw_w2"]:
        return moment_of(match, shift(today, days=to_monday + WEEKDAYS.index(weekday.lower())), said=False)
    return moment_of(match, shift(today, days=to_monday), shift(today, days=to_monday + 6), said=False)


def read_weekday(match: re.Match[str], clock: Clock) -> Moment | None:
    """ "Aanstaande vrijdag" and "afgelopen vrijdag": the next or the last such day, never the day of writing."""
    today = written_day(clock)
    if today is None or clock.written is None:
        return None
    ahead = (WEEKDAYS.index(match["wd_w"].lower()) - clock.written.weekday()) % 7
    days = (ahead or 7) if match["wd"].lower() in ("aanstaande", "komende") else ahead - 7
    return moment_of(match, shift(today, days=days), said=False)


def read_decennium(match: re.Match[str], clock: Clock) -> Moment | None:
    year = clock.this_year
    if year is None:
        return None
    step = {"d": 0, "v": -1}.get(match["dn"][0].lower(), 1)
    step = 1 if match["dn"].lower().startswith("volg") else step
    year = year - year % 10 + 10 * step
    return moment_of(match, (year, None, None), (year + 9, None, None), said=False, kind="years")


def read_named_day(match: re.Match[str], clock: Clock) -> Moment | None:
    point = _day_word(match["dayword"], clock)
    return moment_of(match, point, said=False) if point else None
