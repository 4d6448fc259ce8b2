"""Cleaning a paragraph, with a thread back to every character of the input.

A rule proposes edits; :func:`clean` alone applies them and remembers where each character came
from. The rules are for one paragraph at a time: to them a line break is a place where the line
was full, not the end of anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.clean_marks import footnote_marks
from extract.clean_words import Evidence, seam, trema


class Edit(NamedTuple):
    """Put ``new`` in the place of the characters from ``start`` to ``end`` (exclusive)."""

    start: int
    end: int
    new: str


Rule = Callable[[str], Iterator[Edit]]
"""Proposes edits of a text, in order and apart; its ``__name__`` is the name under which they are told."""


class Change(NamedTuple):
    """An edit that was made: ``old`` became ``new`` by ``rule``.

    ``start`` and ``end`` (exclusive) are characters of the source; ``old`` is what the rules
    before this one had left of them.
    """

    rule: str
    start: int
    end: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Clean text; ``text[i]`` stood at ``origin[i]`` of the source, and ``changes`` led to it, in order."""

    text: str
    origin: tuple[int, ...]
    changes: tuple[Change, ...] = field(default=(), repr=False, compare=False)


_COMPOSED = re.compile(r"[^\W\d_][\u0300-\u036f]+")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "Ĳ": "IJ"}
_LIGATURE = re.compile("[" + "".join(_LIGATURES) + "]")
UNSEEN = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1b\x7f]+")
_SEAM = re.compile(r"(?<=[\w’'.])([-‐\u00ad])[^\S\n]*\n\s*(?=([\w’']{1,60}))")
_LEFT = re.compile(r"\w[\w’'.&/-]*$")
_SLASH_OR_DASH = re.compile(r"(?:(?<=[^\W\d_]/)|(?<=\d[–-])|(?<=\d/))[^\S\n]*\n\s*(?=\w)")
_BLANK = re.compile(r"\s+")
_WIDE = re.compile(r"\s{2,}|[^\S ]")


def composed(text: str) -> Iterator[Edit]:
    r"""Make one character of a letter and the accent printed after it.

    >>> clean("Syrie\u0308 en", [composed])
    Cleaned(text='Syrië en', origin=(0, 1, 2, 3, 4, 6, 7, 8))
    """
    for match in _COMPOSED.finditer(text):
        new = unicodedata.normalize("NFC", match.group())
        if new != match.group():
            yield Edit(*match.span(), new)


def ligatures(text: str) -> Iterator[Edit]:
    """Undo ligatures; both letters point at the one character of the input.

    >>> clean("oﬃcieel", [ligatures])
    Cleaned(text='officieel', origin=(0, 1, 1, 1, 2, 3, 4, 5, 6))
    """
    for match in _LIGATURE.finditer(text):
        yield Edit(*match.span(), _LIGATURES[match.group()])


def broken_words(known: Callable[[str], bool], opens: Callable[[str], bool] = lambda _: False) -> Rule:
    r"""Close up words broken at the end of a line, by what :func:`extract.clean_words.seam` says of the two halves.

    >>> rule = broken_words({"samenwerking"}.__contains__)
    >>> clean("een samen-\nwerking", [rule]).text, clean("een NAVO-\noefening", [rule]).text
    ('een samenwerking', 'een NAVO-oefening')
    >>> clean("de land-\nen zeemacht", [rule]).text, clean("een plan -\nhet derde -", [rule]).text
    ('de land- en zeemacht', 'een plan -\nhet derde -')
    >>> clean("is ge-\ninformeerd", [rule]).text
    'is geïnformeerd'
    """

    def rule(text: str) -> Iterator[Edit]:
        for match in _SEAM.finditer(text):
            found = _LEFT.search(text, max(0, match.start() - 60), match.start())
            left, right = found.group() if found else "", match.group(2)
            hard = match.group(1) != "\u00ad"
            lettered = len(right) == 1 and text[match.end() + 1 : match.end() + 2] == "-"  # "ge-/e-maild"
            between = ("-" if lettered else seam(left, right, known, opens)) if hard else ""
            yield Edit(match.start() + len(between.rstrip()), match.end(), between[1:])
            if hard and not between and (letter := trema(re.split("[-/]", left)[-1], right, known)):
                yield Edit(match.end(), match.end() + 1, letter)

    rule.__name__ = broken_words.__name__
    return rule


