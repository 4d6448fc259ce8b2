"""Dates and periods in Dutch text, as ISO 8601, as precise as the words and no more.

:mod:`extract.annotate.moments` finds the days, months and years; here they get their preposition,
are joined into periods, and take a year from their surroundings where none is printed.

Libraries looked at, with the Dutch cases of Recognizers-Text as the yardstick: dateparser 1.5.0
(BSD-3-Clause) reads 49 of the 110 cases of ``DateParser``, gives no offsets, no periods, and a full
day for "mei 2020"; recognizers-text 1.0.2a2 (MIT) does not offer its Dutch date model from Python.
Hence our own.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extract.annotate.moments import find_moments
from extract.annotate.numerals import WS, counts
from extract.annotate.points import Clock, Moment, Point, iso, shift, valid
from extract.annotate.taken import Taken

Relation = Literal["at", "since", "until", "after"]


@dataclass(frozen=True, slots=True)
class Date:
    """A date or period at ``start``–``end`` (characters, end exclusive), preposition included.

    ``core`` is the date proper. ``first`` and ``last`` are ISO 8601 at the precision of the text:
    for "at" a point has ``first`` alone and a period both; "since" and "after" have ``first``,
    "until" has ``last``. ``inferred`` says that the year is not printed. ``part`` keeps the words
    that narrow the core down where ISO 8601 has no precision for them ("eind", "najaar").
    """

    start: int
    end: int
    core: tuple[int, int]
    first: str | None
    last: str | None
    relation: Relation
    inferred: bool = False
    part: str | None = None

    @property
    def year(self) -> int | None:
        """The year in which all of it falls; None for a period of several years."""
        years = {text[:4] for text in (self.first, self.last) if text}
        return int(years.pop()) if len(years) == 1 else None


_HALVES = {"eerste": (1, 6), "1e": (1, 6), "tweede": (7, 12), "2e": (7, 12)}
_ORDER = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "1e": 1, "2e": 2, "3e": 3, "4e": 4}
_NUMBER = {"twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "negen": 9}
_NTH = r"(?:eerste|tweede|derde|vierde|[1-4]e)"
_SEASON = r"(?:voorjaar|najaar|zomer|herfst|winter|lente)"
_PART = re.compile(
    rf"""(?<![\w-])(?:
      (?:(?:het|de){WS})?(?:
        (?P<half>{_NTH}){WS}(?:(?:jaar)?helft|halfjaar)
        |(?P<quarter>{_NTH}){WS}kwartaal|[KQ](?P<q>[1-4])
        |(?P<months>eerste|laatste){WS}(?P<n>{"|".join(_NUMBER)}|[2-9]){WS}maanden
        |(?P<loose>begin|aanvang|eind|einde|medio|midden|halverwege|later|eerder|loop|rest|{_SEASON})
      )
      (?:{WS}(?:van|in))?(?:{WS}(?:het{WS}jaar|de{WS}maand))?
    ){WS}""",
    re.VERBOSE | re.IGNORECASE,
)
_PART_AFTER = re.compile(
    rf"{WS}(?:(?:het|de){WS})?(?:[KQ](?P<q>[1-4])(?!\w)|(?P<quarter>{_NTH}){WS}kwartaal(?!\w))", re.IGNORECASE
)

_FRAME_NOUN = (
    r"(?:(?:begrotings|boek|verslag|kalender|oefen|bestuurs|uitvoerings|referentie|meet)?jaar|jaren|periode|tijdvak|"
    r"maand(?:en)?|week|weekend|nacht|avond|ochtend|middag|dag(?:en)?|termijn)"
)
_PREPOSITION = rf"""
    (?P<since>sinds|vanaf|per|ingaande|met{WS}ingang{WS}van|te{WS}rekenen{WS}vanaf|van{WS}af)
    |(?P<until>tot{WS}en{WS}met|tot{WS}uiterlijk|tot{WS}aan|tot{WS}in|tot{WS}op|tot|t/m|uiterlijk(?:{WS}(?:in|op|per|voor))?|vóór|tegen)
    |(?P<after>na(?:{WS}afloop{WS}van)?)
    |(?P<before>voor)
    |(?P<between>tussen|van)
    |(?P<at>in|op|gedurende|tijdens|uit|over|rond|rondom|omstreeks|heel|geheel|op{WS}of{WS}rond)
