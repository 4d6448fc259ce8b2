"""Write ``ontology/names-countries.ttl`` from CLDR (through Babel) and a small table of our own.

CLDR gives the Dutch and English short names and the three-letter codes of ISO 3166-1;
``ontology/countries-additions.tsv`` says which territories are states, what the United
Nations take them for, and adds what CLDR lacks: adjectives, names of inhabitants, longer
and older names. Run it after a change of the table: ``python tests/generate_countries.py``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel import Locale
from babel.core import get_global

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
ADDITIONS = ONTOLOGY / "countries-additions.tsv"
TARGET = ONTOLOGY / "names-countries.ttl"

_DEFINITIONS = {
    "member": "Staat, lid van de Verenigde Naties.",
    "observer": "Staat, permanent waarnemer bij de Verenigde Naties.",
    "none": "Staat die geen lid is van de Verenigde Naties.",
}
_HEAD = """\
# Countries: names from CLDR and from countries-additions.tsv, by tests/generate_countries.py; change them there.
@base <https://w3id.org/bondgenoot/id/> .
@prefix bg: <https://w3id.org/bondgenoot/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@dataclass(frozen=True, slots=True)
class Addition:
    """One row of the table; ``alpha3``, ``nl`` and ``en`` are empty where CLDR's own value will do."""

    code: str
    un: str
    alpha3: str
    nl: str
    en: str
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    alt_nl: tuple[str, ...]
    alt_en: tuple[str, ...]
    risky: tuple[str, ...]
    context: tuple[str, ...]


def read_additions(path: Path = ADDITIONS) -> tuple[Addition, ...]:
    """Read the table; cells with several values part them by ``|``.

    Raises:
        ValueError: a row has an unknown standing in the United Nations or a cell too many or too few.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    additions = []
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(rows[0]) or row[1] not in _DEFINITIONS:
            raise ValueError(
                f"{path.name}, line {number}: {row!r}; expected {len(rows[0])} cells, the second one of "
                f"{', '.join(_DEFINITIONS)}"
            )
        code, un, alpha3, nl, en, *cells = row
        lists = [tuple(part for part in cell.split("|") if part) for cell in cells]
        additions.append(Addition(code, un, alpha3, nl, en, *lists))
    return tuple(additions)


def alpha3_codes(alpha2: str) -> tuple[str, ...]:
    """Three-letter codes that CLDR knows for a territory, withdrawn ones included, in order.

    >>> alpha3_codes("NL")
    ('NLD',)
    """
    aliases: dict[str, list[str]] = get_global("territory_aliases")  # type: ignore[assignment]
    return tuple(sorted(old for old, new in aliases.items() if new == [alpha2] and len(old) == 3 and old.isalpha()))


def plain(name: str) -> str:
    """Spell out CLDR's shortenings and straighten its apostrophes.

    >>> plain("St. Vincent & Grenadines")
    'Saint Vincent and Grenadines'
    """
    return name.replace("St. ", "Saint ").replace("&", "and").replace("’", "'")


def _literals(values: Iterable[str], language: str) -> Iterator[str]:
    for value in values:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        yield f'"{escaped}"@{language}'


def entry(addition: Addition) -> str:
    """One country as Turtle.

    Raises:
        ValueError: CLDR has no single three-letter code for it and the table names none.
    """
    codes = (addition.alpha3,) if addition.alpha3 else alpha3_codes(addition.code)
    if len(codes) != 1:
        raise ValueError(
            f"{addition.code}: CLDR lists {codes!r} as three-letter codes; put the current one in column alpha3 "
            f"of {ADDITIONS.name}"
        )
    dutch = addition.nl or plain(Locale("nl").territories[addition.code])
    english = addition.en or plain(Locale("en").territories[addition.code])
    statements = [
        ("skos:prefLabel", [*_literals([dutch], "nl"), *_literals([english], "en")]),
        ("skos:altLabel", [*_literals(addition.alt_nl, "nl"), *_literals(addition.alt_en, "en")]),
        ("bg:riskyLabel", list(_literals(addition.risky, "nl"))),
        ("bg:contextWord", list(_literals(addition.context, "nl"))),
        ("bg:adjective", list(_literals(addition.adjectives, "nl"))),
        ("bg:demonym", list(_literals(addition.demonyms, "nl"))),
        ("skos:notation", [f'"{addition.code}"', f'"{codes[0]}"']),
        ("skos:definition", list(_literals([_DEFINITIONS[addition.un]], "nl"))),
    ]
    body = " ;\n".join(f"    {name} {' , '.join(values)}" for name, values in statements if values)
    return f"<country/{addition.code}> a bg:Country ;\n{body} .\n"


def generate(additions: Iterable[Addition]) -> str:
    """The whole file as text, ordered by two-letter code."""
    entries = (entry(addition) for addition in sorted(additions, key=lambda addition: addition.code))
    return "\n".join([_HEAD, *entries])


if __name__ == "__main__":
    TARGET.write_text(generate(read_additions()), encoding="utf-8")
