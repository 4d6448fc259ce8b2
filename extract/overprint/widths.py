"""How wide printed letters are: which of two runs of text starts further left?"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

import numpy as np

#: Advance widths in thousandths of an em, rounded: what a wide sans-serif face for body text has.
_CLASSES = {
    274: "ijl'|",
    352: " f",
    364: ".,!",
    394: "tI",
    427: "r",
    455: '-()[]/:;J“”"‘’*',
    521: "scz",
    550: "FL?",
    595: "kvxyae",
    612: "TPY",
    623: "bdghnopqu",
    636: "0123456789€$_–E",
    685: "ABCKRSVXZ",
    740: "HNU&",
    780: "DGOQ+=<>",
    818: "w",
    843: "M",
    973: "m",
    989: "W",
    1000: "—…",
    1076: "%",
}
_WIDTH = {letter: width / 1000 for width, letters in _CLASSES.items() for letter in letters}
_OTHER = 0.6
#: Accented letters are as wide as their base letters.
_BASE = dict(zip("àáâäãåçèéêëìíîïñòóôöõùúûüý", "aaaaaaceeeeiiiinooooouuuuy", strict=True))


_FAR = 1.5  # em: a pair that is further out than this is not taken for a matter of widths
_STIFF = 4.0  # how strongly the table holds on to its widths
_ROUNDS, _ENOUGH = 20, 40


class Widths:
    """The widths of the letters of one face, in em; it learns from runs whose order is known.

    >>> widths = Widths()
    >>> widths["m"] > 3 * widths["i"], widths["ë"] == widths["e"]
    (True, True)
    >>> [round(x, 2) for x in widths.edges("mi", 1.0)]
    [1.0, 1.97, 2.25]
    """

    def __init__(self) -> None:
        self._learnt: dict[str, float] = {}
        self._pairs: dict[tuple[str, str], None] = {}
        self.slack, self.rate = 0.35, 0.012  # how far (em, and em per em) a position may be wrong

    def __getitem__(self, letter: str) -> float:
        base = _BASE.get(letter, letter)
        return self._learnt.get(base) or _WIDTH.get(base, _OTHER)

    def edges(self, text: str, start: float = 0.0) -> list[float]:
        """Where each character begins, and where the last one ends, in em from the left margin."""
        return list(accumulate((self[letter] for letter in text), initial=start))

    def learn(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Bend the table to pairs of texts of which the first is known to be no wider than the second.

        A ridge regression on the pairs that the table has wrong, repeated until it settles.
        """
        self._pairs.update(dict.fromkeys(pairs))
        if len(self._pairs) < _ENOUGH:
            return
        letters = sorted({_BASE.get(letter, letter) for pair in self._pairs for text in pair for letter in text})
        column = {letter: n for n, letter in enumerate(letters)}
        table = np.zeros((len(self._pairs), len(letters)))
        for n, (short, long) in enumerate(self._pairs):
            for letter in short:
                table[n, column[_BASE.get(letter, letter)]] -= 1
            for letter in long:
                table[n, column[_BASE.get(letter, letter)]] += 1
        prior = np.array([_WIDTH.get(letter, _OTHER) for letter in letters])
        usual = np.abs(table).sum(axis=0)
        usual /= usual.sum()
        hold = _STIFF * np.eye(len(letters)) + 1e6 * np.outer(usual, usual)
        found, step = np.array([self[letter] for letter in letters]), 1.0

        def cost(widths: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
            gaps = np.clip(table @ widths, -_FAR, 0.0)
            return float(gaps @ gaps + (widths - prior) @ hold @ (widths - prior))

        best = cost(found)
        for _ in range(_ROUNDS):
            gaps = table @ found
            wrong = table[(gaps < 0) & (gaps > -_FAR)]
            pull = prior - np.linalg.solve(wrong.T @ wrong + hold, wrong.T @ (wrong @ prior))
            while step > 0.01:
                tried = found + step * (pull - found)
                if (now := cost(tried)) < best:
                    found, best = tried, now
                    step = min(1.0, step * 2)
                    break
                step /= 2
            if step <= 0.01:
                break
        self._learnt = {letter: round(float(found[n]), 4) for letter, n in column.items()}
