"""What the address of a letter says of its addressee: "de Voorzitter van de Tweede Kamer / der Staten-Generaal".

The lines of a letterhead stand between those of the address, so that the genitive is on a line of its
own. It belongs to the body named before it of which the gazetteer says that it is part of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.anatomy import Anatomy
from extract.facts.clauses import Clause
from extract.facts.context import Filled
from extract.facts.drafts import Draft, Sentence
from extract.facts.wordings import Wording
from extract.knowledge import Knowledge
from extract.link import Linked, Links
from extract.reading import Ref

_GENITIVE = re.compile(r"\b(?:der|des|van(?: de[nr]?| het)?)\s*$", re.IGNORECASE)


def read_address(anatomy: Anatomy, links: Links, knowledge: Knowledge) -> Iterator[Draft]:
    """A parthood for each name in the genitive of which a body named before it in the head is a part."""
    before: list[tuple[int, Linked]] = []
    for index, block in enumerate(anatomy.blocks):
        if block.kind != "head":
            continue
        for name in links.by_block[index]:
            if _GENITIVE.search(block.text[: name.start]):
                yield from _part(before, (index, name), anatomy, knowledge)
            if name.kind == "Organisation":
                before.append((index, name))


def _part(
    before: list[tuple[int, Linked]], whole: tuple[int, Linked], anatomy: Anatomy, knowledge: Knowledge
) -> Iterator[Draft]:
    for index, name in reversed(before):
        concept = knowledge.concepts.get(name.entity)
        if concept is None or whole[1].entity not in concept.parents:
            continue
        text = anatomy.blocks[index].text
        roles = {"part": [_filled(index, name)], "whole": [replace(_filled(*whole), inherited=True)]}
        sentence = Sentence(index, 0, len(text), text, [], [], [name])
        wording = Wording(id="address", tells="Parthood", slots=())
        yield Draft("Parthood", wording, Clause("main"), sentence, (name.start, name.end), roles)
        return


def _filled(block: int, name: Linked) -> Filled:
    return Filled(Ref(name.entity), block, name.start, name.end, False, name.kind)
