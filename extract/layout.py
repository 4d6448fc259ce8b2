"""Lines and cells of a letter, and what part of the page each belongs to.

A cell is a stretch of a line without a gap of three spaces or more. Every cell gets a role:
"head", "furniture", "margin", "signature", "table" or "body".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Literal

from extract import furniture
from extract.source import Source

Role = Literal["head", "furniture", "margin", "signature", "table", "body"]

_CELL = re.compile(r"\S+(?:[^\S\t]{1,2}\S+)*")
_NUMBER_CELL = re.compile(r"(?:\d{1,2}(?:\.\d+)*|[a-zA-Z])[.)]|[^\w\s]")
_FIGURES = re.compile(r"\d+")
CAPTION = re.compile(r"(?:Tabel|Overzicht|Figuur|Grafiek|Schema)\s+\d+\b")
_ANNEX = re.compile(r"(?i)(?:bijlage|annex)\b[^.]{0,80}$")
_NOTE_ROW = re.compile(r"[⁰¹²³⁴-⁹]|\[?\d{1,2}[)\]]?(?:\s|$)")
_LOWER_WORD = re.compile(r"(?:^|\s)[(“‘\"']?[a-zà-öø-ÿ][\w’'-]*")
EDGE, HEAD_ROWS, MARGIN = 4, 90, 45


@dataclass(frozen=True, slots=True)
class Cell:
    """Text without a gap; ``start`` and ``end`` (exclusive) are characters of the source, ``column`` counts from 0."""

    start: int
    end: int
    column: int
    text: str

    @property
    def edge(self) -> int:
        """The column after the last character."""
        return self.column + len(self.text)


@dataclass(slots=True)
class Row:
    """One printed line: its cells with their roles; no cells on a blank line."""

    page: int
    cells: tuple[Cell, ...]
    roles: list[Role] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The line with its gaps closed to one space."""
        return " ".join(cell.text for cell in self.cells)

    def mark(self, role: Role) -> None:
        """Give all cells one role."""
        self.roles[:] = [role] * len(self.cells)

    @property
    def is_body(self) -> bool:
        """Whether some cell is still taken for body text."""
        return "body" in self.roles


