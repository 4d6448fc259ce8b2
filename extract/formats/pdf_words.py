"""A program of its own that reads PDF files: words with their boxes, or the picture of a page.

PDF files are read by compiled code. Here it works in a process of its own with little memory and
time, so that a file which makes it fail or run on ends this process and nothing else. Run by
:mod:`extract.formats.pdf`, never imported by a reader of letters; it needs nothing of this project.

Standard input is the file. Standard output is one JSON value a line for ``words`` (first the number
of pages, then for each page its words as ``[text, left, bottom, right, top]``), or a PNG for
``picture``. A file that cannot be read gives one line ``{"fault": kind, "detail": text}``.
"""

from __future__ import annotations

import ctypes
import json
import re
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

Box = tuple[float, float, float, float]
PAGE_CHARACTERS = 100_000
"""Most characters of one page that are read."""
_WORD = re.compile("[^ \t\n\v\f\r\xa0\u2002\u2003\u2009\u3000]+")
_BROKEN_OFF = re.compile("[\x02\ufffe]")  # how pdfium shows a hyphen at the end of a line
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe]")
_MARK = tuple(bytes(part * level // 255 for level in range(256)) for part in (255, 226, 90))  # red, green, blue


def main(arguments: list[str]) -> int:
    """``words MEMORY SECONDS PAGES CHARACTERS`` or ``picture MEMORY SECONDS PAGE SCALE BOXES``."""
    task, memory, seconds, *rest = arguments
    _bound(int(memory), int(seconds))
    data = sys.stdin.buffer.read()
    try:
        document = pypdfium2.PdfDocument(data)
        if task == "picture":
            sys.stdout.buffer.write(picture(document, int(rest[0]), float(rest[1]), json.loads(rest[2])))
            return 0
        _say(len(document))
        left = int(rest[1])
        for number in range(min(len(document), int(rest[0]))):
            found = _page(document, number)
            left -= sum(len(word[0]) + 1 for word in found.get("words", ()))
            if left < 0:
                _say({"fault": "long", "detail": f"page {number + 1}"})
                return 0
            _say(found)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        _say({"fault": "locked" if locked else "broken", "detail": str(error)})
    except MemoryError:
        _say({"fault": "memory", "detail": ""})
    return 0


def _say(value: object) -> None:
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=True).encode() + b"\n")
    sys.stdout.buffer.flush()


def _bound(memory: int, seconds: int) -> None:
    """Limit this process to so many bytes and seconds of work, where the system can."""
    try:
        import resource
    except ImportError:  # not on this system; whoever waits for us has a limit too
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _page(document: Any, number: int) -> dict[str, Any]:
    """The words of a page and how it is turned; a page that cannot be read has a fault instead."""
    try:
        page = document[number]
        try:
            width, height = page.get_size()
            quarter = page.get_rotation() // 90
            left, bottom, _, _ = page.get_bbox()
            text = page.get_textpage()
            try:
                there = text.count_chars()
                count = min(there, PAGE_CHARACTERS)
                words = [
                    [word, round(a - left, 2), round(b - bottom, 2), round(c - left, 2), round(d - bottom, 2)]
                    for word, (a, b, c, d) in _words(text.raw, count)
                ]
            finally:
                text.close()
        finally:
            page.close()
    except pypdfium2.PdfiumError as error:
        return {"fault": "page", "detail": str(error)}
    if quarter % 2:
        width, height = height, width
    cut = f"{there:,} characters, of which {count:,} were read" if there > count else ""
    return {
        "cut": cut,
        "words": words,
        "turned": quarter,
        "size": [width, height],
    }


def _words(text: Any, count: int) -> Iterator[tuple[str, Box]]:
    """The words in the order in which they were drawn.

    Asking for the box of every character is slow, so the first and the last of a word are asked for,
    and the others only where those two do not stand as in a line.
    """
    code_at: Callable[[Any, int], int] = raw.FPDFText_GetUnicode
    box = _Boxes(text)
    codes = [code_at(text, at) for at in range(count)]
    characters = "".join([chr(code) if code < 0x110000 else "\ufffd" for code in codes])
    for match in _WORD.finditer(characters):
        start, end = match.span()
        for at in (hyphen.end() for hyphen in _BROKEN_OFF.finditer(characters, start, end)):
            if at < end and not _follows(box(at - 1), box(at)):  # the next character stands on another line
                yield from _word(characters[start:at], start, box)
                start = at
        yield from _word(characters[start:end], start, box)


