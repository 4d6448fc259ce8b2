"""Layouts of letters: columns, asterisks, headings without air, fields, folios, letterheads, torn tables."""

from __future__ import annotations

from itertools import zip_longest

import pytest

from extract.anatomy import Anatomy, anatomy
from extract.rows import rows_of
from extract.source import source_of

GREETING = "Geachte voorzitter,\n\n"
LEAD = "Hierbij informeer ik u over de samenwerking met de landen in het noorden van Europa."
PROSE = "De schepen zijn in het afgelopen jaar in gebruik genomen en zijn in het noorden ingezet."


def parts(text: str) -> Anatomy:
    return anatomy(source_of(text, "brief.txt"))


def body(*lines: str) -> Anatomy:
    return parts("\n".join((GREETING + LEAD, "", *lines, "", PROSE)) + "\n")


def in_columns(gutter: int) -> Anatomy:
    """A letter in two columns, a full line above them and a footnote below."""
    lines = (GREETING + LEAD, "", *side_by_side(LEFT, RIGHT, gutter), "", "* Tot en met mei.")
    return parts("\n".join(lines) + "\n")


def texts(letter: Anatomy, *kinds: str) -> list[str]:
    return [block.text for block in letter.blocks if block.kind in kinds]


# -- two columns -----------------------------------------------------------------------------------

LEFT = """\
De regering heeft in het afgelopen
jaar besloten om de bijdrage aan de
missie in het noorden te verlengen
met twaalf maanden.* Daarbij is ge-
vraagd om drie toestellen en om een
verkenning door het leger.
Noorwegen
Met Noorwegen is op 3 mei 2019 een
verklaring ondertekend over de in-
zet van schepen in het hoge noor-
den, waar drie oefeningen zijn ge-""".splitlines()
RIGHT = """\
houden. De twee landen werken daar
al lang samen met andere landen.
Zweden
Het Zweedse parlement heeft met de
overeenkomst ingestemd na een debat
dat twee dagen duurde en waarin er
drie moties zijn ingediend. Daarop
is de overeenkomst in werking ge-
treden. De eerste oefening vond in
het voorjaar plaats.""".splitlines()


def side_by_side(left: list[str], right: list[str], gutter: int) -> list[str]:
    width = max(map(len, left)) + gutter
    return [f"{one:{width}}{two}".rstrip() for one, two in zip_longest(left, right, fillvalue="")]


@pytest.mark.parametrize("gutter", [4, 6, 12])
def test_two_columns_are_read_one_after_the_other(gutter: int) -> None:
    letter = in_columns(gutter)
    assert texts(letter, "heading") == ["Noorwegen", "Zweden"]
    assert texts(letter, "paragraph")[1:4] == [
        "De regering heeft in het afgelopen jaar besloten om de bijdrage aan de missie in het noorden te verlengen "
        "met twaalf maanden. Daarbij is gevraagd om drie toestellen en om een verkenning door het leger.",
        "Met Noorwegen is op 3 mei 2019 een verklaring ondertekend over de inzet van schepen in het hoge noorden, "
        "waar drie oefeningen zijn gehouden. De twee landen werken daar al lang samen met andere landen.",
        "Het Zweedse parlement heeft met de overeenkomst ingestemd na een debat dat twee dagen duurde en waarin er "
        "drie moties zijn ingediend. Daarop is de overeenkomst in werking getreden. De eerste oefening vond in het "
        "voorjaar plaats.",
    ]
    under = {block.text: block.heading for block in letter.blocks}
    assert under[texts(letter, "paragraph")[3]] == "Zweden"


def test_a_mark_in_a_column_stands_where_it_was_taken_out() -> None:
    letter = in_columns(6)
    assert [(letter.blocks[m.block].text[m.at - 8 : m.at], m.number) for m in letter.marks] == [("maanden.", -1)]


