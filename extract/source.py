"""The input file as it is: its characters, its pages, and whether it can be read at all."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from extract.formats import SUFFIXES, read
from extract.formats.limits import UnreadableLetter as UnreadableLetter
from extract.formats.limits import size_in_bounds
from extract.furniture import page_number
from extract.overprint import Recovery, recover
from extract.reading import Finding, Span

#: Frequent words of Dutch that are not as frequent in its neighbours.
_FUNCTION_WORDS = (
    "aan als bij dat de deze die dit door een en er geen haar heeft hebben het hierbij hij ik is kan maar "
    "meer met mijn naar niet nog of om ook onder op over te tegen ten tot tussen uit uw van verder voor "
    "waar wat we werd wij worden wordt zal ze zich zijn zo zullen"
)
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
#: Below this share of function words, or with fewer different ones, a text is not taken for Dutch.
DUTCH_SHARE, DUTCH_KINDS, ENOUGH_WORDS = 0.15, 6, 30

_WORD = re.compile(r"[^\W\d_]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file. ``pages`` are (start, end) in characters and cover ``text`` in order.

    In a ``paged`` source, such as a PDF, the offsets that are published count in the page
    (:func:`extract.formats.offsets.by_page`); here they always count in ``text``. Where pages were
    printed on top of each other, ``text`` holds them in reading order, ``recovered`` tells which they
    are, and ``shifts`` how far each page stands from where the file has it.
    """

    name: str
    text: str
    sha256: str
    pages: tuple[tuple[int, int], ...]
    encoding: str = "utf-8"
    findings: tuple[Finding, ...] = ()
    paged: bool = False
    recovered: tuple[bool, ...] = ()
    shifts: tuple[int, ...] = ()

    def shift(self, page: int) -> int:
        """What to take off an offset in ``text`` on a page, from 1, for the offset to publish."""
        if self.shifts:
            return self.shifts[page - 1]
        return self.pages[page - 1][0] if self.paged and page <= len(self.pages) else 0

    def is_recovered(self, page: int) -> bool:
        """Whether a page, from 1, was overprinted and made whole."""
        return bool(self.recovered) and self.recovered[page - 1]

    def page_at(self, offset: int) -> int:
        """The page, from 1, on which the character at ``offset`` stands."""
        return max(1, bisect_right(self.pages, offset, key=lambda page: page[0]))

    def span(self, start: int, end: int) -> Span:
        """The span of the characters from ``start`` to ``end`` (exclusive)."""
        return Span(start, end, self.page_at(start), self.text[start:end])


def pages_of(text: str) -> tuple[tuple[int, int], ...]:
    r"""Where the pages of a text begin and end.

    Form feeds part pages; in a text without them the lines that carry a page number do.

    >>> pages_of("een\ftwee"), pages_of("een\nPagina 1 van 2\ntwee\nPagina 2 van 2\n")
    (((0, 4), (4, 8)), ((0, 19), (19, 39)))
    """
    cuts = [match.end() for match in re.finditer("\f", text)] or _cuts_at_numbers(text)
    edges = [0, *(cut for cut in cuts if text[:cut].strip()), len(text)]
    while len(edges) > 2 and not text[edges[-2] :].strip():
        del edges[-2]
    return tuple(pairwise(edges))


