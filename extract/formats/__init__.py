"""Reading files that are not plain text: PDF, HTML, XML, Word and OpenDocument.

:func:`read` looks at what a file holds, not at its name, and hands it to the reader of its format.
"""

from __future__ import annotations

import re

from extract.formats.limits import UnreadableLetter
from extract.formats.text import Text

__all__ = ["SUFFIXES", "Text", "UnreadableLetter", "read"]

SUFFIXES = (".docx", ".htm", ".html", ".odt", ".pdf", ".txt", ".xhtml", ".xml")
"""Names of files that a folder with letters may hold end in one of these."""
_OLD_WORD, _RICH = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_BEGINS = re.compile(
    r"(?is)(?:\ufeff|ï»¿)?\s*(?:<!--.{0,2000}?-->\s*)*(<\?xml|<!doctype\s+html|<html\b|<!doctype\b|<[a-z])"
)


def read(name: str, data: bytes) -> Text | None:
    """The text of a file, or ``None`` where it is plain text.

    Args:
        name: of the file; its ending decides only between plain text and markup without a head.
        data: the file.

    Raises:
        UnreadableLetter: the file is of a format that is read, but broken, locked, without text or
            too large; or of one that is not read.
    """
    if b"%PDF-" in data[:1024]:
        from extract.formats.pdf import read_pdf

        return read_pdf(name, data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(name, data)
    if data.startswith(_OLD_WORD):
        raise UnreadableLetter(f"{name}: an old or locked Office document. Save it as docx, without a password.")
    if data.startswith(_RICH):
        raise UnreadableLetter(f"{name}: rich text (RTF). Save it as docx.")
    suffix = name[name.rfind(".") :].lower()
    if suffix in (".pdf", ".docx", ".odt"):
        raise UnreadableLetter(
            f"{name}: named {suffix} but begins with {data[:8]!r}: broken, or another format. Download it again."
        )
    return _markup(name, data, suffix)


def _archive(name: str, data: bytes) -> Text:
    from extract.formats.office import kind_of_archive

    if kind_of_archive(name, data) == "docx":
        from extract.formats.docx import read_docx

        return read_docx(name, data)
    from extract.formats.odt import read_odt

    return read_odt(name, data)


def _markup(name: str, data: bytes, suffix: str) -> Text | None:
    head = data[:4096]
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    match = _BEGINS.match(head[: len(head) // 2 * 2].decode("utf-16", "replace") if wide else head.decode("latin-1"))
    begins = re.sub(r"\s+", " ", match.group(1).lower()) if match else ""
    if begins in ("<!doctype html", "<html") or (suffix in (".html", ".htm")):
        from extract.formats.markup import read_html

        return read_html(name, data)
    if begins == "<?xml" or (begins and suffix in (".xml", ".xhtml")):
        from extract.formats.markup import read_xml

        return read_xml(name, data)
    return None
