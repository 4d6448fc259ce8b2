"""Printed lines and the cells that they are made of, in the order in which one reads them.

A cell is a stretch of a line without a gap of three spaces or more; dots that lead the eye from
one cell to the next are a gap too. A page set in two columns is
read column by column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from statistics import mean, median
from typing import Literal

from extract.source import Source

Role = Literal["head", "furniture", "margin", "signature", "table", "body"]

_CELL = re.compile(r"\S+(?:[^\S\t]{1,2}\S+)*")
_LEADER = re.compile(r"(?<=[^\s.…])[^\S\n]*(?:\.{5,}|(?:\. ){4,}\.?|…{2,})[^\S\n]*(?=\S)")
_NUMBER_CELL = re.compile(r"(?:\d{1,2}(?:\.\d+)*|[a-zA-Z])[.)]|[^\w\s]")
_LOWER_WORD = re.compile(r"(?:^|\s)[(“‘\"']?[a-zà-öø-ÿ][\w’'-]*")
COLUMN_ROWS, COLUMN_WIDTH = 5, 25
"""Two columns are told from a text with a margin by this many lines side by side, of this many characters."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Text without a gap; ``start`` and ``end`` (exclusive) are characters of the source, ``column`` counts from 0."""

    start: int
    end: int
    column: int
    text: str

    @property
    def edge(self) -> int:
        """The column after the last character."""
        return self.column + len(self.text)


@dataclass(slots=True)
class Row:
    """One printed line: its cells with their roles, and the reasons for those; no cells on a blank line."""

    page: int
    cells: tuple[Cell, ...]
    roles: list[Role] = field(init=False)
    reasons: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.roles = ["body"] * len(self.cells)
        self.reasons = [""] * len(self.cells)

    @property
    def text(self) -> str:
        """The line with its gaps closed to one space."""
        return " ".join(cell.text for cell in self.cells)

    def mark(self, role: Role, reason: str = "") -> None:
        """Give all cells one role, and say why."""
        self.roles[:] = [role] * len(self.cells)
        self.reasons[:] = [reason] * len(self.cells)

    @property
    def is_body(self) -> bool:
        """Whether some cell is still taken for body text."""
        return "body" in self.roles


