"""Reading HTML, and XML as the publisher of Dutch parliamentary papers puts it out.

Both are trees of elements; here it is said which elements begin a line, which are tables, lists or
footnotes, and which hold no text of the letter. Entities that a file declares itself, external
files and the network are never followed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html.entities import html5
from pathlib import Path

from lxml import etree

from extract.formats.flow import Flow, raised
from extract.formats.limits import MOST_PART, UnreadableLetter, text_in_bounds
from extract.formats.text import Text
from extract.reading import Finding

_NO_TEXT_NAMES = (
    "head script style template noscript svg math nav button select option input textarea iframe object audio video "
    "canvas metadata meta link colspec spanspec bwb-inputbestand"
)
_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html main p section summary table "
    "al al-groep aanhef algemeen antwoord bijlage context divisie dossier kamerstukkop kamerwrk kop noot.al noot.lijst "
    "ondertekening slotondertekening stuk stuknr tekst tekst-sluiting titel title tussenkop vraag vrije-tekst"
)
_INLINE_NAMES = (
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark q s samp small span strike strong "
    "sub sup time tt u var wbr "
    "achternaam datum dossiernr extref inf intref li.nr nadruk noot.nr nr ondernummer plaats voornaam"
)
_NO_TEXT = frozenset(_NO_TEXT_NAMES.split())
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_INLINE = frozenset(_INLINE_NAMES.split())
_LISTS = frozenset(("ul", "ol", "lijst"))
_LINES = frozenset(("br", "li", "tr", "td", "th", "entry", "row", "tekstregel", "functie", "naam", "regel", "adres"))
_TITLES = re.compile(r"h[1-6]|titel|title|tussenkop|kop|caption")
_MOST_CELL, _MOST_COLUMNS = 400, 60
_CHARSET = re.compile(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""")
_DECLARED = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")


def read_html(name: str, data: bytes) -> Text:
    """The text of an HTML file, as one page.

    Raises:
        UnreadableLetter: the file is too large or holds no element.
    """
    _in_bounds(name, data)
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    text = _DECLARED.sub("", _decoded(data)).replace("\x00", "\ufffd")
    root = _root(name, "HTML", text.encode("utf-8", "replace") or b" ", parser)
    findings = list(_faults(Path(name).name, "HTML", parser, soft=True))
    main = _main(root)
    if main is not root:
        what = f"{Path(name).name}: the main part of the web page was read, not what stands round it."
        findings.append(Finding("note", what))
    return Text(text_in_bounds(name, written(main)), "html", findings=tuple(findings))


def read_xml(name: str, data: bytes) -> Text:
    """The text of an XML file, as one page.

    Raises:
        UnreadableLetter: the file is too large or holds no element.
    """
    _in_bounds(name, data)
    root = xml_root(name, data, parser := _xml_parser())
    if _tag(root) == "html":
        root = _main(root)
    return Text(text_in_bounds(name, written(root)), "xml", findings=tuple(_faults(Path(name).name, "XML", parser)))


def xml_root(name: str, data: bytes, parser: etree.XMLParser | None = None) -> etree._Element:
    """The root element of an XML file, read without entities, other files or the network.

    Raises:
        UnreadableLetter: there is none.
    """
    return _root(name, "XML", data, parser or _xml_parser())


def _xml_parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )


def _root(name: str, what: str, data: bytes, parser: etree.XMLParser | etree.HTMLParser) -> etree._Element:
    try:
        root: etree._Element | None = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise UnreadableLetter(f"{name}: broken {what} ({error}). Save or download the file again.") from error
    if root is None:
        raise UnreadableLetter(f"{name}: {what} without any element. Save or download the file again.")
    return root


def _in_bounds(name: str, data: bytes) -> None:
    if len(data) > MOST_PART:
        raise UnreadableLetter(
            f"{name}: {len(data):,} bytes of markup, more than the {MOST_PART:,} that are read. Split it into letters."
        )


