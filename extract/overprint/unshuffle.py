"""One line of an overprint, told apart into the lines that are known and the one that is new.

A printer of text writes the runs of all lines on one baseline in the order in which they start. So a line of
the overprint is a shuffle of runs: from left to right, the run that starts furthest left comes next. A beam
search reads the line letter by letter and gives each letter to a known line that waits for it, or to the new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from extract.overprint.letters import ORDER, Breaks, Letters
from extract.overprint.widths import Widths

NEW, FREE = -1, -2  # whose a character is: the new line's, or nobody's (a space at an edge); else a known line's
BITS = 12
LONGEST = (1 << BITS) - 1

BEAM = 16
_BEHIND = 14.0  # a state this much worse than the best is given up
_TYPICAL = 1.7  # what a letter of the new line costs on average
_TOO_FAR, _TOO_FAR_MOST = 1.6, 7.0
_SPACE_DUE, _SPACE_EDGE, _SPACE_UNKNOWN, _SPACE_INSIDE = 0.1, 0.2, 1.5, 4.0  # a space of nobody's
_SPACE_MISSING, _SPACE_BEFORE, _SPACE_AFTER_SENTENCE, _SPACE_EXTRA, _SPACE_EXTRA_INSIDE = 2.0, 1.0, 3.0, 6.0, 10.0
_SENTENCE_ENDS = (".", ":", ";", "!", "?")
_NO_SPACE_AT_END, _REPEATED = 3.0, -10.0
_TIE, _OUT_OF_ORDER = 0.7, 6.0


_NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Known:
    """A line that is known to be in the overprint.

    ``x[p]`` is where its character ``p`` starts (em), ``order[p]`` the place it had in the earlier overprint
    ``group``; ``ends[p]`` and ``runs_on[p]`` are the costs of a run that ends, or does not end, before ``p``.
    """

    text: str
    x: Sequence[float]
    order: Sequence[int]
    group: int
    ends: Sequence[float]
    runs_on: Sequence[float]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a line: ``owner[t]`` is whose character ``t`` is; a lower ``cost`` is better."""

    text: str
    owner: tuple[int, ...]
    cost: float


@dataclass(slots=True)
class _State:
    rank: float
    cost: float
    at: int  # how far each known line has been read, packed
    owner: int
    spaces: int
    tail: str
    x: float
    count: int
    before: _State | None
    rivals: list[_State] | None = None


def unshuffle(
    target: str,
    known: Sequence[Known],
    spaces: Sequence[int],
    letters: Letters,
    breaks: Breaks,
    widths: Widths,
    start: float = 0.0,
    beam: int = BEAM,
) -> list[Reading]:
    """The best readings of one line, best first; none if the known lines do not fit in it.

    Args:
        target: the line of the overprint.
        known: the lines in it that are known.
        spaces: the places that spaces at the edges of lines had in the earlier overprint; -1 if not known.
        letters: the letters of the language.
        breaks: where lines fall into runs.
        widths: the widths of the letters.
        start: where the new line starts, in em from the left margin.
        beam: how many states are kept.
    """
    return _Search(target, known, spaces, letters, breaks, widths, start, beam).readings()


def without_figures(text: str) -> str:
    """A text with each number as one nought: running heads and feet are equal but for the page number.

    >>> without_figures("Blad 3 van 12")
    'Blad 0 van 0'
    """
    return _NUMBER.sub("0", text)


