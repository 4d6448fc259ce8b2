"""Overprinted pages are found, taken apart and marked where uncertain; other documents are left alone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from overprints import SANS, SERIF, TYPEWRITER, Line, Press, letter_pages, overprinted, sentences, text_of, wrapped

from extract.overprint import Recovery, recover
from extract.overprint import recovery as recovering
from extract.overprint.align import common, is_within, place
from extract.overprint.letters import Breaks, Letters
from extract.overprint.unshuffle import FREE, NEW, Known, unshuffle
from extract.overprint.widths import Widths
from extract.source import pages_of

SHIFTED = (0.0, 0.5, 0.0, 0.5)  # baselines of every other page lie between those of the others


def words_f1(found: str, true: str) -> float:
    one, two = found.split(), true.split()
    return 2 * (Counter(one) & Counter(two)).total() / (len(one) + len(two))


def letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def recovered(text: str) -> Recovery:
    done = recover(text, pages_of(text))  # only the foot of page 1 is legible there
    assert done is not None, "no overprint found"
    return done


def pages_with_an_indent(rng: Random, count: int) -> list[list[Line]]:
    pages = letter_pages(rng, count, lines=24)
    return [[replace(line, indent=2.5) if n % 6 == 4 else line for n, line in enumerate(page)] for page in pages]


def pages_in_two_faces(rng: Random, count: int) -> list[list[Line]]:
    pages = letter_pages(rng, count, lines=24)
    return [[replace(line, size=0.82) if n % 9 > 5 else line for n, line in enumerate(page)] for page in pages]


CASES = {
    "one grid": (Press(), letter_pages(Random(1), 4, lines=16)),
    "shifted baselines": (Press(shifts=SHIFTED), letter_pages(Random(2), 5, lines=20)),
    "a serif face": (Press(widths=SERIF, shifts=SHIFTED), letter_pages(Random(3), 4, lines=24)),
    "a typewriter": (Press(widths=TYPEWRITER), letter_pages(Random(4), 3, lines=24)),
    "long runs": (Press(widths=SANS, runs=0.15), letter_pages(Random(5), 4, lines=16)),
    "short runs": (Press(widths=SANS, runs=0.7, shifts=SHIFTED), letter_pages(Random(6), 4, lines=24)),
    "a wide measure": (Press(shifts=SHIFTED), letter_pages(Random(7), 4, lines=20, measure=120)),
    "no space after a line": (Press(trailing="", shifts=SHIFTED), letter_pages(Random(8), 4, lines=24)),
    "indents": (Press(shifts=SHIFTED), pages_with_an_indent(Random(9), 4)),
    "two faces": (Press(shifts=SHIFTED), pages_in_two_faces(Random(10), 4)),
}


@pytest.mark.parametrize("name", CASES)
def test_pages_come_back(name: str) -> None:
    press, pages = CASES[name]
    blocks = overprinted(pages, press)
    text = "\f".join(blocks) if name == "no space after a line" else "\n\n".join(blocks)
    done = recovered(text)
    assert len(done.pages) == len(pages)
    assert done.finding.startswith(f"{len(pages)} pages recovered from an overprint; ")
    scores = [words_f1(page.text, true) for page, true in zip(done.pages, text_of(pages, press), strict=True)]
    assert scores[0] == 1.0
    assert min(scores) > 0.94, scores
    assert sum(scores) / len(scores) > 0.97, scores
    # nothing is lost, nothing is added
    assert letters(done.text) == letters(blocks[-1])
    for page in done.pages:
        assert len(page.origin) == len(page.text)
        assert all(text[at] == letter for letter, at in zip(page.text, page.origin, strict=True) if at >= 0)
        assert all(letter == "\n" for letter, at in zip(page.text, page.origin, strict=True) if at < 0)
        assert all(1 <= line <= page.text.count("\n") for line in page.uncertain)


def test_most_wrong_lines_are_marked() -> None:
    """Words that are no words give the search little to go by: it errs, and says where."""
    rng = Random(21)
    pages = [
        [Line(" ".join("".join(rng.choices("aeiklnrst", k=rng.randrange(3, 9))) for _ in range(9))) for _ in range(12)]
        for _ in range(3)
    ]
    done = recovered("\n\n".join(overprinted(pages, Press(widths=SERIF))))
    wrong = marked = 0
    for page, true in zip(done.pages, text_of(pages, Press()), strict=True):
        lines = {" ".join(line.split()) for line in true.splitlines()}
        bad = {n for n, line in enumerate(page.text.splitlines(), 1) if " ".join(line.split()) not in lines}
        wrong += len(bad)
        marked += len(bad & set(page.uncertain))
    assert wrong > 3
    assert marked > 0.6 * wrong, f"{marked} of {wrong} wrong lines are marked"
    assert sum(len(page.uncertain) for page in done.pages) == len(done.uncertain)
    assert all("\n" not in done.text[a:b] and done.text[b] == "\n" for a, b in done.uncertain)
    assert f"{sum(len(page.uncertain) for page in done.pages)} lines uncertain: page " in done.finding


def test_a_part_of_a_document_is_overprinted() -> None:
    press = Press(shifts=SHIFTED)
    pages = letter_pages(Random(11), 6, lines=24)
    sound = text_of(pages, press)
    inside = overprinted(pages[2:5], press)
    parts = [*sound[:2], *inside, sound[5]]
    text = "\f".join(parts)
    spans, at = [], 0
    for n, part in enumerate(parts):
        end = at + len(part) + (n < len(parts) - 1)
        spans.append((at, end))
        at = end
    for given_pages in ((), tuple(spans)):
        done = recover(text, given_pages)
        assert done is not None
        assert [page.recovered for page in done.pages] == [False] * (len(done.pages) - 4) + [True] * 3 + [False]
        assert done.finding.startswith("3 pages recovered")
        assert words_f1(done.pages[-1].text, sound[5]) == 1.0
        for page, true in zip(done.pages[-4:-1], sound[2:5], strict=True):
            assert words_f1(page.text, true) > 0.95
    assert [page.text.rstrip("\f") for page in done.pages[:2]] == sound[:2]
    assert done.spans[-1][1] == len(done.text)


def test_two_pages_of_which_only_the_feet_merge() -> None:
    pages = letter_pages(Random(12), 2, lines=20)
    high = overprinted(pages, Press(shifts=(0.0, 0.5)))
    assert recover("\n\n".join(high)) is None, "nothing is merged: lines of two pages that alternate prove nothing"
    lines = [[line for line in page if line.text][:14] for page in pages]
    spread = [
        [*(part for line in lines[0] for part in (line, Line(""))), Line("Bladzijde 1 van het verslag")],
        [*(part for line in lines[1] for part in (Line(""), line)), Line("Bladzijde 2 van het verslag")],
    ]
    done = recovered("\n\n".join(overprinted(spread, Press())))
    assert "Bladzijde 1 van het verslag" in done.pages[0].text
    assert "Bladzijde 2 van het verslag" in done.pages[1].text
    assert words_f1(done.pages[1].text, text_of(spread, Press())[1]) > 0.97


def slides() -> list[str]:
    """Slides that build up: each repeats the one before and adds a point."""
    points = [f"- {line}" for sentence in sentences(Random(13), 12) for line in wrapped(sentence.split(), 60)]
    return ["\n".join(["Voortgang van het programma", " ", *points[: 6 + 2 * n]]) for n in range(6)]


def forms() -> list[str]:
    """A form, empty, then filled in field by field."""
    fields = ("Naam", "Adres", "Woonplaats", "Geboortedatum", "Onderwerp van het verzoek", "Datum van ontvangst")
    values = ("J. de Wilde", "Lindelaan 12", "Oostveen", "1 mei 1980", "een nieuwe brug", "3 juni 2021")
    head = "Aanvraag voor een vergunning op grond van de verordening openbare ruimte"
    made = []
    for filled in range(len(fields) + 1):
        rows = [f"{f}: {v if n < filled else ''}   " for n, (f, v) in enumerate(zip(fields, values, strict=True))]
        made.append("\n".join([head, " ", *rows, " ", "Hieronder niet schrijven; bestemd voor de behandelaar."]))
    return made


def drafts() -> list[str]:
    """A draft, and the same with letters put in that were missing."""
    lines = wrapped(" ".join(sentences(Random(14), 14)).split(), 70)
    bad = [re.sub(r"(\w{5})\w(\w+)", r"\1\2", line, count=2) for line in lines]
    return ["\n".join(bad), "\n".join([*lines, "Vastgesteld in de vergadering van het bestuur op 4 mei."])]


def contents() -> list[str]:
    """A table of contents that grows."""
    rows = [f"{n}  {line[:40].ljust(60, '.')} {3 * n}" for n, line in enumerate(sentences(Random(15), 40), 1)]
    return ["\n".join(rows[: 10 * n]) for n in range(1, 5)]


def same() -> list[str]:
    """The same page three times."""
    return ["\n".join(line.text for line in letter_pages(Random(16), 1)[0])] * 3


def ordinary() -> list[str]:
    """Eight pages of running text."""
    return text_of(letter_pages(Random(17), 8), Press())


@pytest.mark.parametrize("make", [slides, forms, drafts, contents, same, ordinary])
@pytest.mark.parametrize("between", ["\n\n", "\f"])
def test_other_documents_are_left_alone(make, between: str) -> None:  # type: ignore[no-untyped-def]
    assert recover(between.join(make())) is None


def test_a_block_that_lacks_a_line_stops_the_work_there() -> None:
    pages = letter_pages(Random(18), 4, lines=20)
    blocks = overprinted(pages, Press(shifts=SHIFTED))
    torn = "\n".join(blocks[3].split("\n")[8:])
    done = recovered("\n\n".join([*blocks[:3], torn]))
    assert [page.recovered for page in done.pages] == [True, True, True, False]
    assert done.pages[3].text.strip() == torn.strip()


def test_beyond_the_limits_the_rest_is_left_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = letter_pages(Random(19), 4, lines=20)
    blocks = overprinted(pages, Press(shifts=SHIFTED))
    monkeypatch.setattr(recovering, "MOST_BLOCKS", 3)
    done = recovered("\n\n".join(blocks))
    assert [page.recovered for page in done.pages] == [True, True, True, False]
    assert done.pages[3].text == blocks[3]
    assert "3 pages recovered from an overprint" in done.finding
    assert "only the first 3 of 4 were tried" in done.finding
    monkeypatch.setattr(recovering, "MOST_BLOCKS", 1)
    done = recovered("\n\n".join(blocks))
    assert not any(page.recovered for page in done.pages)
    assert "could not be taken apart" in done.finding


def test_the_same_input_gives_the_same_pages() -> None:
    text = "\n\n".join(overprinted(letter_pages(Random(20), 3, lines=16), Press(shifts=SHIFTED)))
    assert recover(text) == recover(text)


@given(st.text(alphabet="ab \n\f", max_size=400))
@settings(max_examples=60, deadline=None)
def test_no_text_is_too_odd(text: str) -> None:
    assert recover(text) is None  # too few different letters and lines to be an overprint


def longest(one: str, two: str) -> int:
    row = [0] * (len(two) + 1)
    for a in one:
        last = row
        row = [0]
        for m, b in enumerate(two):
            row.append(last[m] + 1 if a == b else max(last[m + 1], row[m]))
    return row[-1]


@given(st.text(alphabet="abc ", max_size=20), st.text(alphabet="abc ", max_size=20))
def test_common_letters_are_counted_right(one: str, two: str) -> None:
    assert common(one, two) == longest(one, two)
    assert is_within(one, two) == (longest(one, two) == len(one))


@given(st.lists(st.text(alphabet="abcdef ", min_size=1, max_size=12), max_size=8), st.randoms(use_true_random=False))
def test_every_line_with_text_gets_a_place_that_holds_it(lines: list[str], rng: Random) -> None:
    new = list(lines)
    for _ in range(4):
        new.insert(rng.randrange(len(new) + 1), "fedcba" * 3)
    placed = place(lines, new)
    assert placed is not None
    for j, olds in enumerate(placed):
        assert letters("".join(lines[n] for n in olds)) <= letters(new[j])
    assert {n for olds in placed for n in olds} >= {n for n, line in enumerate(lines) if line.strip()}
    assert place(["xyz"], ["abc"]) is None


@given(
    st.text(alphabet="abcde", min_size=1, max_size=12),
    st.text(alphabet="abcde", min_size=1, max_size=12),
    st.randoms(use_true_random=False),
)
@settings(deadline=None)
def test_a_reading_accounts_for_every_letter(known: str, new: str, rng: Random) -> None:
    owners = [0] * len(known) + [1] * len(new)
    rng.shuffle(owners)
    rests = [list(known), list(new)]
    target = "".join(rests[owner].pop(0) for owner in owners)
    widths = Widths()
    flat = [0.5] * len(known)
    line = Known(known, widths.edges(known), range(len(known)), 0, flat, flat)
    readings = unshuffle(target, [line], [], Letters(), Breaks(), widths, beam=10_000)
    assert readings
    assert [reading.cost for reading in readings] == sorted(reading.cost for reading in readings)
    for reading in readings:
        taken = {who: "".join(c for c, o in zip(target, reading.owner, strict=True) if o == who) for who in (0, NEW)}
        assert taken == {0: known, NEW: reading.text}
        assert FREE not in reading.owner


def test_widths_are_learnt_from_the_order_of_runs() -> None:
    widths = Widths()
    narrow = widths["m"]
    assert narrow > widths["x"]
    # a face in which m is no wider than x
    widths.learn([("m" * n + "a" * m, "x" * n + "a" * m + "i") for n in range(2, 12) for m in range(8)])
    assert widths["m"] - widths["x"] < 0.5 * (narrow - Widths()["x"])
