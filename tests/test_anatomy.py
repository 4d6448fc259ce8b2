"""Taking a letter apart: head, body and furniture of letters in several layouts."""

from __future__ import annotations

import os
import re
import time
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.anatomy import Anatomy, Block, anatomy
from extract.clean import clean, rules_for
from extract.source import read_source, source_of

COLUMNS = """\
> Retouradres Postbus 20701 2500 ES Den Haag                          Ministerie van Defensie
                                                                      Plein 4
de Voorzitter van de Tweede Kamer                                     MPC 58 B
der Staten-Generaal                                                   Postbus 20701
Plein 2                                                               2500 ES Den Haag
2511 CR Den Haag                                                      www.defensie.nl

                                                                      Onze referentie
                                                                      BS2018011222

Datum      4 oktober 2018                                             Afschrift aan
Betreft    Voortgang van de inzet in het noorden van                  de Voorzitter van de Eerste
           Afrika en de Golf van Aden                                 Kamer der Staten-Generaal

Geachte voorzitter,

Met deze brief informeer ik u over de inzet van Nederlandse
militairen in het afgelopen jaar. Nederland leverde in 2018 zestig    Telefoon
militairen aan de missie in Mali, waarvan twintig in Gao. Deze        070 318 81 88
bijdrage loopt af op 1 mei 2019.

Inzet op zee

    Het fregat Zr.Ms. De Ruyter voer in 2018 drie maanden voor de
kust van Somalië. Daarbij werkte het schip samen met:

    •   een Spaans patrouilleschip, dat tevens als vlaggenschip
        diende;
    •   twee Franse helikopters;
    •   een Duits toestel van het type P-3C Orion.

De volgende landen leverden eveneens een bijdrage:
a.  Zweden, met een stafofficier;
b.  Noorwegen, met twee waarnemers; en
c.  Italië.

Tabel 2   Inzet per land

Land                 Militairen       Jaar
Spanje               120              2018
Frankrijk            85               2018

Voor de inzet in het volgende jaar is met de Verenigde Staten afgesproken dat de samen-
                                                                                Pagina 1 van 2
\f                                                                      Onze referentie
                                                                      BS2018011222

werking op het gebied van lucht-
en raketverdediging wordt uitgebreid1. Het gaat om € 250 mil-
joen in 2019.[2] Dit past bij de defensie-
uitgaven van het kabinet.

Ik vertrouw erop u hiermee voldoende te hebben geïnformeerd.

Hoogachtend,

DE MINISTER VAN DEFENSIE


Drs. A. Voorbeeld

1 Kamerstuk 27 925, nr. 600
2 Inclusief btw.
                                                                                Pagina 2 van 2
"""

PAPER = """\
Tweede Kamer der Staten-Generaal                                       2

Vergaderjaar 2017–2018

29 521                 Nederlandse deelname aan vredesmissies

Nr. 350                BRIEF VAN DE MINISTER VAN DEFENSIE

                       Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

                       Den Haag, 14 juni 2018

                       Hierbij bied ik u, mede namens de Minister van Buitenlandse Zaken, de
                       evaluatie aan van de bijdrage aan de missie in Zuid-Sudan. Nederland
                       leverde daaraan in 2017 gemiddeld zes militairen.

                       De missie

                       De missie van de Verenigde Naties in Zuid-Sudan (UNMISS) is in 2011
                       opgericht. Duitsland leverde vijftien militairen, waaronder vijf offi-
                       cieren. In het hoofdkwartier te Juba werkte een Nederlandse kolonel als



kst-29521-350
ISSN 0921 - 7371
’s-Gravenhage 2018               Tweede Kamer, vergaderjaar 2017–2018, 29 521, nr. 350            1
                       plaatsvervangend hoofd operaties.

                       1. Kosten

                       De uitgaven bedroegen in 2017 € 1,2 miljoen.1 Voor 2018 wordt uitgegaan
                       van € 0,9 miljoen.

                       De Minister van Defensie,
                       A.Th.B. Voorbeeld-Jansen

                       1
                         Kamerstuk 29 521, nr. 320.

                       Tweede Kamer, vergaderjaar 2017–2018, 29 521, nr. 350                     2
"""

