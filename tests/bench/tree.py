"""What the dependency tree adds: the letters read with the clauses of word order alone, and with those of the tree too.

Usage: python tests/bench/tree.py [--model NAME] LETTER.txt GOLD.json [LETTER GOLD ...]
Without letters, the sample letters of ``tests/letters``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from unittest.mock import patch

import click
from spacy.language import Language

import extract.facts.sentences
from extract.language import load
from extract.pipeline import read_letter
from kg.build import build
from kg.score import read_gold, score

LETTERS = Path(__file__).parents[1] / "letters"
MEASURES = ("core", "slots")


def rows(nlp: Language, letter: Path, gold: Path) -> Iterator[str]:
    """A line for each way of reading and measure."""
    for way in ("word order", "and tree"):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out"
            read = partial(read_letter, nlp=nlp)
            if way == "and tree":
                build([letter], out, read)
            else:
                with patch.object(extract.facts.sentences, "tree_clauses", lambda *_: []):
                    build([letter], out, read)
            measures = score(out / "graph.trig", read_gold(gold)).measures
        for name in MEASURES:
            m = measures[name]
            yield f"{letter.stem:20s} {way:12s} {name:6s} P {m.precision:.3f}  R {m.recall:.3f}  F1 {m.f1:.3f}"


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", help="Another pipeline than the shipped one: name or path.")
def main(files: Sequence[Path], model: str | None) -> None:
    """Read each LETTER both ways and compare it with its GOLD."""
    if len(files) % 2:
        raise click.UsageError(f"{len(files)} files given: name each letter followed by its gold.")
    found = [(path, path.with_suffix(".gold.json")) for path in sorted(LETTERS.glob("*.txt"))]
    pairs = list(zip(files[::2], files[1::2], strict=True)) or found
    nlp = load(model)
    for letter, gold in pairs:
        for row in rows(nlp, letter, gold):
            click.echo(row)


if __name__ == "__main__":
    main()
