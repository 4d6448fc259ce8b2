"""The Dutch cases of Recognizers-Text as a yardstick, read from the folder ``BONDGENOOT_SUITES``.

A case counts when it belongs to letters on defence cooperation; :data:`LEFT_OUT` names every case
that does not, by its place in the file, with the reason. Durations (``DurationParser``) are left
out as a whole: no class of the vocabulary has a role for a length of time.

What "right" means here: the printed expression is found, prepositions and articles aside, with
the suite's value. Numbers are compared to 15 significant digits, as the suite rounds to them.
Open and closed ends of number ranges are not told apart. Of a period the first day must agree and
the last day be the one before the suite's exclusive end, or that end itself where it is the last
day named. "Begin", "eind" and counts of years and months are read no finer than the words are, so
that there the suite's days must lie within our years or months.
"""

from __future__ import annotations

import datetime
import json
import os
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract.annotate.dates import Date, find_dates
from extract.annotate.numerals import find_numerals
from extract.annotate.quantities import Quantity, find_quantities

Case = Mapping[str, Any]
FLOOR = 0.95
LEFT_OUT: dict[str, dict[str, set[int]]] = {
    "NumberModel": {
        "network addresses and telephone numbers, which hold no number to read": {3, 63},
        "digits without a whole part": {6, 7},
        "suffixes of computing (k, G, b)": {21, 27, 44},
        "powers and exponents": {28, 40, 41, 42, 43},
        "'x van de y' as a share: in our field one of three ships is a count": {50, 51, 52, 53},
        "a sign with spaces between number words": {56, 57},
        "a slip of the pen ('vijventwintigste')": {49},
        "a gross, and hundreds and dozens added up": {14, 64},
        "five digits broken off in odd groups": {61},
    },
    "PercentModel": {},
    "OrdinalModel": {"'volgende', 'laatste': an order without a number": {18, 19, 20, 21, 22, 23}},
    "NumberRangeModel": {
        "comparisons as in mathematics: equality, signs": {12, 14, 16, 22, 23, 24, 25, 26},
        "two bounds in one expression": {3, 4, 7, 15},
        "shares without a unit ('meer dan de helft')": {10},
    },
    "CurrencyModel": {
        "sums of a few coins: cents, dimes, 'tientje', cents named after the euros": {1, 3, 6, 7, 8, 12, 13},
        "Chinese script": {11},
    },
    "DateParser": {
        "a day of the month without the month": {0, 27, 28, 29, 30, 31, 32, 33, 36, 54, 80, 81, 82, 83, 84, 85, 88},
        "a weekday without a week or month": {13, 22, 34, 35, 52, 66, 71, 86, 87},
        "day and month in digits without a year, the same to look at as a range or fraction": {6, 7, 59, 60, 107},
        "years in words": {43, 44, 95, 96},
        "a number of days that the words do not tell ('enkele dagen')": {26},
        "the day itself, the next, the last, without a date": {70, 74, 78},
        "weekdays cut short": {63},
        "days that no calendar has": {108},
    },
    "DatePeriodParser": {
        "weekends": {16, 17, 26, 59},
        "parts of weeks, days of weeks": {22, 24, 40, 43, 44, 65, 66, 88},
        "weeks by number, by a day in them, or counted in a month or year": {9, 10, 30, 45, 46, 83, 103, 104},
        "days of the month without the month": {0, 2, 3},
        "years in words, and years before 1900": {47, 51, 53, 54, 55, 56, 57},
        "day and month in digits without a year": {95},
        "the point as a sign between year and month": {11},
        "a number of days that the words do not tell": {14},
        "'afgelopen september' in November as the September of the year before": {8},
        "expects nothing of a date because another part of that library reads it": {29},
        "a season without year or article": {37},
        "the spoken diary ('de maand na de volgende', 'in de toekomst', 'tweeënhalve dag later')": {58, 64, 84},
        "a month known from elsewhere ('dezelfde maand')": {85},
        "'meer dan' before a day": {90, 92},
    },
}  # fmt: skip
CURRENCIES = {
    "Dollar": "USD",
    "Euro": "EUR",
    "Netherlands guilder": "NLG",
    "Mexican peso": "MXN",
    "Canadian dollar": "CAD",
}
_LEAD = re.compile(r"^(?:(?:op|in|de|het|van|tussen|tot|met|voor|tijdens|over|binnen|ligt|gaat|en)\s+)+")


def _folder() -> Path:
    root = os.environ.get("BONDGENOOT_SUITES")
    if not root:
        pytest.skip("BONDGENOOT_SUITES names no folder with conformance suites")
    return Path(root) / "recognizers-nl"


def _cases(name: str) -> list[Case]:
    cases: list[Case] = json.loads((_folder() / f"{name}.json").read_text("utf-8"))
    return cases


def _rounded(value: Decimal) -> Decimal:
    return Decimal(f"{value:.14E}").normalize() if value else Decimal(0)


def _bare(words: str) -> str:
    return _LEAD.sub("", " ".join(words.lower().split()))


