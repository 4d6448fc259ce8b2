"""Reading PDF files that have a text layer.

The words come from pdfium in a process of its own (:mod:`extract.formats.pdf_words`), which may
fail, hang or ask for memory without harm; their order comes from where they stand on the page
(:mod:`extract.formats.pdf_lines`).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.formats.limits import MOST_CHARACTERS, MOST_PAGES, UnreadableLetter, text_in_bounds
from extract.formats.pdf_lines import Placed, Word, page_text, turned
from extract.formats.text import Text
from extract.reading import Finding

MEMORY, SECONDS, PATIENCE = 2_000_000_000, 60, 180
"""Bytes and seconds of work that reading one PDF may take, and seconds that are waited for it."""
_PROGRAM = Path(__file__).with_name("pdf_words.py")
_FAULTS = {
    "locked": "locked with a password. Save it without one",
    "broken": "broken: no PDF reader can open it. Save or download it again",
    "memory": "asks for more memory than a letter does. Print it to a new PDF",
    "long": "holds more text than is read of one file. Split it into letters",
}
_SCAN = "Give a PDF with text in it, such as the one a text recogniser (OCR) makes of a scan."


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page and where on the paper its words stand (in points, y upwards)."""

    text: str
    placed: tuple[Placed, ...] = ()
    fault: str = ""
    cut: str = ""


def read_pdf(name: str, data: bytes) -> Text:
    """The text of a PDF, a page a page.

    Args:
        name: of the file, for messages.
        data: the file.

    Raises:
        UnreadableLetter: the file is locked or broken, has no text layer, or asks for too much.
    """
    count, pages = pages_of_pdf(name, data)
    text = text_in_bounds(name, "\f".join(page.text for page in pages))
    if not text.strip():
        why = next((page.fault for page in pages if page.fault), "")
        why = f"its pages cannot be read ({why})" if why else "no text layer: its pages are pictures"
        raise UnreadableLetter(f"{name}: a PDF of {count} {'page' if count == 1 else 'pages'}, {why}. {_SCAN}")
    return Text(text, "pdf", True, tuple(_findings(Path(name).name, count, pages)))


def pages_of_pdf(name: str, data: bytes) -> tuple[int, list[Page]]:
    """How many pages a PDF has, and the first :data:`~extract.formats.limits.MOST_PAGES` of them.

    Raises:
        UnreadableLetter: as :func:`read_pdf`.
    """
    output = _run(name, data, "words", MOST_PAGES, MOST_CHARACTERS)
    lines = [json.loads(line) for line in output.splitlines()]
    if not lines:
        raise UnreadableLetter(f"{name}: {_FAULTS['broken']}.")
    for line in lines:
        if isinstance(line, dict) and line.get("fault") in _FAULTS:
            detail = f" ({line['detail']})" if line["detail"] else ""
            raise UnreadableLetter(f"{name}: {_FAULTS[line['fault']]}{detail}.")
    return lines[0], [_page(line) for line in lines[1:]]


def picture(name: str, data: bytes, page: int, marked: Iterable[Word] = (), scale: float = 2.0) -> bytes:
    """A page (from 1) as a PNG picture with words marked.

    Raises:
        UnreadableLetter: the page cannot be drawn.
    """
    boxes = [(word.left, word.bottom, word.right, word.top) for word in marked]
    output = _run(name, data, "picture", page, scale, json.dumps(boxes))
    if not output.startswith(b"\x89PNG"):
        raise UnreadableLetter(
            f"{name}: page {page} cannot be drawn ({output[:200].decode(errors='replace').strip()})."
        )
    return output


def _page(found: dict[str, Any]) -> Page:
    if "fault" in found:
        return Page("", (), str(found["detail"]) or "broken")
    width, height = found["size"]
    words = (turned(Word(*word), found["turned"], width, height) for word in found["words"])
    return Page(*page_text(words), cut=str(found["cut"]))


def _run(name: str, data: bytes, task: str, *arguments: object) -> bytes:
    command = [sys.executable, "-I", str(_PROGRAM), task, str(MEMORY), str(SECONDS), *map(str, arguments)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableLetter(f"{name}: reading it takes more than {PATIENCE} s. Print it to a new PDF.") from error
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2][:200]
        why = last or f"ended with status {done.returncode}"
        raise UnreadableLetter(
            f"{name}: the PDF reader cannot cope with it ({why}): it fails, takes more than {SECONDS} s, "
            f"or asks for more than {MEMORY // 1_000_000:,} MB. Print it to a new PDF."
        )
    return done.stdout


def _findings(name: str, count: int, pages: Sequence[Page]) -> Iterable[Finding]:
    if count > len(pages):
        yield Finding(
            "warning",
            f"{name} has {count:,} pages; the first {len(pages)} were read. Split it into letters to read the rest.",
        )
    empty = [number for number, page in enumerate(pages, 1) if not page.text.strip() and not page.fault]
    if empty:
        yield Finding(
            "warning",
            f"{name}: {_listed(empty)} of {count} without text: blank, or a picture of text. {_SCAN}",
        )
    for number, page in enumerate(pages, 1):
        if page.fault:
            yield Finding("warning", f"{name}: page {number} is broken and was not read ({page.fault}).")
        if page.cut:
            yield Finding("warning", f"{name}: page {number} has {page.cut}. See whether this is a page of a letter.")
    unknown = sum(page.text.count("\ufffd") for page in pages)
    if unknown:
        yield Finding(
            "warning",
            f"{name}: {unknown} characters have no meaning in the file itself and stand in the text as \ufffd. "
            "Compare the text with the page.",
        )


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:10])) + (", …" if len(numbers) > 10 else "")
    return f"{'page' if len(numbers) == 1 else 'pages'} {shown}"
