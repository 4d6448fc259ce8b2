"""The evaluation as tables in README.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

COLUMNS = ("TAG", "POS", "MORPH", "LEMMA", "UAS", "LAS", "SENT")
BEGIN, END = "<!-- evaluation: written by extract.model.evaluate -->", "<!-- end of evaluation -->"


def table(result: Mapping[str, Any]) -> str:
    """The Markdown tables of an evaluation.

    >>> print(table({"test": {"x": {"TAG": 94.04}}, "published nl_core_news_sm 3.8": {"TAG": 94.0}}).splitlines()[2])
    | x | 94.0 | | | | | | |
    """
    lines = ["| text | " + " | ".join(COLUMNS) + " |", "| --- |" + " ---: |" * len(COLUMNS)]
    rows = {**result["test"], "*published: nl_core_news_sm 3.8*": result["published nl_core_news_sm 3.8"]}
    for name, scores in rows.items():
        cells = [f" {scores[column]:.1f} |" if column in scores else " |" for column in COLUMNS]
        lines.append(f"| {name} |" + "".join(cells))
    if "names" in result:
        lines += ["", "| names | type | P | R | F |", "| --- | --- | ---: | ---: | ---: |"]
        for text, kinds in result["names"].items():
            lines += [f"| {text} | {kind} | {s['P']:.1f} | {s['R']:.1f} | {s['F']:.1f} |" for kind, s in kinds.items()]
    facts = [
        f"{result[key]:,} {text}" if isinstance(result[key], int) else f"{result[key]} {text}"
        for key, text in (
            ("words per second, one core", "words a second on one core"),
            ("megabytes", "megabytes on disk"),
        )
        if key in result
    ]
    return "\n".join([*lines, "", "; ".join(facts) + "."]) if facts else "\n".join(lines)


def insert(readme: str, tables: str) -> str:
    """The README with the tables between its two marks.

    Raises:
        ValueError: when a mark is missing.
    """
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"README.md has not both marks {BEGIN!r} and {END!r}; put them where the tables belong.")
    return f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}"
