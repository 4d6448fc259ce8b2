"""Check that no test sentence was trained on: ``python -m extract.model.leaks DATA [--letters FOLDER]``.

Sentences are the same when they have the same letters and digits, whatever the case, spacing and
punctuation. Sentences of fewer than four words (headings, dates, scores) recur everywhere and
are counted apart.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from extract.model.treebank import Sentence, read_trees

TRAINING = ("train-core", "train-lassysmall-2017")
TESTING = ("test-lassysmall", "test-alpino")
SHORT = 4


def key(sentence: Sentence) -> str:
    """Letters and digits of a sentence in lower case."""
    return "".join(c for token in sentence.tokens for c in token.form.lower() if c.isalnum())


def shared(training: Iterable[Sentence], testing: Iterable[Sentence]) -> list[Sentence]:
    """Test sentences that stand in the training text too."""
    known = {key(sentence) for sentence in training}
    return [sentence for sentence in testing if key(sentence) and key(sentence) in known]


def is_short(sentence: Sentence) -> bool:
    """Whether a sentence has too few words to be told from another."""
    return sum(1 for token in sentence.tokens if any(c.isalpha() for c in token.form)) < SHORT


def development(data: Path) -> list[Sentence]:
    """The development section as it is trained on in the end: without what the test sections have too."""
    testing = [s for name in TESTING for s in read_trees(data / "ud-nl" / f"{name}.conllu.xz")]
    known = {key(sentence) for sentence in testing}
    return [s for s in read_trees(data / "ud-nl" / "dev.conllu.xz") if key(s) and key(s) not in known]


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--letters", type=click.Path(file_okay=False, path_type=Path), help="Folder with trees of letters.")
def main(data: Path, letters: Path | None) -> None:
    """Exit with 1 when a test sentence of four words or more was trained on."""
    training = [s for name in TRAINING for s in read_trees(data / "ud-nl" / f"{name}.conllu.xz")]
    training += development(data)
    testing = [s for name in TESTING for s in read_trees(data / "ud-nl" / f"{name}.conllu.xz")]
    if letters is not None:
        training += [s for path in sorted(letters.glob("train-*.conllu")) for s in read_trees(path)]
        testing += [s for path in sorted(letters.glob("test-*.conllu")) for s in read_trees(path)]
    found = shared(training, testing)
    leaked = [sentence for sentence in found if not is_short(sentence)]
    for sentence in leaked:
        click.echo(f"{sentence.id}: {sentence.text}")
    click.echo(
        f"{len(testing)} test sentences against {len(training)} training sentences: "
        f"{len(leaked)} shared, and {len(found) - len(leaked)} of fewer than {SHORT} words"
    )
    sys.exit(1 if leaked else 0)


if __name__ == "__main__":
    main()
