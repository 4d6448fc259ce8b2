"""Which letters follow which: statistics learnt from the pages that are already legible."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.resources import files
from math import log

#: Letters of context; the weight that a context lends to the next shorter one, per kind of letter seen in it.
ORDER = 6
_LENDS = 8.0
_ALPHABET = 120
#: How much one occurrence in the letter itself counts.
WEIGHT = 2.0
_CAPITAL_INSIDE = 3.0
_KNOWN_WORD, _UNKNOWN_WORD = -1.0, 1.0


class Letters:
    """An interpolated letter model (Witten and Bell 1991) with a memory of whole words.

    >>> model = Letters()
    >>> model.learn(["de nieuwe brug over de rivier is open"])
    >>> model.cost(" d", "e") < model.cost(" d", "x")
    True
    """

    def __init__(self) -> None:
        self.follows: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self.words: dict[str, float] = defaultdict(float)
        self._costs: dict[str, float] = {}

    def learn_words(self, counts: Mapping[str, int]) -> None:
        """Count words of the language at large: each as the root of its count, so that no text drowns the letter."""
        for word, count in counts.items():
            text, weight = f" {word} ", count**0.5
            for at in range(1, len(text)):
                for start in range(max(0, at - ORDER), at + 1):
                    self.follows[text[start:at]][text[at]] += weight
            self.words[word] += weight
        self._costs.clear()

    def learn(self, lines: Iterable[str], weight: float = WEIGHT) -> None:
        """Count the letters and words of these lines; with a negative weight, take them out again."""
        for line in lines:
            text = " " + " ".join(line.split()) + " "
            for at in range(1, len(text)):
                for start in range(max(0, at - ORDER), at + 1):
                    self.follows[text[start:at]][text[at]] += weight
            for word in text.split():
                self.words[bare(word)] += weight
        self._costs.clear()

    def cost(self, before: str, letter: str) -> float:
        """Minus the logarithm of the chance of a letter after these, with words weighed at their end."""
        key = before + letter
        found = self._costs.get(key)
        if found is None:
            found = self._costs[key] = self._cost(before, letter)
        return found

    def text_cost(self, text: str) -> float:
        """The cost of a whole line."""
        line = f" {' '.join(text.split())} "
        return sum(self.cost(line[:at] if at < 40 else line[at - 40 : at], line[at]) for at in range(1, len(line)))

    def _cost(self, before: str, letter: str) -> float:
        chance = 1 / _ALPHABET
        for start in range(len(before), max(-1, len(before) - ORDER - 1), -1):
            seen = self.follows.get(before[start:])
            if seen is None:
                break
            total = sum(seen.values())
            if total < 0.01:
                break
            kinds = _LENDS * len(seen)
            chance = (max(0.0, seen.get(letter, 0.0)) + kinds * chance) / (total + kinds)
        cost = -log(chance)
        if letter.isupper() and before[-1:].islower():
            cost += _CAPITAL_INSIDE
        if letter == " ":
            word = bare(before.rpartition(" ")[2])
            if len(word) > 2:
                cost += _KNOWN_WORD if self.words.get(word, 0.0) > 0.01 else _UNKNOWN_WORD
        return cost


def dutch() -> dict[str, int]:
    """How often the commoner words of Dutch occur in a treebank (source and licence stand in the file).

    >>> dutch()["de"] > dutch()["brug"] > 0
    True
    """
    data = json.loads(files("extract.overprint").joinpath("letters-nl.json").read_text("utf-8"))
    return {word: int(count) for count, words in data["words"].items() for word in words.split()}


def bare(word: str) -> str:
    """A word without the punctuation around it, in lower case.

    >>> bare("(Kamer),")
    'kamer'
    """
    return word.strip(".,;:!?()[]'\"‘’“”").lower()


class Breaks:
    """How likely a line's text falls into two runs between a pair of letters."""

    def __init__(self) -> None:
        self._counts: dict[str, list[float]] = {}
        self._all = [2.0, 5.0]  # breaks, chances

    def learn(self, pair: str, broken: bool) -> None:
        """Count one place where a line was seen to break, or not to."""
        for counts in (self._counts.setdefault(pair, [0.0, 0.0]), self._all):
            counts[0] += broken
            counts[1] += 1

    def chance(self, pair: str) -> float:
        """The chance, never 0 or 1, of a break between two letters.

        >>> breaks = Breaks()
        >>> for _ in range(9): breaks.learn("an", True)
        >>> 0.5 < breaks.chance("an") < 1
        True
        """
        broken, seen = self._counts.get(pair, (0.0, 0.0))
        overall = min(0.9, max(0.1, self._all[0] / self._all[1]))
        return min(0.985, max(0.015, (broken + 2 * overall) / (seen + 2)))
