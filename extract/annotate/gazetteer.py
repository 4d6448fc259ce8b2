"""Known names in a text: one pass over its tokens through a trie of all labels.

The keys of the trie are tokens without case, accents and joints (space, hyphen), so that
"K12", "K-12" and "K 12" are one key; afterwards the case of label and text is compared,
because "Kite" may be a weapon where "kite" is not. After Aho and Corasick (1975), but over
tokens and without failure links: names are short, and word boundaries come for free.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.knowledge import Concept

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_|\t")
_BRACKET = re.compile(r"(?P<name>.{4,}?)\s\((?=[^()]*[A-Z][^()]*[A-Z])[\w&/-]{2,12}\)")
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,}(?![A-Z]\w)")
_TWO_NAMES = re.compile(r"[A-Z][A-Z\d]+-[a-z]{4,} [A-Z]")
_LONG_VOWEL = re.compile(r"(?:aa|ee|oo|uu)[b-df-hj-np-tv-z]$")
_SHORTENED = re.compile(r"(?<![aeiou])([aou])([b-df-hj-np-tv-z])$")
_VERSION = re.compile(r"[A-Z]{1,2}\d{0,2}(?:['’]?s)?(?!\w)")
_DASHES = "-‐‑–"
_APOSTROPHES = str.maketrans("’‘`´", "''''")


class Token(NamedTuple):
    """A word part, number or sign; ``key`` is its text without case and accents."""

    text: str
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Label:
    """One way to write a name: the tokens as printed in the gazetteer and whose name it is."""

    owner: str
    tokens: tuple[str, ...]
    any_case: bool = False
    risky: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of text that is written like these labels.

    With ``version`` a letter follows the label's last figure ("K-12C" beside "K-12").
    """

    start: int
    end: int
    labels: tuple[Label, ...]
    version: bool = False


@dataclass(slots=True)
class Trie:
    """A node: the next tokens, and the labels that end here."""

    next: dict[str, Trie] = field(default_factory=dict)
    ends: list[Label] = field(default_factory=list)


def tokens(text: str) -> list[Token]:
    """Words, numbers and signs of a text, without a dash that hangs on a word.

    >>> [token.key for token in tokens("Zr.Ms. Šiva, K-12’s")]
    ['zr', '.', 'ms', '.', 'siva', ',', 'k', '12', "'", 's']
    >>> [token.key for token in tokens("land- en zee – of niet")]
    ['land', 'en', 'zee', '–', 'of', 'niet']
    """
    found = []
    for match in _TOKEN.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        if word in _DASHES and start and text[start - 1].isalnum():
            continue
        found.append(Token(word, _fold(word), start, end))
    return found


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.translate(_APOSTROPHES).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def labels_of(concept: Concept) -> Iterator[tuple[str, bool, bool]]:
    """Each label of a concept with: does it match in any case, is it risky.

    An acronym in brackets behind a label is a name of its own, so it is left off, and so is a
    label that begins with another name ("PACT-missie Kite"), because in a letter those are two.

    >>> names = ("Kite (KT)", "Kite", "PACT-wapen Kite")
    >>> list(labels_of(Concept("weapon/kite", "WeaponSystem", "Kite", names, risky=("Vlieger",))))
    [('Kite', False, False), ('Vlieger', False, True)]
    """
    names = concept.names + concept.hidden + concept.adjectives + concept.demonyms
    bare = (match["name"] if (match := _BRACKET.fullmatch(name)) else name for name in names)
    for name in dict.fromkeys(bare):
        if not _TWO_NAMES.match(name):
            yield name, concept.generic, False
            if concept.generic and (other := _inflected(name)):
                yield other, True, False
    for name in concept.risky:
        yield name, concept.generic, True


def _inflected(name: str) -> str | None:
    """The label of a class with its adjective in the other form: "het amfibisch(e) schip".

    >>> _inflected("amfibisch schip"), _inflected("zware torpedo"), _inflected("torpedo")
    ('amfibische schip', 'zwaar torpedo', None)
    """
    adjective, _, rest = name.partition(" ")
    if not rest or not adjective.isalpha() or " " in rest:
        return None
    if adjective.endswith("e"):
        return f"{_SHORTENED.sub(_doubled, adjective[:-1])} {rest}"
    return f"{_LONG_VOWEL.sub(lambda m: m[0][1:], adjective)}e {rest}"


def _doubled(match: re.Match[str]) -> str:
    return match[1] + match[1] + match[2]


def trie_of(concepts: Iterable[Concept], without: frozenset[str] = frozenset()) -> Trie:
    """The trie of all labels of these concepts but those ``without``."""
    root = Trie()
    for concept in concepts:
        for name, any_case, risky in labels_of(concept):
            if name not in without:
                add(root, name, concept.id, any_case=any_case, risky=risky)
    return root


def add(root: Trie, name: str, owner: str, *, any_case: bool = False, risky: bool = False) -> None:
    """Put one label into the trie; a name without a letter or digit is a ``ValueError``."""
    parts = tokens(name)
    if not any(part.key.isalnum() for part in parts):
        raise ValueError(f"{owner}: the name {name!r} has no letter or digit; remove it")
    node = root
    for part in parts:
        node = node.next.setdefault(part.key, Trie())
    node.ends.append(Label(owner, tuple(part.text for part in parts), any_case, risky))


