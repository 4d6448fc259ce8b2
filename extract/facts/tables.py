"""Facts told by the rows of a table: acquisitions, and what states spend year by year.

Cells stand apart by tabs. The caption says what the table tells, by the nouns of the wordings
("leveringen", "bestellingen") or of defence spending; any other table is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extract.facts.clauses import Clause
from extract.facts.context import Context, Filled
from extract.facts.drafts import Draft, Sentence
from extract.facts.spending import STATUSES
from extract.facts.wordings import Lexicon, Wording
from extract.reading import Ref, When

_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})*(?:,\d+)?|\d+(?:,\d+)?")
_SCALES = {"miljard": 9, "mld": 9, "miljoen": 6, "mln": 6}
_SPENDS = Wording(id="tabel-bestedingen", tells="DefenceSpending", slots=())


class TableReader:
    """Reads tables row by row; the row without a known name gives the columns their years."""

    def __init__(self, lexicon: Lexicon, context: Context) -> None:
        self.lexicon = lexicon
        self.context = context
        self.years: list[str | None] = []
        self.statuses: list[str | None] = []

    def read(self, row: Sentence, caption: str | None, notes: Sequence[tuple[int, str]] = ()) -> Iterator[Draft]:
        """The facts of one row; ``notes`` are its footnotes, each with the clean offset of its mark."""
        cells = list(_cells(row))
        if len(cells) < 2:
            return
        words = set(re.findall(r"[\w-]+", (caption or "").lower()))
        if not row.names:
            self.years = [text if _YEAR.fullmatch(text) else None for text, _, _ in cells]
            self.statuses = [self._noted(end, notes) for _, _, end in cells]
        elif words & (self.lexicon.classes["budget"] | self.lexicon.classes["gdp"]):
            yield from self._spending(row, cells, words)
        else:
            yield from self._acquisition(row, self._told(caption))

    def _spending(self, row: Sentence, cells: list[tuple[str, int, int]], words: set[str]) -> Iterator[Draft]:
        """ "Polen | 4,1 | 4,5" under the years of the head row."""
        country = next((name for name in row.names if name.kind == "Country"), None)
        share = bool(words & self.lexicon.classes["gdp"])
        scale = next((Decimal(10) ** power for word, power in _SCALES.items() if word in words), None)
        if country is None or not (share or (scale is not None and words & {"euro", "eur"})):
            return
        who = Filled(Ref(country.entity), row.block, country.start, country.end, False, "Country")
        for at, (text, start, end) in enumerate(cells):
            year = self.years[at] if at < len(self.years) else None
            bare = text.rstrip("%").strip()
            if year is None or not _NUMBER.fullmatch(bare):
                continue
            value = Decimal(bare.replace(".", "").replace(",", "."))
            written = self.context.written
            ahead = written is not None and int(year) > written.year
            noted = self.statuses[at] if at < len(self.statuses) else None
            status = noted or ("expected" if ahead else "actual")
            draft = self._draft(_SPENDS, row, start, end)
            draft.roles = {
                "spender": [who],
                "year": [Filled(When(year), row.block, start, end, True)],
                "status": [Filled(status, row.block, start, end)],
            }
            if share:
                draft.roles["gdpShare"] = [Filled(value, row.block, start, end)]
            elif scale is not None:
                draft.roles["amount"] = [Filled(value * scale, row.block, start, end)]
                draft.roles["currency"] = [Filled("EUR", row.block, start, end, True)]
            yield draft

    def _noted(self, end: int, notes: Sequence[tuple[int, str]]) -> str | None:
        """What the footnote of a cell that ends at ``end`` says of its figures ("* raming")."""
        words = {word for at, note in notes if at == end for word in re.findall(r"[\w-]+", note.lower())}
        return next((status for status in STATUSES if words & self.lexicon.classes[status]), None)

    def _acquisition(self, row: Sentence, told: Wording | None) -> Iterator[Draft]:
        """ "Boxer | 200 | ARTEC | 2013": who makes it, how many, when."""
        weapons = [name for name in row.names if name.kind == "WeaponSystem"]
        if told is None or not weapons or self.context.author is None:
            return
        system, block = weapons[0], row.block
        draft = self._draft(told, row, system.start, system.end)
        action = next(value for role, value in told.given if role == "action")
        draft.roles = {
            "buyer": [self.context.author],
            "system": [Filled(Ref(system.entity), block, system.start, system.end, False, system.kind)],
            "action": [Filled(action, block, system.start, system.end)],
        }
        for text, start, end in _cells(row):
            if _YEAR.fullmatch(text):
                draft.roles["year"] = [Filled(When(text), block, start, end)]
            elif _NUMBER.fullmatch(text):
                draft.roles["quantity"] = [Filled(int(text.replace(".", "").partition(",")[0]), block, start, end)]
        makers = [name for name in row.names if name.kind == "Organisation"]
        if makers:
            first = makers[0]
            draft.roles["supplier"] = [Filled(Ref(first.entity), block, first.start, first.end, False, first.kind)]
        yield draft

    @staticmethod
    def _draft(wording: Wording, row: Sentence, start: int, end: int) -> Draft:
        clause = Clause("main", start=row.start, end=row.end)
        return Draft(wording.tells, wording, clause, row, (start, end))

    def _told(self, caption: str | None) -> Wording | None:
        """The wording whose noun, or its plural, stands in the caption."""
        for word in (caption or "").lower().split():
            for form in (word, word.removesuffix("en"), word.removesuffix("s"), word.removesuffix("n")):
                for wording in self.lexicon.nouns(form):
                    if wording.tells == "Acquisition":
                        return wording
        return None


def _cells(row: Sentence) -> Iterator[tuple[str, int, int]]:
    """The cells of a row with their places in the block."""
    at = 0
    for cell in row.text.split("\t"):
        stripped = cell.strip()
        start = at + cell.index(stripped) if stripped else at
        yield stripped, start, start + len(stripped)
        at += len(cell) + 1