def _decoded(data: bytes) -> str:
    """HTML as characters: by its byte order mark, as UTF-8 where it is valid, as it says itself, as Windows-1252."""
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if data.startswith(mark):
            return data.decode("utf-8" if mark == codecs.BOM_UTF8 else "utf-16", "replace").lstrip("\ufeff")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    match = _CHARSET.search(data[:4096])
    said = match.group(1).decode("ascii", "replace").lower() if match else "cp1252"
    try:
        text = data.decode(
            "cp1252" if said.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii") else said, "replace"
        )
    except (LookupError, ValueError):
        return data.decode("cp1252", "replace")
    return text if isinstance(text, str) else data.decode("cp1252", "replace")


def _faults(name: str, what: str, parser: etree.XMLParser | etree.HTMLParser, soft: bool = False) -> Iterator[Finding]:
    """A warning where the parser met a fault that may have cost text."""
    grave = [entry for entry in parser.error_log if entry.level >= etree.ErrorLevels.FATAL]
    grave = [entry for entry in grave if "not defined" not in entry.message]
    if soft:
        grave = [entry for entry in grave if "RESOURCE" in entry.type_name]
    if grave:
        first = grave[0]
        yield Finding(
            "warning",
            f"{name}: not sound {what}, at line {first.line}: {first.message.strip()[:120]}"
            f"{f' (and {len(grave) - 1} more faults)' if len(grave) > 1 else ''}. Text may be missing after it.",
        )


def _main(root: etree._Element) -> etree._Element:
    """The part of a web page that holds its own text, where the page says which."""
    for tag in ("main", "article"):
        found = list(root.iter("{*}" + tag))
        if len(found) == 1 and len("".join(found[0].itertext()).split()) > 50:
            return found[0]
    return root


