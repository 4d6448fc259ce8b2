"""The address of a letter, with the lines of the letterhead between those of the address."""

from __future__ import annotations

import pytest
from sentences import pipeline, told

from extract.knowledge import load_knowledge
from extract.pipeline import read_text
from extract.source import source_of

BODY = "\nDatum 3 mei 2019\nBetreft Voorbeeld\n\nGeachte voorzitter,\n\nHierbij stuur ik u het verslag.\n"
PART = "Parthood asserted part={} whole=staten-generaal"


@pytest.mark.parametrize(
    ("head", "part"),
    [
        ("Aan de Voorzitter van de Tweede Kamer\nMinisterie van Defensie\nder Staten-Generaal\n", "tweede-kamer"),
        ("Ministerie van Defensie\n\nAan de Voorzitter van de Eerste Kamer\nder Staten-Generaal\n", "eerste-kamer"),
        ("Aan de Voorzitter van de Tweede Kamer\nMinisterie van Defensie\n", None),
        ("Ministerie van Defensie\nAan de Voorzitter\nder Staten-Generaal\n", None),
    ],
)
def test_the_chamber_addressed_is_part_of_parliament(head: str, part: str | None) -> None:
    facts = read_text(source_of(head + BODY), pipeline(), load_knowledge()).facts
    found = {told(fact) for fact in facts if fact.kind == "Parthood"}
    assert found == ({PART.format(part)} if part else set())


def test_both_names_can_be_pointed_at() -> None:
    text = "Aan de Voorzitter van de Tweede Kamer\nMinisterie van Defensie\nder Staten-Generaal\n" + BODY
    [fact] = [f for f in read_text(source_of(text), pipeline(), load_knowledge()).facts if f.kind == "Parthood"]
    assert [text[role.span.start : role.span.end] for role in fact.roles] == ["Tweede Kamer", "Staten-Generaal"]
