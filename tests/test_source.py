"""Opening a file: what is read, what is refused, and where pages end."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.source import UnreadableLetter, letters_in, pages_of, read_source, source_of

DUTCH = (
    "Hierbij informeer ik u over de inzet van het fregat in het noorden van Europa. De missie is in maart begonnen "
    "en wordt door drie landen geleid. Er is geen besluit genomen over de bijdrage aan de oefening, die niet voor "
    "de zomer zal plaatsvinden. Ook de coöperatie met de buurlanden is verder uitgebreid.\n"
)


def written(folder: Path, data: bytes, name: str = "brief.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_reads_utf8_and_keeps_every_character(tmp_path: Path) -> None:
    data = ("\ufeff" + DUTCH.replace("\n", "\r\n")).encode()
    source = read_source(written(tmp_path, data))
    assert source.text == data.decode()
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert (source.name, source.encoding, source.findings) == ("brief.txt", "utf-8", ())


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_falls_back_to_another_encoding_with_a_warning(tmp_path: Path, encoding: str) -> None:
    source = read_source(written(tmp_path, DUTCH.encode(encoding)))
    assert source.text == DUTCH
    assert source.encoding == encoding
    assert [finding.level for finding in source.findings] == ["warning"]
    assert encoding in source.findings[0].message


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \n\f \n", "empty"),
        (b"\x00\x01\x02", "NUL byte|control character"),
        (DUTCH.encode() + b"\x00", "control character"),
        (DUTCH.encode("cp1252") + b"\x00", "NUL byte"),
        (b"%PDF-1.7 \x01\x02\x03\x04\x05 stream", "broken"),
        (b"12 34 56", "not Dutch"),
        (b"The ministers met in the spring and spoke of the exercise in the north of the country. " * 4, "not Dutch"),
        ("Die Minister haben in der Sitzung über die Übung im Norden des Landes gesprochen. " * 4, "not Dutch"),
        ("Les ministres ont parlé de la mission en Afrique et de la coopération avec les voisins. " * 4, "not Dutch"),
    ],
)
def test_refuses_what_is_no_dutch_letter(tmp_path: Path, data: bytes | str, what: str) -> None:
    path = written(tmp_path, data.encode() if isinstance(data, str) else data)
    with pytest.raises(UnreadableLetter, match=what) as refused:
        read_source(path)
    assert str(path) in str(refused.value)


def test_refuses_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableLetter, match="not a file but missing"):
        read_source(tmp_path / "geen.txt")
    with pytest.raises(UnreadableLetter, match="not a file but a folder"):
        read_source(tmp_path)


def test_letters_in_takes_files_as_given_and_folders_in_order(tmp_path: Path) -> None:
    (tmp_path / "onder").mkdir()
    late, early = written(tmp_path, b"x", "z.txt"), written(tmp_path / "onder", b"x", "a.txt")
    other = written(tmp_path, b"x", "lijst.md")
    assert letters_in([other, tmp_path, late]) == [other, early, late]


@pytest.mark.parametrize(
    "mark",
    [
        "Pagina 1 van 2",
        "   Blad 1 van 2",
        "- 1 -",
        "1/2",
        "Ministerie van Defensie        Pagina 1 van 2",
        "Tweede Kamer, vergaderjaar 2012–2013, 33 400 X, nr. 7 1",
    ],
)
def test_a_page_number_ends_a_page(mark: str) -> None:
    first = f"De eerste bladzijde.\n{mark}\n"
    text = first + "De tweede bladzijde.\n"
    assert pages_of(text) == ((0, len(first)), (len(first), len(text)))


def test_a_page_number_at_the_top_begins_a_page() -> None:
    first = "De eerste bladzijde.\n"
    text = first + "- 2 -\n" + "woord " * 30 + "\n"
    assert pages_of(text) == ((0, len(first)), (len(first), len(text)))


@pytest.mark.parametrize("line", ["Zie bladzijde 4 van de bijlage.", "In 2012/13 zijn er 3 van de 4.", "1. Inleiding"])
def test_a_sentence_with_numbers_ends_no_page(line: str) -> None:
    assert pages_of(f"Een.\n{line}\nTwee.\n") == ((0, len(line) + 12),)


def test_form_feeds_count_before_page_numbers() -> None:
    assert pages_of("een\nPagina 1 van 2\n\ftwee\nPagina 2 van 2\n\f\n") == ((0, 20), (20, 42))


@given(st.text())
def test_pages_cover_the_text_in_order(text: str) -> None:
    pages = pages_of(text)
    assert pages[0][0] == 0
    assert pages[-1][1] == len(text)
    assert all(one[1] == two[0] for one, two in pairwise(pages))
    source = source_of(text)
    assert all(pages[source.page_at(at) - 1][0] <= at < pages[source.page_at(at) - 1][1] for at in range(len(text)))


def test_span_says_the_page_and_the_characters() -> None:
    span = source_of("een\ftwee drie").span(9, 13)
    assert (span.page, span.anchor) == (2, "drie")
