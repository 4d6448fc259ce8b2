"""What the order of verbs, particles and phrases tells about a wording."""

from __future__ import annotations

from collections.abc import Sequence

from extract.facts.clauses import Clause
from extract.facts.dutch import DETERMINERS
from extract.facts.phrases import Phrase
from extract.facts.units import Unit
from extract.facts.wordings import VerbForm, Wording


def object_named(wording: Wording, clause: Clause) -> bool:
    """Whether the noun stands in the clause that a verb needs to tell the fact: "draagt *de leiding* over"."""
    around = [clause.antecedent] if clause.antecedent is not None else []
    return not wording.objects or any(p.noun in wording.objects for p in [*around, *clause.phrases])


def acts(phrase: Phrase, bare: Sequence[Phrase], clause: Clause) -> bool:
    """Whether what stands before the verb does it: a thing without a name comes behind ("de raad nam de nota aan")."""
    verb = next((verb for verb in clause.verbs if verb.finite), None)
    if clause.kind != "main" or verb is None or phrase.end > verb.start:
        return False
    things = [p for p in bare if p.start > verb.start and p.nouns and p.words[0] in DETERMINERS]
    return any(not (thing.names or thing.owners) for thing in things)


def before_te(particle: str, verb: Unit, words: Sequence[Unit]) -> bool:
    """ "op te zetten": the particle, "te" and the infinitive side by side."""
    at = next((i for i, word in enumerate(words) if word is verb), 0)
    return at >= 2 and words[at - 1].low == "te" and words[at - 2].low == particle


def particle_length(form: VerbForm) -> int:
    """Letters of the separable part of the verb that a form belongs to."""
    return len(form.base.partition("|")[0]) if "|" in form.base else 0
