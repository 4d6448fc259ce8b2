"""Training texts as tensors: gold values in numbers, texts of like length together."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from extract.model.legacy import OPEN_LABEL
from extract.model.treebank import Sentence
from extract.network.forms import HEAD_LETTERS, TAIL_LETTERS, Lexicon, Vocabulary, normal
from extract.network.lemmas import rule_of

IntArray = NDArray[np.int64]

MISSING = -100
"""A gold value that is not known; it adds nothing to the loss."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The values that each output can take, in the order of its numbers."""

    tags: list[str]
    morphs: list[str]
    lemmas: list[str]
    deps: list[str]
    names: list[str]
    pairs: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Text:
    """A training paragraph: sentences and, token by token, names as IOB labels ("" where unknown)."""

    sentences: tuple[Sentence, ...]
    names: tuple[str, ...]

    @property
    def forms(self) -> list[str]:
        """The forms of all tokens."""
        return [token.form for sentence in self.sentences for token in sentence.tokens]


def morph_label(pos: str, feats: str) -> str:
    """Part of speech and features as one label.

    >>> morph_label("NOUN", "Number=Plur"), morph_label("ADV", "")
    ('NOUN|Number=Plur', 'ADV')
    """
    return f"{pos}|{feats}" if feats else pos


def collect_labels(texts: Iterable[Text], rare_lemma: int = 3) -> Labels:
    """All labels of the training texts; lemma rules only when used ``rare_lemma`` times."""
    tags: set[str] = set()
    morphs: set[str] = set()
    deps: set[str] = set()
    names: set[str] = {"O"}
    rules: Counter[str] = Counter()
    pairs: set[tuple[str, str]] = set()
    for text in texts:
        names.update(name for name in text.names if name)
        for sentence in text.sentences:
            for token in sentence.tokens:
                if token.pos and token.tag:
                    tags.add(token.tag)
                    morphs.add(morph_label(token.pos, token.feats))
                    pairs.add((token.tag, morph_label(token.pos, token.feats)))
                deps.add(token.dep)
                if token.lemma:
                    rules[rule_of(normal(token.form), token.lemma)] += 1
    kept = sorted(rule for rule, count in rules.items() if count >= rare_lemma)
    known_tags, known_morphs = sorted(tags), sorted(morphs)
    number = {tag: at for at, tag in enumerate(known_tags)}, {morph: at for at, morph in enumerate(known_morphs)}
    return Labels(
        known_tags,
        known_morphs,
        kept,
        sorted(deps - {"", OPEN_LABEL}),
        sorted(names),
        [(number[0][tag], number[1][morph]) for tag, morph in sorted(pairs)],
    )


def collect_vocabulary(texts: Iterable[Text], lexicon: Lexicon, lexicon_size: int, rare: int = 2) -> Vocabulary:
    """Words that stand at least ``rare`` times in the training texts, and their letters."""
    words: Counter[str] = Counter()
    letters: Counter[str] = Counter()
    for text in texts:
        for form in text.forms:
            plain = normal(form)
            words[plain.lower()] += 1
            letters.update(plain)
    kept = sorted(word for word, count in words.items() if count >= rare)
    known = sorted(letter for letter, count in letters.items() if count >= 5)
    return Vocabulary(
        {word: number for number, word in enumerate(kept, 1)},
        {letter: number for number, letter in enumerate(known, 1)},
        lexicon,
        lexicon_size,
    )


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts of one update, longest first; (texts, tokens) unless said otherwise."""

    words: Tensor  # (forms,)
    letters: Tensor  # (forms, letters)
    features: Tensor  # (forms, features)
    forms: Tensor  # place of each token's form
    lengths: Tensor  # (texts,)
    mask: Tensor
    tags: Tensor
    morphs: Tensor
    lemmas: Tensor
    starts: Tensor
    names: Tensor
    spans: list[tuple[int, int, int]]  # text, start, end of each sentence
    heads: Tensor  # (sentences, tokens): 0 the root, then 1-based
    deps: Tensor  # (sentences, tokens)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text in numbers: places of its forms, gold values token by token, and its sentences."""

    forms: IntArray
    gold: dict[str, IntArray]
    spans: list[tuple[int, int]]