class _Search:
    def __init__(
        self, target: str, known: Sequence[Known], spaces: Sequence[int], letters: Letters, breaks: Breaks,
        widths: Widths, start: float, beam: int,
    ) -> None:  # fmt: skip
        self.target, self.known, self.spaces, self.letters, self.breaks = target, known, spaces, letters, breaks
        self.widths, self.slack, self.rate = widths, widths.slack, widths.rate
        self.start, self.beam = start, beam
        self.due = self._due()
        self.waiting: dict[
            int, tuple[dict[str, list[tuple[int, int, float, float, float, bool]]], float, list[float], int]
        ] = {}
        solid = len(target) - target.count(" ")
        self.count = solid - sum(len(line.text) - line.text.count(" ") for line in known)
        self.no_space = _NO_SPACE_AT_END if self.count else 0.0
        self.heard = {without_figures(line.text.strip()) for line in known}
        same: dict[str, int] = {}
        self.rests = [[same.setdefault(line.text[p:], len(same)) for p in range(len(line.text))] for line in known]
        self.pairs: dict[str, tuple[float, float]] = {}

    def _due(self) -> dict[int, list[tuple[int, int]]] | None:
        """At which character of the target each known line must be read on at the latest."""
        due: dict[int, list[tuple[int, int]]] = {}
        for n, line in enumerate(self.known):
            t = len(self.target)
            for p in range(len(line.text) - 1, -1, -1):
                t = self.target.rfind(line.text[p], 0, t)
                if t < 0:
                    return None
                due.setdefault(t, []).append((n, p))
        return due

    def _pair(self, pair: str) -> tuple[float, float]:
        found = self.pairs.get(pair)
        if found is None:
            chance = self.breaks.chance(pair)
            found = self.pairs[pair] = (-log(chance), -log(1 - chance))
        return found

    def _look(
        self, at: int
    ) -> tuple[dict[str, list[tuple[int, int, float, float, float, bool]]], float, list[float], int]:
        """Which known line waits for which character, with costs; the leftmost start; the cost to leave each."""
        waits: list[tuple[int, int, float, int, int]] = []
        leave: list[float] = []
        for n, line in enumerate(self.known):
            p = (at >> (BITS * n)) & LONGEST
            if p < len(line.text):
                waits.append((n, p, line.x[p], line.group, line.order[p]))
                leave.append(line.ends[p])
            else:
                leave.append(0.0)
        first: dict[int, tuple[int, float]] = {}
        for _, _, x, group, order in waits:
            if group not in first or order < first[group][0]:
                first[group] = (order, x)
        found: dict[str, list[tuple[int, int, float, float, float, bool]]] = {}
        met: set[int] = set()
        for n, p, x, group, order in sorted(waits, key=lambda wait: (wait[3], wait[4])):
            line = self.known[n]
            begin = stay = 0.0
            if order != first[group][0]:
                tied = abs(x - first[group][1]) < self.slack
                begin = _TIE if tied else _OUT_OF_ORDER
                if p and line.order[p] != line.order[p - 1] + 1:
                    stay = begin
            for _, _, other, theirs, _ in waits:
                if theirs != group and x > other + self.slack + self.rate * x:
                    begin += min(_TOO_FAR_MOST, _TOO_FAR * (x - other - self.slack - self.rate * x))
            again = self.rests[n][p] in met  # of lines that go on alike, it makes no difference which goes first
            met.add(self.rests[n][p])
            found.setdefault(line.text[p], []).append((n, p, x, begin, stay, again))
        return (
            found,
            min((x for _, _, x, _, _ in waits), default=1e9),
            leave,
            min((order for _, _, _, group, order in waits if group == 0), default=1 << 30),
        )

    def _space(self, state: _State, left: int, order: int) -> float:
        """What it costs that a space is nobody's."""
        inside = state.count and left
        if state.spaces >= len(self.spaces):
            if inside:
                return _SPACE_EXTRA_INSIDE
            if not state.count:
                return _SPACE_BEFORE
            return _SPACE_AFTER_SENTENCE if state.tail.rstrip()[-1:] in _SENTENCE_ENDS else _SPACE_EXTRA
        place = self.spaces[state.spaces]
        if 0 <= place < order:
            return _SPACE_DUE
        return (_SPACE_INSIDE if place >= 0 else _SPACE_UNKNOWN) if inside else _SPACE_EDGE

    def readings(self) -> list[Reading]:
        if self.due is None or self.count < 0:
            return []
        beam = [_State(0.0, 0.0, 0, FREE, 0, " ", self.start, 0, None)]
        for t, letter in enumerate(self.target):
            states: dict[tuple[int, int, int, str], _State] = {}
            forced_now = self.due.get(t, ())
            best = 1e9
            for state in beam:
                for new in self._after(state, letter, forced_now):
                    key = (new.at, new.owner, new.spaces, new.tail)
                    old = states.get(key)
                    if old is None:
                        states[key] = new
                    elif new.rank < old.rank:
                        new.rivals = [*(old.rivals or ()), old]
                        old.rivals = None
                        states[key] = new
                    else:
                        old.rivals = [*(old.rivals or ()), new]
                    if new.rank < best:
                        best = new.rank
            beam = [state for state in states.values() if state.rank < best + _BEHIND]
            if len(beam) > self.beam:
                beam.sort(key=lambda state: state.rank)
                del beam[self.beam :]
        return self._ended(beam)

    def _after(self, state: _State, letter: str, forced: Sequence[tuple[int, int]]) -> Iterator[_State]:
        at, owner, x = state.at, state.owner, state.x
        look = self.waiting.get(at)
        if look is None:
            look = self.waiting[at] = self._look(at)
        waits, leftmost, leaves, _ = look
        must = [n for n, p in forced if (at >> (BITS * n)) & LONGEST == p]
        if len(must) > 1:
            return
        left = self.count - state.count
        leave = leaves[owner] if owner >= 0 else 0.0
        for n, p, where, begin, stay, again in waits.get(letter, ()):
            if (must and n != must[0]) or (again and owner != n):
                continue
            if owner == n:
                more = stay
                if left and x < where - self.slack - self.rate * where:
                    more += self.known[n].runs_on[p]
            else:
                more = begin + leave
                if left and (far := where - x - self.slack - self.rate * where) > 0:
                    more += min(_TOO_FAR_MOST, _TOO_FAR * far)
            yield _State(
                state.rank + more, state.cost + more, at + (1 << (BITS * n)), n, state.spaces,
                state.tail, x, state.count, state,
            )  # fmt: skip
        if must:
            return
        if letter == " ":
            more = self._space(state, left, look[3]) + leave
            yield _State(
                state.rank + more, state.cost + more, at, FREE, state.spaces + 1, state.tail, x, state.count, state
            )
        if not left if letter != " " else (not state.count or state.tail[-1] == " "):
            return
        tail = state.tail
        more = self.letters.cost(tail, letter) if left or letter == " " else 0.0
        usual = _TYPICAL
        if state.count:
            ends, runs_on = self._pair(tail[-1] + letter)
            if owner != NEW:
                more += ends
            elif leftmost < x - self.slack - self.rate * x:
                more += runs_on
        if owner != NEW:
            more += leave
            if (far := x - leftmost - self.slack - self.rate * x) > 0:
                more += min(_TOO_FAR_MOST, _TOO_FAR * far)
        tail += letter
        if len(tail) > ORDER:
            cut = min(len(tail) - ORDER, tail.rfind(" ", 0, -1) if " " in tail[:-1] else len(tail))
            tail = tail[max(cut, 0) :]
        yield _State(
            state.rank + more - usual, state.cost + more, at, NEW, state.spaces, tail, x + self.widths[letter],
            state.count + (letter != " "), state,
        )  # fmt: skip

    def _ended(self, beam: Sequence[_State]) -> list[Reading]:
        ends = []
        for state in beam:
            if state.count == self.count:
                extra = _SPACE_MISSING * max(0, len(self.spaces) - state.spaces)
                if state.tail[-1] != " ":
                    extra += self.letters.cost(state.tail, " ") + self.no_space
                ends.append((state.cost + extra, state))
        ends.sort(key=lambda end: end[0])
        found: dict[str, Reading] = {}
        for cost, state in ends:
            self._add(found, cost, state, ())
        if ends:
            cost, state = ends[0]
            tailing: list[int] = []
            walk: _State | None = state
            while walk is not None and walk.before is not None:
                for rival in walk.rivals or ():
                    self._add(found, cost + rival.cost - walk.cost, rival, tailing)
                tailing.append(walk.owner)
                walk = walk.before
        return sorted(found.values(), key=lambda reading: reading.cost)[:6]

    def _add(self, found: dict[str, Reading], cost: float, state: _State, after: Sequence[int]) -> None:
        owners = list(after)
        walk: _State | None = state
        while walk is not None and walk.before is not None:
            owners.append(walk.owner)
            walk = walk.before
        owners.reverse()
        # ``after`` is already reversed: it was gathered from the end of the line
        text = "".join(letter for letter, owner in zip(self.target, owners, strict=True) if owner == NEW).strip()
        if without_figures(text) in self.heard:
            cost += _REPEATED
        if text not in found or cost < found[text].cost:
            found[text] = Reading(text, tuple(owners), cost)
