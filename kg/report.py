"""``report.md``: for a person, what was read from each letter and what was not.

Pure: values in, Markdown out. Every finding and every gap (a sentence that seems to
tell a fact but gave none) is given with its page
and the letter's own words, so that one can go and look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from extract.reading import Entity, Fact, Finding, Gap, Letter, Modality, Reading, Ref, Role, When
from kg.graph import title_of
from kg.iris import decimal_text
from kg.reliability import Bin, plotted
from kg.vocab import ENTITY_KINDS, FACT_KINDS

_LONGEST = 300
_ABOUT_BINS = (
    "The confidence of a fact is the chance that all it says is right. Beside the facts of these letters stands what",
    "it was worth on the sample letters, each predicted without it: what was said, and what share was right (all of",
    "the fact, and its core). The program was made with those letters at hand, so on others expect a little less.",
)


@dataclass(frozen=True, slots=True)
class Section:
    """What the report says of one letter, with the counts for the summary at its top."""

    letter: Letter
    entities: int
    mentions: int
    facts: int
    warnings: int
    gaps: int
    confidences: tuple[float, ...]
    left_out: int
    text: str


@dataclass(frozen=True, slots=True)
class Unread:
    """An input that gave no graph: its file and the reason."""

    name: str
    reason: str

    def line(self) -> str:
        """File and reason in one line; the reason may name the file itself."""
        return self.reason if self.reason.startswith(self.name) else f"{self.name}: {self.reason}"


def counted(number: int, one: str, more: str = "") -> str:
    """A number of things in words; ``more`` is the plural where it is not ``one`` with an s.

    >>> counted(1, "letter"), counted(3, "letter"), counted(0, "entity", "entities")
    ('1 letter', '3 letters', '0 entities')
    """
    return f"{number} {one if number == 1 else more or one + 's'}"


def section_of(reading: Reading, violations: Sequence[Finding] = (), left_out: int = 0) -> Section:
    """The report's part about one letter.

    ``violations`` are what the shapes found; ``left_out`` facts were not sure enough to be kept.
    """
    fewer = [f"{counted(left_out, 'fact')} not sure enough left out.", ""] if left_out else []
    labels = {entity.id: entity.label for entity in reading.entities} | {reading.letter.id: "this letter"}
    new = [entity for entity in reading.entities if not entity.listed and entity.id != reading.letter.id]
    parts = (
        _head(reading.letter),
        _block("Entities", _entities(reading)),
        _block("Facts", (*fewer, *_fact_counts(reading.facts), *_facts(reading.facts, labels))),
        _block("Findings", map(_finding, sorted(reading.findings, key=_place))),
        _block("Statements that break the shapes", map(_finding, sorted(violations, key=_place))),
        _block("Sentences that seem to tell a fact but gave none", map(_gap, reading.gaps)),
        _block("Entities read that no list holds", _new(new, reading)),
    )
    return Section(
        letter=reading.letter,
        entities=len(reading.entities),
        mentions=len(reading.mentions),
        facts=len(reading.facts),
        warnings=sum(finding.level != "note" for finding in (*reading.findings, *violations)),
        gaps=len(reading.gaps),
        confidences=tuple(fact.confidence for fact in reading.facts),
        left_out=left_out,
        text="\n".join(line for part in parts for line in part),
    )


def report(
    sections: Iterable[Section], unread: Iterable[Unread] = (), notes: Iterable[str] = (), bins: Sequence[Bin] = ()
) -> str:
    """The whole report: a table of the letters, what could not be read, then letter by letter.

    ``bins`` say what the confidence of a fact has been worth.
    """
    letters = sorted(sections, key=lambda section: section.letter.id)
    failed = sorted(unread, key=lambda item: (item.name, item.reason))
    lines = ["# What was read", ""]
    lines += [f"{counted(len(letters), 'letter')} read, {counted(len(failed), 'input')} not read.", ""]
    if letters:
        lines += ["| letter | file | entities | mentions | facts | warnings | gaps |"]
        lines += ["| --- | --- | ---: | ---: | ---: | ---: | ---: |"]
        for s in letters:
            counts = (s.entities, s.mentions, s.facts, s.warnings, s.gaps)
            lines.append(f"| {_cell(title_of(s.letter))} | {_cell(s.letter.name)} | {' | '.join(map(str, counts))} |")
        lines.append("")
    lines += _block("Inputs not read", (f"- {_line(item.line())}" for item in failed))
    if letters and bins:
        confidences = [confidence for section in letters for confidence in section.confidences]
        lines += _block("How sure the facts are", (*_ABOUT_BINS, "", *plotted(bins, confidences)))
    lines += _block("Notes on the whole", (f"- {_line(note)}" for note in notes))
    for section in letters:
        lines += [section.text]
    return "\n".join(lines).rstrip("\n") + "\n"


def _block(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return [f"### {title}", "", *found, ""] if found else []


def _head(letter: Letter) -> list[str]:
    rows = (
        ("file", f"`{letter.name}`"),
        ("pages", str(letter.pages)),
        ("sha256", f"`{letter.sha256}`"),
        ("identifiers", "; ".join(letter.identifiers)),
        ("issued", letter.issued or ""),
        ("sender", letter.sender or ""),
        ("addressee", letter.addressee or ""),
    )
    known = [f"- {name}: {_line(text)}" for name, text in rows if text]
    return [f"## {_line(title_of(letter))}", "", *known, ""]


def _entities(reading: Reading) -> Iterator[str]:
    mentions = Counter(mention.entity for mention in reading.mentions)
    if reading.entities:
        yield "| class | entities | mentions | most mentioned |"
        yield "| --- | ---: | ---: | --- |"
    for kind in ENTITY_KINDS:
        of_kind = [entity for entity in reading.entities if entity.kind == kind]
        of_kind.sort(key=lambda e: (-mentions[e.id], e.label, e.id))
        if of_kind:
            top = ", ".join(f"{_cell(e.label)} ({mentions[e.id]})" for e in of_kind[:8])
            yield f"| {kind} | {len(of_kind)} | {sum(mentions[e.id] for e in of_kind)} | {top} |"


def _fact_counts(facts: Sequence[Fact]) -> Iterator[str]:
    modalities = get_args(Modality)
    counts = Counter((fact.kind, fact.modality) for fact in facts)
    if facts:
        yield f"| class | {' | '.join(modalities)} |"
        yield f"| --- |{' ---: |' * len(modalities)}"
    for kind in FACT_KINDS:
        row = [counts[kind, modality] for modality in modalities]  # type: ignore[index]  # a fact kind by its name
        if any(row):
            yield f"| {kind} | {' | '.join(str(n) if n else '' for n in row)} |"
    if facts:
        yield ""


def _facts(facts: Iterable[Fact], labels: dict[str, str]) -> Iterator[str]:
    for fact in sorted(facts, key=_fact_place):
        roles = "; ".join(f"{role.name} {_value(role, labels)}" for role in fact.roles)
        page, quote = (fact.passages[0].page, fact.passages[0].quote) if fact.passages else (0, "")
        yield f"- **{fact.kind}** ({fact.modality}) {_line(roles)}  "
        yield f"  page {page}: “{_line(quote)}” ({fact.rule}, {fact.confidence:.2f})"


def _value(role: Role, labels: dict[str, str]) -> str:
    value = role.value
    if isinstance(value, Ref):
        text = labels.get(value.id, value.id)
    elif isinstance(value, When):
        text = value.iso
    elif isinstance(value, str):
        text = f"“{value}”"
    else:
        text = str(value) if isinstance(value, int) else decimal_text(value)
    return f"{text} (inherited)" if role.inherited else text


def _finding(finding: Finding) -> str:
    where = f" (page {finding.span.page}: “{_line(finding.span.anchor)}”)" if finding.span else ""
    return f"- {finding.level}: {_line(finding.message)}{where}"


def _gap(gap: Gap) -> str:
    return f"- page {gap.passage.page} ({', '.join(gap.signs)}): “{_line(gap.passage.quote)}”"


def _new(entities: Iterable[Entity], reading: Reading) -> Iterator[str]:
    for entity in sorted(entities, key=lambda e: (e.kind, e.label, e.id)):
        first = min((m.span for m in reading.mentions if m.entity == entity.id), default=None)
        where = f" (page {first.page}: “{_line(first.anchor)}”)" if first else ""
        yield f"- {entity.kind}: {_line(entity.label)}{where}"


def _place(finding: Finding) -> tuple[int, int, str]:
    return (finding.span.start, finding.span.end, finding.message) if finding.span else (-1, -1, finding.message)


def _fact_place(fact: Fact) -> tuple[int, int, str]:
    first = min(fact.passages, default=None)
    return (FACT_KINDS.index(fact.kind), first.start if first else -1, repr(fact.roles))


def _line(text: str) -> str:
    """One line that Markdown shows as it stands, cut where it grows too long.

    >>> _line("een  zin\\nmet *sterren*")
    'een zin met \\\\*sterren\\\\*'
    """
    flat = " ".join(text.split())
    if len(flat) > _LONGEST:
        flat = flat[: _LONGEST - 1].rstrip() + "…"
    return re.sub(r"([*_<\[\]])", r"\\\1", flat) if not flat.startswith("`") else flat


def _cell(text: str) -> str:
    return _line(text).replace("|", "\\|")
