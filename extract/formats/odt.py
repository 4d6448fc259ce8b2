"""Reading OpenDocument texts (ISO/IEC 26300)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from extract.formats.flow import GAP, Flow, raised
from extract.formats.limits import UnreadableLetter, opened_archive, part_of, text_in_bounds
from extract.formats.office import ODT, child, counted, local, needed, part, table_or_text, value
from extract.formats.text import Text

_NO_TEXT = "tracked-changes annotation note-citation automatic-styles forms sequence-decls title desc"
_SKIPPED = frozenset(_NO_TEXT.split())
_MOST_REPEATED = 60


def read_odt(name: str, data: bytes) -> Text:
    """The text of an OpenDocument text, as one page: headers, body with its notes, footers.

    Raises:
        UnreadableLetter: the archive is broken, locked or a bomb, or has no text in it.
    """
    archive = opened_archive(name, data)
    manifest = part_of(name, archive, "META-INF/manifest.xml")
    if manifest is not None and b"encryption-data" in manifest:
        raise UnreadableLetter(f"{name}: locked with a password. Save the document without it.")
    content = needed(name, archive, ODT)
    styles = part(name, archive, "styles.xml")
    writer = _Writer(_Styles.of([root for root in (styles, content) if root is not None]))
    flow = Flow()
    for header in _masters(styles, "header"):
        writer.part(header, flow)
    body = child(content, "body", "text")
    if body is None:
        raise UnreadableLetter(f"{name}: an OpenDocument file, but no text. Save it as text (odt).")
    writer.part(body, flow)
    for footer in _masters(styles, "footer"):
        writer.part(footer, flow)
    return Text(text_in_bounds(name, flow.text()), "odt")


def _masters(styles: etree._Element | None, kind: str) -> list[etree._Element]:
    masters = child(styles, "master-styles")
    return [] if masters is None else [one for one in masters.iterdescendants() if local(one).startswith(kind)]


@dataclass(frozen=True, slots=True)
class _Styles:
    """Which spans are raised, and the marks of list items: by list and level the form and what follows it."""

    raised: frozenset[str] = frozenset()
    lists: dict[tuple[str, int], tuple[str, str, str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, roots: Iterable[etree._Element]) -> _Styles:
        up: set[str] = set()
        lists: dict[tuple[str, int], tuple[str, str, str, int]] = {}
        for root in roots:
            for element in root.iterdescendants():
                tag = local(element)
                if tag == "style" and value(child(element, "text-properties"), "text-position").startswith("super"):
                    up.add(value(element, "name"))
                elif tag == "list-style":
                    for level in element:
                        depth, start = value(level, "level"), value(level, "start-value")
                        bullet = local(level) == "list-level-style-bullet"
                        form = "•" if bullet else value(level, "num-format")
                        first = int(start) if start.isdecimal() and len(start) < 6 else 1
                        if depth.isdecimal() and len(depth) < 3:
                            around = (value(level, "num-prefix"), form, value(level, "num-suffix"))
                            lists[value(element, "name"), int(depth)] = (*around, first)
        return cls(frozenset(up), lists)


class _Writer:
    """Writes parts of a document."""

    def __init__(self, styles: _Styles) -> None:
        self.styles = styles
        self.noted = 0
        self.depth = 0

    def part(self, root: etree._Element, flow: Flow) -> None:
        """Write a body, a header, a note or a cell."""
        lists: list[list[str | int]] = []  # for each list about the place its style and the number of its last item
        boxes: list[etree._Element] = []
        skipped: etree._Element | None = None
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = local(element)
            if event == "start":
                if element is not root and self.aside(element, tag, flow, boxes):
                    walker.skip_subtree()
                    skipped = element
                    continue
                if tag == "list":
                    flow.line()
                    lists.append([value(element, "style-name") or (lists[-1][0] if lists else ""), 0])
                elif tag == "list-item" and lists:
                    self.item(lists, flow)
                elif tag == "h":
                    flow.block()
                elif tag == "p":
                    flow.line()
                self.inline(element, tag, flow)
                continue
            if element is skipped:
                skipped = None
            elif tag == "list" and lists:
                lists.pop()
            elif tag == "h":
                flow.block()
            elif tag == "p":
                flow.paragraph()
                for box in boxes:
                    flow.block()
                    self.cell(box, flow)
                boxes = []
            if element is not root and element.tail and _in_paragraph(element):
                flow.add(element.tail)
        flow.block()

    def aside(self, element: etree._Element, tag: str, flow: Flow, boxes: list[etree._Element]) -> bool:
        """Whether an element is written as a whole, elsewhere, or not at all."""
        if tag in _SKIPPED or not tag:
            return True
        if tag == "note":
            self.noted += 1
            citation, note = child(element, "note-citation"), child(element, "note-body")
            number = "" if citation is None else "".join(map(str, citation.itertext())).strip()
            if note is not None:
                inner = Flow()
                self.cell(note, inner)
                flow.note(number or str(self.noted), inner.text())
            return True
        if tag == "table":
            flow.block()
            table_or_text(element, flow, _rows, self.cell)
            return True
        if tag == "text-box" and _in_paragraph(element):
            boxes.append(element)
            return True
        return False

    def cell(self, element: etree._Element, flow: Flow) -> None:
        """Write a cell or a text box; what is nested deeper than any letter nests is passed over."""
        if self.depth < 8:
            self.depth += 1
            self.part(element, flow)
            self.depth -= 1

    def item(self, lists: list[list[str | int]], flow: Flow) -> None:
        """Begin a list item."""
        style, last = lists[-1]
        before, form, after, first = self.styles.lists.get((str(style), len(lists)), ("", "•", "", 1))
        number = max(int(last) + 1, first) if last == 0 else int(last) + 1
        lists[-1][1] = number
        flow.bullet(form if form in ("•", "") else f"{before}{counted(form, number)}{after}")

    def inline(self, element: etree._Element, tag: str, flow: Flow) -> None:
        """Write the start of what stands within a paragraph."""
        if tag == "s":
            flow.add(" ")
        elif tag == "tab":
            flow.add(GAP)
        elif tag == "line-break":
            flow.line()
        elif element.text and _holds_text(element):
            up = tag == "span" and value(element, "style-name") in self.styles.raised
            flow.add(raised(element.text) if up else element.text)


def _holds_text(element: etree._Element) -> bool:
    return local(element) in ("p", "h") or _in_paragraph(element)


def _in_paragraph(element: etree._Element) -> bool:
    return any(local(parent) in ("p", "h") for parent in element.iterancestors())


def _rows(table: etree._Element) -> Iterator[Iterable[etree._Element]]:
    for row in table.iterdescendants():
        if local(row) == "table-row":
            yield _cells(row)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for cell in row:
        if local(cell) in ("table-cell", "covered-table-cell"):
            many = value(cell, "number-columns-repeated")
            times = int(many) if many.isdecimal() and len(many) < 4 else 1
            yield from [cell] * min(times, _MOST_REPEATED)