PLAIN = """\
Ministerie van Defensie
Hoofddirectie Beleid
Datum
12 november 2019
Ons kenmerk
BS2019020001
Onderwerp
Samenwerking met de buurlanden
Geachte Voorzitter,
In deze brief ga ik in op de samenwerking met België en Duitsland. De samenwerking
met beide landen is in 2019 verder uitgebreid. Met België worden twaalf mijnen-
Pagina 1 van 3
Datum
12 november 2019
Ons kenmerk
BS2019020001
bestrijdingsvaartuigen verworven, waarvan zes voor Nederland.
België
Met België bestaat sinds 1948 een verdrag. De Belgische marine en de Koninklijke
Contactpersoon
J. de Vries
T 070 318 8188
Marine staan onder één commando. De volgende projecten lopen:
- de vervanging van de fregatten (vier schepen, waarvan twee voor Nederland);
- de vervanging van mijnenjagers;
- een gezamenlijke opleiding in Den Helder.
Duitsland
Nederland en Duitsland werken samen in het Eerste Duits-Nederlandse Legerkorps te
Pagina 5 van 3
onderdelen van de brigade zijn opgegaan in een Duitse divisie.
Verenigd Koninkrijk en Noorwegen
Met het Verenigd Koninkrijk is op 3 mei 2019 een verklaring ondertekend.
De minister van Defensie
Ank Voorbeeld
Pagina 5 van 3
"""


def parts(text: str) -> Anatomy:
    return anatomy(source_of(text, "brief.txt"))


def texts(letter: Anatomy, *kinds: str) -> list[str]:
    return [block.text for block in letter.blocks if block.kind in kinds]


def body(*lines: str) -> Anatomy:
    """A letter with these lines after its greeting."""
    return parts("\n".join(("Geachte voorzitter,", "", *lines)) + "\n")


# -- whole letters -------------------------------------------------------------------------------


def test_head_of_a_letter_in_columns() -> None:
    letter = parts(COLUMNS).letter
    assert letter.id == "document/bs2018011222"
    assert letter.title == "Voortgang van de inzet in het noorden van Afrika en de Golf van Aden"
    assert letter.identifiers == ("BS2018011222",)
    assert letter.issued == "2018-10-04"
    assert letter.sender == "Ministerie van Defensie"
    assert letter.addressee == "de Voorzitter van de Tweede Kamer der Staten-Generaal"
    assert letter.pages == 2


def test_body_of_a_letter_in_columns() -> None:
    letter = parts(COLUMNS)
    assert texts(letter, "heading") == ["Inzet op zee"]
    assert texts(letter, "paragraph") == [
        "Met deze brief informeer ik u over de inzet van Nederlandse militairen in het afgelopen jaar. "
        "Nederland leverde in 2018 zestig militairen aan de missie in Mali, waarvan twintig in Gao. "
        "Deze bijdrage loopt af op 1 mei 2019.",
        "Het fregat Zr.Ms. De Ruyter voer in 2018 drie maanden voor de kust van Somalië. "
        "Daarbij werkte het schip samen met:",
        "De volgende landen leverden eveneens een bijdrage:",
        "Voor de inzet in het volgende jaar is met de Verenigde Staten afgesproken dat de samenwerking op het "
        "gebied van lucht- en raketverdediging wordt uitgebreid. Het gaat om € 250 miljoen in 2019. "
        "Dit past bij de defensie-uitgaven van het kabinet.",
        "Ik vertrouw erop u hiermee voldoende te hebben geïnformeerd.",
    ]
    assert texts(letter, "item") == [
        "een Spaans patrouilleschip, dat tevens als vlaggenschip diende;",
        "twee Franse helikopters;",
        "een Duits toestel van het type P-3C Orion.",
        "Zweden, met een stafofficier;",
        "Noorwegen, met twee waarnemers; en",
        "Italië.",
    ]
    assert texts(letter, "table") == [
        "Tabel 2 Inzet per land",
        "Land\tMilitairen\tJaar",
        "Spanje\t120\t2018",
        "Frankrijk\t85\t2018",
    ]
    assert texts(letter, "footnote") == ["Kamerstuk 27 925, nr. 600", "Inclusief btw."]
    assert texts(letter, "margin") == ["Telefoon", "070 318 81 88"]
    assert texts(letter, "signature") == ["Hoogachtend,", "DE MINISTER VAN DEFENSIE", "Drs. A. Voorbeeld"]


