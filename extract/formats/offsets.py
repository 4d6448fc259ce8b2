"""Offsets as the graph gives them: in the text of the page for a file with pages of its own, such as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.reading import Passage, Reading, Role, Span


def by_page(reading: Reading, pages: Sequence[tuple[int, int]]) -> Reading:
    """The same reading with offsets that count from the start of the page on which each place begins.

    What runs on to the next page counts on over the page break: the pages follow one another,
    each ended by a form feed.

    Args:
        reading: with offsets in the whole text.
        pages: where each page begins and ends in it.
    """

    def span(one: Span) -> Span:
        start = pages[one.page - 1][0]
        return replace(one, start=one.start - start, end=one.end - start)

    def passage(one: Passage) -> Passage:
        start = pages[one.page - 1][0]
        return replace(one, start=one.start - start, end=one.end - start)

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
        unread=tuple(map(passage, reading.unread)),
    )
