"""Names to entities: one node for one thing, each tie with its score and reason.

A listed name takes its concept. Unlisted names get a local id from their words
(``mission/x-zilveren-maan``) and are one entity when the letter shows it: the same words, an
acronym and its long form, a motion and the number of its paper in brackets, a name with and
without its year or first words. Two candidates left: no tie, and a finding that says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.anatomy import Anatomy
from extract.annotate.acronyms import bracketed
from extract.annotate.ambiguous import AMBIGUOUS
from extract.annotate.names import Name
from extract.knowledge import Knowledge
from extract.reading import Entity, EntityKind, Finding

FOLDER: Mapping[EntityKind, str] = {
    "Country": "country", "Organisation": "organisation", "Mission": "mission", "Exercise": "exercise",
    "Programme": "programme", "WeaponSystem": "weapon", "Agreement": "agreement", "Document": "document",
    "Meeting": "meeting", "Place": "place", "Person": "person",
}  # fmt: skip
_YEAR_END = re.compile(r"[\s-]+(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)?\d\d)?$")


@dataclass(frozen=True, slots=True)
class Linked:
    """A name in a block, tied to an entity; offsets are characters of the block's clean text."""

    start: int
    end: int
    kind: EntityKind
    entity: str
    score: float
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Links:
    """All entities of a letter, and its tied names block by block."""

    entities: tuple[Entity, ...]
    by_block: tuple[tuple[Linked, ...], ...]
    findings: tuple[Finding, ...] = ()


def slug(name: str) -> str:
    """Lower-case ASCII words joined by hyphens.

    >>> slug("Šiva’s Oog (2031)"), slug("1. Brigade")
    ('siva-s-oog-2031', '1-brigade')
    """
    plain = unicodedata.normalize("NFKD", name.translate(str.maketrans("ßøæđłØÆ", "sodlløo"[:5] + "OA")))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "naamloos"


def base(name: Name) -> str:
    """The words that make an unlisted name the same name again: no plural s, no noun of a compound.

    >>> base(Name(0, 5, "Organisation", "KWT’s", (), ""))
    'KWT'
    >>> base(Name(0, 11, "WeaponSystem", "Kite-drones", (), "", "-drones"))
    'Kite'
    """
    text = " ".join(name.text.split())
    if name.kind == "WeaponSystem" and name.head and name.head.startswith("-"):
        text = text.removesuffix(name.head.removeprefix("-")).rstrip(" -‐–")
    return re.sub(r"['’]s$", "", text)


@dataclass(slots=True)
class _Same:
    """Union-find over ids: which local and listed ids turned out to be one entity."""

    parent: dict[str, str] = field(default_factory=dict)

    def root(self, node: str) -> str:
        while node in self.parent:
            node = self.parent[node]
        return node

    def join(self, one: str, other: str, listed: Mapping[str, object]) -> None:
        """Make two ids one; a listed id stays, and two listed ones are left apart."""
        one, other = self.root(one), self.root(other)
        if one == other or (one in listed and other in listed):
            return
        if other in listed:
            one, other = other, one
        self.parent[other] = one


