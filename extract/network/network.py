"""The network's choices: from the forms of a text to tags, features, lemmas, trees and names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from extract.network import layers
from extract.network.forms import Inputs, Vocabulary
from extract.network.lemmas import LemmaTable, apply_rule, with_particles
from extract.network.trees import best_tree

AUXILIARY = frozenset({"aux", "aux:pass", "cop"})
"""Relations whose verb the treebanks call AUX; all others are VERB."""

BARRED = np.float32(1e4)
"""Taken from the score of what the treebanks' conventions exclude."""

LONGEST = 400
"""Tokens of a sentence beyond which it is parsed in pieces, for the tree search grows with their square."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the numbers of each output mean."""

    tags: tuple[str, ...]
    morphs: tuple[str, ...]
    lemmas: tuple[str, ...]
    deps: tuple[str, ...]
    names: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    """Numbers of the tags and morphs that go together in the treebanks."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The network's choices for one text; ``heads`` are token numbers, a root is its own head."""

    tags: list[str]
    morphs: list[str]
    lemmas: list[str]
    heads: list[int]
    deps: list[str]
    names: list[tuple[int, int, str]]


class Network:
    """Weights, vocabulary and labels: from forms to :class:`Answers`. Pure once it is made."""

    def __init__(self, weights: layers.Weights, vocabulary: Vocabulary, labels: Labels, lemmas: LemmaTable) -> None:
        self.weights = weights
        self.vocabulary = vocabulary
        self.labels = labels
        self.lemmas = lemmas
        self.layers = sum(1 for name in weights if name.startswith("forward_lstm") and name.endswith("weight_ih_l0"))
        self._pair_tags, self._pair_morphs = (np.array(side) for side in zip(*labels.pairs, strict=True))
        self._auxiliary, self._verb = (
            np.array([labels.morphs[morph].partition("|")[0] == pos for _, morph in labels.pairs])
            for pos in ("AUX", "VERB")
        )
        rules = labels.names
        self._follows = np.array(
            [[not b.startswith("I-") or (a[2:] == b[2:] and a != "O") for b in rules] for a in rules], dtype=bool
        )

    def answer(self, texts: Sequence[Sequence[str]], starts: Sequence[Sequence[bool | None]]) -> list[Answers]:
        """Read several texts.

        Args:
            texts: the forms of each.
            starts: for each token whether a sentence starts there, None where the network decides.
        """
        order = sorted(range(len(texts)), key=lambda i: (-len(texts[i]), i))
        order = [i for i in order if texts[i]]
        done: dict[int, Answers] = {i: Answers([], [], [], [], [], []) for i in range(len(texts))}
        if not order:
            return [done[i] for i in range(len(texts))]
        places: dict[str, int] = {}
        for i in order:
            for form in texts[i]:
                places.setdefault(form, len(places))
        inputs: list[Inputs] = [self.vocabulary.inputs(form) for form in places]
        vectors = layers.form_vectors(self.weights, inputs)
        lengths = [len(texts[i]) for i in order]
        x = np.zeros((len(order), lengths[0], vectors.shape[1]), dtype=np.float32)
        for row, i in enumerate(order):
            x[row, : lengths[row]] = vectors[[places[form] for form in texts[i]]]
        middle = x
        for layer in range(self.layers):
            middle, x = x, layers.lstm(self.weights, layer, x, lengths)
        for row, i in enumerate(order):
            n = lengths[row]
            done[i] = self._decide(list(texts[i]), list(starts[i]), middle[row, :n], x[row, :n])
        return [done[i] for i in range(len(texts))]

    def _decide(self, forms: list[str], starts: list[bool | None], middle: layers.Array, last: layers.Array) -> Answers:
        weights = self.weights
        chosen = layers.linear(weights, "start", middle).argmax(axis=1)
        begins = [at for at, hint in enumerate(starts) if at == 0 or (chosen[at] == 1 if hint is None else hint)]
        heads, deps = self._trees(begins, last)
        pairs = self._pairs(middle, deps)
        morphs = [self.labels.morphs[self.labels.pairs[pair][1]] for pair in pairs]
        rules = layers.linear(weights, "lemma", middle)
        bare = [
            self._lemma(form, morph.partition("|")[0], rules[at])
            for at, (form, morph) in enumerate(zip(forms, morphs, strict=True))
        ]
        return Answers(
            tags=[self.labels.tags[self.labels.pairs[pair][0]] for pair in pairs],
            morphs=morphs,
            lemmas=with_particles(forms, bare, heads, deps, self.lemmas.lemmas.get("VERB", {})),
            heads=heads,
            deps=deps,
            names=self._names(layers.linear(weights, "name", middle)),
        )

    def _trees(self, begins: list[int], last: layers.Array) -> tuple[list[int], list[str]]:
        heads: list[int] = []
        deps: list[str] = []
        for start, end in pieces(begins, len(last)):
            scores, dep, head = layers.arc_scores(self.weights, last[start:end])
            tree = best_tree(scores)
            labels = layers.label_scores(self.weights, dep, head[[h + 1 for h in tree]])
            root = self.labels.deps.index("ROOT")
            labels[:, root] = -np.inf
            for at, (h, label) in enumerate(zip(tree, labels.argmax(axis=1), strict=True)):
                heads.append(start + (at if h < 0 else h))
                deps.append("ROOT" if h < 0 else self.labels.deps[label])
        return heads, deps

    def _pairs(self, middle: layers.Array, deps: Sequence[str]) -> list[int]:
        """For each token the best pair of tag and morph that its relation allows."""
        scores = (
            layers.linear(self.weights, "tag", middle)[:, self._pair_tags]
            + layers.linear(self.weights, "morph", middle)[:, self._pair_morphs]
        )
        for at, dep in enumerate(deps):
            scores[at, self._verb if dep in AUXILIARY else self._auxiliary] -= BARRED
        return [int(pair) for pair in scores.argmax(axis=1)]

    def _lemma(self, form: str, pos: str, scores: layers.Array) -> str:
        listed = self.lemmas.look_up(form, pos)
        if listed is not None:
            return listed
        for rule in np.argsort(-scores, kind="stable")[:5]:
            made = apply_rule(form, self.labels.lemmas[rule])
            if made:
                return made
        return form

    def _names(self, scores: layers.Array) -> list[tuple[int, int, str]]:
        """Names as start, end (exclusive) and type: the best path in which I follows its own B or I."""
        labels = self.labels.names
        outside = labels.index("O")
        barred = np.where(self._follows, 0.0, -np.inf)
        best = np.where(self._follows[outside], scores[0], -np.inf)
        back = []
        for row in scores[1:]:
            paths = best[:, None] + barred
            back.append(paths.argmax(axis=0))
            best = paths.max(axis=0) + row
        path = [int(best.argmax())]
        for step in reversed(back):
            path.append(int(step[path[-1]]))
        return spans([labels[number] for number in reversed(path)])


def spans(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Start, end (exclusive) and type of the names in a row of IOB labels.

    >>> spans(["B-PER", "I-PER", "O", "B-LOC", "B-LOC"])
    [(0, 2, 'PER'), (3, 4, 'LOC'), (4, 5, 'LOC')]
    """
    found: list[tuple[int, int, str]] = []
    for at, label in enumerate(labels):
        if label.startswith("B-"):
            found.append((at, at + 1, label[2:]))
        elif label.startswith("I-") and found:
            start, _, kind = found[-1]
            found[-1] = (start, at + 1, kind)
    return found


def pieces(begins: Sequence[int], size: int) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence; one longer than :data:`LONGEST` is cut.

    >>> list(pieces([0, 4], 9))
    [(0, 4), (4, 9)]
    """
    for start, end in zip(begins, [*begins[1:], size], strict=True):
        for cut in range(start, end, LONGEST):
            yield cut, min(end, cut + LONGEST)
