"""What a word points at: "de missie", "beide landen", "hieraan", "waarvan", "ons land".

Each sentence is gone through before its facts are read. A word or phrase that points is resolved when
one candidate is clear: of the kind, class and number that its noun asks (for an adverb, that the verb
asks), in the nearest clause or sentence that has any, never over a heading except to what the heading
itself names. Two that are equally near block each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.facts.candidates import Mention, View, clause_at, clause_number, filled_by, mentions_of, subjects_of
from extract.facts.clauses import Clause
from extract.facts.context import Filled, Pointed
from extract.facts.drafts import Sentence, distinct
from extract.facts.dutch import HERE, PRONOMINAL, SUBORDINATE
from extract.facts.frames import FrameReader
from extract.facts.phrases import Phrase
from extract.facts.units import Unit
from extract.facts.wordings import PointingNoun
from extract.link import Linked

_CLOSE = frozenset({"deze", "dit", "die", "dat", "dezelfde", "hetzelfde", "genoemde"})
_LAST = frozenset({"laatstgenoemd", "laatstgenoemde"})
_FIRST = frozenset({"eerstgenoemd", "eerstgenoemde"})
_POINTING = _CLOSE | _LAST | _FIRST | {"de", "het"}
_SETS = {"beide": 2, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8}
_ORDER = {"eerste": 0, "tweede": 1, "derde": 2, "vierde": 3}
_NEUTRAL = frozenset({"genoemde", "betreffende", "desbetreffende", "gehele", "hele", "eerder", "zojuist"})
_PRONOUNS = {"het": frozenset({"Country", "Agreement", "Programme"}), "hij": frozenset({"Person"})}
_RESTRICTS = re.compile(r"\s+(?:van|tegen|rond|rondom|die|dat|waar\w*|om|ter|te)\b")
_PLACED = re.compile(r"\s+(?:in|op|bij|voor|aan|tussen|uit|met)\s+(?:de\s+|het\s+)?$")
_BESIDE = re.compile(r"\s*(?:\([^()]*\))?\s*,\s*(?:en\s+)?(?:\w+\s+)?$")
_PARTED = re.compile(
    r"\s+(?:(?:is|zijn|was|waren|wordt|worden|werden)\s+)?(?:er\s+)?(?:(?:het|de)\s+)?"
    r"(?:eerste|tweede|derde|laatste|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|dertig|\d+)\b"
    r"(?!\s+(?:procent|miljoen|miljard))"
)
_INSIDE = frozenset({"in", "te", "op", "nabij"})
_GROUND = re.compile(r"\bop (?:grond|basis)\s+$", re.IGNORECASE)
_ABOUT = frozenset({"waaraan", "waarin", "waarvan", "waarover", "waartoe", "waarvoor"})


@dataclass(slots=True)
class PointingReader:
    """Resolves the words that point, sentence by sentence; remembers the section."""

    frames: FrameReader
    mentions: list[Mention] = field(default_factory=list)
    last: dict[str, Filled] = field(default_factory=dict)

    def enter_section(self) -> None:
        """Nothing points back over a heading."""
        self.mentions.clear()

    def read(self, sentence: Sentence, number: int, kind: str) -> list[Pointed]:
        """What the words of a sentence point at, in order; then the sentence is remembered."""
        named = list(mentions_of(sentence, number, kind == "heading", self.frames.knowledge))
        again: list[Mention] = []
        found: list[Pointed] = []
        for start, pointer in self._pointers(sentence):
            near = sorted([m for m in (*named, *again) if m.start < start], key=lambda m: m.start)
            clause = clause_at(start, sentence)
            view = View([*self.mentions, *near], sentence, clause, number, kind, start)
            values = self._phrase(pointer, view) if isinstance(pointer, Phrase) else self._adverb(pointer, view)
            if values:
                found.append(Pointed(sentence.block, start, pointer.end, tuple(values)))
                at, prep = clause_number(clause, sentence), pointer.prep if isinstance(pointer, Phrase) else None
                again += [Mention(v, sentence.block, start, number, at, prep=prep, group=-1 - start) for v in values]
        if kind != "footnote":
            self.mentions.extend(sorted([*named, *again], key=lambda m: m.start))
        for mention in named:
            self.last[mention.id] = mention.filled
        return found

    # -- who points -------------------------------------------------------------------------

    @staticmethod
    def _pointers(sentence: Sentence) -> Iterator[tuple[int, Phrase | Unit]]:
        found: dict[int, Phrase | Unit] = {}
        for clause in sentence.clauses:
            for phrase in clause.phrases:
                if phrase.units and not phrase.names:
                    found[phrase.start] = phrase
            if clause.antecedent is not None and clause.antecedent.units and not clause.antecedent.names:
                found.setdefault(clause.antecedent.start, clause.antecedent)
        for unit in sentence.units:
            if unit.kind == "word" and (unit.low in PRONOMINAL or unit.low in HERE or unit.low == "waar"):
                found[unit.start] = unit
        yield from sorted(found.items())

    # -- noun phrases -----------------------------------------------------------------------

    def _phrase(self, phrase: Phrase, view: View) -> list[Filled]:
        words, author = phrase.words, self.frames.context.author
        if phrase.noun == "land" and words[0] in ("ons", "onze") and author is not None:
            return [Filled(author.value, view.sentence.block, phrase.start, phrase.end, False, author.kind)]
        if phrase.noun == "land" and words[-2:] == ["eigen", "land"]:
            near = [m for m in view.here() if m.plain and m.filled.kind == "Country"]
            return self._carried(near) if len({m.id for m in near}) == 1 else []
        if len(phrase.units) == 1 and phrase.units[0].pos == "PRON":
            return self._pronoun(phrase, view)
        noun = self._noun(phrase)
        if noun is None or not self._bare(phrase, noun, view):
            return []
        if noun.sole:
            found = self.last.get(noun.sole)
            return [replace(found, inherited=True)] if found is not None and words[0] in _POINTING else []
        count = next((_SETS[word] for word in words if word in _SETS), 0)
        if noun.plural and (count or words[0] in _CLOSE):
            return self._several(noun, phrase, view, count)
        if words[0] not in _POINTING or (noun.plural and "WeaponSystem" not in noun.kinds):
            return []
        return self._one(noun, phrase, view)

    def _noun(self, phrase: Phrase) -> PointingNoun | None:
        """What the head noun asks; that of a compound counts for things alone ("gevechtshelikopters")."""
        low, table = phrase.noun or "", self.frames.lexicon.pointing
        if low in table:
            return table[low]
        head = max((word for word in table if len(word) >= 5 and low.endswith(word)), key=len, default="")
        return table[head] if head and table[head].under else None

    @staticmethod
    def _bare(phrase: Phrase, noun: PointingNoun, view: View) -> bool:
        """Whether nothing in or behind the phrase says which one is meant: "de missie in Irak", "de nieuwe missie"."""
        words, things = phrase.words, "WeaponSystem" in noun.kinds
        close = words[0] in _CLOSE | _LAST | _FIRST
        if (
            (phrase.owners and not things)
            or (phrase.dates and not close)
            or (words[0] == "het" and phrase.prep == "op")
        ):
            return False
        for unit in phrase.units[1:]:
            told = unit.kind != "word" or unit.low in _NEUTRAL | _ORDER.keys() | _SETS.keys() | _POINTING
            if unit.pos in ("ADJ", "VERB", "ADV") and not told and unit not in phrase.nouns:
                return False
        if close or any(word in _SETS for word in words[:2]):
            return not _RESTRICTS.match(view.sentence.text, phrase.end) or close
        text = view.sentence.text
        behind = next((n for n in view.sentence.names if n.start > phrase.end), None)
        placed = behind is not None and _PLACED.fullmatch(text[phrase.end : behind.start])
        return not _RESTRICTS.match(text, phrase.end) and not (
            placed and behind and behind.kind in ("Country", "Place")
        )

    def _one(self, noun: PointingNoun, phrase: Phrase, view: View) -> list[Filled]:
        first = phrase.words[0]
        turn = next((_ORDER[word] for word in phrase.words if word in _ORDER), None)
        for level in view.levels(noun.kinds, close=first in _CLOSE):
            fitting = self._fitting(level, noun, phrase)
            if "Country" in noun.kinds and first not in _LAST | _FIRST:
                fitting = self._foreign(fitting)
            ids = list(dict.fromkeys(m.id for m in fitting))
            if not ids or ((turn is not None or first in _FIRST) and len(ids) < 2 and "WeaponSystem" not in noun.kinds):
                continue
            if len(ids) == 1:
                return self._carried(fitting[-1:])
            if turn is not None and "WeaponSystem" not in noun.kinds:
                return self._carried([m for m in fitting if turn < len(ids) and m.id == ids[turn]][:1])
            if first in _FIRST:
                return self._carried(fitting[:1])
            if first in _LAST:
                return self._carried(fitting[-1:])
            return self._carried(self._clear(fitting, first, phrase, view))
        return []

    def _clear(self, fitting: Sequence[Mention], first: str, phrase: Phrase, view: View) -> list[Mention]:
        """Of several at the same distance the one that is clear, if any: what "deze" points at is the last."""
        topic = {m.id for m in view.before if m.heading and m.filled.kind == fitting[-1].filled.kind}
        if first in _CLOSE:
            beside = [m for m in fitting if phrase.prep is not None and m.prep == phrase.prep]
            last = (beside or list(fitting))[-1]
            joined = {m.id for m in fitting if m.group == last.group and last.group}
            return [last] if len(joined) == 1 else []
        alike = {m.id: m for m in fitting if (phrase.noun or "") in m.words}
        if len(alike) == 1:
            return list(alike.values())
        return [m for m in fitting if m.id in topic][-1:] if len(topic) == 1 else []

    def _several(self, noun: PointingNoun, phrase: Phrase, view: View, count: int) -> list[Filled]:
        """ "Beide landen", "deze toestellen": all that the nearest sentence names, or a row in it."""
        told: dict[str, Filled] = {}
        for step, level in enumerate(view.levels(noun.kinds)):
            fitting = self._fitting(level, noun, phrase)
            ids = list(dict.fromkeys(m.id for m in fitting))
            if not ids:
                continue
            told |= {m.id: m.filled for m in fitting}
            if not count and "Country" in noun.kinds:
                fitting = self._foreign(fitting)
                ids = list(dict.fromkeys(m.id for m in fitting))
            if len(ids) == count or (not count and (len(ids) > 1 or "WeaponSystem" in noun.kinds)):
                return distinct(self._carried(fitting))
            rows = [[m for m in fitting if m.group == group] for group in dict.fromkeys(m.group for m in fitting)]
            rows = [row for row in rows if row[0].group and len({m.id for m in row}) == count]
            if len(rows) == 1:
                return distinct(self._carried(rows[0]))
            if len(ids) > max(count, 1) or step > 2:
                break
        return self._of_section(count, list(told.values())) if "Country" in noun.kinds else []

    def _of_section(self, count: int, told: list[Filled]) -> list[Filled]:
        """The countries of the heading; with one country told of, "beide landen" are that and the author's."""
        context = self.frames.context
        about, author = context.section, context.author
        if count and len(about) == count:
            return [replace(filled, inherited=True) for filled in about]
        abroad = [filled for filled in about or told if author is not None and filled.value != author.value]
        if count == 2 and len(abroad) == 1 and author is not None:
            return [replace(filled, inherited=True) for filled in (abroad[0], author)]
        return []

    # -- adverbs and pronouns ---------------------------------------------------------------

    def _adverb(self, word: Unit, view: View) -> list[Filled]:
        clause, sentence = view.clause, view.sentence
        if clause is None:
            return []
        prep = PRONOMINAL.get(word.low, "in")
        kinds = self._asked(clause, sentence, prep)
        if word.low.startswith("waar"):
            return self._relative(word, kinds, clause, sentence)
        if word.low in ("hier", "daar", "aldaar"):
            return self._place(view, word)
        if prep == "van" and (_PARTED.match(sentence.text, word.end) or _counted(word, sentence)):
            kinds = frozenset({"WeaponSystem"})
        elif prep == "van" and _GROUND.search(sentence.text, 0, word.start):
            kinds = frozenset({"Agreement"})
        for level in view.levels(frozenset()):
            fitting = [m for m in level if self._joinable(m, kinds)]
            if fitting:
                last = fitting[-1]
                return distinct(self._carried([m for m in fitting if m is last or (m.group and m.group == last.group)]))
        return []

    def _relative(self, word: Unit, kinds: frozenset[str], clause: Clause, sentence: Sentence) -> list[Filled]:
        """What a relative adverb says something about: the phrase before it."""
        if clause.opener is not word and (clause.opener is None or clause.opener.start != word.start):
            return []
        around, text = clause.antecedent, sentence.text
        if word.low == "waarvan" and _PARTED.match(text, word.end):
            people = around is not None and self.frames.lexicon.is_personnel(around.noun)
            things = [n for n in sentence.names if n.kind == "WeaponSystem" and n.start < word.start]
            return [filled_by(things[-1], sentence)] if things and not people else []
        found = self.frames.where(clause, kinds, sentence) if kinds else []
        if found or around is None or not around.names:
            return found
        gap = text[max([around.end, *(aside.end + 1 for aside in around.asides)]) : word.start]
        name = self._maker(around, clause) or around.names[-1]
        here = word.low == "waar"
        fits = name.kind in ("Country", "Place") if here else name.kind not in ("Country", "Place", "Person")
        return [filled_by(name, sentence)] if fits and (here or word.low in _ABOUT) and _BESIDE.fullmatch(gap) else []

    @staticmethod
    def _maker(around: Phrase, clause: Clause) -> Linked | None:
        """Of "vijf K-12's van Maker, waarvoor …" the thing, not who makes it."""
        phrases = clause.parent.phrases if clause.parent is not None else []
        at = next((i for i, phrase in enumerate(phrases) if phrase is around), 0)
        made = around.prep in ("van", "bij") and around.names[-1].kind == "Organisation" and at > 0
        things = [name for name in phrases[at - 1].names if name.kind == "WeaponSystem"] if made else []
        return things[-1] if things else None

    def _place(self, view: View, word: Unit) -> list[Filled]:
        there = word.low == "aldaar"
        if word.pos not in ("ADV", "PRON") or not (there or view.opens(word)):
            return []
        for level in view.levels(frozenset(), own=there):
            for kind in ("Place", "Country"):
                fitting = [m for m in level if m.plain and m.filled.kind == kind and (m.prep in _INSIDE or there)]
                if fitting:
                    return self._carried(fitting[-1:]) if len({m.id for m in fitting}) == 1 else []
        return []

    def _pronoun(self, phrase: Phrase, view: View) -> list[Filled]:
        """The subject before it, where its verb asks for such a subject: "Het levert ook dertig instructeurs"."""
        kinds = _PRONOUNS.get(phrase.words[0])
        if kinds is None or phrase.prep is not None or view.clause is None:
            return []
        kinds &= self._asked(view.clause, view.sentence, "subject")
        return [replace(f, inherited=True) for f in self._subjects(phrase, view) if f.kind in kinds]

    def _subjects(self, phrase: Phrase, view: View) -> list[Filled]:
        """The subject before a pronoun: in front of its own "of", of the clause before, of the sentence before."""
        clause, sentence = view.clause, view.sentence
        if clause is not None and any(w.low in SUBORDINATE | {"dat"} and w.end <= phrase.start for w in clause.words):
            own = [f for f in subjects_of(clause, sentence) if f.start < phrase.start]
            if own:
                return own
        mains = [c for c in sentence.clauses if c.kind == "main" and c.start < phrase.start and c is not clause]
        return [f for c in mains[-1:] for f in subjects_of(c, sentence)] or self.frames.context.subjects

    def _asked(self, clause: Clause, sentence: Sentence, place: str) -> frozenset[str]:
        """The kinds of thing that a verb or noun of the clause asks for at a place.

        "bij" is asked only where nothing else will do: "daarbij" mostly joins sentences.
        """
        lexicon = self.frames.lexicon
        wordings = [w for _, form in self.frames.verbs(clause, sentence) for w in lexicon.by_verb[form.base]]
        wordings += [w for phrase in clause.phrases for unit in phrase.nouns[-1:] for w in lexicon.nouns(unit.low)]
        kinds: set[str] = set()
        for wording in wordings:
            for slot in wording.slots:
                if place in slot.by and (place != "bij" or slot.by == ("bij",)):
                    kinds |= lexicon.frames[wording.tells].kinds.get(slot.role, frozenset())
        return frozenset(kinds)

    # -- candidates -------------------------------------------------------------------------

    def _joinable(self, mention: Mention, kinds: frozenset[str]) -> bool:
        """Whether one can take part in it, or buy it: states, parliaments and alliances are none."""
        kind = mention.filled.kind
        if kind not in kinds or kind in ("Country", "Person", "Place") or not mention.plain:
            return False
        return kind != "Organisation" or mention.id in self.frames.context.units

    def _fitting(self, level: Iterable[Mention], noun: PointingNoun, phrase: Phrase) -> list[Mention]:
        found = [m for m in level if m.filled.kind in noun.kinds and not m.aside and self._agrees(m, noun, phrase)]
        plain = [m for m in found if m.plain]
        return plain or found if "Country" in noun.kinds else plain

    def _agrees(self, mention: Mention, noun: PointingNoun, phrase: Phrase) -> bool:
        """Number and class, and the organisation that a compound names ("de VN-missie")."""
        concept = self.frames.knowledge.concepts.get(mention.id)
        if phrase.parts and (concept is None or phrase.parts[-1].entity not in (*concept.parents, *concept.run_by)):
            return False
        if mention.filled.kind == "Organisation":
            if phrase.noun == "organisatie":
                return mention.id in self.frames.context.alliances
            named = any((phrase.noun or "") in word for word in mention.words)
            return named or (phrase.noun in ("eenheid", "taakgroep") and mention.id in self.frames.context.units)
        if noun.named and not any(word in name.lower() for name in self._names(mention) for word in noun.named):
            return False
        return not noun.under or self._is_under(mention.id, noun.under) or (phrase.noun or "-") in mention.words

    def _names(self, mention: Mention) -> tuple[str, ...]:
        concept = self.frames.knowledge.concepts.get(mention.id)
        return (*mention.words, *(concept.names if concept is not None else ()))

    def _is_under(self, entity: str, above: str) -> bool:
        concepts, todo = self.frames.knowledge.concepts, [entity]
        while todo:
            at = todo.pop()
            if at == above:
                return True
            todo.extend(concepts[at].broader if at in concepts else ())
        return False

    def _foreign(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The author's own country is "ons land", never "het land"."""
        author = self.frames.context.author
        return [m for m in mentions if author is None or m.filled.value != author.value]

    @staticmethod
    def _carried(mentions: Iterable[Mention]) -> list[Filled]:
        return distinct(replace(m.filled, inherited=True) for m in mentions)


def _counted(word: Unit, sentence: Sentence) -> bool:
    """ "De eerste vier hiervan": the number stands before."""
    if not word.low.endswith("van"):
        return False
    before = [unit for unit in sentence.units if unit.end <= word.start][-1:]
    return bool(before) and before[0].kind == "amount"
