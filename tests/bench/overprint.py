"""How well overprinted pages are recovered: each page against the same page printed alone.

Usage: python tests/bench/overprint.py OVERPRINTED.txt CLEAN.txt

Both files part their pages by an empty line. White space is made uniform before comparing.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from pathlib import Path

from extract.overprint import recover


def words_f1(found: list[str], true: list[str]) -> float:
    """The harmonic mean of precision and recall of words as a multiset."""
    return 2 * (Counter(found) & Counter(true)).total() / max(1, len(found) + len(true))


def distance(one: str, two: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(two) + 1))
    for n, a in enumerate(one, 1):
        last, row[0] = row[0], n
        for m, b in enumerate(two, 1):
            last, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, last + (a != b))
    return row[-1]


def numbers(words: list[str]) -> Counter[str]:
    """The words with a figure in them."""
    return Counter(word for word in words if re.search(r"\d", word))


def names(words: list[str]) -> Counter[str]:
    """The words with a capital that do not begin a sentence."""
    pairs = zip([".", *words], words, strict=False)
    return Counter(word for before, word in pairs if word[:1].isupper() and before[-1] not in ".!?:")


def main() -> int:
    """Print a table; 1 if a page falls short."""
    text = Path(sys.argv[1]).read_text("utf-8")
    clean = [block for block in Path(sys.argv[2]).read_text("utf-8").split("\n\n") if block.strip()]
    begin = time.perf_counter(), time.process_time()
    done = recover(text)
    took = time.perf_counter() - begin[0], time.process_time() - begin[1]
    if done is None:
        print("no overprint found")
        return 1
    print("page  characters  words F1  numbers  names    lines exact  wrong lines flagged")
    short = 0
    totals = Counter[str]()
    for n, (page, true) in enumerate(zip(done.pages, clean, strict=True), 1):
        found, wanted = page.text.split(), true.split()
        accuracy = 1 - distance(" ".join(found), " ".join(wanted)) / len(" ".join(wanted))
        f1 = words_f1(found, wanted)
        lines = [" ".join(line.split()) for line in page.text.splitlines()]
        right = {" ".join(line.split()) for line in true.splitlines()}
        wrong = [k for k, line in enumerate(lines, 1) if line and line not in right]
        number, name = ((find(found) & find(wanted)).total() for find in (numbers, names))
        all_ = numbers(wanted), names(wanted)
        exact = sum(bool(line) for line in lines) - len(wrong)
        caught = len(set(wrong) & set(page.uncertain))
        print(
            f"{n:4}  {accuracy:10.4f}  {f1:8.4f}  {number:3}/{all_[0].total():<3}  {name:3}/{all_[1].total():<3}  "
            f"{exact:4}/{sum(bool(line.split()) for line in true.splitlines()):<6}  {caught} of {len(wrong)}"
        )
        totals.update(name=name, names=all_[1].total(), flags=len(page.uncertain), wrong=len(wrong))
        short += accuracy < 0.9985 or f1 < 0.99 or number < all_[0].total()
        if "-v" in sys.argv:
            for k in wrong:
                print("      ", "flagged" if k in page.uncertain else "       ", lines[k - 1])
    print(done.finding)
    print(f"names {totals['name'] / totals['names']:.4f}; {took[0]:.1f} s on the clock, {took[1]:.1f} s of processor")
    return int(short > 0 or totals["name"] < 0.995 * totals["names"])


if __name__ == "__main__":
    sys.exit(main())
