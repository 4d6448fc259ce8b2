"""What cleaning did to a letter, told for a person: every block with its kind, and every edit."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from extract.anatomy import Anatomy, Block
from extract.clean import Change

RULES = {
    "composed": "accent printed after its letter",
    "ligatures": "ligature undone",
    "broken_words": "word broken at the end of a line",
    "unseen": "character without a shape",
    "marks": "footnote mark taken out",
    "line_breaks": "line break inside a paragraph",
    "wide_spaces": "wide or unusual space",
}
"""The rules of :mod:`extract.clean` by their names, in words."""

_VISIBLE = {"\n": "⏎", "\r": "␍", "\t": "⇥", "\f": "␌", "\u00ad": "⟨soft hyphen⟩", "\u00a0": "⟨no-break space⟩"}
_AROUND = 12


def explained(parts: Anatomy) -> Iterator[str]:
    """The chain of edits, line by line: each block of the letter in reading order, then what was done to it.

    Offsets are characters of the input, lines and columns count from 1. In an edit the characters
    in question stand between « and »; before the arrow is what stood there, after it what became of it.

    >>> from extract.anatomy import anatomy
    >>> from extract.source import source_of
    >>> text = "Geachte voorzitter,\\n\\nHierbij informeer ik u over de samen-\\nwerking met het buurland.\\n"
    >>> print("\\n".join(list(explained(anatomy(source_of(text))))[2:5]))
    3:1 (21) page 1 paragraph
        Hierbij informeer ik u over de samenwerking met het buurland.
        3:37 (57) word broken at the end of a line: ver de samen«-⏎»werking met → ver de samen«»werking met
    """
    text = parts.source.text
    starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]

    def place(at: int) -> str:
        line = bisect_right(starts, at)
        return f"{line}:{at - starts[line - 1] + 1} ({at})"

    kinds: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    for block in parts.blocks:
        kinds[block.kind] += 1
        yield _title(block, place(min(block.origin)))
        yield f"    {_shown(block.text)}"
        places = sorted((at, number) for number, at in enumerate(block.origin))
        for change in sorted(block.changes, key=lambda change: change.start):
            rules[change.rule] += 1
            yield f"    {place(change.start)} {RULES.get(change.rule, change.rule)}: {_edit(change, block, places)}"
    for finding in parts.findings:
        where = f" at {place(finding.span.start)}" if finding.span else ""
        yield f"{finding.level}{where}: {finding.message}"
    yield "Blocks: " + (", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())) or "none")
    yield "Edits: " + (", ".join(f"{RULES.get(rule, rule)} {n}" for rule, n in sorted(rules.items())) or "none")


def _title(block: Block, place: str) -> str:
    why = f" ({block.why})" if block.why else ""
    under = f" under {block.heading!r}" if block.heading and block.heading != block.text else ""
    return f"{place} page {block.page} {block.kind}{why}{under}"


def _edit(change: Change, block: Block, places: Sequence[tuple[int, int]]) -> str:
    """The edit between the clean words about it; ``places`` are the offset in the source and in the block of each."""
    ends = [bisect_left(places, (at,)) for at in (change.start, change.end)]
    first, last = (places[at][1] if at < len(places) else len(places) for at in ends)
    before = _shown(block.text[max(0, first - _AROUND) : first]).lstrip()
    after = _shown(block.text[last : last + _AROUND]).rstrip()
    return f"{before}«{_shown(change.old)}»{after} → {before}«{_shown(change.new)}»{after}"


def _shown(text: str) -> str:
    return "".join(_VISIBLE.get(char) or (f"⟨U+{ord(char):04X}⟩" if _hides(char) else char) for char in text)


def _hides(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") or (char.isspace() and char != " ")
