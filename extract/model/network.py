"""The network that is trained: letters, words and lexicon features, three two-way LSTM layers, six outputs.

The encoder and the arc scorer follow Dozat and Manning (2017), "Deep biaffine attention for
neural dependency parsing", https://arxiv.org/abs/1611.01734; letters are read by a convolution
as in Ma and Hovy (2016), https://arxiv.org/abs/1603.01354. ``extract.network.layers`` computes the same
in numpy; the names of the weights are the bond between the two.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of the layers."""

    word: int = 100
    letter: int = 32
    filters: int = 100
    lexicon: int = 80
    hidden: int = 200
    layers: int = 3
    arc: int = 300
    label: int = 64
    dropout: float = 0.33


@dataclass(frozen=True, slots=True)
class Counts:
    """How many words, letters, features and labels of each kind there are."""

    words: int
    letters: int
    features: int
    tags: int
    morphs: int
    lemmas: int
    labels: int
    names: int


class Network(nn.Module):  # type: ignore[misc]
    """From forms to scores; see the module's docstring."""

    def __init__(self, counts: Counts, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.word = nn.Embedding(counts.words, sizes.word, padding_idx=None)
        self.letter = nn.Embedding(counts.letters + 1, sizes.letter, padding_idx=counts.letters)
        self.conv = nn.Conv1d(sizes.letter, sizes.filters, 3, padding=1)
        self.lexicon = nn.Linear(counts.features, sizes.lexicon)
        width = sizes.word + sizes.filters + sizes.lexicon
        inner = [width if layer == 0 else 2 * sizes.hidden for layer in range(sizes.layers)]
        self.forward_lstm = nn.ModuleList(nn.LSTM(size, sizes.hidden, batch_first=True) for size in inner)
        self.backward_lstm = nn.ModuleList(nn.LSTM(size, sizes.hidden, batch_first=True) for size in inner)
        out = 2 * sizes.hidden
        self.tag = nn.Linear(out, counts.tags)
        self.morph = nn.Linear(out, counts.morphs)
        self.lemma = nn.Linear(out, counts.lemmas)
        self.start = nn.Linear(out, 2)
        self.name = nn.Linear(out, counts.names)
        self.arc_dep, self.arc_head = nn.Linear(out, sizes.arc), nn.Linear(out, sizes.arc)
        self.lab_dep, self.lab_head = nn.Linear(out, sizes.label), nn.Linear(out, sizes.label)
        self.root = nn.Parameter(torch.zeros(out))
        self.arc = nn.Parameter(torch.zeros(sizes.arc + 1, sizes.arc))
        self.label = nn.Parameter(torch.zeros(counts.labels, sizes.label + 1, sizes.label + 1))
        nn.init.normal_(self.word.weight, std=0.1)
        for linear in (self.arc_dep, self.arc_head, self.lab_dep, self.lab_head):
            nn.init.orthogonal_(linear.weight)

    def forms(self, words: Tensor, letters: Tensor, features: Tensor) -> Tensor:
        """One vector for each different form: (forms, width)."""
        conv = torch.relu(self.conv(self.letter(letters).transpose(1, 2))).amax(dim=2)
        lexicon = torch.relu(self.lexicon(features))
        return torch.cat([self.word(words), conv, lexicon], dim=1)

    def encode(self, x: Tensor, lengths: Tensor) -> list[Tensor]:
        """Outputs of each LSTM layer: (texts, tokens, 2 * hidden).

        The backward layer reads each text turned round within its own length, so that what
        stands past a text's end reaches neither direction.
        """
        outputs = []
        turned = (lengths[:, None] - 1 - torch.arange(x.shape[1])[None, :]).clamp(min=0)
        for ahead, back in zip(self.forward_lstm, self.backward_lstm, strict=True):
            x = locked_dropout(x, self.sizes.dropout, self.training)
            reverse = turned[:, :, None].expand(-1, -1, x.shape[2])
            there = ahead(x)[0]
            again = back(x.gather(1, reverse))[0]
            x = torch.cat([there, again.gather(1, turned[:, :, None].expand(-1, -1, again.shape[2]))], dim=2)
            outputs.append(x)
        return outputs

    def arcs(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Arc scores (sentences, dependents, heads) with head 0 the root, and the two label vectors.

        ``x`` holds sentences: (sentences, tokens, 2 * hidden).
        """
        p = self.sizes.dropout
        heads = torch.cat([self.root.expand(x.shape[0], 1, -1), x], dim=1)
        arc_dep = locked_dropout(torch.relu(self.arc_dep(x)), p, self.training)
        arc_head = locked_dropout(torch.relu(self.arc_head(heads)), p, self.training)
        ones = torch.ones(*arc_dep.shape[:2], 1)
        scores = torch.cat([arc_dep, ones], dim=2) @ self.arc @ arc_head.transpose(1, 2)
        lab_dep = locked_dropout(torch.relu(self.lab_dep(x)), p, self.training)
        lab_head = locked_dropout(torch.relu(self.lab_head(heads)), p, self.training)
        return scores, lab_dep, lab_head

    def labels(self, dep: Tensor, head: Tensor) -> Tensor:
        """Label scores (arcs, labels) of pairs of label vectors (arcs, label)."""
        ones = torch.ones(dep.shape[0], 1)
        dep, head = torch.cat([dep, ones], dim=1), torch.cat([head, ones], dim=1)
        middle = torch.einsum("ni,lij->nlj", dep, self.label)
        return torch.einsum("nlj,nj->nl", middle, head)


def locked_dropout(x: Tensor, p: float, training: bool) -> Tensor:
    """Dropout that leaves out the same elements at every token of a text."""
    if not training or p == 0:
        return x
    mask = torch.empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - p) / (1 - p)
    return x * mask


def weights(network: Network) -> dict[str, Any]:
    """The weights as numpy arrays by name."""
    return {name: value.detach().numpy() for name, value in network.state_dict().items()}


def describe(sizes: Sizes) -> dict[str, Any]:
    """The widths as plain values."""
    return asdict(sizes)
