"""A build depends on its letters alone, and one bad letter never stops the others."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Dataset, Literal, URIRef
from readings import ENTITIES, FACTS, TEXT, fact, passage, reading, role, span

import kg
from extract.reading import Entity, Finding, Reading, Ref
from extract.source import UnreadableLetter
from kg.build import Outcome, build, check, summary
from kg.iris import DEFAULT_BASE, Iris
from kg.store import Store
from kg.vocab import BG

MADE = ("graph.gexf", "graph.trig", "report.md")


def read(path: Path) -> Reading:
    """The hand-made reading, under an id that the first line of the file may give."""
    text = path.read_text(encoding="utf-8")
    if not text:
        raise UnreadableLetter(f"{path}: the file is empty.")
    first = text.splitlines()[0]
    identifier = first.removeprefix("id ") if first.startswith("id ") else f"document/{path.stem}"
    facts = FACTS[:3] if "short" in text else FACTS
    return reading(identifier, path.name, facts, seed=text)


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    for name in ("een", "twee", "drie"):
        (folder / f"{name}.txt").write_text(f"{name}\n{TEXT}", encoding="utf-8")
    return folder


def built(paths: Iterable[Path], out: Path, base: str = DEFAULT_BASE) -> Outcome:
    return build(paths, out, read, base)


def digests(out: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())}


def blocks(out: Path) -> dict[URIRef, bytes]:
    store = Store.load(out / "graph.trig")
    return {name: store.block(name) for name in store.graphs()}


def test_a_build_writes_a_graph_per_letter_the_background_and_a_report(letters: Path, tmp_path: Path) -> None:
    outcome = built(letters.iterdir(), tmp_path / "out")
    assert tuple(sorted(path.name for path in (tmp_path / "out").iterdir())) == MADE
    store = Store.load(tmp_path / "out/graph.trig")
    iris = Iris()
    assert store.graphs() == sorted([iris.background, *(iris.graph(f"document/{n}") for n in ("een", "twee", "drie"))])
    assert len(store) == outcome.statements
    assert [section.letter.name for section in outcome.sections] == ["drie.txt", "een.txt", "twee.txt"]
    assert outcome.unread == ()
    assert check(store) == (4, [])
    assert summary(outcome).endswith(f"3 letters, {outcome.statements} statements")


def test_the_background_names_what_the_letters_use_and_no_more(letters: Path, tmp_path: Path) -> None:
    built(letters.iterdir(), tmp_path / "out")
    store = Store.load(tmp_path / "out/graph.trig")
    background = list(store.triples(Iris().background))
    countries = {str(s)[-2:] for s, p, o in background if p == RDF.type and o == BG.Country}
    assert countries == {"NL", "BE", "DE"}
    assert (URIRef(DEFAULT_BASE + "country/DE"), RDFS.label, Literal("Duitsland", lang="nl")) in background


def test_two_builds_give_the_same_bytes_whatever_the_order(letters: Path, tmp_path: Path) -> None:
    paths = sorted(letters.iterdir())
    built(paths, tmp_path / "one")
    built([*reversed(paths), paths[0]], tmp_path / "two")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_a_changed_letter_leaves_the_graphs_of_the_others_as_they_were(letters: Path, tmp_path: Path) -> None:
    built(letters.iterdir(), tmp_path / "out")
    before = blocks(tmp_path / "out")
    (letters / "twee.txt").write_text("short", encoding="utf-8")
    built(letters.iterdir(), tmp_path / "out")
    after = blocks(tmp_path / "out")
    assert {name for name in before if before[name] != after[name]} == {Iris().graph("document/twee")}


def test_a_letter_gives_the_same_graph_alone_as_among_others(letters: Path, tmp_path: Path) -> None:
    built(letters.iterdir(), tmp_path / "all")
    built([letters / "een.txt"], tmp_path / "one")
    name = Iris().graph("document/een")
    assert blocks(tmp_path / "all")[name] == blocks(tmp_path / "one")[name]


def test_one_unreadable_letter_stops_nothing_and_is_reported(letters: Path, tmp_path: Path) -> None:
    (letters / "leeg.txt").write_text("")
    outcome = built([*letters.iterdir(), letters / "weg.txt"], tmp_path / "out")
    assert len(outcome.sections) == 3
    assert len(outcome.unread) == 2
    report = (tmp_path / "out/report.md").read_text(encoding="utf-8")
    assert "3 letters read, 2 inputs not read." in report
    assert "leeg.txt: the file is empty." in report
    assert "weg.txt" in report


def test_where_nothing_can_be_read_only_the_report_is_written(tmp_path: Path) -> None:
    outcome = built([tmp_path / "weg.txt"], tmp_path / "out")
    assert outcome.sections == ()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["report.md"]


def test_a_letter_whose_graph_cannot_be_made_is_reported(letters: Path, tmp_path: Path) -> None:
    def odd(path: Path) -> Reading:
        wrong = fact("Leadership", role("laeder", Ref("country/NL"), "Nederland"), quoted=passage("Ook 37", "aan."))
        return replace(read(path), facts=(wrong,)) if path.stem == "een" else read(path)

    outcome = build(letters.iterdir(), tmp_path / "out", odd)
    assert len(outcome.sections) == 2
    assert "'laeder', which the ontology does not know" in outcome.unread[0].reason


def test_a_fault_of_the_program_costs_one_letter_only(letters: Path, tmp_path: Path) -> None:
    def stumbling(path: Path) -> Reading:
        return read(path) if path.stem != "twee" else {}["maand"]  # type: ignore[return-value]

    outcome = build(letters.iterdir(), tmp_path / "out", stumbling)
    assert [section.letter.name for section in outcome.sections] == ["drie.txt", "een.txt"]
    [told] = outcome.unread
    assert told.name.endswith("twee.txt")
    assert "failed in reading it; the other letters are not touched. Try the letter in another form" in told.reason
    assert re.search(r"report: KeyError: 'maand' at test_build\.py, line \d+$", told.reason)
    assert "twee.txt: the program failed in reading it;" in (tmp_path / "out/report.md").read_text(encoding="utf-8")
    assert check(Store.load(tmp_path / "out/graph.trig")) == (3, [])


def test_a_fault_in_making_a_graph_costs_one_letter_only(letters: Path, tmp_path: Path) -> None:
    def broken(path: Path) -> Reading:
        told = read(path)
        return replace(told, mentions=(None,)) if path.stem == "twee" else told  # type: ignore[arg-type]

    outcome = build(letters.iterdir(), tmp_path / "out", broken)
    assert len(outcome.sections) == 2
    assert "the program failed in making its graph; " in outcome.unread[0].reason


def test_letters_with_one_id_get_each_their_own_whatever_the_order(letters: Path, tmp_path: Path) -> None:
    for name in ("een", "twee"):
        (letters / f"{name}.txt").write_text(f"id document/zelfde\n{name}", encoding="utf-8")
    paths = sorted(letters.iterdir())
    outcome = built(paths, tmp_path / "one")
    ids = [section.letter.id for section in outcome.sections]
    digest = {name: hashlib.sha256((letters / f"{name}.txt").read_bytes()).hexdigest()[:8] for name in ("een", "twee")}
    assert ids == ["document/drie", *sorted(f"document/zelfde-{d}" for d in digest.values())]
    built(paths[::-1], tmp_path / "two")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert check(Store.load(tmp_path / "one/graph.trig")) == (4, [])
    assert "call themselves document/zelfde" in (tmp_path / "one/report.md").read_text(encoding="utf-8")


def test_the_same_letter_twice_stands_in_the_graph_once(letters: Path, tmp_path: Path) -> None:
    same = "id document/zelfde\nbrief"
    for name in ("een", "twee"):
        (letters / f"{name}.txt").write_text(same, encoding="utf-8")
    outcome = built(letters.iterdir(), tmp_path / "out")
    assert [section.letter.id for section in outcome.sections] == ["document/drie", "document/zelfde"]
    assert "has the same bytes as" in (tmp_path / "out/report.md").read_text(encoding="utf-8")


def test_what_the_gazetteer_does_not_list_brings_its_own_name(letters: Path, tmp_path: Path) -> None:
    def unlisted(path: Path) -> Reading:
        return replace(read(path), entities=tuple(replace(e, listed=True) for e in ENTITIES))

    outcome = build([letters / "een.txt"], tmp_path / "out", unlisted)
    store = Store.load(tmp_path / "out/graph.trig")
    assert check(store) == (2, [])
    assert store.ask('ASK { mission:zonnewende rdfs:label "Zonnewende"@nl }')
    assert "The gazetteer does not list mission/zonnewende" in outcome.sections[0].text


def test_a_violation_is_a_finding_in_the_report_with_its_sentence(letters: Path, tmp_path: Path) -> None:
    def wrong(path: Path) -> Reading:
        lonely = replace(FACTS[1], roles=FACTS[1].roles[1:])
        return replace(read(path), facts=(lonely,))

    outcome = build([letters / "een.txt"], tmp_path / "out", wrong)
    text = outcome.sections[0].text
    assert "### Statements that break the shapes" in text
    assert "Cooperation has two or more partners" in text
    assert FACTS[1].passages[0].quote in text
    graphs, faults = check(Store.load(tmp_path / "out/graph.trig"))
    assert graphs == 2
    assert len(faults) == 1
    assert faults[0].startswith(DEFAULT_BASE + "graph/een: bg:Cooperation ")


def test_the_report_says_what_was_read_and_what_was_not(letters: Path, tmp_path: Path) -> None:
    text = built([letters / "een.txt"], tmp_path / "out").sections[0].text
    assert text.startswith("## Waarnemers en brugleggers")
    assert "- identifiers: AB/2031/0007" in text
    assert "| Country | 3 | 7 | Nederland (3), België (2), Duitsland (2) |" in text
    assert "| AgreementStatus | 2 |  |  |  |  |" in text
    assert "| Cooperation | 1 |  | 1 |  |  |" in text
    assert "- warning: “het” may stand for two things; linked to neither. (page 1: “het bbp”)" in text
    assert (
        "### Sentences that seem to tell a fact but gave none\n\n- page 1 (number): “Ook 37 tenten kwamen aan.”" in text
    )
    assert "- Document: Kamerstuk 99 100, nr. 7 (page 2: “Kamerstuk 99 100, nr. 7”)" in text
    assert "partner België; partner Nederland; topic “onderhoud van brugleggers”; year 2031 (inherited)" in text


def test_findings_stand_in_the_order_of_the_letter(letters: Path, tmp_path: Path) -> None:
    def found(path: Path) -> Reading:
        late, early = Finding("note", "late", span("meer")), Finding("note", "early", span("Nederland"))
        return replace(read(path), findings=(late, early, Finding("error", "nowhere")))

    text = build([letters / "een.txt"], tmp_path / "out", found).sections[0].text
    assert text.index("nowhere") < text.index("early") < text.index("late")


def test_a_base_of_ones_own_is_used_throughout(letters: Path, tmp_path: Path) -> None:
    built(letters.iterdir(), tmp_path / "out", "https://example.org/kb/")
    graph = Dataset(default_union=True).parse(tmp_path / "out/graph.trig")
    assert not [term for quad in graph.quads() for term in quad if str(term).startswith(DEFAULT_BASE)]
    assert DEFAULT_BASE not in (tmp_path / "out/graph.gexf").read_text(encoding="utf-8")


def test_a_base_that_is_no_iri_is_refused_before_anything_is_read(letters: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="must be absolute"):
        built(letters.iterdir(), tmp_path / "out", "kb")
    assert not (tmp_path / "out").exists()


def test_progress_sees_every_letter_once(letters: Path, tmp_path: Path) -> None:
    seen: list[str] = []

    def watched(paths: Iterable[Path]) -> Iterator[Path]:
        for path in paths:
            seen.append(path.name)
            yield path

    build([*letters.iterdir(), *letters.iterdir()], tmp_path / "out", read, progress=watched)
    assert seen == ["drie.txt", "een.txt", "twee.txt"]


def test_a_letter_that_names_another_letter_is_tied_to_it(letters: Path, tmp_path: Path) -> None:
    def citing(path: Path) -> Reading:
        other = Entity("document/twee", "Document", "brief twee", listed=False)
        cites = fact("Citation", role("cited", Ref(other.id), "Kamerstuk"), quoted=passage("In Kamerstuk", "meer."))
        told = read(path)
        return replace(told, entities=(*told.entities, other), facts=(cites,)) if path.stem == "een" else told

    build(letters.iterdir(), tmp_path / "out", citing)
    store = Store.load(tmp_path / "out/graph.trig")
    assert store.ask("ASK { document:een dcterms:references ?other . ?other bg:sha256 ?sum }")
    assert check(store) == (4, [])


def test_the_bytes_do_not_depend_on_the_order_of_hashes(letters: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from test_build import built;"
        "built(Path(sys.argv[1]).iterdir(), Path(sys.argv[2]))"
    )
    found = []
    for seed in ("1", "2"):
        place = {"PYTHONHASHSEED": seed, "PYTHONPATH": f"{Path(__file__).parent}:{Path(kg.__file__).parents[1]}"}
        arguments = [sys.executable, "-c", code, str(letters), str(tmp_path / seed)]
        subprocess.run(arguments, check=True, env={**os.environ, **place})
        found.append(digests(tmp_path / seed))
    assert found[0] == found[1]
