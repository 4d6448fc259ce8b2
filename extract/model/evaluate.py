"""Measure a pipeline on the treebanks' test sections: ``python -m extract.model.evaluate DATA [--model NAME]``.

Raw text goes in, so errors of the tokenizer and of the sentence ends count in every column. The
figures are those of spaCy's scorer (punctuation left out of UAS and LAS), as in the published
tables of spaCy's own pipelines.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from extract.language import SHIPPED, load
from extract.model.documents import chunks, paragraphs, to_doc
from extract.model.mentions import counts
from extract.model.names import HELD_OUT_NAMES, UNKNOWN, lay, read_iob
from extract.model.report import insert, table
from extract.model.treebank import Sentence, read_trees
from extract.network.network import spans

COLUMNS = ("TOK", "TAG", "POS", "MORPH", "LEMMA", "UAS", "LAS", "SENT")
KEYS = ("token_acc", "tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")
PUBLISHED = {"TAG": 94.0, "LEMMA": 95.0, "UAS": 85.7, "LAS": 80.5, "SENT": 86.5}
"""What spaCy 3.8 publishes for nl_core_news_sm."""

Scores = dict[str, float]


def read_examples(nlp: Language, groups: Iterable[Sequence[Sentence]]) -> list[Example]:
    """The pipeline's reading of each group's raw text, beside its gold trees."""
    gold = [to_doc(nlp.vocab, group) for group in groups]
    found = nlp.pipe(nlp.make_doc(doc.text.rstrip()) for doc in gold)
    return [Example(predicted, reference) for predicted, reference in zip(found, gold, strict=True)]


def tree_scores(nlp: Language, groups: Iterable[Sequence[Sentence]]) -> Scores:
    """All columns in per cent."""
    examples = read_examples(nlp, groups)
    found: dict[str, Any] = dict(Scorer.score_tokenization(examples))
    for attribute in ("tag", "pos", "lemma"):
        found |= Scorer.score_token_attr(examples, attribute)
    found |= Scorer.score_token_attr(examples, "morph", getter=_morph_key)
    found |= Scorer.score_spans(examples, "sents", getter=lambda doc, _: doc.sents, has_annotation=_has_sentences)
    found |= Scorer.score_deps(
        examples, "dep", getter=lambda token, _: token.dep_, ignore_labels=("punct",), has_annotation=_has_trees
    )
    return {column: round(100 * found[key], 2) for column, key in zip(COLUMNS, KEYS, strict=True)}


def _morph_key(token: Any, _: str) -> int:
    key: int = token.morph.key
    return key


def _has_sentences(doc: Doc) -> bool:
    return doc.has_annotation("SENT_START")


def _has_trees(doc: Doc) -> bool:
    return doc.has_annotation("DEP")


def silver_names(data: Path, every: int) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Forms and IOB labels of the sentences whose names were kept from training."""
    silver = read_iob(data / "ner-silver-nl" / "silver-train.iob.xz")
    passages = [passage for at, passage in enumerate(silver) if at % every == 0]
    trees = [data / "ud-nl" / f"{name}.conllu.xz" for name in ("train-core", "train-lassysmall-2017")]
    return lay(passages, [sentence for path in trees for sentence in read_trees(path)])


