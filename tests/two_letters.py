"""Two invented letters that repeat and contradict each other, as a small graph for the questions about that."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import DCTERMS, RDF, RDFS, XSD, Literal, URIRef

from kg.store import Store
from kg.vocab import BG, NIF, Triple

BASE = "https://example.org/"
CLASSES = {"land": BG.Country, "missie": BG.Mission, "verdrag": BG.Agreement, "stuk": BG.WeaponSystem}
TYPES = {"year": XSD.gYear, "start": XSD.gYear, "date": XSD.date, "amount": XSD.decimal}

FACTS = """
A | Contribution asserted | contributor land/Noord; contributedTo missie/Baak; personnel 30; year 2031 | Noord 30.
B | Contribution asserted | contributor land/Noord; contributedTo missie/Baak; personnel 45; year 2031 | Noord 45.
B | Contribution asserted | contributor land/Noord; contributedTo missie/Baak; personnel 5; role arts; year 2031 | Arts.
B | Contribution asserted | contributor land/Noord; contributedTo missie/Baak; personnel 60; year 2032 | Later 60.
A | Contribution asserted | contributor land/Zuid; contributedTo missie/Baak; personnel 50; personnelQualifier about; \
year 2031 | Zo'n 50.
B | Contribution asserted | contributor land/Zuid; contributedTo missie/Baak; personnel 52; year 2031 | Zuid 52.
B | Contribution asserted | contributor land/Zuid; contributedTo missie/Baak; personnel 60; personnelQualifier max; \
year 2031 | Tot 60.
B | Contribution asserted | contributor land/Zuid; contributedTo missie/Baak; personnel 90; personnelQualifier max; \
year 2031 | Tot 90.
A | Contribution planned | contributor land/Oost; contributedTo missie/Baak; personnel 8; year 2033 | Oost zal.
B | Contribution asserted | contributor land/Oost; contributedTo missie/Baak; personnel 9; year 2033 | Oost deed.
A | Contribution asserted | contributor land/West; contributedTo missie/Baak; personnel 2 | West 2.
B | Contribution asserted | contributor land/West; contributedTo missie/Baak; personnel 3 | West 3.
B | Contribution asserted | contributor land/West; contributedTo missie/Baak; personnel 4 | West 4.
A | Contribution asserted | contributor land/Oost; contributedTo missie/Duin; year 2031 | Oost doet mee.
B | Contribution denied | contributor land/Oost; contributedTo missie/Duin; year 2031 | Oost doet niet mee.
A | Leadership asserted | leader land/Noord; led missie/Duin; year 2031 | Noord leidt.
B | Leadership asserted | leader land/Zuid; led missie/Duin; year 2031 | Zuid en West leiden.
B | Leadership asserted | leader land/West; led missie/Duin; year 2031 | Zuid en West leiden.
A | DefenceSpending asserted | spender land/Noord; amount 8000000; currency NOK; year 2031 | Acht.
B | DefenceSpending asserted | spender land/Noord; amount 9000000; currency NOK; year 2031 | Negen.
B | DefenceSpending asserted | spender land/Noord; amount 7000000; currency EUR; year 2031 | In euro.
B | DefenceSpending asserted | spender land/Noord; amount 6000000; currency NOK; status target; year 2031 | Als doel.
A | AgreementStatus asserted | agreement verdrag/Kust; status signed; date 2031-02-01; party land/Noord | Op de 1e.
B | AgreementStatus asserted | agreement verdrag/Kust; status signed; date 2031-02-03; party land/Noord | Op de 3e.
A | Acquisition asserted | buyer land/Noord; system stuk/Boot; action order; quantity 4; year 2031 | Vier boten.
B | Acquisition asserted | buyer land/Noord; system stuk/Boot; action order; quantity 4; year 2031 | Weer vier boten.
A | Membership asserted | member land/Zuid; group verdrag/Kust | Zuid is lid.
A | Membership asserted | member land/Zuid; group verdrag/Kust; start 2030 | Zuid is lid sinds 2030.
B | Membership asserted | member land/Zuid; group verdrag/Kust | Ook Zuid is lid.
"""
GAPS = """
A | money share | Een bedrag en een percentage.
A | people | Zes mensen gingen.
B | cooperation | Zij werken samen.
"""


def rows(text: str) -> Iterator[list[str]]:
    for number, line in enumerate(text.strip().splitlines()):
        yield [str(number), *(part.strip() for part in line.split("|"))]


def named(name: str) -> URIRef:
    return URIRef(BASE + name)


def value(role: str, text: str) -> URIRef | Literal:
    if "/" in text:
        return named(text)
    return Literal(text, datatype=TYPES.get(role, XSD.integer if text.isdigit() else XSD.string))


def place(node: URIRef, letter: str, quote: str, begin: int) -> Iterator[Triple]:
    yield node, BG.quote, Literal(quote)
    yield node, BG.page, Literal("1", datatype=XSD.integer)
    yield node, NIF.beginIndex, Literal(str(begin), datatype=XSD.integer)
    yield node, NIF.referenceContext, named(f"brief/{letter}")


def fact(number: str, letter: str, head: str, roles: str, quote: str) -> Iterator[Triple]:
    node, (kind, modality) = named(f"feit/{number}"), head.split()
    yield node, RDF.type, BG.Fact
    yield node, RDF.type, BG[kind]
    yield node, BG.modality, Literal(modality)
    passage = named(f"zin/{letter}/{quote.replace(' ', '-')}")
    yield node, BG.evidence, passage
    yield from place(passage, letter, quote, 10 * int(number))
    for part in roles.split(";"):
        role, text = part.split()
        span, filled = named(f"plek/{number}/{role}"), value(role, text)
        yield node, BG[role], filled
        yield node, BG.span, span
        yield span, BG.ofRole, BG[role]
        yield span, RDF.value, filled
        if isinstance(filled, URIRef):
            yield filled, RDFS.label, Literal(text.partition("/")[2], lang="nl")
            yield filled, RDF.type, CLASSES[text.partition("/")[0]]


def gap(number: str, letter: str, signs: str, quote: str) -> Iterator[Triple]:
    node = named(f"leemte/{number}")
    yield node, RDF.type, BG.Gap
    for sign in signs.split():
        yield node, BG.sign, Literal(sign)
    yield from place(node, letter, quote, 1000 + int(number))


def two_letters() -> Store:
    """The graph of both letters, each in its own named graph."""
    store = Store()
    for letter in "AB":
        triples = [(named(f"brief/{letter}"), DCTERMS.identifier, Literal(f"Brief {letter}"))]
        triples += [t for row in rows(FACTS) if row[1] == letter for t in fact(*row)]
        triples += [t for row in rows(GAPS) if row[1] == letter for t in gap(*row)]
        store.replace(named(f"graaf/{letter}"), dict.fromkeys(triples))
    return store
