"""Where the lines of one block of an overprint stand in the next block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

_SKIPPED, _BLANK_SKIPPED = 50.0, 3.0
_SAME_BUT_SPACES, _WITHIN, _SCATTERED, _BLANK_IN_TEXT, _BLANK_GROWN = 0.3, 2.0, 3.0, 1.2, 0.5
#: How many lines a line may stray from its neighbours.
_STRAY = 8


def common(one: str, two: str) -> int:
    """The length of the longest common subsequence (bit-parallel; Hyyrö 2004).

    >>> common("overprint", "over the point")
    8
    """
    places: dict[str, int] = {}
    for n, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << n
    full = (1 << len(one)) - 1
    row = full
    for letter in two:
        hit = row & places.get(letter, 0)
        row = ((row + hit) | (row - hit)) & full
    return len(one) - row.bit_count()


def is_within(short: str, long: str) -> bool:
    """Whether one text is a subsequence of the other.

    >>> is_within("abc", "xaxbxc"), is_within("abc", "acb")
    (True, False)
    """
    rest = iter(long)
    return all(letter in rest for letter in short)


def letter_counts(texts: Sequence[str]) -> tuple[dict[str, int], np.ndarray[tuple[int, int], np.dtype[np.int32]]]:
    """How often each letter stands in each text, spaces left out: the columns, and one row per text."""
    columns: dict[str, int] = {}
    rows = [Counter("".join(text.split())) for text in texts]
    for row in rows:
        for letter in row:
            columns.setdefault(letter, len(columns))
    table = np.zeros((len(texts), max(1, len(columns))), dtype=np.int32)
    for n, row in enumerate(rows):
        for letter, count in row.items():
            table[n, columns[letter]] = count
    return columns, table


def place(old: Sequence[str], new: Sequence[str]) -> list[list[int]] | None:
    """Which old lines stand in each new line: an alignment that keeps the order where it can.

    A new line holds every letter of the old lines in it. None if a line with text finds no place.

    >>> place(["een", "twee "], ["drie", "een", " ", "tvweiee r"])
    [[], [0], [], [1]]
    """
    _, table = letter_counts([*old, *new])
    mine, theirs = table[: len(old)], table[len(old) :]
    fits = np.ones((len(old), len(new)), dtype=bool)
    for n in range(len(old)):
        fits[n] = (theirs >= mine[n]).all(axis=1)
    costs = [_costs(line, new, fits[n]) for n, line in enumerate(old)]
    found = _in_order(costs, [_SKIPPED + len(line) if line.strip() else _BLANK_SKIPPED for line in old], len(new))
    placed: list[list[int]] = [[] for _ in new]
    rest = theirs.copy()
    for n, j in enumerate(found):
        if j is not None:
            placed[j].append(n)
            rest[j] -= mine[n]
    for n, j in enumerate(found):
        if j is None:
            k = _stray(n, found, costs[n], mine[n], rest, placed, bool(old[n].strip()))
            if k is None:
                if old[n].strip():
                    return None
                continue
            placed[k].append(n)
            rest[k] -= mine[n]
    return placed


def _costs(line: str, new: Sequence[str], fits: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> dict[int, float]:
    """What it costs to place a line in each new line that has its letters."""
    costs: dict[int, float] = {}
    words, text = line.split(), line.strip()
    for j in np.flatnonzero(fits).tolist():
        other = new[j]
        if not words:
            if len(other) < len(line):
                continue
            if other.strip():
                if other.count(" ") >= len(line):
                    costs[j] = _BLANK_IN_TEXT
            else:
                costs[j] = 0.0 if len(other) - len(line) < 2 else _BLANK_GROWN
        elif other == line:
            costs[j] = 0.0
        elif other.split() == words:
            costs[j] = _SAME_BUT_SPACES
        elif text in other:
            costs[j] = _WITHIN
        else:
            share = common(text, other) / len(text)
            costs[j] = _SCATTERED + 10 * (1 - share)
    return costs


def _in_order(costs: Sequence[dict[int, float]], skipped: Sequence[float], width: int) -> list[int | None]:
    """The cheapest alignment that keeps the order of the lines."""
    row = [0.0] * (width + 1)
    took: list[list[int]] = []  # for each old line and width: the new line it takes, or -1
    for cost, skip in zip(costs, skipped, strict=True):
        after = [row[0] + skip]
        choice = [-1]
        for j in range(width):
            best, taken = row[j + 1] + skip, -1
            if j in cost and row[j] + cost[j] < best:
                best, taken = row[j] + cost[j], j
            if after[j] <= best and (after[j] < best or taken < 0):
                best, taken = after[j], choice[j]
            after.append(best)
            choice.append(taken)
        row = after
        took.append(choice)
    found: list[int | None] = []
    j = width
    for choice in reversed(took):
        taken = choice[j]
        found.append(taken if taken >= 0 else None)
        if taken >= 0:
            j = taken
    return found[::-1]


def _stray(
    n: int, found: Sequence[int | None], costs: dict[int, float],
    counts: np.ndarray[tuple[int], np.dtype[np.int32]], rest: np.ndarray[tuple[int, int], np.dtype[np.int32]],
    placed: Sequence[Sequence[int]], has_text: bool,
) -> int | None:  # fmt: skip
    """A place for a line that fits in nowhere in order: near its neighbours, if need be with another line."""
    above = next((j for j in reversed(found[:n]) if j is not None), -1)
    below = next((j for j in found[n + 1 :] if j is not None), len(placed))
    low, high = (above - _STRAY, below + _STRAY) if has_text else (above, below)
    able = [
        (cost + (2.0 if placed[j] and has_text else 0.0), j)
        for j, cost in costs.items()
        if low <= j <= high and (rest[j] >= counts).all()
    ]
    return min(able)[1] if able else None
