"""Counts, amounts of money and percentages, with "circa", "maximaal" and the like around them.

The numerals come from :mod:`extract.annotate.numerals`, the wordings, units and currencies from
``ontology/quantities.ttl``. Years, dates, numbers of papers and articles, and digits that belong
to a name are no quantities; what a caller has recognised as such it passes as ``skip``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.annotate.number_words import magnitude_of
from extract.annotate.numerals import WS, Numeral, counts, find_numerals
from extract.annotate.quantity_words import Wording, grammar, key, load_qualifiers
from extract.annotate.taken import Taken

__all__ = ["Quantity", "find_quantities", "load_qualifiers"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, at ``start``–``end`` (characters, end exclusive).

    ``start`` and ``end`` take in the whole expression, ``core`` the number with its unit, ``cue``
    the words that qualify it. ``value`` is in full units (no millions) and None where only a vague
    word stands ("enkele"); ``high`` is the upper end of a range. ``unit`` is None for a bare
    number, "%" for per cent, "pp" for percentage points, else an ISO 4217 code, "XXX" where the
    words settle no currency. ``qualifier`` is "max", "min", "about" or "some".
    """

    start: int
    end: int
    value: Decimal | None
    high: Decimal | None
    unit: str | None
    qualifier: str | None
    cue: tuple[int, int] | None
    core: tuple[int, int]
    ordinal: bool


