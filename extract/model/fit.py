"""Fit the network to training texts: fixed seeds, one thread unless told otherwise."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from extract.model.batches import MISSING, Batch, Batches, Text
from extract.model.network import Network

WORD_DROPOUT = 0.12
"""Share of the forms whose word number is hidden, so that letters and lexicon must do."""

WEIGHTS = {"tag": 0.5, "morph": 0.5, "lemma": 0.3, "start": 0.5, "name": 0.3, "arc": 1.0, "label": 1.0}
"""Share of each output in the loss."""


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """The mean loss of each output."""
    words = batch.words
    if network.training:
        words = words.masked_fill(torch.rand(words.shape) < WORD_DROPOUT, 0)
    vectors = network.forms(words, batch.letters, batch.features)
    layers = network.encode(vectors[batch.forms] * batch.mask[:, :, None], batch.lengths)
    middle, last = layers[-2], layers[-1]
    if network.training:
        middle = torch.dropout(middle, network.sizes.dropout, True)
    found = {
        kind: _loss(output(middle), gold)
        for kind, output, gold in (
            ("tag", network.tag, batch.tags),
            ("morph", network.morph, batch.morphs),
            ("lemma", network.lemma, batch.lemmas),
            ("start", network.start, batch.starts),
            ("name", network.name, batch.names),
        )
    }
    scores, dep, head = sentence_scores(network, batch, last)
    found["arc"] = _loss(scores, batch.heads)
    row, at = torch.nonzero((batch.deps != MISSING) & (batch.heads != MISSING), as_tuple=True)
    label = network.labels(dep[row, at], head[row, batch.heads[row, at]])
    found["label"] = cross_entropy(label, batch.deps[row, at])
    return found


def sentence_scores(network: Network, batch: Batch, last: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Arc scores and label vectors by sentence; heads past a sentence's end score minus infinity."""
    width = batch.heads.shape[1]
    lengths = torch.tensor([end - start for _, start, end in batch.spans])
    inside = torch.arange(width)[None, :] < lengths[:, None]
    rows = torch.tensor([text for text, _, _ in batch.spans])
    starts = torch.tensor([start for _, start, _ in batch.spans])
    places = (starts[:, None] + torch.arange(width)[None, :]).clamp(max=last.shape[1] - 1)
    x = last[rows[:, None], places] * inside[:, :, None]
    scores, dep, head = network.arcs(x)
    allowed = torch.cat([torch.ones(len(rows), 1, dtype=torch.bool), inside], dim=1)
    return scores.masked_fill(~allowed[:, None, :], -1e9), dep, head


def _loss(scores: Tensor, gold: Tensor) -> Tensor:
    flat = gold.reshape(-1)
    known = flat != MISSING
    if not bool(known.any()):
        return torch.zeros(())
    return cross_entropy(scores.reshape(-1, scores.shape[-1])[known], flat[known])


@torch.no_grad()  # type: ignore[untyped-decorator]
def score(network: Network, batches: Batches, texts: Sequence[Text], size: int = 3000) -> dict[str, float]:
    """Quick scores with gold sentences and greedy arcs, in per cent."""
    network.eval()
    right: dict[str, int] = {}
    total: dict[str, int] = {}

    def count(kind: str, hits: Tensor, all_: Tensor) -> None:
        right[kind] = right.get(kind, 0) + int(hits.sum())
        total[kind] = total.get(kind, 0) + int(all_.sum())

    for batch in batches.shuffled(texts, size, random.Random(0)):
        layers = network.encode(
            network.forms(batch.words, batch.letters, batch.features)[batch.forms] * batch.mask[:, :, None],
            batch.lengths,
        )
        for kind, output, gold in (("tag", network.tag, batch.tags), ("morph", network.morph, batch.morphs)):
            known = batch.mask
            count(kind, (output(layers[-2]).argmax(-1) == gold) & known, known)
        start = network.start(layers[-2]).argmax(-1)
        known = batch.starts != MISSING
        count("start found", (start == 1) & (batch.starts == 1), batch.starts == 1)
        count("start right", (start == 1) & (batch.starts == 1), (start == 1) & known)
        scores, dep, head = sentence_scores(network, batch, layers[-1])
        known = batch.heads != MISSING
        heads = scores.argmax(-1)
        row, at = torch.nonzero(known, as_tuple=True)
        label = network.labels(dep[row, at], head[row, heads[row, at]]).argmax(-1)
        hit = heads[row, at] == batch.heads[row, at]
        count("uas", hit, torch.ones_like(hit))
        count("las", hit & (label == batch.deps[row, at]), torch.ones_like(hit))
    network.train()
    return {kind: round(100 * right[kind] / max(1, total[kind]), 2) for kind in right}


def fit(
    network: Network,
    batches: Batches,
    texts: Sequence[Text],
    *,
    epochs: int,
    seed: int = 1,
    words: int = 2000,
    rate: float = 2.5e-3,
    extra: Sequence[Text] = (),
    after_epoch: Callable[[int, float, float], None] | None = None,
) -> None:
    """Train in place.

    The rate rises over the first 200 updates (a ninth of all, when that is less) and then falls to
    zero in a straight line.

    Args:
        texts: seen once in each epoch.
        extra: texts of the genre, seen three times in each epoch.
        words: tokens in an update.
        after_epoch: told the epoch's number, mean loss and seconds.
    """
    torch.manual_seed(seed)
    rnd = random.Random(seed)
    everything = [*texts, *extra, *extra, *extra]
    optimizer = torch.optim.Adam(network.parameters(), lr=rate, betas=(0.9, 0.95), eps=1e-8)
    updates = epochs * max(1, sum(len(text.forms) for text in everything) // (words + 20))
    warm = min(200, max(1, updates // 9))
    done = 0
    network.train()
    for epoch in range(1, epochs + 1):
        begun, total, seen = time.perf_counter(), 0.0, 0
        for batch in batches.shuffled(everything, words, rnd):
            done += 1
            share = min(done / warm, max(0.01, 1 - (done - warm) / max(1, updates - warm)))
            for group in optimizer.param_groups:
                group["lr"] = rate * share
            found = losses(network, batch)
            loss = torch.stack([WEIGHTS[kind] * value for kind, value in found.items()]).sum()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            total += float(loss.detach())
            seen += 1
        if after_epoch is not None:
            after_epoch(epoch, total / max(1, seen), time.perf_counter() - begun)
