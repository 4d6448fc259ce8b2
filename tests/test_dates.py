"""Dates and periods: read as precisely as the words, and no more."""

from __future__ import annotations

import datetime
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.annotate.dates import Date, find_dates
from extract.annotate.papers import find_papers
from extract.annotate.points import MONTHS

WRITTEN = datetime.date(2019, 6, 12)
DATES = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))


def shown(text: str, date: Date) -> tuple[str, str | None, str | None, str]:
    return text[date.start : date.end], date.first, date.last, date.relation


def read(text: str, written: datetime.date | None = WRITTEN) -> list[tuple[str, str | None, str | None, str]]:
    return [shown(text, date) for date in find_dates(text, written)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # points
        ("op 9 maart 2017", ("op 9 maart 2017", "2017-03-09", None, "at")),
        ("9-3-2017", ("9-3-2017", "2017-03-09", None, "at")),
        ("9/3/2017", ("9/3/2017", "2017-03-09", None, "at")),
        ("2017-03-09", ("2017-03-09", "2017-03-09", None, "at")),
        ("op donderdag 9 maart 2017", ("op donderdag 9 maart 2017", "2017-03-09", None, "at")),
        ("in maart 2017", ("in maart 2017", "2017-03", None, "at")),
        ("in 2017", ("in 2017", "2017", None, "at")),
        ("(2017)", ("2017", "2017", None, "at")),
        ("in het begrotingsjaar 2017", ("in het begrotingsjaar 2017", "2017", None, "at")),
        ("in de loop van 2017", ("in de loop van 2017", "2017", None, "at")),
        ("de derde dinsdag van september 2017", ("de derde dinsdag van september 2017", "2017-09-19", None, "at")),
        # parts
        ("eind maart 2017", ("eind maart 2017", "2017-03", None, "at")),
        ("begin 2017", ("begin 2017", "2017", None, "at")),
        ("in het voorjaar van 2017", ("in het voorjaar van 2017", "2017", None, "at")),
        ("de eerste helft van 2017", ("de eerste helft van 2017", "2017-01", "2017-06", "at")),
        ("het derde kwartaal van 2017", ("het derde kwartaal van 2017", "2017-07", "2017-09", "at")),
        ("in Q2 2017", ("in Q2 2017", "2017-04", "2017-06", "at")),
        ("de eerste drie maanden van 2017", ("de eerste drie maanden van 2017", "2017-01", "2017-03", "at")),
        # periods
        ("2017–2021", ("2017–2021", "2017", "2021", "at")),
        ("in de periode 2017-2021", ("in de periode 2017-2021", "2017", "2021", "at")),
        ("2017/18", ("2017/18", "2017", "2018", "at")),
        ("de jaren 2017 tot en met 2019", ("de jaren 2017 tot en met 2019", "2017", "2019", "at")),
        ("in de jaren tachtig", ("in de jaren tachtig", "1980", "1989", "at")),
        ("van mei 2016 t/m juli 2018", ("van mei 2016 t/m juli 2018", "2016-05", "2018-07", "at")),
        ("tussen 2016 en 2018", ("tussen 2016 en 2018", "2016", "2018", "at")),
        ("tussen november 2016 en mei 2018", ("tussen november 2016 en mei 2018", "2016-11", "2018-05", "at")),
        ("3-4 juli 2017", ("3-4 juli 2017", "2017-07-03", "2017-07-04", "at")),
        ("3 en 4 juli 2017", ("3 en 4 juli 2017", "2017-07-03", "2017-07-04", "at")),
        ("van 3 t/m 14 juli 2017", ("van 3 t/m 14 juli 2017", "2017-07-03", "2017-07-14", "at")),
        ("in mei en juni 2017", ("in mei en juni 2017", "2017-05", "2017-06", "at")),
        ("van november tot en met januari 2018", ("van november tot en met januari 2018", "2017-11", "2018-01", "at")),
        ("van eind 2016 tot medio 2018", ("van eind 2016 tot medio 2018", "2016", "2018", "at")),
        # since, until, after
        ("sinds 1968", ("sinds 1968", "1968", None, "since")),
        ("vanaf begin 2018", ("vanaf begin 2018", "2018", None, "since")),
        ("per 1 augustus 2018", ("per 1 augustus 2018", "2018-08-01", None, "since")),
        ("met ingang van mei 2018", ("met ingang van mei 2018", "2018-05", None, "since")),
        ("tot 1 augustus 2018", ("tot 1 augustus 2018", None, "2018-08-01", "until")),
        ("tot en met 2018", ("tot en met 2018", None, "2018", "until")),
        ("uiterlijk in 2018", ("uiterlijk in 2018", None, "2018", "until")),
        ("voor eind 2018", ("voor eind 2018", None, "2018", "until")),
        ("vóór 1 mei 2018", ("vóór 1 mei 2018", None, "2018-05-01", "until")),
        ("na 2018", ("na 2018", "2018", None, "after")),
        ("voor 2018 is meer begroot", ("voor 2018", "2018", None, "at")),
        # from the day of writing
        ("dit jaar", ("dit jaar", "2019", None, "at")),
        ("vorig jaar", ("vorig jaar", "2018", None, "at")),
        ("het afgelopen jaar", ("het afgelopen jaar", "2018", None, "at")),
        ("komend jaar", ("komend jaar", "2020", None, "at")),
        ("eind volgend jaar", ("eind volgend jaar", "2020", None, "at")),
        ("later dit jaar", ("later dit jaar", "2019", None, "at")),
        ("voor het einde van het jaar", ("voor het einde van het jaar", None, "2019", "until")),
        ("twee jaar geleden", ("twee jaar geleden", "2017", None, "at")),
        ("over drie jaar", ("over drie jaar", "2022", None, "at")),
        ("de komende vier jaar", ("de komende vier jaar", "2020", "2023", "at")),
        ("vandaag", ("vandaag", "2019-06-12", None, "at")),
        ("vorige maand", ("vorige maand", "2019-05", None, "at")),
        ("afgelopen zomer", ("afgelopen zomer", "2019", None, "at")),
        ("in september jl.", ("in september jl.", "2018-09", None, "at")),
        ("tot op heden", ("tot op heden", None, "2019-06-12", "until")),
        ("op 1 april", ("op 1 april", "2019-04-01", None, "at")),
        ("op 20 november jl.", ("op 20 november jl.", "2018-11-20", None, "at")),
    ],
)
def test_forms(text: str, expected: tuple[str, str | None, str | None, str]) -> None:
    assert read(text) == [expected]


