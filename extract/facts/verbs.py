"""Forms of Dutch verbs, from the infinitive and, for strong verbs, their principal parts.

The rules are those of Dutch spelling: a long vowel is doubled in a closed syllable, ``v`` and
``z`` harden at the end of the stem, the past takes ``t`` after a voiceless stem consonant.
Where spelling alone cannot tell (stress decides between "lever" and "opereer"), both forms are
made: the wrong one is no Dutch word and is never met.
"""

from __future__ import annotations

from functools import cache

_VOWELS = "aeiou"
_NO_GE = ("be", "ge", "her", "ont", "ver", "er", "mis", "onder", "over", "om", "door", "voor")
_VOICELESS = ("t", "k", "f", "s", "ch", "p", "x", "c", "q")


def stems_of(infinitive: str) -> tuple[str, ...]:
    """The stem as it may be written at the end of a word.

    >>> stems_of("leveren"), stems_of("sturen"), stems_of("zetten"), stems_of("leven")
    (('lever', 'leveer'), ('stur', 'stuur'), ('zet',), ('lef', 'leef'))
    """
    sound = infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]
    stems = [sound]
    if len(sound) > 1 and sound[-1] == sound[-2] and sound[-1] not in _VOWELS:
        stems = [sound[:-1]]
    elif len(sound) > 2 and sound[-1] not in _VOWELS and sound[-2] in "aeou" and sound[-3] not in _VOWELS:
        stems.append(sound[:-1] + sound[-2] + sound[-1])
    hard = {"v": "f", "z": "s"}
    return tuple(stem[:-1] + hard.get(stem[-1], stem[-1]) for stem in stems)


@cache
def forms_of(infinitive: str, parts: tuple[str, ...] = ()) -> frozenset[str]:
    """All finite forms, participles and their inflected forms of a verb without its particle.

    ``parts`` are past singular, past plural and participle of a strong verb.

    >>> {"levert", "leverde", "geleverd", "geleverde"} <= forms_of("leveren")
    True
    >>> "genomen" in forms_of("nemen", ("nam", "namen", "genomen"))
    True
    >>> "besteld" in forms_of("bestellen"), "gebesteld" in forms_of("bestellen")
    (True, False)
    """
    return finite_forms(infinitive, parts) | participle_forms(infinitive, parts) | {infinitive + "d", infinitive + "de"}


@cache
def finite_forms(infinitive: str, parts: tuple[str, ...] = ()) -> frozenset[str]:
    """Present and past forms and the infinitive.

    >>> sorted(finite_forms("kopen", ("kocht", "kochten", "gekocht")))
    ['kocht', 'kochten', 'koop', 'koopt', 'kop', 'kopen', 'kopt']
    """
    found = {infinitive}
    sound = infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]
    for stem in stems_of(infinitive):
        found |= {stem, stem if stem.endswith("t") else stem + "t"}
        if not parts:
            ending = "t" if sound.endswith(_VOICELESS) else "d"
            found |= {stem + ending + "e", stem + ending + "en"}
    return frozenset(found | set(parts[:2]))


def _with_ge(bare: str) -> str:
    """The prefix of the participle, with a diaeresis where two vowels would be read as one.

    >>> _with_ge("integreerd"), _with_ge("opereerd")
    ('geïntegreerd', 'geopereerd')
    """
    return "ge" + {"i": "ï", "e": "ë", "u": "ü"}.get(bare[0], bare[0]) + bare[1:]


@cache
def participle_forms(infinitive: str, parts: tuple[str, ...] = ()) -> frozenset[str]:
    """The past participle, plain and inflected.

    >>> sorted(participle_forms("leiden"))
    ['geleid', 'geleide']
    >>> sorted(participle_forms("verwerven", ("verwierf", "verwierven", "verworven")))
    ['verworven', 'verworvene']
    >>> "ondertekend" in participle_forms("ondertekenen")
    True
    """
    if parts:
        return frozenset({parts[2], parts[2] + "e"})
    sound = infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]
    ending = "t" if sound.endswith(_VOICELESS) else "d"
    found: set[str] = set()
    for stem in stems_of(infinitive):
        bare = stem if stem.endswith((ending, "t", "d")) else stem + ending
        whole = {bare} if infinitive.startswith(_NO_GE) else {_with_ge(bare)}
        if infinitive.startswith(("om", "door", "voor", "over", "onder")):
            whole.add("ge" + bare)
        for form in whole:
            found |= {form, form + "e"}
            if stem == bare and sound.endswith(("tt", "dd")):
                found.discard(form + "e")
                found.add(form + bare[-1] + "e")
    return frozenset(found)
