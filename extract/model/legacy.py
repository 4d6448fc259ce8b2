"""Trees of UD_Dutch-LassySmall 2.0 as partial trees in today's annotation.

Between 2017 and today the treebank changed its treatment of punctuation, coordination marks,
fixed expressions, names and some arguments. Arcs that mean the same today are kept, arcs of
"cc" are moved to the conjunct that follows, all others are left open; tags are left open too.
The graph-based parser learns from the arcs that are there (an open one adds nothing to the loss).
"""

from __future__ import annotations

from dataclasses import replace

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


def modernise(sentence: Sentence) -> Sentence:
    """The same sentence with the arcs that hold in today's annotation."""
    tokens = sentence.tokens
    return replace(
        sentence,
        tokens=tuple(
            replace(token, lemma="", pos="", tag="", feats="", head=head, dep=dep)
            for token, (head, dep) in ((token, _arc(at, tokens)) for at, token in enumerate(tokens))
        ),
    )


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
