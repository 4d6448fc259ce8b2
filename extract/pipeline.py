"""The way of a letter, from file to what it says: the one place that lists the stages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from spacy.language import Language

from extract.anatomy import Anatomy, anatomy
from extract.annotate.names import find_names, read_letter_names
from extract.clean_words import words_in
from extract.explain import explained
from extract.facts import FactReader
from extract.formats.offsets import by_page
from extract.knowledge import Knowledge, load_knowledge
from extract.link import Links, link
from extract.reading import Entity, Fact, Mention, Reading, Ref
from extract.source import Source, read_source


def read_letter(path: Path, nlp: Language, gazetteer: Path | None = None) -> Reading:
    """Read one letter.

    Args:
        path: a text file, PDF, HTML, XML, Word or OpenDocument file.
        nlp: the language pipeline of :func:`extract.language.load`.
        gazetteer: a file with names beside those that come with the project.

    Raises:
        UnreadableLetter: the file is no letter that can be read; the message says why and what to do.
    """
    source = read_source(path)
    knowledge = load_knowledge(gazetteer) if gazetteer is not None else load_knowledge()
    reading = read_text(source, nlp, knowledge)
    return by_page(reading, source) if source.paged or source.recovered else reading


def read_text(source: Source, nlp: Language, knowledge: Knowledge) -> Reading:
    """Read a letter that has been opened: clean, take apart, find names, link them, read facts."""
    parts = anatomy(source, known_words(knowledge))
    links = names_of(parts, knowledge)
    facts, gaps = FactReader(parts, links, knowledge, nlp).run()
    return Reading(
        letter=parts.letter,
        entities=(*links.entities, *_unnamed(facts, links, knowledge)),
        mentions=_mentions(parts, links),
        facts=facts,
        findings=(*source.findings, *parts.findings, *links.findings),
        gaps=gaps,
    )


def _unnamed(facts: Sequence[Fact], links: Links, knowledge: Knowledge) -> Iterator[Entity]:
    """What a role stands for without a name in the letter, such as the country of the ministry that writes."""
    named = {entity.id for entity in links.entities}
    values = {role.value.id for fact in facts for role in fact.roles if isinstance(role.value, Ref)}
    for i in sorted(values - named):
        concept = knowledge.concepts.get(i)
        if concept is not None:
            yield Entity(i, concept.kind, concept.label, concept.names, True)


def names_of(parts: Anatomy, knowledge: Knowledge) -> Links:
    """The names of a letter that has been taken apart, tied to entities."""
    texts = [block.text for block in parts.blocks]
    head = [block.text for block in parts.blocks if block.kind in ("head", "margin", "signature")]
    here = read_letter_names(texts, knowledge, head)
    return link(parts, [find_names(text, knowledge, here) for text in texts], knowledge)


@cache
def known_words(knowledge: Knowledge) -> Callable[[str], bool]:
    """Whether a word with a capital stands in a name or adjective of the gazetteer.

    Words in small letters inside names are often not Dutch, and say nothing of Dutch compounds.
    """
    concepts = knowledge.concepts.values()
    names = chain.from_iterable((c.label, *c.names, *c.hidden, *c.adjectives, *c.demonyms) for c in concepts)
    return frozenset(word for word in words_in("\n".join(names)) if not word.islower()).__contains__


def _mentions(parts: Anatomy, links: Links) -> tuple[Mention, ...]:
    found = [
        Mention(name.entity, block.span(name.start, name.end), name.score, name.reason)
        for block, names in zip(parts.blocks, links.by_block, strict=True)
        for name in names
    ]
    return tuple(sorted(found, key=lambda mention: (mention.span, mention.entity)))


def clean_text(path: Path, *, explain: bool = False) -> str:
    """The clean text of a letter's body, one paragraph a line, blank lines between.

    With ``explain`` the whole chain of edits that leads to it, for a person to read.
    """
    parts = anatomy(read_source(path), known_words(load_knowledge()))
    if explain:
        return "\n".join(explained(parts)) + "\n"
    body = ("heading", "paragraph", "item", "footnote", "table", "cell")
    return "\n\n".join(block.text for block in parts.blocks if block.kind in body) + "\n"
