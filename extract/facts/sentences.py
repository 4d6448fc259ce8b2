"""The sentences of a block, each as units and as clauses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from extract.annotate.dates import find_dates
from extract.annotate.quantities import find_quantities
from extract.facts.clauses import clauses_of
from extract.facts.drafts import Sentence
from extract.facts.tree import tree_clauses
from extract.facts.units import units_of
from extract.facts.wordings import load_lexicon
from extract.link import Linked


def sentences_of(
    index: int, doc: Doc, names: Sequence[Linked], adjectives: frozenset[str], written: dt.date | None
) -> Iterator[Sentence]:
    """Lay names, dates and amounts over the sentences of one block.

    Args:
        index: the block's place in the letter.
        doc: the block's clean text as the language pipeline read it.
        names: its linked names.
        adjectives: the words by which countries are named as an adjective.
        written: the letter's date, from which "this year" counts.
    """
    text = doc.text
    skip = [(name.start, name.end) for name in names]
    dates = find_dates(text, written, skip)
    amounts = find_quantities(text, [*skip, *((date.start, date.end) for date in dates)])
    for start, end, tokens in bounds(doc, names):
        mine = [name for name in names if start <= name.start < end]
        units = units_of(
            text,
            tokens,
            mine,
            [a for a in amounts if start <= a.start < end],
            [d for d in dates if start <= d.core[0] < end],
            adjectives,
            load_lexicon().finite,
        )
        yield Sentence(index, start, end, text, units, clauses_of(units), mine, tree_clauses(units, tokens))


def bounds(doc: Doc, names: Sequence[Linked]) -> Iterator[tuple[int, int, list[Token]]]:
    """Sentences as start, end and tokens; one that would cut a name goes on."""
    tokens: list[Token] = []
    start: int | None = None
    for sent in doc.sents:
        if start is None:
            start = sent.start_char
        tokens.extend(sent)
        end = sent.end_char
        if any(name.start < end < name.end for name in names) or not _ends(doc.text, start, end):
            continue
        yield start, end, tokens
        tokens, start = [], None
    if start is not None:
        yield start, len(doc.text), tokens


def _ends(text: str, start: int, end: int) -> bool:
    """Whether a sentence may end here: at a closing mark, or at the end of the block."""
    return text[start:end].rstrip().endswith((".", "!", "?", "…", ".’", ".”", ".)")) or not text[end:].strip()
