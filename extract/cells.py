"""Tables that were flattened to one cell a line: how many columns they had, if that can be told."""

from __future__ import annotations

import re
from collections.abc import Sequence

_YEAR = re.compile(r"(?:19|20)\d{2}")
_NOTHING = frozenset({"-", "–", "—", "?", "n.v.t.", "n.n.b.", "onbekend"})
WIDEST, MOST_WORDS, MOST_COLUMNS = 45, 6, 8
"""A cell has at most this many characters and words, a row at most this many cells."""


def is_cell(text: str) -> bool:
    """Whether a line is short and unfinished enough to be a cell of a table.

    >>> is_cell("Scania"), is_cell("1.250"), is_cell("12."), is_cell("Dat is nog niet bekend."), is_cell("Het gaat om:")
    (True, True, True, False, False)
    """
    short = len(text) <= WIDEST and len(text.split()) <= MOST_WORDS
    return short and (not text.endswith((".", ":", ";", ",")) or text[:-1].isdigit() or text in _NOTHING)


def is_figure(text: str) -> bool:
    """Whether a cell is a number, with a currency, a unit or a sign perhaps.

    >>> is_figure("1.250"), is_figure("€ 3,5 mln."), is_figure("12%"), is_figure("F-16")
    (True, True, True, False)
    """
    text = re.sub(r"^(?:€|\$|EUR|USD|ca\.|circa)\s*|\s*(?:%|procent|mln\.?|mld\.?|miljoen|miljard)$", "", text)
    return re.fullmatch(r"[+-]?\d[\d.,]*", text) is not None


def columns_of(cells: Sequence[str]) -> int:
    """The number of columns of a table that was flattened to one cell a line.

    The smallest number that divides the cells and gives each column below its head one kind of
    cell, number or text, with some column of numbers; 1 where there is none. The head is of words,
    or of years after a first word.

    >>> columns_of(["Schip", "Aantal", "Tromp", "1", "Evertsen", "2"]), columns_of(["een", "twee", "drie"])
    (2, 1)
    >>> columns_of(["Land", "2019", "2020", "Mali", "240", "–", "Niger", "12", "14"])
    3
    """
    kinds = [None if cell in _NOTHING else is_figure(cell) for cell in cells]
    for width in range(2, min(MOST_COLUMNS, len(cells) // 2) + 1):
        head = cells[:width]
        if (
            len(cells) % width
            or kinds[0]
            or any(k and not _YEAR.fullmatch(c) for k, c in zip(kinds, head, strict=False))
        ):
            continue
        columns = [{kind for kind in kinds[width + column :: width] if kind is not None} for column in range(width)]
        if all(len(found) <= 1 for found in columns) and {True} in columns and columns[0] == {False}:
            return width
    return 1


def table_run(lines: Sequence[str]) -> int:
    """How many of the first lines make a table that lost its form and has no caption; 0 where there is none.

    Six cells at least, with two numbers under the first and a fifth of them numbers.

    >>> table_run(["Schip", "Aantal", "Tromp", "1", "Evertsen", "2", "De schepen varen nu, zoals is voorzien."])
    6
    >>> table_run(["Noorwegen", "Zweden", "Finland", "IJsland", "Denemarken", "Letland"])
    0
    """
    stop = next((at for at, line in enumerate(lines) if not is_cell(line)), len(lines))
    figures = sum(is_figure(line) for line in lines[:stop])
    enough = stop >= 6 and figures >= 2 and figures * 5 >= stop and not is_figure(lines[0])
    return stop if enough else 0