def link(anatomy: Anatomy, names_per_block: Sequence[Sequence[Name]], knowledge: Knowledge) -> Links:
    """Tie the names of every block to entities."""
    texts = [block.text for block in anatomy.blocks]
    findings: list[Finding] = []
    tied: list[list[tuple[Name, str]]] = []
    decided: set[tuple[str, str]] = set()
    for number, names in enumerate(names_per_block):
        row: list[tuple[Name, str]] = []
        for name in names:
            if len(name.candidates) > 1:
                several = ", ".join(name.candidates)
                findings.append(
                    Finding(
                        "warning",
                        f"{name.text!r} can be {several}; linked to none. Add bg:contextWord to tell them apart.",
                        anatomy.blocks[number].span(name.start, name.end),
                    )
                )
            else:
                row.append((name, name.candidates[0] if name.candidates else _local_id(name)))
                choice = (" ".join(name.text.split()), row[-1][1])
                if name.reason.startswith(AMBIGUOUS) and choice not in decided:
                    decided.add(choice)
                    findings.append(
                        Finding(
                            "note",
                            f"ambiguous name: {choice[0]!r} is taken for {_label(choice[1], knowledge)!r}: "
                            + name.reason.removeprefix(AMBIGUOUS).lstrip("; "),
                            anatomy.blocks[number].span(name.start, name.end),
                        )
                    )
            if name.misspelt:
                findings.append(
                    Finding(
                        "note",
                        f"source typo: {name.text!r} is taken for {_label(row[-1][1], knowledge)!r}. "
                        "If it is another name, put it in a gazetteer of your own (kg adopt).",
                        anatomy.blocks[number].span(name.start, name.end),
                    )
                )
        tied.append(row)
    labels: dict[str, str] = {}
    for text, row in zip(texts, tied, strict=True):
        row[:] = [(name, _gathering(text, name, i, row, knowledge, labels)) for name, i in row]
    same = _merged(texts, tied, knowledge)
    own = _own_spans(anatomy, tied)
    by_block = tuple(
        tuple(sorted(_linked(row, same, own[n], anatomy.letter.id, texts[n]), key=lambda m: m.start))
        for n, row in enumerate(tied)
    )
    return Links(_entities(anatomy, by_block, tied, same, knowledge, labels), by_block, tuple(findings))


def _local_id(name: Name) -> str:
    return f"{FOLDER[name.kind]}/x-{slug(base(name))}"


def _gathering(
    text: str, name: Name, entity: str, row: Sequence[tuple[Name, str]], knowledge: Knowledge, labels: dict[str, str]
) -> str:
    """A meeting named by its kind is told apart by the place and year that follow in its sentence.

    "PACT-top in Oldrup" is another meeting than "PACT-top in Monteluz": the listed meeting with
    that place or year is taken, else a local id with both, whose label goes into ``labels``.
    """
    if name.kind != "Meeting" or (entity in knowledge.concepts and not _plain_gathering(entity, knowledge)):
        return entity
    rest = re.split(r"[.;](?=\s)", text[name.end : name.end + 90])[0]
    year = re.search(r"\b(?:19|20)\d\d\b", rest)
    place = next((i for n, i in row if n.kind == "Place" and name.end < n.start < name.end + len(rest)), None)
    if year is None and place is None:
        return entity
    for concept in knowledge.concepts.values():
        if concept.kind == "Meeting" and not _plain_gathering(concept.id, knowledge):
            words = " ".join((*concept.names, concept.id, concept.definition or ""))
            here = place is not None and (place in concept.place or _label(place, knowledge) in words)
            then = year is not None and year.group() in words
            if (here and (then or year is None)) or (then and place is None and base(name) in words):
                return concept.id
    town = _label(place, knowledge) if place else ""
    label = " ".join(part for part in (base(name), town, year.group() if year else "") if part)
    labels[f"meeting/x-{slug(label)}"] = label
    return f"meeting/x-{slug(label)}"


def _plain_gathering(entity: str, knowledge: Knowledge) -> bool:
    concept = knowledge.concepts[entity]
    return concept.generic or (
        not re.search(r"\d{4}", concept.id + concept.label + (concept.definition or "")) and not concept.place
    )


def _label(entity: str, knowledge: Knowledge) -> str:
    return knowledge.concepts[entity].label if entity in knowledge.concepts else entity.split("/x-")[-1]


def _merged(texts: Sequence[str], tied: Sequence[Sequence[tuple[Name, str]]], knowledge: Knowledge) -> _Same:
    same = _Same()
    concepts = knowledge.concepts
    for text, row in zip(texts, tied, strict=True):
        explained = {(long_end, start) for long_end, start, _, _ in bracketed(text)}
        for (a, i), (b, j) in pairwise(row):
            if a.kind != b.kind:
                continue
            paper = a.kind == "Document" and b.head == "paper" and re.fullmatch(r"\s*\(\s*", text[a.end : b.start])
            if (paper and a.head != "paper") or (b.acronym and (a.end, b.start) in explained):
                same.join(i, j, concepts)
    surfaces: dict[EntityKind, dict[str, str]] = defaultdict(dict)
    for row in tied:
        for name, i in row:
            surfaces[name.kind].setdefault(base(name), i)
    for kind, by_name in surfaces.items():
        for short, i in by_name.items():
            if i not in concepts:
                longer = {
                    same.root(j) for long, j in by_name.items() if long != short and _same_but_longer(kind, short, long)
                }
                if len(longer) == 1:
                    same.join(longer.pop(), i, concepts)
    return same


