"""Dutch numerals, in digits and in words.

A numeral here is only the number itself; what it counts, its currency or per cent sign and its
"circa" are read by :mod:`extract.annotate.quantities`.

Spelling follows the Woordenlijst: below a thousand in one word ("tweeëntwintig",
"driehonderdvijftig"), a space after "duizend" and around "miljoen"; the older "honderdenzes" and
words without diaeresis are read too. In digits the point and the space group thousands and the
comma is the decimal sign.

Libraries looked at, with the 72 cases of the Dutch ``NumberModel`` of Recognizers-Text that
expect exactly one number as the yardstick: text2num 3.1.0 (MIT) reads 27 and knows neither "één" nor
"anderhalf"; number-parser 0.3.2 (BSD) has no Dutch; recognizers-text 1.0.2a2 (MIT) does not
offer its Dutch number model from Python. None gives offsets that hold for our purpose, hence
this module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extract.annotate.number_words import CARDINALS, MAGNITUDES, fold, read_cardinal, read_ordinal

WS = r"(?:[^\S\n]+(?:\n[^\S\n]*)?|\n[^\S\n]*)"
"""Space between words of one expression: at most one line break, so never across a blank line."""

_PART = {"half": Decimal("0.5"), "halve": Decimal("0.5"), "kwart": Decimal("0.25")}
_DOZEN = 12

Kind = Literal["number", "ordinal", "parts", "magnitude", "magnitude-ordinal", "half", "quarter", "dozen", "tally",
               "article", "other"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in the text at ``start``–``end`` (characters, end exclusive).

    ``ordinal`` marks "derde" and "2e"; ``fraction`` a share below or beside whole numbers ("twee
    derde", "een kwart"); ``rounded`` a word that counts by the dozen or the score ("een tiental").
    ``digits`` says that the number, apart from a magnitude, is in digits.
    """

    start: int
    end: int
    value: Decimal
    ordinal: bool = False
    fraction: bool = False
    rounded: bool = False
    digits: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    kind: Kind
    value: Decimal
    word: str  # folded; empty for digits


_NUMBER = (
    r"(?>\d{1,3}\.\d{1,2}(?=\s?(?:%|procent|mil(?:joen|jard)|ml[nd]))"  # a decimal point, for once
    r"|\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)|\d+)(?:,\d+)?"
)
_TOKEN = re.compile(
    rf"""(?<![\w'’.,/%=+)\]”])(?<!\d[:])(?<![^\W\d_][-‑–])   # not inside a name, a code or another number
      (?P<sign>(?<![-–])[-−])?
      (?:(?P<over>\d{{1,2}})/(?P<under>\d{{1,2}})(?![\w/-])
        |(?P<digits>{_NUMBER})(?P<ordinal>(?:ste|de|e)(?!\w))?(?![.,/:]?\d|\w|[-‑][^\W\d_])
      )
      |(?P<word>(?<![\w’'])(?<!\w[-‑/])[^\W\d_]+(?!\d?\w))(?![-‑](?:\s|[^\W\d_]))""",
    re.VERBOSE,
)
_ADJACENT = re.compile(WS)
_IN = re.compile(rf"{WS}op{WS}de{WS}")
_SHARE_END = re.compile(rf"{WS}(?:van|deel)\b|\s*(?:[.,;:)]|$)")
_PLURAL = re.compile(
    r"(?!(?:w[eo]rden|zijn|waren|zullen|zouden|hebben|hadden|k[ou]nnen|konden|moe[ts]ten|gingen|gaan|kwamen|tussen|tijdens|sinds|"
    r"reeds|steeds|eens|alsmede|en|toen|binnen|buiten|hebben|blijven|bleven|namen|nemen|alles|boven|samen|tegen)$)\w+(?:en|s|man)"
)
_NONE = Decimal(0)


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match["word"]:
            yield _word_token(text, start, end)
        elif match["over"]:
            over, under = int(match["over"]), int(match["under"])
            value = (Decimal(over) / Decimal(under)) * (-1 if match["sign"] else 1) if 0 < over < under else _NONE
            yield _Token(start, end, "parts" if value else "other", value, "")
        elif re.match(r"0\d", match["digits"]):
            yield _Token(start, end, "other", _NONE, "")  # a code or a telephone number
        else:
            value = _digits(match["digits"])
            if match["sign"]:
                value = -value
            yield _Token(start, end, "ordinal" if match["ordinal"] else "number", value, "")


