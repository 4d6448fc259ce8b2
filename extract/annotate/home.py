"""The country in which a letter was written, by the institutions and towns in its head.

"Defensie" and "de Kamer" are those of that country, unless the sentence says otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.annotate.gazetteer import Trie, matches
from extract.knowledge import Knowledge


def home_of(head: Sequence[str], trie: Trie, knowledge: Knowledge) -> str | None:
    """The country of most institutions that the head names; of most places where it names none.

    A name that an institution of another country may have too does not count.

    Args:
        head: texts of the letter's head and signature.
        trie: all labels of the gazetteer.
        knowledge: all concepts.

    >>> from extract.annotate.gazetteer import trie_of
    >>> from extract.knowledge import Concept
    >>> concepts = {c.id: c for c in (
    ...     Concept("organisation/xa", "Organisation", "Kamer", ("Kamer", "Landraad"), country=("country/XA",)),
    ...     Concept("organisation/yb", "Organisation", "Volksraad", ("Volksraad",), risky=("Kamer",),
    ...             country=("country/YB",)),
    ...     Concept("place/oldrup", "Place", "Oldrup", ("Oldrup",), country=("country/XA",)))}
    >>> trie = trie_of(concepts.values())
    >>> [home_of([text], trie, Knowledge(concepts)) for text in
    ...  ("Aan de Kamer, Oldrup", "Aan de Volksraad, Oldrup", "Aan de Kamer", "Aan u")]
    ['country/XA', 'country/YB', None, None]
    """
    for kind in ("Organisation", "Place"):
        votes: Counter[str] = Counter()
        for text in head:
            for match in matches(trie, text):
                owners = {label.owner for label in match.labels}
                concept = knowledge.concepts[min(owners)]
                if len(owners) == 1 and concept.kind == kind and len(concept.country) == 1:
                    votes.update(concept.country)
        best = votes.most_common(2)
        if best and (len(best) == 1 or best[0][1] > best[1][1]):
            return best[0][0]
    return None
