"""How things look, in Gephi and in the picture: the one place for colours, line styles and sizes.

The colours of classes are Paul Tol's qualitative scheme "muted" with black and a mid grey added;
those of relations are his "bright" with three more. Both schemes keep apart for people with
red-green or blue-yellow colour blindness (P. Tol, "Colour Schemes", SRON/EPS/TN/09-002, 2021).
Class is told by shape as well, and relation by line style, so that nothing hangs on colour alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Shape = Literal["circle", "diamond", "square", "triangle", "hexagon"]


@dataclass(frozen=True, slots=True)
class Look:
    """What an entity of a class looks like: its colour (RGB hexadecimal) and shape, and what to call it."""

    colour: str
    shape: Shape
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """What a relation looks like: colour, SVG dash pattern (empty for a full line), and what to call it."""

    colour: str
    dash: str
    name: str
    arrow: bool = True


CLASSES: dict[str, Look] = {
    "Country": Look("#332288", "circle", "Country"),
    "Organisation": Look("#44AA99", "circle", "Organisation"),
    "Person": Look("#222222", "circle", "Person"),
    "Mission": Look("#CC6677", "diamond", "Mission"),
    "Exercise": Look("#DDAA33", "diamond", "Exercise"),
    "Meeting": Look("#AA4499", "diamond", "Meeting"),
    "Programme": Look("#117733", "hexagon", "Programme"),
    "Agreement": Look("#88CCEE", "hexagon", "Agreement"),
    "WeaponSystem": Look("#882255", "triangle", "Weapon system"),
    "Document": Look("#999999", "square", "Document"),
    "Place": Look("#999933", "square", "Place"),
}
"""By class of entity; shapes tell actors, events, arrangements, materiel, and papers or places apart."""

OTHER = Look("#BBBBBB", "circle", "Other")

RELATIONS: dict[str, Line] = {
    "contributesTo": Line("#4477AA", "", "contributes to"),
    "leads": Line("#EE6677", "", "leads"),
    "memberOf": Line("#228833", "", "member of"),
    "cooperatesWith": Line("#AA3377", "7 4", "cooperates with", arrow=False),
    "acquires": Line("#DD7722", "", "acquires"),
    "partyTo": Line("#009988", "2 3", "party to"),
    "locatedIn": Line("#8C8C40", "2 3", "located in"),
    "partOf": Line("#777777", "", "part of"),
    "references": Line("#AAAAAA", "1 3", "refers to"),
}
"""By kind of relation, in the order of the legend."""


def radius(mentions: int) -> float:
    """Radius of an entity by how often it is named: its area grows with the mentions, up to a hundred.

    >>> radius(0), radius(1), radius(16), radius(100), radius(5000)
    (5.0, 7.2, 13.8, 27.0, 27.0)
    """
    return round(5 + 2.2 * math.sqrt(min(max(mentions, 0), 100)), 2)


def look(kind: str) -> Look:
    """The look of a class; a class that is none of the eleven gets a pale grey circle."""
    return CLASSES.get(kind, OTHER)
