"""Cleaning gives back the text of the sample letters however they are set: see ``typeset.py``."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import mean

import pytest
import typeset

from extract.anatomy import anatomy
from extract.knowledge import load_knowledge
from extract.pipeline import known_words
from extract.source import source_of

sys.path.insert(0, str(Path(__file__).parent / "bench"))
import cleaning

SEEDS = 45


def figures(seed: int) -> cleaning.Figures:
    """One of the sample letters, set again in the manner of ``seed`` and cleaned."""
    gold = cleaning.sample_letters()[seed % 3][1]
    kept = [text for text in cleaning.read_gold(gold) if text.kind not in ("footnote", "table")]
    letter = typeset.set_again(gold.read_text(encoding="utf-8"), typeset.manner(seed))
    blocks = anatomy(source_of(letter, "brief.txt"), known_words(load_knowledge())).blocks
    made = [cleaning.Text(block.kind, (block.text,)) for block in blocks if block.kind in (*cleaning.BODY, "cell")]
    return cleaning.compare(str(seed), kept, made)


@pytest.fixture(scope="module")
def measured() -> list[cleaning.Figures]:
    return [figures(seed) for seed in range(SEEDS)]


def test_words_come_back(measured: list[cleaning.Figures]) -> None:
    assert mean(one.damaged for one in measured) <= 0.0005
    assert max(one.damaged for one in measured) <= 0.01


def test_no_furniture_is_left(measured: list[cleaning.Figures]) -> None:
    assert mean(one.left for one in measured) <= 0.5


def test_paragraphs_come_back(measured: list[cleaning.Figures]) -> None:
    assert mean(one.blocks for one in measured) >= 0.94


def test_a_manner_is_drawn_by_its_seed_alone() -> None:
    gold = cleaning.sample_letters()[0][1].read_text(encoding="utf-8")
    letters = [typeset.set_again(gold, typeset.manner(seed)) for seed in range(12)]
    assert letters == [typeset.set_again(gold, typeset.manner(seed)) for seed in range(12)]
    assert len(set(letters)) == 12
