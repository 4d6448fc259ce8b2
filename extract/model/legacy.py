"""Trees of UD_Dutch-LassySmall 2.0 as partial trees in today's annotation.

Between 2017 and today the treebank changed its treatment of punctuation, coordination marks,
fixed expressions, names and some arguments. Arcs that mean the same today are kept, arcs of
"cc" are moved to the conjunct that follows, all others are left open. The release has no fine tags:
they are filled in where today's trees leave no doubt about them. The network learns from what is
there (an open value adds nothing to the loss).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extract.model.treebank import NOMINAL, Sentence, Token

OPEN_LABEL = "?"
"""Relation of an arc whose head is known and whose name is not."""

SAME = frozenset(
    {
        "ROOT",
        "case",
        "nsubj",
        "nsubj:pass",
        "conj",
        "appos",
        "mark",
        "cop",
        "aux:pass",
        "acl:relcl",
        "compound:prt",
        "nmod",
        "obj",
    }
)
HEAD_ONLY = frozenset({"obl", "advcl", "acl", "xcomp", "ccomp", "csubj", "iobj", "nummod"})
POSSESSIVES = frozenset({"mijn", "m'n", "jouw", "je", "uw", "zijn", "z'n", "haar", "ons", "onze", "hun"})


SURE = 0.98
"""Share of one tag among the words of a kind from which on it is taken for all of them."""

SEEN = 3
"""Times that a form must stand in today's trees before its own tags are asked."""


@dataclass(frozen=True, slots=True)
class TagTable:
    """Fine tags by form, part of speech and features, and by the last two alone."""

    by_form: dict[tuple[str, str, str], str]
    by_kind: dict[tuple[str, str], str]

    @classmethod
    def of(cls, sentences: Iterable[Sentence]) -> TagTable:
        """What today's trees leave no doubt about; a kind with several tags has ""."""
        forms: defaultdict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        kinds: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for sentence in sentences:
            for token in sentence.tokens:
                forms[token.form.lower(), token.pos, token.feats][token.tag] += 1
                kinds[token.pos, token.feats][token.tag] += 1
        return cls(
            {form: _clear(tags) for form, tags in forms.items() if sum(tags.values()) >= SEEN},
            {kind: _clear(tags) for kind, tags in kinds.items()},
        )

    def tag(self, token: Token) -> str:
        """The fine tag, or "" when it is open."""
        kind = token.pos, token.feats
        return self.by_form.get((token.form.lower(), *kind)) or self.by_kind.get(kind, "")


def _clear(tags: Counter[str]) -> str:
    [(tag, count)] = tags.most_common(1)
    return tag if count >= SURE * sum(tags.values()) else ""


def modernise(sentence: Sentence, table: TagTable) -> Sentence:
    """The same sentence with the arcs and tags that hold in today's annotation."""
    tokens = sentence.tokens
    return replace(
        sentence,
        tokens=tuple(
            replace(_word(token, table), head=head, dep=dep)
            for token, (head, dep) in ((token, _arc(at, tokens)) for at, token in enumerate(tokens))
        ),
    )


def _word(token: Token, table: TagTable) -> Token:
    """Part of speech, features and tag in today's annotation; all three stay open when the kind is unknown."""
    feats = token.feats.replace("=yes", "=Yes")
    pos = token.pos
    if pos in {"AUX", "VERB"}:
        pos = "AUX" if token.dep.startswith(("aux", "cop")) else "VERB"
    known = replace(token, lemma="", pos=pos, feats=feats)
    if (pos, feats) not in table.by_kind:
        return replace(known, pos="", tag="", feats="")
    return replace(known, tag=table.tag(known))


def _arc(at: int, tokens: tuple[Token, ...]) -> tuple[int, str]:
    token = tokens[at]
    dep = token.dep
    head = tokens[token.head]
    if dep == "cc":
        after = [i for i, t in enumerate(tokens) if i > at and t.dep == "conj" and t.head == token.head]
        return (after[0], "cc") if after else (at, "")
    if dep in SAME:
        return token.head, OPEN_LABEL if dep == "obj" and token.form.lower() in {"zich", "me", "je", "ons"} else dep
    if dep in HEAD_ONLY:
        return token.head, OPEN_LABEL
    if dep == "det":
        return token.head, "nmod:poss" if token.form.lower() in POSSESSIVES else "det"
    if dep == "amod":
        return token.head, "amod" if token.pos in {"ADJ", "VERB"} else OPEN_LABEL
    if dep == "advmod":
        return token.head, OPEN_LABEL if head.pos in NOMINAL else "advmod"
    if dep == "flat:name" and token.pos != "PUNCT":
        return token.head, "flat"
    return at, ""
