"""The same letter in other formats: PDF as printed, and HTML, XML, docx and odt as its parts.

The PDF holds the lines of the text, each where it stands. The others hold what a person would type
into them: the lines of the head, then headings, paragraphs, list items, tables and footnotes, without
page furniture.

Run as a program it writes a letter in every format: ``python tests/letters_as.py letter.txt folder``.
"""

from __future__ import annotations

import codecs
import io
import re
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from extract.anatomy import anatomy
from extract.clean_marks import figure
from extract.knowledge import load_knowledge
from extract.pipeline import known_words
from extract.source import Source, read_source, source_of

Run = tuple[str, bool]
"""Characters, and whether they are raised."""
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_FIGURES = frozenset("0123456789") | RAISED.keys()
_CELL = re.compile(r"\S+(?:[^\S\t]{1,2}\S+)*")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a letter; ``rows`` are the cells of lines or of a table."""

    kind: Literal["lines", "heading", "paragraph", "item", "table", "footnote"]
    runs: tuple[Run, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    number: int = 0


def parts_of(source: Source) -> list[Part]:
    """What a person would type of a letter."""
    taken = anatomy(source, known_words(load_knowledge()))
    marks: dict[int, list[tuple[int, int]]] = {}
    for mark in taken.marks:
        marks.setdefault(mark.block, []).append((mark.at, mark.number))
    body = next((n for n, b in enumerate(taken.blocks) if b.kind in ("heading", "paragraph", "item")), 0)
    head = source.text[: taken.blocks[body].origin[0]] if taken.blocks else ""
    parts = [Part("lines", rows=tuple(tuple(_CELL.findall(line)) for line in head.splitlines()))]
    rows: list[tuple[str, ...]] = []
    notes: list[Part] = []
    for n, block in enumerate(taken.blocks[body:], body):
        if rows and block.kind not in ("table", "furniture", "margin"):
            parts.append(Part("table", rows=tuple(rows)))
            rows = []
        runs = _runs(block.text, marks.get(n, ()))
        match block.kind:
            case "table":
                rows.append(tuple(block.text.split("\t")))
            case "heading" | "paragraph" | "item":
                parts.append(Part(block.kind, runs))
            case "footnote":
                before = taken.blocks[n - 1].text.strip(" )[]")
                number = figure(before) if before and before[0] in _FIGURES else len(notes) + 1
                notes.append(Part("footnote", runs, number=number))
            case "signature":
                parts.append(Part("lines", rows=((block.text,),)))
    if rows:
        parts.append(Part("table", rows=tuple(rows)))
    return parts + notes


def _runs(text: str, marks: Iterable[tuple[int, int]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    last = 0
    for at, number in marks:
        runs += [(text[last:at], False), (str(number), True)]
        last = at
    return (*runs, (text[last:], False))


# -- PDF -------------------------------------------------------------------------------------


#: Characters beside those of Windows-1252 that the font of the PDF has, in places where that has none.
EXTRA = "ﬀﬁﬂﬃﬄ❑ȚțȘșĂăČčĆćĚěŘřŁłŃńŚśŹźŻżŐőŰűŞşĞğĀ"
_CODES = [*range(1, 9), *range(14, 32), 0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xAD, 0xA8, 0xAF, 0xB4, 0xB8, 0xA6, 0xAC]
FONT = "letter"


def _font() -> None:
    """A font of every PDF reader with :data:`EXTRA`, the names of which give their characters."""
    if FONT in pdfmetrics.getRegisteredFontNames():
        return
    table = {ord(bytes([n]).decode("cp1252", "replace")): n for n in range(32, 256)}
    encoding = pdfmetrics.Encoding(FONT, "WinAnsiEncoding")
    for code, char in zip(_CODES, EXTRA, strict=True):
        encoding[code] = f"uni{ord(char):04X}"
        table = {char: n for char, n in table.items() if n != code} | {ord(char): code}
    pdfmetrics.registerEncoding(encoding)
    font = pdfmetrics.Font(FONT, "Times-Roman", FONT)
    for code, _ in zip(_CODES, EXTRA, strict=True):
        font.widths[code] = 500
    pdfmetrics.registerFont(font)

    def encode(text: str, errors: str = "strict") -> tuple[bytes, int]:
        return codecs.charmap_encode(text, errors, table)

    def decode(data: bytes, errors: str = "strict") -> tuple[str, int]:
        return codecs.charmap_decode(data, errors, {code: chr(char) for char, code in table.items()})

    codecs.register(lambda name: codecs.CodecInfo(encode, decode, name=FONT) if name == FONT else None)


def as_pdf(source: Source, size: float = 9.5) -> bytes:
    """The lines of a letter in a proportional font; cells stand where their column is."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    unit = size * 0.47
    for start, end in source.pages:
        y = 800.0
        lines = source.text[start:end].strip("\f").split("\n")
        step = min(size * 1.25, 760 / max(1, len(lines)))
        for line in lines:
            x = 60.0
            for match in _CELL.finditer(line):
                x = max(x, 60 + match.start() * unit)
                x = draw(canvas, match.group(), x, y, size) + 1.2 * size
            y -= step
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def draw(canvas: Canvas, text: str, x: float, y: float, size: float) -> float:
    """Draw characters from ``x`` on, raised figures small and high; returns where they end."""
    _font()
    for piece in re.findall(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[^⁰¹²³⁴⁵⁶⁷⁸⁹]+", text):
        up = piece[0] in RAISED
        points = size * (0.6 if up else 1)
        shown = "".join(RAISED[c] for c in piece) if up else piece
        canvas.setFont(FONT, points)
        canvas.drawString(x, y + (0.35 * size if up else 0), shown)
        x += canvas.stringWidth(shown, FONT, points)
    return x


# -- HTML and XML ----------------------------------------------------------------------------


def as_html(source: Source) -> bytes:
    """A web page as the publisher of parliamentary papers makes them."""
    body: list[str] = []
    for part in parts_of(source):
        match part.kind:
            case "lines":
                body += _html_lines(part.rows)
            case "heading":
                body.append(f"<h2>{_html(part.runs)}</h2>")
            case "paragraph":
                body.append(f'<p class="al">{_html(part.runs)}</p>')
            case "item":
                body.append(f"<ul><li><p>{_html(part.runs)}</p></li></ul>")
            case "table":
                body.append(_html_table(part.rows))
            case "footnote":
                body.append(f'<div class="noot"><p><sup>{part.number}</sup> {_html(part.runs)}</p></div>')
    text = "\n".join(body).replace("</ul>\n<ul>", "\n")
    head = '<head><meta charset="utf-8"><title>Brief</title><style>p { margin: 0 }</style></head>'
    return f"<!DOCTYPE html>\n<html lang='nl'>{head}\n<body>\n{text}\n</body></html>\n".encode()


def _html(runs: Iterable[Run]) -> str:
    return "".join(f"<sup>{escape(text)}</sup>" if up else escape(text) for text, up in runs)


def _html_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines as paragraphs with line breaks, lines of several cells as a table."""
    made: list[str] = []
    lines: list[str] = []
    for row in [*rows, ()]:
        if len(row) == 1:
            lines.append(escape(row[0]))
            continue
        if lines:
            made.append("<p>" + "<br>\n".join(lines) + "</p>")
            lines = []
        if row:
            made.append(_html_table([row]))
    return made


def _html_table(rows: Sequence[Sequence[str]]) -> str:
    cells = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
    return "<table>" + "\n".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def as_xml(source: Source) -> bytes:
    """A parliamentary paper in the XML of its publisher."""
    notes = {part.number: part for part in parts_of(source) if part.kind == "footnote"}
    body: list[str] = []

    def runs(part: Part) -> str:
        shown = ""
        for text, up in part.runs:
            note = notes.get(int(text)) if up else None
            if note is None:
                shown += escape(text)
                continue
            inside = escape("".join(text for text, _ in note.runs))
            shown += (
                f'<noot id="n{note.number}" type="voet"><noot.nr>{note.number}</noot.nr>'
                f"<noot.al>{inside}</noot.al></noot>"
            )
        return shown

    for part in parts_of(source):
        match part.kind:
            case "lines":
                for row in part.rows:
                    if len(row) == 1:
                        body.append(f'<tekstregel inhoud="tekst">{escape(row[0])}</tekstregel>')
                    elif row:
                        body.append(_xml_table([row]))
            case "heading":
                body.append(f"<tussenkop><nadruk type='halfvet'>{runs(part)}</nadruk></tussenkop>")
            case "paragraph":
                body.append(f"<al>{runs(part)}</al>")
            case "item":
                body.append(f"<lijst type='expliciet'><li><li.nr>–</li.nr><al>{runs(part)}</al></li></lijst>")
            case "table":
                body.append(_xml_table(part.rows))
    text = "\n".join(body).replace("</lijst>\n<lijst type='expliciet'>", "\n")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<officiele-publicatie><metadata><meta name="x" content="y"/>'
        f"</metadata><kamerstuk><stuk><algemeen><vrije-tekst><tekst status='goed'>\n{text}\n"
        "</tekst></vrije-tekst></algemeen></stuk></kamerstuk></officiele-publicatie>\n"
    ).encode()


def _xml_table(rows: Sequence[Sequence[str]]) -> str:
    cells = ["".join(f"<entry><al>{escape(cell)}</al></entry>" for cell in row) for row in rows]
    columns = max(map(len, rows))
    shown = "".join(f"<row>{row}</row>" for row in cells)
    return f'<table><tgroup cols="{columns}"><tbody>{shown}</tbody></tgroup></table>'


# -- word processors -------------------------------------------------------------------------

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    '.main+xml"/></Types>'
)
_NUMBERING = (
    f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_STYLES = (
    f'<w:styles {_W}><w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Standaard"><w:name w:val="Normal"/></w:style></w:styles>'
)


def as_docx(source: Source) -> bytes:
    """A Word document: every line of the head a paragraph, footnotes in a part of their own."""
    body: list[str] = []
    notes: list[str] = []
    for part in parts_of(source):
        match part.kind:
            case "lines":
                body += [_word([("\t".join(row), False)]) for row in part.rows]
            case "heading":
                body.append(_word(part.runs, '<w:pStyle w:val="Kop1"/>'))
            case "paragraph":
                body.append(_word(part.runs))
            case "item":
                body.append(_word(part.runs, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))
            case "table":
                rows = ["".join(f"<w:tc>{_word([(cell, False)])}</w:tc>" for cell in row) for row in part.rows]
                body.append("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")
            case "footnote":
                notes.append(f'<w:footnote w:id="{part.number}">{_word(part.runs)}</w:footnote>')
    text = "".join(body)
    parts = {
        "[Content_Types].xml": _TYPES,
        "word/document.xml": f"<w:document {_W}><w:body>{text}<w:sectPr/></w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {_W}>{''.join(notes)}</w:footnotes>",
        "word/numbering.xml": _NUMBERING,
        "word/styles.xml": _STYLES,
    }
    return archive(parts)


def _word(runs: Iterable[Run], properties: str = "") -> str:
    shown = ""
    for text, up in runs:
        if up:
            shown += f'<w:r><w:footnoteReference w:id="{text}"/></w:r>'
            continue
        tabbed = escape(text).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        shown += f'<w:r><w:t xml:space="preserve">{tabbed}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{shown}</w:p>"


_O = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)


def as_odt(source: Source) -> bytes:
    """An OpenDocument text."""
    made = parts_of(source)
    notes = {part.number: part for part in made if part.kind == "footnote"}

    def shown(runs: Iterable[Run]) -> str:
        text = ""
        for run, up in runs:
            note = notes.get(int(run)) if up else None
            if note is not None:
                text += (
                    f'<text:note text:note-class="footnote"><text:note-citation>{note.number}</text:note-citation>'
                    f"<text:note-body><text:p>{shown(note.runs)}</text:p></text:note-body></text:note>"
                )
            else:
                text += escape(run).replace("\t", "<text:tab/>")
        return text

    body: list[str] = []
    for part in made:
        match part.kind:
            case "lines":
                body += [f"<text:p>{shown([(chr(9).join(row), False)])}</text:p>" for row in part.rows]
            case "heading":
                body.append(f'<text:h text:outline-level="1">{shown(part.runs)}</text:h>')
            case "paragraph":
                body.append(f"<text:p>{shown(part.runs)}</text:p>")
            case "item":
                item = f"<text:list-item><text:p>{shown(part.runs)}</text:p></text:list-item>"
                body.append(f"<text:list>{item}</text:list>")
            case "table":
                cells = [
                    "".join(f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in row)
                    for row in part.rows
                ]
                body.append(
                    "<table:table>"
                    + "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
                    + "</table:table>"
                )
    text = "".join(body).replace("</text:list><text:list>", "")
    content = f"<office:document-content {_O}><office:body><office:text>{text}</office:text></office:body>"
    return archive(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"{content}</office:document-content>"}
    )


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of files, always the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for path, text in parts.items():
            made.writestr(zipfile.ZipInfo(path, (2020, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


MAKERS = {"pdf": as_pdf, "html": as_html, "xml": as_xml, "docx": as_docx, "odt": as_odt}


def written(letter: Path | str, folder: Path) -> dict[str, Path]:
    """A letter (a file, or its text) in every format, and where it was written."""
    source = read_source(letter) if isinstance(letter, Path) else source_of(letter)
    stem = letter.stem if isinstance(letter, Path) else "letter"
    files: dict[str, Path] = {}
    for suffix, made in MAKERS.items():
        files[suffix] = folder / f"{stem}.{suffix}"
        files[suffix].write_bytes(made(source))
    return files


if __name__ == "__main__":
    Path(sys.argv[2]).mkdir(parents=True, exist_ok=True)
    for made in written(Path(sys.argv[1]), Path(sys.argv[2])).values():
        print(made)
