"""What the network is told about one word form: its letters, its number in the vocabulary, what the lexicon knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

UNKNOWN = 0
"""Number of a word or letter that the training text did not have."""

HEAD_LETTERS, TAIL_LETTERS = 8, 12
"""A longer form is read by its first and last letters only."""

SHAPES = (
    "capital",
    "capitals",
    "digits",
    "digit first",
    "hyphen",
    "apostrophe",
    "point",
    "sign",
    "one letter",
    "compound",
)
SHORTEST_TAIL, SHORTEST_FRONT = 4, 3
"""Letters of the known second part and of the first part of a compound."""


def normal(form: str) -> str:
    """A form with plain quotes and dashes, as the treebanks write them.

    >>> normal("F-35’s")
    "F-35's"
    """
    return form.translate(_PLAIN)


_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-"})


def shape(form: str) -> list[int]:
    """Numbers of the :data:`SHAPES` that a form has ("compound" is not seen from the form alone).

    >>> [SHAPES[i] for i in shape("NAVO")], [SHAPES[i] for i in shape("F-35")]
    (['capital', 'capitals'], ['capital', 'digits', 'hyphen'])
    """
    letters = any(c.isalpha() for c in form)
    tests = (
        form[:1].isupper(),
        len(form) > 1 and form.isupper() and form.isalpha(),
        any(c.isdigit() for c in form),
        form[:1].isdigit(),
        "-" in form and letters,
        "'" in form and letters,
        "." in form and letters,
        not any(c.isalnum() for c in form),
        len(form) == 1,
    )
    return [number for number, true in enumerate(tests) if true]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Feature numbers by lower-cased form; ``codes`` holds each combination of features once."""

    forms: Mapping[str, int]
    codes: Sequence[tuple[int, ...]]

    def look_up(self, form: str) -> tuple[tuple[int, ...], bool]:
        """Features of a form, and whether they are those of its last part.

        A form that is not listed has the features of what follows its last hyphen, or of the
        longest listed word that it ends in.

        >>> lexicon = Lexicon({"systeem": 0}, [(3, 5)])
        >>> lexicon.look_up("Systeem"), lexicon.look_up("wapensysteem"), lexicon.look_up("patroon")
        (((3, 5), False), ((3, 5), True), ((), False))
        """
        low = form.lower()
        code = self.forms.get(low)
        if code is not None:
            return self.codes[code], False
        last = low.rpartition("-")[2]
        if last != low:
            code = self.forms.get(last)
            if code is not None and len(last) >= SHORTEST_TAIL:
                return self.codes[code], True
        for start in range(SHORTEST_FRONT, len(low) - SHORTEST_TAIL + 1):
            code = self.forms.get(low[start:])
            if code is not None:
                return self.codes[code], True
        return (), False


@dataclass(frozen=True, slots=True)
class Inputs:
    """The numbers of one form: word, letters, and places of the ones in its feature vector."""

    word: int
    letters: tuple[int, ...]
    features: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Numbers of words and letters (from 1; 0 is unknown) and the lexicon."""

    words: Mapping[str, int]
    letters: Mapping[str, int]
    lexicon: Lexicon
    lexicon_size: int

    @property
    def features(self) -> int:
        """Length of a feature vector."""
        return self.lexicon_size + len(SHAPES)

    def inputs(self, form: str) -> Inputs:
        """What the network is told about a form."""
        plain = normal(form)
        known, compound = self.lexicon.look_up(plain)
        shapes = shape(plain) + ([len(SHAPES) - 1] if compound else [])
        seen = plain if len(plain) <= HEAD_LETTERS + TAIL_LETTERS else plain[:HEAD_LETTERS] + plain[-TAIL_LETTERS:]
        return Inputs(
            word=self.words.get(plain.lower(), UNKNOWN),
            letters=tuple(self.letters.get(c, UNKNOWN) for c in seen),
            features=known + tuple(self.lexicon_size + s for s in shapes),
        )
