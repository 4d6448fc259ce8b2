"""Clauses: which phrases stand with which verb.

Dutch marks its clauses well: a relative pronoun or a subordinating conjunction opens one, its
verb closes it, and a finite verb right after a comma takes up the main clause again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from extract.facts.dutch import (
    ALWAYS_SUBORDINATE,
    CONDITIONS,
    COORDINATORS,
    INSTEAD,
    PARTICLES,
    PRONOMINAL,
    RELATIVE,
    SUBORDINATE,
)
from extract.facts.joined import appose, coordinate
from extract.facts.phrases import Element, Phrase, chunk, is_verb
from extract.facts.units import Unit


@dataclass(slots=True)
class Clause:
    """Verbs, phrases and loose words that belong together.

    ``antecedent`` is the phrase that a relative clause says something about, ``before`` the
    clause whose subject is understood when this one has none (``elided``: it begins with its verb).
    """

    kind: Literal["main", "relative", "sub", "participle", "reduced"]
    verbs: list[Unit] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    words: list[Unit] = field(default_factory=list)
    antecedent: Phrase | None = None
    before: Clause | None = None
    parent: Clause | None = None
    opener: Unit | None = None
    start: int = 0
    end: int = 0
    elided: bool = False

    def widen(self, start: int, end: int) -> None:
        self.start = start if not (self.verbs or self.phrases or self.words) else min(self.start, start)
        self.end = max(self.end, end)


def clauses_of(units: Sequence[Unit]) -> list[Clause]:
    """Cut one sentence into clauses, participle clauses included."""
    elements, inner = chunk(units)
    return with_participles(_Cutter(elements).run(), inner)


def with_participles(found: list[Clause], inner: Sequence[tuple[Phrase, Unit, list[Phrase]]]) -> list[Clause]:
    """Clauses with those that noun phrases hold, and their phrases tied together."""
    for outer, participle, phrases in inner:
        parent = next((clause for clause in found if any(phrase is outer for phrase in clause.phrases)), None)
        clause = Clause("participle", [participle], list(phrases), antecedent=outer, parent=parent)
        clause.start = min([participle.start, *(phrase.start for phrase in phrases)])
        clause.end = outer.end
        found.append(clause)
    for clause in found:
        appose(clause.phrases)
        coordinate(clause.phrases)
    return found


class _Cutter:
    def __init__(self, elements: Sequence[Element]) -> None:
        self.elements = elements
        self.current = Clause("main")
        self.done: list[Clause] = [self.current]
        self.stack: list[Clause] = []
        self.closes = -1

    def run(self) -> list[Clause]:
        for at, element in enumerate(self.elements):
            before = self.elements[at - 1] if at else None
            after = self.elements[at + 1] if at + 1 < len(self.elements) else None
            if isinstance(element, Phrase):
                self._phrase(element, at, before, after)
            elif element.kind == "mark":
                self._mark(element, at, after)
            elif is_verb(element):
                self._verb(element, at, before)
            else:
                self._word(element, at, before, after)
        return [clause for clause in self.done if clause.verbs or clause.phrases]

    def _open(
        self, kind: Literal["main", "relative", "sub", "reduced"], opener: Unit | None, antecedent: Phrase | None
    ) -> None:
        if kind != "main":
            self.stack.append(self.current)
            parent: Clause | None = self.current
        else:
            parent = None
            self.stack.clear()
        self.current = Clause(kind, antecedent=antecedent, parent=parent, opener=opener)
        self.done.append(self.current)

    def _resume(self) -> None:
        if self.stack:
            self.current = self.stack.pop()

    def _last_phrase(self) -> Phrase | None:
        for clause in (self.current, *reversed(self.stack)):
            if clause.phrases:
                return clause.phrases[-1]
        return None

    def _phrase(self, phrase: Phrase, at: int, before: Element | None, after: Element | None) -> None:
        first = phrase.units[0].low if phrase.units else ""
        both = isinstance(before, Unit) and self._pairs(before)
        opens = isinstance(before, Unit) and (before.text == "," or before.low in COORDINATORS or both)
        phrase.link = before.low if opens and isinstance(before, Unit) else ""
        if both:
            phrase.link = "en"
        if phrase.prep is None and first in RELATIVE and opens and len(phrase.units) == 1:
            self._relative(phrase.units[0], before)
            return
        if phrase.prep in INSTEAD and not phrase.units and phrase.prep_unit is not None:
            self._subordinate(replace(phrase.prep_unit, text=phrase.prep))
            return
        told = isinstance(before, Unit) and before.kind == "word" and not opens
        if told and first == "dat" and len(phrase.units) == 1 and phrase.prep is None and self._verb_last(at):
            self._subordinate(phrase.units[0])
            return
        if (
            phrase.prep is None
            and first in ("die", "dat", "wie", "welke", "waar")
            and not phrase.filled
            and before is not None
            and not isinstance(before, Unit)
        ):
            self._relative(phrase.units[0], before)
            return
        self._add(phrase)

    def _add(self, phrase: Phrase) -> None:
        self.current.widen(phrase.prep_unit.start if phrase.prep_unit else phrase.start, phrase.end)
        self.current.phrases.append(phrase)

    def _relative(self, opener: Unit, before: Element | None) -> None:
        if isinstance(before, Unit) and before.low in COORDINATORS and self.current.kind == "relative":
            antecedent = self.current.antecedent
            self._resume()
        else:
            antecedent = self._one_of(self._last_phrase())
        self._open("relative", opener, antecedent)
        self.current.words.append(opener)
        self.current.start, self.current.end = opener.start, opener.end

    def _subordinate(self, opener: Unit) -> None:
        self._open("sub", opener, self._last_phrase())
        self.current.words.append(opener)
        self.current.start, self.current.end = opener.start, opener.end

    def _verb_last(self, at: int) -> bool:
        """Whether a verb closes what follows a word that may open a clause without a comma.

        "meldt dat Polen deelneemt", "komt als de kosten dalen"; not "doet dat met Polen", "zal als lid deelnemen".
        """
        helped = any(verb.pos == "AUX" for verb in self.current.verbs)
        for before, element in pairwise(self.elements[at:]):
            if isinstance(element, Unit) and (element.kind == "mark" or element.low in ALWAYS_SUBORDINATE):
                return False
            if isinstance(element, Unit) and is_verb(element):
                plural = element.low.endswith("en") and not element.low.startswith("ge") and not helped
                joined = isinstance(before, Unit) and before.low in (*COORDINATORS, "te")
                finite_like = element.finite or plural or self._alone(element)
                return finite_like and not joined and before is not self.elements[at]
        return False

    def _one_of(self, last: Phrase | None) -> Phrase | None:
        """ "Anemoon, een van de schepen van X, dat …": what follows is told of the one, not of the others."""
        phrases = self.current.phrases
        for at in range(len(phrases) - 1, 0, -1):
            if phrases[at].words in (["een"], ["één"]) and phrases[at].link == ",":
                return phrases[at - 1]
            if phrases[at].prep != "van":
                break
        return last

    def _alone(self, verb: Unit) -> bool:
        """A form in -t or -d that a tagger may take for a participle, where no verb goes with one."""
        return verb.low.endswith(("t", "d")) and not any(
            e is not verb and isinstance(e, Unit) and e.pos == "AUX" for e in self.elements
        )

    def _mark(self, mark: Unit, at: int, after: Element | None) -> None:
        if mark.text in (";", "."):
            previous = self.done[0] if not self.stack else self.stack[0]
            self._open("main", None, None)
            self.current.before = previous
        elif mark.text == ":":
            previous = self.current
            self._open("main", mark, None)
            self.current.before = previous
        elif mark.text == "," and at == self.closes:
            self._resume()
        elif mark.text == "," and (close := self._parenthesis(at)):
            self.closes = close
            self._open("reduced", None, self._described())
        elif mark.text == "," and self._opened_by("waarvan") and not self.current.verbs and self.stack:
            self._resume()
        elif mark.text == "," and self.stack and self.current.verbs:
            closed = self.elements[at - 1]
            if isinstance(after, Unit) and is_verb(after):
                self._resume()
            elif self.current.kind == "reduced" and isinstance(after, Phrase):
                if after.prep is not None or (after.words[:1] and after.words[0] in PARTICLES):
                    self._resume()
            elif isinstance(closed, Unit) and is_verb(closed) and self.current.kind in ("relative", "sub", "reduced"):
                self._resume()

    def _pairs(self, word: Unit) -> bool:
        """The second half of "zowel A als B"."""
        earlier = (e for e in self.elements if isinstance(e, Unit) and e.low == "zowel" and e.start < word.start)
        return word.low == "als" and next(earlier, None) is not None

    def _opened_by(self, word: str) -> bool:
        return self.current.opener is not None and self.current.opener.low == word

    def _verb(self, verb: Unit, at: int, before: Element | None) -> None:
        if (
            isinstance(before, Unit)
            and before.text == ","
            and not verb.finite
            and self._last_phrase() is not None
            and not self.stack
            and self._is_reduced(at)
        ):
            self._open("reduced", None, self._described())
        elif isinstance(before, Unit) and before.low in ("en", "maar") and self.current.verbs and not self.stack:
            previous = self.current
            self._open("main", None, None)
            self.current.before, self.current.elided = previous, True
        self.current.widen(verb.start, verb.end)
        self.current.verbs.append(verb)

    def _parenthesis(self, at: int) -> int:
        """Where a stretch between commas ends that holds a participle or no verb at all; 0 for none.

        ", in 2016 door X opgericht,"; ", sinds 2014 onder Y leiding," before the verb of the clause.
        """
        if self.current.kind == "reduced" or not self.current.phrases:
            return 0
        end = next((i for i in range(at + 1, len(self.elements)) if _is_mark(self.elements[i], ",;.:")), 0)
        inside = self.elements[at + 1 : end]
        if end == 0 or end == at + 1 or not _is_mark(self.elements[end], ","):
            return 0
        verbs = [e for e in inside if isinstance(e, Unit) and is_verb(e)]
        begins, last = inside[0], inside[-1]
        after = self.elements[end + 1] if end + 1 < len(self.elements) else None
        if not isinstance(begins, Phrase) or begins.prep is None:
            return 0
        if len(verbs) == 1 and verbs[0] is last and not verbs[0].finite:
            return end
        resumes = isinstance(after, Unit) and is_verb(after) and after.finite
        return end if not verbs and resumes and not self.current.verbs else 0

    def _described(self) -> Phrase | None:
        """What a participle after a comma says something about: not the place named just before."""
        phrases = [phrase for phrase in self.current.phrases if phrase.names]
        things = [phrase for phrase in phrases if phrase.names[-1].kind not in ("Place", "Country")]
        last = self._last_phrase()
        if last is not None and not last.filled and phrases:
            last = phrases[-1]
        if last is not None and last.names and last.names[-1].kind in ("Place", "Country") and things:
            return things[-1]
        return last

    def _is_reduced(self, at: int) -> bool:
        """A participle after a comma that takes a prepositional phrase: ", gevestigd in Brussel"."""
        after = self.elements[at + 1] if at + 1 < len(self.elements) else None
        return isinstance(after, Phrase) and bool(self.current.verbs or self.current.phrases)

    def _word(self, word: Unit, at: int, before: Element | None, after: Element | None) -> None:
        low = word.low
        separated = before is None or (isinstance(before, Unit) and (before.text == "," or before.low in COORDINATORS))
        if low.startswith("waar") and (low in PRONOMINAL or low in ("waar", "waarna", "waaronder", "waarbij")) and at:
            if low == "waaronder":
                return
            self._relative(word, before)
            return
        if at == 0 and low in CONDITIONS and not (low == "als" and _is_role(after)):
            self.current.opener = word
        if low in RELATIVE and separated and at:
            self._relative(word, before)
            return
        if at == 0 and low in SUBORDINATE - CONDITIONS - {"om"} and self._verb_takes_up():
            self._subordinate(word)
            return
        depends = word.pos == "SCONJ" and self._verb_last(at)
        depends = depends or (low == "of" and bool(self.current.verbs) and self._verb_last(at))
        if low in SUBORDINATE and at and not self._pairs(word) and (separated or low in ALWAYS_SUBORDINATE or depends):
            self._subordinate(word)
            return
        if low in ("en", "maar") and not self.stack and self.current.verbs and self._clause_follows(at):
            previous = self.current
            self._open("main", word, None)
            self.current.before = previous
            return
        self.current.widen(word.start, word.end)
        self.current.words.append(word)

    def _verb_takes_up(self) -> bool:
        """Whether the sentence begins with a clause that a comma and a finite verb end: "Toen X ging, kwam Y"."""
        for at, (mark, verb) in enumerate(pairwise(self.elements)):
            if _is_mark(mark, ";.:"):
                return False
            if _is_mark(mark, ",") and isinstance(verb, Unit) and is_verb(verb) and verb.finite:
                return any(isinstance(e, Unit) and is_verb(e) for e in self.elements[2:at])
        return False

    def _clause_follows(self, at: int) -> bool:
        """Whether a finite verb of its own stands between a conjunction and the next boundary."""
        seen = 0
        for element in self.elements[at + 1 :]:
            if (
                isinstance(element, Phrase)
                and element.words[:1]
                and element.words[0] in RELATIVE
                and not element.filled
            ):
                return False
            if isinstance(element, Phrase):
                seen += 1
            elif element.kind == "mark" and element.text in (",", ";", "."):
                return False
            elif is_verb(element):
                return seen > 0 and element.finite
            if seen > 3:
                return False
        return False


def _is_role(element: Element | None) -> bool:
    """A bare noun in the singular after "als": "Als gastland van …", no condition."""
    if not isinstance(element, Phrase) or not element.nouns or element.nouns[0] is not element.units[0]:
        return False
    return not element.nouns[0].low.endswith(("en", "s"))


def _is_mark(element: Element, marks: str) -> bool:
    return isinstance(element, Unit) and element.kind == "mark" and element.text[:1] in marks
