"""From the lines of the body to paragraphs, headings, list items, footnotes and tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise, takewhile
from typing import Literal

from extract.cells import columns_of, is_cell, is_figure, table_run
from extract.layout import CAPTION
from extract.lines import Lines, starts_high, starts_low
from extract.pieces import LONE_NOTE, Piece, is_finished, notes_of, pieces_of
from extract.rows import Row, is_prose

Kind = Literal["heading", "paragraph", "item", "footnote", "table", "cell"]

_BULLET = re.compile(r"[❑❒❏□■▪▫●○◦•‣⁃∙·►▶➢➤✓✔\uf000-\uf0ff]\s*(?=\S)|(?:[-–—*]|o)\s+(?=\S)")
_LONE_BULLET = re.compile(r"[❑❒❏□■▪▫●○◦•‣⁃∙·►▶➢➤✓✔\uf000-\uf0ff]|[-–—o]")
_NUMBER = re.compile(
    r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})(?:\.\)?|\))\s+(?=\S)|[A-Z]\)\s+(?=\S)|\d{1,2}\.\d{1,2}\s+(?=[A-Z])"
)
_TITLED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*\.|\d{1,2}(?:\.\d{1,2})+|[IVX]{1,5}(?:\.\d{1,2})*\.?)\s+(?=[“‘\"'(]?[A-ZÀ-Þ])"
)
_TITLE_MARK = re.compile(r"(?:>{1,3}|»|#{1,4}|={2,4}|\*{2,4})\s*(?=[A-ZÀ-Þ\d])")
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


class Grouping:
    """The state of reading line after line; :func:`groups_of` is the way in."""

    def __init__(self, pieces: Sequence[Piece], printed: Mapping[int, int], notes: Mapping[int, int]) -> None:
        self.pieces = pieces
        self.lines = Lines(pieces, printed)
        self.notes = notes  # index of a footnote's first line -> characters of its mark
        self.groups: list[Group] = []
        self.filling = Group("paragraph")
        self.listing = False  # inside a list that a colon led in and semicolons part
        self.plain = False  # inside a list that a colon led in, of short lines

    # -- what a line says about its neighbours ---------------------------------------------

    def current(self, at: int) -> Group:
        """The block that the line ``at`` may continue: over a page break, the last that is no footnote."""
        if self.pieces[at].gap == "page":
            return next((group for group in reversed(self.groups) if group.kind != "footnote"), self.filling)
        return self.filling

    def goes_on(self, at: int) -> bool:
        """Whether the line ``at`` continues the block before it."""
        piece, group = self.pieces[at], self.current(at)
        before = group.pieces[-1]
        if group.kind in ("heading", "table", "cell") or at in self.notes or len(piece.cells) > 1:
            return False
        if group.kind == "footnote":
            return piece.gap == "none" or (
                piece.gap == "blank" and not is_finished(before.text) and starts_low(piece.text)
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
            return not finished and not text.endswith(";") and self.lines.joins_pages(before, piece)
        if self.listing and text.endswith(";"):
            return False
        if self.plain and group.kind == "item" and self.lines.is_short(at - 1):
            return False
        if piece.gap == "blank":
            if not finished:
                return starts_low(piece.text) or not self.lines.fits(at - 1, at, 0.9)
            return self.lines.is_double_spaced(at) and not self.lines.fits(at - 1, at)
        if not finished or (group.skip and group.kind == "item" and piece.column > group.pieces[0].column):
            return True
        ended = starts_high(piece.text) and self.lines.fits(at - 1, at)
        led_in = text.endswith(":") and (ended or self.lines.lists(at) or self.lines.lists_short(at))
        if led_in or self.leaves_list(at, group):
            return False
        if piece.column < before.column and len(group.pieces) > 1 and group.pieces[0].column <= piece.column:
            return not starts_high(piece.text)
        if (
            at + 1 < len(self.pieces)
            and self.pieces[at + 1].gap == "none"
            and self.pieces[at + 1].column > piece.column + 1
        ):
            return not starts_high(piece.text)
        if piece.column > before.column + 1 and starts_high(piece.text) and group.kind != "item":
            return False
        return not (starts_high(piece.text) and self.lines.fits(at - 1, at))

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

    def is_heading(self, at: int) -> bool:
        """Whether the line ``at``, which opens a block, is a heading."""
        piece = self.pieces[at]
        text = _TITLE_MARK.sub("", piece.text, count=1)
        if len(text) > 110 or len(piece.cells) > 1 or text.endswith((".", ",", ";", ":", "!", "-")):
            return False
        lettered = _LETTERED.match(text) is not None
        numbered = lettered or _PLAIN_NUMBER.match(text) is not None
        if self.groups and self.groups[-1].kind != "heading" and self.groups[-1].pieces[-1].text.endswith(":"):
            return False
        if not (starts_high(text) or numbered) or text.split()[-1].lower() in _HANGING:
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
            return piece.edge <= 0.75 * self.lines.measure(at) and (numbered or len(text.split()) <= 8)
        if piece.gap == "page" and self.groups and not is_finished(self.groups[-1].pieces[-1].text) and not numbered:
            return after.gap == "none" and starts_high(after.text) and self.lines.fits(at, at + 1, 0.9)
        opens = (
            starts_high(after.text) or _BULLET.match(after.text) or _NUMBER.match(after.text) or after.text[0].isdigit()
        )
        if not opens or (after.gap == "none" and after.column > piece.column + 1 and not self.is_indented(at + 1)):
            return False
        sure = _TITLED.match(text) is not None or (text.isupper() and len(text) > 6)
        return (sure and len(text) <= 80) or self.lines.fits(at, at + 1, 0.9)

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
        if finished and (stop := self.bare_table(at)):
            return self.rows(at, stop)
        skip = self.marker(at, finished)
        may_title = not skip or _PLAIN_NUMBER.match(piece.text) or _LETTERED.match(piece.text)
        if may_title and self.is_heading(at) and not self.is_sibling(at) and not self.is_listed(at):
            mark = _TITLE_MARK.match(piece.text)
            self.groups.append(Group("heading", [piece], mark.end() if mark else 0))
            self.listing = False
            return at + 1
        if skip:
            self.groups.append(Group("item", [piece], skip))
            return at + 1
        if (
            last is not None
            and last.kind == "paragraph"
            and last.pieces[-1].text.endswith(":")
            and self.lines.lists(at)
        ):
            self.listing = True
        elif not (self.listing and last is not None and last.pieces[-1].text.rstrip().endswith((";", "; en", "; of"))):
            self.listing = False
        if last is not None and last.kind == "paragraph" and last.pieces[-1].text.endswith(":"):
            self.plain = not self.listing and self.lines.lists_short(at)
        elif not (self.plain and last is not None and last.kind == "item" and self.lines.is_short(at)):
            self.plain = False
        self.groups.append(Group("item" if self.listing or self.plain else "paragraph", [piece]))
        return at + 1

    def is_sibling(self, at: int) -> bool:
        """Whether the numbered line ``at`` stands in a list of numbered lines rather than over a text."""
        after = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        last = self.groups[-1] if self.groups else None
        if _NUMBER.match(self.pieces[at].text) is None and _PLAIN_NUMBER.match(self.pieces[at].text) is None:
            return False
        if last is not None and last.kind == "item" and last.skip and _NUMBER.match(last.pieces[0].text):
            return self.pieces[at].gap == "none"
        return after is not None and after.gap == "none" and _PLAIN_NUMBER.match(after.text) is not None

    def leaves_list(self, at: int, group: Group) -> bool:
        """Whether the line ``at`` stands out where the other items of the list stand in."""
        if group.kind != "item" or not group.skip or not starts_high(self.pieces[at].text):
            return False
        items = takewhile(lambda other: other.kind == "item", islice(reversed(self.groups), 1, 13))
        near = [item.pieces for item in items if len(item.pieces) > 1]
        return any(pieces[1].column > pieces[0].column >= self.pieces[at].column for pieces in near)

    def is_indented(self, at: int) -> bool:
        """Whether the line ``at`` stands further in than the line before it and the line after it."""
        if not 0 < at < len(self.pieces) - 1 or self.pieces[at + 1].gap != "none":
            return False
        return self.pieces[at].column > max(self.pieces[at - 1].column, self.pieces[at + 1].column)

    def is_listed(self, at: int) -> bool:
        """Whether the line ``at`` goes on with a list of short lines without marks."""
        if (
            not self.plain
            or self.groups[-1].kind != "item"
            or self.pieces[at].gap != "none"
            or not self.lines.is_short(at)
        ):
            return False
        return at + 1 == len(self.pieces) or self.pieces[at + 1].gap != "none" or self.lines.is_short(at + 1)

    def table(self, at: int) -> int:
        """Read the caption at ``at`` and the short cells or rows under it."""
        self.groups.append(Group("table", [self.pieces[at]], caption=True))
        stop = at + 1
        tight = False
        while stop < len(self.pieces):
            piece = self.pieces[stop]
            short = len(piece.cells) > 1 or is_cell(piece.text)
            if not short or stop in self.notes or (piece.gap != "none" and tight):
                break
            tight = tight or (piece.gap == "none" and stop > at + 1)
            stop += 1
        if stop - at < 4 and all(len(piece.cells) == 1 for piece in self.pieces[at + 1 : stop]):
            return at + 1
        return self.rows(at + 1, stop)

    def rows(self, at: int, stop: int) -> int:
        """Put the lines from ``at`` to ``stop`` (exclusive) into rows, or keep them as cells without a row."""
        cells = self.pieces[at:stop]
        whole = any(len(piece.cells) > 1 for piece in cells)
        titled = not whole and not is_figure(self.pieces[stop - 1].text)  # the last short line may be a heading
        ends = (stop, stop - 1) if titled else (stop,)
        width, stop = next(
            ((found, end) for end in ends if (found := columns_of([p.text for p in self.pieces[at:end]])) > 1),
            (1, stop),
        )
        width = 1 if whole else width
        kind: Kind = "table" if whole or width > 1 else "cell"
        for first in range(at, stop, width):
            self.groups.append(Group(kind, list(self.pieces[first : first + width])))
        return stop

    def bare_table(self, at: int) -> int:
        """The line after a table without a caption that begins at ``at`` and lost its form, or 0."""
        stop = at
        while stop < min(at + 400, len(self.pieces)) and stop not in self.notes:
            if len(self.pieces[stop].cells) > 1 or (stop > at and self.pieces[stop].gap != "none"):
                break
            if not is_cell(self.pieces[stop].text):
                break
            stop += 1
        return at + run if (run := table_run([piece.text for piece in self.pieces[at:stop]])) else 0


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
    numbers = [group.kind == "item" and _PLAIN_NUMBER.match(group.pieces[0].text) is not None for group in groups]
    for at, (group, after) in enumerate(pairwise(groups)):
        text = " ".join(piece.text for piece in group.pieces)
        titled = numbers[at] and not numbers[at + 1] and not (at and groups[at - 1].kind == "item")
        if (
            (group.kind == "paragraph" or titled)
            and len(group.pieces) == 2
            and len(text) < 150
            and not is_finished(text)
            and text[-1] not in ",;-"
            and (starts_high(text) or titled)
            and after.kind in ("paragraph", "item")
            and after.pieces[0].gap == "blank"
            and starts_high(after.pieces[0].text)
        ):
            group.kind, group.skip = "heading", 0
    return groups