class Batches:
    """Turns texts into batches; each text and each form is put in numbers once."""

    def __init__(self, vocabulary: Vocabulary, labels: Labels) -> None:
        self.vocabulary = vocabulary
        self._numbers: dict[str, Mapping[str, int]] = {
            key: {value: number for number, value in enumerate(values)}
            for key, values in (
                ("tag", labels.tags),
                ("morph", labels.morphs),
                ("lemma", labels.lemmas),
                ("dep", labels.deps),
                ("name", labels.names),
            )
        }
        self._places: dict[str, int] = {}
        self._words: list[int] = []
        self._letters: list[tuple[int, ...]] = []
        self._features: list[tuple[int, ...]] = []
        self._encoded: dict[int, tuple[Text, Encoded]] = {}

    def _place(self, form: str) -> int:
        place = self._places.get(form)
        if place is None:
            place = self._places[form] = len(self._places)
            inputs = self.vocabulary.inputs(form)
            self._words.append(inputs.word)
            self._letters.append(inputs.letters)
            self._features.append(inputs.features)
        return place

    def _number(self, kind: str, value: str) -> int:
        return self._numbers[kind].get(value, MISSING)

    def encode(self, text: Text) -> Encoded:
        """The text in numbers, remembered."""
        known = self._encoded.get(id(text))
        if known is not None:
            return known[1]
        tokens = [token for sentence in text.sentences for token in sentence.tokens]
        gold: dict[str, list[int]] = {
            "tag": [self._number("tag", t.tag) for t in tokens],
            "morph": [self._number("morph", morph_label(t.pos, t.feats)) if t.pos else MISSING for t in tokens],
            "lemma": [self._number("lemma", rule_of(normal(t.form), t.lemma)) if t.lemma else MISSING for t in tokens],
            "name": [self._number("name", name) for name in text.names],
            "dep": [self._number("dep", t.dep) for t in tokens],
            "start": [0] * len(tokens),
            "head": [],
        }
        spans: list[tuple[int, int]] = []
        for sentence in text.sentences:
            start = len(gold["head"])
            gold["start"][start] = 1
            gold["head"] += [
                MISSING if not t.dep else 0 if t.head == at else t.head + 1 for at, t in enumerate(sentence.tokens)
            ]
            spans.append((start, len(gold["head"])))
        gold["start"][0] = MISSING
        encoded = Encoded(
            np.array([self._place(t.form) for t in tokens]),
            {kind: np.array(values) for kind, values in gold.items()},
            spans,
        )
        self._encoded[id(text)] = (text, encoded)
        return encoded

    def shuffled(self, texts: Sequence[Text], words: int, rnd: random.Random) -> Iterator[Batch]:
        """All texts once, in batches of about ``words`` tokens of texts of like length."""
        sizes = {id(text): len(text.names) for text in texts}
        order = sorted(texts, key=lambda text: sizes[id(text)] * rnd.uniform(0.9, 1.1))
        groups: list[list[Text]] = [[]]
        size = 0
        for text in order:
            size += sizes[id(text)]
            groups[-1].append(text)
            if size >= words:
                groups.append([])
                size = 0
        groups = [group for group in groups if group]
        rnd.shuffle(groups)
        for group in groups:
            yield self.batch(group)

    def batch(self, texts: Sequence[Text]) -> Batch:
        """One batch; texts are put in order of length, longest first."""
        encoded = sorted((self.encode(text) for text in texts), key=lambda text: -len(text.forms))
        shape = (len(encoded), len(encoded[0].forms))
        forms = np.zeros(shape, dtype=np.int64)
        mask = np.zeros(shape, dtype=bool)
        kinds = ("tag", "morph", "lemma", "start", "name")
        gold = {kind: np.full(shape, MISSING) for kind in kinds}
        spans = [(row, start, end) for row, text in enumerate(encoded) for start, end in text.spans]
        width = max(end - start for _, start, end in spans)
        trees = {kind: np.full((len(spans), width), MISSING) for kind in ("head", "dep")}
        at = 0
        for row, text in enumerate(encoded):
            n = len(text.forms)
            forms[row, :n] = text.forms
            mask[row, :n] = True
            for kind in kinds:
                gold[kind][row, :n] = text.gold[kind]
            for start, end in text.spans:
                for kind, table in trees.items():
                    table[at, : end - start] = text.gold[kind][start:end]
                at += 1
        different, inverse = np.unique(np.where(mask, forms, forms[0, 0]), return_inverse=True)
        return Batch(
            *self._forms(different),
            forms=torch.from_numpy(inverse.reshape(shape)),
            lengths=torch.tensor([len(text.forms) for text in encoded]),
            mask=torch.from_numpy(mask),
            tags=torch.from_numpy(gold["tag"]),
            morphs=torch.from_numpy(gold["morph"]),
            lemmas=torch.from_numpy(gold["lemma"]),
            starts=torch.from_numpy(gold["start"]),
            names=torch.from_numpy(gold["name"]),
            spans=spans,
            heads=torch.from_numpy(trees["head"]),
            deps=torch.from_numpy(trees["dep"]),
        )

    def _forms(self, places: IntArray) -> tuple[Tensor, Tensor, Tensor]:
        padding = len(self.vocabulary.letters) + 1
        letters = np.full((len(places), HEAD_LETTERS + TAIL_LETTERS), padding)
        features = np.zeros((len(places), self.vocabulary.features), dtype=np.float32)
        for row, place in enumerate(places):
            letters[row, : len(self._letters[place])] = self._letters[place]
            features[row, list(self._features[place])] = 1.0
        words = np.array([self._words[place] for place in places])
        return torch.from_numpy(words), torch.from_numpy(letters), torch.from_numpy(features)
