"""Offsets as the graph gives them: in the text of the page for a PDF, and for a page made whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.reading import Passage, Reading, Role, Span

if TYPE_CHECKING:
    from extract.source import Source


def by_page(reading: Reading, source: Source) -> Reading:
    """The same reading with the offsets to publish.

    In a PDF, and in pages that were printed on top of each other, they count from the start of the
    page on which each place begins. What runs on to the next page counts on over the page break:
    the pages follow one another, each ended by a form feed.

    Args:
        reading: with offsets in the whole text.
        source: the text, which knows what to take off on each page.
    """

    def span(one: Span) -> Span:
        shift, recovered = source.shift(one.page), source.is_recovered(one.page)
        return replace(one, start=one.start - shift, end=one.end - shift, recovered=recovered)

    def passage(one: Passage) -> Passage:
        shift, recovered = source.shift(one.page), source.is_recovered(one.page)
        return replace(one, start=one.start - shift, end=one.end - shift, recovered=recovered)

    def role(one: Role) -> Role:
        return replace(one, span=span(one.span))

    return replace(
        reading,
        mentions=tuple(replace(mention, span=span(mention.span)) for mention in reading.mentions),
        facts=tuple(
            replace(
                fact,
                roles=tuple(map(role, fact.roles)),
                passages=tuple(map(passage, fact.passages)),
                cue=None if fact.cue is None else span(fact.cue),
            )
            for fact in reading.facts
        ),
        findings=tuple(f if f.span is None else replace(f, span=span(f.span)) for f in reading.findings),
        gaps=tuple(replace(gap, passage=passage(gap.passage)) for gap in reading.gaps),
    )
