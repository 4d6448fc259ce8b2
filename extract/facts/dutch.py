"""The closed classes of Dutch that the fact reader cuts sentences with: its function words."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _rows(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row.split()) for row in text.split(","))


PREPOSITIONS = _words(
    """aan achter bij binnen boven buiten door gedurende in inclusief inzake jegens met middels na naar naast
    namens nabij om omtrent onder ondanks op over per rond rondom sinds te ten ter tegen tijdens tot tussen uit van
    vanaf vanuit vanwege via volgens voor waaronder wegens zonder
    behalve uitgezonderd"""
)
LONG_PREPOSITIONS = _rows(
    """in het kader van, in samenwerking met, in opdracht van, op verzoek van, op het verzoek van, onder leiding van,
    onder bevel van, onder commando van, onder de vlag van, ten behoeve van, ten opzichte van, ter ondersteuning van,
    ter vervanging van, ter bescherming van, ter uitvoering van, samen met, tot en met, in plaats van,
    met uitzondering van, als gevolg van, op basis van, op grond van, als opvolger van, als onderdeel van, als deel van,
    voor de kust van, aan boord van, met ingang van, mede namens, in het teken van, op het gebied van,
    op het terrein van, op voorstel van, ten gevolge van, met behulp van"""
)
INSTEAD = frozenset({"in plaats van", "zonder"})
"""Prepositions that deny the infinitive behind them: "zonder deel te nemen"."""

FILLERS = _rows("onder meer, onder andere")
"""Words of several parts that say nothing about what follows them."""

CONJUNCTIONS = _words("en of alsmede alsook evenals respectievelijk maar noch plus")
COORDINATORS = _words("en maar of alsmede evenals respectievelijk alsook")
DETERMINERS = _words(
    """de het een deze die dit dat zijn haar hun ons onze mijn uw ieder elk elke iedere alle beide geen welke diverse
    verschillende enkele andere overige dezelfde hetzelfde al één"""
)
POSSESSIVES = _words("ons onze haar zijn hun mijn uw ieder elk elke deze dit")
PARTICLES = _words("deel plaats bevel leiding onderdeel kracht stand gebruik lid")
"""Nouns that only complete a verb: "neemt … deel", "vindt … plaats"."""

NAMED = _words("genaamd geheten genoemd")
RELATIVE = _words("die dat wat wie welke hetgeen waar")
POINTING_BACK = _words("die dat wat wie welke")
SUBORDINATE = _words(
    """aangezien als alvorens doordat hoewel indien mits nadat nu of omdat opdat sinds tenzij terwijl toen totdat
    voordat waarna waarmee wanneer zoals zodat zodra om"""
)
ALWAYS_SUBORDINATE = _words("om terwijl omdat zodat waarna nadat aangezien hoewel")
CONDITIONS = _words("als indien mits tenzij zodra")
WHENEVER = _words("wanneer nadat zodra zolang totdat voordat")
ONLY = _words("pas alleen slechts enkel uitsluitend")
"""With one of these a moment is a condition: "pas wanneer …"."""

LINKS = _words("naar voor tot om van over")
"""Prepositions by which a noun takes its object: "onderzoek naar", "aanbod voor"."""

PASSIVE = _words("word wordt worden werd werden geworden is zijn was waren ben wezen geweest")

_BACKS = {"mee": "met", "toe": "tot"} | {
    prep: prep for prep in ("aan", "in", "van", "voor", "op", "bij", "uit", "over", "binnen", "onder", "door", "tegen")
}
PRONOMINAL = {front + back: prep for front in ("hier", "daar", "waar", "er") for back, prep in _BACKS.items()}
"""Pronominal adverbs with their preposition: "hieraan" → "aan"."""
NO_VERBS = _words("omgekeerd uitgezonderd inbegrepen")
"""Participles that are used as adverbs."""
HERE = _words("daar hier aldaar hierbij daarbij erbij")

BE_PERFECT = _words("toe|treden uit|treden treden in|stromen op|gaan plaats|vinden integreren aan|sluiten") | {
    "van start|gaan",
    "in werking|treden",
    "deel uit|maken",
}
"""Verbs whose perfect is made with "zijn" or that take it without being passive."""