def test_words_over_the_gutter_have_a_span_that_holds_both_halves() -> None:
    letter = in_columns(6)
    block = next(block for block in letter.blocks if "gehouden" in block.text)
    at = block.text.index("gehouden")
    span = block.span(at, at + len("gehouden"))
    assert span.start < span.end
    assert letter.source.text[span.start : span.end] == span.anchor
    assert "houden" in span.anchor
    assert span.anchor.rstrip("-").endswith("ge")


def test_a_gutter_that_is_not_clear_is_no_gutter() -> None:
    crossed = [f"{LEFT[0]} die {RIGHT[0]}" if at % 2 else line for at, line in enumerate(LEFT)]
    source = source_of("\n".join(side_by_side(crossed, RIGHT, 4)))
    starts = [cell.start for row in rows_of(source) for cell in row.cells]
    assert starts == sorted(starts)


def test_a_table_of_words_is_not_read_by_column() -> None:
    names = ["Noorwegen", "Zweden", "Finland", "Denemarken", "IJsland", "Letland"]
    lines = side_by_side(names, ["een schip met honderd militairen aan boord"] * 6, 4)
    letter = body("Tabel 1 De bijdragen", *lines)
    assert texts(letter, "table")[1] == "Noorwegen\teen schip met honderd militairen aan boord"


# -- footnotes with asterisks ------------------------------------------------------------------------


def test_footnotes_with_asterisks() -> None:
    letter = parts(
        f"{GREETING}In het afgelopen jaar is de vloot* met drie schepen uitgebreid. De kosten** zijn\n"
        "nog niet bekend en de bijdrage van de partners[1] evenmin.\n\n"
        "* Zonder de reserve.\n** Prijspeil 2019.\n[1] Kamerstuk 29 521, nr. 3.\n"
    )
    assert texts(letter, "footnote") == ["Zonder de reserve.", "Prijspeil 2019.", "Kamerstuk 29 521, nr. 3."]
    assert "*" not in texts(letter, "paragraph")[0]
    assert [mark.number for mark in letter.marks] == [-1, -2, 1]


def test_asterisks_that_nothing_calls_are_bullets() -> None:
    letter = body("De volgende landen doen mee:", "* Zweden, met een schip", "* Noorwegen", "* Finland.")
    assert texts(letter, "item") == ["Zweden, met een schip", "Noorwegen", "Finland."]
    assert texts(letter, "footnote") == []


# -- headings and numbered paragraphs ----------------------------------------------------------------


def test_headings_in_capitals_over_numbered_paragraphs() -> None:
    letter = parts(
        "Ministerie van Defensie\nOns kenmerk\nBS2019020001\nINLEIDING\n"
        "Hierbij informeer ik u over de samenwerking met de landen in het noorden van\nEuropa.\n"
        "DE SAMENWERKING MET NOORWEGEN\n"
        "1.1 Met Noorwegen is op 3 mei 2019 een verklaring ondertekend over de inzet van\nschepen in het noorden.\n"
        "1.2 Het parlement heeft daarmee ingestemd, na een debat dat twee dagen duurde.\n"
        "ZWEDEN EN FINLAND\n"
        "2.1 Zweden en Finland hebben gevraagd om deel te nemen. De volgende onderdelen\nzijn voorzien:\n"
        "o een oefening op zee\no een oefening op het land\n"
        "– een oefening in de lucht, waaraan drie landen deelnemen met toestellen en met\n  helikopters.\n"
        "2.2 De kosten zijn nog niet bekend.\n"
    )
    assert texts(letter, "heading") == ["INLEIDING", "DE SAMENWERKING MET NOORWEGEN", "ZWEDEN EN FINLAND"]
    assert [text[:24] for text in texts(letter, "item")] == [
        "Met Noorwegen is op 3 me",
        "Het parlement heeft daar",
        "Zweden en Finland hebben",
        "een oefening op zee",
        "een oefening op het land",
        "een oefening in de lucht",
        "De kosten zijn nog niet ",
    ]


def test_a_list_of_short_lines_keeps_its_last_items() -> None:
    names = ["Noorwegen", "Zweden", "Finland", "IJsland", "Denemarken", "Letland"]
    assert texts(body("De volgende landen doen mee:", *names), "item") == names


