"""The fact reader: from the annotated blocks of a letter to facts with their evidence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from spacy.language import Language

from extract.anatomy import Anatomy
from extract.clean_marks import figure
from extract.facts import assemble
from extract.facts.acquisition import AcquisitionReader
from extract.facts.addressee import read_address
from extract.facts.agreements import complete_parties, dated_names, in_turn, share_parties, undated
from extract.facts.candidates import subjects_of
from extract.facts.clauses import Clause
from extract.facts.context import Context, Filled, Pointed
from extract.facts.contribution import ContributionReader
from extract.facts.cooperation import CooperationReader
from extract.facts.drafts import Draft, Sentence, sent_from
from extract.facts.fits import complete_command, fits
from extract.facts.founding import FoundingReader
from extract.facts.frames import FrameReader
from extract.facts.gaps import signs_of, tells_enough
from extract.facts.local import WITHIN_A_PHRASE, read_local
from extract.facts.modality import Judgement, judge
from extract.facts.ordinals import nth_delivered
from extract.facts.pointing import PointingReader
from extract.facts.sentences import sentences_of
from extract.facts.spending import SpendingReader
from extract.facts.stationing import stationed
from extract.facts.tables import TableReader
from extract.facts.times import dates_in, nearest, roles_of
from extract.facts.turns import until_ended
from extract.facts.wordings import Lexicon, Wording, load_lexicon
from extract.knowledge import Knowledge
from extract.link import Linked, Links
from extract.reading import Fact, Gap, Ref

READ_IN = ("heading", "paragraph", "item", "footnote", "table")
_MARK = re.compile(r"\d{1,3}|\*+|[⁰¹²³⁴-⁹]+")
_CITES = Wording(id="genoemd", tells="Citation", slots=())
_EACH = frozenset({"Leadership", "Membership", "Location", "Parthood", "AgreementStatus", "Establishment"})


@dataclass(frozen=True, slots=True)
class Readers:
    """The readers of one letter; each remembers what the next sentence may go on about."""

    frames: FrameReader
    contributions: ContributionReader
    acquisitions: AcquisitionReader
    spending: SpendingReader
    cooperation: CooperationReader
    founding: FoundingReader


@dataclass(slots=True)
class FactReader:
    """Reads one letter; one is made for each."""

    anatomy: Anatomy
    links: Links
    knowledge: Knowledge
    nlp: Language
    found: list[assemble.Judged] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    pointed: list[Pointed] = field(default_factory=list)

    def run(self) -> tuple[tuple[Fact, ...], tuple[Gap, ...]]:
        """All facts of the letter, and the sentences that gave none though they seem to tell one."""
        lexicon = load_lexicon()
        written = _date_of(self.anatomy.letter.issued)
        context = Context(lexicon, self._author(), written, units=self._units(), alliances=self._alliances())
        frames = FrameReader(lexicon, self.knowledge, context)
        spending = SpendingReader(lexicon, context, frames.organisations, frames.states)
        readers = Readers(
            frames,
            ContributionReader(frames),
            AcquisitionReader(frames),
            spending,
            CooperationReader(frames),
            FoundingReader(frames),
        )
        pointing = PointingReader(frames)
        adjectives = frozenset(a for concept in self.knowledge.concepts.values() for a in concept.adjectives)
        tables = TableReader(lexicon, context)
        for draft in read_address(self.anatomy, self.links, self.knowledge):
            self.found.append(assemble.Judged(draft, Judgement("asserted"), draft.sentence.block))
        number = 0
        chosen = [(i, block) for i, block in enumerate(self.anatomy.blocks) if block.kind in READ_IN]
        docs = self.nlp.pipe(block.text for _, block in chosen)
        for (index, block), doc in zip(chosen, docs, strict=True):
            names = self.links.by_block[index]
            if block.kind == "heading":
                context.enter_section(self._countries(names, index))
                pointing.enter_section()
                readers.spending.enter_section(block.text.lower().replace(",", " ").split())
            for sentence in sentences_of(index, doc, names, adjectives, written):
                number += 1
                context.remember(sentence.names, index)
                found = pointing.read(sentence, number, block.kind)
                context.pointed |= {(index, pointed.start): pointed for pointed in found}
                self.pointed.extend(found)
                if block.kind == "table":
                    drafts = list(tables.read(sentence, block.heading, self._notes(index)))
                    drafts = drafts or list(readers.contributions.listed(sentence, number))
                else:
                    drafts = undated(list(self._drafts(sentence, number, readers)))
                drafts = list(readers.founding.complete(drafts, sentence))
                drafts = list(readers.cooperation.complete(drafts, sentence))
                drafts = [*drafts, *dated_names(drafts, sentence)]
                for draft in drafts:
                    within = draft.wording.id in WITHIN_A_PHRASE
                    judgement = Judgement("asserted") if within else _judged(draft, sentence, lexicon)
                    if judgement.modality == "ended":
                        draft = until_ended(draft, judgement.start, judgement.end)
                    self.found.append(assemble.Judged(draft, judgement, sentence.block))
                subjects = [f for clause in sentence.clauses[:1] for f in subjects_of(clause, sentence)]
                context.subjects = subjects or context.subjects
                if not any(map(tells_enough, drafts)) and (signs := signs_of(sentence, frames)):
                    self.gaps.append(Gap(assemble.passage(sentence, self.anatomy), signs))
        return assemble.facts(share_parties(self.found), self.anatomy, lexicon), tuple(self.gaps)

    def _notes(self, index: int) -> list[tuple[int, str]]:
        """The footnotes called in a block: the clean offset of each mark, and the text of the note."""
        blocks = self.anatomy.blocks
        notes = {
            figure(mark): note.text
            for before, note in pairwise(blocks)
            if note.kind == "footnote" and _MARK.fullmatch(mark := before.text.strip(" ()[]."))
        }
        return [(m.at, notes[m.number]) for m in self.anatomy.marks if m.block == index and m.number in notes]

    def _drafts(self, sentence: Sentence, number: int, readers: Readers) -> Iterator[Draft]:
        frames, contributions, acquisitions = readers.frames, readers.contributions, readers.acquisitions
        lexicon = frames.lexicon
        for name in sentence.names:
            if name.kind == "Document" and name.entity != self.anatomy.letter.id:
                clause = next((c for c in sentence.clauses if c.start <= name.start < c.end), Clause("main"))
                cited = Filled(Ref(name.entity), sentence.block, name.start, name.end, False, name.kind)
                yield Draft("Citation", _CITES, clause, sentence, (name.start, name.end), {"cited": [cited]})
        yield from read_local(sentence, frames)
        yield from readers.spending.read(sentence)
        first = list(self._framed(sentence, number, readers))
        told = {(draft.tells, draft.trigger) for draft in first}
        stated = {_core(draft, lexicon) for draft in first}
        again = replace(sentence, clauses=sentence.by_tree)
        second = [
            replace(draft, by_tree=True)
            for draft in self._framed(again, number, readers)
            if (draft.tells, draft.trigger) not in told and _core(draft, lexicon) not in stated
        ]
        yield from chain(first, second)
        if all(draft.tells != "Contribution" for draft in chain(first, second)):
            yield from contributions.go_on(sentence, number)
            yield from contributions.listed(sentence, number)
        yield from acquisitions.listed(sentence)

    def _framed(self, sentence: Sentence, number: int, readers: Readers) -> Iterator[Draft]:
        """The facts that are told by the wordings met in a sentence."""
        frames, contributions, acquisitions = readers.frames, readers.contributions, readers.acquisitions
        lent: set[tuple[int, int]] = set()
        bought: list[Draft] = []
        for draft in sorted(frames.read(sentence), key=lambda draft: draft.tells != "Contribution"):
            if draft.tells == "Contribution":
                for full in contributions.expand(draft, number):
                    lent.add(draft.trigger)
                    yield full
                    yield from self._exercise_held(full)
            elif draft.tells == "Acquisition" and draft.trigger not in lent:
                bought.extend(acquisitions.expand(draft))
            elif draft.tells == "Acquisition":
                continue
            elif draft.tells == "Stationing":
                yield from stationed(draft, frames)
            else:
                for plain in self._plain(draft, readers):
                    yield plain
                    yield from readers.cooperation.together(plain)
        bought.extend(nth_delivered(sentence, frames))
        yield from acquisitions.complete(bought)

    def _plain(self, draft: Draft, readers: Readers) -> Iterator[Draft]:
        """A draft of the other classes: its given roles, its date, one fact for each pair of core roles."""
        frames = readers.frames
        frame = frames.lexicon.frames[draft.tells]
        for role, value in draft.wording.given:
            draft.roles[role] = [Filled(value, draft.sentence.block, *draft.trigger)]
        complete_parties(draft, frames.context)
        readers.founding.settle(draft)
        complete_command(draft, frames)
        together = draft.tells == "Cooperation"
        if not (readers.cooperation.partnered(draft) if together else self._acceptable(draft, frames)):
            return
        if frame.time != "none":
            near = nearest(dates_in(draft.clause), *draft.trigger)
            date = readers.cooperation.date(draft) if together else near
            if date is not None:
                draft.roles.update(roles_of(date, frame.time, draft.sentence.block))
        for one in in_turn(draft):
            yield from self._split(_gapped(one, frames), frame.core)

    def _acceptable(self, draft: Draft, frames: FrameReader) -> bool:
        roles = draft.roles
        if not fits(draft, frames):
            return False
        core = frames.lexicon.frames[draft.tells].core
        if not all(roles.get(role) for role in core):
            return False
        firsts = [roles[role][0].value for role in core]
        return len(set(firsts)) == len(firsts)

    @staticmethod
    def _split(draft: Draft, core: Sequence[str]) -> Iterator[Draft]:
        """Coordinated members, leaders, parts and places are facts of their own."""
        if draft.tells not in _EACH:
            yield draft
            return
        combos: list[dict[str, list[Filled]]] = [{}]
        sizes = {len(draft.roles[role]) for role in core}
        if len(core) == 2 and len(sizes) == 1 and sizes != {1} and (draft.paired or _respectively(draft)):
            pairs = zip(*(draft.roles[role] for role in core), strict=True)
            combos = [{role: [filled] for role, filled in zip(core, pair, strict=True)} for pair in pairs]
        else:
            for role in core:
                combos = [{**combo, role: [filled]} for combo in combos for filled in draft.roles[role]]
        for combo in combos:
            own = _own_time(draft, combo) if draft.tells == "Membership" else {}
            yield replace(draft, roles={**draft.roles, **combo, **own})

    @staticmethod
    def _exercise_held(draft: Draft) -> Iterator[Draft]:
        """Who takes part in an exercise at a time and place tells that it was held."""
        target = draft.roles["contributedTo"][0]
        if target.kind != "Exercise":
            return
        time = nearest(dates_in(draft.clause), *draft.trigger)
        roles: dict[str, list[Filled]] = {"event": [target]}
        if time is not None:
            roles.update(roles_of(time, "event", draft.sentence.block))
            if draft.roles.get("place") and not sent_from(draft.clause, draft.roles["place"][0]):
                roles["place"] = draft.roles["place"]
            yield replace(draft, tells="Holding", roles=roles)

    def _countries(self, names: Sequence[Linked], block: int) -> list[Filled]:
        found: dict[str, Filled] = {}
        for name in names:
            if name.kind == "Country":
                found.setdefault(name.entity, Filled(Ref(name.entity), block, name.start, name.end, True, "Country"))
        return list(found.values())

    def _author(self) -> Filled | None:
        """The country for which the letter speaks: that of the ministry or parliament in its head."""
        for index, block in enumerate(self.anatomy.blocks):
            if block.kind in ("paragraph", "item", "footnote"):
                continue
            for name in self.links.by_block[index]:
                concept = self.knowledge.concepts.get(name.entity)
                if name.kind == "Organisation" and concept is not None and concept.country:
                    return Filled(Ref(concept.country[0]), index, name.start, name.end, True, "Country")
        return None

    def _units(self) -> set[str]:
        """Organisations that one can take part in: units and staffs, not states' own services or great alliances."""
        found = set()
        for entity in self.links.entities:
            concept = self.knowledge.concepts.get(entity.id)
            if entity.kind == "Organisation" and (concept is None or (concept.parents and not concept.country)):
                found.add(entity.id)
        return found

    def _alliances(self) -> set[str]:
        """International organisations that are part of nothing else."""
        concepts = ((entity, self.knowledge.concepts.get(entity.id)) for entity in self.links.entities)
        return {
            entity.id
            for entity, concept in concepts
            if entity.kind == "Organisation" and concept is not None and not concept.parents and not concept.country
        }


