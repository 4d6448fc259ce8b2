"""Answers of a query as a table for people: aligned, wrapped to a width, quotes beneath their rows."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Cell: TypeAlias = str | None
"""Text of a cell; None where the query left the variable unbound."""

_GAP = "  "
_NARROWEST = 6
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its cells, and whether they are numbers (set flush right)."""

    heading: str
    cells: tuple[Cell, ...]
    numeric: bool = False


def grouped(number: str) -> str:
    """A number with its thousands apart, as ISO 80000-1 writes them.

    >>> grouped("1234567890"), grouped("-12345.75"), grouped("2.75"), grouped("2500"), grouped("8e9")
    ('1 234 567 890', '-12 345.75', '2.75', '2 500', '8e9')
    """
    whole, point, fraction = number.partition(".")
    digits = whole.lstrip("-")
    if not digits.isdecimal():
        return number
    return whole[: len(whole) - len(digits)] + f"{int(digits):,}".replace(",", " ") + point + fraction


def render(columns: Sequence[Column], notes: Sequence[Cell], width: int) -> str:
    """Lay out columns of equal length, each row followed by its note (a quote with its place).

    Rows in succession with the same note share it. Columns without any value are left out. Cells
    that do not fit are wrapped, between words where there is room for them, and never cut.
    ``width`` is in characters; a table of many columns may still be wider, as no column goes
    below six.

    >>> print(render([Column("who", ("Nederland", "Duitsland")), Column("people", ("12", "1400"), True)], [], 40))
    who        people
    ---------  ------
    Nederland      12
    Duitsland   1 400
    """
    shown = [column for column in columns if any(cell for cell in column.cells)]
    texts = [[grouped(c) if column.numeric and c else c or "" for c in column.cells] for column in shown]
    whole = [[column.heading, *cells] for column, cells in zip(shown, texts, strict=True)]
    words = [[word for cell in cells for word in cell.split()] if not column.numeric else cells
             for column, cells in zip(shown, whole, strict=True)]  # fmt: skip
    widths = _fit([_longest(cells) for cells in whole], [_longest(cells) for cells in words], width)
    lines = _row([column.heading for column in shown], shown, widths)
    lines.append(_GAP.join("-" * w for w in widths))
    for number in range(len(texts[0]) if texts else 0):
        lines += _row([cells[number] for cells in texts], shown, widths)
        if notes and (note := notes[number]) and note not in notes[number + 1 : number + 2]:
            room = max(width, 4 * _NARROWEST)
            lines += textwrap.wrap(note, room, initial_indent=_INDENT, subsequent_indent=_INDENT)
    return "\n".join(line.rstrip() for line in lines)


def _longest(texts: Sequence[str]) -> int:
    return max(map(len, texts), default=0)


def _fit(natural: Sequence[int], words: Sequence[int], width: int) -> list[int]:
    """Take room from the widest columns, a character at a time, until the table fits; from words last."""
    widths = list(natural)
    room = width - len(_GAP) * (len(widths) - 1)
    for floors in (words, [_NARROWEST] * len(widths)):
        while sum(widths) > room:
            wide = [i for i, w in enumerate(widths) if w > max(floors[i], _NARROWEST)]
            if not wide:
                break
            widths[max(wide, key=lambda i: (widths[i], -i))] -= 1
    return widths


def _row(cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> list[str]:
    wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for number in range(max(map(len, wrapped), default=0)):
        parts = [part[number] if number < len(part) else "" for part in wrapped]
        lines.append(
            _GAP.join(
                part.rjust(width) if column.numeric else part.ljust(width)
                for part, column, width in zip(parts, columns, widths, strict=True)
            )
        )
    return lines
