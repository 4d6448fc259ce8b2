"""Numbers of parliamentary papers and official gazettes.

Identifiers follow officielebekendmakingen.nl, the site that publishes the papers: ``kst-`` with
dossier, chapter and number, ``h-tk-`` and ``ah-tk-`` with session for the reports and their
appendix (``ek`` for the Senate), ``stb-``, ``trb-`` and ``stcrt-`` for the gazettes. A case number
("2021Z01234") is its own identifier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.annotate.numerals import WS

_GAP = rf"(?:{WS})?"
_SESSION = r"(?P<{0}1>(?:19|20)\d\d)\s?[/–-]\s?(?:(?:19|20)?(?P<{0}2>\d\d))(?!\d)"
_NUMBERS = rf"(?P<numbers>\d+[a-z]?(?:{_GAP}(?:,|en|t/m|-|–){_GAP}(?!\d\d[ \u00a0.]\d{{3}})\d+(?!\d))*)"
_DOSSIER = r"(?P<dossier>\d\d[ \u00a0.]?\d{3})(?!\d)(?:[ \u00a0]?\(R\s?\d+\))?"
_CHAPTER = r"(?:[ \u00a0]?-[ \u00a0]?(?P<part>\d{1,3}|[IVXL]+[A-F]?)\b|[ \u00a0](?P<chapter>[IVXL]+[A-F]?)\b)?"
_PAPER = re.compile(
    rf"""(?<![\w-])(?:
      kst-(?P<kst>\d{{5}}(?:-[A-Z0-9]+)*-[A-Z0-9]+)
      |(?:(?P<zaaklead>[Kk]amerstuk(?:ken)?|[Zz]aak(?:nummer)?|[Dd]ocument(?:nummer)?){WS})?(?P<zaak>20\d\d[ZD]\d{{4,6}})
      |(?P<ah>Aanhangsel{WS}(?:van{WS}de{WS})?)?Handelingen(?:{WS}(?P<house>II?))?{WS}{_SESSION.format("h")}
         ,?{_GAP}nrs?\.?{_GAP}(?P<hnumber>\d+)(?:,?{_GAP}item{_GAP}(?P<item>\d+))?
      |(?P<gazette>Stb|Trb|Stcrt|Staatsblad|Tractatenblad|Staatscourant)\.?{WS}(?P<gyear>(?:19|20)\d\d),?{_GAP}(?:nr\.?{_GAP})?(?P<gnumber>\d+)
      |(?:(?P<lead>[Kk]amerstuk(?:ken)?(?:{WS}II?(?!\w))?(?:(?:,?{WS}|,){_SESSION.format("k")},?)?|[Dd]ossier(?:nummer)?)(?:{WS}(?:nr\.?|nummer|dossier))?{_GAP})?
         {_DOSSIER}{_CHAPTER}(?:{_GAP},?{_GAP}(?P<nr>nrs?)\.?{_GAP}{_NUMBERS}|,{_GAP}(?P<letter>[A-Z]{{1,2}})(?!\w))?
    )(?![\w%])""",
    re.VERBOSE,
)
_RESOLUTION = re.compile(
    rf"""(?<![\w-])(?:(?:(?:VNVR|VN)-?{_GAP})?resoluties?{WS}|VNVR{WS}|S/RES/|UNSCR{WS})
         (?P<first>\d{{2,4}})(?!\d|[.,/]\d)(?:{WS}\((?:19|20)\d\d\))?(?P<more>(?:{_GAP}(?:,|en){_GAP}\d{{2,4}}(?!\d|[.,/]\d)(?:{WS}\((?:19|20)\d\d\))?)*)""",
    re.VERBOSE | re.IGNORECASE,
)
_GAZETTES = {"Staatsblad": "stb", "Tractatenblad": "trb", "Staatscourant": "stcrt"}
_HOUSES = {"I": "ek", "II": "tk", None: "tk"}


def find_papers(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end (exclusive), identifier and kind of each paper that the text names.

    The kind is "kamerstuk", "dossier" (no number within it), "handelingen", "zaak" or "gazette".
    The span is the whole name as printed; of two numbers in one name the second has its own.

    >>> text = "zie Kamerstuk 31 789, nr. 57, en Kamerstukken II 2015/16, 34300-X, nrs. 12 en 14"
    >>> for start, end, identifier, kind in find_papers(text):
    ...     print(text[start:end], identifier, kind, sep=" | ")
    Kamerstuk 31 789, nr. 57 | kst-31789-57 | kamerstuk
    Kamerstukken II 2015/16, 34300-X, nrs. 12 | kst-34300-X-12 | kamerstuk
    14 | kst-34300-X-14 | kamerstuk
    >>> [paper[2:] for paper in find_papers("(Handelingen II 2012/13, nr. 34, item 8) 2021Z01234, dossier 21 501-20")]
    [('h-tk-20122013-34-8', 'handelingen'), ('2021Z01234', 'zaak'), ('kst-21501-20', 'dossier')]

    Five digits alone are no paper:

    >>> list(find_papers("er zijn 31 789 exemplaren geleverd, en 12.500 later"))
    []
    """
    for match in _PAPER.finditer(text):
        start, end = match.span()
        if match["kst"]:
            yield start, end, f"kst-{match['kst']}", "kamerstuk"
        elif match["zaak"]:
            yield start, end, match["zaak"], "zaak"
        elif match["hnumber"]:
            lead = "ah" if match["ah"] else "h"
            session = _session(match["h1"], match["h2"])
            item = f"-{match['item']}" if match["item"] else ""
            yield start, end, f"{lead}-{_HOUSES[match['house']]}-{session}-{match['hnumber']}{item}", "handelingen"
        elif match["gazette"]:
            name = _GAZETTES.get(match["gazette"], match["gazette"].lower())
            yield start, end, f"{name}-{match['gyear']}-{match['gnumber']}", "gazette"
        else:
            yield from _dossier_papers(match)


