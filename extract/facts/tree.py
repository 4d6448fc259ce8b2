"""Clauses as the dependency tree has them: a second reading beside that of word order.

Word order and tree err in different sentences. :mod:`extract.facts.clauses` reads first; what it
leaves without a fact is read again with these clauses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from extract.facts.clauses import Clause, with_participles
from extract.facts.dutch import COORDINATORS, RELATIVE
from extract.facts.phrases import Element, Phrase, chunk, is_verb
from extract.facts.units import Unit

_KINDS: dict[str, Literal["main", "relative", "sub", "reduced"]] = {
    "ROOT": "main",
    "parataxis": "main",
    "acl:relcl": "relative",
    "acl": "reduced",
    "advcl": "sub",
    "ccomp": "sub",
    "csubj": "sub",
}
"""Relations that begin a clause, and its kind. An "xcomp" shares its subject with the clause that it
stands in, but for one of purpose: "vroeg A om een schip te sturen" does not tell who sends it."""


def tree_clauses(units: Sequence[Unit], tokens: Sequence[Any]) -> list[Clause]:
    """Cut one sentence into clauses by its tree, participle clauses inside noun phrases included.

    Args:
        units: the sentence's units.
        tokens: spaCy tokens of the same sentence, with heads and relations.
    """
    elements, inner = chunk(units)
    return with_participles(_Tree(elements, tokens).run(), inner)


class _Tree:
    def __init__(self, elements: Sequence[Element], tokens: Sequence[Any]) -> None:
        self.elements = elements
        self.tokens = tokens
        self.clauses: dict[int, Clause] = {}
        self.heads: dict[int, int] = {}

    def run(self) -> list[Clause]:
        placed = [(element, self._head(element)) for element in self.elements]
        for at, (element, token) in enumerate(placed):
            if token is None or (isinstance(element, Unit) and element.kind == "mark"):
                continue
            clause = self._clause(self._clausal(token))
            if isinstance(element, Phrase):
                self._phrase(element, clause, self.elements[at - 1] if at else None)
            elif is_verb(element):
                clause.widen(element.start, element.end)
                clause.verbs.append(element)
            else:
                clause.widen(element.start, element.end)
                clause.words.append(element)
                joins = token.dep_ == "mark" or (clause.kind == "relative" and element.low.startswith("waar"))
                clause.opener = clause.opener or (element if joins else None)
        phrases = [element for element in self.elements if isinstance(element, Phrase)]
        for number, clause in self.clauses.items():
            self._relate(number, clause, phrases)
        return [clause for _, clause in sorted(self.clauses.items()) if clause.verbs or clause.phrases]

    def _head(self, element: Element) -> Any | None:
        """The token that governs the others of an element."""
        start, end = element.start, element.end
        inside = [t for t in self.tokens if t.idx < end and t.idx + len(t.text) > start]
        numbers = {t.i for t in inside}
        outward = [t for t in inside if t.head.i not in numbers or t.head.i == t.i]
        nouns = [t for t in outward if t.pos_ not in ("ADP", "DET", "PUNCT", "ADV")]
        return next(iter(nouns or outward or inside), None)

    def _clausal(self, token: Any) -> Any:
        """The predicate of the clause that a token stands in."""
        steps = 0
        while steps < 200 and not self._is_predicate(token):
            token = token.head
            steps += 1
        return token

    def _is_predicate(self, token: Any) -> bool:
        if token.head.i == token.i or token.dep_ in _KINDS:
            return True
        if token.dep_ == "xcomp":
            return any(child.dep_ == "mark" and child.lower_ == "om" for child in token.children)
        if token.dep_ != "conj" or not self._is_predicate(token.head):
            return False
        return token.pos_ in ("VERB", "AUX") or any(child.dep_ in ("cop", "aux", "nsubj") for child in token.children)

    def _clause(self, predicate: Any) -> Clause:
        if predicate.i not in self.clauses:
            first = predicate
            while first.dep_ == "conj" and self._is_predicate(first.head):
                first = first.head
            self.clauses[predicate.i] = Clause("sub" if first.dep_ == "xcomp" else _KINDS.get(first.dep_, "main"))
            self.heads[predicate.i] = predicate.head.i
            if predicate.head.i != predicate.i:
                outer = self._clausal(predicate.head)
                clause = self.clauses[predicate.i]
                if predicate.dep_ == "conj":
                    clause.before = self._clause(outer)
                    clause.elided = not any(c.dep_.startswith("nsubj") for c in predicate.children)
                else:
                    clause.parent = self._clause(outer)
        return self.clauses[predicate.i]

    def _phrase(self, phrase: Phrase, clause: Clause, before: Element | None) -> None:
        opens = isinstance(before, Unit) and (before.text == "," or before.low in COORDINATORS)
        phrase.link = before.low if opens and isinstance(before, Unit) else ""
        if phrase.prep is None and len(phrase.units) == 1 and phrase.units[0].low in RELATIVE:
            clause.widen(phrase.start, phrase.end)
            clause.words.append(phrase.units[0])
            clause.opener = clause.opener or phrase.units[0]
            return
        clause.widen(phrase.prep_unit.start if phrase.prep_unit else phrase.start, phrase.end)
        clause.phrases.append(phrase)

    def _relate(self, number: int, clause: Clause, phrases: Sequence[Phrase]) -> None:
        """Find what a relative clause or a participle says something about."""
        if clause.kind not in ("relative", "reduced"):
            return
        head = next((t for t in self.tokens if t.i == self.heads[number]), None)
        if head is not None:
            clause.antecedent = next((p for p in phrases if p.start <= head.idx < p.end), None)
