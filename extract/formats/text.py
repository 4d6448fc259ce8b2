"""What a reader of a format gives: the text of a file, its pages, and what a person should know of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from extract.reading import Finding


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file that is not plain text.

    ``format`` is the short name of the format ("pdf"). In a ``paged`` text, pages end with a form
    feed and offsets of the graph count in the page; in another they count in the whole text.
    """

    text: str
    format: str
    paged: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def pages(self) -> tuple[tuple[int, int], ...]:
        r"""Where each page begins and ends, its form feed included.

        >>> Text("een\f\fdrie", "pdf", True).pages, Text("een\ftwee", "html").pages
        (((0, 4), (4, 5), (5, 9)), ((0, 8),))
        """
        if not self.paged:
            return ((0, len(self.text)),)
        feeds = [at + 1 for at, char in enumerate(self.text) if char == "\f"]
        return tuple(pairwise([0, *feeds, len(self.text)]))
