"""The network as one spaCy component, and how it is kept on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab
from threadpoolctl import ThreadpoolController

from extract.network.network import Answers, Network
from extract.network.storage import read, write

BATCH = 32
"""Paragraphs read at once by :meth:`Reader.pipe`."""

NO_WEIGHTS = "The Dutch network has no weights: load a trained pipeline with extract.language.load()."


class Reader:
    """The component: it sets tags, features, lemmas, sentences, trees and names of a text."""

    def __init__(self, vocab: Vocab, network: Network | None = None) -> None:
        self.vocab = vocab
        self.network = network

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = BATCH) -> Iterator[Doc]:
        """Read texts in groups, in the order in which they come."""
        if self.network is None:
            raise ValueError(NO_WEIGHTS)
        texts = iter(stream)
        while docs := list(islice(texts, min(batch_size, BATCH))):
            words = [[token for token in doc if not token.is_space] for doc in docs]
            with _threads().limit(limits=1, user_api="blas"):  # matrices this small only wait for each other
                answers = self.network.answer(
                    [[token.text for token in row] for row in words],
                    [[_hint(token.is_sent_start) for token in row] for row in words],
                )
            for doc, answer in zip(docs, answers, strict=True):
                yield annotate(doc, answer)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the network to a folder."""
        if self.network is None:
            raise ValueError(NO_WEIGHTS)
        write(self.network, Path(path))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Reader:
        """Read the network from a folder."""
        self.network = read(Path(path))
        return self


@cache
def _threads() -> ThreadpoolController:
    """The libraries that numpy multiplies matrices with; one thread also gives the same sums on every machine."""
    return ThreadpoolController()


def _hint(start: bool | int | None) -> bool | None:
    return None if start is None else bool(start > 0)


def annotate(doc: Doc, answer: Answers) -> Doc:
    """Set the answers on a text; white space hangs on the word before it (the first one on the word after it)."""
    words = [token.i for token in doc if not token.is_space]
    if not words:
        return doc
    place = {i: number for number, i in enumerate(words)}
    heads: list[int] = []
    deps: list[str] = []
    before = words[0]
    for token in doc:
        if token.i in place:
            before = token.i
            heads.append(words[answer.heads[place[token.i]]])
            deps.append(answer.deps[place[token.i]])
        else:
            heads.append(before)
            deps.append("dep")
    made = Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[answer.tags[place[i]] if i in place else "" for i in range(len(doc))],
        pos=[answer.morphs[place[i]].partition("|")[0] if i in place else "SPACE" for i in range(len(doc))],
        morphs=[answer.morphs[place[i]].partition("|")[2] or "_" if i in place else "_" for i in range(len(doc))],
        lemmas=[answer.lemmas[place[i]] if i in place else doc[i].text for i in range(len(doc))],
        heads=heads,
        deps=deps,
    )
    attributes: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP"]
    doc.from_array(attributes, made.to_array(attributes))  # type: ignore[arg-type]
    doc.set_ents(
        [Span(doc, words[start], words[end - 1] + 1, label=kind) for start, end, kind in answer.names],
        default="outside",
    )
    return doc


@Language.factory(
    "dutch_network",
    assigns=[
        "token.tag",
        "token.pos",
        "token.morph",
        "token.lemma",
        "token.head",
        "token.dep",
        "token.is_sent_start",
        "doc.ents",
    ],
    default_score_weights={"dep_las": 0.5, "tag_acc": 0.3, "sents_f": 0.2},
)
def make_reader(nlp: Language, name: str) -> Reader:
    """An empty :class:`Reader`; its weights come from disk."""
    return Reader(nlp.vocab)