def rows_of(source: Source) -> list[Row]:
    """The lines of a source, cut into cells, all of them body as yet."""
    rows: list[Row] = []
    for number, (start, end) in enumerate(source.pages, 1):
        at = start
        page: list[Row] = []
        for line in source.text[start:end].splitlines(keepends=True):
            cells = tuple(Cell(at + m.start(), at + m.end(), m.start(), m.group()) for m in _CELL.finditer(line))
            gap = max((two.column - one.edge for one, two in pairwise(cells)), default=0)
            even = gap < 5 or (len(cells) > 4 and _words(line) > len(cells) * 3 // 2)
            if len(cells) > 2 and len(line) > 60 and _words(line) > 3 and even:
                cells = (_merged(cells, at, line),)  # a justified line, not a table
            elif len(cells) == 2 and _NUMBER_CELL.fullmatch(cells[0].text):
                cells = (_merged(cells, at, line),)
            page.append(Row(number, cells, ["body"] * len(cells)))
            at += len(line)
        rows += _single_spaced(page)
    return rows


def _single_spaced(page: Sequence[Row]) -> Sequence[Row]:
    """The rows of a page without the blank ones that only make its spacing double."""
    full = [at for at, row in enumerate(page) if row.cells]
    spaced = [at for at in full if at + 1 < len(page) and not page[at + 1].cells]
    running = [at for at in spaced if page[at].text[-1] not in ".:;?!"]
    if len(full) < 8 or len(spaced) < 0.9 * len(full) or len(running) < 0.4 * len(full):
        return page
    dropped = {at + 1 for at in spaced}
    return [row for at, row in enumerate(page) if at not in dropped]


def _merged(cells: Sequence[Cell], at: int, line: str) -> Cell:
    start, end = cells[0].start, cells[-1].end
    return Cell(start, end, cells[0].column, line[start - at : end - at])


def _words(line: str) -> int:
    return len(_LOWER_WORD.findall(line))


def is_prose(text: str) -> bool:
    """Whether a line is long and wordy enough to be part of a sentence.

    >>> is_prose("Hierbij informeer ik u over de stand van zaken van de samenwerking"), is_prose("Postbus 20701")
    (True, False)
    """
    words = _words(text)
    ended = text.endswith((".", ",", ":")) and words >= 3
    return (len(text) >= 45 and words >= 4) or (len(text) >= 25 and ended)


def laid_out(source: Source) -> tuple[list[Row], int, dict[int, int]]:
    """All rows with the roles of their cells, the number of rows of the head, and the printed numbers of pages."""
    rows = rows_of(source)
    printed = _mark_numbers(rows, len(source.pages))
    _mark_running(rows)
    head = _head_end(rows)
    for row in rows[:head]:
        if furniture.page_number(row.text) is None:
            row.mark("head")
    body = rows[head:]
    _mark_rules(body)
    for _, group in groupby(body, key=lambda row: row.page):
        page = list(group)
        if page and page[0].page > rows[0].page:
            _mark_top(page)
        _mark_runs(page)
        _mark_columns(page)
    _mark_signature(body)
    return rows, head, printed


def _mark_numbers(rows: Sequence[Row], pages: int) -> dict[int, int]:
    printed: dict[int, int] = {}
    for row in rows:
        if row.cells and (number := furniture.page_number(row.text)) is not None:
            row.mark("furniture")
            if number:
                printed.setdefault(row.page, number)
    if not printed and pages > 1:
        for edge in (0, -1):
            bare = {}
            for page, group in groupby(rows, key=lambda row: row.page):
                full = [row for row in group if row.cells]
                if full and re.fullmatch(r"\d{1,3}", full[edge].text):
                    bare[page] = full[edge]
            numbers = {page: int(row.text) for page, row in bare.items()}
            if len(numbers) >= pages - 1 and all(numbers.get(p + 1, n + 1) == n + 1 for p, n in numbers.items()):
                for row in bare.values():
                    row.mark("furniture")
                return numbers
    return printed


def _mark_running(rows: Sequence[Row]) -> None:
    """Mark short lines that stand at the edge of several pages as furniture, figures aside."""
    edges: list[tuple[str, Row]] = []
    for _, group in groupby(rows, key=lambda row: row.page):
        full = [row for row in group if row.cells]
        for row in {id(row): row for row in full[:EDGE] + full[-EDGE:]}.values():
            if len(row.text) <= 100 and not row.text.endswith((",", ";")):
                edges.append((_FIGURES.sub("0", row.text.lower()), row))
    pages = Counter(key for key, _ in {(key, row.page): row for key, row in edges})
    enough = max(2, (rows[-1].page if rows else 0) // 2)
    for key, row in edges:
        telling = sum(c.isalpha() for c in key) > 3 or furniture.is_furniture(row.text)
        if pages[key] >= enough and telling and (not is_prose(row.text) or pages[key] > 2):
            row.mark("furniture")


def _head_end(rows: Sequence[Row]) -> int:
    """The number of rows before the first line of the letter proper."""
    full = [i for i, row in enumerate(rows) if row.cells][:HEAD_ROWS]
    for i in full:
        if any(furniture.is_salutation(cell.text) for cell in rows[i].cells):
            return i + 1
    title_column: int | None = None
    answering = False
    first = -1
    for at, i in enumerate(full):
        row = rows[i]
        cell = row.cells[0]
        if title_column is not None and at and i == full[at - 1] + 1 and cell.column >= title_column > 0:
            continue
        title_column = None
        label = furniture.label_of(cell.text)
        if label and label[0] == "title":
            title_column = row.cells[1].column if len(row.cells) > 1 else cell.column + label[1]
        if furniture.is_answering_line(cell.text) or answering:
            answering = not cell.text.endswith(".")
            continue
        body = max(row.cells, key=_width).text
        beside = len(row.cells) == 2 and body != cell.text and not furniture.is_dossier(cell.text)
        beside = beside and not (label and label[0] == "title") and is_prose(body) and not furniture.is_head(body)
        if row.roles[0] == "furniture" or (any(furniture.is_head(c.text) for c in row.cells) and not beside):
            continue
        if is_prose(body) and (body.endswith(".") or _goes_on(rows, full, at)):
            first = at
            break
    if first < 0:
        first = next((at for at, i in enumerate(full) if not furniture.is_head(rows[i].text)), len(full))
        return full[first] if first < len(full) else (full[-1] + 1 if full else 0)
    while first and _opens_body(rows, full, first - 1):
        first -= 1
    return full[first]


def _goes_on(rows: Sequence[Row], full: Sequence[int], at: int) -> bool:
    following = [rows[i] for i in full[at + 1 : at + 4]]
    return any(_words(row.text) >= 2 for row in following) or not following


def _opens_body(rows: Sequence[Row], full: Sequence[int], at: int) -> bool:
    """Whether the row is a heading over the first paragraph."""
    row = rows[full[at]]
    text = row.text
    if len(row.cells) > 1 or row.roles[0] == "furniture" or furniture.is_head(text) or len(text) > 90:
        return False
    if text.endswith((".", ",", ":", ";")) or not (text[0].isupper() or text[0].isdigit()):
        return False
    before = rows[full[at - 1]].text if at else ""
    if text.isupper() and at and full[at] - full[at - 1] == 1:
        return False
    return not furniture.is_label(before) and not before.endswith(" van") and full[at + 1] - full[at] <= 3


def _mark_rules(rows: Sequence[Row]) -> None:
    for row in rows:
        if row.cells and furniture.is_rule(row.text):
            row.mark("furniture")


def _mark_top(page: Sequence[Row]) -> None:
    """Mark the reference fields, ministry and address at the top of a page."""
    after_label = False
    for row in [row for row in page if row.cells][:16]:
        if not row.is_body:
            after_label = False
            continue
        text = row.text
        if not (
            furniture.is_furniture(text)
            or furniture.is_ministry(text)
            or (after_label and furniture.may_be_furniture(text))
        ):
            return
        after_label = furniture.is_label(text)
        row.mark("furniture")


def _mark_runs(page: Sequence[Row]) -> None:
    """Mark runs of address lines and fields that stand between the lines of the body."""
    for full, group in groupby(page, key=lambda row: bool(row.cells) and row.is_body and len(row.cells) == 1):
        rows = list(group) if full else []
        sure = [furniture.is_furniture(row.text) for row in rows]
        for at, row in enumerate(rows):
            if furniture.is_answering_line(row.text) and not is_prose(row.text):
                end = next((i for i in range(at, min(at + 4, len(rows))) if rows[i].text.endswith(".")), at)
                sure[at : end + 1] = [True] * (end + 1 - at)
            labelled = at > 0 and sure[at - 1] and furniture.is_label(rows[at - 1].text)
            if labelled and (row.text.isdigit() or (at + 1 < len(rows) and sure[at + 1] and len(row.text) < 40)):
                sure[at] = True
        run: list[int] = []
        for at in range(len(rows) + 1):
            if at < len(rows) and (sure[at] or furniture.may_be_furniture(rows[at].text)):
                run.append(at)
                continue
            if any(sure[i] for i in run):
                for i in run:
                    rows[i].mark("furniture")
            run = []


def _mark_columns(page: Sequence[Row]) -> None:
    """Tell text in the margin from the body, and both from a table."""
    measure = max((cell.edge for row in page for cell in row.cells[:1] if row.is_body), default=0)
    runs = [(several, list(group)) for several, group in groupby(page, key=_shape)]
    for at, (shape, run) in enumerate(runs):
        if shape == "one":
            for row in run:
                cell = row.cells[0]
                if (
                    cell.column >= max(30, measure // 2)
                    and len(cell.text) <= MARGIN
                    and not furniture.is_signature(cell.text)
                ):
                    row.mark("margin")
        if shape != "several":
            continue
        beside = [*(runs[at - 1][1][-2:] if at else ()), *(runs[at + 1][1][:2] if at + 1 < len(runs) else ())]
        in_prose = any(len(row.cells) == 1 and is_prose(row.text) for row in beside)
        flowing = sum(_words(max(row.cells, key=_width).text) >= 4 for row in run) * 2 > len(run)
        for row in run:
            _mark_cells(row, in_prose or (flowing and len(run) > 1), flowing)


def _shape(row: Row) -> str:
    return "none" if not row.is_body else "one" if len(row.cells) == 1 else "several"


def _mark_cells(row: Row, in_prose: bool, flowing: bool) -> None:
    body = max(row.cells, key=_width)
    narrow = all(_width(cell) <= MARGIN for cell in row.cells if cell is not body)
    if is_closing(row) or CAPTION.match(row.text):
        return
    if narrow and len(row.cells) < 4 and ((in_prose and len(body.text) >= 20) or (flowing and len(body.text) >= 25)):
        row.roles[:] = ["body" if cell is body else "margin" for cell in row.cells]
    elif all(furniture.is_furniture(c.text) or furniture.may_be_furniture(c.text) for c in row.cells):
        row.mark("furniture")
    else:
        row.mark("table")


def is_closing(row: Row) -> bool:
    """Whether every cell of a row belongs to a signature."""
    return bool(row.cells) and all(furniture.is_signature(cell.text) for cell in row.cells)


def _width(cell: Cell) -> int:
    return len(cell.text)


def _mark_signature(body: Sequence[Row]) -> None:
    """Mark the closing of the letter: from the valediction or the office on, when no prose follows."""
    full = [row for row in body if row.is_body or "table" in row.roles]
    annex = next((i for i, row in enumerate(full) if _ANNEX.match(row.text)), len(full))
    for stop in (len(full), annex):
        at = stop
        while at and (is_closing(full[at - 1]) or not is_prose(full[at - 1].text)):
            at -= 1
        start = next((i for i in range(at, stop) if is_closing(full[i])), None)
        if start is not None:
            for row in full[start:stop]:
                if _NOTE_ROW.match(row.text):
                    return
                row.mark("signature")
            return
