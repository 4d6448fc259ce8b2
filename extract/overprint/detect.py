"""Is this text an overprint: blocks that each hold all letters of the block before, and more, with merged lines?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.overprint.align import common, is_within

#: A block with fewer letters or lines than this can be part of another by chance.
_LETTERS, _LINES = 100, 4
#: Lines shorter than this are within many others; this share of the longer ones must be within the next block.
_LONG, _WITHIN = 20, 0.9
#: How many words must have come apart; a merged line is so much longer, and keeps this share of the old one in order.
_APART, _GROWN, _KEPT = 2, 1.2, 0.7
_WORD = re.compile(r"[^\W\d_]{3,}")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stack:
    """Successive blocks of which each is printed over all before it: (start, end) in characters of the text."""

    blocks: tuple[Span, ...]


def stacks(text: str, pages: Sequence[Span] = ()) -> list[Stack]:
    r"""The overprints in a text, in order.

    Blocks are the pages given, the parts between form feeds, or those between empty lines (a line with a space in
    it is not empty), whichever finds most. The test has no tolerance: each block must hold every letter of the one
    before, as often.

    >>> stacks("Een gewone brief.\n\nMet een tweede alinea die wat langer is dan de eerste.")
    []
    """
    best: list[Stack] = []
    for blocks in _splits(text, pages):
        found = [Stack(tuple(run)) for run in _runs(text, blocks) if _is_overprint([text[a:b] for a, b in run])]
        if sum(len(stack.blocks) for stack in found) > sum(len(stack.blocks) for stack in best):
            best = found
    return best


def _splits(text: str, pages: Sequence[Span]) -> Iterator[list[Span]]:
    tried: set[tuple[Span, ...]] = set()
    for blocks in (list(pages), _parts(text, "\f"), _parts(text, "\n\n+")):
        if len(blocks) > 1 and tuple(blocks) not in tried:
            tried.add(tuple(blocks))
            yield blocks


def _parts(text: str, between: str) -> list[Span]:
    cuts = [match.span() for match in re.finditer(between, text)]
    edges = [0, *(at for cut in cuts for at in cut), len(text)]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _runs(text: str, blocks: Sequence[Span]) -> list[list[Span]]:
    """Maximal runs of blocks that each hold the letters of the one before, and more."""
    found: list[list[Span]] = []
    counts: list[Counter[str] | None] = [_letters(text[start:end]) for start, end in blocks]
    joined = False
    for (one, two), (few, many) in zip(pairwise(blocks), pairwise(counts), strict=True):
        if few is not None and many is not None and few < many:
            if joined:
                found[-1].append(two)
            else:
                found.append([one, two])
            joined = True
        else:
            joined = False
    return found


def _letters(block: str) -> Counter[str] | None:
    if len(block) < _LETTERS or block.count("\n") + 1 < _LINES:
        return None
    counts = Counter(block)
    for space in " \n\r\t\f":
        del counts[space]
    return counts if counts.total() >= _LETTERS else None


def _is_overprint(blocks: Sequence[str]) -> bool:
    first, second = (_lines(block) for block in blocks[:2])
    long = [line for line in first if len(line) >= _LONG] or first
    within = sum(len(line) for line in long if any(is_within(line, other) for other in second))
    if within < _WITHIN * sum(map(len, long)):
        return False
    count = 0
    for one, two in pairwise(blocks):
        new = _lines(two)
        whole = set(new)
        for line in _lines(one):
            if line not in whole:
                count += _words_apart(line, new)
                if count >= _APART:
                    return True
    return False


def _lines(block: str) -> list[str]:
    return [line.strip() for line in block.splitlines() if line.strip()]


def _words_apart(line: str, new: Sequence[str]) -> int:
    """How many words of a line have come apart in a new one that holds it shuffled with another; 0 if under half.

    Words stay whole where a line is repeated, filled in or built up, and most of them do where it is corrected.
    """
    words = _WORD.findall(line)
    letters = Counter(line.replace(" ", ""))
    for other in new:
        if letters.total() * _GROWN < len(other.replace(" ", "")) and letters < Counter(other):
            apart = sum(word not in other for word in words)
            if 2 * apart >= len(words) and common(line, other) > _KEPT * len(line):
                return apart
    return 0