def unseen(text: str) -> Iterator[Edit]:
    r"""Take out characters without a shape: soft hyphens, zero-width spaces, byte order and control marks.

    >>> clean("vloot\u00adverband\u200b", [unseen]).text
    'vlootverband'
    """
    for match in UNSEEN.finditer(text):
        yield Edit(*match.span(), "")


def line_breaks(text: str) -> Iterator[Edit]:
    r"""A line break inside a paragraph is a space, and nothing after a slash or inside a range of numbers.

    >>> clean("drie \n schepen en/\nof 2021–\n2024", [line_breaks]).text
    'drie schepen en/of 2021–2024'
    """
    closed = {match.start(): match.end() for match in _SLASH_OR_DASH.finditer(text)}
    for match in _BLANK.finditer(text):
        if "\n" not in match.group():
            continue
        yield Edit(*match.span(), "" if match.start() in closed else " ")


def wide_spaces(text: str) -> Iterator[Edit]:
    r"""One plain space for a run of spaces and for every other kind of space.

    >>> clean("tien\u00a0schepen  voor   anker", [wide_spaces]).text
    'tien schepen voor anker'
    """
    for match in _WIDE.finditer(text):
        yield Edit(*match.span(), " ")


def marks(numbers: frozenset[int], known: Callable[[str], bool]) -> Rule:
    r"""Take the marks of footnotes out of the running text (see :mod:`extract.clean_marks`).

    >>> rule = marks(frozenset({2}), {"landen"}.__contains__)
    >>> clean("zes landen² en (UNPROFOR)2 in", [rule]).text
    'zes landen en (UNPROFOR) in'
    >>> clean("de C-130 en nr. 2", [rule]).text
    'de C-130 en nr. 2'
    """

    def rule(text: str) -> Iterator[Edit]:
        for start, end in footnote_marks(text, numbers, known):
            yield Edit(start, end, "")

    rule.__name__ = marks.__name__
    return rule


def rules_for(
    known: Callable[[str], bool], opens: Callable[[str], bool] = lambda _: False, notes: frozenset[int] = frozenset()
) -> tuple[Rule, ...]:
    """The rules in their order, for a letter with these words and with footnotes of the numbers ``notes``."""
    return (composed, ligatures, broken_words(known, opens), unseen, marks(notes, known), line_breaks, wide_spaces)


def clean(text: str, rules: Iterable[Rule] | None = None) -> Cleaned:
    """Apply the rules in order; each sees what the one before it left.

    Without ``rules`` the words of the text itself are the evidence for broken words and marks.
    """
    if rules is None:
        evidence = Evidence.of(text)
        rules = rules_for(evidence.__contains__, evidence.opens)
    origin: list[int] = list(range(len(text)))
    changes: list[Change] = []
    for rule in rules:
        pieces: list[str] = []
        origins: list[int] = []
        at = 0
        for start, end, new in rule(text):
            changes.append(Change(_name(rule), origin[start], origin[end - 1] + 1, text[start:end], new))
            pieces += (text[at:start], new)
            origins += origin[at:start]
            origins += [origin[start]] * len(new)
            at = end
        if at or pieces:
            pieces.append(text[at:])
            origins += origin[at:]
            text, origin = "".join(pieces), origins
    return Cleaned(text, tuple(origin), tuple(changes))


def _name(rule: Rule) -> str:
    return getattr(rule, "__name__", type(rule).__name__)
