"""Load the Dutch pipeline: the shipped one, or another that the user has."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

from extract.network.component import make_reader
from extract.tokens import sentence_hints, set_tokenizer

SHIPPED = Path(__file__).parent / "model" / "nl"
"""The pipeline that comes with this package."""

COMPONENTS = {"dutch_network": make_reader, "sentence_hints": sentence_hints}
"""The components that the shipped pipeline is made of, by the names under which spaCy knows them."""


class ModelMissing(OSError):  # noqa: N818
    """No Dutch pipeline stands where one was looked for."""


def load(name: str | None = None) -> Language:
    """The Dutch pipeline: tokens, sentences, tags, features, lemmas, tree and proposed names.

    No network is used. Text goes in paragraph by paragraph, a heading as a paragraph of its own.

    Args:
        name: name of an installed spaCy pipeline or path of one on disk; None for the shipped one.

    Raises:
        ModelMissing: when it is not there, with the way out.
        ValueError: when it is not a Dutch pipeline or sets no parse.
    """
    place: str | Path = SHIPPED if name is None else name
    if name is None and not (SHIPPED / "config.cfg").is_file():
        raise ModelMissing(
            f"The shipped Dutch pipeline is missing: {SHIPPED} has no config.cfg. "
            "Install the package again, train it with `make model DATA=...`, or name another pipeline (--model NAME)."
        )
    try:
        nlp = spacy.load(place)
    except OSError as error:
        raise ModelMissing(
            f"No spaCy pipeline {str(place)!r}: neither an installed package nor a folder with config.cfg. "
            "Install it (python -m spacy download NAME), give its path, or leave the name out for the shipped one."
        ) from error
    if nlp.lang != "nl":
        raise ValueError(
            f"The pipeline {str(place)!r} is for the language {nlp.lang!r}, not for Dutch ('nl'): name another."
        )
    if not any("token.dep" in nlp.get_pipe_meta(pipe).assigns for pipe in nlp.pipe_names):
        raise ValueError(
            f"The pipeline {str(place)!r} sets no dependency tree: its components are {nlp.pipe_names}. "
            "Name one that has a parser."
        )
    set_tokenizer(nlp)
    if "sentence_hints" not in nlp.pipe_names:
        nlp.add_pipe("sentence_hints", first=True)
    return nlp
