"""The lines of the body by number: how wide they are, and what stands about each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extract.pieces import Piece, is_finished

_COUNTED = re.compile(r"\d{2,}[\d.,]*\s|\d[\d.,]*\s[a-zà-öø-ÿ]")
_LINKING = "aan bij door en in met naar of om onder op over per sinds te tegen tot tussen uit van via voor volgens"
LINKING = frozenset(_LINKING.split())
"""Words after which a name goes on with the same sentence."""


def starts_low(text: str) -> bool:
    """Whether a line begins with a small letter, behind quotes and brackets."""
    text = text.lstrip("“‘\"'([«")
    return not text or not (text[0].isupper() or text[0].isdigit())


def starts_high(text: str) -> bool:
    """Whether a line begins with a capital, behind quotes, brackets and an "’s"."""
    text = text.lstrip("“‘\"'([«’s-")
    return bool(text) and text[0].isupper()


class Lines:
    """The lines of a letter's body; ``printed`` are the page numbers printed on its pages."""

    def __init__(self, pieces: Sequence[Piece], printed: Mapping[int, int]) -> None:
        self.pieces = pieces
        self.printed = printed
        self.widths: dict[int, int] = {}  # the widest line of each page
        for piece in pieces:
            self.widths[piece.page] = max(self.widths.get(piece.page, 0), piece.edge)

    def measure(self, at: int) -> int:
        """The width of the lines about the line ``at``."""
        piece = self.pieces[at]
        near = [p.edge for p in self.pieces[max(0, at - 3) : at + 5] if p.page == piece.page and len(p.cells) == 1]
        return max(near, default=piece.edge)

    def fits(self, before: int, after: int, part: float = 0.97) -> bool:
        """Whether the line ``before`` had room for the first word of ``after``: it was ended on purpose."""
        word = self.pieces[after].text.split(maxsplit=1)[0]
        stretch = [after]
        while stretch[-1] + 1 < len(self.pieces) and self.pieces[stretch[-1] + 1].gap == "none" and len(stretch) < 5:
            stretch.append(stretch[-1] + 1)
        edges = [self.pieces[i].edge for i in stretch]
        measure = max(edges) if len(edges) > 1 else max(self.measure(before), self.measure(after))
        if part > 0.95:
            measure = max(measure, self.measure(before))
        return self.pieces[before].edge + 1 + len(word) <= part * measure

    def joins_pages(self, before: Piece, after: Piece) -> bool:
        """Whether nothing is missing between the pages of two lines, as far as the page numbers say.

        Without numbers only a sentence that plainly goes on says so.
        """
        one, two = self.printed.get(before.page), self.printed.get(after.page)
        if one is not None and two is not None:
            return two == one + 1
        last = before.text.rstrip().rsplit(maxsplit=1)[-1]
        goes_on = starts_low(after.text) or _COUNTED.match(after.text) is not None
        return goes_on or last.endswith(",") or last in LINKING or last[0].isupper()

    def is_double_spaced(self, at: int) -> bool:
        """Whether the lines about the line ``at`` are parted by blank lines without being paragraphs."""
        around = [at - 1, at + 1]
        return any(
            0 < i < len(self.pieces) and self.pieces[i].gap == "blank" and not is_finished(self.pieces[i - 1].text)
            for i in around
        )

    def lists(self, at: int) -> bool:
        """Whether lines ending in a semicolon follow: the items of a list without bullets."""
        return any(
            piece.text.rstrip().endswith((";", "; en", "; of", "; alsmede"))
            for piece in self.pieces[at : at + 4]
            if piece.page == self.pieces[at].page
        )

    def is_short(self, at: int) -> bool:
        """Whether the line ``at`` ends well before the widest lines of its page."""
        return self.pieces[at].edge <= 0.7 * self.widths[self.pieces[at].page]

    def lists_short(self, at: int) -> bool:
        """Whether the line ``at`` and the next are short lines of a list without marks."""
        two = range(at, min(at + 2, len(self.pieces)))
        return (
            len(two) == 2
            and self.pieces[at + 1].gap == "none"
            and all(
                self.is_short(i) and not is_finished(self.pieces[i].text) and self.fits(i, i + 1)
                for i in two
                if i + 1 < len(self.pieces)
            )
        )