class _Boxes:
    """The boxes of characters by their number."""

    def __init__(self, text: Any) -> None:
        self.text = text
        self.rect = raw.FS_RECTF()
        self.ref = ctypes.byref(self.rect)

    def __call__(self, at: int) -> Box:
        rect = self.rect
        if not raw.FPDFText_GetLooseCharBox(self.text, at, self.ref):
            return (0.0, 0.0, 0.0, 0.0)
        left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
        if left <= right and bottom <= top:
            return (left, bottom, right, top)
        return (min(left, right), min(top, bottom), max(left, right), max(top, bottom))


def _follows(one: Box, two: Box) -> bool:
    """Whether a character may stand next to another in one word."""
    height = max(one[3] - one[1], two[3] - two[1], 0.1)
    shared = min(one[3], two[3]) - max(one[1], two[1])
    low = min(one[3] - one[1], two[3] - two[1])
    return shared >= 0.4 * low and -0.5 * height <= two[0] - one[2] <= 0.6 * height


def _word(text: str, start: int, box: _Boxes) -> Iterator[tuple[str, Box]]:
    count = len(text)
    first = box(start)
    last = box(start + count - 1) if count > 1 else first
    height = first[3] - first[1]
    level = abs(first[1] - last[1]) < 0.02 * height + 0.01 and abs(last[3] - first[3]) < 0.02 * height + 0.01
    if count == 1 or (level and first[0] < last[2] <= first[0] + 1.1 * height * count):
        yield _shown(text), (first[0], min(first[1], last[1]), last[2], max(first[3], last[3]))
        return
    boxes = [box(start + at) for at in range(count)]
    part = 0
    for at in range(1, count + 1):
        if at < count and _follows(boxes[at - 1], boxes[at]) and _like(boxes[at - 1], boxes[at]):
            continue
        inside = boxes[part:at]
        yield (
            _shown(text[part:at]),
            (
                min(b[0] for b in inside),
                min(b[1] for b in inside),
                max(b[2] for b in inside),
                max(b[3] for b in inside),
            ),
        )
        part = at


def _like(one: Box, two: Box) -> bool:
    """Whether two characters stand on one level, as those of a word do and a raised number does not."""
    height = max(one[3] - one[1], two[3] - two[1], 0.1)
    return abs(one[1] - two[1]) < 0.1 * height


def _shown(text: str) -> str:
    """Characters of a word: a broken-off hyphen is one, and what no text may hold is U+FFFD."""
    if not _ODD.search(text):
        return text
    text = _BROKEN_OFF.sub("-", text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _ODD.sub("\ufffd", text)


def picture(document: Any, number: int, scale: float, boxes: list[Box]) -> bytes:
    """A page (from 1) as PNG, ``scale`` pixels a point, with the boxes marked."""
    page = document[number - 1]
    bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False, prefer_bgrx=True)
    height, channels = page.get_height(), bitmap.n_channels
    pixels = bytearray(bitmap.buffer)
    for left, bottom, right, top in boxes:
        columns = range(max(0, round(left * scale) - 1), min(bitmap.width, round(right * scale) + 1))
        for y in range(max(0, round((height - top) * scale)), min(bitmap.height, round((height - bottom) * scale))):
            start, end = (y * bitmap.stride + x * channels for x in (columns.start, columns.stop))
            for colour, table in enumerate(_MARK[:channels]):
                pixels[start + colour : end : channels] = pixels[start + colour : end : channels].translate(table)
    return png(bytes(pixels), bitmap.width, bitmap.height, bitmap.stride, channels)


def png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    """Rows of RGB or RGBX pixels as a PNG file (ISO/IEC 15948)."""
    rows = []
    for y in range(height):
        row = pixels[y * stride : y * stride + width * channels]
        if channels == 4:
            kept = bytearray(width * 3)
            for colour in range(3):
                kept[colour::3] = row[colour::4]
            row = bytes(kept)
        rows.append(b"\x00" + row)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
