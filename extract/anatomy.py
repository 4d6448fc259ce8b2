"""The parts of a letter in reading order, each clean and with a thread back to the input."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from extract.blocks import Group, groups_of
from extract.clean import UNSEEN, Change, Cleaned, Rule, clean, rules_for
from extract.clean_marks import SUPERSCRIPT, figure
from extract.clean_words import Evidence
from extract.head import beside, letter_of, lines_of, own_names
from extract.layout import laid_out
from extract.pieces import is_finished
from extract.reading import Finding, Letter, Span
from extract.rows import Cell, Row
from extract.source import Source

BlockKind = Literal[
    "head", "furniture", "margin", "heading", "paragraph", "item", "footnote", "table", "cell", "signature"
]
_FIGURE = re.compile(rf"[^\w{SUPERSCRIPT}]{{0,2}}?([0-9{SUPERSCRIPT}]+|\*{{1,3}})")
_SKIPPED = {
    "footnote": "mark that opens a footnote",
    "item": "bullet or number that opens an item",
}
_DROPPED = re.compile("[-‐\u0300-\u036f]|" + UNSEEN.pattern)


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a letter.

    ``text`` is clean; ``text[i]`` stood at character ``origin[i]`` of the source. Cells of a table
    row are parted by a tab. ``page`` is where the block begins, ``heading`` the text of the heading
    (or, for the row of a table, the caption) it stands under. ``why`` says in a few words how it
    came to be of its kind, ``changes`` what was done to its characters.
    """

    kind: BlockKind
    text: str
    origin: tuple[int, ...]
    page: int
    heading: str | None
    source: Source = field(repr=False, compare=False)
    why: str = field(default="", repr=False, compare=False)
    changes: tuple[Change, ...] = field(default=(), repr=False, compare=False)

    def span(self, start: int, end: int) -> Span:
        """The place in the input of the clean characters from ``start`` to ``end`` (exclusive).

        Raises:
            ValueError: the characters are none, or lie outside the block.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(
                f"Characters {start} to {end} of a block of {len(self.text)} characters ({self.text[:40]!r}): "
                "give a start before the end, both inside the block."
            )
        places = self.origin[start:end]  # not in order where the block goes on in a second column
        last = max(places) + 1
        while last < len(self.source.text) and unicodedata.combining(self.source.text[last]):
            last += 1  # an accent printed after its letter
        return self.source.span(min(places), last)


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A footnote mark taken out of block number ``block``, just before clean offset ``at``."""

    block: int
    at: int
    number: int


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A letter taken apart.

    ``blocks`` stand in reading order. ``letter_spans`` are (block, start, end), in clean offsets,
    of the places where the letter's own title, reference or parliamentary number is printed.
    """

    source: Source
    letter: Letter
    blocks: tuple[Block, ...]
    letter_spans: tuple[tuple[int, int, int], ...] = ()
    marks: tuple[Mark, ...] = ()
    findings: tuple[Finding, ...] = ()


def anatomy(source: Source, known: Callable[[str], bool] = lambda _: False) -> Anatomy:
    """Take a letter apart.

    Args:
        source: the letter.
        known: whether a word (in the case it is written in) is one, besides those that the letter
            itself shows; it helps to decide whether a word broken at a hyphen had one of its own.
    """
    rows, head, printed = laid_out(source)
    groups = groups_of(rows[head:], printed)
    evidence = Evidence.of(source.text)
    notes = _note_numbers(groups, source)
    maker = _Maker(source, rules_for(lambda word: word in evidence or known(word), evidence.opens, notes), rows)
    lines = lines_of(rows[:head])
    for line in lines:
        maker.add(line.role, line.cells)
    for row in rows[head:]:
        for cell, role in zip(row.cells, row.roles, strict=True):
            if role in ("furniture", "margin", "signature"):
                maker.add(role, (cell,))
    heading: str | None = None
    caption: str | None = None
    page = 1
    for group in groups:
        if _pages_missing(printed, page, group.pieces[0].page):
            heading = None  # it may stand on a page that is not there
        page = group.pieces[-1].page
        under = (caption or heading) if group.kind in ("table", "cell") and not group.caption else heading
        cells = [cell for piece in group.pieces for cell in piece.cells]
        text = maker.add(group.kind, cells, under, group.skip, in_columns=group.kind == "table" and not group.caption)
        if group.kind == "heading":
            heading = text
        caption = text if group.caption else caption if group.kind in ("table", "cell") else None
    blocks, marks = maker.ordered()
    letter = letter_of(source, [*lines, *beside(rows, head)], [(block.kind, block.text) for block in blocks])
    own = [(n, *span) for n, block in enumerate(blocks) for span in own_names(letter, block.text, block.kind)]
    return Anatomy(source, letter, blocks, tuple(own), marks, (*_breaks(blocks, printed, source), *_torn(blocks)))


class _Maker:
    """Makes blocks out of cells."""

    def __init__(self, source: Source, rules: Sequence[Rule], rows: Sequence[Row]) -> None:
        self.source = source
        self.rules = rules
        cells = [(cell, why) for row in rows for cell, why in zip(row.cells, row.reasons, strict=True)]
        self.reasons = {cell.start: why for cell, why in cells if why}
        places = sorted((cell.start, number) for number, (cell, _) in enumerate(cells))
        self.starts = [start for start, _ in places]
        self.numbers = [number for _, number in places]
        self.made: list[Block] = []
        self.taken: list[tuple[Block, int]] = []  # blocks with marks, and the offset of each in the source

    def add(
        self,
        kind: BlockKind,
        cells: Sequence[Cell],
        heading: str | None = None,
        skip: int = 0,
        *,
        in_columns: bool = False,
    ) -> str:
        """Make a block, and a block of furniture of every mark taken out of it; returns the clean text."""
        starts = [(cell.start, cell.end) for cell in cells]
        if skip:
            self._furniture(starts[0][0], starts[0][0] + skip, _SKIPPED.get(kind, ""))
            starts[0] = (starts[0][0] + skip, starts[0][1])
            starts = [(a, b) for a, b in starts if a < b]
        if in_columns:
            cleaned = _joined([self._cleaned([part]) for part in starts], [end for _, end in starts])
        else:
            cleaned = self._cleaned(starts)
        if not cleaned.text:
            for start, end in starts:
                self._furniture(start, end)
            return ""
        page = self.source.page_at(cleaned.origin[0])
        why = self.reasons.get(cells[0].start, "")
        block = Block(kind, cleaned.text, cleaned.origin, page, heading, self.source, why, cleaned.changes)
        self.made.append(block)
        kept = set(cleaned.origin)
        for start, end in _runs(at for a, b in starts for at in range(a, b) if at not in kept and self._shows(at)):
            self._furniture(start, end, "footnote mark taken out of the text")
            self.taken.append((block, start))
        return cleaned.text

    def _shows(self, at: int) -> bool:
        char = self.source.text[at]
        return not char.isspace() and not _DROPPED.match(char)

    def _cleaned(self, parts: Sequence[tuple[int, int]]) -> Cleaned:
        raw = "\n".join(self.source.text[start:end] for start, end in parts)
        last = len(self.source.text) - 1
        where = [min(at, last) for start, end in parts for at in range(start, end + 1)]
        cleaned = clean(raw, self.rules)
        changes = (
            Change(rule, where[start], where[end - 1] + 1, old, new) for rule, start, end, old, new in cleaned.changes
        )
        return Cleaned(cleaned.text, tuple(where[at] for at in cleaned.origin), tuple(changes))

    def place(self, at: int) -> tuple[int, int]:
        """Where a character stands in reading order: the number of its cell, and its offset."""
        return self.numbers[max(0, bisect_right(self.starts, at) - 1)], at

    def _furniture(self, start: int, end: int, why: str = "") -> None:
        while start < end and self.source.text[end - 1].isspace():
            end -= 1
        if start < end:
            page = self.source.page_at(start)
            self.made.append(
                Block("furniture", self.source.text[start:end], tuple(range(start, end)), page, None, self.source, why)
            )

    def ordered(self) -> tuple[tuple[Block, ...], tuple[Mark, ...]]:
        """The blocks in reading order, and the footnote marks taken out of them."""
        blocks = sorted(self.made, key=lambda block: self.place(block.origin[0]))
        number = {id(block): n for n, block in enumerate(blocks)}
        marks = [
            Mark(number[id(block)], bisect_left(block.origin, self.place(at), key=self.place), figure(match.group(1)))
            for block, at in self.taken
            if (match := _FIGURE.match(self.source.text, at))
        ]
        return tuple(blocks), tuple(sorted(marks))


def _runs(offsets: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Start and end (exclusive) of each run of successive numbers."""
    start = end = -1
    for at in offsets:
        if at != end:
            if start >= 0:
                yield start, end
            start = at
        end = at + 1
    if start >= 0:
        yield start, end


