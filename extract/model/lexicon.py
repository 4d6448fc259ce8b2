"""What a dictionary of forms knows about a word, as a small set of features.

Sources: the Dutch dictionary of LanguageTool (forms, lemmas and tags) and the word
frequencies of the package ``wordfreq``. The pipeline's network sees the features beside the
letters of the word; so it can tag forms that the treebanks do not have.
"""

from __future__ import annotations

import lzma
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

NOUN_DETAILS = {"MRV": "N:plur", "EKV": "N:sing", "DE_": "N:de", "HET": "N:het"}
ADJECTIVE_DETAILS = frozenset({"VRB", "ONV", "VGR", "OVR", "IET", "MRV"})
RARE = 20
"""A feature is kept when at least so many forms have it."""


def entries(data: Path) -> Iterator[tuple[str, str, str]]:
    """Form, lemma and tag of every line of ``lexicon-nl/lt-forms.tsv.xz`` below ``data``."""
    with lzma.open(data / "lexicon-nl" / "lt-forms.tsv.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            form, lemma, tag = line.rstrip("\n").split("\t")
            yield form, lemma or form, tag


def tag_features(tag: str) -> frozenset[str]:
    """The features of one dictionary tag; archaic forms have none.

    >>> sorted(tag_features("ZNW:MRV:DE_"))
    ['N', 'N:plur']
    >>> sorted(tag_features("WKW:TGW:3EP"))
    ['V', 'V:TGW:3EP']
    """
    parts = tag.split(":")
    head, rest = parts[0], parts[1:]
    if head == "ZNW":
        kept = [x for x in rest if not ("MRV" in rest and x in {"DE_", "HET"})]
        return frozenset({"N"} | {NOUN_DETAILS[x] for x in kept if x in NOUN_DETAILS})
    if head == "BNW":
        return frozenset({"A"} | {f"A:{x}" for x in rest if x in ADJECTIVE_DETAILS})
    if head == "WKW":
        if "GIJ" in rest or "ZNW" in rest:
            return frozenset()
        separated = {"V:LOS"} if "LOS" in rest else set()
        return frozenset({"V", "V:" + ":".join(x for x in rest[:2] if x != "LOS")} | separated)
    if head == "ENM":
        return frozenset({":".join(parts[: 3 if rest[:1] == ["PER"] else 2])})
    return frozenset({":".join(parts[:2])})


def form_features(data: Path, frequencies: Mapping[str, float]) -> dict[str, frozenset[str]]:
    """Features of every lower-cased form of the dictionary and of the frequency list.

    Args:
        data: the folder with ``lexicon-nl/``.
        frequencies: share of running text (0 to 1) by lower-cased word.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for form, _, tag in entries(data):
        features = tag_features(tag)
        if features:
            found[form.lower()] |= features
            found[form.lower()].add("upper" if form[:1].isupper() else "lower")
    for word, share in frequencies.items():
        if word.isalpha() or word in found:
            found[word].add(f"freq:{band(share)}")
    counts = Counter(feature for features in found.values() for feature in features)
    kept = {feature for feature, count in counts.items() if count >= RARE}
    return {form: frozenset(features & kept) for form, features in found.items() if features & kept}


def band(share: float) -> int:
    """A word's frequency as a band, 0 (rare) to 5.

    >>> band(3e-2), band(1e-5), band(1e-8)
    (5, 3, 0)
    """
    return next((i for i, bound in enumerate((1e-7, 1e-6, 1e-5, 1e-4, 1e-3)) if share < bound * 0.999), 5)