def number_right(case: Case, ordinal: bool = False) -> bool:
    text = case["Input"]
    found = [(text[n.start : n.end].lower(), _rounded(n.value)) for n in find_numerals(text) if n.ordinal == ordinal]
    values = [r["Resolution"]["value"].replace(",", ".") for r in case["Results"]]
    if not all(re.fullmatch(r"[-+.\dE]+", value) for value in values):
        return False  # "current+1": no number
    wanted = [(r["Text"].lower(), _rounded(Decimal(value))) for r, value in zip(case["Results"], values, strict=True)]
    return found == wanted


def ordinal_right(case: Case) -> bool:
    return number_right(case, ordinal=True)


def percentage_right(case: Case) -> bool:
    text = case["Input"]
    found = [(text[q.start : q.end].lower(), q.value) for q in find_quantities(text) if q.unit == "%"]
    return found == [(r["Text"].lower(), Decimal(r["Resolution"]["value"].rstrip("%"))) for r in case["Results"]]


def currency_right(case: Case) -> bool:
    text = case["Input"]
    money = [q for q in find_quantities(text) if q.unit not in (None, "%", "pp")]
    found = [(text[q.core[0] : q.core[1]].lower(), q.value, q.unit) for q in money]
    return found == [
        (
            r["Text"].lower(),
            Decimal(r["Resolution"]["value"].replace(",", ".")),
            CURRENCIES.get(r["Resolution"]["unit"]),
        )
        for r in case["Results"]
    ]


def _bounds(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    if quantity.high is not None:
        return quantity.value, quantity.high
    return (None, quantity.value) if quantity.qualifier == "max" else (quantity.value, None)


def range_right(case: Case) -> bool:
    text = case["Input"]
    ranges = [q for q in find_quantities(text) if q.high is not None or q.qualifier in ("max", "min")]
    found = [(_bare(text[q.start : q.end]), *_bounds(q)) for q in ranges]
    wanted = []
    for result in case["Results"]:
        low, high = (Decimal(end) if end else None for end in result["Resolution"]["value"].strip("[]()").split(","))
        wanted.append((_bare(result["Text"]), low, high))
    return found == wanted


def _begin(iso: str) -> datetime.date:
    year, month, day = ([int(part) for part in iso.split("-")] + [1, 1])[:3]
    return datetime.date(year, month, day)


def _after(iso: str) -> datetime.date:
    """The day after the last of a year, month or day."""
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return datetime.date(parts[0] + 1, 1, 1)
    if len(parts) == 2:
        return datetime.date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
    return _begin(iso) + datetime.timedelta(1)


def _same_time(text: str, date: Date, value: Mapping[str, Any]) -> bool:
    first, last = date.first or date.last, date.last or date.first
    assert first is not None
    assert last is not None
    coarse = date.part is not None or re.search(r"\d jaar|maand", text[date.core[0] : date.core[1]])
    for resolution in (value["PastResolution"], value["FutureResolution"]):
        if not resolution:  # a season: the suite gives the year alone
            return str(value["Timex"]).startswith(first)
        if "date" in resolution:
            day = datetime.date.fromisoformat(resolution["date"])
            if _begin(first) <= day < _after(last) and (date.first is None or date.last is None):
                return True
        elif resolution.keys() >= {"startDate", "endDate"}:
            start, end = (datetime.date.fromisoformat(resolution[key]) for key in ("startDate", "endDate"))
            if start == _begin(first) and end in (_begin(last), _after(last)):
                return True
            if coarse and _begin(first) <= start < _after(first) and _begin(last) <= end <= _after(last):
                return True
    return False


def date_right(case: Case) -> bool:
    text = case["Input"]
    found = find_dates(text, datetime.date.fromisoformat(case["Context"]["ReferenceDateTime"][:10]))
    if len(found) != len(case["Results"]):
        return False
    return all(
        _bare(result["Text"]) in (_bare(text[date.start : date.end]), _bare(text[date.core[0] : date.core[1]]))
        and _same_time(text, date, result["Value"])
        for date, result in zip(found, case["Results"], strict=True)
    )


READERS: dict[str, Callable[[Case], bool]] = {
    "NumberModel": number_right,
    "OrdinalModel": ordinal_right,
    "PercentModel": percentage_right,
    "CurrencyModel": currency_right,
    "NumberRangeModel": range_right,
    "DateParser": date_right,
    "DatePeriodParser": date_right,
}


@pytest.mark.parametrize("name", READERS)
def test_share_of_the_cases_in_our_field_that_are_read_right(name: str) -> None:
    cases = _cases(name)
    out = set[int]().union(*LEFT_OUT[name].values())
    assert max(out, default=0) < len(cases)
    wrong = [f"{i}: {case['Input']}" for i, case in enumerate(cases) if i not in out and not READERS[name](case)]
    right = len(cases) - len(out) - len(wrong)
    print(f"{name}: {right} of {len(cases) - len(out)} in our field, {len(out)} of {len(cases)} left out")
    assert right >= FLOOR * (len(cases) - len(out)), wrong


@pytest.mark.parametrize("name", READERS)
def test_no_case_is_left_out_that_is_read_right(name: str) -> None:
    cases = _cases(name)
    needless = [cases[i]["Input"] for places in LEFT_OUT[name].values() for i in places if READERS[name](cases[i])]
    assert needless == []
