"""Names for training: the rule-made labels of ``ner-silver-nl`` laid on the treebanks' sentences.

A name whose type is not known stays open: it is neither trained nor counted.
"""

from __future__ import annotations

import lzma
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from extract.model.treebank import Sentence

UNKNOWN = ""
"""Label of a token that may belong to a name of some type."""

HELD_OUT_NAMES = 10
"""Every tenth passage with names is kept for testing the names."""

Forms = tuple[str, ...]


def read_iob(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Passages of form and label (``O``, ``B-PER`` ...; :data:`UNKNOWN` for ``?``) of an xz-compressed file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        passage: list[tuple[str, str]] = []
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) > 1:
                passage.append((columns[0], UNKNOWN if columns[1] == "?" else columns[1]))
            elif passage:
                yield passage
                passage = []
        if passage:
            yield passage


def lay(passages: Iterable[list[tuple[str, str]]], sentences: Iterable[Sentence]) -> dict[Forms, tuple[str, ...]]:
    """Labels by the forms of a sentence, for all sentences that the passages contain.

    >>> from extract.model.treebank import Token
    >>> tree = Sentence("a", tuple(Token(f, f, "X", "X", "", 0, "dep", True) for f in ("Zij", "is", "Ada")))
    >>> lay([[("Ja", "O"), ("Zij", "O"), ("is", "O"), ("Ada", "B-PER")]], [tree])
    {('Zij', 'is', 'Ada'): ('O', 'O', 'B-PER')}
    """
    by_start: dict[Forms, list[Forms]] = defaultdict(list)
    for forms in sorted({tuple(t.form for t in s.tokens) for s in sentences}, key=lambda f: (-len(f), f)):
        by_start[forms[:2]].append(forms)
    found: dict[Forms, tuple[str, ...]] = {}
    for passage in passages:
        forms = tuple(form for form, _ in passage)
        at = 0
        while at < len(forms):
            match = next((f for f in by_start.get(forms[at : at + 2], ()) if forms[at : at + len(f)] == f), None)
            if match is None:
                at += 1
                continue
            labels = [label for _, label in passage[at : at + len(match)]]
            if labels[0].startswith("I-"):
                labels[0] = "B-" + labels[0][2:]
            found.setdefault(match, tuple(labels))
            at += len(match)
    return found


def labels_of(sentences: Iterable[Sentence], known: Mapping[Forms, tuple[str, ...]]) -> tuple[str, ...]:
    """The labels of a paragraph, token by token; open where a sentence has none."""
    labels: list[str] = []
    for sentence in sentences:
        labels += known.get(tuple(t.form for t in sentence.tokens), (UNKNOWN,) * len(sentence.tokens))
    return tuple(labels)