def rows_of(source: Source) -> list[Row]:
    """The lines of a source, cut into cells, all of them body as yet."""
    pages: list[Sequence[Row]] = []
    for number, (start, end) in enumerate(source.pages, 1):
        at = start
        page: list[Row] = []
        for line in source.text[start:end].splitlines(keepends=True):
            bare = _LEADER.sub(lambda m: " " * len(m.group()), line)
            cells = tuple(Cell(at + m.start(), at + m.end(), m.start(), m.group()) for m in _CELL.finditer(bare))
            gap = max((two.column - one.edge for one, two in pairwise(cells)), default=0)
            even = gap < 5 or (len(cells) > 4 and word_count(line) > len(cells) * 3 // 2)
            if len(cells) > 2 and len(line) > 60 and word_count(line) > 3 and even:
                cells = (_merged(cells, at, line),)  # a justified line, not a table
            elif len(cells) == 2 and _NUMBER_CELL.fullmatch(cells[0].text):
                cells = (_merged(cells, at, line),)
            page.append(Row(number, cells))
            at += len(line)
        pages.append(_single_spaced(page))
    gutters = frozenset(gutter for page in pages for _, _, gutter in _columns(page))
    return [row for page in pages for row in _column_by_column(page, gutters)]


def _single_spaced(page: Sequence[Row]) -> Sequence[Row]:
    """The rows of a page without the blank ones that only make its spacing double."""
    full = [at for at, row in enumerate(page) if row.cells]
    spaced = [at for at in full if at + 1 < len(page) and not page[at + 1].cells]
    running = [at for at in spaced if page[at].text[-1] not in ".:;?!"]
    if len(full) < 8 or len(spaced) < 0.9 * len(full) or len(running) < 0.4 * len(full):
        return page
    dropped = {at + 1 for at in spaced}
    return [row for at, row in enumerate(page) if at not in dropped]


def _merged(cells: Sequence[Cell], at: int, line: str) -> Cell:
    start, end = cells[0].start, cells[-1].end
    return Cell(start, end, cells[0].column, line[start - at : end - at])


def word_count(line: str) -> int:
    """The number of words in lower case."""
    return len(_LOWER_WORD.findall(line))


def is_prose(text: str) -> bool:
    """Whether a line is long and wordy enough to be part of a sentence.

    >>> is_prose("Hierbij informeer ik u over de stand van zaken van de samenwerking"), is_prose("Postbus 20701")
    (True, False)
    """
    words = word_count(text)
    ended = text.endswith((".", ",", ":")) and words >= 3
    return (len(text) >= 45 and words >= 4) or (len(text) >= 25 and ended)


def _column_by_column(page: Sequence[Row], gutters: frozenset[int]) -> list[Row]:
    """The rows of a page, those of two columns of running text one column after the other.

    A gutter that another page has too is told from fewer lines: the last page may be short.
    """
    rows: list[Row] = []
    at = 0
    for start, stop, gutter in _columns(page, gutters):
        rows += page[at:start]
        for right in (False, True):
            rows += (Row(row.page, _side(row, gutter, right)) for row in page[start:stop])
            rows.append(Row(page[start].page, ()))
        at = stop
    return [*rows, *page[at:]]


def _side(row: Row, gutter: int, right: bool) -> tuple[Cell, ...]:
    shift = gutter if right else 0
    return tuple(
        Cell(cell.start, cell.end, max(0, cell.column - shift), cell.text)
        for cell in row.cells
        if (cell.column >= gutter - 2) == right
    )


def _columns(page: Sequence[Row], gutters: frozenset[int] = frozenset()) -> Iterator[tuple[int, int, int]]:
    """First row, row after the last and column of the gutter's right edge, of each stretch set in two columns."""
    pairs = Counter(row.cells[1].column for row in page if len(row.cells) == 2)
    gutter, count = max(pairs.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    least = 2 if gutter in gutters else COLUMN_ROWS
    if count < least:
        return
    at = 0
    while at < len(page):
        if len(page[at].cells) != 2 or not word_count(page[at].cells[1].text) or not _keeps_clear(page[at], gutter):
            at += 1
            continue
        stop = next((i for i in range(at, len(page)) if not _keeps_clear(page[i], gutter)), len(page))
        stop = _last_of_columns(page[at:stop]) + at
        if _flows(page[at:stop], least):
            yield at, stop, gutter
        at = stop


def _last_of_columns(rows: Sequence[Row]) -> int:
    """The row after the last of two columns: a few lines below a blank one are a footnote, not a longer column."""
    stop = max(at for at, row in enumerate(rows) if len(row.cells) == 2) + 1
    while stop < len(rows):
        after = stop if rows[stop].cells else stop + 1
        tail = list(takewhile(lambda row: row.cells, rows[after:]))
        if after > stop and (len(tail) < 3 or median(len(row.text) for row in tail) < COLUMN_WIDTH):
            break
        stop = after + len(tail)
    return stop


def _keeps_clear(row: Row, gutter: int) -> bool:
    """Whether nothing of a line stands in the gutter, at most one cell on each side of it."""
    sides = [cell.column >= gutter - 2 for cell in row.cells]
    clear = all(right or cell.edge <= gutter - 3 for cell, right in zip(row.cells, sides, strict=True))
    aligned = all(not right or cell.column <= gutter + 4 for cell, right in zip(row.cells, sides, strict=True))
    return clear and aligned and len(set(sides)) == len(sides)


def _flows(rows: Sequence[Row], least: int) -> bool:
    """Whether both sides of the gutter are running text of much the same width."""
    both = [row.cells for row in rows if len(row.cells) == 2]
    if len(both) < least:
        return False
    widths = []
    for side in (0, 1):
        texts = [cells[side].text for cells in both]
        widths.append(median(len(text) for text in texts))
        if mean(word_count(text) for text in texts) < 2.5:
            return False
    return min(widths) >= COLUMN_WIDTH and max(widths) <= 1.5 * min(widths)