def letter_names(sentences: Iterable[Sentence]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Forms and IOB labels of sentences whose trees mark the names."""
    return {tuple(t.form for t in s.tokens): tuple(t.name for t in s.tokens) for s in sentences}


def name_scores(nlp: Language, labelled: Mapping[tuple[str, ...], tuple[str, ...]]) -> dict[str, Scores]:
    """Precision, recall and F of names by type; names of unknown type do not count."""
    gold, texts = [], []
    for forms, labels in sorted(labelled.items()):
        gold.append((set(spans(labels)), {at for at, label in enumerate(labels) if label == UNKNOWN}))
        texts.append(Doc(nlp.vocab, words=list(forms)))
    counts: dict[str, list[int]] = {}
    for doc, (names, unknown) in zip(nlp.pipe(texts), gold, strict=True):
        found = {(e.start, e.end, e.label_) for e in doc.ents if not unknown & set(range(e.start, e.end))}
        for kind in [*sorted({kind for _, _, kind in found | names}), "all"]:
            mine = {span for span in found if kind in {"all", span[2]}}
            right = {span for span in names if kind in {"all", span[2]}}
            tally = counts.setdefault(kind, [0, 0, 0])
            tally[0] += len(mine & right)
            tally[1] += len(mine)
            tally[2] += len(right)
    return {kind: prf(*tally) for kind, tally in sorted(counts.items())}


def prf(right: int, found: int, wanted: int) -> Scores:
    """Precision, recall and F in per cent.

    >>> prf(1, 2, 4)
    {'P': 50.0, 'R': 25.0, 'F': 33.33}
    """
    p, r = right / max(1, found), right / max(1, wanted)
    return {"P": round(100 * p, 2), "R": round(100 * r, 2), "F": round(200 * p * r / max(p + r, 1e-9), 2)}


def speed(nlp: Language, sentences: Sequence[Sentence]) -> int:
    """Words a second of one processor, text to finished document, paragraphs in groups as the pipeline takes them."""
    texts = [" ".join(s.text for s in group) for group in paragraphs(sentences)]
    begun = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return round(words / (time.process_time() - begun))


def size_mb(folder: Path) -> float:
    """Megabytes (10^6 bytes) of all files of a folder."""
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6, 1)


def evaluation(
    nlp: Language, data: Path, folder: Path | None, letters: Path | None, gold: Path | None
) -> dict[str, Any]:
    """The whole table as plain values."""
    trees = data / "ud-nl"
    wiki, news = (read_trees(trees / f"test-{name}.conllu.xz") for name in ("lassysmall", "alpino"))
    result: dict[str, Any] = {
        "test": {
            "LassySmall": tree_scores(nlp, paragraphs(wiki)),
            "Alpino": tree_scores(nlp, paragraphs(news)),
            "both": tree_scores(nlp, [*paragraphs(wiki), *paragraphs(news)]),
            "both, ten sentences run together": tree_scores(nlp, [*chunks(wiki, 10), *chunks(news, 10)]),
        },
        "published nl_core_news_sm 3.8": PUBLISHED,
        "words per second, one core": speed(nlp, news),
    }
    proposes = nlp.has_pipe("dutch_network") or nlp.has_pipe("ner")
    if proposes:
        result["names"] = {"held-out passages": name_scores(nlp, silver_names(data, HELD_OUT_NAMES))}
    if letters is not None:
        sentences = [s for path in sorted(letters.glob("test-*.conllu")) for s in read_trees(path)]
        result["test"]["letters"] = tree_scores(nlp, paragraphs(sentences))
        if proposes:
            result["names"]["letters"] = name_scores(nlp, letter_names(sentences))
    if gold is not None and proposes:
        result["names"]["mentions of the sample letters"] = {
            kind: prf(*tally) for kind, tally in sorted(counts(nlp, gold).items())
        }
    if folder is not None:
        result["megabytes"] = size_mb(folder)
    return result


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--model", help="Another pipeline than the shipped one: name or path.")
@click.option("--letters", type=click.Path(file_okay=False, path_type=Path), help="Folder with test-*.conllu.")
@click.option("--gold", type=click.Path(file_okay=False, path_type=Path), help="Folder with *.gold.json beside *.txt.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="JSON file to write.")
@click.option("--readme", type=click.Path(exists=True, path_type=Path), help="Markdown file to put the tables in.")
def main(
    data: Path, model: str | None, letters: Path | None, gold: Path | None, out: Path | None, readme: Path | None
) -> None:
    """Measure the pipeline on the test sections below DATA."""
    folder = SHIPPED if model is None else Path(model) if Path(model).is_dir() else None
    result = evaluation(load(model), data, folder, letters, gold)
    text = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    if out is not None:
        out.write_text(text, encoding="utf-8")
    if readme is not None:
        readme.write_text(insert(readme.read_text(encoding="utf-8"), table(result)), encoding="utf-8")
    click.echo(text)


if __name__ == "__main__":
    main()
