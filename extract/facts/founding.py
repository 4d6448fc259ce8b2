"""What was set up by whom, and at which meeting: a summit gives its date and its organisation to what it decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.facts.clauses import Clause
from extract.facts.context import Filled
from extract.facts.drafts import Draft, Sentence
from extract.facts.dutch import PASSIVE
from extract.facts.frames import FrameReader
from extract.facts.modality import judge
from extract.reading import Ref, When

_AT = frozenset({"op", "tijdens", "in", "bij"})
_THERE = frozenset({"aldaar", "daar", "daarbij", "toen"})
_FOUNDERS = frozenset({"Country", "Organisation"})


class FoundingReader:
    """Completes what is founded or agreed; remembers the meetings met and when they were held."""

    def __init__(self, reader: FrameReader) -> None:
        self.reader = reader
        self.meetings: dict[object, str] = {}
        self.last: Filled | None = None

    def settle(self, draft: Draft) -> None:
        """Who founds and what, where the grammar leaves one name: "is besloten om een agentschap op te richten".

        A purpose that nobody decided on ("om een centrum in te richten") is nothing founded, nor is "dit vormt".
        """
        if draft.tells != "Establishment":
            return
        founders = draft.roles.get("founder", [])
        kinds = self.reader.lexicon.frames["Establishment"].kinds["established"]
        bare = all(p.prep is None for p in draft.phrases.get("founder", []))
        if draft.noun is None and founders and not draft.has("established") and bare:
            things = [p for p in draft.clause.phrases if p.prep is None and p.nouns and not (p.names or p.owners)]
            if things or any(f.kind not in kinds for f in founders):
                return
            draft.roles["established"] = draft.roles.pop("founder")
        alliances = self.reader.context.alliances
        found = [f for f in draft.roles.get("established", []) if _id(f) not in alliances]
        if draft.noun is None and not any(verb.low in PASSIVE for verb in draft.clause.verbs):
            found = [f for f in found if not f.inherited]
        ahead = [unit.low for unit in draft.sentence.units if draft.clause.start <= unit.start < draft.trigger[0]]
        if (
            "om" in ahead
            and ahead[-1:] == ["te"]
            and judge(draft.clause, draft.sentence, self.reader.lexicon).modality == "asserted"
        ):
            found = []
        if draft.noun is not None:
            found = [f for f in found if f.kind != "WeaponSystem"] or self._beside(draft, kinds)
        draft.roles["established"] = found
        if not draft.has("founder") and (found := self._decides(draft)):
            draft.roles["founder"] = found

    def _beside(self, draft: Draft, kinds: frozenset[str]) -> list[Filled]:
        """The name beside what is founded: "de oprichting van een trainingsmissie, EUMAM Oekraïne"."""
        for phrase, after in pairwise(draft.clause.phrases):
            behind = phrase.prep == "van" and phrase.start > draft.trigger[0] and phrase.nouns
            if behind and after.prep is None and draft.sentence.text[phrase.end : after.start].strip() in (",", "("):
                found = self.reader.fill(after, kinds - {"WeaponSystem"}, draft.sentence, draft.clause)
                return [f for f in found if _id(f) not in self.reader.context.alliances]
        return []

    def _decides(self, draft: Draft) -> list[Filled]:
        """Who decides to found it: the subject of the clause above, or "de bondgenoten" of the alliance spoken of."""
        clauses = [clause for clause in (draft.clause, draft.clause.parent) if clause is not None]
        for clause in clauses:
            for phrase in clause.phrases:
                told = phrase.prep in (None, "door")
                if told and phrase.noun == "bondgenoten":
                    return self._alliance(draft)
                if told and clause is draft.clause.parent and draft.clause.kind == "sub":
                    found = self.reader.fill(phrase, _FOUNDERS, draft.sentence, clause)
                    if found:
                        return found
        return []

    def _alliance(self, draft: Draft) -> list[Filled]:
        context = self.reader.context
        here = (draft.sentence.block, draft.trigger[0])
        spoken = [f for f in context.seen if _id(f) in context.alliances and (f.block, f.start) < here]
        counts = Counter(_id(f) for f in spoken)
        most = max(reversed(spoken), key=lambda f: counts[_id(f)], default=None)
        return [replace(most, inherited=True)] if most is not None else []

    def complete(self, drafts: Sequence[Draft], sentence: Sentence) -> Iterator[Draft]:
        """What is founded or agreed at a meeting has its date, and is founded by whose meeting it is."""
        for draft in drafts:
            if draft.tells == "Holding" and (when := _when(draft)):
                self.meetings[draft.roles["event"][0].value] = when
        for draft in drafts:
            if draft.tells in ("Establishment", "AgreementStatus"):
                meeting = self._occasion(draft)
                if meeting is not None:
                    draft = self._at(meeting, draft)
            yield draft
        met = [name for name in sentence.names if name.kind == "Meeting"]
        if met:
            name = met[-1]
            self.last = Filled(Ref(name.entity), sentence.block, name.start, name.end, True, "Meeting")

    def _occasion(self, draft: Draft) -> Filled | None:
        """The meeting at which it was: named in the clause, or pointed back at ("bij die gelegenheid")."""
        here: Clause | None = draft.clause
        while here is not None:
            for phrase in here.phrases:
                names = [name for name in phrase.names if name.kind == "Meeting"]
                if names and phrase.prep in _AT and phrase.start < draft.trigger[0] + 80:
                    name = names[-1]
                    return Filled(Ref(name.entity), draft.sentence.block, name.start, name.end, True, "Meeting")
            here = here.before
        back = any(phrase.noun == "gelegenheid" for phrase in draft.clause.phrases)
        back = back or any(word.low in _THERE for word in draft.clause.words)
        return self.last if back and self.last is not None and self.last.block == draft.sentence.block else None

    def _at(self, meeting: Filled, draft: Draft) -> Draft:
        roles = dict(draft.roles)
        when = self.meetings.get(meeting.value, "")
        if when and not draft.has("date"):
            roles["date"] = [replace(meeting, value=When(when), kind="")]
        concept = self.reader.knowledge.concepts.get(meeting.value.id) if isinstance(meeting.value, Ref) else None
        if draft.tells == "Establishment" and not draft.has("founder") and concept is not None and concept.run_by:
            roles["founder"] = [replace(meeting, value=Ref(concept.run_by[0]), kind="Organisation")]
        return replace(draft, roles=roles)


def _id(filled: Filled) -> str:
    return filled.value.id if isinstance(filled.value, Ref) else ""


def _when(draft: Draft) -> str:
    """The day of a meeting, or the month or year that all of its days share."""
    days = [f.value.iso for role in ("start", "end") for f in draft.roles.get(role, []) if isinstance(f.value, When)]
    days = days or [f.value.iso for f in draft.roles.get("year", []) if isinstance(f.value, When)]
    if not days:
        return ""
    size = next((n for n in (10, 7, 4) if len({day[:n] for day in days}) == 1), 0)
    return days[0][:size]