# -- fields, folios, letterheads -----------------------------------------------------------------------

FIELDS = """\
                                        Ministerie van Defensie
                                        Postbus 20701
                                        2500 ES Den Haag

                                        Contactpersoon
                                        mw. drs. A.B. Voorbeeld
                                        T 070 318 81 88
                                        M 06 12 34 56 78
                                        ab.voorbeeld@example.nl

Aan de Voorzitter van de Eerste Kamer
der Staten-Generaal
Postbus 20017
2500 EA Den Haag

Datum: 3 mei 2019
Uw kenmerk: 161234.05u
Ons kenmerk: BS2019001234
Bijlage(n): 2
Onderwerp: Inzet van de vloot in het
           hoge noorden

Geachte voorzitter,

Hierbij informeer ik u over de inzet van de vloot in het hoge noorden in het jaar
2018. Daaraan namen drie schepen en twaalf toestellen deel.
                                       1/4
Uw kenmerk
161234.05u
Contactpersoon
mw. drs. A.B. Voorbeeld
T 070 318 81 88

Het fregat voer in 2018 drie maanden voor de kust van Noorwegen. De bemanning telde
honderd militairen, van wie er twaalf uit Zweden kwamen en drie uit het land
                                       2/4
Uw kenmerk
161234.05u

Finland. Na de oefening keerde het schip terug.
                                       - 3 -
"""


def test_reference_fields_on_every_page() -> None:
    letter = parts(FIELDS)
    assert letter.letter.title == "Inzet van de vloot in het hoge noorden"
    assert (letter.letter.issued, letter.letter.identifiers) == ("2019-05-03", ("BS2019001234",))
    assert texts(letter, "heading", "paragraph", "item") == [
        "Hierbij informeer ik u over de inzet van de vloot in het hoge noorden in het jaar 2018. "
        "Daaraan namen drie schepen en twaalf toestellen deel.",
        "Het fregat voer in 2018 drie maanden voor de kust van Noorwegen. De bemanning telde honderd militairen, van "
        "wie er twaalf uit Zweden kwamen en drie uit het land Finland. Na de oefening keerde het schip terug.",
    ]


@pytest.mark.parametrize(
    "folios",
    [("i", "ii", "iii"), ("IX", "X", "XI"), ("- i -", "- ii -", "- iii -"), ("1/3", "2/3", "3/3"), ("7", "8", "9")],
)
@pytest.mark.parametrize("head", ["Bijlage bij de brief over de vloot   ", ""])
def test_running_heads_with_folios(folios: tuple[str, str, str], head: str) -> None:
    pages = (
        "Inleiding\n\nHierbij informeer ik u over de inzet van de vloot in het hoge noorden in het jaar\n"
        "2018. Daaraan namen drie schepen en twaalf toestellen deel, en daarbij is met de",
        "landen in de regio samengewerkt.\n\n"
        "Het fregat voer in 2018 drie maanden voor de kust van Noorwegen. De bemanning telde",
        "honderd militairen, van wie er twaalf uit Zweden kwamen.",
    )
    letter = parts("\f".join(f"{head}{folio}\n{page}\n" for folio, page in zip(folios, pages, strict=True)))
    assert texts(letter, "heading", "paragraph", "item") == [
        "Inleiding",
        "Hierbij informeer ik u over de inzet van de vloot in het hoge noorden in het jaar 2018. Daaraan namen drie "
        "schepen en twaalf toestellen deel, en daarbij is met de landen in de regio samengewerkt.",
        "Het fregat voer in 2018 drie maanden voor de kust van Noorwegen. De bemanning telde honderd militairen, van "
        "wie er twaalf uit Zweden kwamen.",
    ]


