"""The way of a letter, from file to what it says: the one place that lists the stages."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language

from extract.anatomy import Anatomy, anatomy
from extract.annotate.names import find_names, read_letter_names
from extract.facts import FactReader
from extract.knowledge import Knowledge, load_knowledge
from extract.link import Links, link
from extract.reading import Mention, Reading
from extract.source import Source, read_source


def read_letter(path: Path, nlp: Language) -> Reading:
    """Read one letter.

    Args:
        path: a text file.
        nlp: the language pipeline of :func:`extract.language.load`.

    Raises:
        UnreadableLetter: the file is no letter that can be read; the message says why and what to do.
    """
    return read_text(read_source(path), nlp, load_knowledge())


def read_text(source: Source, nlp: Language, knowledge: Knowledge) -> Reading:
    """Read a letter that has been opened: clean, take apart, find names, link them, read facts."""
    parts = anatomy(source)
    texts = [block.text for block in parts.blocks]
    here = read_letter_names(texts, knowledge)
    links = link(parts, [find_names(text, knowledge, here) for text in texts], knowledge)
    facts, unread = FactReader(parts, links, knowledge, nlp).run()
    return Reading(
        letter=parts.letter,
        entities=links.entities,
        mentions=_mentions(parts, links),
        facts=facts,
        findings=(*source.findings, *parts.findings, *links.findings),
        unread=unread,
    )


def _mentions(parts: Anatomy, links: Links) -> tuple[Mention, ...]:
    found = [
        Mention(name.entity, block.span(name.start, name.end), name.score, name.reason)
        for block, names in zip(parts.blocks, links.by_block, strict=True)
        for name in names
    ]
    return tuple(sorted(found, key=lambda mention: (mention.span, mention.entity)))


def clean_text(path: Path) -> str:
    """The clean text of a letter's body, one paragraph a line, blank lines between."""
    parts = anatomy(read_source(path))
    body = ("heading", "paragraph", "item", "footnote", "table")
    return "\n\n".join(block.text for block in parts.blocks if block.kind in body) + "\n"
