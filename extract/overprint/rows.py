"""What is known of an overprint so far: its rows, and the lines of pages in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Part:
    """A line of one page.

    ``order[p]`` is the place of character ``p`` in the row of the latest block, ``home[p]`` its place in the input
    where it was first read; ``facts[p]`` says whether a run is known to end before it; ``start`` is in em;
    ``letters`` is what its letters cost when it was read.
    """

    page: int
    text: str
    order: tuple[int, ...]
    home: tuple[int, ...]
    facts: Mapping[int, bool] = field(default_factory=dict)
    start: float = 0.0
    letters: float = 0.0


@dataclass(frozen=True, slots=True)
class Option:
    """One way to tell the lines in a row apart; ``spaces`` are the places of spaces that belong to no line's text."""

    parts: tuple[Part, ...]
    spaces: tuple[int, ...]
    cost: float = 0.0

    def line(self, page: int) -> str:
        """The text of the line of a page, empty if it has none here."""
        return next((part.text.strip() for part in self.parts if part.page == page), "")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a block: the ways to read it, best first, and what is to be said of it.

    ``blanks`` are (page, place in the input) of blank lines; ``failed`` are pages whose line here is a guess.
    """

    target: str
    options: tuple[Option, ...]
    blanks: tuple[tuple[int, int], ...] = ()
    failed: frozenset[int] = frozenset()

    def doubt(self, page: int) -> float:
        """How much dearer the best reading is in which the line of a page differs."""
        best = self.options[0]
        others = (option.cost for option in self.options[1:] if option.line(page) != best.line(page))
        return min(others, default=1e9) - best.cost


def whole(text: str, page: int, at: int, order: int = 0) -> Option:
    """A row that holds one line only: its text with at most one space after it.

    >>> option = whole("  Inhoud   ", 1, 100)
    >>> option.parts[0].text, option.parts[0].home[0], option.spaces
    ('Inhoud ', 102, (0, 1, 9, 10))
    """
    body = text.strip()
    if not body:
        return Option((), tuple(range(len(text))))
    lead = len(text) - len(text.lstrip())
    kept = text[lead : lead + len(body) + 1]
    places = tuple(range(lead, lead + len(kept)))
    part = Part(page, kept, places, tuple(at + place for place in places))
    return Option((part,), (*range(lead), *range(lead + len(kept), len(text))))
