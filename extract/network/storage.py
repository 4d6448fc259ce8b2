"""The network on disk: half-precision weights, labels, lexicon and lemma table."""

from __future__ import annotations

import json
import lzma
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from extract.network.forms import Lexicon, Vocabulary
from extract.network.lemmas import LemmaTable
from extract.network.network import Labels, Network


def write(network: Network, folder: Path) -> None:
    """Write ``weights.npz``, ``labels.json``, ``lexicon.xz`` and ``lemmas.xz``."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "weights.npz").open("wb") as file:
        halved: dict[str, Any] = {name: value.astype(np.float16) for name, value in sorted(network.weights.items())}
        np.savez(file, **halved)
    vocabulary, labels = network.vocabulary, network.labels
    described = {
        "tags": labels.tags,
        "morphs": labels.morphs,
        "lemmas": labels.lemmas,
        "deps": labels.deps,
        "names": labels.names,
        "pairs": labels.pairs,
        "letters": sorted(vocabulary.letters, key=lambda letter: vocabulary.letters[letter]),
        "words": sorted(vocabulary.words, key=lambda word: vocabulary.words[word]),
        "lexicon_size": vocabulary.lexicon_size,
        "codes": vocabulary.lexicon.codes,
    }
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":")) + "\n"
    (folder / "labels.json").write_text(text, encoding="utf-8")
    forms = vocabulary.lexicon.forms
    by_code: dict[int, list[str]] = defaultdict(list)
    for form in sorted(forms):
        by_code[forms[form]].append(form)
    lines = "\n".join("\t".join(by_code[code]) for code in range(len(vocabulary.lexicon.codes)))
    _compress(folder / "lexicon.xz", lines)
    lemmas = [
        f"{pos}\t{form}\t{lemma}"
        for pos, table in sorted(network.lemmas.lemmas.items())
        for form, lemma in sorted(table.items())
    ]
    _compress(folder / "lemmas.xz", "\n".join(lemmas))


def read(folder: Path) -> Network:
    """Read what :func:`write` wrote.

    Raises:
        FileNotFoundError: when a file is missing.
    """
    with np.load(folder / "weights.npz") as stored:
        weights = {name: stored[name].astype(np.float32) for name in stored.files}
    described = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    forms = {
        form: code
        for code, line in enumerate(_decompress(folder / "lexicon.xz").split("\n"))
        for form in line.split("\t")
        if form
    }
    tables: dict[str, dict[str, str]] = defaultdict(dict)
    for line in _decompress(folder / "lemmas.xz").split("\n"):
        if line:
            pos, form, lemma = line.split("\t")
            tables[pos][form] = lemma
    vocabulary = Vocabulary(
        {word: number for number, word in enumerate(described["words"], 1)},
        {letter: number for number, letter in enumerate(described["letters"], 1)},
        Lexicon(forms, [tuple(code) for code in described["codes"]]),
        described["lexicon_size"],
    )
    labels = Labels(
        tags=tuple(described["tags"]),
        morphs=tuple(described["morphs"]),
        lemmas=tuple(described["lemmas"]),
        deps=tuple(described["deps"]),
        names=tuple(described["names"]),
        pairs=tuple((tag, morph) for tag, morph in described["pairs"]),
    )
    return Network(weights, vocabulary, labels, LemmaTable(dict(tables)))


def _compress(path: Path, text: str) -> None:
    path.write_bytes(lzma.compress(text.encode("utf-8"), format=lzma.FORMAT_XZ, preset=9 | lzma.PRESET_EXTREME))


def _decompress(path: Path) -> str:
    return lzma.decompress(path.read_bytes()).decode("utf-8")
