"""Lemmas: a table by part of speech and form, and rules that rewrite the forms that it does not have.

A rule says what is cut off and put on at both ends of a form; rules are learned from pairs of
form and lemma, and the network chooses among them.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from extract.network.forms import SHORTEST_FRONT, SHORTEST_TAIL, normal

PARTICLE = "compound:prt"
"""Relation of a separated particle to its verb."""


def rule_of(form: str, lemma: str) -> str:
    """The rule that makes the lemma from the form.

    It reads ``case;cut;put;cut;put``: "l" when the form is lowered first, letters cut off and put
    on in front, letters cut off and put on at the end. Forms without a common part have the
    lemma itself as a rule.

    >>> rule_of("Landen", "land")
    'l;0;;2;'
    >>> rule_of("gezet", "zetten")
    'l;2;;0;ten'
    >>> rule_of("is", "zijn")
    '=zijn'
    """
    case = "l" if lemma == lemma.lower() else "k"
    base = form.lower() if case == "l" else form
    if base == lemma:
        return f"{case};0;;0;"
    match = SequenceMatcher(None, base, lemma, autojunk=False).find_longest_match()
    if match.size < 2 and len(base) > 1:
        return f"={lemma}"
    end = match.a + match.size
    return f"{case};{match.a};{lemma[: match.b]};{len(base) - end};{lemma[match.b + match.size :]}"


def apply_rule(form: str, rule: str) -> str | None:
    """The lemma that a rule makes, or None when the form is too short for it.

    >>> apply_rule("gezegd", "l;2;;1;gen"), apply_rule("a", "l;0;;2;")
    ('zeggen', None)
    """
    if rule.startswith("="):
        return rule[1:]
    case, cut, front, drop, back = rule.split(";", 4)
    base = form.lower() if case == "l" else form
    start, end = int(cut), len(base) - int(drop)
    if start > end or (start == end and not front + back):
        return None
    return front + base[start:end] + back


@dataclass(frozen=True, slots=True)
class LemmaTable:
    """Lemmas by part of speech and lower-cased form."""

    lemmas: Mapping[str, Mapping[str, str]]

    def look_up(self, form: str, pos: str) -> str | None:
        """The lemma, or None when the table does not have the form with that part of speech.

        A noun that is not listed has the lemma of the longest listed noun that it ends in, behind
        its own front part.

        >>> table = LemmaTable({"NOUN": {"systemen": "systeem"}})
        >>> [table.look_up(form, "NOUN") for form in ("Systemen", "Wapensystemen", "NH90-systemen", "patronen")]
        ['systeem', 'wapensysteem', 'NH90-systeem', None]
        """
        listed = self.lemmas.get(pos, {})
        low = normal(form).lower()
        if low in listed:
            return listed[low]
        if pos == "AUX":
            return self.look_up(form, "VERB")
        if pos == "NOUN":
            for start in range(SHORTEST_FRONT, len(low) - SHORTEST_TAIL):
                if low[start:] in listed:
                    front = form[:start]
                    return (front.lower() if front[1:].islower() else front) + listed[low[start:]]
        return None


def with_particles(
    forms: Sequence[str], lemmas: Sequence[str], heads: Sequence[int], deps: Sequence[str], verbs: Container[str]
) -> list[str]:
    """Lemmas of separated verbs with their particle in front, where that makes a verb of ``verbs``.

    >>> forms, lemmas, heads = ["Zij", "neemt", "deel"], ["zij", "nemen", "deel"], [1, 1, 1]
    >>> with_particles(forms, lemmas, heads, ["nsubj", "ROOT", "compound:prt"], {"nemen", "deelnemen"})
    ['zij', 'deelnemen', 'deel']
    """
    longer = {head for at, (head, dep) in enumerate(zip(heads, deps, strict=True)) if dep == "fixed" and head != at}
    whole = list(lemmas)
    for at, (head, dep) in enumerate(zip(heads, deps, strict=True)):
        joined = forms[at].lower() + lemmas[head]
        if dep == PARTICLE and head != at and at not in longer and joined in verbs:
            whole[head] = joined
    return whole
