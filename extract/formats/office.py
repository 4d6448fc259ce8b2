"""Telling the documents of word processors apart, and what their readers share.

Both formats are archives of XML files. They are opened with the standard library and read with
lxml: a letter needs its paragraphs, tables, notes and numbering, which the packages made for
writing such documents give no more easily.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable

from lxml import etree

from extract.formats.flow import Flow
from extract.formats.limits import UnreadableLetter, opened_archive, part_of
from extract.formats.markup import xml_root

DOCX, ODT = "word/document.xml", "content.xml"
_MOST_CELL = 400


def kind_of_archive(name: str, data: bytes) -> str:
    """``"docx"`` or ``"odt"``.

    Raises:
        UnreadableLetter: the archive is broken, or holds neither.
    """
    names = set(opened_archive(name, data).namelist())
    if DOCX in names:
        return "docx"
    if ODT in names:
        return "odt"
    raise UnreadableLetter(
        f"{name}: an archive, but neither a Word (docx) nor an OpenDocument (odt) text. "
        "Take the letters out of it, or save the document as docx or odt."
    )


def part(name: str, archive: zipfile.ZipFile, path: str) -> etree._Element | None:
    """The root element of one XML part, or ``None`` where there is no such part.

    Raises:
        UnreadableLetter: as :func:`~extract.formats.limits.part_of`, or the part is no XML.
    """
    data = part_of(name, archive, path)
    return None if data is None else xml_root(f"{name}: {path}", data)


def needed(name: str, archive: zipfile.ZipFile, path: str) -> etree._Element:
    """The root element of a part without which there is no document.

    Raises:
        UnreadableLetter: as :func:`part`, or there is none.
    """
    root = part(name, archive, path)
    if root is None:
        raise UnreadableLetter(f"{name}: without {path}: no document. Save the document again.")
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return bare(element.tag) if isinstance(element.tag, str) else ""


def bare(name: str) -> str:
    """A name of an element or attribute without namespace or prefix.

    >>> bare("{http://example.org/}body"), bare("w:body")
    ('body', 'body')
    """
    return name.rpartition("}")[2].rpartition(":")[2]


def value(element: etree._Element | None, name: str = "val") -> str:
    """The value of an attribute in whatever namespace, or an empty text."""
    if element is None:
        return ""
    return next((str(text) for key, text in element.attrib.items() if bare(str(key)) == name), "")


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of a name, and the first of its children, and so on."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def counted(form: str, number: int) -> str:
    """A number as a list prints it: ``a`` for letters, ``i`` for Roman figures, else figures.

    >>> counted("a", 3), counted("i", 14), counted("I", 4), counted("1", 7)
    ('c', 'xiv', 'IV', '7')
    """
    if form.lower() == "a" and number > 0:
        text = ""
        while number:
            number, rest = divmod(number - 1, 26)
            text = chr(ord("a") + rest) + text
    elif form.lower() == "i" and 0 < number < 4000:
        text = ""
        signs = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
        for size, sign in (*signs, (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
            text += sign * (number // size)
            number %= size
    else:
        return str(number)
    return text.upper() if form.isupper() else text


def table_or_text(
    table: etree._Element,
    flow: Flow,
    cells_of: Callable[[etree._Element], Iterable[Iterable[etree._Element]]],
    write: Callable[[etree._Element, Flow], None],
) -> None:
    """Write a table in columns; one that only lays out the page, cell after cell."""
    texts: list[list[str]] = []
    for row in cells_of(table):
        texts.append([])
        for cell in row:
            inner = Flow()
            write(cell, inner)
            flow.notes += inner.notes
            inner.notes = []
            texts[-1].append(inner.text())
    short = all(len(text) <= _MOST_CELL and text.count("\n") < 6 for row in texts for text in row)
    if short and max((sum(map(bool, row)) for row in texts), default=0) > 1:
        flow.table(texts)
        return
    for row in texts:
        for text in row:
            flow.block()
            flow.lines(text)
    flow.block()
