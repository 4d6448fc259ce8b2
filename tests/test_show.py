"""Showing where a fact was read: its roles, the words of the letter about it, and the page of a PDF."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from letters_as import as_pdf
from readings import TEXT, reading

from extract.formats.offsets import by_page
from extract.reading import Reading
from extract.source import source_of
from kg.build import build
from kg.cli import main
from kg.show import ShowError, fact_in, letter_of, text_of
from kg.store import Store


def read(path: Path) -> Reading:
    """The hand-made reading, of a text or of the same letter as PDF."""
    data = path.read_bytes()
    made = reading(f"document/{path.stem}", path.name)
    made = replace(made, letter=replace(made.letter, sha256=hashlib.sha256(data).hexdigest()))
    return by_page(made, replace(source_of(TEXT), paged=True)) if path.suffix == ".pdf" else made


def built(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    out = path.parent / "out"
    build([path], out, read)
    return out


@pytest.fixture
def text(tmp_path: Path) -> Path:
    return built(tmp_path / "brief-7.txt", TEXT.encode())


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return built(tmp_path / "brief-7.pdf", as_pdf(source_of(TEXT)))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["show", *map(str, arguments)], catch_exceptions=False)


def fact(out: Path, kind: str, modality: str = "asserted") -> str:
    rows = Store.load(out / "graph.trig").select(
        "PREFIX bg: <https://w3id.org/bondgenoot/ontology#> SELECT ?fact WHERE { GRAPH ?g "
        f'{{ ?fact a bg:{kind} ; bg:modality "{modality}" }} }} ORDER BY ?fact'
    )
    return next(iter(rows)).text("fact")


def test_it_shows_the_roles_and_marks_the_words_of_the_letter(text: Path) -> None:
    result = run(text, fact(text, "Contribution"))
    assert result.exit_code == 0
    head, page = result.stdout.split("brief-7.txt, page 1:\n")
    assert head.startswith("Contribution, asserted, confidence 0.85\n")
    assert "  contributor         Nederland («Nederland», page 1, characters 0 to 9)\n" in head
    assert "  contributedTo       Zonnewende («Zonne- wende», " in head
    assert page.split("\n")[:2] == [
        "  «Nederland» draagt in «2031» met «hoogstens» «twaalf» «waarnemers» bij aan de missie «Zonne-",
        "  wende».",
    ]


def test_a_fact_is_found_by_the_start_of_the_last_part_of_its_iri(text: Path) -> None:
    iri = fact(text, "Contribution")
    last = iri.rpartition("/")[2]
    store = Store.load(text / "graph.trig")
    assert fact_in(store, last) == fact_in(store, iri) == fact_in(store, f"fact:{last}") == fact_in(store, last[:12])


@pytest.mark.parametrize("name", ["", "zzz", "https://example.org/fact/1", '"', "\\"])
def test_a_fact_that_is_not_there_is_told(text: Path, name: str) -> None:
    with pytest.raises(ShowError, match=r"facts begin so|no such fact"):
        fact_in(Store.load(text / "graph.trig"), name)
    result = run(text, name)
    assert result.exit_code == 1
    assert "Give the IRI of one fact" in result.stderr


def test_what_comes_from_elsewhere_in_the_letter_is_shown_there(text: Path) -> None:
    shown = run(text, fact(text, "Cooperation", "considered")).stdout
    assert "from elsewhere in the letter" in shown
    assert "«Duitsland» «overweegt» mee te werken." in shown
    assert "«België»" in shown


def test_without_the_letter_it_shows_what_the_graph_quotes(text: Path) -> None:
    (text.parent / "brief-7.txt").write_text("iets anders", encoding="utf-8")
    shown = run(text, fact(text, "Contribution")).stdout
    assert "  Nederland draagt in 2031 met hoogstens twaalf waarnemers bij aan de missie Zonnewende.\n" in shown
    assert "--letter" in shown


def test_a_letter_that_reads_otherwise_now_is_not_marked_in_the_wrong_place(text: Path, tmp_path: Path) -> None:
    shown = fact_in(Store.load(text / "graph.trig"), fact(text, "Contribution"))
    moved = tmp_path / "ander.txt"
    moved.write_text("En " + TEXT, encoding="utf-8")
    assert "build it again" in text_of(shown, moved)


def test_the_letter_is_known_by_its_fingerprint_wherever_it_lies(text: Path, tmp_path: Path) -> None:
    shown = fact_in(Store.load(text / "graph.trig"), fact(text, "Citation"))
    assert letter_of(shown, [tmp_path / "out", tmp_path]) == tmp_path / "brief-7.txt"
    moved = (tmp_path / "brief-7.txt").rename(tmp_path / "elders.txt")
    assert letter_of(shown, [tmp_path]) is None
    assert letter_of(shown, [moved]) == moved


def test_of_a_pdf_it_shows_the_page_and_draws_it_with_the_words_marked(pdf: Path, tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    result = run(pdf, fact(pdf, "Citation"), "--picture", picture)
    assert "brief-7.pdf, page 2:\n  In «Kamerstuk 99 100, nr. 7» leest u meer." in result.stdout
    assert "characters 3 to 26" in result.stdout
    assert f"Written: {picture} (page 2)" in result.stdout
    first = picture.read_bytes()
    assert first.startswith(b"\x89PNG\r\n\x1a\n")
    run(pdf, fact(pdf, "Contribution"), "--picture", picture)
    assert picture.read_bytes() != first


def test_only_a_pdf_has_a_page_to_draw(text: Path, tmp_path: Path) -> None:
    result = run(text, fact(text, "Citation"), "--picture", tmp_path / "page.png")
    assert result.exit_code == 1
    assert "is no PDF and has no pages to draw" in result.stderr
    assert not (tmp_path / "page.png").exists()
