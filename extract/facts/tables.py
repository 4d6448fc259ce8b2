"""Acquisitions told by the rows of a table: a system, how many, from whom, in which year.

Cells stand apart by tabs. The caption says what the table tells, by the nouns of the wordings
("leveringen", "bestellingen"); a table whose caption tells no acquisition is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.facts.clauses import Clause
from extract.facts.context import Context, Filled
from extract.facts.drafts import Draft, Sentence
from extract.facts.wordings import Lexicon, Wording
from extract.reading import Ref, When


def read_row(sentence: Sentence, caption: str | None, lexicon: Lexicon, context: Context) -> Iterator[Draft]:
    """The acquisition of one row, when its caption tells one and a cell names a system."""
    told = _told(caption, lexicon)
    weapons = [name for name in sentence.names if name.kind == "WeaponSystem"]
    if told is None or "\t" not in sentence.text or not weapons or context.author is None:
        return
    system = weapons[0]
    block = sentence.block
    clause = Clause("main", start=sentence.start, end=sentence.end)
    action = next(value for role, value in told.given if role == "action")
    draft = Draft("Acquisition", told, clause, sentence, (system.start, system.end))
    draft.roles = {
        "buyer": [context.author],
        "system": [Filled(Ref(system.entity), block, system.start, system.end, False, system.kind)],
        "action": [Filled(action, block, system.start, system.end)],
    }
    for unit in sentence.units:
        amount = unit.amount
        if amount is not None and amount.unit is None and amount.value is not None and "quantity" not in draft.roles:
            draft.roles["quantity"] = [Filled(int(amount.value), block, *amount.core)]
        if unit.date is not None and unit.date.first and "year" not in draft.roles:
            draft.roles["year"] = [Filled(When(unit.date.first[:4]), block, unit.start, unit.end)]
        if unit.name is not None and unit.name.kind == "Organisation" and "supplier" not in draft.roles:
            draft.roles["supplier"] = [
                Filled(Ref(unit.name.entity), block, unit.start, unit.end, False, "Organisation")
            ]
    yield draft


def _told(caption: str | None, lexicon: Lexicon) -> Wording | None:
    """The wording whose noun, or its plural, stands in the caption."""
    for word in (caption or "").lower().split():
        for form in (word, word.removesuffix("en"), word.removesuffix("s"), word.removesuffix("n")):
            for wording in lexicon.nouns(form):
                if wording.tells == "Acquisition":
                    return wording
    return None