def _cuts_at_numbers(text: str) -> list[int]:
    marked: list[tuple[int, int, int]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip() and (number := page_number(line)) is not None:
            marked.append((at, at + len(line), number))
        at += len(line)
    if not marked:
        return []
    first, last = marked[0], marked[-1]
    at_top = not text[: first[0]].strip() or (first[2] == 2 and len(text[last[1] :].split()) > 20)
    return [start if at_top else end for start, end, _ in marked]


def source_of(text: str, name: str = "letter.txt", *, data: bytes | None = None, encoding: str = "utf-8") -> Source:
    """A source from a text in memory; the fingerprint is that of ``data`` or of the text in UTF-8."""
    data = text.encode("utf-8", "surrogatepass") if data is None else data
    findings: tuple[Finding, ...] = ()
    if encoding not in ("utf-8", "utf-8-sig"):
        message = (
            f"{name}: not valid UTF-8; read as {encoding}. "
            "Check letters with accents and the euro sign, or save the file as UTF-8."
        )
        findings = (Finding("warning", message),)
    sha256, pages = hashlib.sha256(data).hexdigest(), pages_of(text)
    if (recovery := recover(text, pages)) is not None:
        return _recovered(recovery, Source(name, text, sha256, pages, encoding, findings))
    return Source(name, text, sha256, pages, encoding, findings)


def _recovered(recovery: Recovery, source: Source) -> Source:
    """The source with its overprinted pages made whole; each line that may be misread is a note."""
    recovered = tuple(page.recovered for page in recovery.pages)
    shifts = tuple(
        start if page.recovered or not page.origin else start - page.origin[0]
        for page, (start, _) in zip(recovery.pages, recovery.spans, strict=True)
    )
    whole = replace(source, text=recovery.text, pages=recovery.spans, recovered=recovered, shifts=shifts)
    doubts = (whole.span(*span) for span in recovery.uncertain)
    notes = [Finding("note", "This line of an overprinted page is uncertain. Look at a print.", s) for s in doubts]
    findings = (*source.findings, Finding("warning", f"{source.name}: {recovery.finding}"), *notes)
    return replace(whole, findings=findings)


def read_source(path: Path) -> Source:
    """Read one file: plain text, or a format of :mod:`extract.formats`.

    Newlines are kept as they are, so that offsets count in the file's own characters.

    Raises:
        UnreadableLetter: the path is not a file, or the file is empty, binary, broken, locked, too
            large or not in Dutch.
    """
    if not path.is_file():
        what = "a folder" if path.is_dir() else "missing"
        raise UnreadableLetter(f"{path}: not a file but {what}. Give the path of a letter or of a folder with letters.")
    try:
        size_in_bounds(str(path), path.stat().st_size)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableLetter(f"{path}: cannot be opened ({error.strerror}). Check the rights of the file.") from error
    if (document := read(str(path), data)) is not None:
        _refuse(path, document.text)
        sha256 = hashlib.sha256(data).hexdigest()
        pages = document.pages
        return Source(path.name, document.text, sha256, pages, document.format, document.findings, document.paged)
    text, encoding = _decode(path, data)
    _refuse(path, text)
    return source_of(text, path.name, data=data, encoding=encoding)


def letters_in(paths: Iterable[Path]) -> list[Path]:
    """The files given, and every file below the folders given that may be a letter, each once, folders sorted."""
    found: dict[Path, None] = {}
    for path in paths:
        for letter in _below(path) if path.is_dir() else (path,):
            found.setdefault(letter)
    return list(found)


def _below(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES and path.is_file())


def _decode(path: Path, data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError:
            pass
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return text, "utf-8"
    if b"\x00" in data:
        raise _binary(path, "a NUL byte", data.index(b"\x00"))
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"


def _binary(path: Path, what: str, at: int) -> UnreadableLetter:
    return UnreadableLetter(
        f"{path}: {what} at position {at}: this is not a text file. Convert it to plain text first."
    )


def _refuse(path: Path, text: str) -> None:
    if not text.strip("\ufeff \t\r\n\f\v\x00"):
        raise UnreadableLetter(
            f"{path}: empty ({len(text)} characters, all blank). Give a file with the text of a letter."
        )
    controls = _CONTROL.findall(text)
    if "\x00" in controls or len(controls) * 100 > len(text):
        at = next(i for i, c in enumerate(text) if c == controls[0])
        raise _binary(path, f"control character {controls[0]!r} ({len(controls)} such characters)", at)
    share, kinds, words = dutch_share(text)
    if words == 0 or (words >= ENOUGH_WORDS and (share < DUTCH_SHARE or kinds < DUTCH_KINDS)):
        raise UnreadableLetter(
            f"{path}: not Dutch: {share:.0%} of its {words} words are frequent Dutch words "
            f"({kinds} different ones; a letter has at least {DUTCH_SHARE:.0%}). Give a letter in Dutch."
        )


def dutch_share(text: str) -> tuple[float, int, int]:
    """The share of frequent Dutch words in a text, how many different ones, and how many words in all.

    >>> dutch_share("De brief is niet aan het huis gestuurd maar aan de Kamer.")
    (0.6666666666666666, 6, 12)
    """
    words = [word.lower() for word in _WORD.findall(text)]
    hits = [word for word in words if word in FUNCTION_WORDS]
    return (len(hits) / len(words) if words else 0.0), len(set(hits)), len(words)
