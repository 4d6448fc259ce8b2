"""From letters to ``OUT``: the joint between reading and graph.

Letters are read one at a time and go straight into the store, so a corpus needs no more memory
than its graph. One unreadable letter never stops the others. What is written depends on the
letters alone: not on the order in which they were named, nor on what stood in ``OUT`` before.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from extract.reading import Finding, Reading, Ref
from extract.source import UnreadableLetter
from kg.background import Concepts, background_of, read_concepts, unlisted
from kg.check import Checker, check_store, context_of
from kg.export import write_gexf
from kg.graph import graph_of, renamed, title_of
from kg.iris import DEFAULT_BASE, Iris
from kg.reliability import read_bins
from kg.report import Section, Unread, counted, report, section_of
from kg.store import Store
from kg.vocab import PREFIXES

Read = Callable[[Path], Reading]
"""Reads one letter; raises ``extract.UnreadableLetter`` (a ValueError) or OSError where it cannot.

Any other exception is a fault of the program; it too costs that letter alone.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build gave: a section for each letter read, a reason for each input not read."""

    sections: tuple[Section, ...]
    unread: tuple[Unread, ...]
    statements: int


@dataclass(slots=True)
class _Work:
    read: Read
    iris: Iris
    concepts: Concepts
    checker: Checker
    store: Store
    least: float
    sections: dict[str, Section] = field(default_factory=dict)
    used: dict[str, set[str]] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def build(
    paths: Iterable[Path],
    out: Path,
    read: Read,
    base: str = DEFAULT_BASE,
    progress: Callable[[Iterable[Path]], Iterable[Path]] = iter,
    gazetteer: Path | None = None,
    min_confidence: float = 0.0,
) -> Outcome:
    """Read the letters and write ``graph.trig``, ``graph.gexf`` and ``report.md`` in ``out``.

    Where no letter could be read, only the report is written.

    Args:
        paths: the files to read, in any order.
        out: a folder, made where it does not exist.
        read: reads one file.
        base: the IRI under which entities, facts and documents live.
        progress: passes the paths on and may show how far the reading is.
        gazetteer: a file with names beside those that come with the project; ``read`` must know it too.
        min_confidence: facts that are less sure (0–1) are left out, and counted in the report.

    Raises:
        OSError: a file cannot be written.
        ValueError: the base is not an absolute IRI that ends in / or #.
    """
    iris = Iris(base)
    store = Store(prefixes=PREFIXES | iris.prefixes())
    concepts = read_concepts(gazetteers=() if gazetteer is None else (gazetteer,))
    work = _Work(read, iris, concepts, Checker(), store, min_confidence)
    _read_all(progress(sorted(set(paths))), work)
    used = set().union(*work.used.values())
    work.store.replace(iris.background, background_of(used, work.concepts, iris))
    out.mkdir(parents=True, exist_ok=True)
    if work.sections:
        store.save(out / "graph.trig")
        write_gexf(store, out / "graph.gexf")
    sections = tuple(work.sections[name] for name in sorted(work.sections))
    _write(out / "report.md", report(sections, work.unread, sorted(work.notes), read_bins()))
    return Outcome(sections, tuple(work.unread), len(store))


def _read_all(paths: Iterable[Path], work: _Work) -> None:
    """Read every file; letters that turn out to share an id are read again under ids of their own."""
    files: dict[str, dict[str, Path]] = {}
    for path in paths:
        reading = _read_one(path, work)
        if reading is None:
            continue
        letter = reading.letter
        same = files.setdefault(letter.id, {})
        if letter.sha256 in same:
            first = same[letter.sha256]
            work.notes.append(f"{path} has the same bytes as {first}; the letter stands in the graph once.")
            continue
        same[letter.sha256] = path
        _add(path, reading, work)
    for identifier, same in sorted(files.items()):
        if len(same) > 1:
            _forget(identifier, work)
            names = ", ".join(str(path) for path in sorted(same.values()))
            work.notes.append(f"{names} call themselves {identifier}; each id got the start of the file's sha256.")
            for sha256, path in sorted(same.items()):
                again = _read_one(path, work)
                if again is not None:
                    _add(path, renamed(again, f"{identifier}-{sha256[:8]}"), work)


def _read_one(path: Path, work: _Work) -> Reading | None:
    """Read one letter; where that fails, even by a fault of the program, say so and let the others go on."""
    try:
        return work.read(path)
    except (UnreadableLetter, OSError) as error:
        work.unread.append(Unread(str(path), str(error)))
    except Exception as error:
        work.unread.append(Unread(str(path), _fault(error, "reading it")))
    return None


def _fault(error: Exception, doing: str) -> str:
    """A fault of the program in words: what one can do about it, what happened, and where in the code.

    >>> _fault(KeyError("maand"), "reading it").partition("report: ")[2]
    "KeyError: 'maand'"
    """
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return (
        f"the program failed in {doing}; the other letters are not touched. Try the letter in another form "
        f"(its text saved as .txt, say), and report: {type(error).__name__}: {error}{where}"
    )


def _add(path: Path, reading: Reading, work: _Work) -> None:
    """Put one letter in the store, with what the shapes say of it in the report."""
    reading = _with_own_names(reading, work.concepts)
    facts = tuple(fact for fact in reading.facts if fact.confidence >= work.least)
    left_out = len(reading.facts) - len(facts)
    reading = replace(reading, facts=facts)
    try:
        graph = graph_of(reading, work.iris)
        violations = work.checker.check(graph.triples, context_of(reading, work.iris))
    except ValueError as error:
        work.unread.append(Unread(str(path), f"its graph cannot be made: {error}"))
        return
    except Exception as error:
        work.unread.append(Unread(str(path), _fault(error, "making its graph")))
        return
    identifier = reading.letter.id
    work.store.replace(graph.name, graph.triples)
    work.sections[identifier] = section_of(reading, violations, left_out)
    work.used[identifier] = _ids(reading)


def _forget(identifier: str, work: _Work) -> None:
    work.store.remove(work.iris.graph(identifier))
    work.sections.pop(identifier, None)
    work.used.pop(identifier, None)


def _with_own_names(reading: Reading, concepts: Concepts) -> Reading:
    """Let entities that the gazetteer turns out not to list bring their names themselves."""
    missing = set(unlisted((entity.id for entity in reading.entities if entity.listed), concepts))
    missing.discard(reading.letter.id)
    if not missing:
        return reading
    findings = tuple(
        Finding("warning", f"The gazetteer does not list {identifier}; its names were taken from the letter.")
        for identifier in sorted(missing)
    )
    entities = tuple(replace(e, listed=False) if e.id in missing else e for e in reading.entities)
    return replace(reading, entities=entities, findings=reading.findings + findings)


def _ids(reading: Reading) -> set[str]:
    ids = {entity.id for entity in reading.entities} | {mention.entity for mention in reading.mentions}
    return ids | {role.value.id for fact in reading.facts for role in fact.roles if isinstance(role.value, Ref)}


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def check(store: Store) -> tuple[int, list[str]]:
    """How many named graphs a store has, and each fault that the shapes find in them, with its graph."""
    found = list(check_store(store, Checker()))
    return len(found), [f"{name}: {finding.message}" for name, findings in found for finding in findings]


def summary(outcome: Outcome) -> str:
    """What a build read, for the terminal: a line for each letter and one for the whole."""
    lines = [
        f"{title_of(s.letter)} ({s.letter.name}): {counted(s.mentions, 'mention')} of "
        f"{counted(s.entities, 'entity', 'entities')}, {counted(s.facts, 'fact')}{_fewer(s)}, "
        f"{counted(s.warnings, 'warning')}"
        for s in outcome.sections
    ]
    letters, statements = counted(len(outcome.sections), "letter"), counted(outcome.statements, "statement")
    return "\n".join([*lines, f"{letters}, {statements}"])


def _fewer(section: Section) -> str:
    return f" ({section.left_out} not sure enough left out)" if section.left_out else ""