def _dossier_papers(match: re.Match[str]) -> Iterator[tuple[int, int, str, str]]:
    start, end = match.span()
    digits = re.sub(r"\D", "", match["dossier"])
    chapter = match["part"] or match["chapter"]
    dossier = f"kst-{digits}-{chapter}" if chapter else f"kst-{digits}"
    if match["numbers"]:
        first = True
        for number in re.finditer(r"\d+[a-z]?", match["numbers"]):
            at = match.start("numbers")
            yield start if first else at + number.start(), at + number.end(), f"{dossier}-{number[0]}", "kamerstuk"
            first = False
    elif match["lead"] and match["letter"]:
        yield start, end, f"{dossier}-{match['letter']}", "kamerstuk"
    elif match["lead"]:
        yield start, match.end("letter") if match["letter"] else end, dossier, "dossier"


def _session(first: str, last: str) -> str:
    """A parliamentary year in eight digits.

    >>> _session("1999", "00"), _session("2012", "13")
    ('19992000', '20122013')
    """
    century = int(first) // 100 + (int(last) < int(first) % 100)
    return f"{first}{century}{last}"


def find_resolutions(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and number of each resolution of the Security Council named by its number.

    >>> text = "op grond van resolutie 2085 (2012) en de resoluties 1701 en 2164; zie ook VNVR 1325"
    >>> [(text[start:end], number) for start, end, number in find_resolutions(text)]
    [('resolutie 2085 (2012)', '2085'), ('resoluties 1701', '1701'), ('2164', '2164'), ('VNVR 1325', '1325')]
    """
    for match in _RESOLUTION.finditer(text):
        if not match["more"]:
            yield match.start(), match.end(), match["first"]
            continue
        yield match.start(), match.start("more"), match["first"]
        for other in re.finditer(r"(?<![\d(])\d{2,4}(?!\d|\))", match["more"]):
            at = match.start("more")
            yield at + other.start(), at + other.end(), other[0]
