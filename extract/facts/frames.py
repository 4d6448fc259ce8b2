"""The frame reader: a wording met in a clause, its roles filled from the phrases beside it.

Roles are filled by place (subject, object, owner, preposition) and by kind of entity, so a
mistake about the one is often mended by the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.facts.clauses import Clause
from extract.facts.context import Context, Filled
from extract.facts.drafts import Draft, Sentence, distinct, family, fronted, has_genitive, next_of
from extract.facts.dutch import BE_PERFECT, HERE, PASSIVE, POINTING_BACK, PREPOSITIONS, PRONOMINAL
from extract.facts.order import acts, before_te, object_named, particle_length
from extract.facts.phrases import Phrase
from extract.facts.units import Unit
from extract.facts.wordings import Lexicon, VerbForm, Wording
from extract.knowledge import Knowledge
from extract.link import Linked
from extract.reading import Ref

_GATHERED = frozenset({"partner"})


class FrameReader:
    """Fills the frames of one letter; holds only what does not change on the way."""

    def __init__(self, lexicon: Lexicon, knowledge: Knowledge, context: Context) -> None:
        self.lexicon = lexicon
        self.knowledge = knowledge
        self.context = context
        missions = (concept for concept in knowledge.concepts.values() if concept.kind == "Mission")
        self.missions = {name: concept.id for concept in missions for name in concept.names}
        self._within = lexicon.classes["transparent"]
        countries = [concept for concept in knowledge.concepts.values() if concept.kind == "Country"]
        self.states = {adjective: c.id for c in countries for adjective in c.adjectives}
        organisations = (concept for concept in knowledge.concepts.values() if concept.kind == "Organisation")
        self.organisations = {name: concept.id for concept in organisations for name in concept.names}

    def read(self, sentence: Sentence) -> list[Draft]:
        """All drafts of a sentence, with every role found; those without a core role too."""
        drafts: list[Draft] = []
        for clause in sentence.clauses:
            for verb, form in self.verbs(clause, sentence):
                for wording in self.lexicon.by_verb[form.base]:
                    drafts.append(self._by_verb(wording, verb, form, clause, sentence))
            for phrase in clause.phrases:
                drafts.extend(self._by_nouns(phrase, clause, sentence))
                drafts.extend(self._by_fixed_preposition(phrase, clause, sentence))
        return drafts

    def verbs(self, clause: Clause, sentence: Sentence) -> Iterator[tuple[Unit, VerbForm]]:
        """The verbs of a clause with each verb that they may be a form of; the longest particle wins."""
        prepositions = {p.prep_unit.start for p in clause.phrases if p.prep_unit is not None and p.prep and p.units}
        words = sentence.words_in(clause.start, clause.end)
        for verb in clause.verbs:
            fitting = [
                form
                for form in self.lexicon.forms.get(verb.low, ())
                if self._has_particle(form.particle, verb, words, prepositions)
            ]
            longest = max((particle_length(form) for form in fitting), default=0)
            for form in fitting:
                if particle_length(form) == longest:
                    yield verb, form

    @staticmethod
    def _has_particle(particle: str, verb: Unit, words: Sequence[Unit], prepositions: set[int]) -> bool:
        """Particles of several words stand in this order; a single one behind its verb, and is no preposition."""
        wanted = particle.split()
        if len(wanted) == 1 and wanted[0] in PREPOSITIONS:
            behind = (word for word in words if word.start > verb.start and word.start not in prepositions)
            return before_te(wanted[0], verb, words) or any(word.low == wanted[0] for word in behind)
        at = 0
        for word in words:
            if at < len(wanted) and word.low == wanted[at]:
                at += 1
        return at == len(wanted)

    def _by_verb(self, wording: Wording, verb: Unit, form: VerbForm, clause: Clause, sentence: Sentence) -> Draft:
        draft = Draft(wording.tells, wording, clause, sentence, (verb.start, verb.end))
        passive = self._is_passive(form, clause, sentence)
        order = sorted(wording.slots, key=lambda slot: (slot.by[0] in ("subject", "object"), slot.by[0] == "object"))
        if ("passive" in wording.needs and not passive) or not object_named(wording, clause):
            return draft
        nominal = not verb.finite and not form.participle
        joined = wording.tells == "Cooperation"
        places = [
            (s.role, tuple(p for p in s.by if p != "van" or nominal or not ("object" in s.by or joined))) for s in order
        ]
        self._fill_slots(draft, places, passive, [])
        return draft

    def _by_nouns(self, phrase: Phrase, clause: Clause, sentence: Sentence) -> Iterator[Draft]:
        if phrase.borrowed:
            return
        triggers = [unit for unit in phrase.nouns if self.lexicon.nouns(unit.low)]
        pairs = [(unit, wording) for unit in triggers[-1:] for wording in self.lexicon.nouns(unit.low)]
        low = " ".join(phrase.words)
        pairs += [
            (phrase.nouns[-1], wording)
            for wording in self.lexicon.wordings
            for noun in wording.nouns
            if " " in noun and noun in low and phrase.nouns
        ]
        for unit, wording in pairs:
            draft = Draft(wording.tells, wording, clause, sentence, (unit.start, unit.end), noun=phrase)
            order = sorted(wording.slots, key=lambda slot: slot.by[0] in ("subject", "owner"))
            places = [
                (
                    slot.role,
                    tuple(sorted(slot.by, key=lambda place: (place == "subject", place not in ("owner", "tussen")))),
                )
                for slot in order
            ]
            if wording.tells == "Cooperation" and phrase.words[:1] != ["hun"]:
                places = [(role, tuple(place for place in by if place != "subject")) for role, by in places]
            if wording.tells == "Establishment":
                places = [(role, tuple(place for place in by if place != "object")) for role, by in places]
            self._fill_slots(draft, places, False, [phrase])
            yield draft

    def _by_fixed_preposition(self, phrase: Phrase, clause: Clause, sentence: Sentence) -> Iterator[Draft]:
        for wording in self.lexicon.wordings:
            if phrase.prep is None or phrase.prep not in wording.phrases:
                continue
            draft = Draft(wording.tells, wording, clause, sentence, (phrase.start, phrase.end), noun=phrase)
            places = [
                (slot.role, ("self",) if slot.by[0] == "object" else tuple(p for p in slot.by if p != "object"))
                for slot in wording.slots
            ]
            self._fill_slots(draft, places, False, [])
            yield draft

    def _fill_slots(
        self, draft: Draft, slots: Sequence[tuple[str, tuple[str, ...]]], passive: bool, used: list[Phrase]
    ) -> None:
        """Fill each role from the first place that has it; partners from all places together."""
        frame = self.lexicon.frames[draft.tells]
        for role, places in slots:
            kinds = frame.kinds.get(role, frozenset())
            for place in places:
                mine = [] if place == "self" else used
                found, phrases = self._place(place, kinds, draft.clause, draft.sentence, passive, mine, draft.noun)
                if found:
                    draft.roles[role] = distinct([*draft.roles.get(role, []), *found])
                    draft.phrases.setdefault(role, []).extend(phrases)
                    used.extend(phrases)
                    if role not in _GATHERED or (place in ("owner", "tussen") and len(draft.roles[role]) > 1):
                        break

    # -- places -----------------------------------------------------------------------------

    def _place(
        self,
        place: str,
        kinds: frozenset[str],
        clause: Clause,
        sentence: Sentence,
        passive: bool,
        used: Sequence[Phrase],
        noun: Phrase | None,
    ) -> tuple[list[Filled], list[Phrase]]:
        """The fillers of a role at one place of the clause, and the phrases they stand in."""
        if place == "owner":
            found = self._owner(noun, kinds, sentence, clause) if noun is not None else []
            return found, [noun] if found and noun is not None else []
        if place == "self":
            return (self.fill(noun, kinds, sentence, clause), [noun]) if noun is not None else ([], [])
        if place == "before":
            return self._before(noun, kinds, clause, sentence)
        if place in ("head", "antecedent"):
            phrase = clause.antecedent
            if phrase is None and place == "head" and noun is not None:
                return self.fill(noun, kinds, sentence, clause), [noun]
            return (self.fill(phrase, kinds, sentence, clause), [phrase]) if phrase is not None else ([], [])
        if place == "subject":
            return self.subject(kinds, clause, sentence, passive, used)
        if place == "object":
            return self._object(kinds, clause, sentence, passive, used)
        return self._prepositional(place, kinds, clause, sentence, used, noun)

    def _owner(self, phrase: Phrase, kinds: frozenset[str], sentence: Sentence, clause: Clause) -> list[Filled]:
        """The names in front of a noun, those of "onder Finse respectievelijk Estse leiding" included."""
        members = [member for member in family(phrase, clause) if member is phrase or member.borrowed]
        names = [name for member in members for name in (*member.owners, *member.parts)]
        return [self._filled(name, sentence) for name in names if name.kind in kinds]

    def _before(
        self, noun: Phrase | None, kinds: frozenset[str], clause: Clause, sentence: Sentence
    ) -> tuple[list[Filled], list[Phrase]]:
        if clause.antecedent is not None and not any(p is not noun and p.prep is None for p in clause.phrases):
            found = self.fill(clause.antecedent, kinds, sentence, clause)
            if found:
                return found, [clause.antecedent]
        earlier = [phrase for phrase in clause.phrases if noun is not None and phrase.end <= noun.start]
        for phrase in reversed(earlier[-2:]):
            found = self.fill(phrase, kinds, sentence, clause)
            if found:
                return found, [phrase]
        return [], []

    def _bare(self, clause: Clause, used: Sequence[Phrase]) -> list[Phrase]:
        return [
            phrase for phrase in clause.phrases if phrase.prep is None and all(phrase is not other for other in used)
        ]

    def subject(
        self, kinds: frozenset[str], clause: Clause, sentence: Sentence, passive: bool, used: Sequence[Phrase]
    ) -> tuple[list[Filled], list[Phrase]]:
        if passive:
            return self._prepositional("door", kinds, clause, sentence, used, None)
        opener = clause.opener.low if clause.opener else ""
        some = opener == "waarvan" and kinds == {"WeaponSystem"}
        about = (
            some or clause.kind == "participle" or (clause.kind in ("relative", "reduced") and opener in POINTING_BACK)
        )
        own = any(self.fill(phrase, kinds, sentence, clause) for phrase in self._bare(clause, used))
        if about and not own and clause.antecedent is not None:
            found = self.fill(clause.antecedent, kinds, sentence, clause, owned=True)
            found = found or self.where(clause, kinds, sentence)
            if found:
                return found, [clause.antecedent]
        for phrase in self._bare(clause, used):
            found = self.fill(phrase, kinds, sentence, clause, owned=True)
            if found:
                return found, [phrase]
        if clause.before is not None and (clause.elided or not self._bare(clause, ())):
            return self.subject(kinds, clause.before, sentence, False, ())
        return [], []

    def _object(
        self, kinds: frozenset[str], clause: Clause, sentence: Sentence, passive: bool, used: Sequence[Phrase]
    ) -> tuple[list[Filled], list[Phrase]]:
        opener = clause.opener.low if clause.opener is not None else ""
        about = clause.kind in ("participle", "reduced") or (passive and opener in {*POINTING_BACK, "waarvan"})
        if about and clause.antecedent is not None:
            found = self.where(clause, kinds, sentence)
            if found:
                return found, [clause.antecedent]
        bare = self._bare(clause, used)
        people = kinds <= {"Country", "Organisation"}
        for phrase in bare if passive else reversed([p for p in bare if not acts(p, bare, clause)]):
            found = self.fill(phrase, kinds, sentence, clause, owned=people)
            if found:
                return found, [phrase]
        if clause.kind == "relative" and clause.antecedent is not None:
            found = self.fill(clause.antecedent, kinds, sentence, clause)
            if found:
                return found, [clause.antecedent]
        return [], []

    def _prepositional(
        self,
        prep: str,
        kinds: frozenset[str],
        clause: Clause,
        sentence: Sentence,
        used: Sequence[Phrase],
        noun: Phrase | None,
    ) -> tuple[list[Filled], list[Phrase]]:
        phrases = [
            phrase
            for phrase in clause.phrases
            if phrase.prep in (prep, f"samen {prep}") and all(phrase is not other for other in used)
        ]
        if noun is not None:
            at = next((i for i, phrase in enumerate(clause.phrases) if phrase is noun), -1)
            after = [phrase for phrase in clause.phrases[at + 1 :] if any(phrase is p for p in phrases)]
            behind = clause.phrases[at + 1 :]
            stop = next((p for p in behind if any(self.lexicon.nouns(unit.low) for unit in p.nouns[-1:])), None)
            if stop is not None and prep in ("van", "met", "door", "bij"):
                after = [p for p in after if p.start < stop.start]
            phrases = (
                after or fronted(phrases, noun, clause)
                if prep in ("van", "met", "bij")
                else [*after, *(p for p in phrases if all(p is not a for a in after))]
            )
        for phrase in phrases:
            found = []
            if not phrase.names and phrase.noun in self.lexicon.classes["transparent"]:
                found = self.fill(next_of(phrase, clause), kinds, sentence, clause)
            if not found:
                found = self.fill(phrase, kinds, sentence, clause, owned=prep in ("door", "met", "van"))
            if found:
                return found, [phrase]
        stranded = any(word.low == prep for word in clause.words)
        where = clause.opener is not None and clause.opener.low == "waar"
        if where and (stranded or prep in ("in", "bij", "op")):
            found = self.where(clause, kinds, sentence)
            if found:
                return found, []
        for word in clause.words:
            if PRONOMINAL.get(word.low) == prep or (prep == "in" and word.low in HERE):
                found = self._pointed(word, kinds, clause, sentence)
                if found:
                    return found, []
        return [], []

    def where(self, clause: Clause, kinds: frozenset[str], sentence: Sentence) -> list[Filled]:
        """What a relative clause is about: the phrase before it, or the nearest fitting one before that."""
        found = self.fill(clause.antecedent, kinds, sentence, clause)
        if found or clause.parent is None or clause.antecedent is None:
            return found
        earlier = [phrase for phrase in clause.parent.phrases if phrase.end <= clause.antecedent.start]
        for phrase in reversed(earlier[-4:]):
            fitting = [name for name in phrase.names if name.kind in kinds - {"Country", "Place"}]
            if fitting:
                return [self._filled(fitting[-1], sentence)]
        return []

    def _pointed(self, word: Unit, kinds: frozenset[str], clause: Clause, sentence: Sentence) -> list[Filled]:
        """What "hieraan", "waarin" … point at: the antecedent, else what is clear; "waarbij" mostly joins sentences."""
        if word.low.startswith("waar") and word.low != "waarbij" and clause.antecedent is not None:
            found = self.fill(clause.antecedent, kinds, sentence, clause)
            if found:
                return found
        return self.context.pointed_at(word.start, kinds, sentence.block)

    # -- fillers ----------------------------------------------------------------------------

    def fill(
        self, phrase: Phrase | None, kinds: frozenset[str], sentence: Sentence, clause: Clause, owned: bool = False
    ) -> list[Filled]:
        """The values of a phrase and of those coordinated with it.

        ``owned``: a phrase about people or materiel stands for the country that it belongs to
        ("Belgische F-16's", "Zr.Ms. Tromp").
        """
        if phrase is None:
            return []
        found: list[Filled] = []
        home = clause
        while home.parent is not None and all(other is not phrase for other in home.phrases):
            home = home.parent
        for member in family(phrase, home):
            named = [self._filled(name, sentence) for name in member.names if name.kind in kinds]
            if len(named) > 1 and all(filled.kind == "WeaponSystem" for filled in named):
                named = named[-1:]
            officer = "Person" in kinds and self.lexicon.is_officer(member.noun)
            if not named and (owned or officer) and "Country" in kinds:
                named = [self._filled(name, sentence) for name in member.owners]
                if not named:
                    named = [filled for name in member.names if (filled := self._flag(name, sentence)) is not None]
            if not named:
                named = [
                    self._filled(name, sentence)
                    for aside in member.asides
                    for name in aside.names
                    if name.kind in kinds and not member.names
                ]
            if not named and member.nouns and member.nouns[-1].tied and member.noun in self._within:
                named = [self._filled(name, sentence) for name in member.parts if name.kind in kinds]
            if not named and not has_genitive(member, home):
                named = self.context.resolve(member, kinds, sentence.block)
            found.extend(named)
        return distinct(found)

    def _flag(self, name: Linked, sentence: Sentence) -> Filled | None:
        """The country of a ship or unit that belongs to one."""
        concept = self.knowledge.concepts.get(name.entity)
        country = concept.country[0] if concept is not None and concept.country else None
        if name.kind == "WeaponSystem" and country:
            return Filled(Ref(country), sentence.block, name.start, name.end, False, "Country")
        if name.kind == "WeaponSystem" and name.text.startswith(("Zr.Ms.", "Hr.Ms.")) and self.context.author:
            return Filled(self.context.author.value, sentence.block, name.start, name.end, False, "Country")
        return None

    def served(self, name: Linked) -> str | None:
        """The country whose service an organisation is; a company serves none."""
        concept = self.knowledge.concepts.get(name.entity)
        if concept is not None and concept.country and concept.parents:
            return concept.country[0]
        return next((self.states[word] for word in name.text.split() if word in self.states), None)

    def _filled(self, name: Linked, sentence: Sentence) -> Filled:
        return Filled(Ref(name.entity), sentence.block, name.start, name.end, False, name.kind)

    def _is_passive(self, form: VerbForm, clause: Clause, sentence: Sentence) -> bool:
        if clause.kind in ("participle", "reduced"):
            return form.participle
        if not form.participle or form.base in BE_PERFECT:
            return False
        return any(verb.low in PASSIVE for verb in clause.verbs)
