"""The lines of the body, how each stands to the one before, and which of them open a footnote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.clean_marks import SUPERSCRIPT, figure
from extract.rows import Cell, Row

Gap = Literal["none", "blank", "page"]

_NOTE = re.compile(
    rf"(?:([{SUPERSCRIPT}]{{1,2}}|\*{{1,3}}\)?)\s*"
    rf"|\[?([1-9]\d?)(?:[)\]]?\s+|\]|(?=[A-Z][a-z])))(?=[^\W\d_]|[“‘\"'(]|\d{{2}} \d{{3}})"
)
_CALL = re.compile(
    r"(?:(?<=[^\W\d_][,.;:])|(?<=[^\W\d_])|(?<=[)\]”’\"])|(?<=\d[.,]))([1-9]\d?)(?!\w)"
    rf"|^([1-9]\d?)$|([{SUPERSCRIPT}]{{1,2}})|(?<=[\w)\]”’\".,;:])(\*{{1,3}})(?![\w*])",
    re.MULTILINE,
)
LONE_NOTE = re.compile(rf"[{SUPERSCRIPT}]{{1,2}}|[1-9]\d?")
_CLOSERS = "”’\"')]»" + SUPERSCRIPT
_ENDS_MARKED = re.compile(r"(?<=[.!?:])[1-9]\d?$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of the body: its cells (several in a table row), and how it stands to the line before."""

    cells: tuple[Cell, ...]
    page: int
    gap: Gap
    ruled: bool
    text: str

    @property
    def column(self) -> int:
        """The column of the first character."""
        return self.cells[0].column

    @property
    def edge(self) -> int:
        """The column after the last character."""
        return self.cells[-1].edge


def pieces_of(rows: Sequence[Row]) -> list[Piece]:
    """The body lines among the rows."""
    pieces: list[Piece] = []
    blank, ruled, page = False, False, rows[0].page if rows else 1
    for row in rows:
        cells = tuple(c for c, role in zip(row.cells, row.roles, strict=True) if role in ("body", "table"))
        if not cells:
            if "margin" not in row.roles:
                blank = True
            if row.cells and not any(c.isalnum() for c in row.text):
                ruled = True
            continue
        gap: Gap = "page" if pieces and row.page != page else "blank" if blank or not pieces else "none"
        pieces.append(Piece(cells, row.page, gap, ruled, "   ".join(c.text for c in cells)))
        blank, ruled, page = False, False, row.page
    return pieces


def is_finished(text: str) -> bool:
    """Whether a line ends a sentence or leads in a list.

    >>> is_finished("naar Mali."), is_finished("als volgt:"), is_finished("(“de Commissie”)."), is_finished("in de")
    (True, True, True, False)
    """
    text = _ENDS_MARKED.sub("", text.rstrip()).rstrip(_CLOSERS)
    return text.endswith((".", "!", "?", ":"))


def notes_of(pieces: Sequence[Piece]) -> dict[int, int]:
    """The lines that open a footnote, each with the length of its mark (the whole line for a mark standing alone).

    A footnote stands at the foot of its page or under a rule, after a blank line, and begins with
    a number that is called in the text, that follows the number of the footnote before, or that is raised.
    """
    called = _called("\n".join(piece.text for piece in pieces))
    tails = _tails(pieces)
    starts = ((at, piece, _NOTE.match(piece.text)) for at, piece in enumerate(pieces))
    lasts = {(piece.page, figure((m.group(1) or m.group(2)).rstrip(")"))): at for at, piece, m in starts if m}
    found: dict[int, int] = {}
    last = 0
    among = False  # among footnotes: no blank line since the last one began
    for at, piece in enumerate(pieces):
        among = among and piece.gap == "none"
        match = _NOTE.match(piece.text)
        lone = LONE_NOTE.fullmatch(piece.text) is not None and at + 1 < len(pieces) and pieces[at + 1].gap == "none"
        if not (match or lone) or len(piece.cells) > 1:
            continue
        mark = piece.text if lone else str(match and (match.group(1) or match.group(2))).rstrip(")")
        raised = mark[0] in SUPERSCRIPT
        number = figure(mark)
        if number < 0 and not called[number]:
            continue  # a bullet
        final = number == last + 1 and lasts.get((piece.page, number)) == at
        closed = at > 0 and (is_finished(pieces[at - 1].text) or final)
        closed = closed and not lone and called[number] > 0 and _opens_sentence(pieces, at)
        apart = piece.gap != "none" or closed or piece.ruled or raised or among or at - 1 in found
        counted = called[number] > lone or number == last + 1 or raised or piece.ruled or among or at - 1 in found
        if apart and counted and (raised or piece.ruled or tails[at]):
            found[at] = len(piece.text) if lone else match.end() if match else 0
            last = max(last, number)
            among = True
    return found


def _opens_sentence(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a numbered line goes on with a capital and stands among the last lines of its page."""
    rest = pieces[at].text.lstrip("0123456789()[] ")
    page = pieces[min(at + 8, len(pieces) - 1)].page
    return rest[:1].isupper() and (page != pieces[at].page or at + 8 >= len(pieces))


def _called(text: str) -> Counter[int]:
    """How often each number stands in a text as a footnote mark may, alone on its line too."""
    return Counter(figure(next(filter(None, match.groups()))) for match in _CALL.finditer(text))


def _tails(pieces: Sequence[Piece]) -> list[bool]:
    """For each line, whether nothing but footnotes comes after it on its page."""
    tails = [True] * len(pieces)
    for at in range(len(pieces) - 2, -1, -1):
        after = pieces[at + 1]
        is_note = _NOTE.match(after.text) or LONE_NOTE.fullmatch(after.text)
        tails[at] = after.gap == "page" or (tails[at + 1] and (after.gap == "none" or is_note is not None))
    return tails