def test_a_belgian_letter() -> None:
    letter = parts(
        "Koninkrijk België\nFederale Overheidsdienst Landsverdediging\nKabinet van de Minister van Defensie\n"
        "Lambermontstraat 8\nB-1000 BRUSSEL\ntel. +32 2 441 52 00\nE-mail: kabinet@example.be\n\n"
        "uw kenmerk: 2019/33\nons kenmerk: MOD/19-00012345\ndatum: 12 maart 2019\nbijlage(n): 1\n"
        "betreft: Deelname van België aan de oefening in Noorwegen\n\n"
        "Dames en heren,\n\n"
        "Met deze brief breng ik u op de hoogte van de deelname van België aan de oefening in\n"
        "Noorwegen. België levert daaraan vijftig militairen en drie voertuigen.\n\n"
        "Met de meeste hoogachting,\n\nDe Minister van Defensie,\n\nJan Voorbeeld\n"
    )
    assert letter.letter.title == "Deelname van België aan de oefening in Noorwegen"
    assert (letter.letter.issued, letter.letter.identifiers) == ("2019-03-12", ("MOD/19-00012345",))
    assert [text[:10] for text in texts(letter, "heading", "paragraph", "item")] == ["Met deze b"]
    assert texts(letter, "signature") == ["Met de meeste hoogachting,", "De Minister van Defensie,", "Jan Voorbeeld"]


def test_an_electronic_letter() -> None:
    letter = parts(
        "Van: Voorbeeld, A. <a.voorbeeld@example.nl>\nAan: griffie@example.nl\nVerzonden: 12 maart 2019 14:05\n"
        "Onderwerp: Stand van zaken van de oefening\n\nBeste griffier,\n\n"
        "Zoals toegezegd stuur ik u de stand van zaken van de oefening. Nederland levert vijftig militairen.\n\n"
        "Met vriendelijke groet,\n\nA. Voorbeeld\nMinisterie van Defensie\n"
    )
    assert (letter.letter.title, letter.letter.issued) == ("Stand van zaken van de oefening", "2019-03-12")
    assert [text[:7] for text in texts(letter, "heading", "paragraph", "item")] == ["Zoals t"]


def test_a_letter_without_a_head() -> None:
    letter = parts(
        f"{PROSE}\n\nNoorwegen\nMet Noorwegen is op 3 mei 2019 een verklaring ondertekend over de in-\nzet.\n"
    )
    assert [block.kind for block in letter.blocks] == ["paragraph", "heading", "paragraph"]


# -- tables that lost their form -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        ("Land 2019 2020 Mali 240 – Niger 12 14", ["Land\t2019\t2020", "Mali\t240\t–", "Niger\t12\t14"]),
        ("Schip Aantal Tromp 1 Evertsen 2", ["Schip\tAantal", "Tromp\t1", "Evertsen\t2"]),
    ],
)
@pytest.mark.parametrize("caption", [("Tabel 2 Overzicht",), ()])
def test_tables_are_rebuilt(cells: str, rows: list[str], caption: tuple[str, ...]) -> None:
    letter = body(*caption, *cells.split())
    assert texts(letter, "table") == [*caption, *rows]
    assert letter.findings == ()


@pytest.mark.parametrize(
    "cells",
    [
        ["Land", "Aantal", "Opmerking", "Mali", "240", "Niger", "12", "zonder de", "reserve"],
        ["Schip", "Aantal", "Tromp", "1", "Evertsen", "2", "3"],
    ],
)
@pytest.mark.parametrize("caption", [("Tabel 2 Overzicht",), ()])
def test_a_table_that_cannot_be_rebuilt_is_flagged(cells: list[str], caption: tuple[str, ...]) -> None:
    letter = body(*caption, *cells)
    assert texts(letter, "cell") == cells
    assert texts(letter, "item", "heading") == []
    (finding,) = letter.findings
    assert finding.level == "warning"
    assert f"{len(cells)} cells of a table" in finding.message
    assert finding.span is not None
    assert finding.span.anchor == cells[0]


def test_a_heading_under_a_table_is_no_cell() -> None:
    letter = body("Schip", "Aantal", "Tromp", "1", "Evertsen", "2", "Noorwegen")
    assert len(texts(letter, "table")) == 3
    assert texts(letter, "heading") == ["Noorwegen"]
