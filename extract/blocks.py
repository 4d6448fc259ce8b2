"""From the lines of the body to paragraphs, headings, list items, footnotes and tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from extract.layout import CAPTION, Row, is_prose
from extract.pieces import LONE_NOTE, Piece, is_finished, notes_of, pieces_of

Kind = Literal["heading", "paragraph", "item", "footnote", "table"]

_BULLET = re.compile(r"[❑❒❏□■▪▫●○◦•‣⁃∙·►▶➢➤✓✔\uf000-\uf0ff]\s*(?=\S)|(?:[-–—*]|o)\s+(?=\S)")
_LONE_BULLET = re.compile(r"[❑❒❏□■▪▫●○◦•‣⁃∙·►▶➢➤✓✔\uf000-\uf0ff]|[-–—o]")
_NUMBER = re.compile(
    r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})(?:\.\)?|\))\s+(?=\S)|[A-Z]\)\s+(?=\S)|\d{1,2}\.\d{1,2}\s+(?=[A-Z])"
)
_TITLED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*\.|\d{1,2}(?:\.\d{1,2})+|[IVX]{1,5}(?:\.\d{1,2})*\.?)\s+(?=[“‘\"'(]?[A-ZÀ-Þ])"
)
_LETTERED = re.compile(r"[a-z][.)]\s+(?=[A-ZÀ-Þ])")
_PLAIN_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+(?=[“‘\"'(]?[A-ZÀ-Þ])")
_NO_ENDING = (
    "de het een en of in op van voor met aan bij te tot als dat die door naar om uit over onder tussen tegen "
    "ten ter der den zijn is was werd wordt heeft hebben kan zal ook niet er dan deze dit circa ongeveer "
    "ruim maximaal mede per via volgens sinds na € the of and"
)
#: Frequent finite verbs: a longer line with one of them is a sentence begun, not a heading.
_VERBS = (
    "is zijn was waren werd werden wordt worden heeft hebben had hadden kan kunnen zal zullen moet moeten blijft "
    "blijven vond vonden vindt vinden nam namen neemt nemen draagt dragen droeg droegen levert leveren leverde "
    "leverden bedroeg bedraagt bestaat bestond gaat gaan ging gingen komt komen kwam kwamen maakt "
    "maakte staat stond werkt werkten"
)
_FINITE = frozenset(_VERBS.split())
_HANGING = frozenset(_NO_ENDING.split())


@dataclass(slots=True)
class Group:
    """Lines that make one block; the first ``skip`` characters are a bullet, number or mark, not text."""

    kind: Kind
    pieces: list[Piece] = field(default_factory=list)
    skip: int = 0
    caption: bool = False


def _starts_low(text: str) -> bool:
    text = text.lstrip("“‘\"'([«")
    return not text or not (text[0].isupper() or text[0].isdigit())


def _starts_high(text: str) -> bool:
    text = text.lstrip("“‘\"'([«’s-")
    return bool(text) and text[0].isupper()


class Grouping:
    """The state of reading line after line; :func:`groups_of` is the way in."""

    def __init__(self, pieces: Sequence[Piece], printed: Mapping[int, int], notes: Mapping[int, int]) -> None:
        self.pieces = pieces
        self.printed = printed
        self.notes = notes  # index of a footnote's first line -> characters of its mark
        self.groups: list[Group] = []
        self.filling = Group("paragraph")
        self.listing = False  # inside a list that a colon led in and semicolons part
        self.plain = False  # inside a list that a colon led in, of short lines
        self.widths: dict[int, int] = {}  # the widest line of each page
        for piece in pieces:
            self.widths[piece.page] = max(self.widths.get(piece.page, 0), piece.edge)

    # -- what a line says about its neighbours ---------------------------------------------

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
        """Whether nothing is missing between the pages of two lines, as far as the page numbers say."""
        one, two = self.printed.get(before.page), self.printed.get(after.page)
        if one is not None and two is not None:
            return two == one + 1
        return _starts_low(after.text)

    def current(self, at: int) -> Group:
        """The block that the line ``at`` may continue: over a page break, the last that is no footnote."""
        if self.pieces[at].gap == "page":
            return next((group for group in reversed(self.groups) if group.kind != "footnote"), self.filling)
        return self.filling

    def goes_on(self, at: int) -> bool:
        """Whether the line ``at`` continues the block before it."""
        piece, group = self.pieces[at], self.current(at)
        before = group.pieces[-1]
        if group.kind in ("heading", "table") or at in self.notes or len(piece.cells) > 1:
            return False
        if group.kind == "footnote":
            return piece.gap == "none" or (
                piece.gap == "blank" and not is_finished(before.text) and _starts_low(piece.text)
            )
        if at - 1 in self.notes and piece.gap == "blank":
            return False
        text = before.text
        if LONE_NOTE.fullmatch(text) and len(group.pieces) > 1:
            text = group.pieces[-2].text
        finished = is_finished(text)
        if self.marker(at, finished):
            return False
        if finished and self.is_heading(at):
            return False
        if piece.gap == "page":
            return not finished and not text.endswith(";") and self.joins_pages(before, piece)
        if self.listing and text.endswith(";"):
            return False
        if self.plain and group.kind == "item" and self.is_short(at - 1):
            return False
        if piece.gap == "blank":
            if not finished:
                return _starts_low(piece.text) or not self.fits(at - 1, at, 0.9)
            return self.is_double_spaced(at) and not self.fits(at - 1, at)
        if not finished:
            return True
        if text.endswith(":") and (
            self.lists(at) or self.lists_short(at) or (_starts_high(piece.text) and self.fits(at - 1, at))
        ):
            return False
        if piece.column < before.column and len(group.pieces) > 1 and group.pieces[0].column <= piece.column:
            return not _starts_high(piece.text)
        if (
            at + 1 < len(self.pieces)
            and self.pieces[at + 1].gap == "none"
            and self.pieces[at + 1].column > piece.column + 1
        ):
            return not _starts_high(piece.text)
        if piece.column > before.column + 1 and _starts_high(piece.text) and group.kind != "item":
            return False
        return not (_starts_high(piece.text) and self.fits(at - 1, at))

    def is_double_spaced(self, at: int) -> bool:
        """Whether the lines about the line ``at`` are parted by blank lines without being paragraphs."""
        around = [at - 1, at + 1]
        return any(
            0 < i < len(self.pieces) and self.pieces[i].gap == "blank" and not is_finished(self.pieces[i - 1].text)
            for i in around
        )

    def marker(self, at: int, finished: bool) -> int:
        """The length of the bullet or number that makes the line ``at`` an item, or 0."""
        text = self.pieces[at].text
        if _LONE_BULLET.fullmatch(text) and (
            finished or not text.isascii() or self.groups[-1].kind in ("item", "heading")
        ):
            return len(text)
        bullet = _BULLET.match(text)
        before = self.groups[-1] if self.groups else None
        in_list = before is not None and before.kind == "item" and before.skip > 0
        opened = before is None or finished or in_list or self.pieces[at].gap != "none" or before.kind == "heading"
        if before is not None and before.pieces[-1].text.endswith(";"):
            opened = True
        if bullet and (opened or not text[0].isascii()) and text[0] not in "–—-" + "o":
            return bullet.end()
        if bullet and opened:
            return bullet.end() if not (self.pieces[at].gap == "page" and not finished) else 0
        number = _NUMBER.match(text)
        if number and opened and (finished or in_list or self.pieces[at].gap == "blank" or before is None):
            return number.end()
        return 0

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

    def is_heading(self, at: int) -> bool:
        """Whether the line ``at``, which opens a block, is a heading."""
        piece = self.pieces[at]
        text = piece.text
        if len(text) > 110 or len(piece.cells) > 1 or text.endswith((".", ",", ";", ":", "!", "-")):
            return False
        lettered = _LETTERED.match(text) is not None
        numbered = lettered or _PLAIN_NUMBER.match(text) is not None
        if self.groups and self.groups[-1].kind != "heading" and self.groups[-1].pieces[-1].text.endswith(":"):
            return False
        if not (_starts_high(text) or numbered) or text.split()[-1].lower() in _HANGING:
            return False
        words = text.split()
        if not any(c.isalpha() for c in text) or (not numbered and len(words) > 5 and not _FINITE.isdisjoint(words)):
            return False
        if at + 1 >= len(self.pieces):
            return len(text) <= 60 and not is_prose(text)
        after = self.pieces[at + 1]
        if lettered and (after.gap != "none" or _NUMBER.match(after.text)):
            return False
        if at + 1 in self.notes or after.gap == "page":
            return piece.edge <= 0.75 * self.measure(at) and (numbered or len(text.split()) <= 8)
        if piece.gap == "page" and self.groups and not is_finished(self.groups[-1].pieces[-1].text) and not numbered:
            return after.gap == "none" and _starts_high(after.text) and self.fits(at, at + 1, 0.9)
        opens = (
            _starts_high(after.text)
            or _BULLET.match(after.text)
            or _NUMBER.match(after.text)
            or after.text[0].isdigit()
        )
        if not opens or (after.gap == "none" and after.column > piece.column + 1):
            return False
        sure = _TITLED.match(text) is not None or (text.isupper() and len(text) > 6)
        return (sure and len(text) <= 80) or self.fits(at, at + 1, 0.9)

    # -- reading -----------------------------------------------------------------------------

    def read(self) -> list[Group]:
        """Go through the lines once."""
        at = 0
        while at < len(self.pieces):
            if self.groups and self.goes_on(at):
                self.filling = self.current(at)
                self.filling.pieces.append(self.pieces[at])
                at += 1
            else:
                at = self.open(at)
                self.filling = self.groups[-1]
        return self.groups

    def open(self, at: int) -> int:
        """Open a block with the line ``at``; returns the line to go on with."""
        piece = self.pieces[at]
        last = self.groups[-1] if self.groups else None
        finished = last is None or last.kind == "heading" or is_finished(last.pieces[-1].text)
        if at in self.notes:
            self.groups.append(Group("footnote", [piece], self.notes[at]))
            return at + 1
        if CAPTION.match(piece.text) and not is_prose(piece.text + " ") and not piece.text.endswith("."):
            return self.table(at)
        if len(piece.cells) > 1:
            self.groups.append(Group("table", [piece]))
            return at + 1
        skip = self.marker(at, finished)
        may_title = not skip or _PLAIN_NUMBER.match(piece.text) or _LETTERED.match(piece.text)
        if may_title and self.is_heading(at) and not self.is_sibling(at):
            self.groups.append(Group("heading", [piece]))
            self.listing = False
            return at + 1
        if skip:
            self.groups.append(Group("item", [piece], skip))
            return at + 1
        if last is not None and last.kind == "paragraph" and last.pieces[-1].text.endswith(":") and self.lists(at):
            self.listing = True
        elif not (self.listing and last is not None and last.pieces[-1].text.rstrip().endswith((";", "; en", "; of"))):
            self.listing = False
        if last is not None and last.kind == "paragraph" and last.pieces[-1].text.endswith(":"):
            self.plain = not self.listing and self.lists_short(at)
        elif not (self.plain and last is not None and last.kind == "item" and self.is_short(at)):
            self.plain = False
        self.groups.append(Group("item" if self.listing or self.plain else "paragraph", [piece]))
        return at + 1

    def is_sibling(self, at: int) -> bool:
        """Whether the numbered line ``at`` stands in a list of numbered lines rather than over a text."""
        after = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        last = self.groups[-1] if self.groups else None
        if last is not None and last.kind == "item" and last.skip and _NUMBER.match(last.pieces[0].text):
            return self.pieces[at].gap == "none"
        return after is not None and after.gap == "none" and _PLAIN_NUMBER.match(after.text) is not None

    def table(self, at: int) -> int:
        """Read the caption at ``at`` and the short cells or rows under it."""
        self.groups.append(Group("table", [self.pieces[at]], caption=True))
        stop = at + 1
        tight = False
        while stop < len(self.pieces):
            piece = self.pieces[stop]
            short = len(piece.cells) > 1 or (len(piece.text) <= 45 and len(piece.text.split()) <= 6)
            ended = piece.text.endswith((".", ":")) and not piece.text[:-1].isdigit()
            if not short or ended or stop in self.notes or (piece.gap != "none" and tight):
                break
            tight = tight or (piece.gap == "none" and stop > at + 1)
            stop += 1
        cells = list(self.pieces[at + 1 : stop])
        width = 1 if any(len(p.cells) > 1 for p in cells) else columns_of([p.text for p in cells])
        for first in range(0, len(cells), width):
            self.groups.append(Group("table", cells[first : first + width]))
        return stop


def columns_of(cells: Sequence[str]) -> int:
    """The number of columns of a table that was flattened to one cell a line.

    The smallest number that divides the cells and gives each column below its head one kind of
    cell, number or text, with some column of numbers; 1 where there is none.

    >>> columns_of(["Schip", "Aantal", "Tromp", "1", "Evertsen", "2"]), columns_of(["een", "twee", "drie"])
    (2, 1)
    """
    numeric = [cell.replace(".", "").replace(",", "").strip("€% ").isdigit() for cell in cells]
    for width in range(2, min(9, len(cells) // 2 + 1)):
        if len(cells) % width or any(numeric[:width]):
            continue
        columns = [set(numeric[width + column :: width]) for column in range(width)]
        if all(len(kinds) == 1 for kinds in columns) and {True} in columns:
            return width
    return 1


def groups_of(rows: Sequence[Row], printed: Mapping[int, int]) -> list[Group]:
    """The blocks of the body, in order; ``printed`` are the page numbers printed on the pages."""
    pieces = pieces_of(rows)
    groups = Grouping(pieces, printed, notes_of(pieces)).read()
    return _relabelled(groups)


def _relabelled(groups: list[Group]) -> list[Group]:
    """Three headings or more without a text between them are a list; an unfinished pair of short lines is a heading."""
    at = 0
    while at < len(groups):
        stop = at
        while (
            stop < len(groups)
            and groups[stop].kind == "heading"
            and (stop == at or groups[stop].pieces[0].gap == "none")
        ):
            stop += 1
        if stop - at >= 3:
            for group in groups[at:stop]:
                group.kind = "item"
        at = max(stop, at + 1)
    for group, after in pairwise(groups):
        text = " ".join(piece.text for piece in group.pieces)
        if (
            group.kind == "paragraph"
            and len(group.pieces) == 2
            and len(text) < 150
            and not is_finished(text)
            and text[-1] not in ",;-"
            and _starts_high(text)
            and after.kind in ("paragraph", "item")
            and after.pieces[0].gap == "blank"
            and _starts_high(after.pieces[0].text)
        ):
            group.kind = "heading"
    return groups
