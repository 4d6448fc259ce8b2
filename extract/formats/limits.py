"""How much a file may ask for before it is refused, and the error that refuses it.

The numbers lie far above any letter and far below what a small machine can hold. A reader
checks before it unpacks, not after.
"""

from __future__ import annotations

import io
import zipfile

MOST_BYTES = 200_000_000
"""Size of a file that is opened at all."""
MOST_CHARACTERS = 5_000_000
"""Characters of text read from one file: some 2,000 pages."""
MOST_PAGES = 500
"""Pages of a PDF that are read; of a longer one the first, with a warning."""
MOST_PART = 30_000_000
"""Unpacked size of one part of an archive, and of an HTML or XML file."""
MOST_RATIO, RATIO_FROM = 100, 1_000_000
"""How far a part of an archive may be packed, from this unpacked size on."""
MOST_PARTS = 10_000
"""Parts of an archive."""


class UnreadableLetter(ValueError):  # noqa: N818 - the name says what is wrong
    """A file that no letter can be read from: empty, binary, broken, locked, too large, not a file, not Dutch."""


def size_in_bounds(name: str, size: int) -> None:
    """Refuse a file that is too large to open.

    Raises:
        UnreadableLetter: ``size`` (bytes) is above :data:`MOST_BYTES`.
    """
    if size > MOST_BYTES:
        raise UnreadableLetter(
            f"{name}: {size:,} bytes is more than the {MOST_BYTES:,} that are read of one file. Split it into letters."
        )


def text_in_bounds(name: str, text: str) -> str:
    """The text itself, where it is not too long.

    Raises:
        UnreadableLetter: the text has more than :data:`MOST_CHARACTERS`.
    """
    if len(text) > MOST_CHARACTERS:
        raise UnreadableLetter(
            f"{name}: {len(text):,} characters of text, more than the {MOST_CHARACTERS:,} that are read of one file. "
            "Split it into letters."
        )
    return text


def opened_archive(name: str, data: bytes) -> zipfile.ZipFile:
    """A ZIP archive in memory.

    Raises:
        UnreadableLetter: it is broken, or has more than :data:`MOST_PARTS`.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError) as error:
        raise UnreadableLetter(f"{name}: a broken archive ({error}). Save the document again.") from error
    if len(archive.infolist()) > MOST_PARTS:
        raise UnreadableLetter(
            f"{name}: {len(archive.infolist()):,} parts in one document, more than {MOST_PARTS:,}: "
            "this is no letter. Save the document again."
        )
    return archive


def part_of(name: str, archive: zipfile.ZipFile, part: str) -> bytes | None:
    """The unpacked bytes of one part of an archive, or ``None`` where there is no such part.

    No more is unpacked than :data:`MOST_PART`, whatever the archive says of itself.

    Raises:
        UnreadableLetter: the part is locked, broken, too large or packed too far.
    """
    try:
        info = archive.getinfo(part)
    except KeyError:
        return None
    if info.flag_bits & 1:
        raise UnreadableLetter(f"{name}: {part} is locked with a password. Save the document without it.")
    if info.file_size > MOST_PART:
        raise _bomb(name, part, f"unpacks to {info.file_size:,} bytes, more than {MOST_PART:,}")
    try:
        with archive.open(info) as stream:
            data = stream.read(MOST_PART + 1)
    except (zipfile.BadZipFile, EOFError, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise UnreadableLetter(f"{name}: {part} cannot be unpacked ({error}). Save the document again.") from error
    except _unpacking_errors() as error:
        raise UnreadableLetter(f"{name}: {part} cannot be unpacked ({error}). Save the document again.") from error
    if len(data) > MOST_PART:
        raise _bomb(name, part, f"unpacks to more than {MOST_PART:,} bytes")
    if len(data) > RATIO_FROM and len(data) > MOST_RATIO * max(1, info.compress_size):
        raise _bomb(name, part, f"unpacks to {len(data) // max(1, info.compress_size):,} times its size")
    return data


def _bomb(name: str, part: str, what: str) -> UnreadableLetter:
    return UnreadableLetter(f"{name}: {part} {what}: this looks like an archive bomb and was not read.")


def _unpacking_errors() -> tuple[type[Exception], ...]:
    import lzma
    import zlib

    return (zlib.error, lzma.LZMAError)
