"""Stretches of text that another reader has claimed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Taken:
    """Spans, merged, that can be asked whether a stretch meets one of them.

    >>> taken = Taken([(10, 14), (3, 5), (4, 8)])
    >>> taken.meets(7, 10), taken.meets(8, 10), taken.meets(0, 20)
    (True, False, True)
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def meets(self, start: int, end: int) -> bool:
        """Whether a character of ``start``–``end`` lies in a span."""
        i = bisect_right(self._starts, end - 1)
        return i > 0 and self._ends[i - 1] > start
