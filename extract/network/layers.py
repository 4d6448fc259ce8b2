"""The network's arithmetic in numpy; the weights are those of ``extract.model.network``, name by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from extract.network.forms import HEAD_LETTERS, TAIL_LETTERS, Inputs

Array = NDArray[np.float32]
Weights = Mapping[str, Array]


def relu(x: Array) -> Array:
    """The positive part."""
    return np.maximum(x, 0)


def linear(weights: Weights, name: str, x: Array) -> Array:
    """``x @ W.T + b`` of the layer called ``name``."""
    result: Array = x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
    return result


def form_vectors(weights: Weights, inputs: Sequence[Inputs]) -> Array:
    """One vector for each form: (forms, width).

    A convolution of three letters with the largest value over the word, the word's own vector,
    and the lexicon's features through one layer.
    """
    width = HEAD_LETTERS + TAIL_LETTERS
    letter = weights["letter.weight"]
    padding = len(letter) - 1
    places = np.full((len(inputs), width + 2), padding)
    for row, i in enumerate(inputs):
        places[row, 1 : len(i.letters) + 1] = i.letters
    seen = letter[places]  # (forms, letters + 2, size)
    windows = np.concatenate([seen[:, k : k + width] for k in range(3)], axis=2)
    kernel = weights["conv.weight"]  # (filters, size, 3)
    flat = kernel.transpose(2, 1, 0).reshape(-1, kernel.shape[0])
    conv = relu(windows.reshape(-1, flat.shape[0]) @ flat + weights["conv.bias"])
    conv = conv.reshape(len(inputs), width, -1).max(axis=1)
    table = weights["lexicon.weight"].T
    lexicon = np.stack([table[list(i.features)].sum(axis=0) for i in inputs]) + weights["lexicon.bias"]
    words = weights["word.weight"][[i.word for i in inputs]]
    return np.concatenate([words, conv, relu(lexicon)], axis=1, dtype=np.float32)


def sigmoid(x: Array) -> Array:
    """The logistic function, by way of tanh, which does not overflow."""
    result: Array = np.tanh(x * np.float32(0.5)) * np.float32(0.5) + np.float32(0.5)
    return result


def lstm(weights: Weights, layer: int, x: Array, lengths: Sequence[int]) -> Array:
    """Both directions of one LSTM layer over texts in order of length, longest first.

    ``x`` is (texts, tokens, width), the result (texts, tokens, 2 * hidden); what stands past a
    text's end is zero.
    """
    halves = []
    filled = np.arange(x.shape[1])[None, :] < np.asarray(lengths)[:, None]
    packed = x[filled]
    for direction in ("forward", "backward"):
        name = f"{direction}_lstm.{layer}"
        bias = weights[f"{name}.bias_ih_l0"] + weights[f"{name}.bias_hh_l0"]
        into = np.zeros((*x.shape[:2], len(bias)), dtype=np.float32)
        into[filled] = packed @ weights[f"{name}.weight_ih_l0"].T + bias
        recurrent = np.ascontiguousarray(weights[f"{name}.weight_hh_l0"].T)
        halves.append(_run(into, recurrent, lengths, backward=direction == "backward"))
    return np.concatenate(halves, axis=2)


def _run(into: Array, recurrent: Array, lengths: Sequence[int], *, backward: bool) -> Array:
    texts, longest, _ = into.shape
    size = recurrent.shape[0]
    out = np.zeros((texts, longest, size), dtype=np.float32)
    state = np.zeros((texts, size), dtype=np.float32)
    cell = np.zeros((texts, size), dtype=np.float32)
    active = [sum(1 for length in lengths if length > at) for at in range(longest)]
    for at in range(longest - 1, -1, -1) if backward else range(longest):
        n = active[at]
        gates = into[:n, at] + state[:n] @ recurrent
        opened = sigmoid(gates[:, : 2 * size])
        cell[:n] = opened[:, size:] * cell[:n] + opened[:, :size] * np.tanh(gates[:, 2 * size : 3 * size])
        state[:n] = sigmoid(gates[:, 3 * size :]) * np.tanh(cell[:n])
        out[:n, at] = state[:n]
    return out


def arc_scores(weights: Weights, x: Array) -> tuple[Array, Array, Array]:
    """Scores (tokens, 1 + tokens) of each token's heads, the root first, and the two label vectors.

    ``x`` is one sentence: (tokens, 2 * hidden).
    """
    heads = np.concatenate([weights["root"][None, :], x])
    dep = relu(linear(weights, "arc_dep", x))
    head = relu(linear(weights, "arc_head", heads))
    arc = weights["arc"]
    scores: Array = (dep @ arc[:-1] + arc[-1]) @ head.T
    return scores, relu(linear(weights, "lab_dep", x)), relu(linear(weights, "lab_head", heads))


def label_scores(weights: Weights, dep: Array, head: Array) -> Array:
    """Scores (arcs, labels) of pairs of label vectors (arcs, size)."""
    table = weights["label"]  # (labels, size + 1, size + 1)
    one = np.ones((len(dep), 1), dtype=np.float32)
    left: Array = np.concatenate([dep, one], axis=1, dtype=np.float32)
    right: Array = np.concatenate([head, one], axis=1, dtype=np.float32)
    labels, size, _ = table.shape
    middle = (left @ table.transpose(1, 0, 2).reshape(size, -1)).reshape(len(dep), labels, size)
    result: Array = np.matmul(middle, right[:, :, None], dtype=np.float32)[:, :, 0]
    return result
