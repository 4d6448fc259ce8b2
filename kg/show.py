"""Showing where a fact was read: its roles, and the words of the letter about them.

The graph says which characters of which file a fact rests on; the words about them are in the
letter itself, which is looked for by its name and known by its SHA-256.
"""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import Literal

from extract.formats.pdf import pages_of_pdf, picture
from extract.source import Source, read_source
from kg.store import Store
from kg.vocab import PREFIXES

MARKS = ("«", "»")
"""What stands about the words that were read."""
AROUND = 240
"""Characters shown before and after a passage at most; fewer where its lines are shorter."""
_WIDTH = 100
_FACT = """
SELECT DISTINCT ?fact ?kind ?modality ?confidence ?rule ?name ?sha256 WHERE {
  GRAPH ?g {
    ?fact a bg:Fact ; a ?kind ; bg:modality ?modality ; bg:confidence ?confidence ; bg:extractedBy ?rule ;
      bg:evidence ?passage .
    ?passage nif:referenceContext ?letter .
    ?letter dcterms:source ?name ; bg:sha256 ?sha256 .
    FILTER(?kind != bg:Fact && CONTAINS(STR(?fact), %s))
  }
} ORDER BY ?fact LIMIT 20"""
_SPANS = """
SELECT DISTINCT ?role ?value ?label ?anchor ?page ?begin ?end ?inherited WHERE {
  GRAPH ?g { <%s> bg:span|bg:cue ?span .
    ?span bg:ofRole ?role ; rdf:value ?value ; nif:anchorOf ?anchor ; bg:page ?page ;
      nif:beginIndex ?begin ; nif:endIndex ?end .
    OPTIONAL { ?span bg:inherited ?inherited }
  }
  OPTIONAL { GRAPH ?other { ?value rdfs:label ?label } }
} ORDER BY ?page ?begin ?role ?label"""
_PASSAGES = """
SELECT DISTINCT ?quote ?page ?begin ?end WHERE {
  GRAPH ?g { <%s> bg:evidence ?passage . ?passage bg:quote ?quote ; bg:page ?page ;
      nif:beginIndex ?begin ; nif:endIndex ?end . }
} ORDER BY ?page ?begin"""


class ShowError(ValueError):
    """A fact that is not there, or a letter that cannot be shown."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Characters of a letter, from ``begin`` to ``end`` (exclusive), as the graph counts them."""

    page: int
    begin: int
    end: int
    words: str
    role: str = ""
    value: str = ""
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact as the graph holds it: ``spans`` are the places of its roles, ``passages`` its evidence."""

    iri: str
    kind: str
    modality: str
    confidence: str
    rule: str
    letter: str
    sha256: str
    spans: tuple[Place, ...]
    passages: tuple[Place, ...]


def fact_in(store: Store, fact: str) -> Shown:
    """The fact of this IRI, or the one whose IRI ends in ``/fact/`` and this text or the start of it.

    Raises:
        ShowError: no fact is called so, or several.
    """
    part = fact if ":" in fact and "/" in fact else f"/fact/{fact.removeprefix('fact:')}"
    found = list(store.select(_prefixed(_FACT % Literal(part).n3())))
    exact = [row for row in found if row.text("fact").endswith(part)]
    names = sorted({row.text("fact") for row in exact or found})
    if len(names) != 1 or not fact.strip():
        what = f"{len(names)} facts begin so, such as {', '.join(names[:3])}" if names else "there is no such fact"
        raise ShowError(f"{fact!r}: {what}. Give the IRI of one fact or its last part; kg query finds them.")
    row = (exact or found)[0]
    iri = names[0]
    return Shown(
        iri,
        _last(row.text("kind")),
        row.text("modality"),
        row.text("confidence"),
        row.text("rule"),
        row.text("name"),
        row.text("sha256"),
        tuple(_spans(store, iri)),
        tuple(
            Place(int(p.text("page")), int(p.text("begin")), int(p.text("end")), p.text("quote"))
            for p in store.select(_prefixed(_PASSAGES % iri))
        ),
    )


def _prefixed(query: str) -> str:
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in sorted(PREFIXES.items())) + query


def _last(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]


def _spans(store: Store, iri: str) -> Iterator[Place]:
    seen: set[tuple[str, ...]] = set()
    for row in store.select(_prefixed(_SPANS % iri)):
        key = tuple(row.text(name) for name in ("role", "value", "page", "begin", "end"))
        if key in seen:  # an entity with labels in several languages
            continue
        seen.add(key)
        yield Place(
            int(row.text("page")),
            int(row.text("begin")),
            int(row.text("end")),
            row.text("anchor"),
            _last(row.text("role")),
            row.text("label") or row.text("value"),
            row.text("inherited") == "true",
        )


def letter_of(shown: Shown, places: Iterable[Path]) -> Path | None:
    """The file a fact was read from: the first among files and folders given that has its SHA-256."""
    for place in places:
        for path in (place / shown.letter,) if place.is_dir() else (place,):
            if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == shown.sha256:
                return path
    return None


def text_of(shown: Shown, letter: Path | None) -> str:
    """A fact for the terminal: its roles, and the words of the letter about them, with the words marked.

    Without the letter, its own words are those the graph quotes.
    """
    lines = [f"{shown.kind}, {shown.modality}, confidence {shown.confidence}", f"  {shown.iri}", f"  {shown.rule}", ""]
    width = max((len(span.role) for span in shown.spans), default=0)
    for span in shown.spans:
        where = f"page {span.page}, characters {span.begin} to {span.end}"
        words = " ".join(span.words.split())
        inherited = ", from elsewhere in the letter" if span.inherited else ""
        lines.append(f"  {span.role:<{width}}  {span.value} ({MARKS[0]}{words}{MARKS[1]}, {where}{inherited})")
    lines.append("")
    source = None if letter is None else read_source(letter)
    if source is not None and all(_same(source, span) for span in shown.spans):
        lines += _around(source, shown)
    else:
        for passage in shown.passages:
            lines += [f"{shown.letter}, page {passage.page}:", *_wrapped(passage.words), ""]
        lines.append(
            f"These are the words as cleaned. To see the page, name {shown.letter} or its folder with --letter."
            if source is None
            else f"{letter} is now read otherwise than when the graph was built: build it again to see its page."
        )
    return "\n".join(lines).rstrip() + "\n"


def _offset(source: Source, place: Place) -> int:
    """What the graph's offsets of a place lack to be offsets in the whole text."""
    return source.shift(place.page) if place.page <= len(source.pages) else 0


