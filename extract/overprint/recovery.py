"""Pages that were printed on top of each other, each block with all before it: made whole again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.overprint.detect import Span, Stack, stacks
from extract.overprint.rows import Row
from extract.overprint.unpack import Unpacker, Unplaced, merges_to

#: Beyond this many blocks, or this much work (characters times the lines under them), the rest is left as it is.
MOST_BLOCKS, MOST_WORK = 60, 2_500_000
#: A line is uncertain if another reading is within this cost.
DOUBT = 2.5
UNKNOWN = -1
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'’”)]*\s*$")
_SHORT = 0.7


@dataclass(frozen=True, slots=True)
class RecoveredPage:
    """A page in reading order.

    ``text[i]`` stood at character ``origin[i]`` of the input (``UNKNOWN`` if not known); ``uncertain`` are the
    numbers, from 1, of lines that may be misread. A page that was not overprinted is as it was.
    """

    text: str
    origin: tuple[int, ...]
    uncertain: tuple[int, ...] = ()
    recovered: bool = True


@dataclass(frozen=True, slots=True)
class Recovery:
    """All pages of a text that holds an overprint, and in words what was done."""

    pages: tuple[RecoveredPage, ...]
    finding: str

    @property
    def text(self) -> str:
        """The pages one after the other."""
        return "".join(page.text for page in self.pages)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Start and end (exclusive) of each page in :attr:`text`."""
        ends = [0]
        for page in self.pages:
            ends.append(ends[-1] + len(page.text))
        return tuple(pairwise(ends))

    @property
    def uncertain(self) -> tuple[Span, ...]:
        """Start and end (exclusive), in :attr:`text`, of each line that may be misread."""
        found: list[Span] = []
        for (start, _), page in zip(self.spans, self.pages, strict=True):
            edges = [start]
            for line in page.text.splitlines(keepends=True):
                edges.append(edges[-1] + len(line))
            found += [(edges[n - 1], edges[n - 1] + len(page.text.splitlines()[n - 1])) for n in page.uncertain]
        return tuple(found)


def recover(text: str, pages: Sequence[Span] = ()) -> Recovery | None:
    r"""Take the overprinted pages of a text apart.

    Args:
        text: the text of the input.
        pages: start and end (exclusive) of its pages, in characters.

    Returns:
        The pages in reading order, or None if nothing in the text is overprinted.

    >>> recover("Een gewone brief.\n\nVan twee alinea's.") is None
    True
    """
    found = stacks(text, pages)
    if not found:
        return None
    done: list[RecoveredPage] = []
    told: list[str] = []
    at = 0
    for stack in found:
        done += _untouched(text, at, stack.blocks[0][0], pages)
        first = len(done) + 1
        made, trouble = _taken_apart(text, stack)
        done += made
        at = stack.blocks[-1][1]
        told.append(_finding(made, first, trouble))
    done += _untouched(text, at, len(text), pages)
    return Recovery(tuple(done), " ".join(told))


def _untouched(text: str, start: int, end: int, pages: Sequence[Span]) -> list[RecoveredPage]:
    """The pages, or parts of pages, between two places; nothing if they hold no more than space."""
    edges = sorted({start, end, *(edge for page in pages for edge in page if start < edge < end)})
    return [
        RecoveredPage(text[a:b], tuple(range(a, b)), (), recovered=False)
        for a, b in pairwise(edges)
        if text[a:b].strip()
    ]