def test_footnote_marks_are_kept_as_notes() -> None:
    letter = parts(COLUMNS)
    found = [(letter.blocks[mark.block].text[mark.at - 11 : mark.at], mark.number) for mark in letter.marks]
    assert found == [(" uitgebreid", 1), ("en in 2019.", 2)]


def test_headings_and_captions_stand_over_what_follows() -> None:
    letter = parts(COLUMNS)
    under = {block.text: block.heading for block in letter.blocks}
    assert under["twee Franse helikopters;"] == "Inzet op zee"
    assert under["Spanje\t120\t2018"] == "Tabel 2 Inzet per land"


def test_parliamentary_paper() -> None:
    letter = parts(PAPER)
    assert letter.letter.id == "document/kst-29521-350"
    assert (letter.letter.issued, letter.letter.sender) == ("2018-06-14", "De Minister van Defensie")
    assert letter.letter.addressee == "de Voorzitter van de Tweede Kamer der Staten-Generaal"
    assert texts(letter, "heading") == ["De missie", "1. Kosten"]
    whole = "In het hoofdkwartier te Juba werkte een Nederlandse kolonel als plaatsvervangend hoofd operaties."
    assert texts(letter, "paragraph")[1].endswith(f"waaronder vijf officieren. {whole}")
    assert texts(letter, "footnote") == ["Kamerstuk 29 521, nr. 320."]
    own = [letter.blocks[block].text[start:end] for block, start, end in letter.letter_spans]
    assert own == ["kst-29521-350", "29 521, nr. 350", "29 521, nr. 350"]


def test_letter_without_blank_lines() -> None:
    letter = parts(PLAIN)
    assert letter.letter.title == "Samenwerking met de buurlanden"
    assert letter.letter.identifiers == ("BS2019020001",)
    assert texts(letter, "heading") == ["België", "Duitsland", "Verenigd Koninkrijk en Noorwegen"]
    assert texts(letter, "paragraph") == [
        "In deze brief ga ik in op de samenwerking met België en Duitsland. "
        "De samenwerking met beide landen is in 2019 verder uitgebreid. Met België worden twaalf mijnen-",
        "bestrijdingsvaartuigen verworven, waarvan zes voor Nederland.",
        "Met België bestaat sinds 1948 een verdrag. De Belgische marine en de Koninklijke Marine staan onder "
        "één commando. De volgende projecten lopen:",
        "Nederland en Duitsland werken samen in het Eerste Duits-Nederlandse Legerkorps te",
        "onderdelen van de brigade zijn opgegaan in een Duitse divisie.",
        "Met het Verenigd Koninkrijk is op 3 mei 2019 een verklaring ondertekend.",
    ]
    assert {"Contactpersoon", "J. de Vries", "T 070 318 8188"} <= set(texts(letter, "furniture"))


LEFT_MARGIN = """\
Datum                 De minister voor Buitenlandse Handel en de minister van Defensie bieden u
9 mei 2016            hierbij de brief aan over de inzet in Irak. De inzet is op verzoek van de
Ons kenmerk           Iraakse regering begonnen en wordt geleid door de Verenigde Staten. Neder-
DVB/2016-33           land levert vier F-16’s en 150 trainers aan de coalitie, die in Erbil
                      zijn gelegerd.

                      De trainers
Bijlagen
2                     De trainers werken samen met drie landen in het noorden van Irak.

                      Hoogachtend,

                      De minister van Defensie,        De minister van Buitenlandse Zaken,
"""


