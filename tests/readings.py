"""Readings made by hand from a small invented text, with true offsets, for the tests of ``kg``."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from extract.reading import (
    Entity,
    Fact,
    FactKind,
    Finding,
    Gap,
    Letter,
    Mention,
    Modality,
    Passage,
    Reading,
    Ref,
    Role,
    Span,
    Value,
    When,
)

TEXT = (
    "Nederland draagt in 2031 met hoogstens twaalf waarnemers bij aan de missie Zonne-\nwende.\n"
    "België en Nederland werken samen bij het onderhoud van brugleggers.\n"
    "Duitsland overweegt mee te werken.\n"
    "België gaf 4,50 miljard euro uit, 1,10 procent van het bbp.\n"
    "Nederland zegde het Verdrag van Rivierenburg op en Duitsland tekende het.\n"
    "Ook 37 tenten kwamen aan.\f"
    "In Kamerstuk 99 100, nr. 7 leest u meer.\n"
)


def span(words: str, text: str = TEXT, nth: int = 0) -> Span:
    """The nth place in the text where the words stand."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words), 1 + text.count("\f", 0, start), words)


def passage(first: str, last: str, text: str = TEXT) -> Passage:
    """The stretch of the text from the first words to the last, quoted without line breaks."""
    start = text.index(first)
    end = text.index(last, start) + len(last)
    quote = text[start:end].replace("-\n", "").replace("\n", " ")
    return Passage(start, end, 1 + text.count("\f", 0, start), quote)


def role(name: str, value: Value, words: str, nth: int = 0, inherited: bool = False) -> Role:
    """A role whose value was read from these words."""
    return Role(name, value, span(words, nth=nth), inherited)


def fact(
    kind: FactKind, *roles: Role, quoted: Passage, modality: Modality = "asserted", cue: Span | None = None
) -> Fact:
    """A fact read from one passage."""
    return Fact(kind, roles, modality, (quoted,), 0.85, f"{kind.lower()}-by-hand", cue)


NL, BE, DE = Ref("country/NL"), Ref("country/BE"), Ref("country/DE")
MISSION, TREATY, PAPER = Ref("mission/zonnewende"), Ref("agreement/rivierenburg"), Ref("document/kst-99100-7")

ENTITIES = (
    Entity("country/NL", "Country", "Nederland"),
    Entity("country/BE", "Country", "België"),
    Entity("country/DE", "Country", "Duitsland"),
    Entity("mission/zonnewende", "Mission", "Zonnewende", ("missie Zonnewende",), listed=False),
    Entity("agreement/rivierenburg", "Agreement", "Verdrag van Rivierenburg", listed=False),
    Entity("document/kst-99100-7", "Document", "Kamerstuk 99 100, nr. 7", listed=False),
)

_CONTRIBUTION = passage("Nederland draagt", "wende.")
_TREATY = passage("Nederland zegde", "tekende het.")
FACTS = (
    fact(
        "Contribution",
        role("contributor", NL, "Nederland"),
        role("contributedTo", MISSION, "Zonne-\nwende"),
        role("personnel", 12, "twaalf"),
        role("personnelQualifier", "max", "hoogstens"),
        role("role", "waarnemers", "waarnemers"),
        role("year", When("2031"), "2031"),
        quoted=_CONTRIBUTION,
    ),
    fact(
        "Cooperation",
        role("partner", BE, "België"),
        role("partner", NL, "Nederland", nth=1),
        role("topic", "onderhoud van brugleggers", "onderhoud van brugleggers"),
        role("year", When("2031"), "2031", inherited=True),
        quoted=passage("België en", "brugleggers."),
    ),
    fact(
        "Cooperation",
        role("partner", DE, "Duitsland"),
        role("partner", BE, "België", inherited=True),
        quoted=passage("Duitsland overweegt", "werken."),
        modality="considered",
        cue=span("overweegt"),
    ),
    fact(
        "DefenceSpending",
        role("spender", BE, "België", nth=1),
        role("amount", Decimal("4.50E+9"), "4,50 miljard"),
        role("currency", "EUR", "euro"),
        role("gdpShare", Decimal("1.10"), "1,10 procent"),
        role("status", "actual", "gaf"),
        quoted=passage("België gaf", "bbp."),
    ),
    fact(
        "AgreementStatus",
        role("agreement", TREATY, "Verdrag van Rivierenburg"),
        role("status", "withdrawn", "zegde"),
        role("party", NL, "Nederland", nth=2),
        quoted=_TREATY,
    ),
    fact(
        "AgreementStatus",
        role("agreement", TREATY, "Verdrag van Rivierenburg"),
        role("status", "signed", "tekende"),
        role("party", DE, "Duitsland", nth=1),
        quoted=_TREATY,
    ),
    fact(
        "Citation",
        role("cited", PAPER, "Kamerstuk 99 100, nr. 7"),
        quoted=passage("In Kamerstuk", "meer."),
    ),
)

MENTIONS = tuple(
    Mention(entity, span(words, nth=nth), 0.95, "the one name of this entity")
    for entity, words, nth in (
        ("country/NL", "Nederland", 0),
        ("mission/zonnewende", "Zonne-\nwende", 0),
        ("country/BE", "België", 0),
        ("country/NL", "Nederland", 1),
        ("country/DE", "Duitsland", 0),
        ("country/BE", "België", 1),
        ("country/NL", "Nederland", 2),
        ("agreement/rivierenburg", "Verdrag van Rivierenburg", 0),
        ("country/DE", "Duitsland", 1),
        ("document/kst-99100-7", "Kamerstuk 99 100, nr. 7", 0),
    )
)


def reading(
    identifier: str = "document/brief-7", name: str = "brief-7.txt", facts: tuple[Fact, ...] = FACTS, seed: str = TEXT
) -> Reading:
    """The reading of the invented letter; ``seed`` stands for the bytes of its file."""
    letter = Letter(
        id=identifier,
        name=name,
        sha256=hashlib.sha256(seed.encode()).hexdigest(),
        pages=2,
        title="Waarnemers en brugleggers",
        identifiers=("AB/2031/0007",),
        issued="2031-05-04",
        sender="De minister van Rivieren",
        addressee="De voorzitter van de raad",
    )
    findings = (Finding("warning", "“het” may stand for two things; linked to neither.", span("het bbp")),)
    gaps = (Gap(passage("Ook 37", "aan."), ("number",)),)
    return Reading(letter, ENTITIES, MENTIONS, facts, findings, gaps)
