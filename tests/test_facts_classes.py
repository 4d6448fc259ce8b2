"""Sentences of each of the thirteen classes, with every role that they give.

They stand with what they must give in ``tests/data/facts.txt``. Those that are not read so today stand with
the reason in ``tests/data/class-gaps.txt``; ``python tests/gaps.py`` writes that file anew.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple, get_args

import pytest
from gaps import DATA, FILES, marked
from sentences import HEADING, read, roles_of

from extract.reading import FactKind

Roles = dict[str, str]


class Told(NamedTuple):
    """A sentence under a heading, and what it must give: class, modality and roles."""

    sentence: str
    heading: str
    facts: tuple[tuple[str, str, Roles], ...]


def sentences() -> dict[str, Told]:
    found: dict[str, Told] = {}
    heading, sentence = HEADING, ""
    for line in (DATA / "facts.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            heading = line[2:]
        elif line.startswith("> "):
            sentence = line[2:]
            found[sentence] = Told(sentence, heading, ())
            heading = HEADING
        elif line and not line.startswith("#"):
            known = found[sentence]
            found[sentence] = known._replace(facts=(*known.facts, _fact(line)))
    return found


def _fact(line: str) -> tuple[str, str, Roles]:
    what, _, roles = line.partition(": ")
    kind, _, modality = what.partition(" ")
    pairs = (role.partition("=") for role in roles.split("; "))
    return kind, modality, {name: value for name, _, value in pairs}


def shown(fact: tuple[str, str, Roles]) -> str:
    kind, modality, roles = fact
    return f"{kind} {modality}: " + "; ".join(f"{name}={value}" for name, value in sorted(roles.items()))


CASES = sentences()


def problem(told: Told) -> str:
    """What is missing from the reading of a sentence and what is too much; empty when it is right."""
    kinds = {kind for kind, _, _ in told.facts}
    facts = read(told.sentence, told.heading).facts
    mine = Counter(shown((f.kind, f.modality, roles_of(f))) for f in facts if f.kind in kinds)
    wanted = Counter(shown(fact) for fact in told.facts)
    missing, extra = sorted((wanted - mine).elements()), sorted((mine - wanted).elements())
    if not missing and not extra:
        return ""
    return f"wanted {' | '.join(missing) or 'no more'}, read {' | '.join(extra) or 'nothing instead'}"


@pytest.mark.parametrize("told", marked(CASES, FILES["test_facts_classes"]))
def test_a_sentence_gives_its_facts_with_all_their_roles(told: Told) -> None:
    assert not problem(told), told.sentence


@pytest.mark.parametrize("kind", get_args(FactKind))
def test_every_class_has_sentences(kind: str) -> None:
    least = 3 if kind == "Citation" else 4
    assert sum(any(kind == fact[0] for fact in told.facts) for told in CASES.values()) >= least


def test_every_sentence_tells_something() -> None:
    assert all(told.facts for told in CASES.values())


def test_the_same_fact_told_twice_is_one_with_two_passages() -> None:
    once = "In 2016 nam Hongarije met zes officieren deel aan UNMISS."
    again = "Aan UNMISS nam Hongarije in 2016 met zes officieren deel."
    [told] = [fact for fact in read(f"{once} {again}").facts if fact.kind == "Contribution"]
    assert [passage.quote for passage in told.passages] == [once, again]


def test_another_number_is_another_fact() -> None:
    first, other = (f"In 2016 nam Hongarije met {number} officieren deel aan UNMISS." for number in ("zes", "acht"))
    facts = [fact for fact in read(f"{first} {other}").facts if fact.kind == "Contribution"]
    assert [roles_of(fact)["personnel"] for fact in facts] == ["6", "8"]