def test_fields_in_the_left_margin() -> None:
    letter = parts(LEFT_MARGIN)
    assert (letter.letter.issued, letter.letter.identifiers) == ("2016-05-09", ("DVB/2016-33",))
    assert texts(letter, "paragraph") == [
        "De minister voor Buitenlandse Handel en de minister van Defensie bieden u hierbij de brief aan over de "
        "inzet in Irak. De inzet is op verzoek van de Iraakse regering begonnen en wordt geleid door de Verenigde "
        "Staten. Nederland levert vier F-16’s en 150 trainers aan de coalitie, die in Erbil zijn gelegerd.",
        "De trainers werken samen met drie landen in het noorden van Irak.",
    ]
    assert texts(letter, "heading") == ["De trainers"]
    assert len(texts(letter, "signature")) == 3


def test_title_of_a_dossier_is_head() -> None:
    letter = parts(
        "33 400 X      Vaststelling van de begrotingsstaten van het Ministerie van Defensie (X) voor het\n"
        "              jaar 2013\n\nNr. 45        BRIEF VAN DE MINISTER VAN DEFENSIE\n\n"
        "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal\n\nDen Haag, 12 april 2013\n\n"
        "Op dit moment zijn twee eenheden met 285 militairen ontplooid bij Adana.1 Ook\n"
        "twee andere landen hebben eenheden ontplooid.\n"
        "1 De eenheden zijn sinds januari inzetbaar.\n"
    )
    assert texts(letter, "head")[-1] == "Den Haag, 12 april 2013"
    assert texts(letter, "paragraph", "heading") == [
        "Op dit moment zijn twee eenheden met 285 militairen ontplooid bij Adana. "
        "Ook twee andere landen hebben eenheden ontplooid."
    ]
    assert texts(letter, "footnote") == ["De eenheden zijn sinds januari inzetbaar."]


# -- single questions ------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "second", "joined"), [("1", "2", True), ("16", "16", False), ("3", "5", False)])
def test_pages_join_when_their_numbers_follow(first: str, second: str, joined: bool) -> None:
    letter = body(
        "De inzet in het afgelopen jaar omvatte drie schepen, twaalf toestellen en het",
        f"Pagina {first} van 9",
        "regiment dat in het noorden van het land was gelegerd.",
        f"Pagina {second} van 9",
    )
    assert (len(texts(letter, "paragraph")) == 1) is joined
    assert bool(letter.findings) is not joined


def test_pages_without_numbers_join_on_the_letter() -> None:
    line = "De inzet in het afgelopen jaar omvatte drie schepen, twaalf toestellen en het"
    assert len(texts(body(line, "\fregiment dat in het noorden lag."), "paragraph")) == 1
    assert len(texts(body(line, "\fNoorwegen leverde eveneens een schip."), "paragraph")) == 2
    assert len(texts(body(line + " regiment.", "\fdaarna volgde nog een schip."), "paragraph")) == 2


def test_a_sentence_goes_on_past_the_footnotes_of_a_page() -> None:
    letter = body(
        "De inzet in het afgelopen jaar omvatte drie schepen,1 twaalf toestellen en het",
        "",
        "1 Waarvan een in reserve.",
        "Pagina 1 van 2",
        "regiment dat in het noorden van het land was gelegerd.",
        "Het was daar een jaar.",
        "Pagina 2 van 2",
    )
    assert texts(letter, "footnote") == ["Waarvan een in reserve."]
    assert "omvatte drie schepen, twaalf toestellen en het regiment dat" in texts(letter, "paragraph")[0]


def test_blank_lines_inside_a_paragraph() -> None:
    letter = body(
        "De regering heeft in het afgelopen jaar besloten om de bijdrage aan de missie in",
        "",
        "Mali te verlengen. Daarbij is gevraagd om drie toestellen en om een verkenning",
        "",
        "door het leger.",
        "",
        "De kosten zijn nog niet bekend.",
    )
    assert texts(letter, "paragraph") == [
        "De regering heeft in het afgelopen jaar besloten om de bijdrage aan de missie in Mali te verlengen. "
        "Daarbij is gevraagd om drie toestellen en om een verkenning door het leger.",
        "De kosten zijn nog niet bekend.",
    ]


def test_double_spacing_changes_nothing() -> None:
    for text in (PAPER, PLAIN):
        kinds = ("paragraph", "heading", "item", "footnote", "signature")
        assert texts(parts(text.replace("\n", "\n\n")), *kinds) == texts(parts(text), *kinds)


