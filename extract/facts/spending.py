"""What states spend on defence: amounts, shares of GDP, shares for investment, rises and status.

A sentence is read as a row of measures (money or percentages), each with the year and the
words that stand nearest. Who spends is the country that owns the budget, the country before the
colon of a list item, or the country of the section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.facts.clauses import Clause
from extract.facts.context import Context, Filled
from extract.facts.drafts import Draft, Sentence
from extract.facts.measures import (
    CUT,
    Measure,
    bracketed,
    clean_gap,
    closest,
    compared,
    is_money,
    words_beside,
    year_of,
)
from extract.facts.units import Unit
from extract.facts.wordings import Lexicon, Wording
from extract.reading import Ref, When

_WORDING = Wording(id="bestedingen", tells="DefenceSpending", slots=())
_WORD = re.compile(r"[\w-]+")
STATUSES = ("target", "proposed", "expected")


@dataclass(slots=True)
class Standing:
    """What the sentence before was about: the spender, the year and the measures."""

    spenders: list[Filled] = field(default_factory=list)
    years: list[Filled] = field(default_factory=list)
    block: int = -9
    gdp: bool = False
    status: str = "actual"

    @property
    def year(self) -> Filled | None:
        return self.years[-1] if self.years else None


class SpendingReader:
    """Reads spending sentence by sentence; a sentence may go on about the one before."""

    def __init__(
        self, lexicon: Lexicon, context: Context, organisations: Mapping[str, str], adjectives: Mapping[str, str]
    ) -> None:
        self.lexicon = lexicon
        self.organisations = organisations
        self.adjectives = adjectives
        self.context = context
        self.standing = Standing()
        self.topical = False

    def enter_section(self, words: Sequence[str]) -> None:
        """A heading about defence spending makes the items under it spending."""
        budget = self.lexicon.classes["budget"]
        self.topical = any(word.lower() in budget for word in words)
        self.standing = Standing()

    def read(self, sentence: Sentence) -> Iterator[Draft]:
        """All spending facts of a sentence."""
        units = sentence.units
        words = set(_WORD.findall(sentence.text[sentence.start : sentence.end].lower()))
        measures = [
            u
            for u in units
            if u.amount is not None and u.amount.value is not None and (u.amount.unit == "%" or is_money(u.amount))
        ]
        if not measures or not self._is_about(sentence, words):
            return
        spenders = self._spenders(sentence)
        if not spenders:
            return
        found = [m for at, unit in enumerate(measures) for m in self._measured(unit, measures[:at], sentence)]
        if not found:
            return
        self._years(found, sentence)
        for measure in found:
            measure.status = "" if self._is_fund(measure, sentence) else self._status(measure, found, sentence)
        self._distribute(found, spenders, sentence)
        yield from self._facts(found, spenders, sentence)
        years = [m.year for m in found if m.year is not None]
        gdp = any(m.role == "gdpShare" for m in found) or (self.standing.gdp and sentence.block == self.standing.block)
        self.standing = Standing(spenders, years, sentence.block, gdp, found[-1].status)

    def _is_about(self, sentence: Sentence, words: set[str]) -> bool:
        classes = self.lexicon.classes
        if "bbp" in words or words & classes["gdp"]:
            return True
        specific = {word for word in classes["budget"] if word.startswith(("defensie", "krijgsmacht"))}
        if words & specific or any(
            word.startswith("defensie") and word.endswith(("uitgaven", "budget", "begroting")) for word in words
        ):
            return True
        if self.context.section and words & classes["budget"] and words & (classes["rise"] | classes["fall"]):
            return True
        apart = "uit" in words and words & classes["spend-out"]
        for before, unit in pairwise(sentence.units):
            if unit.low in classes["defence"] and before.low in ("aan", "voor") and (apart or words & classes["spend"]):
                return True
        near = abs(sentence.block - self.standing.block) <= 1 and bool(self.standing.spenders)
        if self.topical or any(word.endswith(tuple(classes["fund"])) and "defensie" in word for word in words):
            return True
        more = classes["rise"] | classes["fall"] | classes["target"] | classes["investment"] | classes["spend"]
        return near and bool(words & (classes["budget"] | more))

    def _spenders(self, sentence: Sentence) -> list[Filled]:
        """Who spends: before a colon, as owner of the budget, as subject, else who did before."""
        units = sentence.units
        colon = next((i for i, unit in enumerate(units) if unit.text == ":"), None)
        if colon is not None and colon <= 6:
            before = [
                self._of(u, sentence)
                for u in units[:colon]
                if u.name is not None and u.name.kind in ("Country", "Organisation")
            ]
            if before:
                return before
        budget = self.lexicon.classes["budget"]
        for at, unit in enumerate(units):
            if unit.low in budget or (
                unit.low.startswith("defensie") and unit.low.endswith(("uitgaven", "budget", "begroting"))
            ):
                owner = self._owner(units, at, sentence)
                if owner is not None:
                    return [owner]
        first = next((found for u in units if (found := self._state(u, sentence)) is not None), None)
        if first is not None:
            return [first]
        if self.standing.spenders and abs(sentence.block - self.standing.block) <= 1:
            return [_carried(filled) for filled in self.standing.spenders]
        alliance = next((u for u in units if u.name is not None and u.name.entity in self.context.alliances), None)
        if alliance is not None:
            return [self._of(alliance, sentence)]
        common = next((found for u in units if (found := self._named_after(u, sentence)) is not None), None)
        if common is not None and any(unit.low in ("bondgenoten", "lidstaten") for unit in units):
            return [common]
        if self.context.section:
            return [_carried(filled) for filled in self.context.section[:1]]
        return [_carried(self.context.author)] if self.context.author is not None else []

    def _state(self, unit: Unit, sentence: Sentence) -> Filled | None:
        """The country that a unit names, itself or by its government: "Finland", "het Finse parlement"."""
        if unit.name is None:
            return None
        if unit.name.kind == "Country":
            return self._of(unit, sentence)
        first, _, rest = unit.text.partition(" ")
        state = self.adjectives.get(first) if unit.name.kind == "Organisation" else None
        if state is None or rest.lower() not in self.lexicon.classes["government"]:
            return None
        return Filled(Ref(state), sentence.block, unit.start, unit.start + len(first), False, "Country")

    def _named_after(self, unit: Unit, sentence: Sentence) -> Filled | None:
        """The alliance whose name begins another name: "NAVO Defence Investment Pledge", "NAVO-top"."""
        front = re.split(r"[ -]", unit.text)[0]
        alliance = self.organisations.get(front) if unit.name is not None and unit.name.kind != "Country" else None
        if alliance is None:
            return None
        return Filled(Ref(alliance), sentence.block, unit.start, unit.start + len(front), False, "Organisation")

    def _owner(self, units: Sequence[Unit], at: int, sentence: Sentence) -> Filled | None:
        for unit in reversed(units[max(0, at - 3) : at]):
            state = self._state(unit, sentence)
            if state is not None:
                return state
            if unit.kind == "mark" or unit.pos in ("VERB", "AUX"):
                break
        after = units[at + 1 : at + 5]
        if after and after[0].low in ("van", "voor"):
            for unit in after[1:]:
                if unit.name is not None and unit.name.kind == "Country":
                    return self._of(unit, sentence)
                if unit.kind == "mark":
                    break
        return None

    @staticmethod
    def _of(unit: Unit, sentence: Sentence) -> Filled:
        assert unit.name is not None
        return Filled(Ref(unit.name.entity), sentence.block, unit.start, unit.end, False, unit.name.kind)

    def _measured(self, unit: Unit, before: Sequence[Unit], sentence: Sentence) -> list[Measure]:
        """What one expression measures; "toe met € 2 tot € 9 miljard" is a rise and what it comes to."""
        measure = self._measure(unit, before, sentence)
        if measure is None:
            return []
        high = measure.quantity.high
        if measure.role != "changeAmount" or high is None:
            return [measure]
        return [measure, Measure("amount", unit, replace(measure.quantity, value=high))]

    def _measure(self, unit: Unit, before: Sequence[Unit], sentence: Sentence) -> Measure | None:
        """What one expression measures, from the words around it."""
        classes, units = self.lexicon.classes, sentence.units
        at = next(i for i, other in enumerate(units) if other is unit)
        assert unit.amount is not None
        left = words_beside(units, at, -1, 5)
        right = words_beside(units, at, 1, 6)
        if unit.amount.unit == "%":
            if set(right[:4]) & classes["gdp"] or (
                set(left) & classes["gdp"] and not set(right) & classes["investment"]
            ):
                role = "gdpShare"
            elif set(right) & classes["investment"] or set(left) & classes["investment"]:
                role = "investmentShare"
            elif set(left) & (classes["rise"] | classes["fall"]) or set(right[:2]) & (
                classes["rise"] | classes["fall"]
            ):
                role = "changePercent"
            elif (
                set(right) & classes["gdp"]
                or self.standing.gdp
                or self.topical
                or any(u.low in classes["gdp"] for u in units)
            ):
                role = "gdpShare"
            else:
                return None
            return Measure(role, unit, unit.amount)
        if (
            before
            and before[-1].amount is not None
            and is_money(before[-1].amount)
            and bracketed(sentence.text, before[-1], unit)
        ):
            return None
        level = units[at - 1].low if at else ""
        turn = classes["rise"] | classes["fall"]
        noun = any(word in turn and word.endswith(("ing", "name", "groei")) for word in left)
        verb = any(word in turn and not word.endswith(("ing", "name", "groei")) for word in left)
        by = level == "met" or (noun and level == "van") or (verb and level not in ("tot", "naar", "op", "van"))
        more = bool(set(right[:1]) & {"meer", "minder", "extra", "hoger", "lager"}) or "boven" in right[:2]
        return Measure("changeAmount" if by or more else "amount", unit, unit.amount)

    def _years(self, measures: Sequence[Measure], sentence: Sentence) -> None:
        """The year of each measure: right behind it, else the last one before it, else the standing one."""
        dates = [
            u
            for u in sentence.units
            if u.date is not None and (u.date.first or u.date.last) and not compared(u, sentence)
        ]
        for measure in measures:
            end = measure.unit.end
            behind = [d for d in dates if 0 <= d.start - end <= 30 and clean_gap(sentence, measure.unit, d)]
            before = [d for d in dates if d.end <= measure.unit.start]
            chosen = (
                behind[0]
                if behind and (not before or closest(behind[0], before[-1], measure.unit, sentence))
                else (before[-1] if before else None)
            )
            if chosen is None:
                after = [d for d in dates if d.start >= end]
                chosen = after[0] if after else None
            if chosen is not None and chosen.date is not None:
                measure.year = year_of(chosen.date, chosen, sentence)
        if not dates and abs(sentence.block - self.standing.block) <= 1:
            told = {u.low for u in sentence.units} & self.lexicon.classes["actual"]
            known = [y for y in self.standing.years if not (told and self._ahead(y))]
            for measure in measures:
                measure.year = _carried(known[-1]) if known else None
        for measure in measures:
            if self._is_fund(measure, sentence):
                measure.year = None

    def _ahead(self, year: Filled | None) -> bool:
        """Whether a year is later than the letter."""
        written = self.context.written
        told = year is not None and isinstance(year.value, When)
        return told and written is not None and int(str(year.value.iso)[:4]) > written.year  # type: ignore[union-attr]

    def _is_fund(self, measure: Measure, sentence: Sentence) -> bool:
        """Whether an amount is what a fund holds, over no year: "een defensiefonds van € 3 miljard"."""
        at = next(i for i, unit in enumerate(sentence.units) if unit is measure.unit)
        before = sentence.units[max(0, at - 2) : at]
        funds = tuple(self.lexicon.classes["fund"])
        return [u.low for u in before[1:]] == ["van"] and before[0].low.endswith(funds)

    def _status(self, measure: Measure, measures: Sequence[Measure], sentence: Sentence) -> str:
        """Told as done unless its verb, or a word right beside it, says target, proposal or expectation."""
        units = sentence.units
        at = next(i for i, other in enumerate(units) if other is measure.unit)
        others = {id(m.unit) for m in measures if m is not measure}
        near: set[str] = set()
        verbs: set[str] = set()
        for step in (-1, 1):
            i, beside = at + step, True
            while 0 <= i < len(units) and units[i].text not in CUT:
                beside = beside and id(units[i]) not in others and (step < 0 or units[i].low not in ("tot", "naar"))
                if verbs and (units[i].text == "," or (step > 0 and _joins_clause(units, i))):
                    break
                if units[i].pos in ("VERB", "AUX") or units[i].low in ("begroot", "voorgesteld"):
                    verbs.add(units[i].low)
                elif beside and units[i].kind in ("word", "name"):
                    near.update(units[i].low.split())
                i += step
        for status in STATUSES:
            if (near | verbs) & self.lexicon.classes[status]:
                return status
        if verbs & self.lexicon.classes["actual"]:
            return "actual"
        same = self.standing.year is not None and measure.year is not None
        if same and measure.year.inherited:  # type: ignore[union-attr]
            return self.standing.status
        if same and self.standing.status == "expected" and measure.year.value == self.standing.year.value:  # type: ignore[union-attr]
            return "expected"
        return "expected" if self._ahead(measure.year) else "actual"

    @staticmethod
    def _distribute(measures: Sequence[Measure], spenders: Sequence[Filled], sentence: Sentence) -> None:
        """ "respectievelijk": the first value belongs to the first country, and so on."""
        same = [m for m in measures if m.role == measures[0].role]
        if len(spenders) > 1 and len(same) == len(spenders) and "respectievelijk" in sentence.text:
            for measure, spender in zip(same, spenders, strict=True):
                measure.spender = spender

    def _facts(self, measures: Sequence[Measure], spenders: Sequence[Filled], sentence: Sentence) -> Iterator[Draft]:
        groups: dict[tuple[object, object, str, str], list[Measure]] = {}
        for measure in measures:
            who = measure.spender or spenders[0]
            for spender in [who] if measure.spender is not None or len(spenders) == 1 else spenders:
                year = measure.year.value if measure.year is not None else None
                key = (spender.value, year, measure.status, "")
                group = groups.setdefault(key, [])
                if any(m.role == measure.role for m in group):
                    groups[(spender.value, year, measure.status, str(measure.unit.start))] = [measure]
                else:
                    group.append(measure)
        by_value = {s.value: s for s in [*spenders, *(m.spender for m in measures if m.spender is not None)]}
        for (spender_value, _, status, _), group in groups.items():
            spender = by_value[spender_value]  # type: ignore[index]
            yield self._fact(spender, status, group, sentence)

    @staticmethod
    def _fact(spender: Filled, status: str, group: Sequence[Measure], sentence: Sentence) -> Draft:
        block = sentence.block
        clause = _clause_of(group[0].unit, sentence) if status == "actual" else None
        clause = clause or Clause("main", start=sentence.start, end=sentence.end)
        draft = Draft("DefenceSpending", _WORDING, clause, sentence, (group[0].unit.start, group[0].unit.end))
        draft.roles["spender"] = [spender]
        for measure in group:
            start, end = measure.quantity.core
            value = measure.quantity.value
            assert value is not None
            draft.roles[measure.role] = [Filled(value, block, start, end)]
            if measure.quantity.unit != "%" and measure.quantity.unit is not None:
                draft.roles["currency"] = [Filled(measure.quantity.unit, block, start, end)]
            if measure.year is not None:
                draft.roles["year"] = [measure.year]
        first = group[0]
        if status:
            draft.roles["status"] = [Filled(status, block, first.unit.start, first.unit.end)]
        return draft


def _clause_of(unit: Unit, sentence: Sentence) -> Clause | None:
    """The innermost clause in which a measure stands; what is told as done may be denied or asked there."""
    around = [clause for clause in sentence.clauses if clause.start <= unit.start and unit.end <= clause.end]
    return min(around, key=lambda clause: clause.end - clause.start, default=None)


def _carried(filled: Filled) -> Filled:
    return Filled(filled.value, filled.block, filled.start, filled.end, True, filled.kind)


def _joins_clause(units: Sequence[Unit], at: int) -> bool:
    """Whether "en" or "maar" opens a clause of its own: "steeg tot … en moet in 2030 …"."""
    after = units[at + 1] if at + 1 < len(units) else None
    return units[at].low in ("en", "maar") and after is not None and after.pos in ("VERB", "AUX")
