"""Whatever a letter says, what was read from it points at its own characters.

On the sample letters, and on letters put together at random from sentences of our own, with lines and pages
broken where they fall.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from gaps import DATA
from hypothesis import given, settings
from hypothesis import strategies as st
from sentences import HEAD, pipeline
from test_facts_classes import CASES as TOLD
from test_refraining import CASES as SILENT_AND_PLAIN

from extract.knowledge import load_knowledge
from extract.pipeline import read_text
from extract.reading import Reading, Span
from extract.source import Source, read_source, source_of

LETTERS = sorted((DATA.parent / "letters").glob("*.txt"))
SENTENCES = sorted({*TOLD, *(case.sentence for case in SILENT_AND_PLAIN.values())})


@cache
def opened(path: Path) -> Source:
    return read_source(path)


@cache
def reading(path: Path) -> Reading:
    return again(opened(path))


def again(source: Source) -> Reading:
    return read_text(source, pipeline(), load_knowledge())


def spans_in(found: Reading) -> Iterator[tuple[str, Span]]:
    """Every stretch of the input that the reading points at, with what it is."""
    for mention in found.mentions:
        yield f"mention of {mention.entity}", mention.span
    for fact in found.facts:
        for role in fact.roles:
            yield f"{role.name} of a {fact.kind}", role.span
        if fact.cue is not None:
            yield f"cue of a {fact.kind}", fact.cue
    for finding in found.findings:
        if finding.span is not None:
            yield f"finding {finding.message!r}", finding.span


def page_of(source: Source, offset: int) -> int:
    """The page by the form feeds before it; in a text without any, by the pages that the source has found."""
    if "\f" in source.text:
        return source.text.count("\f", 0, offset) + 1
    return next(number for number, (start, end) in enumerate(source.pages, 1) if start <= offset < end)


def faults(source: Source, found: Reading) -> list[str]:
    """All that is wrong with where a reading says it was read."""
    wrong = []
    for what, span in spans_in(found):
        if not 0 <= span.start < span.end <= len(source.text):
            wrong.append(f"{what}: {span.start}-{span.end} is not in a text of {len(source.text)} characters")
        elif source.text[span.start : span.end] != span.anchor:
            wrong.append(f"{what}: {span.anchor!r}, but there stands {source.text[span.start : span.end]!r}")
        elif span.page != page_of(source, span.start):
            wrong.append(f"{what}: page {span.page}")
    for fact in found.facts:
        if not fact.passages:
            wrong.append(f"{fact.kind} by {fact.rule}: no passage")
        for passage in fact.passages:
            if not (0 <= passage.start < passage.end <= len(source.text) and passage.quote.strip()):
                wrong.append(f"{fact.kind} by {fact.rule}: no words in {passage}")
            elif passage.page != page_of(source, passage.start):
                wrong.append(f"{fact.kind} by {fact.rule}: page {passage.page} of its passage")
        for role in fact.roles:
            within = any(p.start <= role.span.start and role.span.end <= p.end for p in fact.passages)
            if not within and not role.inherited:
                wrong.append(f"{role.name} of {fact.kind} by {fact.rule}: {role.span.anchor!r} not in its passage")
    known = {entity.id for entity in found.entities} | {found.letter.id}
    wrong += [f"mention of {m.entity}, which is no entity" for m in found.mentions if m.entity not in known]
    return wrong


def test_there_are_sample_letters() -> None:
    assert LETTERS


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_all_that_is_read_from_a_sample_letter_stands_there(path: Path) -> None:
    found = reading(path)
    assert found.facts
    assert not faults(opened(path), found)


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_every_role_of_a_fact_has_characters(path: Path) -> None:
    for fact in reading(path).facts:
        assert fact.roles
        assert all(role.span.anchor.strip() for role in fact.roles), fact


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_a_fact_that_is_not_simply_so_points_at_the_words_that_say_so(path: Path) -> None:
    for fact in reading(path).facts:
        if fact.modality in ("denied", "ended"):
            assert fact.cue is not None, fact


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_no_fact_is_told_twice(path: Path) -> None:
    told = [(f.kind, f.modality, tuple(sorted((r.name, str(r.value)) for r in f.roles))) for f in reading(path).facts]
    assert len(told) == len(set(told))


def test_the_same_letter_is_read_the_same_twice() -> None:
    path = min(LETTERS, key=lambda letter: letter.stat().st_size)
    assert again(opened(path)) == reading(path)


@given(st.data())
@settings(max_examples=25, deadline=None, derandomize=True)
def test_all_that_is_read_from_any_letter_stands_there(data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=8, unique=True))
    paragraphs = data.draw(st.integers(1, 3))
    width = data.draw(st.integers(40, 110))
    breaks = data.draw(st.lists(st.sampled_from(["\n\n", "\n \n", "\n\n\f"]), min_size=8, max_size=8))
    body = [" ".join(chosen[at::paragraphs]) for at in range(paragraphs)]
    filled = [textwrap.fill(text, width, break_on_hyphens=False) for text in body if text]
    text = HEAD + "".join(text + gap for text, gap in zip(filled, breaks, strict=False))
    source = source_of(text)
    assert not faults(source, again(source))
