"""What the head of a letter says of the letter: number, date, subject, sender, addressee."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath
from typing import Literal

from extract import furniture
from extract.reading import Letter
from extract.rows import Cell, Row
from extract.source import Source

_PAPER = re.compile(
    r"(?:Kamerstuk(?:ken)?(?:\s+I{1,2})?[\s,:]*)?\b(\d{2})\s?(\d{3})(?:[\s-]([A-Z]{1,5}|\(R\d{4}\)))?,?\s+nrs?\.?\s*(\d{1,4}|[A-Z]{1,3})\b"
)
_KST = re.compile(r"\bkst-(\d{5})(?:-?([A-Z]{1,5}))?-(\d{1,4}|[A-Z]{1,3})\b")
_CHAMBER_LINE = re.compile(r"(?i)^(?:tweede|eerste) kamer,? .*vergaderjaar")
_DOSSIER = re.compile(r"^(\d{2}) (\d{3})(?: ([A-Z]{1,5}))?(?:\s|$)")
_NUMBER = re.compile(r"^(?:Nr|NR)\.? ?(\d{1,4}|[A-Z]{1,3})\b")
_TOKEN = re.compile(r"[^\s|,;:]*\d[^\s|,;:]*")
_MINISTRY = re.compile(r"Ministerie (?:van|voor) (?:[A-Z][\w’'-]*(?:, | en | |$))+")
_BRIEF = re.compile(r"(?i)^(?:\W*)brief van (.+)$")
_CONTINUES = re.compile(r"(?i)^(?:der staten-generaal|(?:tweede|eerste) kamer\b.*|van de .*)$")


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A cell of the head, or the several lines of its subject."""

    role: Literal["head", "furniture"]
    cells: tuple[Cell, ...]
    row: int

    @property
    def text(self) -> str:
        """The text with single spaces."""
        return " ".join(" ".join(cell.text.split()) for cell in self.cells)

    @property
    def column(self) -> int:
        """The column of the first character."""
        return self.cells[0].column


def beside(rows: Sequence[Row], head: int) -> list[HeadLine]:
    """The cells in the margin of the first page, below the head: reference fields may stand there."""
    page = rows[0].page if rows else 1
    return [
        HeadLine("furniture", (cell,), number)
        for number, row in enumerate(rows)
        if number >= head and row.page == page
        for cell, role in zip(row.cells, row.roles, strict=True)
        if role == "margin"
    ]


def lines_of(rows: Sequence[Row]) -> list[HeadLine]:
    """The cells of the head in order; the lines of a subject that runs on are one."""
    lines: list[HeadLine] = []
    for number, row in enumerate(rows):
        for cell, role in zip(row.cells, row.roles, strict=True):
            kind: Literal["head", "furniture"] = "furniture" if role == "furniture" else "head"
            lines.append(HeadLine(kind, (cell,), number))
    for at, line in enumerate(lines):
        label = furniture.label_of(line.text)
        if label is None or label[0] != "title":
            continue
        value = at if label[1] < len(line.text) else _value_at(lines, at)
        if value is None or value < at:
            continue
        column = _value_column(lines, value)
        run = [value]
        for below in range(value + 1, len(lines)):
            if lines[below].row > lines[run[-1]].row + 1:
                break
            if (
                lines[below].row == lines[run[-1]].row + 1
                and abs(lines[below].column - column) <= 3
                and not _is_taken(lines[below].text)
            ):
                run.append(below)
        if len(run) > 1:
            whole = HeadLine("head", tuple(cell for i in run for cell in lines[i].cells), lines[value].row)
            rest = [line for i, line in enumerate(lines) if i not in run]
            return [*rest[:value], whole, *rest[value:]]
        break
    return lines


def _value_column(lines: Sequence[HeadLine], at: int) -> int:
    cell = lines[at].cells[0]
    label = furniture.label_of(cell.text)
    return cell.column + (label[1] if label else 0)


def _is_taken(text: str) -> bool:
    """Whether a line is something else than a subject."""
    return (
        furniture.is_furniture(text)
        or furniture.label_of(text) is not None
        or furniture.is_addressee(text)
        or furniture.is_salutation(text)
        or furniture.is_ministry(text)
        or furniture.is_answering_line(text)
        or "Staten-Generaal" in text
        or furniture.date_in(text) is not None
    )


def _neighbours(lines: Sequence[HeadLine], at: int) -> Iterator[int]:
    """Where the value of a label that stands alone may be: beside it, below it, after it, before it."""
    line = lines[at]
    if at + 1 < len(lines) and lines[at + 1].row == line.row:
        yield at + 1
    for below in range(at + 1, len(lines)):
        if line.row < lines[below].row <= line.row + 2 and abs(lines[below].column - line.column) <= 3:
            yield below
    yield from range(at + 1, min(at + 4, len(lines)))
    if at:
        yield at - 1


def _value_at(lines: Sequence[HeadLine], at: int) -> int | None:
    near = list(dict.fromkeys(_neighbours(lines, at)))
    after = at + 1
    if after < len(lines) and after in near and _is_taken(lines[after].text) and lines[after].row > lines[at].row:
        near.sort(key=lambda i: i != at - 1)  # the next line is another field: the value may stand before its label
    return next((i for i in near if not _is_taken(lines[i].text)), None)


def paper_number(text: str) -> str | None:
    """The number of the first parliamentary paper in a text, in the form of its official file name.

    >>> paper_number("Kamerstuk 35 925 X, nr. 12"), paper_number("kst-35925-X-12"), paper_number("nr. 12")
    ('kst-35925-X-12', 'kst-35925-X-12', None)
    """
    for pattern in (_KST, _PAPER):
        if match := pattern.search(text):
            groups = [group for group in match.groups() if group]
            if pattern is _PAPER:
                groups[:2] = [groups[0] + groups[1]]
            return "-".join(("kst", *groups))
    return None


