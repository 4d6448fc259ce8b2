"""What part of the page each line and cell of a letter belongs to.

Every cell gets a role ("head", "furniture", "margin", "signature", "table" or "body") and a
reason for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from extract import furniture
from extract.rows import Cell, Row, is_prose, rows_of, word_count
from extract.source import Source

_FIGURES = re.compile(r"\d+|(?<=[\s|])[ivxl]{1,6}(?=[\s|–-]*$)|^[ivxl]{1,6}(?=[\s|])")  # in lower case
CAPTION = re.compile(r"(?:Tabel|Overzicht|Figuur|Grafiek|Schema)\s+\d+\b")
_ANNEX = re.compile(r"(?i)(?:bijlage|annex)\b[^.]{0,80}$")
_NOTE_ROW = re.compile(r"[⁰¹²³⁴-⁹]|\[?\d{1,2}[)\]]?(?:\s|$)")
EDGE, HEAD_ROWS, MARGIN = 4, 90, 45


def laid_out(source: Source) -> tuple[list[Row], int, dict[int, int]]:
    """All rows with the roles of their cells, the number of rows of the head, and the printed numbers of pages."""
    rows = rows_of(source)
    printed = _mark_numbers(rows, len(source.pages))
    _mark_running(rows)
    head = _head_end(rows)
    for row in rows[:head]:
        if furniture.page_number(row.text) is None:
            row.mark("head", "stands before the first words of the letter")
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
            row.mark("furniture", "page number")
            if number:
                printed.setdefault(row.page, number)
    if not printed and pages > 1:
        for edge in (0, -1):
            bare = {}
            for page, group in groupby(rows, key=lambda row: row.page):
                full = [row for row in group if row.cells]
                if full and furniture.bare_number(full[edge].text):
                    bare[page] = full[edge]
            numbers = {page: furniture.bare_number(row.text) for page, row in bare.items()}
            if len(numbers) >= pages - 1 and all(numbers.get(p + 1, n + 1) == n + 1 for p, n in numbers.items()):
                for row in bare.values():
                    row.mark("furniture", "page number")
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
    tops = {id(next((row for row in group if row.cells), None)) for _, group in groupby(rows, key=lambda row: row.page)}
    for key, row in edges:
        if (
            id(row) in tops
            and row.page > 1
            and len(row.cells) > 1
            and furniture.bare_number(row.cells[-1].text) == row.page
        ):
            row.mark("furniture", "running head with the number of its page")
            continue
        telling = sum(c.isalpha() for c in key) > 3 or furniture.is_furniture(row.text)
        folio = len(row.cells) > 1 and any(furniture.bare_number(cell.text) for cell in (row.cells[0], row.cells[-1]))
        if pages[key] >= enough and telling and (not is_prose(row.text) or folio or pages[key] > 2):
            row.mark("furniture", "repeated at the edge of several pages")


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
    return any(word_count(row.text) >= 2 for row in following) or not following


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
        return len(text.split()) < 4 and furniture.is_furniture(before) and full[at + 1] - full[at] == 1
    return not furniture.is_label(before) and not before.endswith(" van") and full[at + 1] - full[at] <= 3


def _mark_rules(rows: Sequence[Row]) -> None:
    for row in rows:
        if row.cells and furniture.is_rule(row.text):
            row.mark("furniture", "printed rule")


def _mark_top(page: Sequence[Row]) -> None:
    """Mark the reference fields, ministry and address at the top of a page."""
    after_label = False
    for row in [row for row in page if row.cells][:16]:
        text = row.text
        if not row.is_body:
            after_label = furniture.is_label(text)
            continue
        if not (
            furniture.is_furniture(text)
            or furniture.is_ministry(text)
            or (after_label and (furniture.may_be_furniture(text) or furniture.is_value(text)))
        ):
            return
        after_label = furniture.is_label(text)
        row.mark("furniture", "reference field or address at the top of a page")


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
            if labelled and (
                furniture.is_value(row.text) or (at + 1 < len(rows) and sure[at + 1] and len(row.text) < 40)
            ):
                sure[at] = True
        run: list[int] = []
        for at in range(len(rows) + 1):
            if at < len(rows) and (sure[at] or furniture.may_be_furniture(rows[at].text)):
                run.append(at)
                continue
            if any(sure[i] for i in run):
                for i in run:
                    rows[i].mark("furniture", "reference field or address between lines of the text")
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
                    row.mark("margin", "stands right of the text")
        if shape != "several":
            continue
        beside = [*(runs[at - 1][1][-2:] if at else ()), *(runs[at + 1][1][:2] if at + 1 < len(runs) else ())]
        captioned = any(CAPTION.match(row.text) for row in beside)
        in_prose = not captioned and any(len(row.cells) == 1 and is_prose(row.text) for row in beside)
        flowing = not captioned and sum(word_count(max(row.cells, key=_width).text) >= 4 for row in run) * 2 > len(run)
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
        row.reasons[:] = ["" if cell is body else "stands beside the text" for cell in row.cells]
    elif all(furniture.is_furniture(c.text) or furniture.may_be_furniture(c.text) for c in row.cells):
        row.mark("furniture", "reference fields side by side")
    else:
        row.mark("table", "several cells on one line")


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
                row.mark("signature", "closing of the letter")
            return
