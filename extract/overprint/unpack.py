"""An overprint taken apart block by block: each new block holds the rows known so far and one more page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice, product
from math import log
from statistics import median

from extract.overprint.align import place
from extract.overprint.letters import WEIGHT, Breaks, Letters, dutch
from extract.overprint.rows import Option, Part, Row, whole
from extract.overprint.unshuffle import BEAM, FREE, LONGEST, NEW, Known, Reading, unshuffle
from extract.overprint.widths import Widths

#: How many readings of a row are kept, how much dearer than the best they may be, and how many are tried further.
_KEPT, _WORSE, _TRIED, _TRIED_WORSE = 6, 12.0, 6, 8.0
#: Short rows, as at the foot of pages, are searched more widely: so many states, or this many over the row's length.
_WIDEST, _ROOM = 64, 8000
#: A line is set further in, or in another column, if its runs lie this far (em) off; and a gain worth believing.
_SHIFTED, _GAIN = 0.8, 4.0
#: A run that goes on this far (em, and per em) beyond the start of another is known not to be two.
_BEYOND, _BEYOND_RATE = 0.8, 0.02


class Unplaced(ValueError):  # noqa: N818 - the name says what is wrong
    """A line of an earlier block that stands nowhere in the next: this is no overprint, or a damaged one."""


class Unpacker:
    """Takes an overprint apart; it learns letters, words, runs and widths on the way."""

    def __init__(self, beam: int = BEAM) -> None:
        self.beam = beam
        self.letters, self.breaks, self.widths = Letters(), Breaks(), Widths()
        self.letters.learn_words(dutch())
        self._pairs: list[tuple[str, str]] = []
        self._taught: set[str] = set()

    def first(self, lines: Sequence[tuple[int, str]]) -> list[Row]:
        """The rows of the first block, whose lines, given with their places in the input, are of one page."""
        self.letters.learn(line for _, line in lines)
        return [_row(line, 1, at) for at, line in lines]

    def next(self, rows: Sequence[Row], lines: Sequence[tuple[int, str]], page: int) -> list[Row]:
        """The rows of the next block.

        Raises:
            Unplaced: the lines known so far are not all in it.
        """
        placed = place([row.target for row in rows], [line for _, line in lines])
        if placed is None:
            raise Unplaced(f"block {page}: not every line of block {page - 1} has a place in it")
        found = [
            self._next(line, at, [rows[n] for n in olds], page) for (at, line), olds in zip(lines, placed, strict=True)
        ]
        new = [row.options[0].line(page) for row in found]
        self._taught.update(new)
        self.letters.learn(new)
        self.widths.learn(self._pairs)
        self._pairs = []
        return found

    def settle(self, rows: Sequence[Row]) -> list[Row]:
        """The same rows, their readings weighed again by the letters of all pages together, but for the line's own."""
        return [self._settled(row) if len(row.options) > 1 else row for row in rows]

    def _settled(self, row: Row) -> Row:
        own = sorted({part.text.strip() for option in row.options for part in option.parts} & self._taught)
        self.letters.learn(own, -WEIGHT)
        weighed = [
            replace(option, cost=option.cost + sum(self._change(part) for part in option.parts))
            for option in row.options
        ]
        self.letters.learn(own)
        weighed.sort(key=lambda option: option.cost)
        low = weighed[0].cost
        return replace(row, options=tuple(replace(option, cost=option.cost - low) for option in weighed))

    def _change(self, part: Part) -> float:
        return self.letters.text_cost(part.text) - part.letters if part.letters else 0.0

    def _next(self, line: str, at: int, olds: Sequence[Row], page: int) -> Row:
        blanks = tuple(blank for old in olds for blank in old.blanks)
        failed = frozenset(page for old in olds for page in old.failed)
        if not olds:
            return _row(line, page, at)
        if len(olds) == 1 and olds[0].target == line:
            return olds[0]
        if not line.strip():
            return Row(line, (whole(line, page, at),), (*blanks, (page, at)))
        combined = sorted(product(*(old.options for old in olds)), key=_cost)
        found: list[Option] = []
        for combo in islice(combined, _TRIED):
            if found and _cost(combo) > _cost(combined[0]) + _TRIED_WORSE:
                break
            found += self._solved(line, at, combo, page)
        if not found:
            found, failed = [_guess(line, at, combined[0], page)], failed | {page}
        found.sort(key=lambda option: option.cost)
        kept: dict[tuple[tuple[int, str], ...], Option] = {}
        for option in found:
            if option.cost < found[0].cost + _WORSE:
                kept.setdefault(tuple((part.page, part.text.strip()) for part in option.parts), option)
        options = [replace(option, cost=option.cost - found[0].cost) for option in kept.values()][:_KEPT]
        learnt = tuple(self._learn(option, best=not n) for n, option in enumerate(options))
        if not learnt[0].line(page):
            blanks = (*blanks, (page, at))
        return Row(line, learnt, blanks, failed)

    def _solved(self, line: str, at: int, options: Sequence[Option], page: int) -> list[Option]:
        """Ways to read a line given ways to read the rows in it; lines that seem to start elsewhere are moved."""
        if any(len(part.text) > LONGEST for option in options for part in option.parts):
            return []
        best = self._read(line, at, options, page, 0.0)
        for _ in range(2):
            if not best:
                return best
            shifts = self._shifts(best[0])
            new = next((part.start for part in best[0].parts if part.page == page), 0.0)
            tried = []
            for n, shift in sorted(shifts, key=lambda item: (-abs(item[1]), item[0]))[:2]:
                part = best[0].parts[n]
                start = max(0.0, part.start + shift)
                if part.page == page:
                    tried.append(self._read(line, at, options, page, start))
                else:
                    moved = [
                        replace(o, parts=tuple(replace(p, start=start) if p.page == part.page else p for p in o.parts))
                        for o in options
                    ]
                    tried.append(self._read(line, at, moved, page, new))
            better = min((found for found in tried if found), key=lambda found: found[0].cost, default=None)
            if better is None or better[0].cost > best[0].cost - _GAIN:
                return best
            best = better
        return best

    def _read(self, line: str, at: int, options: Sequence[Option], page: int, start: float) -> list[Option]:
        parts = [(part, group) for group, option in enumerate(options) for part in option.parts]
        spaces = [place if not group else -1 for group, option in enumerate(options) for place in option.spaces]
        known = [self._known(part, group) for part, group in parts]
        readings: list[Reading] = []
        beam = max(self.beam, min(_WIDEST, _ROOM // max(1, len(line))))
        for wider in (beam, 4 * beam, 16 * beam):
            readings = unshuffle(line, known, spaces, self.letters, self.breaks, self.widths, start, wider)
            if readings:
                break
        own = [part for part, _ in parts]
        return [
            _option(line, at, own, reading, page, _cost(options), start, self.letters.text_cost(reading.text))
            for reading in readings
        ]

    def _known(self, part: Part, group: int) -> Known:
        ends, runs_on = [0.0], [0.0]
        for p in range(1, len(part.text)):
            fact = part.facts.get(p)
            chance = self.breaks.chance(part.text[p - 1 : p + 1]) if fact is None else 0.96 if fact else 0.02
            ends.append(-log(chance))
            runs_on.append(-log(1 - chance))
        return Known(part.text, self.widths.edges(part.text, part.start), part.order, group, ends, runs_on)

    def _shifts(self, option: Option) -> list[tuple[int, float]]:
        """Which lines, by number, seem to start elsewhere than thought, and how far off (em)."""
        starts = [
            (n, x[p])
            for n, p, _, x in self._events(option)
            if not p or option.parts[n].order[p] != option.parts[n].order[p - 1] + 1
        ]
        off: dict[int, list[float]] = {}
        for k, (n, x) in enumerate(starts):
            low = starts[k - 1][1] if k and starts[k - 1][0] != n else x
            high = starts[k + 1][1] if k + 1 < len(starts) and starts[k + 1][0] != n else x
            off.setdefault(n, []).append(max(0.0, low - x) if low > x else min(0.0, high - x))
        return [(n, shift) for n, gaps in off.items() if abs(shift := median(gaps)) > _SHIFTED]

    def _events(self, option: Option) -> Iterable[tuple[int, int, int, list[float]]]:
        """Every character of every line in the order of the row: line, place in it, place in the row, its edges."""
        edges = [self.widths.edges(part.text, part.start) for part in option.parts]
        events = sorted((t, n, p) for n, part in enumerate(option.parts) for p, t in enumerate(part.order))
        return ((n, p, t, edges[n]) for t, n, p in events)

    def _learn(self, option: Option, *, best: bool) -> Option:
        """Note where the runs of the lines end; the best reading also teaches about runs and widths in general."""
        parts = option.parts
        facts = [dict(part.facts) for part in parts]
        edges = [self.widths.edges(part.text, part.start) for part in parts]
        at = [0] * len(parts)
        last, before = -1, ""
        for n, p, _, x in self._events(option):
            part = parts[n]
            pair = part.text[p - 1 : p + 1]
            if n != last:
                if best and p and last >= 0 and part.start == parts[last].start:
                    self._pairs.append((before, part.text[:p]))
                before = part.text[:p]
            if p and p not in facts[n]:
                if n != last:
                    facts[n][p] = True
                elif part.order[p] == part.order[p - 1] + 1:
                    limit = x[p] - _BEYOND - _BEYOND_RATE * x[p]
                    if any(at[m] < len(o.text) and edges[m][at[m]] < limit for m, o in enumerate(parts) if m != n):
                        facts[n][p] = False
                if best and p in facts[n]:
                    self.breaks.learn(pair, facts[n][p])
            at[n], last = p + 1, n
        return replace(option, parts=tuple(replace(p, facts=fact) for p, fact in zip(parts, facts, strict=True)))


def _row(line: str, page: int, at: int) -> Row:
    return Row(line, (whole(line, page, at),), () if line.strip() else ((page, at),))


def _cost(options: Iterable[Option]) -> float:
    return sum(option.cost for option in options)


def _option(
    line: str, at: int, parts: Sequence[Part], reading: Reading, page: int, cost: float, start: float, letters: float
) -> Option:
    owned: dict[int, list[int]] = {}
    for t, owner in enumerate(reading.owner):
        owned.setdefault(owner, []).append(t)
    told = [replace(part, order=tuple(owned[n])) for n, part in enumerate(parts)]
    new = owned.get(NEW, [])
    if new:
        text = "".join(line[t] for t in new)
        told.append(Part(page, text, tuple(new), tuple(at + t for t in new), start=start, letters=letters))
    return Option(tuple(told), tuple(owned.get(FREE, ())), cost + reading.cost)


def _guess(line: str, at: int, options: Sequence[Option], page: int) -> Option:
    """What is left of a line when its known lines are struck out one after the other, each as early as it goes."""
    free = list(range(len(line)))
    told = []
    for part in (part for option in options for part in option.parts):
        order: list[int] = []
        for letter in part.text:
            later = [t for t in free if line[t] == letter and (not order or t > order[-1])]
            if not later:
                later = [t for t in free if line[t] == letter]
            if later:
                order.append(later[0])
                free.remove(later[0])
        text = part.text if len(order) == len(part.text) else "".join(line[t] for t in order)
        keep = len(text)
        told.append(replace(part, text=text, order=tuple(order), home=part.home[:keep], facts={}))
    text = "".join(line[t] for t in free)
    if text.strip():
        told.append(Part(page, text, tuple(free), tuple(at + t for t in free)))
        free = []
    return Option(tuple(told), tuple(free), _cost(options))


def merges_to(row: Row) -> bool:
    """Whether the lines told apart have, together, exactly the letters of the row."""
    letters = Counter("".join(part.text for part in row.options[0].parts))
    target = Counter(row.target)
    del letters[" "], target[" "]
    return letters == target