def _same_but_longer(kind: EntityKind, short: str, long: str) -> bool:
    """Is the longer name the shorter one with a year behind it or more words before it?

    >>> _same_but_longer("Document", "Kustnota", "Kustnota 2031")
    True
    >>> _same_but_longer("Programme", "Coalitie voor de Kust", "Internationale Coalitie voor de Kust")
    True
    >>> _same_but_longer("Person", "De Wit", "Anna de Wit"), _same_but_longer("Organisation", "Group", "Coastal Group")
    (True, False)
    """
    if kind == "WeaponSystem":
        return False
    if _YEAR_END.sub("", long) == short:
        return True
    few, many = short.casefold().split(), long.casefold().split()
    if kind == "Person":
        return len(few) < len(many) and many[-len(few) :] == few
    return 2 <= len(few) < len(many) and many[-len(few) :] == few and kind not in ("Agreement", "Exercise", "Place")


def _own_spans(anatomy: Anatomy, tied: Sequence[Sequence[tuple[Name, str]]]) -> list[list[tuple[int, int]]]:
    """Where each block prints the letter's own title, reference or number."""
    numbers = {slug(number) for number in anatomy.letter.identifiers}
    own: list[list[tuple[int, int]]] = [[] for _ in anatomy.blocks]
    for block, start, end in anatomy.letter_spans:
        own[block].append((start, end))
    for block, row in enumerate(tied):
        for name, i in row:
            known = slug(i.partition("/")[2]) in numbers or slug(name.text) in numbers
            if name.head == "paper" and known and not any(a < name.end and name.start < b for a, b in own[block]):
                own[block].append((name.start, name.end))
    return own


def _linked(
    row: Sequence[tuple[Name, str]], same: _Same, own: Sequence[tuple[int, int]], letter: str, text: str
) -> Iterator[Linked]:
    for start, end in own:
        yield Linked(start, end, "Document", letter, 1.0, "eigen titel of kenmerk van de brief", text[start:end])
    for name, i in row:
        if not any(start < name.end and name.start < end for start, end in own):
            yield Linked(name.start, name.end, name.kind, same.root(i), name.score, name.reason, name.text)


def _entities(
    anatomy: Anatomy,
    by_block: Sequence[Sequence[Linked]],
    tied: Sequence[Sequence[tuple[Name, str]]],
    same: _Same,
    knowledge: Knowledge,
    labels: Mapping[str, str],
) -> tuple[Entity, ...]:
    """Each entity once, with the names under which the letter knows it, longest first."""
    names: dict[str, dict[str, None]] = defaultdict(dict)
    kinds: dict[str, EntityKind] = {}
    used = {m.entity for row in by_block for m in row}
    for row in tied:
        for name, i in row:
            root = same.root(i)
            if root in used:
                kinds.setdefault(root, name.kind)
                names[root][base(name)] = None
                names[root][" ".join(name.text.split())] = None
    entities = []
    for i in sorted(used - {anatomy.letter.id}):
        concept = knowledge.concepts.get(i)
        if concept is not None:
            extra = tuple(n for n in names[i] if n not in concept.names)
            entities.append(Entity(i, concept.kind, concept.label, (*concept.names, *extra), True))
        else:
            own = sorted(names[i], key=lambda n: (-len(n), n))
            label = labels.get(i, own[0])
            entities.append(Entity(i, kinds[i], label, tuple(dict.fromkeys((label, *own))), False))
    return tuple(entities)
