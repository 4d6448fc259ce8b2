"""Read Universal Dependencies treebanks and level the differences between their releases.

Format: CoNLL-U, https://universaldependencies.org/format.html. Only the ten columns of
ordinary tokens are kept; multiword ranges and empty nodes do not occur in the Dutch treebanks.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "SYM"})


@dataclass(frozen=True, slots=True)
class Token:
    """One row of a tree; ``head`` is the 0-based index of its head, or its own index for the root.

    ``name`` is an IOB label (``B-LOC``, ``O``), empty where names are not marked.
    """

    form: str
    lemma: str
    pos: str
    tag: str
    feats: str
    head: int
    dep: str
    space: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One tree with its identifier, such as ``wiki-135.p.100.s.2``."""

    id: str
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """The running text, without the space after the last token."""
        return "".join(token.form + (" " if token.space else "") for token in self.tokens).rstrip()


def read_trees(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL-U file, plain or compressed with xz.

    Raises:
        ValueError: when a row does not have ten columns; the message names file, line and row.
    """
    content = path.read_bytes()
    text = (lzma.decompress(content) if path.suffix == ".xz" else content).decode("utf-8")
    return list(_parse(text.split("\n"), str(path)))


def _parse(lines: Iterable[str], name: str) -> Iterator[Sentence]:
    """Split the lines of a CoNLL-U file into sentences.

    >>> rows = ["# sent_id = a.p.1.s.1", "1\\tKijk\\tkijken\\tVERB\\tWW\\t_\\t0\\troot\\t_\\tSpaceAfter=No", ""]
    >>> [sentence] = _parse(rows, "example")
    >>> sentence.id, sentence.text, sentence.tokens[0].head
    ('a.p.1.s.1', 'Kijk', 0)
    """
    ident = ""
    rows: list[Token] = []
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            if line.startswith("# sent_id = "):
                ident = line.removeprefix("# sent_id = ")
        elif not line:
            if rows:
                yield Sentence(ident, tuple(rows))
            ident, rows = "", []
        else:
            columns = line.split("\t")
            if len(columns) != 10:
                raise ValueError(f"{name}, line {number}: {len(columns)} columns instead of 10: {line!r}")
            if columns[0].isdigit():
                rows.append(_token(columns, len(rows)))
    if rows:
        yield Sentence(ident, tuple(rows))


def _token(columns: list[str], index: int) -> Token:
    form, lemma, pos, tag, feats, head, dep, misc = (columns[i] for i in (1, 2, 3, 4, 5, 6, 7, 9))
    return Token(
        form=form,
        lemma="" if lemma == "_" != form else join_lemma(form, lemma, pos),
        pos=pos,
        tag="" if tag == "_" else tag,
        feats=level_feats(feats, pos),
        head=int(head) - 1 if head != "0" else index,
        dep="ROOT" if dep == "root" else dep,
        space="SpaceAfter=No" not in misc,
        name=next((part[5:] for part in misc.split("|") if part.startswith("Name=")), ""),
    )


def level_feats(feats: str, pos: str) -> str:
    """Features in sorted order, less those that only newer releases of the Dutch treebanks have.

    >>> level_feats("VerbForm=Fin|Mood=Ind|Tense=Pres", "AUX")
    'Tense=Pres|VerbForm=Fin'
    >>> level_feats("Definite=Def|PronType=Art", "DET")
    'Definite=Def'
    """
    if feats == "_":
        return ""
    kept = [
        feat
        for feat in feats.split("|")
        if not feat.startswith(("Mood=", "ExtPos=")) and not (pos == "DET" and feat.startswith("PronType="))
    ]
    return "|".join(sorted(kept))


def join_lemma(form: str, lemma: str, pos: str) -> str:
    """A lemma without the treebank's marks between the parts of a word.

    Linking letters are taken back from the form of nouns and adjectives.

    >>> join_lemma("neemt", "mee_nemen", "VERB")
    'meenemen'
    >>> join_lemma("vredesmissies", "vrede_missie", "NOUN")
    'vredesmissie'
    """
    if "_" not in lemma.strip("_"):
        return lemma
    parts = lemma.split("_")
    last = parts[-1]
    if pos in {"NOUN", "ADJ", "PROPN"} and last:
        whole = form if pos == "PROPN" else form.lower()
        for length in sorted({n for n in (len(last), 5, 4, 3, 2) if n <= len(last)}, reverse=True):
            at = whole.rfind(last[:length])
            if at > 0:
                return whole[:at] + last
    return "".join(parts)


def level_labels(sentence: Sentence) -> Sentence:
    """Relabel what newer releases name differently, in the manner of the test sections.

    An adverb at a noun is ``amod``; in a noun that is itself the predicate (it has a copula or a
    subject) the adverb belongs to the clause and stays ``advmod``. "hoe" at a verb is ``advmod``
    too. A name whose gender is open ("genus") is common ("zijd").
    """
    tokens = sentence.tokens
    predicates = {t.head for t in tokens if t.dep == "cop" or t.dep.startswith(("nsubj", "csubj"))}
    levelled = []
    for token in tokens:
        if token.pos == "ADV" and token.dep == "advmod":
            if tokens[token.head].pos in NOMINAL and token.head not in predicates:
                token = replace(token, dep="amod")
        elif token.pos == "ADV" and token.dep == "xcomp" and token.form.lower() == "hoe":
            token = replace(token, dep="advmod")
        levelled.append(token)
    return replace(sentence, tokens=tuple(levelled))


def bare_lemmas(sentence: Sentence) -> Sentence:
    """Lemmas of separated verbs without their particle: "neemt ... deel" is "nemen", not "deelnemen".

    The pipeline puts the particle back where its own tree has one.
    """
    tokens = list(sentence.tokens)
    for at, token in enumerate(sentence.tokens):
        verb = tokens[token.head]
        particle = token.form.lower()
        if token.dep == "compound:prt" and token.head != at and verb.lemma.startswith(particle):
            bare = verb.lemma[len(particle) :]
            if len(bare) > 2 and not verb.form.lower().startswith(particle):
                tokens[token.head] = replace(verb, lemma=bare)
    return replace(sentence, tokens=tuple(tokens))


def natural_order(ident: str) -> tuple[str | int, ...]:
    """A sort key that puts ``s.2`` before ``s.10``, so that a text's sentences follow each other.

    >>> sorted(["wiki-1.p.2.s.10", "wiki-1.p.2.s.9"], key=natural_order)
    ['wiki-1.p.2.s.9', 'wiki-1.p.2.s.10']
    """
    return tuple(int(part) if part.isdigit() else part for part in re.split(r"(\d+)", ident))


def paragraph_of(ident: str) -> str | None:
    """The part of an identifier that names text and paragraph, or None when it does not tell.

    >>> paragraph_of("wiki-135.p.100.s.2"), paragraph_of("cdb/17")
    ('wiki-135.p.100', None)
    """
    head, mark, _ = ident.rpartition(".s.")
    return head if mark else None