@pytest.mark.parametrize("change", [("\n", "\r\n"), (" Nederland", "\u00a0Nederland"), ("\n", " \n")])
@pytest.mark.parametrize("text", [COLUMNS, PAPER, PLAIN])
def test_kinds_of_blanks_change_nothing(text: str, change: tuple[str, str]) -> None:
    blocks = [(block.kind, block.text, block.page) for block in parts(text).blocks]
    assert [(block.kind, block.text, block.page) for block in parts(text.replace(*change)).blocks] == blocks


def test_a_short_line_ends_a_paragraph_without_a_blank() -> None:
    letter = body(
        "De regering heeft in het afgelopen jaar besloten om de bijdrage aan de missie",
        "te verlengen.",
        "Het parlement heeft daarmee ingestemd, na een debat dat twee dagen duurde en",
        "waarin drie moties zijn ingediend.",
    )
    assert [text[:14] for text in texts(letter, "paragraph")] == ["De regering he", "Het parlement "]


@pytest.mark.parametrize(
    "heading", ["Noorwegen", "2. De inzet op zee", "3.1 Oefening “Noorderlicht”", "II. DE INZET", "Missies, 2012–2014"]
)
@pytest.mark.parametrize("gap", [(), ("",)])
def test_headings(heading: str, gap: tuple[str, ...]) -> None:
    letter = body(
        "De regering heeft in het afgelopen jaar besloten om de bijdrage te verlengen.",
        *gap,
        heading,
        *gap,
        "Het parlement heeft daarmee ingestemd, na een debat dat twee dagen duurde en",
        "waarin drie moties zijn ingediend.",
    )
    assert texts(letter, "heading") == [heading]
    assert letter.blocks[-1].heading == heading


def test_a_full_line_that_ends_nothing_is_no_heading() -> None:
    letter = body(
        "De regering heeft besloten.",
        "",
        "Het parlement heeft met de verlenging ingestemd na overleg met de Verenigde",
        "Staten van Amerika.",
    )
    assert texts(letter, "heading") == []
    assert len(texts(letter, "paragraph")) == 2


def test_a_short_line_with_a_verb_is_no_heading() -> None:
    letter = body(
        "De regering heeft besloten.",
        "",
        "In mei en juni 2019 vond de grote",
        "NAVO-mijnenbestrijdingsoefening plaats, waaraan ook schepen uit de Oostzee deelnamen.",
    )
    assert texts(letter, "heading") == []


def test_items_parted_by_semicolons() -> None:
    letter = body(
        "De bijdragen waren in dat jaar als volgt:",
        "Angola: twee waarnemers;",
        "Bosnië: een stafofficier. Vanwege de sluiting van het hoofdkwartier in het",
        "  zuiden werkt hij vanuit het noorden van het land;",
        "Cyprus: geen bijdrage.",
        "Buiten missieverband zijn drie officieren geplaatst bij de staf in het buitenland.",
    )
    assert [text.split(":")[0] for text in texts(letter, "item")] == ["Angola", "Bosnië", "Cyprus"]
    assert texts(letter, "paragraph")[-1].startswith("Buiten missieverband")


def test_short_lines_under_a_colon_are_items() -> None:
    letter = body(
        "INLEIDING",
        "In het afgelopen jaar is een oefening gehouden in het noorden van het land.",
        "Daaraan namen deel:",
        "Nederland, met een schip",
        "de Verenigde Staten, met twee",
        "Daarna vertrok het schip naar de Oostzee, waar het tot in oktober is gebleven.",
    )
    assert texts(letter, "heading") == ["INLEIDING"]
    assert texts(letter, "item") == ["Nederland, met een schip", "de Verenigde Staten, met twee"]
    assert len(texts(letter, "paragraph")) == 2


def test_justified_lines_are_no_table() -> None:
    letter = body(
        "Het   stationsschip   en   het   Britse   schip   voeren   in   het   afgelopen",
        "jaar samen naar het westen, met hulp voor de bewoners van de eilanden.",
    )
    assert texts(letter, "paragraph") == [
        "Het stationsschip en het Britse schip voeren in het afgelopen jaar samen naar het westen, "
        "met hulp voor de bewoners van de eilanden."
    ]