def _digits(printed: str) -> Decimal:
    """The value of digits; a point before one or two digits is a decimal sign after all ("2.5 procent")."""
    if re.fullmatch(r"\d+\.\d{1,2}", printed):
        return Decimal(printed)
    return Decimal(re.sub(r"[^\d,]", "", printed).replace(",", "."))


def _word_token(text: str, start: int, end: int) -> _Token:
    """What one word says about numbers.

    A final point is kept out of the word; "mln." and "mld." do without it.
    """
    raw = text[start:end].lower()
    word = fold(raw)
    if word == "een":
        return _Token(start, end, "article" if raw == "een" else "number", Decimal(1), word)
    if (cardinal := read_cardinal(word)) is not None:
        return _Token(start, end, "number", Decimal(cardinal), word)
    if (ordinal := read_ordinal(word)) is not None:
        return _Token(start, end, "ordinal", Decimal(ordinal), word)
    if word in MAGNITUDES:
        return _Token(start, end, "magnitude", Decimal(10 ** MAGNITUDES[word]), word)
    if word.endswith("ste") and word[:-3] in MAGNITUDES:
        return _Token(start, end, "magnitude-ordinal", Decimal(10 ** MAGNITUDES[word[:-3]]), word)
    if word.endswith("sten") and word[:-4] in MAGNITUDES:
        return _Token(start, end, "parts", Decimal(10 ** MAGNITUDES[word[:-4]]), word)
    if word.endswith("n") and (plural := read_ordinal(word[:-1])) is not None and plural > 2:
        return _Token(start, end, "parts", Decimal(plural), word)
    if word in _PART:
        return _Token(start, end, "quarter" if word == "kwart" else "half", _PART[word], word)
    if word == "dozijn":
        return _Token(start, end, "dozen", Decimal(_DOZEN), word)
    if word == "driekwart":
        return _Token(start, end, "number", Decimal("0.75"), word)
    if word in ("anderhalf", "anderhalve"):
        return _Token(start, end, "number", Decimal("1.5"), word)
    if (half := re.fullmatch(r"(.+?)en(?:een)?hal(?:f|ve)", word)) and half[1] in CARDINALS:
        return _Token(start, end, "number", CARDINALS[half[1]] + _PART["half"], word)
    if word.endswith("tal") and (tally := read_cardinal(word[:-3])):
        return _Token(start, end, "tally", Decimal(tally), word)
    return _Token(start, end, "other", _NONE, word)


def find_numerals(text: str) -> list[Numeral]:
    """All numerals of the text, in order, without overlap.

    >>> [(text, str(n.value)) for text in ["3,25 miljard", "1.375", "anderhalf miljoen", "tweeduizend twee", "2 mln."]
    ...  for n in find_numerals(text)]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('3,25 miljard', '3250000000.00'), ('1.375', '1375'), ('anderhalf miljoen', '1500000.0'),
     ('tweeduizend twee', '2002'), ('2 mln.', '2000000')]

    The article is not a number; the accented word is, and so is "een" before what can be counted off:

    >>> [str(n.value) for n in find_numerals("een fregat, één fregat, een miljoen, een tiental, een half miljoen")]
    ['1', '1000000', '10', '500000.0']

    Digits in names and codes are no numerals:

    >>> find_numerals("F-16, NH90, Leopard 2A4, COVID-19, 5-daagse, paragraaf 2.3.1, ’24")
    []
    """
    tokens = list(_tokens(text))
    found: list[Numeral] = []
    i = 0
    while i < len(tokens):
        numeral, i = _numeral_at(text, tokens, i)
        if numeral is not None:
            found.append(numeral)
    return found


