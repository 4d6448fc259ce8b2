"""The marks of footnotes in running text.

In a flattened letter a raised figure stands on the line like any other: "(UNPROFOR)2 in",
"landen,3 en". It is told from a real number by what it clings to and by the footnotes the
letter has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_FIGURE = str.maketrans(SUPERSCRIPT, "0123456789")
_END = r"(?=$|[\s;:)\]”’\"]|[.,](?:$|\s))"

_RAISED = re.compile(rf"(?<![{SUPERSCRIPT}])[{SUPERSCRIPT}]{{1,2}}(?![{SUPERSCRIPT}\d])")
_UNIT = re.compile(r"(?:^|[\s\d])(?:[kcdm]?m|mm|CO|co)$")
_CLOSED = re.compile(rf"(?<=[)\]”’»\"])([1-9]\d?){_END}")
_PAUSED = re.compile(r"(?<=[^\W\d_][,;])([1-9]\d?)(?=$|\s)|(?<=[a-zà-öø-ÿ]{4}\.)([1-9]\d?)(?=\s+[A-Z])")
_BRACKETED = re.compile(r"(?<=\S)\[[1-9]\d?\](?!\w)")
_POINTED = re.compile(r"(?<=[^\W\d_][.:])([1-9]\d?)(?=$|\s)|(?<=[^\W\d_][.,;:])([1-9]\d?)\)(?=$|\s)")
_AFTER_POINT = re.compile(r"(?<=\d{4}[.,;:])([1-9]\d?)(?=$|\s)")
_GLUED = re.compile(rf"(?<=[a-zà-öø-ÿ]{{3}})([1-9]\d?){_END}")
_STARRED = re.compile(r"(?<=[\w)\]”’»\".,;:])(?<!\*)\*{1,3}(?![\w*])")
_LONE = re.compile(
    r"(?<=[^\W\d_])[^\S\n]*\n[^\S\n]*([1-9]\d?)[^\S\n]*(?=\n\s*[a-zà-öø-ÿ(])"
    r"|(?<=[.,;:)’”])[^\S\n]*\n[^\S\n]*([1-9]\d?)[^\S\n]*(?=\n|$)"
)
_NUMBERED = frozenset({"covid"})  # words that have a number of themselves
_WORD_BEFORE = re.compile(r"[a-zà-öø-ÿ]+$")


def figure(mark: str) -> int:
    """The number that a mark stands for; asterisks count below nought.

    >>> figure("²"), figure("12"), figure("**")
    (2, 12, -2)
    """
    if mark.startswith("*"):
        return -len(mark)
    return int(mark.translate(_FIGURE))


def footnote_marks(text: str, notes: frozenset[int], known: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    r"""Start and end (exclusive) of each footnote mark, in order.

    ``notes`` are the numbers of the footnotes that the letter prints, ``known`` says whether a
    word is one.

    >>> def found(text, notes=frozenset(), words=()):
    ...     return [text[a:b].strip() for a, b in footnote_marks(text, notes, set(words).__contains__)]
    >>> found("de missie (UNPROFOR)1 in, zes landen² en “inzet”3."), found("drie schepen,4 waarvan")
    (['1', '²', '3'], ['4'])
    >>> found("€ 2 miljard5 is", frozenset({5})), found("€ 2 miljard5 is", words=["miljard"])
    (['5'], ['5'])
    >>> found("de prioriteiten\n6\nvan de Unie")
    ['6']
    >>> found("C-130, nr. 1, F-16, 2014, 20 km², co2, groep 1, 3.5, art.5"), found("het jaar 2016.3 De", frozenset({3}))
    ([], ['3'])
    >>> found("zes landen* en 2 ** 3", frozenset({-1})), found("zes landen* en")
    (['*'], [])
    """
    where: Sequence[int] = range(len(text))
    taken: list[int] = []
    while spans := _marks_in(text, notes, known):  # what one mark leaves may end in another
        gone = {at for start, end in spans for at in range(start, end)}
        taken += (where[at] for at in gone)
        where = [offset for at, offset in enumerate(where) if at not in gone]
        text = "".join(char for at, char in enumerate(text) if at not in gone)
    start = end = -1
    for at in sorted(taken):
        if at != end:
            if end >= 0:
                yield start, end
            start = at
        end = at + 1
    if end >= 0:
        yield start, end


def _marks_in(text: str, notes: frozenset[int], known: Callable[[str], bool]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for match in _RAISED.finditer(text):
        if not _UNIT.search(text, max(0, match.start() - 4), match.start()):
            spans.append(match.span())
    spans += (match.span() for pattern in (_CLOSED, _PAUSED, _BRACKETED) for match in pattern.finditer(text))
    for pattern in (_POINTED, _AFTER_POINT):
        spans += (match.span() for match in pattern.finditer(text) if int(match.group().strip(")")) in notes)
    for match in _GLUED.finditer(text):
        word = _WORD_BEFORE.search(text, max(0, match.start() - 60), match.start())
        long = word is not None and len(word.group()) > 4 and word.group() not in _NUMBERED
        if int(match.group(1)) in notes or long or (word and known(word.group())):
            spans.append(match.span())
    spans += (match.span() for match in _LONE.finditer(text))
    spans += (match.span() for match in _STARRED.finditer(text) if figure(match.group()) in notes)
    return spans
