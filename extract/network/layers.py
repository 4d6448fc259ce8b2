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
    text's end is zero. The backward direction reads each text turned round within its own length.
    """
    texts, longest, _ = x.shape
    size = weights[f"forward_lstm.{layer}.weight_hh_l0"].shape[1]
    text, place = np.nonzero(np.arange(longest)[None, :] < np.asarray(lengths)[:, None])
    turned = np.asarray(lengths)[text] - 1 - place
    into = np.zeros((longest, 2, texts, 4 * size), dtype=np.float32)
    recurrent = []
    for number, (direction, places) in enumerate((("forward", place), ("backward", turned))):
        name = f"{direction}_lstm.{layer}"
        bias = weights[f"{name}.bias_ih_l0"] + weights[f"{name}.bias_hh_l0"]
        into[places, number, text] = x[text, place] @ weights[f"{name}.weight_ih_l0"].T + bias
        recurrent.append(weights[f"{name}.weight_hh_l0"].T)
    states = _run(into, np.stack(recurrent), lengths)
    out = np.zeros((texts, longest, 2 * size), dtype=np.float32)
    out[text, place, :size] = states[place, 0, text]
    out[text, place, size:] = states[turned, 1, text]
    return out


def _run(into: Array, recurrent: Array, lengths: Sequence[int]) -> Array:
    """Both directions side by side: gates (tokens, 2, texts, 4 * hidden) to states (tokens, 2, texts, hidden)."""
    longest, _, texts, _ = into.shape
    size = recurrent.shape[1]
    out = np.zeros((longest, 2, texts, size), dtype=np.float32)
    state = np.zeros((2, texts, size), dtype=np.float32)
    cell = np.zeros((2, texts, size), dtype=np.float32)
    for at in range(longest):
        n = sum(1 for length in lengths if length > at)
        gates = np.matmul(state[:, :n], recurrent)
        gates += into[at, :, :n]
        opened = sigmoid(gates[:, :, : 2 * size])
        cell[:, :n] = opened[:, :, size:] * cell[:, :n] + opened[:, :, :size] * np.tanh(
            gates[:, :, 2 * size : 3 * size]
        )
        state[:, :n] = sigmoid(gates[:, :, 3 * size :]) * np.tanh(cell[:, :n])
        out[at, :, :n] = state[:, :n]
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
