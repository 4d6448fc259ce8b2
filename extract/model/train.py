"""Make the shipped pipeline from the treebanks: ``python -m extract.model.train DATA OUT [--epochs N]``.

DATA is the folder with ``ud-nl/``, ``lexicon-nl/`` and ``ner-silver-nl/`` that README.md describes.
"""

from __future__ import annotations

import json
from pathlib import Path

import click
import spacy
import torch
from spacy.language import Language
from wordfreq import get_frequency_dict

from extract.model.batches import Batches, Labels, Text, collect_labels, collect_vocabulary
from extract.model.documents import documents
from extract.model.fit import fit, score
from extract.model.leaks import development
from extract.model.legacy import TagTable, modernise
from extract.model.lemma_table import lemma_table
from extract.model.lexicon import form_features
from extract.model.names import HELD_OUT_NAMES, labels_of, lay, read_iob
from extract.model.network import Counts, Network, Sizes, weights
from extract.model.treebank import Sentence, bare_lemmas, level_labels, read_trees
from extract.network.component import Reader
from extract.network.forms import Lexicon, Vocabulary
from extract.network.lemmas import LemmaTable
from extract.network.network import Labels as NetworkLabels
from extract.network.network import Network as Shipped
from extract.network.storage import read
from extract.tokens import set_tokenizer

SEED = 1
EPOCHS, RATE = 14, 2.5e-3
"""First course: the treebanks alone."""

LAST_EPOCHS, LAST_RATE = 4, 1e-3
"""Second course: the treebanks with the development section, and the letters, from the first's rounded weights."""

META = Path(__file__).with_name("meta.json")
"""Name, version, licence and attribution of the pipeline."""


def lexicon_of(data: Path, frequencies: dict[str, float]) -> tuple[Lexicon, int]:
    """The lexicon in numbers and the length of its feature vector."""
    features = form_features(data, frequencies)
    number = {name: at for at, name in enumerate(sorted({name for names in features.values() for name in names}))}
    codes: dict[tuple[int, ...], int] = {}
    forms = {
        form: codes.setdefault(tuple(sorted(number[name] for name in features[form])), len(codes))
        for form in sorted(features)
    }
    return Lexicon(forms, list(codes)), len(number)


def training_sentences(data: Path) -> tuple[list[Sentence], list[Sentence]]:
    """The trees in today's annotation, and the partial ones of 2017."""
    trees = data / "ud-nl"
    today = [bare_lemmas(level_labels(s)) for s in read_trees(trees / "train-core.conllu.xz")]
    table = TagTable.of(today)
    return today, [modernise(s, table) for s in read_trees(trees / "train-lassysmall-2017.conllu.xz")]


def training_texts(data: Path, today: list[Sentence], partial: list[Sentence]) -> list[Text]:
    """Paragraphs with trees and names."""
    silver = read_iob(data / "ner-silver-nl" / "silver-train.iob.xz")
    passages = [passage for at, passage in enumerate(silver) if at % HELD_OUT_NAMES]
    known = lay(passages, [*today, *partial])
    groups = [*documents(today, SEED), *documents(partial, SEED + 1)]
    return [Text(tuple(group), labels_of(group, known)) for group in groups]


def letter_texts(folder: Path) -> list[Text]:
    """Hand-corrected paragraphs of letters (``train-*.conllu``), if there are any."""
    sentences = [s for path in sorted(folder.glob("train-*.conllu")) for s in read_trees(path)]
    groups = documents([bare_lemmas(s) for s in sentences], SEED)
    return [Text(tuple(group), tuple(t.name for s in group for t in s.tokens)) for group in groups]


def shipped_network(
    network: Network, vocabulary: Vocabulary, labels: Labels, lemmas: dict[str, dict[str, str]]
) -> Shipped:
    """The trained network as the pipeline uses it."""
    named = NetworkLabels(
        tuple(labels.tags),
        tuple(labels.morphs),
        tuple(labels.lemmas),
        tuple(labels.deps),
        tuple(labels.names),
        tuple(labels.pairs),
    )
    return Shipped(weights(network), vocabulary, named, LemmaTable(lemmas))


def pipeline_of(network: Shipped) -> Language:
    """A spaCy pipeline of tokenizer, sentence hints and network."""
    nlp = spacy.blank("nl")
    set_tokenizer(nlp)
    nlp.add_pipe("sentence_hints")
    reader = nlp.add_pipe("dutch_network")
    assert isinstance(reader, Reader)
    reader.network = network
    nlp.meta.update(json.loads(META.read_text(encoding="utf-8")))
    return nlp