"""
_FRAME = re.compile(
    rf"(?<![\w-])(?:(?:{_PREPOSITION}){WS})?(?:(?P<article>de|het){WS})?(?:(?P<noun>{_FRAME_NOUN})(?:{WS}(?:van(?:{WS}af)?|vanaf|tussen))?{WS})?$",
    re.VERBOSE | re.IGNORECASE,
)
_REACH = 64  # characters before a moment in which its preposition must stand
_NOW = re.compile(rf"(?<!\w)(?:tussen|van|vanaf){WS}$", re.IGNORECASE)
_TO = re.compile(
    rf"{WS}(?:tot{WS}en{WS}met|tot{WS}aan|tot|t/m)(?:{WS}(?:in|op|de|het))?{WS}|(?:{WS})?[-–](?:{WS})?", re.IGNORECASE
)
_AND = re.compile(rf"{WS}en{WS}", re.IGNORECASE)
_LIST = re.compile(rf"(?:,(?:{WS}en)?|{WS}(?:en|of|respectievelijk|versus))?{WS}|/", re.IGNORECASE)
_RANGE_GLUE = re.compile(r"tot|t/m|-|–", re.IGNORECASE)
_LINE = re.compile(r"[^\S\n]*(?:\n|\Z)")
_AFTER_UNIT = re.compile(
    rf"{WS}(?:procent|percent|miljoen|miljard|duizend|euro|dollar|km|kilometer|meter|uur|mln|mld|stuks|man)(?!\w)",
    re.IGNORECASE,
)
_BUDGET = re.compile(rf"begroting{WS}$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+[A-ZÀ-Þ]|\n\s*\n")
_SENTENCE_REACH = 400


def find_dates(text: str, written: datetime.date | None = None, skip: Sequence[tuple[int, int]] = ()) -> list[Date]:
    """All dates and periods of the text, in order, without overlap.

    ``written`` is the day on which the text was written; without it "vorig jaar" and the like are
    read only against a year named before. Nothing that meets a span of ``skip`` is a date.

    >>> def show(text, written=None):
    ...     for d in find_dates(text, written):
    ...         print(text[d.start : d.end], d.first, d.last, d.relation, sep=" | ")
    >>> show("Van maart 2015 tot en met juni 2017 en sinds begin 2019; op 3 en 4 mei 2021.")
    Van maart 2015 tot en met juni 2017 | 2015-03 | 2017-06 | at
    sinds begin 2019 | 2019 | None | since
    op 3 en 4 mei 2021 | 2021-05-03 | 2021-05-04 | at
    >>> show("Vorig jaar duurde het tot 1 juli, in de tweede helft van dat jaar", datetime.date(2022, 10, 3))
    Vorig jaar | 2021 | None | at
    tot 1 juli | None | 2021-07-01 | until
    in de tweede helft van dat jaar | 2021-07 | 2021-12 | at

    Digits that count or name are no years:

    >>> find_dates("met 2000 militairen, resolutie 2100, voor 2000 voertuigen, 2.014 stuks, F-2020")
    []
    """
    taken = Taken(skip)
    clock = Clock(written)
    last_end = [-1]

    def accept(match: re.Match[str]) -> bool:
        if taken.meets(*match.span()):
            return False
        if match["ry_whole"] and not _part_before(text, match.start()):
            return False
        if match["now"] and not _NOW.search(text[max(0, match.start() - _REACH) : match.start()]):
            return False
        if match["year"] is None or match["year_m"] or _year_stands(text, match.start(), match.end(), last_end[0]):
            last_end[0] = match.end()
            return True
        return False

    moments = find_moments(text, clock, accept)
    return list(_dates(text, _dated(text, moments, written)))


def _part_before(text: str, start: int) -> re.Match[str] | None:
    """ "Eind", "de eerste helft van" and the like right before ``start``."""
    from_ = max(0, start - _REACH)
    return next((part for part in _PART.finditer(text, from_, start) if part.end() == start), None)


def _year_stands(text: str, start: int, end: int, last_end: int) -> bool:
    """Whether four bare digits stand where a year does, and not as a count or part of a name."""
    if _AFTER_UNIT.match(text, end) or counts(text, start, end):
        return False
    if last_end >= 0 and (_LIST.fullmatch(text, last_end, start) or _TO.fullmatch(text, last_end, start)):
        return True
    before = text[max(0, start - _REACH) : start]
    frame = _FRAME.search(before)
    if frame is not None and (
        frame["noun"] or any(frame[name] for name in ("since", "until", "after", "before", "between", "at"))
    ):
        return True
    if _part_before(text, start) or _PART_AFTER.match(text, end):
        return True
    if before.endswith("(") and (end >= len(text) or text[end] in ");,-–"):
        return True
    alone = re.search(r"(?:^|\n)[^\S\n]*$", before)
    if alone is not None and _LINE.match(text, end):
        return True
    sentence_start = re.search(r"(?:^|[.!?]\s|\n\s*\n)\s*$", before)
    if _BUDGET.search(before) or (alone is not None and text.startswith(":", end)):
        return True
    return bool(sentence_start and re.match(r"\s+[a-zà-þ]", text[end : end + 3]))


def _dated(text: str, moments: list[Moment], written: datetime.date | None) -> list[Moment]:
    """Give a year to moments without one: from the same sentence, the letter, or before in the text."""
    dated: list[Moment] = []
    named: Moment | None = None
    for i, moment in enumerate(moments):
        year = moment.last[0]
        if year is None:
            beyond = moments[i + 1] if i + 1 < len(moments) else None
            near = named is not None and not _sentence_ends(text, named.end, moment.start)
            if beyond is not None and beyond.said and _joins(text, moment, beyond):
                later = (beyond.first[1] or 12) < (moment.first[1] or 1)
                year = (beyond.first[0] or 0) - (1 if later else 0)
            elif named is not None and near:
                year = named.last[0]
                if _joins(text, named, moment) and (moment.first[1] or 12) < (named.last[1] or 1):
                    year = (year or 0) + 1
            elif written is not None:
                year = written.year
            elif named is not None:
                year = named.last[0]
            if year is None:
                continue
            filled = _with_year(moment, year)
            if filled is None:
                continue
            moment = filled
        if moment.said or moment.kind == "year" or (named is not None and _joins(text, named, moment)):
            named = moment
        dated.append(moment)
    return dated


def _with_year(moment: Moment, year: int) -> Moment | None:
    first: Point = (year, moment.first[1], moment.first[2])
    last: Point = (year, moment.last[1], moment.last[2])
    if first[1] is not None and last[1] is not None and first[1] > last[1]:
        first = (year - 1, first[1], first[2])
    if not (valid(first) and valid(last)):
        return None
    parts = tuple((a, b, (year, point[1], point[2])) for a, b, point in moment.parts)
    return replace(moment, first=first, last=last, parts=parts)


def _sentence_ends(text: str, start: int, end: int) -> bool:
    return end - start > _SENTENCE_REACH or bool(_SENTENCE_END.search(text, start, min(end + 1, len(text))))


def _joins(text: str, left: Moment, right: Moment) -> bool:
    """Whether only "tot", "en" and the like stand between, so that both share a year."""
    return bool(_TO.fullmatch(text, left.end, right.start) or _AND.fullmatch(text, left.end, right.start))


@dataclass(frozen=True, slots=True)
class _Frame:
    """The preposition and article before a moment, and the part of it that is meant."""

    start: int
    core: int
    role: str
    noun: str
    part: str | None
    bounds: tuple[int, int] | None  # months of the year


def _frame(text: str, start: int, floor: int) -> _Frame:
    """What stands before a moment, not reaching back before ``floor``."""
    from_ = max(floor, start - _REACH)
    part: str | None = None
    bounds: tuple[int, int] | None = None
    core = start
    if (match := _part_before(text, start)) and match.start() >= floor:
        core = match.start()
        part, bounds = _part(match)
    frame = _FRAME.search(text[from_:core])
    if frame is None or not frame[0]:
        return _Frame(core, core, "", "", part, bounds)
    role = next((name for name in ("since", "until", "after", "before", "between", "at") if frame[name]), "")
    if frame["between"] and frame["between"].lower() == "tussen":
        role = "tussen"
    begin = from_ + frame.start()
    return _Frame(begin, core, role or ("at" if frame["noun"] else ""), (frame["noun"] or "").lower(), part, bounds)


def _part(match: re.Match[str]) -> tuple[str, tuple[int, int] | None]:
    said = match.groupdict()
    if half := said.get("half"):
        return "helft", _HALVES.get(half.lower())
    quarter = said.get("quarter") or said.get("q")
    if quarter:
        number = _ORDER.get(quarter.lower()) or int(quarter)
        return "kwartaal", (3 * number - 2, 3 * number)
    if months := said.get("months"):
        count = _NUMBER.get(said["n"].lower()) or int(said["n"])
        return "maanden", (1, count) if months.lower() == "eerste" else (13 - count, 12)
    return (said.get("loose") or "").lower(), None


def _dates(text: str, moments: list[Moment]) -> Iterator[Date]:
    floor = 0
    i = 0
    while i < len(moments):
        moment = moments[i]
        if moment.start < floor:  # "2016, het derde kwartaal" has been read as one
            i += 1
            continue
        frame = _frame(text, moment.start, floor)
        beyond = moments[i + 1] if i + 1 < len(moments) else None
        end = moment.end
        if moment.kind == "year" and frame.bounds is None and (after := _PART_AFTER.match(text, end)):
            frame, end = replace(frame, part="kwartaal", bounds=_part(after)[1]), after.end()
        joined = _join(text, moment, beyond, frame) if beyond is not None and end == moment.end else None
        if joined is not None and beyond is not None:
            first, last, core_end = joined
            inferred = not (moment.said or beyond.said)
            yield Date(frame.start, core_end, (frame.core, core_end), iso(first), iso(last), "at", inferred, None)
            floor, i = core_end, i + 2
            continue
        yield from _single(moment, frame, end)
        floor, i = end, i + 1


def _join(text: str, left: Moment, right: Moment, frame: _Frame) -> tuple[Point, Point, int] | None:
    """The period of two moments with "tot en met" and the like between, or "en" after "tussen"."""
    start = _frame(text, right.start, left.end)
    glue_end = start.core
    linked = _TO.fullmatch(text, left.end, glue_end) or (
        frame.role == "tussen" and _AND.fullmatch(text, left.end, glue_end)
    )
    if not linked or left.first[0] is None or right.last[0] is None:
        return None
    first, last = left.first, right.last
    if frame.bounds and first[1] is None:
        first = (first[0], frame.bounds[0], None)
    if start.bounds and last[1] is None:
        last = (last[0], start.bounds[1], None)
    return (first, last, right.end) if iso(first) <= iso(last) else None


def _single(moment: Moment, frame: _Frame, end: int) -> Iterator[Date]:
    role = frame.role
    inferred = not moment.said
    consecutive = all(_follows(a[2], b[2]) for a, b in zip(moment.parts, moment.parts[1:], strict=False))
    ranged = any(_RANGE_GLUE.match(glue) for glue in moment.glue) or role == "tussen"
    ranged &= iso(moment.first) <= iso(moment.last)
    alternatives = any(glue.lower() == "of" for glue in moment.glue)
    if len(moment.parts) > 1 and not ranged and (alternatives or not consecutive):
        for n, (start, stop, point) in enumerate(moment.parts):
            begin = frame.start if n == 0 else start
            stop = end if n == len(moment.parts) - 1 else stop
            yield Date(begin, stop, (frame.core if n == 0 else start, stop), iso(point), None, "at", inferred, None)
        return
    first, last = moment.first, moment.last
    if frame.bounds and first[1] is None and first == last:
        first, last = (first[0], frame.bounds[0], None), (last[0], frame.bounds[1], None)
    if (
        frame.noun == "jaren"
        and moment.kind == "year"
        and first == last
        and first[0] is not None
        and first[0] % 10 == 0
    ):
        last = (first[0] + 9, None, None)  # "de jaren 1990"
    core = (frame.core, end)
    part = frame.part or moment.part
    closed = iso(last) if last != first else None
    precise = last[2] is not None or (part is not None and frame.bounds is None)
    if role == "since" and not (moment.parts and ranged):
        yield Date(frame.start, end, core, iso(first), closed if last != first and moment.kind == "years" else None,
                   "since", inferred, part)  # fmt: skip
    elif role == "after":
        yield Date(frame.start, end, core, iso(last), None, "after", inferred, part)
    elif role == "until" or (role == "before" and precise):
        yield Date(frame.start, end, core, None, iso(last), "until", inferred, part)
    else:
        yield Date(frame.start, end, core, iso(first), closed, "at", inferred, part)


def _follows(left: Point, right: Point) -> bool:
    if left[2] is not None:
        return shift((left[0] or 2000, left[1], left[2]), days=1) == (right[0] or 2000, right[1], right[2])
    return shift((left[0] or 2000, left[1], None), months=1) == (right[0] or 2000, right[1], None)
