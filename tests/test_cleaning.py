"""Cleaning measured against the clean text that a person typed, and the chain of edits as it is told."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from spacy.language import Language

from extract import clean_text, load_pipeline
from extract.anatomy import anatomy
from extract.explain import RULES, explained
from extract.language import ModelMissing
from extract.source import read_source, source_of

sys.path.insert(0, str(Path(__file__).parent / "bench"))
import cleaning

DAMAGED, ENDS = 0.001, 0.97
"""The most words that may be damaged, and the lowest F1 of sentence ends."""


@pytest.fixture(scope="module")
def nlp() -> Language:
    try:
        return load_pipeline()
    except ModelMissing as error:
        pytest.skip(str(error).splitlines()[0])


@pytest.mark.parametrize(("letter", "gold"), cleaning.sample_letters(), ids=lambda path: path.name)
def test_words_and_blocks_of_the_sample_letters(letter: Path, gold: Path) -> None:
    made = [cleaning.Text(b.kind, (b.text.replace("\t", " "),)) for b in cleaning.read(letter).blocks]
    figures = cleaning.compare(letter.name, cleaning.read_gold(gold), [t for t in made if t.kind in cleaning.BODY])
    assert figures.damaged <= DAMAGED
    assert figures.left == 0
    assert figures.blocks == 1


@pytest.mark.parametrize(("letter", "gold"), cleaning.sample_letters(), ids=lambda path: path.name)
def test_sentences_of_the_sample_letters(letter: Path, gold: Path, nlp: Language) -> None:
    figures = cleaning.measure(letter, gold, nlp)
    assert figures.ends_f1 >= ENDS
    assert figures.inner_f1 >= ENDS
    assert figures.broken <= 0.03


def test_sentences_of_the_real_letter(nlp: Language) -> None:
    folder = os.environ.get("BONDGENOOT_SEEDS")
    if not folder:
        pytest.skip("BONDGENOOT_SEEDS is not set: the real letter is not read")
    assert cleaning.seed_ends(Path(folder), nlp) >= ENDS


def test_the_measure_sees_damage() -> None:
    gold = [
        cleaning.Text("heading", ("De inzet",)),
        cleaning.Text("paragraph", ("Het schip voer naar zee.", "Daarna kwam het terug.")),
    ]
    made = [
        cleaning.Text("paragraph", ("De inzet Het schip voer naar", "zee. Pagina 2")),
        cleaning.Text("paragraph", ("Daarna kwam het te-rug.",)),
    ]
    figures = cleaning.compare("brief.txt", gold, made)
    assert (figures.words, figures.left, figures.blocks, figures.broken) == (11, 3, 0, 1)
    assert figures.damaged == pytest.approx(1 / 11)
    assert (figures.ends_f1, figures.inner_f1) == (0, 0)
    assert cleaning.compare("brief.txt", gold, gold).ends_f1 == 1


def test_every_edit_is_told() -> None:
    letter = (
        "Geachte voorzitter,\n\nHierbij informeer ik u over de oﬃciële\nsamen-\nwerking¹ met  Zweden.\n\n"
        "¹ Zie\u00a0boven.\n"
    )
    assert list(explained(anatomy(source_of(letter)))) == [
        "1:1 (0) page 1 head (stands before the first words of the letter)",
        "    Geachte voorzitter,",
        "3:1 (21) page 1 paragraph",
        "    Hierbij informeer ik u over de officiële samenwerking met Zweden.",
        "    3:33 (53) ligature undone: u over de o«ﬃ»ciële samenw → u over de o«ffi»ciële samenw",
        "    3:39 (59) line break inside a paragraph: de officiële«⏎»samenwerking → de officiële« »samenwerking",
        "    4:6 (65) word broken at the end of a line: iciële samen«-⏎»werking met → iciële samen«»werking met",
        "    5:8 (74) footnote mark taken out: samenwerking«¹» met Zweden. → samenwerking«» met Zweden.",
        "    5:13 (79) wide or unusual space: nwerking met«  »Zweden. → nwerking met« »Zweden.",
        "5:8 (74) page 1 furniture (footnote mark taken out of the text)",
        "    ¹",
        "7:1 (90) page 1 furniture (mark that opens a footnote)",
        "    ¹",
        "7:3 (92) page 1 footnote",
        "    Zie boven.",
        "    7:6 (95) wide or unusual space: Zie«⟨no-break space⟩»boven. → Zie« »boven.",
        "Blocks: footnote 1, furniture 2, head 1, paragraph 1",
        "Edits: word broken at the end of a line 1, ligature undone 1, line break inside a paragraph 1, "
        "footnote mark taken out 1, wide or unusual space 2",
    ]


@pytest.mark.parametrize("letter", [letter for letter, _ in cleaning.sample_letters()], ids=lambda path: path.name)
def test_the_sample_letters_are_told_whole(letter: Path) -> None:
    parts = anatomy(read_source(letter))
    told = clean_text(letter, explain=True).splitlines()
    assert sum(line.startswith("    ") for line in told) == sum(1 + len(block.changes) for block in parts.blocks)
    assert {change.rule for block in parts.blocks for change in block.changes} <= set(RULES)
    assert all(block.why for block in parts.blocks if block.kind in ("head", "furniture", "margin", "signature"))