_YEAR = re.compile(r"(?:19\d\d|20\d\d|2100)\Z")
_LIST_NUMBER = re.compile(r"^[^\S\n]*(?=\d{1,2}[.)][^\S\n]+\S)", re.MULTILINE)
_CODE = re.compile(r"(?<![\d,.])\d+(?:[ -]\d+){2,}(?![\d,.]?\d)")  # telephone numbers, dates in digits, rows of a table
_POSTCODE = re.compile(r"[^\S\n]?[A-Z]{2}(?:[^\S\n]+[A-Z]|[^\S\n]*$)", re.MULTILINE)
_AND = re.compile(
    rf"(?:,{WS}|(?:{WS})?(?:en|of|van|respectievelijk|tot{WS}en{WS}met|t/m|-|–)(?:{WS})?|{WS})(?:nrs?\.{WS})?"
)
_TO = re.compile(rf"{WS}(?:tot{WS}en{WS}met|tot|t/m|à)(?:{WS}(?:wel|aan))?{WS}|(?:{WS})?[-–](?:{WS})?")
_OR = re.compile(rf"{WS}(?:of|à){WS}")
_BOTH = re.compile(rf"{WS}en{WS}(?:de{WS})?")
_SHARED = re.compile(rf"{WS}(?:en|of|respectievelijk){WS}")
_BETWEEN = re.compile(rf"(?<!\w)tussen{WS}(?:de{WS})?$", re.IGNORECASE)
_FROM = re.compile(rf"(?<!\w)van{WS}(?:de{WS})?$", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+$")
_WORD_AFTER = re.compile(r"\s+([^\W\d_]+)")
_GAP = re.compile(WS)
_REACH = 40  # characters looked back over for a single word before a number
_CLAUSE = 240  # characters looked at on either side for a word of change


def find_quantities(text: str, skip: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """All quantities of the text, in order, without overlap; none that meets a span of ``skip``.

    >>> def show(text):
    ...     for q in find_quantities(text):
    ...         print(text[q.start : q.end], q.value, q.high, q.unit, q.qualifier, sep=" | ")
    >>> show("Het budget is ruim € 3,25 miljard, 1,4 tot 1,6 procent van het bbp.")
    ruim € 3,25 miljard | 3250000000 | None | EUR | about
    1,4 tot 1,6 procent | 1.4 | 1.6 | % | None
    >>> show("Ten hoogste zestig militairen en enkele adviseurs, voor NOK 12 mln. in artikel 7.")
    Ten hoogste zestig | 60 | None | None | max
    enkele | None | None | None | some
    NOK 12 mln | 12000000 | None | NOK | None
    """
    taken = Taken(skip)
    cores = _joined(text, list(_cores(text, taken)), taken)
    cues = {m.end(): m.span() for m in grammar().before.finditer(text) if not taken.meets(*m.span())}
    found = [_qualified(text, q, cues) for q in cores]
    found = [q for q in found if q.qualifier or not _is_year(text, q)]
    vague = [q for q in _vague(text) if not taken.meets(q.start, q.end)]
    within = Taken((q.start, q.end) for q in vague)  # "een paar honderd" is no hundred
    return sorted([*vague, *(q for q in found if not within.meets(q.start, q.end))], key=lambda q: q.start)


def _is_year(text: str, quantity: Quantity) -> bool:
    """Whether the digits are a year that no reader of dates has claimed."""
    start, end = quantity.core
    return quantity.unit is None and bool(_YEAR.match(text[start:end])) and not counts(text, start, end)


def _cores(text: str, taken: Taken) -> Iterator[_Core]:
    """Every numeral that counts something, with its unit."""
    words = grammar()
    numerals = find_numerals(text)
    label_ends = {m.end() for m in words.label.finditer(text)}
    listed = {m.end() for m in _LIST_NUMBER.finditer(text)}
    runs = [m.span() for m in _CODE.finditer(text)]
    whole, codes = set(runs), Taken(runs)  # a number may fill a run: "1 250 000"
    last_end = 0
    labelled_to = -1  # end of the last numeral that is a label
    for numeral in numerals:
        if numeral.digits and not numeral.ordinal:
            after_label = labelled_to >= 0 and bool(_AND.fullmatch(text, labelled_to, numeral.start))
            if _gap_before(text, numeral.start) in label_ends or after_label:
                labelled_to = numeral.end
                continue
        if taken.meets(numeral.start, numeral.end):
            continue
        start, end, unit = _with_unit(text, numeral)
        if start < last_end or taken.meets(start, end):
            start, end, unit = numeral.start, numeral.end, None
        if unit is None and (
            numeral.fraction
            or numeral.start in listed
            or ((numeral.start, numeral.end) not in whole and codes.meets(numeral.start, numeral.end))
            or _is_homonym(text, numeral)
            or (numeral.digits and numeral.end - numeral.start == 4 and _POSTCODE.match(text, numeral.end))
        ):
            continue
        qualifier, cue = ("about", (numeral.start, numeral.end)) if numeral.rounded else (None, None)
        quantity = Quantity(
            start, end, _plain(numeral.value), None, unit, qualifier, cue, (start, end), numeral.ordinal
        )
        last_end = end
        yield _Core(quantity, magnitude_of(text[numeral.start : numeral.end]))


def _plain(value: Decimal) -> Decimal:
    """A whole number without decimals, any other as it is.

    >>> _plain(Decimal("2500.00")), _plain(Decimal("2.50"))
    (Decimal('2500'), Decimal('2.50'))
    """
    return Decimal(int(value)) if value == value.to_integral_value() else value


def _with_unit(text: str, numeral: Numeral) -> tuple[int, int, str | None]:
    words = grammar()
    start, end, unit = numeral.start, numeral.end, None
    if numeral.ordinal:
        return start, end, None
    from_ = max(0, start - _REACH)
    if before := words.unit_before.search(text[from_:start]):
        start, unit = from_ + before.start(), words.meaning[key(before[1] or before[2] or before[3])].notation
    short = text[end - 3 : end + 1].lower() in ("mln.", "mld.")
    if after := words.unit_after.match(text, end + short):
        meant = words.meaning[key(after[1] or after[2])].notation
        if unit is None or unit == meant:
            end, unit = after.end(), meant
    return start, end, unit


def _is_homonym(text: str, numeral: Numeral) -> bool:
    wording = grammar().homonyms.get(text[numeral.start : numeral.end].lower())
    if wording is None:
        return False
    before = _WORD_BEFORE.search(text[max(0, numeral.start - _REACH) : numeral.start])
    after = _WORD_AFTER.match(text, numeral.end)
    return bool((before and before[1] in wording.not_after) or (after and after[1] in wording.not_before))


@dataclass(frozen=True, slots=True)
class _Core:
    """A quantity that may still share its neighbour's unit, and the magnitude printed in it."""

    quantity: Quantity
    magnitude: Decimal


def _joined(text: str, cores: list[_Core], taken: Taken) -> Iterator[Quantity]:
    """Give neighbours the unit and magnitude they share, and make ranges of two."""
    i = 0
    while i < len(cores):
        left = cores[i].quantity
        if i + 1 == len(cores) or left.ordinal or cores[i + 1].quantity.ordinal or _is_year(text, left):
            yield left
            i += 1
            continue
        glue = (text, left.end, cores[i + 1].quantity.start)
        lead = text[max(0, left.start - _REACH) : left.start]
        ranged = bool(_TO.fullmatch(*glue) or (_BETWEEN.search(lead) and _BOTH.fullmatch(*glue)))
        if ranged or _SHARED.fullmatch(*glue):
            left, right = _share(cores[i], cores[i + 1])
            cores[i + 1] = replace(cores[i + 1], quantity=right)
        right = cores[i + 1].quantity
        low, high = left.value or Decimal(0), right.value or Decimal(0)
        ranged |= bool(_OR.fullmatch(*glue)) and high == low + 1
        change = _FROM.search(lead) and _tells_change(text, left.start, right.end)
        ranged &= not taken.meets(left.start, right.end)
        if ranged and low < high and left.unit == right.unit and not change:
            yield _range(text, left, right)
            i += 2
        else:
            yield left
            i += 1


def _share(left: _Core, right: _Core) -> tuple[Quantity, Quantity]:
    """Unit and magnitude said once for two numbers: "vijf tot tien procent", "€ 3 à 4 miljard"."""
    one, other = left.quantity, right.quantity
    if one.unit and other.unit and one.unit != other.unit:
        return one, other
    unit = one.unit or other.unit
    if one.value is not None and right.magnitude > 1 and left.magnitude == 1 and one.value < 1000:
        one = replace(one, value=_plain(one.value * right.magnitude))
    return replace(one, unit=unit), replace(other, unit=unit)


def _tells_change(text: str, start: int, end: int) -> bool:
    """Whether the sentence around has a word of rising or falling."""
    left = re.split(r"[.;:!?]\s|\n\s*\n", text[max(0, start - _CLAUSE) : start])[-1]
    right = re.split(r"[.;:!?](?:\s|$)|\n\s*\n", text[end : end + _CLAUSE])[0]
    change = grammar().change
    return bool(change.search(left) or change.search(right))


def _range(text: str, left: Quantity, right: Quantity) -> Quantity:
    from_ = max(0, left.start - _REACH)
    lead = _BETWEEN.search(text[from_ : left.start]) or _FROM.search(text[from_ : left.start])
    start = from_ + lead.start() if lead else left.start
    core = (left.core[0], right.core[1])
    return Quantity(start, right.end, left.value, right.value, right.unit, None, None, core, False)


def _qualified(text: str, quantity: Quantity, cues: dict[int, tuple[int, int]]) -> Quantity:
    """Add the wordings of approximation and limit directly before and behind."""
    words = grammar()
    if quantity.ordinal:
        return quantity
    start, end, cue = quantity.start, quantity.end, quantity.cue
    said: list[Wording] = []
    while True:
        gap = _gap_before(text, start)
        if gap not in cues or (gap < start and not _GAP.fullmatch(text, gap, start)):
            break
        begin, stop = cues[gap]
        said.append(words.meaning[key(text[begin:stop])])
        cue = (begin, cue[1] if cue and said[1:] else stop)
        start = begin
    if after := words.after.match(text, end):
        said.append(words.meaning[key(after[1])])
        cue = cue or after.span(1)
        end = after.end()
    if not said:
        return quantity
    notation = min(said, key=lambda wording: wording.order).notation
    return replace(quantity, start=start, end=end, cue=cue, qualifier=notation)


def _gap_before(text: str, start: int) -> int:
    """Where the white space before ``start`` begins."""
    while start > 0 and text[start - 1].isspace():
        start -= 1
    return start


def _vague(text: str) -> Iterator[Quantity]:
    words = grammar()
    for match in words.vague.finditer(text):
        wording = words.meaning[key(match[0])]
        before = _WORD_BEFORE.search(text[max(0, match.start() - _REACH) : match.start()])
        after = _WORD_AFTER.match(text, match.end())
        if before and before[1].lower() in wording.not_after:
            continue
        if after and after[1].lower() in wording.not_before:
            continue
        yield Quantity(*match.span(), None, None, None, wording.notation, match.span(), match.span(), False)