def _tag(element: etree._Element) -> str:
    """The name of an element without its namespace, in lower case; empty for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def written(root: etree._Element) -> str:
    """The text under an element."""
    writer = _Writer(Flow())
    writer.walk(root)
    return writer.flow.text()


class _Writer:
    """Writes one tree."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.noted = 0  # footnotes met so far
        self.items = 0  # list items about the place
        self.up = 0  # raised text about the place
        self.heads = 0  # headings about the place
        self.kept = 0  # elements about the place in which white space counts
        self.counters: list[int | None] = []
        self.mixed: dict[etree._Element, bool] = {}

    def walk(self, root: etree._Element, inline: bool = False) -> None:
        """Write an element and all below it."""
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, element in walker:
            tag = _tag(element)
            if event == "start":
                if self.skips(element, tag):
                    if tag:
                        walker.skip_subtree()
                    skipped = element
                    continue
                if not inline:
                    self.opens(element, tag)
                self.text(element.text or "")
                continue
            if element is skipped:
                skipped = None
            elif not inline:
                self.closes(element, tag)
            if element is not root:
                self.text(element.tail or "")

    def text(self, text: str) -> None:
        """Write characters."""
        if self.kept and "\n" in text:
            *lines, last = text.split("\n")
            for line in lines:
                self.flow.add(line)
                self.flow.lines("".join(self.flow.taken()) or " ")
            text = last
        self.flow.add(raised(text) if self.up else text)

    def skips(self, element: etree._Element, tag: str) -> bool:
        """Whether an element is written as a whole, or not at all."""
        if not tag:
            entity = getattr(element, "name", None)
            if isinstance(entity, str):
                self.flow.add(html5.get(f"{entity};", f"&{entity};"))
            return True
        style = "".join((element.get("style") or "").split()).lower()
        if tag in _NO_TEXT or element.get("hidden") is not None or "display:none" in style:
            return True
        if tag == "noot":
            self.noted += 1
            number = next(("".join(part.itertext()) for part in element if _tag(part) == "noot.nr"), "").strip()
            self.flow.note(number or str(self.noted), self.note(element))
            return True
        if tag == "li.nr":
            self.flow.bullet("".join(element.itertext()).strip())
            return True
        if tag in ("table", "tgroup") and (rows := self.rows(element)) is not None:
            self.flow.table(rows)
            return True
        return False

    def opens(self, element: etree._Element, tag: str) -> None:
        """What comes before the text of an element."""
        if tag == "sup":
            self.up += 1
        elif tag == "pre":
            self.flow.block()
            self.kept += 1
        elif tag in _LISTS:
            self.ends(tag)
            start = element.get("start") or "1"
            self.counters.append(int(start) if tag == "ol" and start.isdecimal() and len(start) < 6 else None)
        elif tag == "li":
            counter = self.counters[-1] if self.counters else None
            self.flow.bullet("•" if counter is None else f"{counter}.")
            if counter is not None:
                self.counters[-1] = counter + 1
            self.items += 1
        else:
            self.ends(tag, element)
        if _TITLES.fullmatch(tag):
            self.heads += 1

    def closes(self, element: etree._Element, tag: str) -> None:
        """What comes after the text of an element."""
        if tag in _LISTS and self.counters:
            self.counters.pop()
        if tag == "sup":
            self.up -= 1
        if tag == "pre":
            self.flow.lines("".join(self.flow.taken()))
            self.kept -= 1
        if tag == "li":
            self.items -= 1
            self.flow.line()
            self.flow.mark = ""
            self.flow.in_item = False
            return
        if _TITLES.fullmatch(tag):
            self.heads -= 1
        if tag != "br":
            self.ends(tag, element)

    def ends(self, tag: str, element: etree._Element | None = None) -> None:
        """End the line or the paragraph, where an element stands apart from the text about it."""
        if self.heads and tag in ("nr", "titel", "title", "p", "label"):
            self.flow.add(" ")
        elif tag in _LINES or (self.items and (tag in _BLOCKS or tag in _LISTS)):
            self.flow.line()
        elif tag in _BLOCKS or tag in ("ul", "ol", "lijst", "pre"):
            self.flow.block()
        elif tag not in _INLINE and element is not None and not self.is_mixed(element):
            self.flow.line()

    def is_mixed(self, element: etree._Element) -> bool:
        """Whether an element of an unknown name stands within a sentence."""
        parent = element.getparent()
        if parent is None or _tag(element.getroottree().getroot()) == "html":
            return parent is not None
        if parent not in self.mixed:
            said = [parent.text, *(child.tail for child in parent)]
            self.mixed[parent] = any(text and text.strip() for text in said)
        return self.mixed[parent]

    def rows(self, table: etree._Element) -> list[list[str]] | None:
        """The cells of a table, or ``None`` where it only lays out a page or is one of several in a frame."""
        if any(_tag(part) in ("table", "tgroup") for part in table.iterdescendants()):
            return None
        noted = len(self.flow.notes)
        found = self.cells(table)
        if max((sum(map(bool, row)) for row in found), default=0) > 1:
            return found
        del self.flow.notes[noted:]  # they are met again when the cells are read one by one
        return None

    def cells(self, table: etree._Element) -> list[list[str]]:
        """The cells of a table, row by row; none where a cell holds too much for a column."""
        found: list[list[str]] = []
        for row in table.iterdescendants():
            if _tag(row) not in ("tr", "row", "caption", "title", "titel"):
                continue
            if _tag(row) in ("caption", "title", "titel"):
                found.append([self.cell(row)])
                continue
            cells: list[str] = []
            for cell in row:
                if _tag(cell) not in ("td", "th", "entry"):
                    continue
                text = self.cell(cell)
                if len(text) > _MOST_CELL or len(cells) > _MOST_COLUMNS:
                    return []
                wide = cell.get("colspan") or "1"
                more = int(wide) - 1 if wide.isascii() and wide.isdecimal() and len(wide) < 4 else 0
                cells += [text, *[""] * min(more, _MOST_COLUMNS)]
            found.append(cells)
        return found

    def cell(self, element: etree._Element) -> str:
        """The text of one cell, on one line."""
        inner = _Writer(Flow())
        inner.walk(element)
        self.flow.notes += inner.flow.notes
        inner.flow.notes = []
        return " ".join(inner.flow.text().split())

    def note(self, element: etree._Element) -> str:
        """The text of a footnote; one within it is left to stand in the line."""
        parts = (part for part in element if _tag(part) not in ("noot.nr", ""))
        return " ".join("".join(map(str, part.itertext())) for part in parts)
