"""From the words of a page, each with its box, to the page's text as a person reads it.

A PDF says where words stand and not what belongs together: words come in the order in which they
were drawn. Here they are put in lines from top to bottom; columns of prose are read one after the
other, and text in the margin apart from the text beside it. A line shows gaps on paper as runs
of three spaces or more, and vertical space as blank lines. Nothing is left out but words that
were drawn twice.

Lengths are points (1/72 inch), y grows upwards.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_GAP = 1.0
"""Space between words, in heights of the line, from which on it parts cells."""
_JUSTIFIED = 2.0
"""The same in a line whose words all stand far apart."""
_BLANK = 1.32
"""Distance between lines, in usual distances, from which on a blank line stands between."""
_DEEPEST = 3
"""How often columns may be parted within columns."""
_NEAR = 20
"""How many neighbours of a word are looked at, so that a page of one heap of words takes no longer than others."""


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a space, and the box they fill."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """The height of the box."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Placed:
    """A word and where it stands in the text of its page (``start`` in characters)."""

    word: Word
    start: int


@dataclass(slots=True)
class _Segment:
    """Words on one line without a wide gap; ``main`` is the word that says how high the line is."""

    words: list[Word]
    main: Word = field(init=False)
    left: float = field(init=False)
    right: float = field(init=False)
    length: int = field(init=False)

    def __post_init__(self) -> None:
        self.main = max(self.words, key=lambda word: (len(word.text), word.height))
        self.left = self.words[0].left
        self.right = max(word.right for word in self.words)
        self.length = sum(len(word.text) + 1 for word in self.words) - 1


def page_text(words: Iterable[Word]) -> tuple[str, tuple[Placed, ...]]:
    """The text of a page, and where in it each word stands.

    >>> page_text([Word("brief", 30, 0, 55, 10), Word("De", 10, 0, 15, 10), Word("Kop", 10, 40, 25, 50)])[0]
    'Kop\\n\\n\\nDe   brief\\n'
    """
    kept = _without_doubles(_sound(words))
    if not kept:
        return "", ()
    segments = [_Segment(part) for row in _rows(kept) for part in _parts(row)]
    unit = _unit(kept)
    left = min(word.left for word in kept)
    text: list[str] = []
    placed: list[Placed] = []
    length = 0
    before: float | None = None
    leading = _leading(segments)
    for row, shift in _ordered(segments, _DEEPEST):
        level = max(row, key=lambda segment: segment.length).main.bottom
        if before is not None:
            step = before - level
            blanks = min(3, max(1, round(step / leading) - 1)) if step > _BLANK * leading or step < -leading / 2 else 0
            text.append("\n" * (1 + blanks))
            length += 1 + blanks
        before = level
        column = 0
        for number, segment in enumerate(row):
            at = max(0, round((segment.left - shift - left) / unit))
            pad = max(at - column, 3) if number else at
            text.append(" " * pad)
            length, column = length + pad, column + pad
            for order, word in enumerate(segment.words):
                glued = order > 0 and _glued(segment.words[order - 1], word)
                text.append("" if glued or not order else " ")
                placed.append(Placed(word, length + len(text[-1])))
                shown = _raised(segment, order)
                text.append(shown)
                length += len(text[-2]) + len(shown)
                column += len(text[-2]) + len(shown)
    return "".join(text) + "\n", tuple(placed)


def _sound(words: Iterable[Word]) -> list[Word]:
    """The words whose box has an extent and stands somewhere near a page."""
    most = 100_000.0
    return [
        word
        for word in words
        if word.text
        and all(-most < edge < most for edge in (word.left, word.bottom, word.right, word.top))
        and word.right >= word.left
        and word.top > word.bottom
    ]