def test_a_yearly_report_calls_its_own_year_the_past_one() -> None:
    assert read("het afgelopen jaar", datetime.date(2019, 12, 3)) == [("het afgelopen jaar", "2019", None, "at")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in 2017 en 2018", [("in 2017", "2017", None, "at"), ("2018", "2018", None, "at")]),
        ("3 en 17 juli 2017", [("3", "2017-07-03", None, "at"), ("17 juli 2017", "2017-07-17", None, "at")]),
        ("sinds 2015 in Mali en tot 2018 in Irak", [
            ("sinds 2015", "2015", None, "since"), ("tot 2018", None, "2018", "until")]),
        ("In 2011 begon het; in de tweede helft van dat jaar", [
            ("In 2011", "2011", None, "at"), ("in de tweede helft van dat jaar", "2011-07", "2011-12", "at")]),
        ("In 2011 kwam de eerste, een jaar later de laatste", [
            ("In 2011", "2011", None, "at"), ("een jaar later", "2012", None, "at")]),
        ("In 2011 begon de bouw en op 1 mei volgde de doop.", [
            ("In 2011", "2011", None, "at"), ("op 1 mei", "2011-05-01", None, "at")]),
        ("In 2011 begon de bouw. Op 1 mei volgde de doop.", [
            ("In 2011", "2011", None, "at"), ("Op 1 mei", "2019-05-01", None, "at")]),
        ("op 28 december en 3 januari 2017", [
            ("op 28 december", "2016-12-28", None, "at"), ("3 januari 2017", "2017-01-03", None, "at")]),
    ],
)  # fmt: skip
def test_dates_that_lean_on_each_other(text: str, expected: list[tuple[str, str | None, str | None, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "met 2000 militairen",
        "ruim 2050 voertuigen",
        "resolutie 2085 van de Veiligheidsraad",
        "Defensienota 2018",
        "€ 2020",
        "2.017 stuks en 1,2017",
        "Mk-2017, P-2018",
        "in 2020 procent",
        "30 februari 2017",
        "Mei heeft gebeld",
        "vandaag de dag",
        "dezelfde maanden",
        "per jaar",
        "de komende jaren",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read(text) == []


def test_without_a_day_of_writing_nothing_is_guessed() -> None:
    assert read("op 1 april, vorig jaar, vandaag", None) == []


def test_inferred_years_are_marked_and_printed_ones_are_not() -> None:
    flags = [date.inferred for date in find_dates("op 1 april, op 1 april 2017 en dit jaar", WRITTEN)]
    assert flags == [True, False, True]


def test_the_part_is_kept() -> None:
    parts = [date.part for date in find_dates("eind 2017, in het najaar van 2017, in mei 2017", WRITTEN)]
    assert parts == ["eind", "najaar", None]


def test_the_year_of_a_date() -> None:
    dates = find_dates("in mei 2017, tot 2018, van 2018 tot en met 2020", WRITTEN)
    assert [date.year for date in dates] == [2017, 2018, None]


def test_nothing_in_a_name_or_a_paper_is_a_date() -> None:
    text = "Zie Kamerstukken II 2015/16, 31 999, nr. 8 van 3 mei 2016."
    dates = find_dates(text, skip=[paper[:2] for paper in find_papers(text)])
    assert [shown(text, date) for date in dates] == [("van 3 mei 2016", "2016-05-03", None, "at")]


@given(DATES, st.sampled_from(["op ", "sinds ", "tot ", "(", ""]))
def test_every_day_of_the_calendar_is_read_back(day: datetime.date, before: str) -> None:
    printed = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    text = f"Dit gebeurde {before}{printed}, zegt men."
    (date,) = find_dates(text)
    assert text[date.core[0] : date.core[1]] == printed
    assert (date.first or date.last) == day.isoformat()
    assert date.year == day.year


@given(DATES, DATES)
def test_a_period_runs_from_its_first_to_its_last_day(one: datetime.date, other: datetime.date) -> None:
    first, last = sorted((one, other))
    words = [f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in (first, last)]
    (date,) = find_dates(f"van {words[0]} tot en met {words[1]}")
    assert (date.first, date.last, date.relation) == (first.isoformat(), last.isoformat(), "at")


@given(st.text(alphabet="in 2019 tot en met 31 mei juni eind jaar dit sinds -–/.,(\n", max_size=120), st.none() | DATES)
def test_dates_lie_in_the_text_in_order_and_apart(text: str, written: datetime.date | None) -> None:
    found = find_dates(text, written)
    for date in found:
        assert 0 <= date.start <= date.core[0] < date.core[1] <= date.end <= len(text)
        ends = [end for end in (date.first, date.last) if end]
        assert ends
        assert all(re.fullmatch(r"\d{4}(-\d\d){0,2}", end) for end in ends)
        assert len(ends) < 2 or ends[0] <= ends[1]
    assert all(left.end <= right.start for left, right in pairwise(found))