def counts(text: str, start: int, end: int) -> bool:
    """Whether four bare digits that could be a year are rather a count: a round number before a plural.

    >>> counts("met 2000 militairen", 4, 8), counts("in 2000 werden", 3, 7), counts("in 2020 militairen", 3, 7)
    (True, False, False)
    """
    if int(text[start:end]) % 50 or re.search(
        r"\b(?:in|sinds|vanaf|na|begin|eind|medio|jaar|jaren)\s+$", text[max(0, start - 9) : start]
    ):
        return False
    after = re.compile(rf"{WS}([^\W\d_]+)").match(text, end)
    return after is not None and after[1].islower() and bool(_PLURAL.fullmatch(after[1]))


def _next(text: str, tokens: list[_Token], i: int, glue: re.Pattern[str] = _ADJACENT) -> _Token | None:
    """The token after number ``i``, if nothing but ``glue`` stands between."""
    if i + 1 < len(tokens) and glue.fullmatch(text, tokens[i].end, tokens[i + 1].start):
        return tokens[i + 1]
    return None


def _numeral_at(text: str, tokens: list[_Token], i: int) -> tuple[Numeral | None, int]:
    first = tokens[i]
    start = first.start
    after = _next(text, tokens, i)
    if first.word == "min" and after is not None and after.kind == "number":
        numeral, j = _numeral_at(text, tokens, i + 1)
        if numeral is not None and not numeral.ordinal:
            return Numeral(start, numeral.end, -numeral.value, fraction=numeral.fraction, digits=numeral.digits), j
        return numeral, j
    if first.kind == "number":
        return _chain(text, tokens, i)
    if first.kind == "ordinal":
        return Numeral(start, first.end, first.value, ordinal=True, digits=not first.word), i + 1
    if first.kind == "magnitude-ordinal":
        return Numeral(start, first.end, first.value, ordinal=True), i + 1
    if first.kind == "parts" and not first.word:
        return Numeral(start, first.end, first.value, fraction=True, digits=True), i + 1
    if first.kind == "half" and after is not None and after.kind in ("magnitude", "dozen"):
        return Numeral(start, after.end, first.value * after.value), i + 2
    if first.kind == "article":
        return _after_article(text, tokens, i)
    return None, i + 1


def _after_article(text: str, tokens: list[_Token], i: int) -> tuple[Numeral | None, int]:
    start = tokens[i].start
    after = _next(text, tokens, i)
    if after is None:
        follow = _IN.match(text, tokens[i].end)
        return _one_in(text, tokens, i, Decimal(1)) if follow else (None, i + 1)
    if after.kind == "magnitude":
        return _chain(text, tokens, i)
    if after.kind == "quarter":
        return Numeral(start, after.end, after.value, fraction=True), i + 2
    if after.kind == "dozen":
        return Numeral(start, after.end, after.value), i + 2
    if after.kind == "tally":
        return Numeral(start, after.end, after.value, rounded=after.value >= 10), i + 2
    if after.kind == "half":
        beyond = _next(text, tokens, i + 1)
        if beyond is not None and beyond.kind in ("magnitude", "dozen"):
            return Numeral(start, beyond.end, after.value * beyond.value), i + 3
        return Numeral(start, after.end, after.value, fraction=True), i + 2
    if after.kind == "ordinal" and after.word and after.value > 2 and _SHARE_END.match(text, after.end):
        return Numeral(start, after.end, 1 / after.value, fraction=True), i + 2
    if after.word == "op":
        return _one_in(text, tokens, i, Decimal(1))
    return None, i + 1


def _one_in(text: str, tokens: list[_Token], i: int, over: Decimal) -> tuple[Numeral | None, int]:
    """ "een op de twintig": a share."""
    match = _IN.match(text, tokens[i].end)
    under = tokens[i + 3] if match and i + 3 < len(tokens) else None
    if match and under is not None and under.kind == "number" and under.start == match.end() and under.value > over:
        return Numeral(tokens[i].start, under.end, over / under.value, fraction=True), i + 4
    return None, i + 1


