"""Measure cleaning against the clean text that a person typed for each sample letter.

Usage: python tests/bench/cleaning.py [LETTER.txt GOLD.md]...

Without arguments the sample letters are measured. With ``BONDGENOOT_SEEDS`` set to a folder with
``letter-clean.txt``, the sentence ends of that letter are measured too, against offsets noted by hand.

A gold file (``tests/letters/*.clean.md``) has one sentence a line and a blank line between blocks; a
heading opens with ``# ``, an item with ``- ``, a footnote with ``[^1] ``, and a table row with ``| ``.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from spacy.language import Language

from extract import load_pipeline
from extract.anatomy import Anatomy, anatomy
from extract.facts.sentences import bounds
from extract.knowledge import load_knowledge
from extract.pipeline import known_words, names_of
from extract.source import read_source

LETTERS = Path(__file__).parents[1] / "letters"
SEED_ENDS = Path(__file__).with_name("seed-sentences.json")
BODY = ("heading", "paragraph", "item", "footnote", "table")
_MARK = re.compile(r"(# |- |\[\^\d+\] |\| )?(.*)", re.DOTALL)
_KINDS = {"# ": "heading", "- ": "item", "| ": "table"}


@dataclass(frozen=True, slots=True)
class Text:
    """A block of a letter: its kind and its sentences."""

    kind: str
    sentences: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the block."""
        return tuple(" ".join(self.sentences).split())


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured on one letter; shares are of the gold, from 0 to 1."""

    letter: str
    words: int
    damaged: float
    left: int
    blocks: float
    sentences: int
    broken: float
    ends_f1: float
    inner_f1: float

    def line(self) -> str:
        """The figures on one line."""
        return (
            f"{self.letter}: {self.words} words, damaged {self.damaged:.2%}, words too many {self.left}, "
            f"blocks right {self.blocks:.1%}; {self.sentences} sentences, broken {self.broken:.1%}, "
            f"ends F1 {self.ends_f1:.4f} (inside blocks {self.inner_f1:.4f})"
        )


def read_gold(path: Path) -> list[Text]:
    """The blocks of a gold file."""
    texts = []
    for part in re.split(r"\n{2,}", path.read_text(encoding="utf-8").strip()):
        mark, rest = _MARK.fullmatch(part).groups()  # type: ignore[union-attr]
        kind = "paragraph" if mark is None else _KINDS.get(mark, "footnote")
        texts.append(Text(kind, (rest.replace(" | ", " "),) if kind == "table" else tuple(rest.split("\n"))))
    return texts


def read_clean(path: Path, nlp: Language) -> list[Text]:
    """The blocks of a letter with the sentences that the fact reader gets."""
    return [text for text, _ in _sentences(read(path), nlp)]


def read(path: Path) -> Anatomy:
    """A letter taken apart, as the pipeline does it."""
    return anatomy(read_source(path), known_words(load_knowledge()))


def _sentences(parts: Anatomy, nlp: Language) -> Iterator[tuple[Text, list[int]]]:
    """The body blocks, each with the source offsets after the last characters of its sentences."""
    knowledge = load_knowledge()
    links = names_of(parts, knowledge)
    chosen = [(block, names) for block, names in zip(parts.blocks, links.by_block, strict=True) if block.kind in BODY]
    docs = nlp.pipe(block.text for block, _ in chosen)
    for (block, names), doc in zip(chosen, docs, strict=True):
        spans = [(start, start + len(block.text[start:end].rstrip())) for start, end, _ in bounds(doc, names)]
        if block.kind == "table":
            spans = [(0, len(block.text))]
        sentences = tuple(block.text[start:end].strip().replace("\t", " ") for start, end in spans)
        yield Text(block.kind, sentences), [block.span(start, end).end for start, end in spans]


def f1(gold: set[int], found: set[int]) -> float:
    """The harmonic mean of precision and recall.

    >>> f1({1, 2}, {2, 3}), f1(set(), set())
    (0.5, 1.0)
    """
    return 2 * len(gold & found) / (len(gold) + len(found)) if gold or found else 1.0


def _ends(texts: Iterable[Text]) -> tuple[set[int], set[int]]:
    """The number of the last word of each sentence, and of those that do not end a block."""
    ends: set[int] = set()
    last: set[int] = set()
    at = 0
    for text in texts:
        for sentence in text.sentences:
            at += len(sentence.split())
            ends.add(at - 1)
        last.add(at - 1)
    return ends, ends - last


def compare(letter: str, gold: Sequence[Text], clean: Sequence[Text]) -> Figures:
    """Measure clean blocks against gold blocks."""
    gold_words = [word for text in gold for word in text.words]
    words = [word for text in clean for word in text.words]
    matcher = SequenceMatcher(None, gold_words, words, autojunk=False)
    place = {b + i: a + i for a, b, size in matcher.get_matching_blocks() for i in range(size)}
    gold_ends, gold_inner = _ends(gold)
    ends, inner = ({place.get(end, -1 - end) for end in found} for found in _ends(clean))
    blocks = {(text.kind, text.words) for text in clean}
    sentences = [sentence for text in gold for sentence in text.sentences]
    made = {sentence for text in clean for sentence in text.sentences}
    return Figures(
        letter=letter,
        words=len(gold_words),
        damaged=1 - len(place) / len(gold_words),
        left=len(words) - len(place),
        blocks=sum((text.kind, text.words) in blocks for text in gold) / len(gold),
        sentences=len(sentences),
        broken=sum(sentence not in made for sentence in sentences) / len(sentences),
        ends_f1=f1(gold_ends, ends),
        inner_f1=f1(gold_inner, inner),
    )


def measure(path: Path, gold: Path, nlp: Language) -> Figures:
    """Clean a letter and measure it."""
    return compare(path.name, read_gold(gold), read_clean(path, nlp))


def sample_letters() -> list[tuple[Path, Path]]:
    """The sample letters with their gold."""
    golds = sorted(LETTERS.glob("*.clean.md"))
    return [(gold.with_name(gold.name.replace(".clean.md", ".txt")), gold) for gold in golds]


def seed_ends(folder: Path, nlp: Language) -> float:
    """F1 of the sentence ends of the letter in ``folder``, block ends included.

    Raises:
        ValueError: the letter is another than the one whose sentence ends were noted.
    """
    noted = json.loads(SEED_ENDS.read_text(encoding="utf-8"))
    parts = read(folder / "letter-clean.txt")
    if parts.source.sha256 != noted["sha256"]:
        raise ValueError(f"{folder / 'letter-clean.txt'} has another fingerprint than {SEED_ENDS.name} was noted for.")
    return f1(set(noted["ends"]), {end for _, ends in _sentences(parts, nlp) for end in ends})


def main() -> None:
    """Print the figures."""
    given = [Path(name) for name in sys.argv[1:]]
    nlp = load_pipeline()
    for letter, gold in list(zip(given[::2], given[1::2], strict=True)) or sample_letters():
        print(measure(letter, gold, nlp).line())
    if folder := os.environ.get("BONDGENOOT_SEEDS"):
        print(f"letter-clean.txt: sentence ends F1 {seed_ends(Path(folder), nlp):.4f}")


if __name__ == "__main__":
    main()
