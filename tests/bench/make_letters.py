"""Write ``extract/overprint/letters-nl.json``: how often the commoner Dutch words occur in a treebank.

Usage: python tests/bench/make_letters.py train-core.conllu.xz
"""

from __future__ import annotations

import json
import lzma
import sys
from collections import Counter
from pathlib import Path

TARGET = Path(__file__).parents[2] / "extract" / "overprint" / "letters-nl.json"
SOURCE = (
    "Counts of words, numbers left out, in the training part of UD_Dutch-Alpino and part of "
    "UD_Dutch-LassySmall (Gosse Bouma and Gertjan van Noord; CC BY-SA 4.0); words that occur once are left out."
)


def counts(path: Path) -> Counter[str]:
    """How often each word occurs, in lower case."""
    found: Counter[str] = Counter()
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.split("\t")
            if len(fields) == 10 and fields[0].isdigit() and fields[3] not in ("PUNCT", "SYM", "NUM", "X"):
                word = fields[1].lower()
                if len(word) > 1 and word.replace("-", "").isalpha():
                    found[word] += 1
    return found


def main() -> None:
    """Count and write."""
    by_count: dict[int, list[str]] = {}
    for word, count in sorted(counts(Path(sys.argv[1])).items()):
        if count > 1:
            by_count.setdefault(count, []).append(word)
    words = {str(count): " ".join(by_count[count]) for count in sorted(by_count, reverse=True)}
    TARGET.write_text(json.dumps({"source": SOURCE, "words": words}, ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