def _gapped(draft: Draft, frames: FrameReader) -> Draft:
    """ "A is lead nation van X en B van Y": the verb is said once, each subject has its own object."""
    for role, phrases in draft.phrases.items():
        prep = phrases[0].prep if phrases else None
        other = next((r for r in frames.lexicon.frames[draft.tells].core if r != role), None)
        subjects = draft.roles.get(other or "", [])
        if prep is None or len(subjects) < 2 or len(draft.roles.get(role, [])) != 1:
            continue
        kinds = frames.lexicon.frames[draft.tells].kinds[role]
        beside = [p for p in draft.clause.phrases if p.prep == prep and any(n.kind in kinds for n in p.names)]
        turns = [point for pair in zip(subjects, beside, strict=False) for point in (pair[0].start, pair[1].start)]
        if len(beside) == len(subjects) and turns == sorted(turns):
            found = [frames.fill(p, kinds, draft.sentence, draft.clause)[:1] for p in beside]
            return replace(draft, roles={**draft.roles, role: [f for one in found for f in one]}, paired=True)
    return draft


def _judged(draft: Draft, sentence: Sentence, lexicon: Lexicon) -> Judgement:
    """Whether a draft is told as done; one that only the tree gave must be so in the clauses of word order too."""
    own = judge(draft.clause, draft.sentence, lexicon, draft.noun, draft.trigger)
    if not draft.by_tree or own.modality != "asserted":
        return own
    start, end = draft.trigger
    clauses = [clause for clause in sentence.clauses if clause.start <= start and end <= clause.end]
    others = [judge(clause, sentence, lexicon, None, draft.trigger) for clause in clauses]
    return next((other for other in others if other.modality != "asserted"), own)


def _core(draft: Draft, lexicon: Lexicon) -> tuple[str, frozenset[object]]:
    """What a draft says, less its numbers, times and places."""
    core = lexicon.frames[draft.tells].core
    return draft.tells, frozenset(filled.value for role in core for filled in draft.roles.get(role, []))


def _respectively(draft: Draft) -> bool:
    return "respectievelijk" in draft.sentence.text[draft.clause.start : draft.sentence.end]


def _own_time(draft: Draft, combo: dict[str, list[Filled]]) -> dict[str, list[Filled]]:
    """The date in brackets behind a member: "België (2018)"; it holds for those coordinated before it."""
    member = next(iter(combo.get("member", [])), None)
    if member is None:
        return {}
    for phrase in draft.clause.phrases:
        if phrase.start >= member.start or phrase.start <= member.start < phrase.end:
            dates = [date for aside in phrase.asides for date in aside.dates]
            if dates and phrase.names and phrase.names[0].kind == member.kind:
                return roles_of(dates[0], "start", draft.sentence.block)
    return {}


def _date_of(issued: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(issued) if issued else None
    except ValueError:
        return None
