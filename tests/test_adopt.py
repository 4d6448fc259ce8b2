"""Names read but not listed go into a gazetteer of one's own, which later builds read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from readings import MENTIONS, TEXT, reading, span

import extract
from extract.annotate.names import LetterNames, find_names
from extract.knowledge import KnowledgeError, load_knowledge, packaged_files, read_knowledge
from extract.reading import Entity, Mention, Reading
from kg.adopt import HEADER, Candidate, adopt, candidates, entries
from kg.build import build
from kg.cli import main
from kg.store import Store, StoreError

NEW = (
    Entity("exercise/x-brugleggers", "Exercise", "Brugleggers", ("Brugleggers", "Brugleggers 2031"), listed=False),
    Entity("organisation/x-navo", "Organisation", "NAVO", listed=False),
    Entity("place/x-rivierenburg", "Place", "Rivierenburg", listed=False),
)
SEEN = (
    Mention("exercise/x-brugleggers", span("brugleggers"), 0.8, "naam na 'oefening'"),
    Mention("organisation/x-navo", span("tenten"), 0.8, "naam na 'de'"),
    Mention("place/x-rivierenburg", span("Rivierenburg"), 0.6, "naam na 'in'"),
)


def read(path: Path, nlp: object = None, gazetteer: Path | None = None) -> Reading:
    made = reading(f"document/{path.stem}", path.name, seed=path.name)
    listed = load_knowledge(gazetteer).concepts if gazetteer is not None else {}
    entities = tuple(replace(entity, listed=entity.id in listed) for entity in NEW)
    return replace(made, entities=(*made.entities, *entities), mentions=(*MENTIONS, *SEEN))


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "brief.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def store(letter: Path, tmp_path: Path) -> Store:
    build([letter], tmp_path / "out", read)
    return Store.load(tmp_path / "out" / "graph.trig")


def test_the_candidates_are_the_names_from_the_letters_own_words(store: Store) -> None:
    found = candidates(store)
    assert [(c.id, c.kind, c.label) for c in found] == [
        ("organisation/x-navo", "Organisation", "NAVO"),
        ("exercise/x-brugleggers", "Exercise", "Brugleggers"),
        ("place/x-rivierenburg", "Place", "Rivierenburg"),
    ]
    assert found[1].names[0] == "Brugleggers"
    assert "Brugleggers 2031" in found[1].names
    assert found[1].seen == ["Waarnemers en brugleggers, page 1: “brugleggers”"]


def test_a_name_that_another_concept_bears_is_passed_over_with_its_reason(store: Store, tmp_path: Path) -> None:
    done = adopt(store, tmp_path / "own.ttl")
    assert done.written == 2
    assert len(done.passed_over) == 1
    assert done.passed_over[0].startswith("Organisation 'NAVO' is a name of organisation/")
    assert "x-navo" not in (tmp_path / "own.ttl").read_text(encoding="utf-8")


def test_adopted_names_are_read_as_listed(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    adopt(store, path)
    knowledge = load_knowledge(path)
    found = find_names("Wij zagen Brugleggers 2031 en daarna Rivierenburg.", knowledge, LetterNames())
    assert [(n.text, n.kind, n.candidates) for n in found] == [
        ("Brugleggers 2031", "Exercise", ("exercise/x-brugleggers",)),
        ("Rivierenburg", "Place", ("place/x-rivierenburg",)),
    ]


def test_what_a_person_wrote_is_never_changed_and_nothing_comes_twice(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    mine = HEADER + (
        '\n# mine\n<exercise/x-brugleggers> a bg:Exercise ; skos:prefLabel "Grote Brug"@nl ;\n'
        '    skos:altLabel "Brugleggers"@nl .\n'
    )
    path.write_text(mine, encoding="utf-8")
    assert adopt(store, path).written == 1
    after = path.read_text(encoding="utf-8")
    assert after.startswith(mine.rstrip("\n"))
    assert after.count("x-brugleggers") == 1
    assert adopt(store, path).written == 0
    assert path.read_text(encoding="utf-8") == after


def test_the_next_build_reads_the_file_beside_the_packaged_names(letter: Path, store: Store, tmp_path: Path) -> None:
    path, out = tmp_path / "own.ttl", tmp_path / "again"
    adopt(store, path)
    build([letter], out, lambda p: read(p, gazetteer=path), gazetteer=path)
    report = (out / "report.md").read_text(encoding="utf-8")
    new = report.partition("### Entities read that no list holds")[2]
    assert "Brugleggers" not in new
    assert "Zonnewende" in new
    again = Store.load(out / "graph.trig")
    assert again.ask("ASK { ?e skos:prefLabel 'Brugleggers'@nl ; skos:altLabel 'Brugleggers 2031'@nl }")


def test_a_faulty_file_is_told_with_its_name_and_the_way_out(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(HEADER + '<exercise/een> a bg:Oefening ; skos:prefLabel "Een"@nl .', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"own\.ttl: exercise/een: unknown class bg:Oefening; use one of"):
        load_knowledge(path)
    path.write_text(HEADER + "<exercise/een> a", encoding="utf-8")
    with pytest.raises(StoreError, match=r"own\.ttl is not valid Turtle"):
        adopt(store, path)


def test_a_name_given_to_two_concepts_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(HEADER + '<organisation/mijn> a bg:Organisation ; skos:prefLabel "NAVO"@nl .', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"'NAVO' names 2 concepts: .*organisation/mijn"):
        load_knowledge(path)


def test_the_command_line(letter: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*arguments: object) -> tuple[int, str]:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
        return result.exit_code, result.output

    monkeypatch.setattr(extract, "read_letter", read)
    monkeypatch.setattr(extract, "load_pipeline", lambda model: None)
    path = tmp_path / "own.ttl"
    code, told = run("adopt", tmp_path / "out", "-o", path)
    assert code == 0
    assert f"Written: {path} (2 new names)" in told
    assert "Passed over: Organisation 'NAVO'" in told
    assert run("build", letter, "-o", tmp_path / "second", "--gazetteer", path)[0] == 0
    code, told = run("build", letter, "-o", tmp_path / "third", "--gazetteer", tmp_path / "none.ttl")
    assert code == 2
    assert "none.ttl" in told
    path.write_text("<<", encoding="utf-8")
    code, told = run("build", letter, "-o", tmp_path / "third", "--gazetteer", path)
    assert code == 1
    assert "own.ttl" in told
    assert run("adopt", tmp_path / "out")[0] == 0
    assert (tmp_path / "out" / "adopted.ttl").is_file()


@given(st.lists(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1), min_size=1))
def test_any_name_gives_a_file_that_can_be_read(names: list[str]) -> None:
    labels = [" ".join(name.split()) for name in names if name.strip()]
    if not labels:
        return
    text = HEADER + entries([Candidate("exercise/x-een", "Exercise", labels[0], labels[1:], ["een\nbrief"])])
    knowledge, faults = read_knowledge({"own.ttl": text.encode()})
    assert faults == []
    assert knowledge.concepts["exercise/x-een"].label == labels[0]
    assert set(knowledge.concepts["exercise/x-een"].names) == set(labels)


def test_the_packaged_names_alone_are_the_same_with_and_without_files() -> None:
    assert load_knowledge().concepts.keys() == read_knowledge(packaged_files())[0].concepts.keys()