@pytest.mark.parametrize("bullet", ["•", "❑", "-", "–", "o", "\uf0b7"])
def test_bulleted_items(bullet: str) -> None:
    letter = body(
        "Het gaat om drie landen:",
        f"{bullet} Zweden, dat in het afgelopen jaar een schip en twee toestellen heeft",
        "  geleverd",
        f"{bullet} Noorwegen",
        f"{bullet} Finland, dat volgt.",
    )
    assert texts(letter, "item") == [
        "Zweden, dat in het afgelopen jaar een schip en twee toestellen heeft geleverd",
        "Noorwegen",
        "Finland, dat volgt.",
    ]
    assert texts(letter, "furniture") == [bullet] * 3


def test_a_dash_inside_a_sentence_is_no_bullet() -> None:
    letter = body(
        "De drie landen die in het afgelopen jaar een schip hebben geleverd zijn Zweden",
        "- dat er twee leverde - en Finland.",
    )
    assert texts(letter, "item") == []


def test_a_flattened_table_gets_its_rows_back() -> None:
    cells = ["Schip", "Aantal", "Werf", "Tromp", "1", "Vlissingen", "Evertsen", "2", "Rotterdam"]
    letter = body("Tabel 1 De vloot", *cells, "", "De schepen zijn in het afgelopen jaar in gebruik genomen.")
    assert texts(letter, "table")[1:] == ["Schip\tAantal\tWerf", "Tromp\t1\tVlissingen", "Evertsen\t2\tRotterdam"]
    assert len(texts(letter, "paragraph")) == 1


def test_the_value_may_stand_before_its_label() -> None:
    letter = parts(
        "Datum 3 mei 2017 Afschrift aan\nde Voorzitter van de Eerste\nStand van zaken van de luchtmacht\nBetreft\n"
        "Kamer der Staten-Generaal\n\nInleiding\nHierbij informeer ik u over de stand van zaken van de luchtmacht in\n"
        "het afgelopen jaar.\n"
    )
    assert letter.letter.title == "Stand van zaken van de luchtmacht"
    assert letter.letter.issued == "2017-05-03"
    assert texts(letter, "heading") == ["Inleiding"]


def test_a_letter_without_a_head_is_named_after_its_file() -> None:
    letter = parts("De inzet in het afgelopen jaar omvatte drie schepen en twaalf toestellen.\n")
    assert (letter.letter.id, letter.letter.title, letter.letter.issued) == ("document/brief", None, None)
    assert texts(letter, "paragraph") == ["De inzet in het afgelopen jaar omvatte drie schepen en twaalf toestellen."]


def test_known_words_settle_a_broken_name() -> None:
    lines = ("De oefening vond plaats in het noorden van het land en werd geleid door de Thalys-", "compagnie.")
    text = "\n".join(("Geachte voorzitter,", "", *lines))
    assert texts(anatomy(source_of(text)), "paragraph")[0].endswith("Thalys-compagnie.")
    assert texts(anatomy(source_of(text), {"Thalyscompagnie"}.__contains__), "paragraph")[0].endswith(
        "Thalyscompagnie."
    )


def test_spans_lead_back_to_the_input() -> None:
    letter = parts(COLUMNS)
    block = next(block for block in letter.blocks if "samenwerking" in block.text)
    at = block.text.index("samenwerking")
    span = block.span(at, at + len("samenwerking"))
    assert (span.anchor[:6], span.anchor[-7:], span.page) == ("samen-", "werking", 1)
    assert letter.source.text[span.start : span.end] == span.anchor
    with pytest.raises(ValueError, match="give a start before the end"):
        block.span(5, 5)


# -- properties ------------------------------------------------------------------------------------