def _taken_apart(text: str, stack: Stack) -> tuple[list[RecoveredPage], str]:
    """The pages of a stack, and what stood in the way of taking all of it apart."""
    blocks = [_lines(text, start, end) for start, end in stack.blocks]
    unpacker = Unpacker()
    rows = unpacker.first(blocks[0])
    trouble, work, count = "", 0, 1
    for page, lines in enumerate(blocks[1:], 2):
        work += sum(len(line) for _, line in lines) * min(page, 8)
        if page > MOST_BLOCKS or work > MOST_WORK:
            trouble = f"only the first {count} of {len(blocks)} were tried (more is beyond the limits)"
            break
        try:
            after = unpacker.next(rows, lines, page)
        except Unplaced as error:
            trouble = f"only the first {count} of {len(blocks)} could be taken apart ({error})"
            break
        if not all(merges_to(row) for row in after if not row.failed):
            trouble = (
                f"only the first {count} of {len(blocks)} could be taken apart (the letters of the next do not add up)"
            )
            break
        rows, count = after, page
    if count == 1:
        return _untouched(text, stack.blocks[0][0], stack.blocks[-1][1], stack.blocks), trouble
    rows = unpacker.settle(rows)
    made = [_page(text, rows, page, blocks[0]) for page in range(1, count + 1)]
    rest = _untouched(text, stack.blocks[count][0], stack.blocks[-1][1], stack.blocks) if trouble else []
    return [*made, *rest], trouble


def _lines(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """The lines of a block with their places in the text; line ends of every kind, form feeds taken off."""
    found = []
    for match in re.finditer(r"[^\n]*(?:\n|$)", text[start:end]):
        line = match.group().rstrip("\r\n\f").replace("\t", " ")
        if match.group():
            found.append((start + match.start(), line))
    return found


def _page(text: str, rows: Sequence[Row], page: int, first: Sequence[tuple[int, str]]) -> RecoveredPage:
    lines: list[tuple[int, str, tuple[int, ...], bool]] = []
    for row in rows:
        for part in row.options[0].parts:
            if part.page == page:
                doubtful = page in row.failed or row.doubt(page) < DOUBT
                lines.append((part.home[0], part.text, part.home, doubtful))
        lines += [(at, "", (), False) for number, at in row.blanks if number == page]
    lines.sort(key=lambda line: line[0])
    if page > 1:
        lines = _without_false_blanks(lines)
    made: list[str] = []
    origin: list[int] = []
    for _, line, home, _ in lines:
        made.append(line + "\n")
        origin += [*home, UNKNOWN]
    uncertain = tuple(n for n, line in enumerate(lines, 1) if line[3])
    return RecoveredPage("".join(made), tuple(origin), uncertain)


def _without_false_blanks(
    lines: Sequence[tuple[int, str, tuple[int, ...], bool]],
) -> list[tuple[int, str, tuple[int, ...], bool]]:
    """Keep a blank line only where a paragraph can end: elsewhere it is a space of another line.

    Most blank lines show only as one more space in a line of another page, and so does a space after a line.
    """
    lengths = sorted(len(line[1]) for line in lines if line[1].strip())
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    kept: list[tuple[int, str, tuple[int, ...], bool]] = []
    for n, line in enumerate(lines):
        if not line[1].strip():
            above = kept[-1][1] if kept else ""
            rest = [other[1].strip() for other in lines[n + 1 :] if other[1].strip()]
            below = rest[0] if rest else ""
            if below.isdigit() or (len(rest) == 1 and len(below) < _SHORT * usual):
                kept.append(line)  # above the foot of the page or the mark of a footnote
                continue
            ends = _ENDS_SENTENCE.search(above) or len(above.strip()) < _SHORT * usual
            if not above.strip() or not ends or below[:1].islower():
                continue
        kept.append(line)
    return kept


def _finding(pages: Sequence[RecoveredPage], first: int, trouble: str) -> str:
    made = [(n, page) for n, page in enumerate(pages, first) if page.recovered]
    if not made:
        return (
            f"Pages {first} to {first + len(pages) - 1} look printed on top of each other but could not be taken "
            f"apart: {trouble}. They are read as they stand; give the pages one by one if you have them."
        )
    lines = [(n, line) for n, page in made for line in page.uncertain]
    finding = f"{len(made)} pages recovered from an overprint; {len(lines)} lines uncertain"
    if trouble:
        finding += f"; {trouble}"
    if lines:
        finding += ": " + ", ".join(f"page {n} line {line}" for n, line in lines)
    return finding + "."
