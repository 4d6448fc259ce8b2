"""Words and sentence ends of Dutch government prose: abbreviations, amounts, brackets, bullets.

The recognition works on plain strings; :func:`sentence_hints` is a thin coat for spaCy. The
component stands before the parser, which respects what it sets and decides the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER, CONCAT_QUOTES, LIST_ELLIPSES, LIST_ICONS
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

ABBREVIATIONS = (
    "a.d.", "a.g.v.", "a.i.", "a.u.b.", "adj.", "adm.", "afd.", "alg.", "apr.", "art.", "artt.", "aug.", "b.d.",
    "b.g.", "bijl.", "bijv.", "blz.", "brig.", "c.a.", "c.q.", "c.s.", "ca.", "cf.", "d.d.", "d.m.v.", "d.w.z.",
    "dec.", "dhr.", "dr.", "drs.", "e.a.", "e.d.", "e.e.a.", "e.o.", "e.v.", "enz.", "etc.", "evt.", "excl.", "feb.",
    "fig.", "gen.", "gld.", "h.t.l.", "hfst.", "i.a.", "i.c.", "i.h.b.", "i.h.k.v.", "i.o.m.", "i.p.v.", "i.s.m.",
    "i.t.t.", "i.v.m.", "i.z.", "id.", "ing.", "incl.", "ir.", "jan.", "jhr.", "jkvr.", "jl.", "jo.", "jr.", "juncto.",
    "kap.", "kol.", "lkol.", "ltz.", "ltn.", "m.a.w.", "m.b.t.", "m.b.v.", "m.i.v.", "m.m.v.", "m.n.", "m.u.v.",
    "maj.", "mevr.", "mil.", "mld.", "mln.", "mr.", "mrt.", "mw.", "n.a.v.", "n.o.t.k.", "n.v.t.", "nl.", "nom.",
    "nov.", "nr.", "nrs.", "o.a.", "o.b.v.", "o.g.v.", "o.i.d.", "o.l.v.", "o.m.", "okt.", "ong.", "p.a.", "p.j.",
    "p.m.", "p.p.", "par.", "plm.", "plv.", "prof.", "r.k.", "red.", "resp.", "sept.", "sgt.", "st.", "t.a.v.",
    "t.b.v.", "t.e.m.", "t.g.v.", "t.h.v.", "t.n.v.", "t.o.v.", "t.w.", "t.z.t.", "v.a.", "v.d.", "v.v.", "verg.",
    "Hr.Ms.", "Zr.Ms.", "vgl.", "voorz.", "vs.", "w.o.", "z.g.", "z.o.z.", "z.s.m.", "zgn.", "zn.",
)  # fmt: skip
"""Abbreviations of letters and papers that keep their full stop; written small, met with a capital too."""

OPEN_ENDED = frozenset({
    "adj.", "adm.", "afd.", "art.", "artt.", "bijl.", "blz.", "brig.", "ca.", "cf.", "dhr.", "dr.", "drs.", "fig.",
    "gen.", "hfst.", "ing.", "ir.", "jhr.", "jkvr.", "kap.", "kol.", "lkol.", "ltn.", "ltz.", "maj.", "mevr.", "mr.",
    "mw.", "nr.", "nrs.", "par.", "plm.", "plv.", "prof.", "resp.", "sgt.", "t.a.v.", "vgl.", "vs.", "zgn.", "o.a.",
    "m.n.", "i.h.b.", "d.w.z.", "bijv.", "incl.", "excl.", "m.b.t.", "i.v.m.", "n.a.v.", "t.b.v.", "i.s.m.", "d.m.v.",
    "o.l.v.", "i.p.v.", "t.o.v.", "m.u.v.", "d.d.", "zr.ms.", "hr.ms.", "jo.", "evt.", "c.q.", "t.w.", "max.", "min.",
})  # fmt: skip
"""Abbreviations that something must follow: no sentence ends in them."""

BULLETS = frozenset({"•", "·", "▪", "◦", "●", "■", "–", "—", "-", "*", "o"})
FINAL = frozenset({".", "!", "?", "…", "..."})
OPENING, CLOSING = frozenset("(["), frozenset(")]")
END_QUOTES = frozenset({"''", "”", "’’", "»"})
LONGEST_BRACKET = 60
"""Tokens between two brackets that still count as one aside."""

_ONE_WORD = re.compile(
    r"(?:(?:[A-Za-z]\.){2,}"  # m.u.v., J.P.
    r"|(?:[A-Z][a-z]{0,2}\.){2,}"  # A.Th.B., Zr.Ms.
    r"|(?:kst|blg|ah-tk|h-tk)-[0-9][0-9A-Za-z-]*[0-9A-Za-z])$"  # kst-29521-1
)

_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Za-z])$")


def is_one_word(text: str) -> bool:
    """Whether a string with full stops or hyphens is a single word: initials, ships' prefixes, papers.

    >>> [is_one_word(text) for text in ("J.P.", "A.Th.B.", "Zr.Ms.", "m.u.v.", "kst-29521-908", "op.", "zee.Daarna")]
    [True, True, True, True, True, False, False]
    """
    return _ONE_WORD.match(text) is not None


def set_tokenizer(nlp: Language) -> None:
    """Give a Dutch pipeline's tokenizer the words of government prose, as far as it does not have them.

    Each change makes spaCy load all special cases anew, so the shipped pipeline is left as it is.

    >>> from spacy.lang.nl import Dutch
    >>> nlp = Dutch()
    >>> set_tokenizer(nlp)
    >>> [token.text for token in nlp("Zr.Ms. Karel, art. 5 jo. 6, kost €3,25 mld. (0,4%), programma’s t/m 2030.")]
    ['Zr.Ms.', 'Karel', ',', 'art.', '5', 'jo.', '6', ',', 'kost', '€', '3,25', 'mld.', '(', '0,4%', ')', ',', 'programma’s', 't/m', '2030', '.']
    """  # noqa: E501
    tokenizer: Any = nlp.tokenizer
    known = tokenizer.rules
    for short in ABBREVIATIONS:
        for written in (short, short[0].upper() + short[1:]):
            if known.get(written) != [{ORTH: written}]:
                tokenizer.add_special_case(written, [{ORTH: written}])
    if getattr(tokenizer.token_match, "__self__", None) != _ONE_WORD:
        tokenizer.token_match = _ONE_WORD.match
    quotes = re.sub("['’‘]", "", CONCAT_QUOTES)
    infixes = (
        *LIST_ELLIPSES,
        *LIST_ICONS,
        rf"(?<=[{ALPHA}])[,!?](?=[{ALPHA}])",
        rf"(?<=[{ALPHA}\"])[:<>=](?=[{ALPHA}])",
        rf"(?<=[{ALPHA_LOWER}])\.(?=[{ALPHA_UPPER}])",
        rf"(?<=[{ALPHA}])([{quotes}\)\]\(\[])(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}])--(?=[{ALPHA}])",
    )
    infix = compile_infix_regex(infixes)
    if getattr(tokenizer.infix_finditer, "__self__", None) != infix:
        tokenizer.infix_finditer = infix.finditer


def start_hints(words: Sequence[str]) -> list[bool | None]:
    """For each token whether a sentence starts there: True, False, or None where that stays open.

    A sentence starts after a blank line and at a bullet on a new line. None starts inside brackets,
    after an abbreviation that something must follow, after the number that opens a heading or a
    numbered paragraph, or at a closing mark.

    >>> start_hints(["Zie", "nr.", "398", ".", "Daarna"])
    [True, None, False, False, None]
    >>> start_hints(["Kort", "\\n\\n", "Lang", "\\n", "•", "punt"])
    [True, False, True, False, True, False]
    >>> start_hints(["Hij", "(", "zie", "A.", "B", ")", "komt"])
    [True, None, False, False, False, False, False]
    >>> start_hints(["3", ".", "Oefeningen"]), start_hints(["In", "2014", ".", "Daarna"])
    ([True, False, False], [True, None, False, None])
    """
    hints: list[bool | None] = [None] * len(words)
    inside = _bracketed(words)
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        if word.isspace():
            hints[at] = False
        elif (before.isspace() and before.count("\n") > 1) or (before.isspace() and "\n" in before and word in BULLETS):
            hints[at] = True
        elif (
            inside[at]
            or before.lower() in OPEN_ENDED
            or before in {",", ":", ";", "•", "%", "€", "/", *OPENING}
            or word in FINAL
            or word in CLOSING
            or word in END_QUOTES
            or (before == "." and word[:1].islower())
            or word in {",", ";", ":", "%"}
            or (before in CLOSING and word[:1].islower())
            or _after_number(words, at)
        ):
            hints[at] = False
    if hints:
        hints[0] = True
    return hints


def _after_number(words: Sequence[str], at: int) -> bool:
    """Whether the token follows a number with a full stop that opens its line."""
    opens = at == 2 or (at > 2 and "\n" in words[at - 3])
    return opens and words[at - 1] == "." and _NUMBER.match(words[at - 2]) is not None


def _bracketed(words: Sequence[str]) -> list[bool]:
    """Which tokens stand between two brackets that belong together."""
    inside = [False] * len(words)
    opened: list[int] = []
    for at, word in enumerate(words):
        if word in OPENING:
            opened.append(at)
        elif word in CLOSING and opened:
            start = opened.pop()
            if at - start <= LONGEST_BRACKET:
                inside[start + 1 : at + 1] = [True] * (at - start)
    return inside


@Language.component("sentence_hints", assigns=["token.is_sent_start"])
def sentence_hints(doc: Doc) -> Doc:
    """Set what :func:`start_hints` is sure of; leave the rest to the parser."""
    for token, hint in zip(doc, start_hints([token.text for token in doc]), strict=True):
        if hint is not None:
            token.is_sent_start = hint
    return doc