LINES = [line for text in (COLUMNS, PAPER, PLAIN) for line in text.splitlines()]
BESIDE = [f"{one[:36]:42}{two[:36]}" for one, two in pairwise(line for line in PLAIN.splitlines() if len(line) > 50)]
TORN = ["* Tot mei.", "vloot*", "Land", "240", "12", "Tabel 3 De inzet", "ix", "is ge-", "informeerd."]
ONE_LINE = st.sampled_from([*LINES, *TORN, "", "\f", "1", "•", "- "])
SHUFFLED = st.lists(
    st.one_of(ONE_LINE, st.lists(st.sampled_from(BESIDE), min_size=5, max_size=8).map("\n".join)), max_size=40
).map("\n".join)


@given(st.one_of(st.text(), SHUFFLED, st.text(alphabet="ab .,;:-\n\f1²•\tÉﬁ\u0301\u00ad")))
@settings(deadline=None)
def test_every_character_is_in_one_block(text: str) -> None:
    letter = parts(text)
    used: list[int] = []
    for block in letter.blocks:
        used += sorted(set(block.origin) - {at for at in block.origin if text[at].isspace()})
        assert block.text
        assert len(block.text) == len(block.origin)
        assert letter.source.pages[block.page - 1][0] <= block.origin[0] < letter.source.pages[block.page - 1][1]
    kept = set(used)
    assert len(kept) == len(used)
    for at, char in enumerate(text):
        if at not in kept and not char.isspace():
            assert char in "-‐" or unicodedata.category(char) in ("Cc", "Cf", "Mn")


@given(SHUFFLED)
@settings(deadline=None)
def test_cleaning_a_block_again_changes_nothing_more(text: str) -> None:
    for block in parts(text).blocks:
        for cell in block.text.split("\t"):
            if block.kind not in ("furniture", "margin", "head", "signature"):
                assert clean(cell, rules_for(lambda _: False)).text == cell


@pytest.mark.parametrize("letter", ["d1.txt", "d2.txt", "d3.txt"])
def test_sample_letters_keep_every_character(letter: str) -> None:
    read = anatomy(read_source(Path(__file__).parent / "letters" / letter))
    text = read.source.text
    for block in read.blocks:
        assert all("\t" in (char, text[at]) or char == text[at] or _changed(block, at) for char, at in _pairs(block))
        if block.kind not in ("furniture", "margin"):
            assert [clean(cell).text for cell in block.text.split("\t")] == block.text.split("\t")
    kept = {at for block in read.blocks for at in block.origin}
    assert {text[at] for at in range(len(text)) if at not in kept and not text[at].isspace()} <= {"-"}


def _pairs(block: Block) -> Iterator[tuple[str, int]]:
    return zip(block.text, block.origin, strict=True)


def _changed(block: Block, at: int) -> bool:
    return any(change.start <= at < change.end for change in block.changes)


@given(SHUFFLED)
@settings(deadline=None)
def test_spans_are_inside_the_text(text: str) -> None:
    letter = parts(text)
    for block, start, end in letter.letter_spans:
        span = letter.blocks[block].span(start, end)
        assert text[span.start : span.end] == span.anchor
    for block_ in letter.blocks:
        assert block_.span(0, len(block_.text)).end <= len(text)


def test_reading_time_grows_with_length() -> None:
    one, many = source_of(PAPER), source_of(PAPER * 40)
    anatomy(one)
    start = time.perf_counter()
    anatomy(many)
    assert time.perf_counter() - start < 3


# -- the real letter -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real() -> Anatomy:
    folder = os.environ.get("BONDGENOOT_SEEDS")
    if not folder:
        pytest.skip("BONDGENOOT_SEEDS is not set: the real letter is not read")
    return anatomy(read_source(Path(folder) / "letter-clean.txt"))


def test_real_letter_head(real: Anatomy) -> None:
    assert real.letter.identifiers == ("BS2020025112",)
    assert real.letter.issued == "2020-12-18"
    assert real.letter.pages == 8


def test_real_letter_body(real: Anatomy) -> None:
    assert len(texts(real, "heading")) == 14
    assert len(texts(real, "footnote")) == 1
    assert len([text for text in texts(real, "furniture") if text.startswith("Pagina")]) == 8
    assert not re.search(r"Pagina|Postbus|\n", " ".join(texts(real, "paragraph")))
    assert len(real.findings) == 6
