"""Pages that were printed on top of each other, each block with all before it: take them apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product
from math import log

from extract.overprint.align import place
from extract.overprint.letters import Breaks, Letters
from extract.overprint.unshuffle import FREE, NEW, Known, Reading, unshuffle
from extract.overprint.widths import Widths


@dataclass(frozen=True, slots=True)
class Part:
    page: int
    text: str
    order: tuple[int, ...]
    facts: Mapping[int, bool] = field(default_factory=dict)
    start: float = 0.0


@dataclass(frozen=True, slots=True)
class Option:
    parts: tuple[Part, ...]
    spaces: tuple[int, ...]
    cost: float
    flag: bool = False


@dataclass(slots=True)
class Row:
    target: str
    options: list[Option]
    gap: float = 99.0


def known_of(part: Part, group: int, breaks: Breaks, widths: Widths) -> Known:
    ends, runs = [0.0], [0.0]
    for p in range(1, len(part.text)):
        fact = part.facts.get(p)
        if fact is None:
            chance = breaks.chance(part.text[p - 1 : p + 1])
        else:
            chance = 0.96 if fact else 0.02
        ends.append(-log(chance))
        runs.append(-log(1 - chance))
    return Known(part.text, widths.edges(part.text, part.start), part.order, group, ends, runs)


def whole(text: str, page: int) -> Option:
    lead = len(text) - len(text.lstrip())
    body = text.strip()
    if not body:
        return Option((), tuple(range(len(text))), 0.0)
    trail = len(text) - lead - len(body)
    keep = body + " " * (trail > 0)
    spaces = (*range(lead), *range(lead + len(keep), len(text)))
    return Option((Part(page, keep, tuple(range(lead, lead + len(keep)))),), spaces, 0.0)


class Unpacker:
    def __init__(self, beam: int = 16) -> None:
        self.letters, self.breaks = Letters(), Breaks()
        import json, os

        if not os.environ.get("NOWORDS"):
            from pathlib import Path

            d = json.loads(Path(__file__).with_name("letters-nl.json").read_text())["words"]
            self.letters.learn_words({w: int(n) for n, ws in d.items() for w in ws.split()})
        self.beam = beam
        self.widths = Widths()
        self.pairs = []
        self.stats = []

    def first(self, lines: Sequence[str]) -> list[Row]:
        self.letters.learn(lines)
        return [Row(line, [whole(line, 0)]) for line in lines]

    def next(self, rows: Sequence[Row], lines: Sequence[str], page: int) -> list[Row] | None:
        placed = place([row.target for row in rows], lines)
        if placed is None:
            return None
        out = [self.row(line, [rows[n] for n in olds], page) for line, olds in zip(lines, placed, strict=True)]
        self.letters.learn(p.text for row in out for p in row.options[0].parts if p.page == page)
        self.widths.learn(self.pairs)
        self.pairs = []
        return out

    def row(self, line: str, olds: Sequence[Row], page: int) -> Row:
        texts = [row for row in olds if row.options[0].parts]
        if not olds:
            return Row(line, [whole(line, page)])
        if not line.strip():
            return Row(line, [whole(line, page)])
        if len(olds) == 1 and olds[0].target == line:
            return Row(line, olds[0].options, olds[0].gap)
        found: list[Option] = []
        best_base = sum(row.options[0].cost for row in olds)
        combos = sorted(product(*(row.options for row in olds)), key=lambda c: sum(o.cost for o in c))
        for n, combo in enumerate(islice(combos, 6)):
            base = sum(option.cost for option in combo)
            if n and found and base - best_base > 8 and found[0].cost < 1e3:
                break
            found += self.solve(line, combo, page, base)
            found.sort(key=lambda o: o.cost)
        distinct: dict[tuple, Option] = {}
        for option in found:
            distinct.setdefault(tuple((p.page, p.text.strip()) for p in option.parts), option)
        found = list(distinct.values())[:6]
        if not found:
            found = [self.failed(line, combos[0], page)]
        low = found[0].cost
        gap = found[1].cost - low if len(found) > 1 else 99.0
        options = [replace(o, cost=o.cost - low) for o in found if o.cost - low < 12]
        self.stats.append((page, line, low - best_base, gap, options))
        options = [self.learn(o, not n) for n, o in enumerate(options)]
        return Row(line, options, gap)

    def solve(self, line: str, combo: Sequence[Option], page: int, base: float) -> list[Option]:
        parts = [(part, n) for n, option in enumerate(combo) for part in option.parts]
        spaces = [at if not n else -1 for n, option in enumerate(combo) for at in option.spaces]
        known = [known_of(part, n, self.breaks, self.widths) for part, n in parts]
        readings = unshuffle(line, known, spaces, self.letters, self.breaks, self.widths, 0.0, self.beam)
        return [self.option(line, [p for p, _ in parts], r, page, base) for r in readings]

    def option(self, line: str, parts: Sequence[Part], reading: Reading, page: int, base: float) -> Option:
        at: dict[int, list[int]] = {}
        for t, owner in enumerate(reading.owner):
            at.setdefault(owner, []).append(t)
        done = [replace(part, order=tuple(at[n])) for n, part in enumerate(parts)]
        new = at.get(NEW, [])
        if new:
            done.append(Part(page, "".join(line[t] for t in new), tuple(new)))
        return Option(tuple(done), tuple(at.get(FREE, ())), base + reading.cost)

    def failed(self, line, combo, page):
        rest = list(line)
        parts = [p for o in combo for p in o.parts]
        done = []
        from collections import Counter

        taken = [False] * len(line)
        for part in parts:
            t = 0
            order = []
            for ch in part.text:
                while t < len(line) and (taken[t] or line[t] != ch):
                    t += 1
                if t < len(line):
                    taken[t] = True
                    order.append(t)
                    t += 1
                else:
                    order.append(len(line) + len(order))
                    t = order[-2] + 1 if len(order) > 1 else 0
            done.append(replace(part, order=tuple(order)))
        new = [t for t in range(len(line)) if not taken[t]]
        text = "".join(line[t] for t in new)
        print("DEAD", repr(line), [p.text for p in parts])
        if text.strip():
            done.append(Part(page, text, tuple(new)))
        return Option(tuple(done), (), 1e6, True)

    def learn(self, option: Option, best: bool) -> Option:
        xs = [self.widths.edges(part.text, part.start) for part in option.parts]
        events = sorted((t, n, p) for n, part in enumerate(option.parts) for p, t in enumerate(part.order))
        before = None
        nxt = [0] * len(option.parts)
        facts = [dict(part.facts) for part in option.parts]
        last = -1
        for t, n, p in events:
            part = option.parts[n]
            if last != n:
                if best and before is not None and p:
                    self.pairs.append((before, part.text[:p]))
                before = part.text[:p]
            if p and p not in facts[n]:
                if last != n:
                    facts[n][p] = True
                    best and self.breaks.learn(part.text[p - 1 : p + 1], True)
                elif part.order[p] == part.order[p - 1] + 1:
                    x = xs[n][p]
                    if any(
                        nxt[m] < len(q.text) and xs[m][nxt[m]] < x - 0.8 - 0.02 * x
                        for m, q in enumerate(option.parts)
                        if m != n
                    ):
                        facts[n][p] = False
                        best and self.breaks.learn(part.text[p - 1 : p + 1], False)
            nxt[n] = p + 1
            last = n
        return replace(option, parts=tuple(replace(part, facts=f) for part, f in zip(option.parts, facts)))