def _chain(text: str, tokens: list[_Token], i: int) -> tuple[Numeral | None, int]:
    """A number and what belongs to it: "vijf miljard tweehonderd miljoen", "drie en een kwart"."""
    first = tokens[i]
    addend, total, scale = first.value, _NONE, Decimal(1)
    limit: Decimal | None = None  # what follows must stay below this; None: nothing may follow
    share = False
    while True:
        token = tokens[i]
        if token.kind == "number" and token.word:
            limit = Decimal(1000) if addend and addend % 1000 == 0 else None
            if limit is None and addend and addend % 100 == 0:
                limit = Decimal(100)
        elif token.kind == "number":
            limit = None
        after = _next(text, tokens, i)
        if after is not None and after.kind == "magnitude" and token.kind != "magnitude":
            addend, scale, limit, i = addend * after.value, after.value, after.value, i + 1
        elif after is not None and after.kind == "dozen" and token.kind == "number":
            return Numeral(first.start, after.end, total + addend * after.value, digits=not first.word), i + 2
        elif after is not None and after.kind == "quarter" and token.word and not total and addend in (1, 3):
            return Numeral(first.start, after.end, addend * after.value, fraction=True), i + 2
        elif after is not None and after.kind == "magnitude-ordinal" and token.word and token.kind == "number":
            return Numeral(first.start, after.end, total + addend * after.value, ordinal=True), i + 2
        elif (
            after is not None and after.kind == "number" and limit and after.value < limit and (after.word or scale > 1)
        ):
            total, addend, scale, i = total + addend, after.value, Decimal(1), i + 1
        elif after is not None and after.kind in ("ordinal", "parts") and after.word and token.word:
            if after.kind == "ordinal" and limit == 1000 and after.value < limit:
                return Numeral(first.start, after.end, total + addend + after.value, ordinal=True), i + 2
            if after.value > 2 and token.kind == "number":
                return Numeral(first.start, after.end, total + addend / after.value, fraction=True), i + 2
            break
        elif after is not None and after.word == "komma" and limit is None and token.word and total == 0:
            behind = _next(text, tokens, i + 1)
            if behind is None or behind.kind != "number" or not behind.word or not 0 <= behind.value < 100:
                break
            addend, i = Decimal(f"{addend}.{behind.value}"), i + 2
        else:
            more, j = _and_more(text, tokens, i, limit)
            if more is None:
                break
            if more.ordinal:
                return Numeral(first.start, more.end, total + addend + more.value, ordinal=True), j
            total, addend, i = total + addend, more.value * (scale if more.fraction else 1), j - 1
            share |= more.fraction and scale == 1
            break
    value, end = total + addend, tokens[i].end
    if value == first.value and i + 3 < len(tokens) and tokens[i + 1].word == "op":
        one_in, j = _one_in(text, tokens, i, value)
        if one_in is not None:
            return one_in, j
    share |= first.word == "driekwart" and value < 1
    return Numeral(first.start, end, value, fraction=share, digits=not first.word), i + 1


def _and_more(text: str, tokens: list[_Token], i: int, limit: Decimal | None) -> tuple[Numeral | None, int]:
    """What "en" adds to the number before it: a share, or units to whole thousands."""
    link = _next(text, tokens, i)
    if link is None or link.word != "en" or i + 2 >= len(tokens):
        return None, i
    after = _next(text, tokens, i + 1)
    if after is None:
        return None, i
    if after.kind == "article" or (after.kind == "number" and after.word and after.value < 20):
        part = _next(text, tokens, i + 2)
        if after.kind == "article" and part is not None and part.kind in ("half", "quarter"):
            return Numeral(after.start, part.end, part.value, fraction=True), i + 4
        shares = (
            part is not None
            and part.kind in ("ordinal", "parts")
            and part.word
            and part.value > 2
            and part.value > after.value
        )
        if part is not None and shares and after.kind == "number":
            return Numeral(after.start, part.end, after.value / part.value, fraction=True), i + 4
    if after.word == "driekwart":
        return Numeral(after.start, after.end, after.value, fraction=True), i + 3
    if tokens[i].kind == "number" and tokens[i].word and limit == 1000 and after.word and after.value < limit:
        if after.kind == "number":
            return Numeral(after.start, after.end, after.value), i + 3
        if after.kind == "ordinal":
            return Numeral(after.start, after.end, after.value, ordinal=True), i + 3
    return None, i