def _without_doubles(words: Sequence[Word]) -> list[Word]:
    """Words drawn again in the same place, to look bold or bit by bit, are there once: the longest of them."""
    by_place: dict[tuple[int, int], list[int]] = {}
    kept: list[Word | None] = []
    for word in words:
        x, y = int(word.left // 3), int(word.bottom // 3)
        near = [i for a in (x - 1, x, x + 1) for b in (y - 1, y, y + 1) for i in by_place.get((a, b), ())[-_NEAR:]]
        double = next((i for i in near if (other := kept[i]) is not None and _is_double(other, word)), None)
        if double is None:
            by_place.setdefault((x, y), []).append(len(kept))
            kept.append(word)
        elif len(word.text) > len(getattr(kept[double], "text", "")):
            kept[double] = word
    return [word for word in kept if word is not None]


def _is_double(one: Word, two: Word) -> bool:
    if not (one.text.startswith(two.text) or two.text.startswith(one.text)):
        return False
    width = min((word.right - word.left) / len(word.text) for word in (one, two))
    near = min(1.5, 0.5 * width)
    return abs(one.left - two.left) <= near and abs(one.bottom - two.bottom) <= min(1.5, 0.25 * one.height)


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words that share a line, from top to bottom, each line from left to right."""
    rows: list[list[Word]] = []
    bands: list[Word] = []  # the word that says where a row stands
    for word in sorted(words, key=lambda word: (-word.bottom, word.left)):
        for at in range(len(rows) - 1, max(-1, len(rows) - 7), -1):
            if _same_line(bands[at], word):
                rows[at].append(word)
                if len(word.text) > len(bands[at].text) or word.height > 1.2 * bands[at].height:
                    bands[at] = word
                break
        else:
            rows.append([word])
            bands.append(word)
    return [sorted(row, key=lambda word: word.left) for row in rows]


def _same_line(one: Word, two: Word) -> bool:
    low, high = sorted((one, two), key=lambda word: word.height)
    if high.height > 1.8 * low.height and len(low.text) > 3:
        return False
    shared = min(one.top, two.top) - max(one.bottom, two.bottom)
    return shared >= 0.6 * low.height


def _parts(row: Sequence[Word]) -> list[list[Word]]:
    """A line cut where the gap is wide; in a justified line only where it is wide for that line."""
    gaps = [two.left - one.right for one, two in pairwise(row)]
    usual = median(gaps) if len(gaps) > 3 else 0.0
    parts = [[row[0]]]
    for gap, word in zip(gaps, row[1:], strict=True):
        low, high = sorted((word.height, parts[-1][-1].height))
        wide = _GAP * low if high > 1.2 * low else max(_GAP * low, min(2.5 * usual, _JUSTIFIED * low))
        if gap > wide:
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _glued(one: Word, two: Word) -> bool:
    """Whether nothing but a change of font or level parts two words."""
    return two.left - one.right < 0.08 * max(one.height, two.height)


def _raised(segment: _Segment, order: int) -> str:
    """The word; a small raised number, which marks a footnote, in superscript digits."""
    word, main = segment.words[order], segment.main
    if not word.text.isdecimal() or not word.text.isascii() or len(word.text) > 3 or word is main:
        return word.text
    small = word.height < 0.85 * main.height and word.bottom > main.bottom + 0.12 * main.height
    return word.text.translate(SUPERSCRIPTS) if small else word.text


def _unit(words: Sequence[Word]) -> float:
    """The usual width of a character."""
    widths = [(word.right - word.left) / len(word.text) for word in words if len(word.text) > 3]
    widths = widths or [(word.right - word.left) / len(word.text) for word in words]
    return max(median(widths), 1.0)


def _leading(segments: Sequence[_Segment]) -> float:
    """The usual distance between lines."""
    steps: Counter[float] = Counter()
    for one, two in pairwise(segments):
        step = one.main.bottom - two.main.bottom
        if 0.6 * two.main.height < step < 3 * two.main.height:
            steps[round(step * 2) / 2] += 1
    if not steps:
        return 1.2 * median(segment.main.height for segment in segments)
    return max(max(steps, key=lambda step: (steps[step], -step)), 1.0)


# -- columns ---------------------------------------------------------------------------------


def _ordered(segments: Sequence[_Segment], depth: int, shift: float = 0.0) -> list[tuple[list[_Segment], float]]:
    """The lines in reading order, each with how far its column stands to the right of where its text goes on."""
    zone = _zone(segments) if depth else None
    if zone is None:
        return [(line, shift) for line in _lines(segments)]
    first, second, above, below = zone
    aside = min(s.left for s in second) - min(s.left for s in first) if _is_flow(first) and _is_flow(second) else 0.0
    parts = ((above, 0.0), (first, 0.0), (second, max(aside, 0.0)), (below, 0.0))
    return [line for part, more in parts for line in _ordered(part, depth - 1, shift + more)]


def _lines(segments: Sequence[_Segment]) -> list[list[_Segment]]:
    lines: list[list[_Segment]] = []
    for segment in sorted(segments, key=lambda segment: (-segment.main.bottom, segment.left)):
        if lines and _same_line(lines[-1][0].main, segment.main) and not _overlaps(lines[-1], segment):
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [sorted(line, key=lambda segment: segment.left) for line in lines]


def _overlaps(line: Sequence[_Segment], segment: _Segment) -> bool:
    return any(min(other.right, segment.right) - max(other.left, segment.left) > 1 for other in line[-_NEAR:])


_Zone = tuple[list[_Segment], list[_Segment], list[_Segment], list[_Segment]]


def _zone(segments: Sequence[_Segment]) -> _Zone | None:
    """Two columns that are read one after the other: (first, second, what stands above, what stands below)."""
    if len(segments) < 6:
        return None
    left, right = min(s.left for s in segments), max(s.right for s in segments)
    starts = Counter(round(s.left / 2) * 2 for s in segments if s.left > left + 0.12 * (right - left))
    for edge, count in sorted(starts.items(), key=lambda item: (-item[1], item[0]))[:6]:
        if count < 3:
            break
        for run in _runs(sorted(segments, key=lambda s: -s.main.bottom), edge - 3):
            one = [s for s in run if s.left < edge - 3]
            two = [s for s in run if s.left >= edge - 3]
            order = _order(one, two, right - left)
            if order is not None:
                inside = {id(s) for s in run}
                top = max(s.main.bottom for s in run)
                rest = [s for s in segments if id(s) not in inside]
                above = [s for s in rest if s.main.bottom > top]
                return (*order, above, [s for s in rest if s.main.bottom <= top])
    return None


def _runs(segments: Sequence[_Segment], edge: float) -> list[list[_Segment]]:
    """The stretches of a page in which no line crosses ``edge``, without what stands far above or below."""
    runs: list[list[_Segment]] = [[]]
    for segment in segments:
        if segment.left < edge < segment.right:
            runs.append([])
        else:
            runs[-1].append(segment)
    return [trimmed for run in runs if len(trimmed := _trimmed(run, edge)) >= 6]


def _trimmed(run: list[_Segment], edge: float) -> list[_Segment]:
    """A stretch without the lines that stand far from it and have nothing beside them."""
    for step in (1, -1):
        ordered = run[::step]
        seen = [False, False]
        for at, (one, two) in enumerate(pairwise(ordered)):
            seen[one.left >= edge] = True
            if all(seen):
                break
            if abs(one.main.bottom - two.main.bottom) > 2.6 * max(one.main.height, two.main.height):
                run = ordered[at + 1 :][::step]
                seen = [False, False]
    return run


def _order(one: list[_Segment], two: list[_Segment], width: float) -> tuple[list[_Segment], list[_Segment]] | None:
    """The columns in the order in which they are read, or ``None`` where their lines belong together."""
    if min(len(one), len(two)) < 3:
        return None
    if all(_is_flow(side) and _width(side) >= 0.28 * width for side in (one, two)):
        return one, two
    for body, margin in ((one, two), (two, one)):
        narrow = _width(margin) <= 0.4 * width and median(s.length for s in margin) <= 32
        if narrow and _is_prose(body, 6, 0.4) and _stands_apart(body, margin):
            return margin, body
    return None


def _is_flow(side: Sequence[_Segment]) -> bool:
    """Whether the lines of a column are those of running text."""
    return len(side) >= 5 and _is_prose(side, 4, 0.6)


def _is_prose(side: Sequence[_Segment], words: int, share: float) -> bool:
    return sum(len(s.words) >= words and s.length >= 20 for s in side) >= share * len(side)


def _width(side: Sequence[_Segment]) -> float:
    return max(s.right for s in side) - min(s.left for s in side)


def _stands_apart(body: Sequence[_Segment], margin: Sequence[_Segment]) -> bool:
    """Whether the lines of a margin keep their own distance or size, so that none is part of the line beside it."""
    size = median(s.main.height for s in body)
    levels = sorted(s.main.bottom for s in body)
    apart = sum(abs(s.main.height - size) > 0.12 * size or not _near(levels, s.main.bottom) for s in margin)
    return apart >= 0.4 * len(margin)


def _near(levels: Sequence[float], level: float) -> bool:
    at = bisect_left(levels, level - 1.0)
    return at < len(levels) and levels[at] <= level + 1.0


def turned(word: Word, quarter: int, width: float, height: float) -> Word:
    """The word on a page that is shown turned clockwise by so many quarters.

    Args:
        width, height: of the page before it is turned.

    >>> turned(Word("A", 0, 0, 10, 5), 1, 100, 200)
    Word(text='A', left=0, bottom=90, right=5, top=100)
    """
    left, bottom, right, top = word.left, word.bottom, word.right, word.top
    match quarter % 4:
        case 1:
            return replace(word, left=bottom, bottom=width - right, right=top, top=width - left)
        case 2:
            return replace(word, left=width - right, bottom=height - top, right=width - left, top=height - bottom)
        case 3:
            return replace(word, left=height - top, bottom=left, right=height - bottom, top=right)
    return word