def _same(source: Source, place: Place) -> bool:
    offset = _offset(source, place)
    return source.text[offset + place.begin : offset + place.end] == place.words


def _around(source: Source, shown: Shown) -> Iterator[str]:
    """The words about the passages and about what was inherited from elsewhere."""
    spans = [(_offset(source, s) + s.begin, _offset(source, s) + s.end) for s in shown.spans]
    wanted = [(_offset(source, p) + p.begin, _offset(source, p) + p.end) for p in shown.passages]
    for start, end in _merged([_lines(source, *place) for place in (*wanted, *spans)]):
        text = source.text[start:end]
        inside = sorted({span for span in spans if start <= span[0] and span[1] <= end}, reverse=True)
        last = len(source.text)
        for one, two in inside:
            if two > last:  # within the one marked before
                continue
            text = text[: one - start] + MARKS[0] + text[one - start : two - start] + MARKS[1] + text[two - start :]
            last = one
        yield f"{shown.letter}, page {source.page_at(start)}:"
        yield from _wrapped(text)
        yield ""


def _lines(source: Source, start: int, end: int) -> tuple[int, int]:
    """The lines from the one before a place to the one after it, on its page, and not too much of long ones."""
    first, last = source.pages[source.page_at(start) - 1]
    last = max(last, end)
    begin = source.text.rfind("\n", first, max(first, source.text.rfind("\n", first, start)))
    stop = source.text.find("\n", end, last)
    stop = source.text.find("\n", stop + 1, last) if stop >= 0 else -1
    begin = max(first if begin < 0 else begin + 1, start - AROUND)
    stop = min(last if stop < 0 else stop, end + AROUND)
    while begin < start and begin > first and not source.text[begin - 1].isspace():
        begin += 1
    while end < stop < last and not source.text[stop].isspace():
        stop -= 1
    return begin, stop


def _merged(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _wrapped(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.strip("\n\f").splitlines()]
    return [
        part
        for line in lines
        for part in (textwrap.wrap(line, _WIDTH, initial_indent="  ", subsequent_indent="  ") or [""])
    ]


def write_picture(shown: Shown, letter: Path | None, target: Path) -> int:
    """Draw the page of a PDF that a fact was read from, with the words marked; returns its number.

    Raises:
        ShowError: the letter is not there or no PDF.
        extract.source.UnreadableLetter: it cannot be drawn.
        OSError: the picture cannot be written.
    """
    if letter is None:
        raise ShowError(f"To draw a page of {shown.letter}, name it or its folder with --letter.")
    data = letter.read_bytes()
    if b"%PDF-" not in data[:1024]:
        raise ShowError(f"{letter} is no PDF and has no pages to draw. kg show prints its words.")
    number = shown.passages[0].page
    page = pages_of_pdf(str(letter), data)[1][number - 1]
    places = [(span.begin, span.end) for span in shown.spans if span.page == number]
    marked = [
        placed.word
        for placed in page.placed
        if any(placed.start < end and begin < placed.start + len(placed.word.text) for begin, end in places)
    ]
    target.write_bytes(picture(str(letter), data, number, marked))
    return number