def counts_of(vocabulary: Vocabulary, labels: Labels) -> Counts:
    """Sizes of the network's inputs and outputs."""
    return Counts(
        words=len(vocabulary.words) + 1,
        letters=len(vocabulary.letters) + 1,
        features=vocabulary.features,
        tags=len(labels.tags),
        morphs=len(labels.morphs),
        lemmas=len(labels.lemmas),
        labels=len(labels.deps),
        names=len(labels.names),
    )


def halve(network: Network) -> None:
    """Round the weights to half precision, as they are kept on disk."""
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(parameter.half().float())


def resume(network: Network, folder: Path, vocabulary: Vocabulary, labels: Labels) -> None:
    """Take the weights of a pipeline on disk that was made from the same data.

    Raises:
        ValueError: when its words or labels are others than those of the data.
    """
    stored = read(folder / "dutch_network")
    pairs = (
        ("words", stored.vocabulary.words, vocabulary.words),
        ("letters", stored.vocabulary.letters, vocabulary.letters),
        *((kind, list(getattr(stored.labels, kind)), getattr(labels, kind)) for kind in ("tags", "morphs", "lemmas")),
        *((kind, list(getattr(stored.labels, kind)), getattr(labels, kind)) for kind in ("deps", "names")),
    )
    for kind, old, new in pairs:
        if old != new:
            raise ValueError(
                f"The pipeline {folder} was made from other data: {len(old)} {kind}, and DATA gives {len(new)}. "
                "Leave out --first to train from scratch."
            )
    network.load_state_dict({name: torch.from_numpy(value) for name, value in stored.weights.items()})


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--letters", type=click.Path(file_okay=False, path_type=Path), help="Folder with train-*.conllu.")
@click.option("--threads", default=1, show_default=True, help="Processor cores to use.")
@click.option("--epochs", default=EPOCHS, show_default=True, help="Times that the texts are seen in the first course.")
@click.option("--last-epochs", default=LAST_EPOCHS, show_default=True, help="The same for the second course.")
@click.option("--first", type=click.Path(exists=True, path_type=Path), help="Pipeline of the first course, if made.")
def main(
    data: Path, out: Path, letters: Path | None, threads: int, epochs: int, last_epochs: int, first: Path | None
) -> None:
    """Train on DATA and write the pipeline to OUT; it is written after each epoch, so that one can stop early."""
    torch.set_num_threads(threads)
    torch.manual_seed(SEED)
    frequencies = get_frequency_dict("nl", wordlist="best")
    lexicon, size = lexicon_of(data, frequencies)
    today, partial = training_sentences(data)
    texts = training_texts(data, today, partial)
    extra = letter_texts(letters) if letters else []
    labels = collect_labels(texts)
    vocabulary = collect_vocabulary(texts, lexicon, size)
    batches = Batches(vocabulary, labels)
    counts = counts_of(vocabulary, labels)
    network = Network(counts, Sizes())
    lemmas = lemma_table(data, [*today, *(s for text in extra for s in text.sentences)], frequencies)
    watched = documents(read_trees(data / "ud-nl" / "dev.conllu.xz"), SEED, joined=0)
    dev = [Text(tuple(group), labels_of(group, {})) for group in watched]
    late = [bare_lemmas(s) for s in development(data)]
    more = [Text(tuple(group), labels_of(group, {})) for group in documents(late, SEED + 2)]
    click.echo(f"{len(texts)} paragraphs, {len(extra)} of letters; {counts}")

    def report(epoch: int, loss: float, seconds: float) -> None:
        scores = score(network, batches, dev) if epoch % 2 == 0 else {}
        click.echo(f"epoch {epoch}: loss {loss:.3f}, {seconds:.0f} s {scores}")
        pipeline_of(shipped_network(network, vocabulary, labels, lemmas)).to_disk(out)

    if first:
        resume(network, first, vocabulary, labels)
    else:
        fit(network, batches, texts, epochs=epochs, rate=RATE, seed=SEED, after_epoch=report)
    halve(network)
    fit(
        network,
        batches,
        [*texts, *more],
        epochs=last_epochs,
        rate=LAST_RATE,
        extra=extra,
        seed=SEED + 1,
        after_epoch=report,
    )
    pipeline_of(shipped_network(network, vocabulary, labels, lemmas)).to_disk(out)


if __name__ == "__main__":
    main()
