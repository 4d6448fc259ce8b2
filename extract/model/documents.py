"""Group the sentences of a treebank into spaCy documents as the pipeline will meet them: paragraph by paragraph."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.model.treebank import Sentence, natural_order, paragraph_of

LENGTHS = (1, 1, 2, 3, 4, 6)
"""Sentences in a paragraph of a text whose identifiers name no paragraphs; drawn at random."""


def paragraphs(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """The sentences in reading order, those of one paragraph together, as the identifiers tell."""
    group: list[Sentence] = []
    for sentence in sorted(sentences, key=lambda s: natural_order(s.id)):
        if group and (paragraph_of(sentence.id) is None or paragraph_of(sentence.id) != paragraph_of(group[0].id)):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def documents(sentences: Sequence[Sentence], seed: int, joined: float = 0.15) -> Iterator[list[Sentence]]:
    """Paragraphs for training, drawn with a fixed seed.

    Where the identifiers name paragraphs these are kept, but a share ``joined`` of them is put
    together with the next, so that a heading that runs into the text is met as well. Elsewhere
    neighbouring sentences make paragraphs of :data:`LENGTHS`.
    """
    rnd = random.Random(seed)
    pending: list[Sentence] = []
    wanted = 1
    for group in paragraphs(sentences):
        pending += group
        if paragraph_of(group[0].id) is None:
            if len(pending) < wanted:
                continue
            wanted = rnd.choice(LENGTHS)
        elif rnd.random() < joined and len(pending) < 6:
            continue
        yield pending
        pending = []
    if pending:
        yield pending


def chunks(sentences: Sequence[Sentence], size: int) -> Iterator[list[Sentence]]:
    """``size`` sentences at a time in reading order, headings run into the text and all."""
    ordered = sorted(sentences, key=lambda s: natural_order(s.id))
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def to_doc(vocab: Vocab, sentences: Sequence[Sentence], *, annotated: bool = True) -> Doc:
    """One document of several sentences, with their trees or only with their text."""
    words: list[str] = []
    spaces: list[bool] = []
    heads: list[int] = []
    for sentence in sentences:
        offset = len(words)
        words += [token.form for token in sentence.tokens]
        spaces += [token.space for token in sentence.tokens]
        spaces[-1] = True
        heads += [offset + token.head for token in sentence.tokens]
    tokens = [token for sentence in sentences for token in sentence.tokens]
    if not annotated:
        return Doc(vocab, words=words, spaces=spaces)
    return Doc(
        vocab,
        words=words,
        spaces=spaces,
        tags=[t.tag for t in tokens],
        pos=[t.pos for t in tokens],
        morphs=[t.feats or "_" for t in tokens],
        lemmas=[t.lemma for t in tokens],
        heads=heads,
        deps=[t.dep for t in tokens],
    )
