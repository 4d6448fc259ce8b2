"""What states spend on defence: amounts, shares of GDP, shares for investment, rises and status.

A sentence is read as a row of measures (money or percentages), each with the year and the
words that stand nearest. Who spends is the country that owns the budget, the country before the
colon of a list item, or the country of the section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extract.annotate.dates import Date
from extract.annotate.quantities import Quantity
from extract.facts.clauses import Clause
from extract.facts.context import Context, Filled
from extract.facts.drafts import Draft, Sentence
from extract.facts.units import Unit
from extract.facts.wordings import Lexicon, Wording
from extract.reading import Ref, When

_WORDING = Wording(id="bestedingen", tells="DefenceSpending", slots=())
_WORD = re.compile(r"[\w-]+")
_AGAINST = ("ten opzichte van", "vergeleken met", "dan in", "dan", "boven", "sinds", "tegenover")
_CUT = frozenset({";", "."})
STATUSES = ("target", "proposed", "expected")


@dataclass(slots=True)
class Measure:
    """One money or percentage expression, with what it measures."""

    role: str
    unit: Unit
    quantity: Quantity
    year: Filled | None = None
    status: str = "actual"
    spender: Filled | None = None


@dataclass(slots=True)
class Standing:
    """What the sentence before was about: the spender, the year and the measures."""

    spenders: list[Filled] = field(default_factory=list)
    year: Filled | None = None
    block: int = -9
    gdp: bool = False
    status: str = "actual"


class SpendingReader:
    """Reads spending sentence by sentence; a sentence may go on about the one before."""

    def __init__(self, lexicon: Lexicon, context: Context, organisations: Mapping[str, str]) -> None:
        self.lexicon = lexicon
        self.organisations = organisations
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
            if u.amount is not None and u.amount.value is not None and (u.amount.unit == "%" or _is_money(u.amount))
        ]
        if not measures or not self._is_about(sentence, words):
            return
        spenders = self._spenders(sentence)
        if not spenders:
            return
        found = [
            m for at, unit in enumerate(measures) if (m := self._measure(unit, measures[:at], sentence)) is not None
        ]
        if not found:
            return
        self._years(found, sentence)
        for measure in found:
            measure.status = self._status(measure, found, sentence)
        self._distribute(found, spenders, sentence)
        yield from self._facts(found, spenders, sentence)
        years = [m.year for m in found if m.year is not None]
        gdp = any(m.role == "gdpShare" for m in found) or (self.standing.gdp and sentence.block == self.standing.block)
        self.standing = Standing(spenders, years[-1] if years else None, sentence.block, gdp, found[-1].status)

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
        near = abs(sentence.block - self.standing.block) <= 1 and bool(self.standing.spenders)
        if self.topical:
            return True
        return near and bool(
            words & (classes["budget"] | classes["rise"] | classes["fall"] | classes["target"] | classes["investment"])
        )

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
        first = next((u for u in units if u.name is not None and u.name.kind == "Country"), None)
        if first is not None:
            return [self._of(first, sentence)]
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

    def _named_after(self, unit: Unit, sentence: Sentence) -> Filled | None:
        """The alliance whose name begins another name: "NAVO Defence Investment Pledge", "NAVO-top"."""
        front = re.split(r"[ -]", unit.text)[0]
        alliance = self.organisations.get(front) if unit.name is not None and unit.name.kind != "Country" else None
        if alliance is None:
            return None
        return Filled(Ref(alliance), sentence.block, unit.start, unit.start + len(front), False, "Organisation")

    def _owner(self, units: Sequence[Unit], at: int, sentence: Sentence) -> Filled | None:
        for unit in reversed(units[max(0, at - 3) : at]):
            if unit.name is not None and unit.name.kind == "Country":
                return self._of(unit, sentence)
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

    def _measure(self, unit: Unit, before: Sequence[Unit], sentence: Sentence) -> Measure | None:
        """What one expression measures, from the words around it."""
        classes, units = self.lexicon.classes, sentence.units
        at = next(i for i, other in enumerate(units) if other is unit)
        assert unit.amount is not None
        left = _words(units, at, -1, 5)
        right = _words(units, at, 1, 6)
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
            and _is_money(before[-1].amount)
            and _bracketed(sentence.text, before[-1], unit)
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
            if u.date is not None and (u.date.first or u.date.last) and not _compared(u, sentence)
        ]
        for measure in measures:
            end = measure.unit.end
            behind = [d for d in dates if 0 <= d.start - end <= 30 and _clean_gap(sentence, measure.unit, d)]
            before = [d for d in dates if d.end <= measure.unit.start]
            chosen = (
                behind[0]
                if behind and (not before or _closest(behind[0], before[-1], measure.unit, sentence))
                else (before[-1] if before else None)
            )
            if chosen is None:
                after = [d for d in dates if d.start >= end]
                chosen = after[0] if after else None
            if chosen is not None and chosen.date is not None:
                measure.year = _year(chosen.date, chosen, sentence)
        if not dates and self.standing.year is not None and abs(sentence.block - self.standing.block) <= 1:
            for measure in measures:
                measure.year = _carried(self.standing.year)

    def _status(self, measure: Measure, measures: Sequence[Measure], sentence: Sentence) -> str:
        """Told as done unless its verb, or a word right beside it, says target, proposal or expectation."""
        units = sentence.units
        at = next(i for i, other in enumerate(units) if other is measure.unit)
        others = {id(m.unit) for m in measures if m is not measure}
        near: set[str] = set()
        verbs: set[str] = set()
        for step in (-1, 1):
            i, beside = at + step, True
            while 0 <= i < len(units) and units[i].text not in _CUT:
                beside = beside and id(units[i]) not in others and (step < 0 or units[i].low not in ("tot", "naar"))
                if units[i].text == "," and verbs:
                    break
                if units[i].pos in ("VERB", "AUX") or units[i].low in ("begroot", "voorgesteld"):
                    verbs.add(units[i].low)
                elif beside and units[i].kind == "word":
                    near.add(units[i].low)
                i += step
        for status in STATUSES:
            if (near | verbs) & self.lexicon.classes[status]:
                return status
        if verbs & self.lexicon.classes["actual"]:
            return "actual"
        if measure.year is not None and measure.year.inherited:
            return self.standing.status
        year = str(measure.year.value.iso) if measure.year is not None and isinstance(measure.year.value, When) else ""
        written = self.context.written
        return "expected" if year and written is not None and int(year[:4]) > written.year else "actual"

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
        draft.roles["status"] = [Filled(status, block, first.unit.start, first.unit.end)]
        return draft


def _clause_of(unit: Unit, sentence: Sentence) -> Clause | None:
    """The innermost clause in which a measure stands; what is told as done may be denied or asked there."""
    around = [clause for clause in sentence.clauses if clause.start <= unit.start and unit.end <= clause.end]
    return min(around, key=lambda clause: clause.end - clause.start, default=None)


def _is_money(quantity: Quantity) -> bool:
    return quantity.unit is not None and len(quantity.unit) == 3 and quantity.unit.isupper()


def _words(units: Sequence[Unit], at: int, step: int, count: int) -> list[str]:
    """Up to ``count`` words before or behind a unit, nearest last or first; a full stop ends them."""
    found: list[str] = []
    i = at + step
    while 0 <= i < len(units) and len(found) < count and units[i].text not in _CUT:
        amount = units[i].amount
        if amount is not None and amount.unit is not None and step > 0 and units[i - 1].text != "(":
            break
        if units[i].kind == "word":
            found.append(units[i].low)
        i += step
    return found if step > 0 else list(reversed(found))


def _bracketed(text: str, first: Unit, second: Unit) -> bool:
    """Whether the second amount says the first again in another currency, in brackets."""
    return text[first.end : second.start].strip() in ("(", "(circa", "(ongeveer", "(omgerekend", "(ca.")


def _clean_gap(sentence: Sentence, unit: Unit, date: Unit) -> bool:
    gap = sentence.text[unit.end : date.start]
    joined = any(mark in gap for mark in (";", ",")) or bool({"en", "maar", "of"} & set(gap.lower().split()))
    return not joined and not any(u.amount is not None and unit.end <= u.start < date.start for u in sentence.units)


def _closest(behind: Unit, before: Unit, unit: Unit, sentence: Sentence) -> bool:
    """Whether the year behind a measure is its own rather than the one before."""
    if any(
        u.amount is not None and u.amount.unit is not None and before.end <= u.start < unit.start
        for u in sentence.units
    ):
        return True
    gap = sentence.text[unit.end : behind.start].strip().lower()
    if gap in ("in", "voor", "over", "van") or gap.startswith(("van het bbp in", "van het bbp voor")):
        return True
    return behind.start - unit.end < unit.start - before.end


def _compared(date: Unit, sentence: Sentence) -> bool:
    """Whether a date is only what a measure is compared with: "ten opzichte van 2001", "sinds 1998"."""
    before = sentence.text[max(sentence.start, date.start - 60) : date.start].lower().rstrip()
    if before.endswith(_AGAINST):
        return True
    return re.search(r"ten opzichte van (de|het) [\w-]+ (van|in)$", before) is not None


def _year(date: Date, unit: Unit, sentence: Sentence) -> Filled:
    point = date.first or date.last or ""
    return Filled(When(point[:4]), sentence.block, unit.start, unit.end)


def _carried(filled: Filled) -> Filled:
    return Filled(filled.value, filled.block, filled.start, filled.end, True, filled.kind)
