"""The best tree over arc scores: Chu and Liu (1965), Edmonds (1967), with one root.

See McDonald et al. (2005), "Non-projective dependency parsing using spanning tree algorithms".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def best_tree(scores: NDArray[np.float32]) -> list[int]:
    """The heads of the tree with the highest sum of scores among those with one root.

    Args:
        scores: (tokens, 1 + tokens); ``scores[d, 0]`` is for the root, ``scores[d, h + 1]`` for head ``h``.

    Returns:
        For each token its head from 0, or -1 for the root's one child.

    >>> best_tree(np.array([[0, 0, 9], [5, 1, 0]], dtype="f"))
    [1, -1]
    """
    size = len(scores)
    full = np.full((size + 1, size + 1), -np.inf)
    full[1:] = scores
    np.fill_diagonal(full, -np.inf)
    heads = full.argmax(axis=1)
    heads[0] = 0
    if _is_tree(heads):
        return [int(head) - 1 for head in heads[1:]]
    best: tuple[float, list[int]] | None = None
    candidates = np.argsort(-(full[1:, 0]), kind="stable")[: min(size, 5)] + 1
    for root in candidates:
        trial = full.copy()
        trial[1:, 0] = -np.inf
        trial[root] = -np.inf
        trial[root, 0] = full[root, 0]
        found = _edmonds(trial)
        total = float(sum(full[d, found[d]] for d in range(1, size + 1)))
        if best is None or total > best[0]:
            best = (total, found)
    assert best is not None
    return [head - 1 for head in best[1][1:]]


def _is_tree(heads: NDArray[np.intp]) -> bool:
    """Whether the heads (0 the root) make a tree whose root has one child."""
    return int((heads[1:] == 0).sum()) == 1 and _cycle([int(head) for head in heads]) is None


def _cycle(heads: list[int]) -> list[int] | None:
    """The nodes of a cycle, or None; node 0 is the root."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for node in path:
            state[node] = 2
    return None


def _edmonds(scores: NDArray[np.float64]) -> list[int]:
    """Heads of the best tree from node 0; a cycle is made one node and the rest solved again."""
    heads = [0] + [int(head) for head in scores[1:].argmax(axis=1)]
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = set(cycle)
    outside = [node for node in range(len(scores)) if node not in inside]
    # node len(outside) of the smaller graph stands for the cycle
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    kept = np.array([scores[d, heads[d]] for d in cycle])
    into = scores[np.ix_(cycle, outside)] - kept[:, None] + kept.sum()
    out = scores[np.ix_(outside, cycle)]
    enters = into.argmax(axis=0)
    leaves = out.argmax(axis=1)
    small[-1, :-1] = into.max(axis=0)
    small[:-1, -1] = out.max(axis=1)
    small[0, :] = -np.inf
    solved = _edmonds(small)
    result = list(heads)
    last = len(outside)
    for at, node in enumerate(outside):
        if node == 0:
            continue
        head = solved[at]
        result[node] = cycle[int(leaves[at])] if head == last else outside[head]
    broken = solved[last]
    result[cycle[int(enters[broken])]] = outside[broken]
    return result
