"""Contributions in full: each contributor, target and counted part a fact of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from extract.facts.clauses import Clause
from extract.facts.context import Filled
from extract.facts.counts import Piece, materiel_in, people_in, unnumbered
from extract.facts.drafts import Draft, Sentence, family, next_of
from extract.facts.dutch import PASSIVE
from extract.facts.frames import FrameReader
from extract.facts.modality import judge
from extract.facts.phrases import Phrase
from extract.facts.times import Roles
from extract.facts.turns import colon_in, spells_out, time_of, times_of, turns_of
from extract.facts.wordings import Wording
from extract.knowledge import Knowledge
from extract.link import Linked
from extract.reading import Ref

_WHERE = frozenset({"in", "op", "bij", "vanuit", "vanaf", "te", "boven", "nabij", "binnen"})
_GOING_ON = frozenset(
    {"betreft", "betreffen", "betrof", "betroffen", "gaat", "gaan", "ging", "gingen", "omvat", "omvatte", "omvatten"}
    | {"bestaat", "bestond", "bestaan", "bestonden"}
)
_TARGETS = frozenset({"Mission", "Exercise", "Programme"})
_ASSETS = frozenset({"WeaponSystem", "Organisation"})
_TOLD = frozenset({"asserted", "planned", "ended"})
_GOES_ON = Wording(id="gaat-verder", tells="Contribution", slots=())
_LISTED = Wording(id="opsomming", tells="Contribution", slots=())


@dataclass(slots=True)
class Standing:
    """The contribution that a following sentence may go on about."""

    contributors: list[Filled]
    targets: list[Filled]
    block: int
    sentence: int
    time: Roles


def inherited(found: Sequence[Filled]) -> list[Filled]:
    """The same values, marked as read elsewhere."""
    return [replace(filled, inherited=True) for filled in found]


class ContributionReader:
    """Expands drafts of contributions; remembers the last one for the sentence that goes on."""

    def __init__(self, reader: FrameReader) -> None:
        self.reader = reader
        self.standing: Standing | None = None
        self.lead: Standing | None = None

    def expand(self, draft: Draft, number: int) -> Iterator[Draft]:
        """The full contributions of a draft; nothing when a core role cannot be had."""
        pieces = self._pieces(draft)
        if "count" in draft.wording.needs and draft.noun is None and not pieces and not self._sends_people(draft):
            return
        if "standing" in draft.wording.needs and self._commands(draft):
            return
        self._complete(draft, pieces, number)
        contributors = draft.roles.get("contributor", [])
        targets = [t for t in draft.roles.get("contributedTo", []) if all(t.value != c.value for c in contributors)]
        if "states" in draft.wording.needs:
            contributors = [who for who in contributors if who.kind == "Country"]
        if "mission" in draft.wording.needs:
            targets = [target for target in targets if not has_seat(target, self.reader.knowledge)]
        time = time_of(draft)
        if not targets:
            if contributors and draft.noun is not None and draft.sentence.text.rstrip().endswith(":"):
                self.lead = Standing(contributors, [], draft.sentence.block, number, time)
            return
        taken = {f.value for f in (*targets, *contributors)}
        pieces = [p for p in pieces if all(f.value not in taken for f in p.roles.get("asset", []))]
        if not contributors and not any(piece.owners for piece in pieces):
            return
        place = self._place(draft, targets, contributors)
        times = times_of(draft, pieces, time)
        if len(targets) == len(pieces) > 1 and "respectievelijk" in draft.sentence.text[draft.clause.start :]:
            for target, piece, when in zip(targets, pieces, times, strict=True):
                yield from self._facts(draft, contributors, target, [piece], [when], {**time, **place})
            targets = targets[:0]
        for target in targets:
            yield from self._facts(draft, contributors, target, pieces, times, {**time, **place})
        if contributors and judge(draft.clause, draft.sentence, self.reader.lexicon).modality in _TOLD:
            self.standing = Standing(contributors, targets, draft.sentence.block, number, time)

    def _facts(
        self,
        draft: Draft,
        contributors: Sequence[Filled],
        target: Filled,
        pieces: Sequence[Piece],
        times: Sequence[Roles],
        more: Roles,
    ) -> Iterator[Draft]:
        told: set[object] = set()
        where = {role: found for role, found in more.items() if role == "place"}
        turns = turns_of(contributors, pieces)
        placed = len(pieces) > 1 and any("place" in piece.roles for piece in pieces)
        owners: list[Filled] = []
        for at, (piece, time) in enumerate(zip(pieces, times, strict=True)):
            owners = piece.owners or owners
            for who in piece.owners or (turns[at] if turns else contributors) or owners:
                told.add(who.value)
                yield _fact(draft, who, target, {**({} if placed else where), **piece.roles, **time})
        for who in contributors:
            if who.value not in told:
                yield _fact(draft, who, target, more)

    def go_on(self, sentence: Sentence, number: int) -> Iterator[Draft]:
        """A sentence right after a contribution that only counts: "Het ging om 60 mariniers"."""
        standing = self.standing
        if standing is None or standing.block != sentence.block or number - standing.sentence not in (1, 2):
            return
        for clause in sentence.clauses:
            if not any(verb.low in _GOING_ON for verb in clause.verbs):
                continue
            opens = ("het", "dit", "deze", "totaal", "hierbij", "daarbij")
            if not any(phrase.units and phrase.units[0].low in opens for phrase in clause.phrases):
                continue
            children = [c for c in sentence.clauses if c.kind == "reduced" and c.parent is clause]
            for phrase in [*clause.phrases, *(p for child in children for p in child.phrases)]:
                yield from self._carried(phrase, clause, sentence, standing, _GOES_ON)

    def listed(self, sentence: Sentence, number: int) -> Iterator[Draft]:
        """An item that names a mission and counts behind a colon or a tab, under a sentence that says who.

        Where no sentence does, the author's country is meant.
        """
        colon = sentence.text.find("\t") if "\t" in sentence.text else colon_in(sentence)
        author, lead = self.reader.context.author, self.lead
        if lead is None or sentence.block - lead.block > 12:
            lead = Standing([author], [], sentence.block, number, {}) if author is not None else None
        if lead is None or colon is None or not sentence.names:
            return
        first = sentence.names[0]
        if first.kind not in _TARGETS or first.start - sentence.start > 4:
            return
        target = Filled(Ref(first.entity), sentence.block, first.start, first.end, False, first.kind)
        standing = replace(lead, targets=[target], contributors=inherited(lead.contributors))
        for clause in sentence.clauses:
            for phrase in clause.phrases:
                if phrase.start > colon:
                    yield from self._carried(phrase, clause, sentence, standing, _LISTED)

    def _carried(
        self, phrase: Phrase, clause: Clause, sentence: Sentence, standing: Standing, wording: Wording
    ) -> Iterator[Draft]:
        piece = people_in(phrase, sentence, self.reader.lexicon)
        counted = phrase.amount is not None or "een" in phrase.words
        found = [piece] if piece else materiel_in(phrase, sentence, _ASSETS, frozenset()) if counted else []
        targets = standing.targets if wording is _LISTED else inherited(standing.targets)
        for part in found:
            draft = Draft("Contribution", wording, clause, sentence, (phrase.start, phrase.end))
            time = {role: inherited(values) for role, values in standing.time.items()}
            for target in targets:
                for who in part.owners or inherited(standing.contributors):
                    yield _fact(draft, who, target, {**part.roles, **time})

    def _sends_people(self, draft: Draft) -> bool:
        """Whether the clause speaks of people without counting them: "levert militairen aan de missie"."""
        return any(
            phrase.prep in (None, "met") and phrase.amount is None and unnumbered(phrase, self.reader.lexicon)
            for phrase in draft.clause.phrases
        )

    # -- parts ------------------------------------------------------------------------------

    def _complete(self, draft: Draft, pieces: Sequence[Piece], number: int) -> None:
        """What a clause leaves unsaid: the mission in hand, or who was speaking of contributing.

        "De bijdrage …" and a clause that counts people or materiel go on about the contribution
        told just before in the same paragraph.
        """
        if not draft.has("contributedTo") and self._names_another(draft):
            return
        near = self.standing if self.standing is not None and self.standing.block == draft.sentence.block else None
        here = (draft.sentence.block, draft.trigger[0])
        if draft.noun is not None:
            words = draft.noun.words
            definite = bool(words) and words[0] in ("de", "deze", "het")
            if not definite or draft.noun.noun in ("inzet", "uitzending", "deelname"):
                return
            if not draft.has("contributedTo"):
                last = self.reader.context.last_joined(_TARGETS, here)
                unit = self.reader.context.last_joined({"Organisation"}, here)
                if unit is not None and isinstance(unit.value, Ref) and "/x-" in unit.value.id:
                    last = unit if last is None or (unit.block, unit.start) > (last.block, last.start) else last
                if last is not None and draft.sentence.block == last.block:
                    draft.roles["contributedTo"] = inherited([last])
            if not draft.has("contributor") and near is not None:
                draft.roles["contributor"] = inherited(near.contributors)
        elif draft.has("contributedTo") and not draft.has("contributor") and near is not None:
            about = draft.clause.antecedent
            told_of = about is not None and people_in(about, draft.sentence, self.reader.lexicon) is not None
            if (number == near.sentence and told_of) or self._ours(draft, pieces, near, number):
                draft.roles["contributor"] = inherited(near.contributors)
        elif draft.has("contributedTo") and not draft.has("contributor"):
            author = self.reader.context.author
            if author is not None and self._ours(draft, pieces, None, number):
                draft.roles["contributor"] = inherited([author])
        elif pieces and draft.has("contributor") and not draft.has("contributedTo") and near is None:
            last = self.reader.context.last_joined(_TARGETS, here)
            if last is not None and last.block == draft.sentence.block and draft.clause.kind == "main":
                draft.roles["contributedTo"] = inherited([last])
        elif (
            (pieces or "standing" in draft.wording.needs)
            and not draft.has("contributedTo")
            and near is not None
            and number - near.sentence <= 2
            and not any(p.prep == "bij" and p.names and p.names[0].kind == "Organisation" for p in draft.clause.phrases)
        ):
            opener = draft.clause.opener.low if draft.clause.opener is not None else ""
            if draft.clause.kind == "relative" and opener in ("die", "dat"):
                return
            draft.roles["contributor"] = [
                f for f in draft.roles.get("contributor", []) if f.kind == "Country" or self._serves(f)
            ]
            last = self.reader.context.last_joined(_TARGETS, here)
            if last is None or last.block != draft.sentence.block:
                draft.roles["contributedTo"] = inherited(near.targets)
            else:
                draft.roles["contributedTo"] = inherited([last])
            if not draft.has("contributor"):
                draft.roles["contributor"] = inherited(near.contributors)

    def _ours(self, draft: Draft, pieces: Sequence[Piece], near: Standing | None, number: int) -> bool:
        """Whether people counted without a country are the author's.

        "Voor KFOR zijn vijf officieren ingezet", where nobody is said to have sent them; or any wording right
        after a contribution of the author's country.
        """
        author, clause = self.reader.context.author, draft.clause
        owned = any(piece.owners for piece in pieces)
        others = [p for p in clause.phrases if p.prep not in _WHERE and any(n.kind == "Country" for n in p.names)]
        states = [p for p in clause.phrases if p.noun in self.reader.lexicon.classes["states"]]
        told = draft.roles["contributedTo"][0].kind
        if author is None or not pieces or owned or others or states or told == "Organisation":
            return False
        if near is not None and 0 < number - near.sentence <= 2:
            return [who.value for who in near.contributors] == [author.value]
        sent = any(verb.low in PASSIVE for verb in clause.verbs)
        return "sent" in draft.wording.needs and sent and told != "Exercise"

    def _names_another(self, draft: Draft) -> bool:
        """Whether the clause speaks of a mission or exercise of its own, and it is not clear which."""
        nouns, pointed = self.reader.lexicon.pointing, self.reader.context.pointed
        return any(
            noun.kinds & _TARGETS and (draft.sentence.block, phrase.start) not in pointed
            for phrase in draft.clause.phrases
            if phrase.prep == "aan" and not phrase.names and (noun := nouns.get(phrase.noun or "")) is not None
        )

    def _serves(self, filled: Filled) -> bool:
        """Whether an organisation serves one country."""
        concept = self.reader.knowledge.concepts.get(filled.value.id) if isinstance(filled.value, Ref) else None
        return concept is not None and bool(concept.country)

    def _commands(self, draft: Draft) -> bool:
        """Whether a command is what the clause is about: to take it over is no contribution."""
        nouns = self.reader.lexicon.classes["command"]
        around = [draft.clause.antecedent] if draft.clause.antecedent is not None else []
        return any(phrase.noun in nouns for phrase in [*around, *draft.clause.phrases])

    def _pieces(self, draft: Draft) -> list[Piece]:
        """People and materiel that the clause counts, the noun phrase around a participle included.

        Of "van de dertig mariniers … circa twintig" only the twenty are told of.
        """
        sentence, clause = draft.sentence, draft.clause
        people: Piece | None = None
        found: list[Piece] = []
        around = clause.antecedent if clause.kind in ("participle", "relative", "reduced") else None
        spelt_out = [p for c in sentence.clauses if spells_out(c, clause) for p in c.phrases]
        for phrase in [*([around] if around is not None else []), *clause.phrases, *spelt_out]:
            if any(phrase is p for p in draft.phrases.get("contributedTo", [])):
                continue
            piece = people_in(phrase, sentence, self.reader.lexicon, elliptic=people is not None)
            if piece is not None and phrase.prep in (None, "met", "uit", "tot", "naar", "van", "door", "voor", "naast"):
                if phrase.prep == "naar" and people is not None and people.whole:
                    found.remove(people)
                if people is not None and not phrase.nouns and not piece.owners:
                    piece.owners = people.owners
                    found = [p for p in found if p is not people or p.whole is False]
                piece.whole = phrase.prep == "van"
                people = piece
                found.append(piece)
            elif phrase.prep in (None, "met", "uit") and phrase is not around:
                first = phrase.units[0].low if phrase.units else ""
                counted = phrase.amount is not None or first in ("een", "één", "het", "de")
                kinds = _ASSETS if counted and phrase.prep == "met" else frozenset({"WeaponSystem"})
                found.extend(materiel_in(phrase, sentence, kinds, frozenset()))
        self._come_from(found, draft)
        self._stand_in(found, draft)
        counts = draft.wording.slot("contributor")
        owned = [piece for piece in found if piece.owners]
        return owned if owned and counts is not None and counts.by == ("object",) else found

    def _come_from(self, pieces: Sequence[Piece], draft: Draft) -> None:
        """ "twee artsen en drie duikers uit Peru": a country right behind them says whose they are."""
        phrases = draft.clause.phrases
        for phrase in phrases:
            after = phrases[phrases.index(phrase) + 1] if phrase is not phrases[-1] else None
            if after is None or after.prep != "uit" or not after.names or after.names[0].kind != "Country":
                continue
            starts = {member.start for member in family(phrase, draft.clause)}
            whose = [Filled(Ref(n.entity), draft.sentence.block, n.start, n.end, False, n.kind) for n in after.names]
            for piece in pieces:
                if piece.start in starts and not piece.owners:
                    piece.owners = whose

    @staticmethod
    def _stand_in(pieces: Sequence[Piece], draft: Draft) -> None:
        """ "zes in Lima en twee in Cuzco": each of several parts with the place right behind it."""
        phrases = draft.clause.phrases
        for at, (phrase, after) in enumerate(pairwise(phrases)):
            places = [name for name in after.names if name.kind in ("Place", "Country")]
            begin = after.prep_unit.start if after.prep_unit is not None else after.start
            if after.prep not in _WHERE or not places or begin - phrase.end > 2 or len(pieces) < 2:
                continue
            sharing = takewhile(lambda earlier: earlier.borrowed, reversed(phrases[:at]))
            shared = {phrase.start, *(earlier.start for earlier in sharing)}
            for piece in pieces:
                if piece.start in shared:
                    name = places[0]
                    where = Filled(Ref(name.entity), draft.sentence.block, name.start, name.end, False, name.kind)
                    piece.roles["place"] = [where]

    def _place(self, draft: Draft, targets: Sequence[Filled], contributors: Sequence[Filled]) -> Roles:
        """Where: a place rather than a country, the first of those named."""
        used = {f.value for f in (*targets, *contributors)}
        best: Filled | None = None
        for phrase in draft.clause.phrases:
            if phrase.prep not in _WHERE:
                continue
            names = phrase.names or (
                self._behind(phrase, draft) if phrase.noun in self.reader.lexicon.classes["transparent"] else []
            )
            for name in names:
                if name.kind in ("Place", "Country") and Ref(name.entity) not in used:
                    filled = Filled(Ref(name.entity), draft.sentence.block, name.start, name.end, False, name.kind)
                    if best is None or (best.kind == "Country" and name.kind == "Place"):
                        best = filled
        if best is None and draft.clause.opener is not None and draft.clause.opener.low == "waar":
            around = self.reader.fill(draft.clause.antecedent, frozenset({"Place"}), draft.sentence, draft.clause)
            best = around[0] if around else None
        return {"place": [best]} if best is not None else {}

    @staticmethod
    def _behind(phrase: Phrase, draft: Draft) -> list[Linked]:
        after = next_of(phrase, draft.clause)
        return list(after.names) if after is not None else []


def has_seat(filled: Filled, knowledge: Knowledge) -> bool:
    """Whether an organisation stands in one country for good: a staff, a school, a service."""
    concept = knowledge.concepts.get(filled.value.id) if isinstance(filled.value, Ref) else None
    return filled.kind == "Organisation" and concept is not None and bool(concept.country)


def _fact(draft: Draft, who: Filled, target: Filled, roles: Roles) -> Draft:
    return replace(draft, roles={"contributor": [who], "contributedTo": [target], **roles})
