"""Dutch number words: cardinals and ordinals written as one word, and the magnitudes.

Spelling follows the Woordenlijst: below a thousand in one word ("tweeëntwintig",
"driehonderdvijftig"); the older "honderdenzes" is read too. Words are looked up without accents.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_ONES = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien",
         "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"]  # fmt: skip
_TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
CARDINALS: dict[str, int] = {word: value for value, word in enumerate(_ONES, 1)}
CARDINALS |= {word: 10 * value for value, word in enumerate(_TENS, 2)}
CARDINALS |= {f"{one}en{ten}": i + 10 * j for i, one in enumerate(_ONES[:9], 1) for j, ten in enumerate(_TENS, 2)}
_IRREGULAR = {"een": "eerste", "drie": "derde", "acht": "achtste"}
ORDINALS: dict[str, int] = {_IRREGULAR.get(w, w + ("ste" if v >= 20 else "de")): v for w, v in CARDINALS.items()}
ORDINALS |= {"eende": 1}  # "honderdeende" beside "honderdeerste"
MAGNITUDES: dict[str, int] = {
    "miljoen": 6,
    "miljard": 9,
    "biljoen": 12,
    "biljard": 15,
    "triljoen": 18,
    "mln": 6,
    "mld": 9,
}


def fold(word: str) -> str:
    """Lower case without accents and diaereses.

    >>> fold("Tweeëntwintig")
    'tweeentwintig'
    """
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


def read_cardinal(word: str) -> int | None:
    """The value of a cardinal written as one word, without accents; None for any other word.

    >>> read_cardinal("achtenveertigduizend"), read_cardinal("vijftienhonderd"), read_cardinal("honderdenzes")
    (48000, 1500, 106)
    >>> read_cardinal("honderden") is None  # a vague plural
    True
    """
    return 0 if word == "nul" else _one_word(word, CARDINALS)


def read_ordinal(word: str) -> int | None:
    """The value of an ordinal written as one word, without accents; None for any other word.

    >>> read_ordinal("honderdvijfentwintigste"), read_ordinal("duizendste"), read_ordinal("derden")
    (125, 1000, None)
    """
    if word == "nulde":
        return 0
    if word.endswith(("honderdste", "duizendste")):
        return read_cardinal(word[:-3])
    return _one_word(word, ORDINALS)


def _one_word(word: str, last: dict[str, int]) -> int | None:
    """Read ``…duizend…honderd…`` where the final piece is looked up in ``last``."""
    if word in last:
        return last[word]
    left, thousand, right = word.partition("duizend")
    if thousand:
        many = _below_ten_thousand(left, CARDINALS) if left else 1
        rest = 0 if not right and last is CARDINALS else _below_ten_thousand(_without_en(right), last)
        return None if many is None or rest is None or rest >= 1000 else 1000 * many + rest
    return _below_ten_thousand(word, last)


def _below_ten_thousand(word: str, last: dict[str, int]) -> int | None:
    if word in last:
        return last[word]
    left, hundred, right = word.partition("honderd")
    many = (CARDINALS.get(left) if left else 1) if hundred else None
    rest = 0 if not right and last is CARDINALS else last.get(_without_en(right))
    return None if many is None or rest is None else 100 * many + rest


def _without_en(word: str) -> str:
    return word[2:] if word.startswith("en") and len(word) > 2 else word


def magnitude_of(numeral: str) -> Decimal:
    """The last magnitude word of a printed numeral, as a factor; 1 without one.

    >>> magnitude_of("2,5 miljard"), magnitude_of("tweeduizend")
    (Decimal('1000000000'), Decimal('1'))
    """
    words = re.findall(r"[^\W\d_]+", fold(numeral))
    return Decimal(10 ** MAGNITUDES[words[-1]]) if words and words[-1] in MAGNITUDES else Decimal(1)
