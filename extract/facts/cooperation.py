"""Who works with whom, on what and since when; what signing or founding something together tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.annotate.dates import Date
from extract.facts.clauses import Clause
from extract.facts.context import Filled
from extract.facts.drafts import Draft, Sentence, distinct
from extract.facts.dutch import PASSIVE
from extract.facts.frames import FrameReader
from extract.facts.phrases import Phrase
from extract.facts.times import dates_in, nearest
from extract.facts.wordings import Wording
from extract.link import Linked
from extract.reading import Ref, When

_ON = frozenset(
    {"bij", "op", "op het gebied van", "op het terrein van", "in het kader van", "aan", "rond", "inzake", "over"}
)
_WITHIN = frozenset({"in", "binnen"})
_THINGS = frozenset({"WeaponSystem", "Programme", "Agreement", "Exercise", "Mission"})
_BEING = frozenset({"is", "zijn", "was", "waren", "vormt", "vormen", "blijft", "blijven"})
_PERFECT = frozenset({"heeft", "hebben", "is", "zijn", "had", "hadden", "werd", "werden", "was", "waren"})
_PARTICIPLE = re.compile(r"\w*ge\w+(?:d|t|en)|(?:be|ver|her|ont)\w+[dt]")
_PAST = re.compile(r"\w+(?:den|ten|de|te)")
_MADE_SO = frozenset({"in het kader van", "volgens", "ingevolge", "op grond van", "op basis van"})
_TO_IT = frozenset({"daartoe", "hiertoe", "daarover", "hierover"})
_GOES_ON = Wording(id="gaat-verder", tells="Cooperation", slots=())


class CooperationReader:
    """Completes what the wordings give; a sentence may go on about the cooperation of the one before."""

    def __init__(self, reader: FrameReader) -> None:
        self.reader = reader
        self.standing: Draft | None = None
        self.year: Filled | None = None

    def partnered(self, draft: Draft) -> bool:
        """Two partners at least; "samenwerking met X" and "met X wordt samengewerkt" have the author's country beside.

        Under a heading that names countries, "de samenwerking" is the one with them.
        """
        partners = draft.roles.get("partner", [])
        author, section = self.reader.context.author, self.reader.context.section
        if author is not None and all(f.value != author.value for f in partners):
            phrases = draft.phrases.get("partner", [])
            with_only = bool(phrases) and all(p.prep in ("met", "samen met") for p in phrases)
            impersonal = draft.noun is not None or _is_impersonal(draft)
            if with_only and impersonal and all(f.kind == "Country" for f in partners):
                partners.insert(0, replace(author, inherited=True))
            elif (
                draft.noun is not None
                and not partners
                and _the_one(draft.noun)
                and section
                and all(f.value != author.value for f in section)
            ):
                draft.roles["partner"] = [replace(f, inherited=True) for f in (author, *section)]
        if "together" in draft.wording.needs and not _said_together(draft):
            return False
        return len({f.value for f in draft.roles.get("partner", [])}) >= 2

    def date(self, draft: Draft) -> Date | None:
        """The date of a cooperation: not the one of an agreement that it rests on."""
        if draft.noun is not None and draft.noun.prep in _MADE_SO:
            return None
        own = [(date, phrase) for date, phrase in dates_in(draft.clause) if phrase.prep != "van"]
        return nearest(own, *draft.trigger)

    @staticmethod
    def together(draft: Draft) -> Iterator[Draft]:
        """States that sign an agreement with each other, or found something, work together."""
        if draft.clause.kind in ("reduced", "participle"):
            return
        if draft.tells == "AgreementStatus" and any(f.value == "signed" for f in draft.roles.get("status", [])):
            role, thing = "party", draft.roles["agreement"]
            dates = [(f, f.value) for f in draft.roles.get("date", [])]
            years = [replace(f, value=When(value.iso[:4])) for f, value in dates if isinstance(value, When)]
        elif draft.tells == "Establishment":
            role, thing, years = "founder", draft.roles["established"], []
        else:
            return
        partners = [f for f in draft.roles.get(role, []) if f.kind == "Country"]
        if len(partners) > 1:
            about = [] if role == "party" and _told_what(draft, thing[0]) else thing
            roles = {"partner": partners, "year": years, "topic": about}
            yield replace(draft, tells="Cooperation", roles={name: found for name, found in roles.items() if found})

    def complete(self, drafts: Sequence[Draft], sentence: Sentence) -> Iterator[Draft]:
        """The drafts of a sentence, with what its cooperation is about and when it was."""
        dated = [(date, phrase) for clause in sentence.clauses for date, phrase in dates_in(clause)]
        if self.year is not None and self.year.block != sentence.block:
            self.year = None
        for date, _ in dated:
            written = self.reader.context.written
            year = int((date.first or "9999")[:4])
            later = self.year is not None and isinstance(self.year.value, When) and int(self.year.value.iso) > year
            if date.first and not later and (written is None or year <= written.year):
                self.year = Filled(When(date.first[:4]), sentence.block, date.core[0], date.core[1], True)
        told: list[Draft] = []
        for draft in sorted(drafts, key=lambda draft: draft.tells != "Cooperation"):
            if draft.tells == "Cooperation" and draft.wording.tells == "Cooperation":
                draft = self._completed(draft)
                told.append(draft)
            elif draft.tells == "Acquisition" and not draft.has("partner"):
                draft = _bought_together(draft, told)
            elif draft.tells == "AgreementStatus" and not draft.has("party") and self.standing is not None:
                draft = _between_them(draft, self.standing)
            yield draft
        if not told and self.standing is not None and _goes_on(sentence, self.reader):
            yield from self._continued(sentence)
        elif sentence.clauses:
            self.standing = told[-1] if told else None

    def _completed(self, draft: Draft) -> Draft:
        topics = distinct([*draft.roles.get("topic", []), *self._topics(draft)])
        partners = {f.value for f in draft.roles["partner"]}
        topics = [f for f in topics if f.value not in partners]
        roles = {**draft.roles, "topic": topics}
        if not draft.has("year") and draft.wording.slots and _is_past(draft.clause):
            roles["year"] = [self.year] if self.year is not None else self._written(draft)
        return replace(draft, roles={role: found for role, found in roles.items() if found})

    def _written(self, draft: Draft) -> list[Filled]:
        """The year that a letter of its last months looks back on, read from the verb."""
        written = self.reader.context.written
        if written is None or written.month < 9:
            return []
        return [Filled(When(str(written.year)), draft.sentence.block, *draft.trigger, True)]

    def _topics(self, draft: Draft) -> Iterator[Filled]:
        """What it is about: behind "bij", "op het gebied van", "binnen" …, or what it is said to be."""
        phrases = draft.clause.phrases
        noun = next((p for p in phrases if p.start <= draft.trigger[0] < p.end), None)
        behind = phrases
        if noun is not None:
            rest = phrases[next(i for i, p in enumerate(phrases) if p is noun) + 1 :]
            stop = next((i for i, p in enumerate(rest) if self._tells_too(p)), len(rest))
            behind = rest[:stop]
            own = [] if draft.noun is None else list(self._things(noun, draft.sentence, joint=True))
            yield from own
            for clause in draft.sentence.clauses:
                if clause.kind == "reduced" and clause.antecedent is noun and not (own or draft.has("topic")):
                    behind = [*behind, *clause.phrases]
        for at, phrase in enumerate(behind):
            yield from self._topic(phrase, behind[at + 1 :], draft.sentence)
        if noun is not None and {verb.low for verb in draft.clause.verbs} <= _BEING:
            for phrase in phrases:
                if phrase.prep is None and phrase is not noun:
                    yield from self._things(phrase, draft.sentence, joint=True)
        if any(word.low in ("ervan", "daarvan", "hiervan") for word in draft.clause.words):
            last = self.reader.context.last({"WeaponSystem"}, (draft.sentence.block, draft.trigger[0]))
            if last is not None:
                yield replace(last, inherited=True)

    def _tells_too(self, phrase: Phrase) -> bool:
        return any(wording.tells == "Cooperation" for wording in self.reader.lexicon.nouns(phrase.noun or ""))

    def _topic(self, phrase: Phrase, after: Sequence[Phrase], sentence: Sentence) -> Iterator[Filled]:
        if phrase.prep not in _ON | _WITHIN:
            return
        found = list(self._things(phrase, sentence, joint=phrase.prep in _WITHIN))
        if found or phrase.names or phrase.dates:
            yield from found
            return
        for further in after[:3]:
            if further.prep not in ("van", "voor"):
                return
            found = list(self._things(further, sentence, joint=False))
            if found:
                yield from found
                return

    def _things(self, phrase: Phrase, sentence: Sentence, joint: bool) -> Iterator[Filled]:
        """What a phrase names that one can work on, or that is itself of several states ("NAVO-verband")."""
        if phrase.noun is not None and phrase.noun.endswith(("verband", "kader")):
            yield from (self._of(name, sentence) for name in phrase.parts if joint and name.kind != "Country")
        for name in phrase.names:
            if name.kind in _THINGS or (joint and name.kind == "Organisation" and self._of_several(name)):
                yield self._of(name, sentence)

    def _of_several(self, name: Linked) -> bool:
        concept = self.reader.knowledge.concepts.get(name.entity)
        return concept is None or len(concept.country) != 1

    @staticmethod
    def _of(name: Linked, sentence: Sentence) -> Filled:
        return Filled(Ref(name.entity), sentence.block, name.start, name.end, False, name.kind)

    def _continued(self, sentence: Sentence) -> Iterator[Draft]:
        """ "Dit gebeurt in NAVO-verband en binnen de JEF" goes on about those who work together."""
        clause = sentence.clauses[0]
        found = [
            f for p in clause.phrases if p.prep in _WITHIN or p.prep is None for f in self._things(p, sentence, True)
        ]
        if self.standing is not None and found:
            partners = [replace(f, inherited=True) for f in self.standing.roles["partner"]]
            span = (clause.verbs[0].start, clause.verbs[0].end)
            yield Draft("Cooperation", _GOES_ON, clause, sentence, span, {"partner": partners, "topic": found})


def _is_impersonal(draft: Draft) -> bool:
    """ "Met Letland wordt samengewerkt": a passive that names no doer."""
    verbs = {verb.low for verb in draft.clause.verbs}
    verb = draft.sentence.text[draft.trigger[0] : draft.trigger[1]].lower()
    return bool(verbs & PASSIVE) and _PARTICIPLE.fullmatch(verb) is not None


def _the_one(phrase: Phrase) -> bool:
    """ "de samenwerking", not one among others ("een samenwerkingsverband")."""
    return (phrase.noun or "").endswith("samenwerking") and phrase.words[:1] != ["een"]


def _said_together(draft: Draft) -> bool:
    words = {word.low for word in draft.sentence.words_in(draft.clause.start, draft.clause.end)}
    return bool(words & {"samen", "gezamenlijk", "tezamen"})


def _bought_together(draft: Draft, told: Sequence[Draft]) -> Draft:
    """ "samenwerking met Zweden bij de aanschaf van X": what is worked on together is bought together."""
    system, buyer = draft.roles["system"][0], draft.roles["buyer"][0]
    for joint in told:
        about = any(f.value == system.value and f.start == system.start for f in joint.roles.get("topic", []))
        partners = [f for f in joint.roles["partner"] if f.kind == "Country"]
        if about and joint.clause is draft.clause and any(f.value == buyer.value for f in partners):
            others = [f for f in partners if f.value != buyer.value]
            action = [replace(f, value="joint-procurement") for f in draft.roles["action"] if f.value == "order"]
            more = {"partner": others, "action": action or draft.roles["action"]}
            return replace(draft, roles={**draft.roles, **more})
    return draft


def _between_them(draft: Draft, standing: Draft) -> Draft:
    """ "De intentieverklaring daartoe is getekend": by those who were said to work together."""
    words = {word.low for word in draft.sentence.words_in(draft.clause.start, draft.clause.end)}
    if not words & _TO_IT or standing.sentence.block != draft.sentence.block:
        return draft
    parties = [replace(f, inherited=True) for f in standing.roles["partner"]]
    return replace(draft, roles={**draft.roles, "party": parties})


def _goes_on(sentence: Sentence, reader: FrameReader) -> bool:
    clause = sentence.clauses[0] if sentence.clauses else None
    if clause is None or not clause.phrases or not clause.verbs:
        return False
    pointing = clause.phrases[0].words in (["dit"], ["dat"]) or clause.phrases[0].words[:1] == ["deze"]
    return pointing and any(verb.low in reader.lexicon.classes["happen"] for verb in clause.verbs)


def _told_what(draft: Draft, thing: Filled) -> bool:
    """Whether the text says itself what an agreement is about: "over X", "dat X regelt"."""
    after = [p for p in draft.clause.phrases if p.start >= thing.end][:2]
    relative = any(c.kind == "relative" and c.start >= thing.end for c in draft.sentence.clauses)
    return relative or any(p.prep in ("over", "inzake", "voor") for p in after)


def _is_past(clause: Clause) -> bool:
    """Told as done: a perfect ("is geïntensiveerd", "hebben gewerkt") or a past form ("wisselden uit")."""
    verbs = {verb.low for verb in clause.verbs}
    if verbs & _PERFECT:
        return any(_PARTICIPLE.fullmatch(verb) for verb in verbs)
    return any(_PAST.fullmatch(verb) for verb in verbs) and not verbs & {"wordt", "worden", "zullen", "zal", "kunnen"}
