"""Reading Word documents (Office Open XML, ECMA-376)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from extract.formats.flow import GAP, Flow, raised
from extract.formats.limits import opened_archive, text_in_bounds
from extract.formats.office import DOCX, child, counted, local, needed, part, table_or_text, value
from extract.formats.text import Text

_FORMS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_NO_TEXT = (
    "instrText delText del moveFrom Fallback rPr sectPr tblPr trPr tcPr annotationRef footnoteRef endnoteRef "
    "separator continuationSeparator pict"
)
_SKIPPED = frozenset(_NO_TEXT.split())
_HEADING = re.compile(r"(?i)(?:heading|kop|titel|title|subtitle)\b|(?:heading|kop) ?\d")
_LEVEL = re.compile(r"%([1-9])")


def read_docx(name: str, data: bytes) -> Text:
    """The text of a Word document, as one page: headers, body with its notes, footers.

    Deleted and hidden text is left out; text boxes follow the paragraph they hang on.

    Raises:
        UnreadableLetter: the archive is broken or a bomb, or has no document in it.
    """
    archive = opened_archive(name, data)
    body = needed(name, archive, DOCX)
    writer = _Writer(_Numbering.of(name, archive), *(_notes(name, archive, kind) for kind in ("footnote", "endnote")))
    flow = Flow()
    for path in _parts(archive, "header"):
        writer.part(needed(name, archive, path), flow)
    writer.part(body, flow)
    for path in _parts(archive, "footer"):
        writer.part(needed(name, archive, path), flow)
    return Text(text_in_bounds(name, flow.text()), "docx")


def _parts(archive: zipfile.ZipFile, kind: str) -> list[str]:
    return sorted(path for path in archive.namelist() if re.fullmatch(rf"word/{kind}\d{{0,3}}\.xml", path))


def _notes(name: str, archive: zipfile.ZipFile, kind: str) -> dict[str, etree._Element]:
    root = part(name, archive, f"word/{kind}s.xml")
    return {} if root is None else {value(note, "id"): note for note in root if local(note) == kind}


@dataclass(slots=True)
class _Numbering:
    """The marks of list items: by list and level the form, the text and the first number."""

    levels: dict[tuple[str, int], tuple[str, str, int]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    headings: frozenset[str] = frozenset()
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, archive: zipfile.ZipFile) -> _Numbering:
        self = cls()
        root = part(name, archive, "word/numbering.xml")
        abstract = {
            value(one, "abstractNumId"): one for one in ([] if root is None else root) if local(one) == "abstractNum"
        }
        for number in [] if root is None else root:
            used = abstract.get(value(child(number, "abstractNumId"))) if local(number) == "num" else None
            for level in [] if used is None else used:
                depth, start = value(level, "ilvl"), value(child(level, "start"))
                if local(level) == "lvl" and depth.isdecimal():
                    form = (value(child(level, "numFmt")), value(child(level, "lvlText")), _number(start, 1))
                    self.levels[value(number, "numId"), int(depth)] = form
        styles = part(name, archive, "word/styles.xml")
        headings = set()
        for style in [] if styles is None else styles:
            if local(style) != "style":
                continue
            identifier = value(style, "styleId")
            if _HEADING.match(value(child(style, "name"))) or child(style, "pPr", "outlineLvl") is not None:
                headings.add(identifier)
            used = child(style, "pPr", "numPr")
            if used is not None:
                self.styles[identifier] = (value(child(used, "numId")), _number(value(child(used, "ilvl")), 0))
        self.headings = frozenset(headings)
        return self

    def mark(self, style: str, properties: etree._Element | None) -> str:
        """The mark of the next paragraph of a list; empty where it is in none."""
        used = child(properties, "numPr")
        number, level = self.styles.get(style, ("", 0))
        if used is not None:
            number = value(child(used, "numId")) or number
            level = _number(value(child(used, "ilvl")), level)
        form = self.levels.get((number, level))
        if form is None:
            return ""
        kind, text, start = form
        if kind in ("bullet", "none"):
            return "•" if kind == "bullet" else ""
        self.counts[number, level] = self.counts.get((number, level), start - 1) + 1
        for deeper in range(level + 1, 10):
            self.counts.pop((number, deeper), None)

        def shown(match: re.Match[str]) -> str:
            other = int(match.group(1)) - 1
            form, _, first = self.levels.get((number, other), ("decimal", "", 1))
            return counted(_FORMS.get(form, "1"), self.counts.get((number, other), first))

        return _LEVEL.sub(shown, text[:40])


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else default


class _Writer:
    """Writes parts of a document."""

    def __init__(
        self, numbering: _Numbering, notes: dict[str, etree._Element], ends: dict[str, etree._Element]
    ) -> None:
        self.numbering = numbering
        self.notes = {"footnoteReference": notes, "endnoteReference": ends}
        self.noted = 0
        self.depth = 0

    def part(self, root: etree._Element, flow: Flow) -> None:
        """Write one part, a header or a cell."""
        boxes: list[etree._Element] = []
        style = ""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = local(element)
            if event == "start":
                if tag in _SKIPPED or not tag or (tag == "r" and child(element, "rPr", "vanish") is not None):
                    walker.skip_subtree()
                elif tag == "tbl" and element is not root:
                    walker.skip_subtree()
                    flow.block()
                    table_or_text(element, flow, _rows, self.cell)
                elif tag == "txbxContent" and element is not root:
                    walker.skip_subtree()
                    boxes.append(element)
                elif tag == "p":
                    style = self.opens(element, flow)
                else:
                    self.inline(element, tag, flow)
            elif tag == "p":
                if style in self.numbering.headings:
                    flow.block()
                else:
                    flow.paragraph()
                for box in boxes:
                    flow.block()
                    self.cell(box, flow)
                boxes = []
        flow.block()

    def cell(self, element: etree._Element, flow: Flow) -> None:
        """Write a cell or a text box; what is nested deeper than any letter nests is passed over."""
        if self.depth < 8:
            self.depth += 1
            self.part(element, flow)
            self.depth -= 1

    def opens(self, paragraph: etree._Element, flow: Flow) -> str:
        """Begin a paragraph; returns its style."""
        properties = child(paragraph, "pPr")
        style = value(child(properties, "pStyle"))
        flow.line()
        if style in self.numbering.headings:
            flow.block()
        mark = self.numbering.mark(style, properties)
        if mark:
            flow.bullet(mark)
        return style

    def inline(self, element: etree._Element, tag: str, flow: Flow) -> None:
        """Write what stands within a paragraph."""
        if tag == "t":
            run = element.getparent()
            level = value(child(run, "rPr", "vertAlign")) if run is not None else ""
            flow.add(raised(element.text or "") if level == "superscript" else element.text or "")
        elif tag in ("tab", "ptab"):
            flow.add(GAP if local(element.getparent()) == "r" else "")
        elif tag in ("br", "cr"):
            if value(element, "type") == "page":
                flow.block()
            else:
                flow.line()
        elif tag == "noBreakHyphen":
            flow.add("\u2011")
        elif tag == "softHyphen":
            flow.add("\u00ad")
        elif tag == "sym":
            code = value(element, "char")
            flow.add(chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) and code[0] not in "dD" else "")
        elif tag in self.notes:
            note = self.notes[tag].get(value(element, "id"))
            if note is not None:
                self.noted += 1
                inner = Flow()
                self.cell(note, inner)
                flow.note(str(self.noted), inner.text())


def _rows(table: etree._Element) -> Iterator[Iterable[etree._Element]]:
    for row in _within(table, "tr"):
        yield _within(row, "tc")


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of a name, also where a content control or a change holds them."""
    for one in element:
        tag = local(one)
        if tag == name:
            yield one
        elif tag in ("sdt", "sdtContent", "ins", "customXml"):
            for inner in one.iterdescendants():
                if local(inner) == name:
                    yield inner