def matches(root: Trie, text: str, parts: list[Token] | None = None) -> Iterator[Match]:
    """Every stretch of text that spells a label, also where stretches overlap.

    >>> root = trie_of([Concept("weapon/k-12", "WeaponSystem", "K-12", ("K-12",)),
    ...                 Concept("exercise/red-fox", "Exercise", "Red Fox", ("Red Fox",))])
    >>> [("de K12's, K 12 en RED FOX"[m.start:m.end], m.labels[0].owner) for m in
    ...  matches(root, "de K12's, K 12 en RED FOX")]
    [("K12's", 'weapon/k-12'), ('K 12', 'weapon/k-12'), ('RED FOX', 'exercise/red-fox')]
    >>> list(matches(root, "een red fox, de BK-12 en de K-120, RED FOXS"))
    []
    >>> [(m.start, m.end, m.version) for m in matches(root, "de K-12C's")]
    [(3, 10, True)]
    """
    parts = tokens(text) if parts is None else parts
    for first, opening in enumerate(parts):
        if opening.start and text[opening.start - 1].isalnum():
            continue
        node = root
        for at in range(first, len(parts)):
            token = parts[at]
            plural = _without_s(token.key)
            if plural and plural in node.next:
                yield from _ending(node.next[plural], text, parts, first, at, cut=True)
            following = node.next.get(token.key)
            if following is None:
                break
            node = following
            if node.ends:
                yield from _ending(node, text, parts, first, at)


def dotted(root: Trie, text: str) -> Iterator[Match]:
    """Listed acronyms that are printed with points.

    >>> root = trie_of([Concept("organisation/pact", "Organisation", "PACT", ("PACT",))])
    >>> text = "de P.A.C.T.-missie, A.C.T. en P.A.C.T."
    >>> [text[m.start:m.end] for m in dotted(root, text)]
    ['P.A.C.T.', 'P.A.C.T.']
    """
    for found in _DOTTED.finditer(text):
        plain = found[0].replace(".", "")
        for match in matches(root, plain):
            if match.start == 0 and match.end == len(plain) and not match.version:
                yield Match(found.start(), found.end(), match.labels)


def _without_s(key: str) -> str | None:
    return key[:-1] if len(key) > 3 and key[-1] == "s" else None


def _ending(node: Trie, text: str, parts: list[Token], first: int, last: int, *, cut: bool = False) -> Iterator[Match]:
    if not node.ends:
        return
    start, end = parts[first].start, parts[last].end
    version = _VERSION.match(text, end) if parts[last].text.isdigit() and not cut else None
    if version:
        kept = tuple(label for label in node.ends if fits(label, [token.text for token in parts[first : last + 1]]))
        if kept:
            yield Match(start, version.end(), kept, True)
        return
    if end < len(text) and text[end].isalnum():
        if text[end] != "s" or text[end + 1 : end + 2].isalnum() or not parts[last].text.isdigit():
            return
        end += 1
    words = [token.text for token in parts[first : last + 1]]
    if cut:
        words[-1] = words[-1][:-1]
    capital = cut and parts[last].text[-1] != "s"  # the S of an acronym is no plural
    kept = tuple(label for label in node.ends if fits(label, words) and not (capital and not label.any_case))
    if kept:
        yield Match(start, _with_apostrophe_s(text, end), kept)


def _with_apostrophe_s(text: str, end: int) -> int:
    ending = re.compile(r"['’‘]s(?!\w)").match(text, end)
    return ending.end() if ending else end


def fits(label: Label, words: list[str]) -> bool:
    """Is this text in a case in which the label may stand?

    >>> fits(Label("", ("Open", "Shores", "Fund")), ["open", "Shores", "Fund"])
    True
    >>> fits(Label("", ("MARO",)), ["Maro"]), fits(Label("", ("Maro",)), ["MARO"])
    (True, True)
    >>> fits(Label("", ("Maro",)), ["maro"]), fits(Label("", ("Red", "Fox")), ["Red", "fox"])
    (False, False)
    """
    if label.any_case:
        return True
    printed = [word for word in label.tokens if word[0].isalpha()]
    found = [word for word in words if word[0].isalpha()]
    if printed == found:
        return True
    if len(printed) != len(found):
        return False
    plain = [_plain(word) for word in printed]
    read = [_plain(word) for word in found]
    if plain == read:
        return True
    letters = sum(map(len, read))
    if letters >= 3 and all(word.isupper() for word in read):
        return letters >= 4 or sum(c.isupper() for c in "".join(plain)) >= 2
    if len(plain) == 1:
        if len(plain[0]) >= 4 and plain[0].isupper():
            return read[0] == plain[0].capitalize()
        return plain[0].islower() and read[0] == plain[0].capitalize()
    if plain[1:] == read[1:] and plain[0].casefold() == read[0].casefold():
        return any(word[0].isupper() for word in read[1:]) or read[0][0].isupper()
    if all(word[0].isupper() for word in read):
        return True
    return len(plain) >= 3 and any(word[0].isupper() for word in read[1:])


def _plain(word: str) -> str:
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
