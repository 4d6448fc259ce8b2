"""Words broken at the end of a line: was the hyphen the typesetter's, or the word's own?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_TORN = re.compile(r"(?<![\w’'-])[\w’'-]*[-‐\u00ad][^\S\n]*\n\s*[\w’'-]*")
_SUSPENDING = frozenset({"en", "of", "als", "dan", "noch", "maar", "respectievelijk", "resp", "tot"})
_HYPHENED = frozenset({"ex", "oud", "niet", "non", "adjunct", "aspirant", "interim", "kandidaat", "collega", "quasi"})
_COMMON_SECOND = (
    "akkoord akkoorden bataljon brigade coalitie conferentie contract doelen doelstelling eenheden eenheid fregat "
    "fregatten gebied helikopter helikopters landen leden leider lidstaten luchtmacht militairen missie missies "
    "onderzeeboot onderzeeboten oefening oefeningen operatie operaties partners piloten plan programma project "
    "projecten raket raketten regio resolutie samenwerking schepen schip systeem systemen tank tanks team teams "
    "toestel toestellen top troepen verband verdrag vliegers vliegtuig vliegtuigen vloot voertuig voertuigen"
)
#: Nouns that often follow a name in a compound written with a hyphen.
_SECOND = frozenset(_COMMON_SECOND.split())
_FIRST = "advocaat directeur generaal gouverneur inspecteur kapitein luitenant minister procureur secretaris sergeant"
_TITLES = frozenset(_FIRST.split())
_RANKS = frozenset({"admiraal", "generaal", "kolonel", "luitenant", "majoor", "president"})  # "generaal-majoor"
_PARTICLES = frozenset({"by", "up", "off", "out"})
#: Vowels that would be read as one sound; the Woordenlijst (2015, rule 6.B) parts them with a hyphen.
_RUN_TOGETHER = "aa ae ai au ee ei eu ie ii ij oe oi oo ou uu ui éé"
_TREMA = {"a": "ä", "e": "ë", "i": "ï", "o": "ö", "u": "ü"}
_CLASHES = frozenset(_RUN_TOGETHER.split())


def words_in(text: str) -> frozenset[str]:
    """The words of a text, and the parts of those written with a hyphen.

    >>> sorted(words_in("de eFP-battlegroup Litouwen"))
    ['Litouwen', 'battlegroup', 'de', 'eFP', 'eFP-battlegroup']
    """
    words: set[str] = set()
    for token in _TOKEN.findall(text):
        words.add(token)
        if "-" in token:
            words.update(token.split("-"))
    return frozenset(words)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of a letter, leaving out those that stand torn over two lines.

    >>> words = Evidence.of("De Patriot-systemen en Nederland. Het Neder-\\nlandse plan")
    >>> "Patriot" in words, "patriot" in words, "landse" in words, words.opens("Nederla")
    (True, False, False, True)
    """

    words: frozenset[str]
    lower: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Evidence:
        words = words_in(_TORN.sub(" ", text))
        return cls(words, tuple(sorted({word.lower() for word in words})))

    def __contains__(self, word: object) -> bool:
        return word in self.words

    def opens(self, beginning: str) -> bool:
        """Whether some word of the letter begins so, in capitals or not."""
        beginning = beginning.lower()
        at = bisect_left(self.lower, beginning)
        return at < len(self.lower) and self.lower[at].startswith(beginning)


def trema(left: str, right: str, known: Callable[[str], bool]) -> str:
    """The first letter of ``right`` with the trema that a break before it made superfluous, or ``""``.

    Dutch spelling leaves a trema out at the end of a line, where the hyphen does its work: "ge-/informeerd"
    is "geïnformeerd". It comes back where the word with it is known, and after the prefixes "ge" and "be":
    no word is broken inside a digraph.

    >>> trema("ge", "informeerd", set().__contains__), trema("co", "ordinatie", {"coördinatie"}.__contains__)
    ('ï', 'ö')
    >>> trema("ge", "ijkt", set().__contains__), trema("ge", "organiseerd", set().__contains__)
    ('', '')
    """
    letter = _TREMA.get(right[:1], "")
    if not letter or not left or left[-1] not in "aeiou":
        return ""
    word = left + letter + right[1:]
    if known(word) or known(word.lower()):
        return letter
    prefixed = left.lower() in ("ge", "be") and len(right) > 3 and right[0] in "eiu"
    return letter if prefixed and right[:2] not in ("ij", "ui") and not known(left + right) else ""


def seam(left: str, right: str, known: Callable[[str], bool], opens: Callable[[str], bool]) -> str:
    """What belongs between the halves of a word broken at a hyphen: ``""``, ``"-"`` or ``"- "``.

    ``known`` says whether a word is one, ``opens`` whether a word begins so. A hyphen that a
    Dutch word has of itself stays: after an abbreviation, a name or a number, before a capital
    or a digit, between vowels that would run together. A suspended hyphen keeps its space.

    >>> def said(left, right, *words):
    ...     evidence = Evidence.of(" ".join(words))
    ...     return seam(left, right, evidence.__contains__, evidence.opens)
    >>> said("samen", "werking"), said("opera", "ties"), said("Portu", "gese", "Portugal")
    ('', '', '')
    >>> said("PESCO", "projecten"), said("COVID", "19"), said("F-16", "vliegers"), said("Noord", "Brabant")
    ('-', '-', '-', '-')
    >>> said("defensie", "uitgaven"), said("Hercules", "toestellen", "Hercules"), said("stand", "by")
    ('-', '-', '-')
    >>> said("lucht", "en"), said("indi", "en", "indien"), said("Samen", "werking", "samen")
    ('- ', '', '')
    """
    tail = left.rsplit("-", 1)[-1].rsplit("/", 1)[-1].strip("’'.&")
    if not tail or not right:
        return "-"
    joined = tail + right
    if right.lower() in _SUSPENDING and right.islower():
        return "" if known(joined) else "- "
    if right[0].isdigit() or right[0].isupper():
        return "" if tail.isupper() and right.isupper() and len(tail) > 1 and known(joined) else "-"
    if any(c.isdigit() for c in tail) or tail.isupper() or tail[1:] != tail[1:].lower():
        return "-"
    if known(f"{tail}-{right}"):
        return "-"
    if known(joined) or known(joined.lower()) or trema(tail, right, known):
        return ""
    low = tail.lower()
    if (low in _HYPHENED and len(right) > 3) or (right in _PARTICLES and len(tail) > 2):
        return "-"
    if low in _TITLES and right.lower() in _RANKS:
        return "-"
    if low[-1] + right[0] in _CLASHES and len(tail) > 3:
        return "-"
    if tail[0].islower() or opens(joined[: len(tail) + 2]) or known(low):
        return ""
    if known(tail) or (len(right) > 4 and known(right)) or right in _SECOND or len(right) > 8:
        return "-"
    return ""