def _joined(cells: Sequence[Cleaned], ends: Sequence[int]) -> Cleaned:
    """The cells of a table row, parted by tabs that stand where each cell ends."""
    text = "\t".join(cell.text for cell in cells)
    origin = [at for cell, end in zip(cells, ends, strict=True) for at in (*cell.origin, end)]
    return Cleaned(text, tuple(origin[: len(text)]), tuple(change for cell in cells for change in cell.changes))


def _note_numbers(groups: Sequence[Group], source: Source) -> frozenset[int]:
    marks = (source.text[g.pieces[0].cells[0].start :][: g.skip].strip(" ()[]") for g in groups if g.kind == "footnote")
    return frozenset(figure(mark) for mark in marks if mark)


def _pages_missing(printed: Mapping[int, int], page: int, after: int) -> bool:
    """Whether the numbers printed on two pages say that there were others between."""
    one, two = printed.get(page), printed.get(after)
    return page != after and one is not None and two is not None and two - one != after - page


def _breaks(blocks: Sequence[Block], printed: Mapping[int, int], source: Source) -> Iterator[Finding]:
    """A note for each page that stops in the middle of a sentence which the next page does not take up."""
    body = [block for block in blocks if block.kind in ("paragraph", "item")]
    signed = any(block.kind == "signature" for block in blocks)
    for block, after in zip(body, [*body[1:], None], strict=False):
        page = source.page_at(block.origin[-1])
        whole = is_finished(block.text) or block.text.endswith(";") or block.kind == "item"
        if whole or (after.page == page if after else signed):
            continue
        numbers = f"printed page numbers {printed.get(page, 'none')} and {printed.get(page + 1, 'none')}"
        where = f"the next page does not take it up ({numbers})" if after else "the letter ends there"
        end = len(block.text)
        yield Finding(
            "note",
            f"Page {page} stops in the middle of a sentence and {where}. "
            "The sentence is read as far as it goes; put missing pages into the file to read the rest.",
            block.span(max(0, end - 60), end),
        )


def _torn(blocks: Sequence[Block]) -> Iterator[Finding]:
    """A warning for each table whose rows could not be told; its cells are no prose."""
    body = [block for block in blocks if block.kind not in ("furniture", "margin", "head")]
    for is_cell, run in groupby(body, key=lambda block: block.kind == "cell"):
        if is_cell:
            cells = list(run)
            under = f" under {cells[0].heading!r}" if cells[0].heading else ""
            yield Finding(
                "warning",
                f"Page {cells[0].page}: {len(cells)} cells of a table{under} stand one below the other, and what "
                "belongs together cannot be told. No facts are read from them; put the cells of a row on one line, "
                "parted by tabs, or give the letter in its original form.",
                cells[0].span(0, len(cells[0].text)),
            )