def slug(text: str) -> str:
    """A text as the last part of an IRI.

    >>> slug("Stand van zaken: missies 2012–2013"), slug("Één brief")
    ('stand-van-zaken-missies-2012-2013', 'een-brief')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^0-9a-z]+", "-", plain.lower()).strip("-")[:80]


def letter_of(source: Source, lines: Sequence[HeadLine], blocks: Sequence[tuple[str, str]]) -> Letter:
    """The letter as its head, its running heads and its signature describe it."""
    outside = [text for kind, text in blocks if kind in ("furniture", "margin")]
    title = _title(lines)
    identifiers = _identifiers(lines, outside)
    number = (paper_number(identifiers[0]) or identifiers[0]) if identifiers else None
    name = slug(number or title or PurePath(source.name).stem) or source.sha256[:12]
    return Letter(
        id=f"document/{name}",
        name=source.name,
        sha256=source.sha256,
        pages=len(source.pages),
        title=title,
        identifiers=identifiers,
        issued=_issued(lines, outside),
        sender=_sender(lines, outside, [text for kind, text in blocks if kind == "signature"]),
        addressee=_addressee(lines),
    )


def _title(lines: Sequence[HeadLine]) -> str | None:
    for at, line in enumerate(lines):
        label = furniture.label_of(line.text)
        if label is None or label[0] != "title":
            continue
        if label[1] < len(line.text):
            return line.text[label[1] :].strip()
        value = _value_at(lines, at)
        if value is not None:
            return lines[value].text
    return None


def _identifiers(lines: Sequence[HeadLine], outside: Sequence[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for at, line in enumerate(lines):
        label = furniture.label_of(line.text)
        if label and label[0] == "reference":
            for text in (line.text[label[1] :], *(lines[i].text for i in _neighbours(lines, at))):
                token = _TOKEN.search(text[:200])
                if (
                    token
                    and sum(c.isdigit() for c in token.group()) > 3
                    and not furniture.date_in(text)
                    and not _is_address(text)
                ):
                    found.setdefault(token.group(), token.group())
                    break
    texts = [line.text for line in lines]
    for text in texts:
        paper = _PAPER.match(text)
        if paper and paper.end() == len(text):
            found.setdefault(str(paper_number(text)), text)
    for first, second in pairwise(texts):
        dossier, number = _DOSSIER.match(first), _NUMBER.match(second)
        if dossier and number:
            printed = f"{dossier.group().strip()}, nr. {number.group(1)}"
            found.setdefault(str(paper_number(printed)), printed)
    for text in (*texts, *outside):
        if furniture.is_reference(text) and not furniture.is_date(text):
            found.setdefault(text, text)
        elif (_CHAMBER_LINE.match(text) or _KST.fullmatch(text)) and (
            paper := _PAPER.search(text) or _KST.search(text)
        ):
            found.setdefault(str(paper_number(paper.group())), paper.group())
    return tuple(found.values())


def _is_address(text: str) -> bool:
    return furniture.is_furniture(text) and not furniture.is_reference(text)


def _issued(lines: Sequence[HeadLine], outside: Sequence[str]) -> str | None:
    texts = [line.text for line in lines]
    for at, text in enumerate(texts):
        label = furniture.label_of(text)
        if label and label[0] == "date":
            near = [text[label[1] :], *(texts[i] for i in _neighbours(lines, at))]
            if date := next((date for line in near if (date := furniture.date_in(line))), None):
                return date
    dated = [text for text in texts if furniture.is_head(text)] + texts + list(outside)
    return next((date for text in dated if (date := furniture.date_in(text))), None)


def _sender(lines: Sequence[HeadLine], outside: Sequence[str], signature: Sequence[str]) -> str | None:
    for text in (*(line.text for line in lines), *outside):
        if match := _MINISTRY.search(text):
            return match.group().strip(" ,")
    offices: list[str] = []
    for text in signature:
        if furniture.is_office(text):
            offices.append(text.strip(" ,"))
        elif offices and text.startswith(("van ", "voor ")):
            offices[-1] += " " + text.strip(" ,")
    if offices:
        return " en ".join(offices)
    return next((m.group(1) for line in lines if (m := _BRIEF.match(line.text))), None)


def _addressee(lines: Sequence[HeadLine]) -> str | None:
    for at, line in enumerate(lines):
        if not furniture.is_addressee(line.text) or not re.search(r"(?i)voorzitter|kamer", line.text):
            continue
        text = _MINISTRY.sub("", re.sub(r"(?i)^aan\s*:?\s*", "", line.text)).strip()
        for other in lines[at + 1 : at + 5]:
            if "Staten-Generaal" in text:
                break
            if _CONTINUES.match(other.text) and (
                text.endswith((" de", " van")) or other.text.lower().startswith("der ")
            ):
                text = f"{text} {other.text}"
        return text
    return None


def own_names(letter: Letter, text: str, kind: str) -> Iterator[tuple[int, int]]:
    """Where a text names the letter itself: by title, reference or parliamentary number."""
    spans: list[tuple[int, int]] = []
    papers = {number for name in letter.identifiers if (number := paper_number(name))}
    for pattern in (_PAPER, _KST):
        for match in pattern.finditer(text):
            if paper_number(match.group()) in papers:
                spans.append(match.span())
    names = [name for name in letter.identifiers if not paper_number(name)]
    if letter.title and (kind in ("head", "furniture", "margin") or len(letter.title.split()) > 2):
        names.append(letter.title)
    for name in names:
        spans += (m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))
    at = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= at:
            yield start, end
            at = end
