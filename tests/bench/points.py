"""Measure what words point at: "de missie", "beide landen", "hieraan", "ons land".

What the reader takes each such word to mean is compared with what a careful reader takes it to mean:
beside the sample letters (``tests/letters/*.points.tsv``) and in short passages (``tests/data/points.txt``).
*Right*: exactly the antecedents of the gold. *Wrong*: others, one too few or too many, or a word resolved that
the gold leaves unclear or does not mark. *Left alone*: not resolved, though the gold says what is meant; *rightly
so*, where the gold says "none". Precision is right of all resolved, recall right of all that can be resolved.

Kinds: mission, exercise, programme, organisation, agreement, weapon, meeting and place are nouns of that class
("de oefening", "dezelfde basis"); country "het land", countries "beide landen", own "ons land"; adverb is "hier",
"daaraan", "ervan", relative "waar", "waaraan"; pronoun "het", "zij".

Usage: python tests/bench/points.py [--wrong] [--missed]
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from extract.anatomy import anatomy
from extract.annotate.names import find_names, read_letter_names
from extract.facts import FactReader
from extract.knowledge import Knowledge, load_knowledge
from extract.language import load as load_pipeline
from extract.link import link
from extract.pipeline import known_words
from extract.reading import Ref
from extract.source import Source, read_source, source_of
from kg.gold import folded

TESTS = Path(__file__).parents[1]
LETTERS = tuple(sorted((TESTS / "letters").glob("*.points.tsv")))
PASSAGES = TESTS / "data" / "points.txt"
NONE = "none"
_MARKED = re.compile(r"⟦([^|⟧]+)\|(\w+)\|([^⟧]+)⟧")
_HEAD = "Ministerie van Defensie\n\nAan de Voorzitter van de Tweede Kamer\n\nBetreft: Samenwerking\n\n"
_CLOSE = "\n\nDe minister van Defensie,\n"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A word or phrase that points, and what it points at: one of these sets of names (an empty one: nothing).

    ``start`` and ``end`` are characters of the text, the end exclusive. Each antecedent is the set of names,
    folded, that it goes by.
    """

    start: int
    end: int
    text: str
    kind: str
    choices: tuple[tuple[frozenset[str], ...], ...]

    @property
    def clear(self) -> bool:
        """Whether it points at something, and a reader who leaves it alone is wrong."""
        return () not in self.choices


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader takes the characters from ``start`` to ``end`` to point at: the names of each thing."""

    start: int
    end: int
    names: tuple[frozenset[str], ...]

    def right(self, pointer: Pointer) -> bool:
        """Whether it names all the antecedents of one choice, and nothing else."""
        return any(
            len(choice) == len(self.names)
            and all(any(_same(wanted, given) for given in self.names) for wanted in choice)
            and all(any(_same(wanted, given) for wanted in choice) for given in self.names)
            for choice in pointer.choices
        )


def _same(wanted: frozenset[str], given: frozenset[str]) -> bool:
    """Whether two sets hold one name; where long names begin alike, how far a name goes does not count here."""
    if wanted & given:
        return True
    pairs = ((one, other) for one in wanted for other in given if min(len(one), len(other)) > 9)
    return any(one.startswith(other) or other.startswith(one) for one, other in pairs)


@dataclass(slots=True)
class Outcome:
    """Counts by kind of expression, and what was wrong or missed in words.

    ``lost`` are those of the wrong ones that a careful reader resolves otherwise.
    """

    right: Counter[str]
    wrong: Counter[str]
    alone: Counter[str]
    rightly: Counter[str]
    lost: Counter[str]
    told: list[str]

    @classmethod
    def none(cls) -> Outcome:
        return cls(Counter(), Counter(), Counter(), Counter(), Counter(), [])

    def add(self, other: Outcome) -> None:
        for mine, theirs in zip(self._counts(), other._counts(), strict=True):
            mine.update(theirs)
        self.told.extend(other.told)

    def _counts(self) -> tuple[Counter[str], ...]:
        return self.right, self.wrong, self.alone, self.rightly, self.lost

    @property
    def precision(self) -> float:
        """Right of all that was resolved."""
        given = self.right.total() + self.wrong.total()
        return self.right.total() / given if given else 1.0

    @property
    def recall(self) -> float:
        """Right of all that can be resolved."""
        return self.right.total() / max(self.right.total() + self.alone.total() + self.lost.total(), 1)


def compare(gold: Sequence[Pointer], given: Sequence[Answer], text: str) -> Outcome:
    """Count what is right, wrong and left alone.

    >>> land = Pointer(10, 18, "het land", "country", ((frozenset({"spanje"}),),))
    >>> outcome = compare([land], [Answer(10, 18, (frozenset({"spanje", "es"}),))], "Spanje en het land.")
    >>> outcome.right["country"], outcome.precision, compare([land], [], "").alone["country"]
    (1, 1.0, 1)
    """
    outcome = Outcome.none()
    used: set[int] = set()
    for pointer in gold:
        at = next((i for i, a in enumerate(given) if a.start < pointer.end and pointer.start < a.end), None)
        where = _around(text, pointer.start, pointer.end)
        if at is None:
            (outcome.alone if pointer.clear else outcome.rightly)[pointer.kind] += 1
            if pointer.clear:
                outcome.told.append(f"left alone {pointer.kind}: {where}")
            continue
        used.add(at)
        if given[at].right(pointer):
            outcome.right[pointer.kind] += 1
        else:
            outcome.wrong[pointer.kind] += 1
            outcome.lost[pointer.kind] += pointer.clear
            shown = " + ".join(min(names, key=len) for names in given[at].names)
            outcome.told.append(f"wrong {pointer.kind}: {where} → {shown}")
    for at, answer in enumerate(given):
        if at not in used:
            outcome.wrong["unmarked"] += 1
            shown = " + ".join(min(names, key=len) for names in answer.names)
            outcome.told.append(f"wrong unmarked: {_around(text, answer.start, answer.end)} → {shown}")
    return outcome


def _around(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[max(0, start - 60) : start]}[{text[start:end]}]{text[end : end + 30]}".split())


def letter_gold(path: Path) -> list[Pointer]:
    """The gold beside a letter; keys are those of its gold file."""
    letter = path.name.partition(".")[0]
    gold = json.loads(path.with_name(f"{letter}.gold.json").read_text(encoding="utf-8"))
    names = {entity["key"]: frozenset(folded(name) for name in entity["names"]) for entity in gold["entities"]}
    text = path.with_name(f"{letter}.txt").read_bytes().decode()
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            start, end = int(row["start"]), int(row["end"])
            if " ".join(text[start:end].split()) != row["text"]:
                raise ValueError(
                    f"{path.name}: {text[start:end]!r} at {start}, not {row['text']!r}: correct the offsets"
                )
            choices = tuple(_choice(choice, names) for choice in row["antecedents"].split(" / "))
            found.append(Pointer(start, end, row["text"], row["kind"], choices))
    return found


def _choice(choice: str, names: dict[str, frozenset[str]]) -> tuple[frozenset[str], ...]:
    return () if choice == NONE else tuple(names[key] for key in choice.split("; "))


def passages() -> Iterator[tuple[str, list[Pointer]]]:
    """Each passage as a small letter, with what is marked in it."""
    body = "".join(line for line in PASSAGES.open(encoding="utf-8") if not line.startswith("# ") and line != "#\n")
    for passage in body.split("==\n")[1:]:
        text, at, found = _HEAD, 0, []
        for mark in _MARKED.finditer(passage):
            text += passage[at : mark.start()]
            start, at = len(text), mark.end()
            text += mark[1]
            choices = tuple(
                () if choice == NONE else tuple(frozenset({folded(name)}) for name in choice.split("; "))
                for choice in mark[3].split(" / ")
            )
            found.append(Pointer(start, len(text), mark[1], mark[2], choices))
        yield text + passage[at:] + _CLOSE, found


def answers(source: Source, nlp: Language, knowledge: Knowledge) -> list[Answer]:
    """What the reader resolves in a letter, in order of place."""
    parts = anatomy(source, known_words(knowledge))
    texts = [block.text for block in parts.blocks]
    here = read_letter_names(texts, knowledge)
    links = link(parts, [find_names(text, knowledge, here) for text in texts], knowledge)
    reader = FactReader(parts, links, knowledge, nlp)
    reader.run()
    names: dict[str, set[str]] = defaultdict(set)
    for concept in knowledge.concepts.values():
        known = (concept.label, *concept.names, *concept.hidden, *concept.codes, *concept.adjectives)
        names[concept.id] = {folded(name) for name in known}
    for entity in links.entities:
        names[entity.id] |= {folded(name) for name in (entity.label, *entity.names)}
    for row in links.by_block:
        for name in row:
            names[name.entity].add(folded(name.text))
    found = []
    for pointed in reader.pointed:
        span = parts.blocks[pointed.block].span(pointed.start, pointed.end)
        ids = [filled.value.id for filled in pointed.found if isinstance(filled.value, Ref)]
        found.append(Answer(span.start, span.end, tuple(frozenset(names[i]) for i in ids)))
    return sorted(found, key=lambda answer: answer.start)


def measure_letters(nlp: Language, knowledge: Knowledge, paths: Iterable[Path] = LETTERS) -> Outcome:
    """All sample letters together."""
    outcome = Outcome.none()
    for path in paths:
        source = read_source(path.with_name(path.name.replace(".points.tsv", ".txt")))
        outcome.add(compare(letter_gold(path), answers(source, nlp, knowledge), source.text))
    return outcome


def measure_passages(nlp: Language, knowledge: Knowledge) -> Outcome:
    """All passages together."""
    outcome = Outcome.none()
    for text, gold in passages():
        outcome.add(compare(gold, answers(source_of(text), nlp, knowledge), text))
    return outcome


def table(outcome: Outcome) -> str:
    """A row for each kind, and one for all."""
    kinds = sorted({kind for counts in outcome._counts() for kind in counts})
    lines = [f"{'':14s}{'right':>7s}{'wrong':>7s}{'left alone':>12s}{'rightly so':>12s}{'P':>8s}{'R':>7s}"]
    for kind in kinds:
        right, wrong, alone, rightly, lost = (counts[kind] for counts in outcome._counts())
        precision = f"{right / (right + wrong):.3f}" if right + wrong else "-"
        recall = f"{right / (right + alone + lost):.3f}" if right + alone + lost else "-"
        lines.append(f"{kind:14s}{right:7d}{wrong:7d}{alone:12d}{rightly:12d}{precision:>8s}{recall:>7s}")
    totals = [counts.total() for counts in outcome._counts()]
    lines.append(
        f"{'all':14s}{totals[0]:7d}{totals[1]:7d}{totals[2]:12d}{totals[3]:12d}"
        f"{outcome.precision:8.3f}{outcome.recall:7.3f}"
    )
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Measure letters and passages, and print what was found."""
    nlp, knowledge = load_pipeline(), load_knowledge()
    for title, outcome in (
        ("Sample letters", measure_letters(nlp, knowledge)),
        ("Passages", measure_passages(nlp, knowledge)),
    ):
        print(f"{title}\n{table(outcome)}")
        for line in outcome.told:
            if ("--wrong" in arguments and line.startswith("wrong")) or (
                "--missed" in arguments and line.startswith("left")
            ):
                print(f"  {line}")


if __name__ == "__main__":
    main(sys.argv[1:])
