"""Reading PDF, HTML, XML, Word and OpenDocument: the text, its order, and what is refused."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from fuzz_formats import LETTER, attempt, inputs
from hypothesis import given, settings
from hypothesis import strategies as st
from letters_as import MAKERS, archive, as_docx, as_html, as_odt, as_pdf, as_xml, draw, written
from printed_letter import as_printed
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from spacy.language import Language

from extract.anatomy import anatomy
from extract.formats import Text, UnreadableLetter, read
from extract.formats import limits as limits_of
from extract.formats.flow import Flow
from extract.formats.offsets import by_page
from extract.formats.pdf import pages_of_pdf, picture
from extract.formats.pdf_lines import Word, page_text
from extract.knowledge import load_knowledge
from extract.language import load as load_model
from extract.pipeline import read_text
from extract.reading import Fact, Gap, Letter, Mention, Passage, Reading
from extract.source import Source, letters_in, read_source, source_of

PROSE = (
    "Het kabinet heeft besloten om de bijdrage aan de missie te verlengen.",
    "De eenheid blijft tot het einde van het jaar in het gebied en wordt dan",
    "afgelost door een eenheid van een ander land, dat nog niet bekend is.",
    "Over de verdere plannen wordt de Kamer in het voorjaar nader ingelicht.",
    "Daarbij komt ook de vraag aan de orde hoe lang de inzet nog nodig is.",
    "De kosten worden gedekt uit de middelen die daarvoor zijn begroot.",
)


#: The letter of the tests without its signature, and with enough sentences for several pages.
LONG = LETTER.split("Hoogachtend")[0] + "\n".join(
    f"\nVoortgang in {place}\nIn {place} is de inzet van de krijgsmacht in het afgelopen jaar volgens plan verlopen. "
    f"De\neenheid die daar sinds het voorjaar is gelegerd, keert na de zomer terug naar Nederland.\n"
    f"Over een vervolg van de inzet in {place} neemt het kabinet in het najaar een besluit."
    for place in ("Bosnië", "Litouwen", "Jordanië", "Irak", "Libanon", "Tsjaad", "Niger", "Senegal", "Benin", "Ghana")
)


def drawn(*pages: Callable[[Canvas], None], **options: object) -> bytes:
    """A PDF of pages that are drawn."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1, **options)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def column(x: float, y: float, lines: Sequence[str], size: float = 10, step: float = 12) -> Callable[[Canvas], None]:
    def page(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            draw(canvas, line, x, y - number * step, size)

    return page


def both(*parts: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
    def page(canvas: Canvas) -> None:
        for part in parts:
            part(canvas)

    return page


def text_of(data: bytes, name: str = "brief.pdf") -> str:
    found = read(name, data)
    assert found is not None
    return found.text


def fails(data: bytes, what: str, name: str = "brief.pdf") -> None:
    with pytest.raises(UnreadableLetter, match=what) as refused:
        read(name, data)
    assert str(refused.value).startswith(name)


# -- PDF: where words stand --------------------------------------------------------------------


def test_lines_are_read_from_top_to_bottom_in_whatever_order_they_were_drawn() -> None:
    places = [3, 0, 5, 1, 4, 2]
    data = drawn(both(*(column(60, 700 - 12 * n, [PROSE[n]]) for n in places)))
    assert text_of(data) == "\n".join(PROSE) + "\n"


def test_a_paragraph_ends_where_the_distance_is_larger() -> None:
    data = drawn(both(column(60, 700, PROSE[:3]), column(60, 700 - 3 * 12 - 8, PROSE[3:])))
    assert text_of(data) == "\n".join(PROSE[:3]) + "\n\n" + "\n".join(PROSE[3:]) + "\n"


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    left = [line[:38].rsplit(" ", 1)[0] for line in PROSE * 2]
    right = [line[-38:].split(" ", 1)[1] for line in PROSE * 2]
    rows = [column(60, 700 - 12 * n, [left[n]]) for n in range(12)] + [
        column(320, 700 - 12 * n, [right[n]]) for n in range(12)
    ]
    title, foot = (
        column(60, 760, ["Een kop boven twee kolommen, over de hele breedte van het blad gezet"]),
        column(500, 60, ["Pagina 1 van 1"]),
    )
    mixed = [part for pair in zip(rows[:12], rows[12:], strict=True) for part in pair]
    lines = [line.strip() for line in text_of(drawn(both(foot, *mixed, title))).splitlines() if line.strip()]
    assert lines[0].startswith("Een kop")
    assert lines[1:25] == [*left, *right]
    assert lines[25] == "Pagina 1 van 1"


def test_text_in_the_margin_stands_apart_from_the_text_beside_it() -> None:
    margin = ["Ministerie van Defensie", "Plein 4", "Postbus 20701", "Onze referentie", "BS2015000001"]
    body = column(60, 700, PROSE)
    beside = column(440, 702, margin, size=6.5, step=9)
    text = text_of(drawn(both(body, beside)))
    assert [line.strip() for line in text.splitlines() if line.strip()] == [*margin, *PROSE]
    assert all(line.startswith(" " * 30) for line in text.splitlines()[: len(margin)])


def test_the_cells_of_a_table_row_stay_on_one_line_in_columns() -> None:
    rows = [("Missie", "Land", "Militairen"), ("KFOR", "Kosovo", "8"), ("UNMISS", "Zuid-Sudan", "12")]
    parts = [column(x, 700 - 12 * n, [cell]) for n, row in enumerate(rows) for x, cell in zip((60, 200, 400), row)]  # noqa: B905
    lines = text_of(drawn(both(*parts))).splitlines()
    assert [tuple(line.split("   ")[0] for line in (row,)) for row in lines] == [(row[0],) for row in rows]
    assert [line.split() for line in lines] == [list(row) for row in rows]
    assert len({line.index(row[1]) for line, row in zip(lines, rows, strict=True)}) == 1


def test_a_justified_line_is_one_line_and_no_table() -> None:
    words = PROSE[1].split()

    def page(canvas: Canvas) -> None:
        x = 60.0
        for word in words:
            x = draw(canvas, word, x, 700, 10) + 15

    assert text_of(drawn(page)) == PROSE[1] + "\n"


def test_letters_drawn_again_to_look_bold_are_there_once() -> None:
    shifts = [column(60 + dx, 700, ["Verlenging van de Nederlandse bijdrage"]) for dx in (0, 0.3, 0.6)]
    assert text_of(drawn(both(*shifts))) == "Verlenging van de Nederlandse bijdrage\n"


def test_a_heading_that_is_built_up_bit_by_bit_is_there_once() -> None:
    whole = "Verlenging van de Nederlandse bijdrage"
    stages = [column(60, 700, [whole[:end]]) for end in (5, 11, 24, len(whole))]
    assert text_of(drawn(both(*stages))) == whole + "\n"


def test_a_small_raised_number_is_the_mark_of_a_footnote() -> None:
    data = drawn(both(column(60, 700, ["De missie is verlengd.² Zij telt 12 F-16’s¹² en 3 schepen."])))
    assert text_of(data) == "De missie is verlengd.² Zij telt 12 F-16’s¹² en 3 schepen.\n"


def test_a_page_that_is_shown_turned_reads_as_it_is_shown() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.rotate(90)
        column(60, -100, PROSE)(canvas)

    def upside_down(canvas: Canvas) -> None:
        canvas.setPageRotation(180)
        canvas.rotate(180)
        column(-500, -100, PROSE)(canvas)

    assert text_of(drawn(page)) == "\n".join(PROSE) + "\n"
    assert text_of(drawn(upside_down)) == "\n".join(PROSE) + "\n"


def test_a_word_broken_at_the_end_of_a_line_keeps_its_hyphen_and_its_lines() -> None:
    lines = ["Nederland neemt met een schip deel aan de opera-", "tie in de Golf van Aden."]
    assert text_of(drawn(column(60, 700, lines))) == "\n".join(lines) + "\n"


def test_running_heads_and_footers_stand_first_and_last_on_their_pages() -> None:
    pages = [
        both(column(60, 700, PROSE), column(60, 800, ["Ministerie"]), column(60, 40, [f"Pagina {n} van 3"]))
        for n in (1, 2, 3)
    ]
    found = read("brief.pdf", drawn(*pages))
    assert found is not None
    assert found.paged
    for number, (start, end) in enumerate(found.pages, 1):
        lines = [line for line in found.text[start:end].strip("\f").splitlines() if line]
        assert (lines[0], lines[-1]) == ("Ministerie", f"Pagina {number} van 3")


@given(
    st.lists(
        st.builds(
            lambda text, x, y, w, h: Word(text, x, y, x + w, y + h),
            st.text("abc1²", min_size=1, max_size=8),
            st.floats(-50, 600),
            st.floats(-50, 850),
            st.floats(0, 80),
            st.floats(0.1, 40),
        ),
        max_size=40,
    )
)
@settings(max_examples=60, deadline=None)
def test_wherever_words_stand_each_is_in_the_text_once_and_at_its_place(words: list[Word]) -> None:
    text, placed = page_text(words)
    kept = [place.word for place in placed]
    assert len(set(map(id, kept))) == len(kept) <= len(words)
    for place in placed:
        shown = text[place.start : place.start + len(place.word.text)]
        assert len(shown) == len(place.word.text)
        assert not any(char.isspace() for char in shown)
    assert sum(len(word.text) for word in kept) == sum(not char.isspace() for char in text)
    for word in words:
        assert any(other.text.startswith(word.text) for other in kept)


def test_damaged_boxes_are_passed_over() -> None:
    nan, inf = float("nan"), float("inf")
    words = [Word("a", nan, 0, 1, 1), Word("b", 0, 0, inf, 1), Word("c", 5, 0, 1, 1), Word("d", 0, 0, 5, 5)]
    assert page_text(words)[0] == "d\n"


# -- PDF: what is refused or told ----------------------------------------------------------------


def test_a_pdf_without_text_says_what_it_is() -> None:
    fails(drawn(lambda canvas: canvas.rect(10, 10, 100, 100), lambda canvas: None), "2 pages, no text layer")


def test_a_page_without_text_among_others_is_told_and_keeps_its_number() -> None:
    found = read(
        "brief.pdf", drawn(column(60, 700, PROSE), lambda canvas: canvas.rect(1, 1, 9, 9), column(60, 700, PROSE))
    )
    assert found is not None
    assert len(found.pages) == 3
    assert [f.level for f in found.findings] == ["warning"]
    assert "page 2 of 3 without text" in found.findings[0].message


def test_a_locked_pdf_is_refused_and_one_that_only_limits_printing_is_read() -> None:
    locked = StandardEncryption("geheim", ownerPassword="baas", strength=128)
    fails(drawn(column(60, 700, PROSE), encrypt=locked), "locked with a password")
    limited = StandardEncryption("", ownerPassword="baas", canPrint=0, strength=128)
    assert text_of(drawn(column(60, 700, PROSE), encrypt=limited)).startswith(PROSE[0])


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\nniets", b"%PDF-1.7\n" + bytes(range(256)) * 40])
def test_a_broken_pdf_is_refused(data: bytes) -> None:
    fails(data, "broken")


def test_a_pdf_cut_short_is_read_as_far_as_it_goes_or_refused() -> None:
    whole = drawn(*[column(60, 700, PROSE)] * 5)
    for share in (0.3, 0.6, 0.9):
        assert attempt("brief.pdf", whole[: int(len(whole) * share)]) in ("read", "refused")


def test_of_a_very_long_pdf_the_first_pages_are_read_with_a_warning() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 700, PROSE[0])

    found = read("brief.pdf", drawn(*[page] * 2000))
    assert found is not None
    assert len(found.pages) == limits_of.MOST_PAGES
    assert "2,000 pages; the first 500 were read" in found.findings[0].message


def test_a_reader_that_takes_too_much_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def bomb(canvas: Canvas) -> None:
        for _ in range(40):
            canvas._code.append(" " * 5_000_000)  # a page description of 200 MB that packs to 0.2 MB

    data = drawn(bomb, pageCompression=1)
    assert len(data) < 1_000_000
    monkeypatch.setattr("extract.formats.pdf.MEMORY", 150_000_000)
    fails(data, "cannot cope with it|memory|no text layer")
    monkeypatch.setattr("extract.formats.pdf.PATIENCE", 0.001)
    fails(data, "takes more than")


def test_more_text_than_is_read_of_one_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = drawn(column(60, 700, PROSE))
    monkeypatch.setattr("extract.formats.pdf.MOST_CHARACTERS", 100)
    fails(data, "more text than is read of one file")
    monkeypatch.setattr("extract.formats.limits.MOST_CHARACTERS", 100)
    fails(as_html(source_of(LETTER)), "characters of text, more than", "brief.html")


# -- markup --------------------------------------------------------------------------------------

PAPER = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE officiele-publicatie [<!ENTITY bom "bom"><!ENTITY grote "&bom;&bom;&bom;">]>
<officiele-publicatie><metadata><meta name="titel" content="niet lezen"/>niet lezen</metadata>
<kamerstuk>
 <kamerstukkop><tekstregel inhoud="tekst">Tweede Kamer der Staten-Generaal</tekstregel>
  <tekstregel inhoud="vergaderjaar">Vergaderjaar 2017-2018</tekstregel></kamerstukkop>
 <stuk><stuknr>Nr. <ondernummer>41</ondernummer></stuknr>
  <titel>BRIEF VAN DE MINISTER<noot id="t" type="voet"><noot.nr>1</noot.nr><noot.al>De titelnoot.</noot.al></noot>
  </titel>
  <algemeen><vrije-tekst><tekst status="goed">
   <al>De missie
     is <nadruk type="cur">verlengd</nadruk>.<noot id="a" type="voet"><noot.nr>2</noot.nr><noot.al>Zie de
     <extref doc="x">memorie</extref>.</noot.al></noot> Zij duurt.</al>
   <divisie><kop><nr>1.</nr><titel>Inleiding</titel></kop>
    <lijst type="expliciet"><li><li.nr>–</li.nr><al>Eerste punt.</al></li>
     <li><li.nr>b.</li.nr><al>Tweede punt.</al></li></lijst>
    <table><title>Tabel 1: Inzet</title><tgroup cols="2"><thead><row><entry><al>Missie</al></entry>
     <entry><al>Aantal</al></entry></row></thead><tbody><row><entry><al>KFOR Kosovo</al></entry>
     <entry><al>5</al></entry></row></tbody></tgroup></table>
    <tussenkop>Slot &#233;n &bom; x</tussenkop>
   </divisie></tekst></vrije-tekst></algemeen>
  <ondertekening><functie>De Minister van Defensie,</functie><naam><voornaam>A.</voornaam>
   <achternaam>Jansen</achternaam></naam></ondertekening></stuk></kamerstuk></officiele-publicatie>"""


def test_a_parliamentary_paper_in_xml_reads_as_it_is_printed() -> None:
    assert text_of(PAPER.encode(), "kst.xml").split("\n") == [
        "Tweede Kamer der Staten-Generaal",
        "Vergaderjaar 2017-2018",
        "",
        "Nr. 41",
        "",
        "BRIEF VAN DE MINISTER¹",
        "",
        "De missie is verlengd.² Zij duurt.",
        "",
        "1. Inleiding",
        "",
        "– Eerste punt.",
        "b. Tweede punt.",
        "",
        "¹ De titelnoot.",
        "",
        "² Zie de memorie.",
        "",
        "Tabel 1: Inzet",
        "",
        "Missie        Aantal",
        "KFOR Kosovo   5",
        "",
        "Slot én &bom; x",
        "",
        "De Minister van Defensie,",
        "A. Jansen",
        "",
    ]


PAGE = """<!DOCTYPE html><html><head><title>niet</title><style>p { x: niet }</style></head><body>
<script>niet()</script><nav>niet</nav><h2>Kop &eacute;&eacute;n</h2>
<p>Een <b>vette</b>
 zin<sup><a href="#n1">1</a></sup> met<br>een regel en H<sub>2</sub>O.</p><p style="display: none">niet</p>
<ul><li>een</li><li><p>twee</p></li><li><span>–</span><p>drie</p></li></ul><ol start=4><li>a<li>b</ol>
<table><tr><th>Land</th><th>Aantal</th></tr><tr><td>Italië</td><td>5</td></tr></table>
<table><tr><td><p>los</p><table><tr><td>in</td><td>nog</td></tr></table></td></tr></table>
<pre>ruw  a
   b   c</pre><div>blok<div>binnen</div>na</div><div class="noot"><p><sup>1</sup> Noot.</p></div></body></html>"""


def test_a_web_page_reads_as_it_is_shown() -> None:
    assert text_of(PAGE.encode(), "brief.html").split("\n") == [
        "Kop één", "", "Een vette zin¹ met", "een regel en H2O.", "", "¹ Noot.", "", "• een", "• twee", "– drie", "",
        "4. a", "5. b", "", "Land     Aantal", "Italië   5", "", "los", "", "in   nog", "", "ruw  a", "   b   c", "",
        "blok", "", "binnen", "",
        "na", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<html><p>coöperatie</html>".encode(), "coöperatie"),
        ("<html><p>coöperatie €</html>".encode("cp1252"), "coöperatie €"),
        ('<html><meta charset="iso-8859-1"><p>coöperatie €</html>'.encode("cp1252"), "coöperatie €"),
        ('<html><meta charset="iso-8859-2"><p>Šiauliai</html>'.encode("iso-8859-2"), "Šiauliai"),
        ("<html><p>coöperatie</html>".encode("utf-16"), "coöperatie"),
        ("\ufeff<html><p>coöperatie</html>".encode(), "coöperatie"),
        ('<?xml version="1.0" encoding="iso-8859-1"?><al>coöperatie</al>'.encode("latin-1"), "coöperatie"),
        ('<?xml version="1.0" encoding="utf-16"?><al>coöperatie</al>'.encode("utf-16"), "coöperatie"),
    ],
)
def test_markup_is_read_in_its_encoding(data: bytes, expected: str) -> None:
    assert text_of(data, "brief") == expected + "\n"


def test_the_main_part_of_a_web_page_is_read_and_that_is_told() -> None:
    main = "<main><p>" + " ".join(PROSE) + "</p></main>"
    found = read("a.html", f"<html><body><div>Home Zoeken</div>{main}<div>Contact</div></body></html>".encode())
    assert found is not None
    assert found.text == " ".join(PROSE) + "\n"
    assert [f.level for f in found.findings] == ["note"]


def test_xml_that_is_not_sound_is_read_with_a_warning() -> None:
    found = read("a.xml", b"<?xml version='1.0'?><tekst><al>Een.</al><al>Twee.</tekst>")
    assert found is not None
    assert found.text == "Een.\n\nTwee.\n"
    assert "not sound XML, at line 1" in found.findings[0].message


def test_elements_nested_without_end_are_cut_off_with_a_warning() -> None:
    for name, data in (
        ("a.html", "<html>" + "<div>" * 3000 + "diep"),
        ("a.xml", "<?xml version='1.0'?>" + "<a>" * 3000),
    ):
        found = read(name, ("<html>" + "<p>Tekst.</p>" + data if name == "a.html" else data).encode())
        assert found is not None
        assert "Excessive depth" in found.findings[0].message


def test_files_of_the_machine_and_declared_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("GEHEIM")
    declared = f'<!DOCTYPE a [<!ENTITY s SYSTEM "{secret.as_uri()}"><!ENTITY e "GEHEIM">]>'
    for name in ("a.xml", "a.html"):
        head = "<?xml version='1.0'?>" if name == "a.xml" else ""
        assert "GEHEIM" not in text_of(f"{head}{declared}<al>x &s; &e; y</al>".encode(), name)


def test_a_text_that_only_mentions_markup_is_plain_text() -> None:
    assert read("brief.txt", b"De code <html> staat hier.") is None
    assert read("brief.txt", b"Geachte voorzitter,\n") is None


# -- word processors -----------------------------------------------------------------------------

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(body: str, **parts: str) -> str:
    files = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
    }
    files |= {
        f"word/{name}.xml": f"<w:{name.rstrip('1')} {_W}>{text}</w:{name.rstrip('1')}>" for name, text in parts.items()
    }
    return text_of(archive(files), "brief.docx")


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_word_deleted_hidden_and_field_text_is_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>Een </w:t></w:r><w:del><w:r><w:delText>oude </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>nieuwe</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t xml:space='preserve"
        "'> zin</w:t><w:noBreakHyphen/><w:t>deel</w:t><w:br/><w:t>regel</w:t></w:r>"
        "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>3</w:t></w:r></w:p>"
    )
    assert word(body) == "Een nieuwe zin‑deel\nregel³\n"


def test_word_lists_carry_their_numbers() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, start, form, text in ((0, 3, "decimal", "%1."), (1, 1, "lowerLetter", "%1.%2)"), (2, 1, "bullet", ""))
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    )
    styles = '<w:style w:styleId="Lijst"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'

    def item(text: str, level: int) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="2"/></w:numPr>')

    body = (
        item("een", 0)
        + item("sub", 1)
        + item("sub", 1)
        + p("twee", '<w:pStyle w:val="Lijst"/>')
        + item("sub", 1)
        + item("x", 2)
    )
    assert word(body, numbering=numbering, styles=styles) == "3. een\n3.a) sub\n3.b) sub\n4. twee\n4.a) sub\n• x\n"


def test_word_headers_tables_text_boxes_and_notes_are_all_there() -> None:
    box = f"<w:p><w:r><w:txbxContent>{p('in de doos')}</w:txbxContent><w:t>Ervoor.</w:t></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{p('Land')}</w:tc><w:tc>{p('Aantal')}</w:tc></w:tr></w:tbl>"
    note = '<w:p><w:r><w:t>Zin.</w:t></w:r><w:r><w:footnoteReference w:id="9"/></w:r></w:p>'
    made = word(
        box + table + note,
        header1=p("Ministerie"),
        footer1=p("Pagina 1 van 1"),
        footnotes=f'<w:footnote w:id="0">{p("niet")}</w:footnote><w:footnote w:id="9">{p("De noot.")}</w:footnote>',
    )
    assert made.split() == "Ministerie Ervoor. in de doos Land Aantal Zin.¹ ¹ De noot. Pagina 1 van 1".split()  # noqa: SIM905
    assert "Land   Aantal\n" in made


def test_long_paragraphs_are_parted_and_lines_of_an_address_are_not() -> None:
    flow = Flow()
    for text in ("Plein 4", "2511 CR Den Haag", "", PROSE[0] + " " + PROSE[1], "Kop", PROSE[0] + " " + PROSE[1]):
        flow.add(text)
        flow.paragraph()
    assert [len(part) for part in flow.text().split("\n\n")] == [24, 141, 3, 142]


_O = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)


def test_opendocument_lists_notes_tabs_and_changes() -> None:
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="a" '
        'style:num-suffix=")" text:start-value="2"/></text:list-style>'
        '<style:style style:name="T"><style:text-properties style:text-position="super 58%"/></style:style>'
    )
    body = (
        "<text:tracked-changes><text:p>weg</text:p></text:tracked-changes><text:h>Kop</text:h>"
        "<text:p>Datum<text:tab/>3<text:s/>mei<text:line-break/>"
        "m<text:span text:style-name='T'>2</text:span> groot</text:p>"
        "<text:list text:style-name='L'><text:list-item><text:p>een</text:p></text:list-item>"
        "<text:list-item><text:p>twee</text:p></text:list-item></text:list>"
        "<text:p>Zin<text:note><text:note-citation>4</text:note-citation><text:note-body><text:p>De noot.</text:p>"
        "</text:note-body></text:note> gaat door.</text:p>"
    )
    content = (
        f"<office:document-content {_O}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    made = text_of(archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}), "b.odt")
    assert made == "Kop\n\nDatum   3 mei\nm² groot\nb) een\nc) twee\nZin⁴ gaat door.\n\n⁴ De noot.\n"


def test_an_archive_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    fails(archive({"word/document.xml": "<a>" + " " * 5_000_000 + "</a>"}), "archive bomb", "brief.docx")
    fails(archive({"content.xml": "<a>" + " " * 40_000_000 + "</a>"}), "unpacks to 40,000,007 bytes", "brief.odt")
    monkeypatch.setattr(limits_of, "MOST_PARTS", 3)
    fails(archive({f"deel{n}.xml": "" for n in range(9)}), "9 parts", "brief.docx")


def test_an_archive_that_lies_about_its_size_is_cut_off() -> None:
    data = bytearray(archive({"word/document.xml": "<a>" + " " * 5_000_000 + "</a>"}))
    size = (5_000_007).to_bytes(4, "little")
    for at in (data.find(size), data.rfind(size)):
        data[at : at + 4] = (500).to_bytes(4, "little")
    fails(bytes(data), "unpacked|broken|bomb", "brief.docx")


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("brief.docx", archive({"xl/workbook.xml": "<a/>"}), "neither a Word"),
        ("brief.docx", archive({"word/document.xml": "geen xml"}), "XML without any element"),
        ("brief.odt", archive({"content.xml": "<a/>"}), "no text"),
        (
            "brief.odt",
            archive({"content.xml": "<a/>", "META-INF/manifest.xml": "<m:encryption-data/>"}),
            "locked with a password",
        ),
        ("brief.docx", as_docx(source_of(LETTER))[:900], "broken archive"),
        ("brief.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "Save it as docx"),
        ("brief.rtf", rb"{\rtf1\ansi tekst}", "RTF"),
        ("brief.pdf", b"geen pdf", "named .pdf but begins with b'geen pdf'"),
    ],
)
def test_other_files_are_refused_with_a_way_out(name: str, data: bytes, what: str) -> None:
    fails(data, what, name)


def test_a_locked_archive_is_refused() -> None:
    data = bytearray(as_docx(source_of(LETTER)))
    entry = zipfile.ZipFile(io.BytesIO(bytes(data))).getinfo("word/document.xml")
    data[entry.header_offset + 6] |= 1
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    fails(bytes(data), "locked with a password", "brief.docx")


# -- as a source ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return written(LETTER, tmp_path_factory.mktemp("letters"))


def body_of(source: Source) -> set[tuple[str, str]]:
    kinds = ("heading", "paragraph", "item", "footnote", "table")
    return {(block.kind, block.text) for block in anatomy(source).blocks if block.kind in kinds}


@pytest.mark.parametrize("suffix", sorted(MAKERS))
def test_a_letter_has_the_same_parts_in_every_format(suffix: str, letters: dict[str, Path]) -> None:
    source = read_source(letters[suffix])
    plain = source_of(LETTER)
    assert source.encoding == suffix
    assert source.findings == ()
    assert body_of(source) == body_of(plain)
    mine, theirs = anatomy(source).letter, anatomy(plain).letter
    assert replace(mine, name="", sha256="", pages=0) == replace(theirs, name="", sha256="", pages=0)


HEAD = (
    "de Voorzitter van de Tweede Kamer",
    "der Staten-Generaal",
    "Plein 2",
    "",
    "Datum\t3 mei 2018",
    "Betreft\tInzet van de krijgsmacht in het buitenland",
    "",
    "Geachte voorzitter,",
    "",
)
FIELDS = ("Directie Beleid", "Plein 4", "2511 CR Den Haag", "www.defensie.nl", "Onze referentie", "BS2018000321")


@pytest.mark.parametrize("columns", [1, 2])
def test_a_printed_letter_with_a_margin_and_footnotes_has_the_same_parts(columns: int, tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(as_printed(source_of(LONG), HEAD, FIELDS, columns))
    source, plain = read_source(path), source_of(LONG)
    assert len(source.pages) > 1
    assert body_of(source) == body_of(plain)
    letter = anatomy(source).letter
    assert (letter.identifiers, letter.issued) == (("BS2018000321",), "2018-05-03")
    assert letter.title == "Inzet van de krijgsmacht in het buitenland"


def test_a_folder_gives_the_letters_of_every_format(letters: dict[str, Path]) -> None:
    folder = letters["pdf"].parent
    assert letters_in([folder]) == sorted(letters.values())


def test_a_file_that_is_too_large_is_not_opened(letters: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits_of, "MOST_BYTES", 100)
    with pytest.raises(UnreadableLetter, match="more than the 100"):
        read_source(letters["pdf"])


def test_the_same_letter_always_gives_the_same_files() -> None:
    for made in (as_pdf, as_html, as_xml, as_docx, as_odt):
        assert made(source_of(LETTER)) == made(source_of(LETTER))


def test_offsets_of_a_pdf_count_in_the_page(letters: dict[str, Path]) -> None:
    source = read_source(letters["pdf"])
    at = source.text.index("Kosovo", source.pages[1][0])
    reading = Reading(
        Letter("document/x", "x.pdf", "0", 2),
        (),
        (Mention("country/XK", source.span(at, at + 6), 1.0, "name"),),
        (),
        gaps=(Gap(Passage(at - 10, at + 6, 2, "…"), ("number",)),),
    )
    found = by_page(reading, source)
    page = source.text.split("\f")[1]
    span = found.mentions[0].span
    assert (span.page, page[span.start : span.end]) == (2, "Kosovo")
    assert found.gaps[0].passage.end == span.end
    assert by_page(replace(reading, mentions=()), replace(source, shifts=(0, 0))).gaps == reading.gaps


def test_words_of_a_pdf_can_be_marked_on_a_picture(letters: dict[str, Path]) -> None:
    data = letters["pdf"].read_bytes()
    count, pages = pages_of_pdf("brief.pdf", data)
    assert count == len(pages) == 2
    assert all(pages[0].text.startswith(place.word.text, place.start) for place in pages[0].placed[:50])
    marked = next(place.word for place in pages[1].placed if place.word.text == "Kosovo")
    plain = picture("brief.pdf", data, 2, scale=1)
    assert plain.startswith(b"\x89PNG\r\n")
    assert picture("brief.pdf", data, 2, [marked], scale=1) != plain
    with pytest.raises(UnreadableLetter, match=r"page 9 cannot be drawn|cannot cope"):
        picture("brief.pdf", data, 9)


# -- facts ---------------------------------------------------------------------------------------


def letters_to_read() -> list[Source]:
    """The letter of the tests, and the letter of the project where its folder is named."""
    folder = os.environ.get("BONDGENOOT_SEEDS")
    return [source_of(LETTER), *([read_source(Path(folder) / "letter-clean.txt")] if folder else [])]


@cache
def load_pipeline() -> Language:
    return load_model()


def facts_of(path: Path | Source) -> list[tuple[object, ...]]:
    source = path if isinstance(path, Source) else read_source(path)
    found = read_text(source, load_pipeline(), load_knowledge())

    def roles(fact: Fact) -> list[tuple[str, str]]:
        return sorted((role.name, str(role.value).replace(found.letter.id, "itself")) for role in fact.roles)

    return sorted((fact.kind, fact.modality, roles(fact)) for fact in found.facts)


@pytest.mark.parametrize("letter", letters_to_read(), ids=lambda letter: letter.name)
def test_a_letter_tells_the_same_facts_in_every_format(letter: Source, tmp_path: Path) -> None:
    plain = facts_of(letter)
    assert plain
    for suffix, made in MAKERS.items():
        path = tmp_path / f"brief.{suffix}"
        path.write_bytes(made(letter))
        assert facts_of(path) == plain, suffix


# -- fuzz ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "count"), [("pdf", 8), ("html", 60), ("xml", 60), ("docx", 60), ("odt", 60), ("any", 60)]
)
def test_no_damaged_or_random_file_makes_a_reader_fail(name: str, count: int) -> None:
    outcomes = [attempt(file, data) for file, data in inputs(name, count, seed=1)]
    assert len(outcomes) == count
    assert set(outcomes) <= {"read", "refused", "plain"}


def test_a_fault_of_a_reader_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(name: str, data: bytes) -> Text:
        raise IndexError(name)

    monkeypatch.setattr("extract.formats.markup.read_html", fault)
    with pytest.raises(IndexError):
        attempt("a.html", b"<html>")
