"""Writing flowing text: documents that know paragraphs, not lines, as the lines a letter is read from.

A paragraph is one line, a blank line parts paragraphs, the cells of a table row stand in columns
parted by three spaces or more, and a footnote follows the paragraph, list or table that calls it,
opened by its raised number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.formats.pdf_lines import SUPERSCRIPTS

_SPACE = re.compile(r"\s+")
_RAISED = re.compile("[⁰¹²³⁴-⁹]+")
_NOTE_LINE = re.compile(r"[⁰¹²³⁴-⁹]{1,3}\s")
_GAPS = re.compile(r" ?\ufdd0[ \ufdd0]*")
_NOTE = re.compile(r"\[?(\d{1,3})[\])]?")
_OWN_MARK = re.compile(r"[^\w\s]\s|[^\w\s]$|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[ivx]{1,4})(?:[.)]|°)")
_LONE_MARK = re.compile(r"[^\w\s]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[ivx]{1,4})(?:[.)]|°)\)?")
GAP = "\ufdd0"
"""Stands for a tab within a line, until the line is written."""
WIDEST = 60
"""Characters to which a column of a table is filled up at most."""
LINE = 60
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
    >>> flow.add("Een  brief"); flow.block(); flow.bullet("•"); flow.add(" punt "); flow.text()
    'Een brief\n\n• punt\n'
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.current: list[str] = []
        self.mark = ""
        self.in_item = False
        self.ripe = False  # whether footnotes may follow what was written last
        self.notes: list[str] = []

    def note(self, number: str, text: str) -> None:
        """Write the mark of a footnote, and the footnote itself where the paragraph, list or table ends."""
        self.add(raised(number))
        self.notes.append(f"{raised(number)} {' '.join(text.split())}")

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
        self.ripe = self.in_item or len(text) > LINE
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
        if self.ripe:
            for note in self.notes:
                self.parts += [note, ""]
            self.notes = []
            self.ripe = False

    def paragraph(self) -> None:
        """End a paragraph of a word processor, where a line of an address is a paragraph too.

        An empty paragraph is a blank line, and a long one has blank lines about it.
        """
        item = self.in_item
        if not self.line():
            if not self.mark:
                self.blank()
        elif len(self.parts[-1]) > LINE and not item:
            last, ripe = self.parts.pop(), self.ripe
            self.ripe = False
            self.blank()
            self.parts.append(last)
            self.ripe = ripe
            self.blank()

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
        self.ripe = True
        self.block()

    def text(self) -> str:
        """All that was collected."""
        self.ripe = True
        self.block()
        while self.parts and not self.parts[-1]:
            self.parts.pop()
        parts = _notes_at_their_calls(self.parts)
        return "\n".join(parts) + "\n" if parts else ""


def _notes_at_their_calls(parts: list[str]) -> list[str]:
    """The lines with the footnotes that end a document each after the paragraph, list or table that calls it.

    >>> _notes_at_their_calls(["Een.¹ Twee.", "", "Drie.", "", "¹ Noot.", "", "² Los."])
    ['Een.¹ Twee.', '', '¹ Noot.', '', 'Drie.', '', '² Los.']
    """
    end = len(parts)
    while end and (not parts[end - 1] or _NOTE_LINE.match(parts[end - 1])):
        end -= 1
    calls: dict[str, int] = {}
    for at, line in enumerate(parts[:end]):
        for mark in _RAISED.findall(line):
            calls.setdefault(mark, at)
    after: dict[int, list[str]] = {}
    for note in filter(None, parts[end:]):
        at = calls.get(_RAISED.findall(note)[0], end - 1)
        while at + 1 < end and parts[at + 1]:
            at += 1
        after.setdefault(at, []).append(note)
    made: list[str] = []
    for at, line in enumerate(parts[:end]):
        made.append(line)
        for note in after.get(at, ()):
            made += ["", note]
    return made + after.get(-1, [])
