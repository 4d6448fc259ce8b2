"""Writing flowing text: documents that know paragraphs, not lines, as the lines a letter is read from.

A paragraph is one line, a blank line parts paragraphs, the cells of a table row stand in columns
parted by three spaces or more, and footnotes follow at the end, each opened by its raised number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.formats.pdf_lines import SUPERSCRIPTS

_SPACE = re.compile(r"\s+")
_GAPS = re.compile(r" ?\ufdd0[ \ufdd0]*")
_NOTE = re.compile(r"\[?(\d{1,3})[\])]?")
_OWN_MARK = re.compile(r"[^\w\s]\s|[^\w\s]$|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[ivx]{1,4})(?:[.)]|°)")
_LONE_MARK = re.compile(r"[^\w\s]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[ivx]{1,4})(?:[.)]|°)\)?")
GAP = "\ufdd0"
"""Stands for a tab within a line, until the line is written."""
WIDEST = 60
"""Characters to which a column of a table is filled up at most."""
LINE = 90
"""Characters from which on a paragraph is taken for more than a line of an address or a list."""


def collapsed(text: str) -> str:
    r"""Text with every run of white space as one space.

    >>> collapsed(" de\n\tbrief ")
    ' de brief '
    """
    return _SPACE.sub(" ", text)


def raised(text: str) -> str:
    """The mark of a footnote in superscript digits; other raised text as it is.

    >>> raised("12"), raised("[3]"), raised("e")
    ('¹²', '³', 'e')
    """
    match = _NOTE.fullmatch(text.strip())
    return match.group(1).translate(SUPERSCRIPTS) if match and match.group(1).isascii() else text


class Flow:
    r"""Collects text.

    >>> flow = Flow()
    >>> flow.add("Een  brief"); flow.block(); flow.bullet("•"); flow.add(" punt "); flow.line(); flow.text()
    'Een brief\n\n• punt\n'
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.current: list[str] = []
        self.mark = ""
        self.in_item = False

    def add(self, text: str) -> None:
        """Text within a line."""
        if text:
            self.current.append(text)

    def bullet(self, mark: str) -> None:
        """The mark of the list item that the next line begins, unless the item brings one of its own."""
        self.line()
        self.mark = mark
        self.in_item = True

    def line(self) -> bool:
        """End the line; says whether there was any text in it."""
        text = _GAPS.sub("   ", collapsed("".join(self.current)).strip(" " + GAP))
        self.current = []
        if not text:
            return False
        if self.in_item and _LONE_MARK.fullmatch(text):
            self.mark = text
            return False
        if self.mark and not _OWN_MARK.match(text):
            text = f"{self.mark} {text}"
        self.mark = ""
        self.in_item = False
        self.parts.append(text)
        return True

    def block(self) -> None:
        """End the line and leave a blank line before the next."""
        self.line()
        self.blank()

    def blank(self) -> None:
        """Leave a blank line, but never two."""
        if self.parts and self.parts[-1]:
            self.parts.append("")

    def paragraph(self) -> None:
        """End a paragraph of a word processor, where a line of an address is a paragraph too.

        An empty paragraph is a blank line, and a long one has blank lines about it.
        """
        item = self.in_item
        if not self.line():
            if not self.mark:
                self.blank()
        elif len(self.parts[-1]) > LINE and not item:
            last = self.parts.pop()
            self.blank()
            self.parts += [last, ""]

    def taken(self) -> list[str]:
        """What was added to the line so far, taken out of it."""
        taken, self.current = self.current, []
        return taken

    def lines(self, text: str) -> None:
        """Lines of text that are kept as they are."""
        self.parts += [line.rstrip() for line in text.splitlines()]

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """A table: a line a row, its cells in columns."""
        self.block()
        cells = [[collapsed(cell).strip() for cell in row] for row in rows]
        count = max(map(len, cells), default=0)
        widths = [min(WIDEST, max((len(row[c]) for row in cells if c < len(row)), default=0)) for c in range(count)]
        for row in cells:
            line = ""
            at = 0
            for cell, width in zip(row, widths, strict=False):
                if cell:
                    line = (line + "   " if line else "").ljust(at) + cell
                at += width + 3 if width else 0
            if line:
                self.parts.append(line)
        self.block()

    def text(self) -> str:
        """All that was collected."""
        self.block()
        while self.parts and not self.parts[-1]:
            self.parts.pop()
        return "\n".join(self.parts) + "\n" if self.parts else ""
