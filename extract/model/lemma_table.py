"""Lemmas by part of speech and form: those of the treebank's training sentences, then the dictionary's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from extract.model.lexicon import entries
from extract.model.treebank import Sentence

CLASSES = {"ZNW": "NOUN", "BNW": "ADJ", "WKW": "VERB"}
"""Part of speech of the dictionary's open classes; the treebanks know all words of the closed ones."""

OPEN = frozenset(CLASSES.values())


def dictionary_pos(tag: str) -> str | None:
    """Part of speech of a dictionary tag, or None where the treebanks call the form something else.

    >>> dictionary_pos("WKW:VTD:ONV"), dictionary_pos("WKW:ODW:ZNW:MRV"), dictionary_pos("VGW")
    ('VERB', None, None)
    """
    parts = tag.split(":")
    if "GIJ" in parts or (parts[0] == "WKW" and "ZNW" in parts):
        return None
    return CLASSES.get(parts[0])


def lemma_table(
    data: Path, sentences: Iterable[Sentence], frequencies: Mapping[str, float]
) -> dict[str, dict[str, str]]:
    """The table as part of speech to lower-cased form to lemma.

    A form of a training sentence has the lemma that it has there most often. Of several lemmas in
    the dictionary the more frequent word wins, then the shorter, then the first in the alphabet.
    Forms of the dictionary that nobody uses are left out (the network's rules serve them).
    """
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for token in sentence.tokens:
            if token.lemma and token.pos not in {"PROPN", "X", "SYM", "NUM"}:
                counts[token.pos, token.form.lower()][token.lemma] += 1
    table: dict[str, dict[str, str]] = defaultdict(dict)
    choices: dict[tuple[str, str], set[str]] = defaultdict(set)
    for form, lemma, tag in entries(data):
        pos = dictionary_pos(tag)
        if pos and form == form.lower() and (form in frequencies or pos == "VERB"):
            choices[pos, form].add(lemma)
    for (pos, form), lemmas in sorted(choices.items()):
        table[pos][form] = min(lemmas, key=lambda lemma: (-frequencies.get(lemma, 0.0), len(lemma), lemma))
    for (pos, form), seen in sorted(counts.items()):
        best = min(seen, key=lambda lemma: (-seen[lemma], lemma))
        if pos not in OPEN or form not in table[pos] or seen.total() > 1:
            table[pos][form] = best
    return {pos: dict(sorted(forms.items())) for pos, forms in sorted(table.items())}
