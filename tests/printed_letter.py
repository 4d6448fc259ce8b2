"""A letter as a ministry prints it: words wrapped to a narrow measure beside a column in the margin.

On every page stand a running head, a column with reference fields in small type, and a page number;
footnotes stand at the foot of the page that calls them. The body runs in one column or in two.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from letters_as import FONT, RAISED, Part, Run, draw, parts_of
from reportlab.pdfgen.canvas import Canvas

from extract.source import Source

SMALL, SIZE, STEP = 6.5, 9.0, 12.0
TOP, FOOT, LEFT, MARGIN = 690.0, 70.0, 80.0, 472.0
RAISE = {figure: raised for raised, figure in RAISED.items()}


class Printer:
    """Puts the parts of a letter on pages."""

    def __init__(self, columns: int) -> None:
        self.stream = io.BytesIO()
        self.canvas = Canvas(self.stream, pagesize=(595, 842), invariant=1)
        self.columns = columns
        self.width = 360.0 if columns == 1 else 170.0
        self.page = self.column = 0
        self.y = self.top = TOP
        self.notes: list[list[str]] = []

    def start(self, head: Sequence[str], fields: Sequence[str]) -> None:
        """Begin a page with its furniture."""
        self.page, self.column, self.y = self.page + 1, 0, TOP
        draw(self.canvas, "Ministerie van Defensie", 230, 800, 12)
        for number, field in enumerate(fields):
            draw(self.canvas, field, MARGIN, 704 - 8.5 * number, SMALL)
        draw(self.canvas, f"Pagina {self.page}", MARGIN, 40, SMALL)
        for line in head:
            x = LEFT
            for cell in line.split("\t"):
                draw(self.canvas, cell, x, self.y, SIZE)
                x += 60
            self.y -= STEP
        self.top = self.y

    def foot(self) -> None:
        """End a page with its footnotes."""
        y = FOOT + 8.5 * (sum(map(len, self.notes)) - 1)
        for note in self.notes:
            for line in note:
                draw(self.canvas, line, LEFT, y, SMALL)
                y -= 8.5
        self.notes = []
        self.canvas.showPage()

    def room(self, lines: int, fields: Sequence[str]) -> None:
        """Go to the next column or page where so many lines do not fit."""
        if self.y - lines * STEP > FOOT + 8.5 * sum(map(len, self.notes)) + 10:
            return
        if self.column + 1 < self.columns:
            self.column, self.y = self.column + 1, self.top
        else:
            self.foot()
            self.start((), fields)

    def line(self, text: str, indent: float = 0) -> None:
        """One line of the body."""
        draw(self.canvas, text, LEFT + self.column * (self.width + 20) + indent, self.y, SIZE)
        self.y -= STEP

    def wrapped(self, runs: Sequence[Run], width: float, size: float) -> list[str]:
        """Words on lines of a width, raised figures glued to the word they follow."""
        text = "".join("".join(RAISE[c] for c in run) if up else run for run, up in runs)
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            shown = longer.translate({ord(raised): figure for raised, figure in RAISED.items()})
            if lines and self.canvas.stringWidth(shown, FONT, size) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines


def as_printed(source: Source, head: Sequence[str], fields: Sequence[str], columns: int = 1) -> bytes:
    """A letter as PDF.

    Args:
        head: lines over the first page; a tab parts a label from its value.
        fields: what stands in the margin of every page.
        columns: 1 or 2.
    """
    printer = Printer(columns)
    draw(printer.canvas, "", 0, 0, SIZE)
    parts = parts_of(source)
    notes = {str(part.number): part for part in parts if part.kind == "footnote"}
    printer.start(head, fields)
    for part in parts:
        _put(printer, part, notes, fields)
    printer.foot()
    printer.canvas.save()
    return printer.stream.getvalue()


def _put(printer: Printer, part: Part, notes: dict[str, Part], fields: Sequence[str]) -> None:
    if part.kind == "heading":
        printer.y -= STEP / 2
        printer.room(3, fields)
        printer.line("".join(text for text, _ in part.runs))
    elif part.kind == "table":
        for row in part.rows:
            printer.room(1, fields)
            for number, cell in enumerate(row):
                draw(printer.canvas, cell, LEFT + 90 * number, printer.y, SIZE)
            printer.y -= STEP
    elif part.kind in ("paragraph", "item"):
        indent = 14.0 if part.kind == "item" else 0.0
        for number, line in enumerate(printer.wrapped(part.runs, printer.width - indent, SIZE)):
            printer.room(1, fields)
            if indent and not number:
                draw(printer.canvas, "•", LEFT + printer.column * (printer.width + 20), printer.y, SIZE)
            printer.line(line, indent)
            for mark in (RAISED[char] for char in line if char in RAISED):
                if (note := notes.pop(mark, None)) is not None:
                    printer.notes.append(printer.wrapped([(f"{mark}", True), (" ", False), *note.runs], 360, SMALL))
        printer.y -= STEP / 2
