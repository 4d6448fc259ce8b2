"""Telling the furniture of a letter from its prose, one line at a time.

Furniture is what the printer put round the text: page numbers, running heads, addresses and
reference fields. Every function here looks at one stripped line or cell and decides nothing
about its neighbours; :mod:`extract.layout` does that.
"""

from __future__ import annotations

import re
from typing import Literal

Field = Literal["reference", "date", "title", "other"]

#: Labels of the reference fields of a Dutch official letter, by what their value is.
LABELS: dict[str, Field] = {
    "ons kenmerk": "reference",
    "onze referentie": "reference",
    "ons nummer": "reference",
    "onze ref.": "reference",
    "kenmerk": "reference",
    "referentie": "reference",
    "briefnummer": "reference",
    "documentnummer": "reference",
    "nummer": "reference",
    "datum": "date",
    "datum brief": "date",
    "betreft": "title",
    "betreffende": "title",
    "onderwerp": "title",
    "uw kenmerk": "other",
    "uw referentie": "other",
    "uw brief": "other",
    "uw brief van": "other",
    "uw brief (kenmerk)": "other",
    "aanvraagnummer": "other",
    "zaaknummer": "other",
    "afschrift aan": "other",
    "kopie aan": "other",
    "behandeld door": "other",
    "contactpersoon": "other",
    "inlichtingen bij": "other",
    "bijlage": "other",
    "bijlagen": "other",
    "bijlage(n)": "other",
    "aantal bijlagen": "other",
    "auteur": "other",
    "steller": "other",
    "telefoon": "other",
    "telefoonnummer": "other",
    "doorkiesnummer": "other",
    "e-mail": "other",
    "postadres": "other",
    "bezoekadres": "other",
    "retouradres": "other",
    "verzenddatum": "other",
    "vertrouwelijkheid": "other",
    "rubricering": "other",
}
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip

_BY_LENGTH = sorted(LABELS, key=lambda label: (-len(label), label))
_LABEL = re.compile(r"(?i)(" + "|".join(re.escape(label) for label in _BY_LENGTH) + r")(?=\s*:|\s|$)\s*:?\s*")
_MONTH = "|".join(MONTHS)
_DATE = re.compile(rf"(?i)\b(\d{{1,2}})\s+({_MONTH})\s+(\d{{4}})\b|\b(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}})\b")

_NUMBERED = re.compile(
    r"(?i)(?:^|^.{0,70}?[\s|])(?:pagina|blad|bladzijde|blz\.?|page)\s*(\d{1,4})\s*(?:van|of|/|\|)\s*\d{1,4}$"
)
_NUMBER_ONLY = re.compile(
    r"(?i)^(?:(?:pagina|blad|bladzijde|page)\s*(\d{1,4})"
    r"|(?:(?=\S*\d)\S{4,40} )?[-–—]\s*(\d{1,3})\s*[-–—]|(\d{1,3})\s*/\s*\d{1,3}|(\d{1,3}) van \d{1,3})$"
)
_ROMAN = re.compile(
    r"(?i)^(?:(?:pagina|blad|bladzijde|blz\.?|page)\s*([ivxl]{1,7})(?:\s*(?:van|of|/|\|)\s*[ivxl\d]{1,7})?"
    r"|[-–—]\s*([ivxl]{1,7})\s*[-–—]|([ivxl]{1,7})\s*/\s*[ivxl]{1,7})$"
)
_ROMAN_FORM = re.compile(r"(?=.)(xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
_CHAMBER = re.compile(
    r"(?i)^(?:[’'`]?s[- ]gravenhage,? \d{4} )?(?:tweede|eerste) kamer,? (?:der staten-generaal,? )?"
    r"vergaderjaar\b.{0,80}?\bnrs?\.?\s*\w{1,5}(?:\s+(\d{1,3}))?$"
)

_REFERENCE = re.compile(r"(?=\S*\d{4})[A-Z]{0,8}[-/. ]?\d[\d./-]*(?:[-/]?[A-Z]{1,5}[-/]?\d*)*")
_POSTCODE = re.compile(
    r"^(?:>?\s*(?:Retouradres|Postbus)\b.*\s)?[1-9]\d{3} ?[A-Z]{2}\s+[A-Z’'][\w’'-]*(?:[ -][A-Z][\w’'-]*){0,3}$"
)
_CONTACT = re.compile(
    r"(?i)^(?:www\.\S+|https?://\S+|\S+@\S+\.\w+|(?:[tfem]|tel\.?|fax)[ :.]+[+(\d][\d ()-]{6,}|[+(]?0[\d ()-]{8,})$"
)
_POSTBOX = re.compile(r"(?i)^(?:>\s*)?(?:retouradres\b.*|postbus \d+.*|mpc \d+ ?\w?)$")
_IMPRINT = re.compile(r"(?i)^(?:kst-\S+|issn\b.*|isbn\b.*|[’'`]?s[- ]gravenhage,? \d{4}|sdu uitgevers.*)$")
_ANSWERING = re.compile(r"(?i)^(?:gelieve )?bij beantwoording\b")
_STREET = re.compile(r"[A-Z’'][\w’'.-]*(?: [\w’'.-]+){0,3} \d{1,4} ?[A-Za-z]?")
_MINISTRY = re.compile(
    r"(?i)^(?:ministerie van|ministerie voor|federale overheidsdienst|fod|kabinet van de minister van)\s[^.;:]{3,60}$"
)
_OFFICE = re.compile(
    r"^(?:Directie|Afdeling|Bureau|Directoraat|Hoofddirectie|Bestuursstaf|Cluster|Dienst|Commando)\b[^.;:]{0,50}$"
)
_PERSON = re.compile(
    r"^(?:[Dd]e heer |[Mm]evrouw |(?:[Dd]rs|[Mm]r|[Ii]r|[Ii]ng|[Dd]r|[Pp]rof|[Mm]w|[Mm]evr|[Dd]hr)\.? )*"
    r"(?:[A-Z][a-z]?\.[ -]?)+(?:[a-z’]+ )*[A-Z][\w’-]+$"
)
_ADDRESSEE = re.compile(
    r"(?i)^(?:aan\s*:?\s+)?(?:de\s+)?voorzitters?\s+van\b"
    r"|^(?:kamer\s+)?der\s+staten-generaal$|^kamer der\b|^aan de\b.*\bkamer\b"
)
_PLACE_DATE = re.compile(rf"(?i)^[’'\w][\w’' -]{{1,30}}, (?:de )?\d{{1,2}} (?:{_MONTH}) \d{{4}}$")
_SALUTATION = re.compile(
    r"(?i)^(?:zeer )?(?:geachte|hooggeachte|mijnheer|mevrouw|waarde|beste|dames en heren)\b[^.;:]{0,60},?$"
)
_VALEDICTION = re.compile(
    r"(?i)^(?:hoogachtend|met (?:vriendelijke groet|de meeste hoogachting)|namens deze|namens het kabinet)\b.{0,30}$"
)
_OFFICE_HOLDER = re.compile(
    r"^(?:(?:[Dd]e|DE|Het|HET)\s+)?(?:[Mm]inister(?:-president)?|MINISTERS?(?:-PRESIDENT)?|[Ss]taatssecretaris|STAATSSECRETARIS)"
    r"(?:(?:,| van| voor| VAN| VOOR)\b[^.;:]{0,70}|,)?,?$"
)
_DOSSIER = re.compile(r"\d{2} \d{3}(?: [XVI]{1,5})?(?:\s|$)|N[Rr]\. ?\d{1,4}(?:\s|$)")
_RULE = re.compile(r"[_\-–—=*]{3,}(?:\s+[_\-–—=*]{3,})*")
_BLANKS = re.compile(r"\s+")


def page_number(line: str) -> int | None:
    """The number printed by a page footer or header, or ``None`` where the line is none.

    >>> page_number("Pagina 3 van 16"), page_number("- 7 -"), page_number("2/5"), page_number("DGB-2007/15 - 3 -")
    (3, 7, 2, 3)
    >>> page_number("Pagina iv van xii"), page_number("- ix -")
    (4, 9)
    >>> page_number("Eerste Kamer, vergaderjaar 2018–2019, 35 000 X, nr. 4 2")
    2
    >>> page_number("Zie bladzijde 4 van de bijlage.") is None
    True
    """
    line = _BLANKS.sub(" ", line.strip())
    if len(line) > 160:
        return None
    for pattern in (_NUMBERED, _NUMBER_ONLY, _CHAMBER):
        if match := pattern.match(line):
            return next((int(group) for group in match.groups() if group), 0)
    if match := _ROMAN.match(line):
        return bare_number(next(filter(None, match.groups()))) or None
    return None


def bare_number(text: str) -> int:
    """The number that a text consists of, in figures or as a Roman numeral under 90; 0 where it is none.

    >>> bare_number("12"), bare_number("xiv"), bare_number("IX"), bare_number("vijf"), bare_number("iiv")
    (12, 14, 9, 0, 0)
    """
    if text.isascii() and text.isdigit() and len(text) <= 3:
        return int(text)
    if not _ROMAN_FORM.fullmatch(text):
        return 0
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[letter] for letter in text.lower()]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))


def label_of(line: str) -> tuple[Field, int] | None:
    """The kind of reference field that a line opens with, and the offset where its value begins.

    >>> label_of("Betreft:  Stand van zaken"), label_of("Ons kenmerk")
    (('title', 10), ('reference', 11))
    >>> label_of("Datumloze stukken") is None
    True
    """
    match = _LABEL.match(line)
    return (LABELS[match.group(1).lower()], match.end()) if match else None


def is_label(line: str) -> bool:
    """Whether the line is a label and nothing more."""
    label = label_of(line)
    return label is not None and label[1] >= len(line)


def date_in(text: str) -> str | None:
    """The first full date of a text in ISO 8601.

    >>> date_in("Den Haag, 3 maart 2017"), date_in("05-11-2019"), date_in("31-31-2019")
    ('2017-03-03', '2019-11-05', None)
    """
    for match in _DATE.finditer(text):
        day, name, year, day2, month2, year2 = match.groups()
        month = MONTHS.index(name.lower()) + 1 if name else int(month2)
        number = int(day or day2)
        if 1 <= month <= 12 and 1 <= number <= 31:
            return f"{year or year2}-{month:02}-{number:02}"
    return None


def is_date(line: str) -> bool:
    """Whether the line is a date and nothing more."""
    match = _DATE.match(line)
    return match is not None and match.end() == len(line)


def is_reference(line: str) -> bool:
    """Whether the line is a reference number and nothing more.

    >>> is_reference("BS2016001234"), is_reference("MINBUZA-2021.4455"), is_reference("2021")
    (True, True, False)
    """
    return _REFERENCE.fullmatch(line) is not None and sum(c.isdigit() for c in line) > 4


def is_furniture(line: str) -> bool:
    """Whether a line is furniture wherever it stands: address, label with or without its value, imprint.

    >>> is_furniture("2511 CR Den Haag"), is_furniture("www.example.nl"), is_furniture("Datum 4 mei 2018")
    (True, True, True)
    >>> is_furniture("Datum en plaats volgen nog."), is_furniture("Noorwegen")
    (False, False)
    """
    if len(line) > 120:
        return False
    if page_number(line) is not None or is_reference(line):
        return True
    parts = [part.strip() for part in line.split("|")]
    if len(parts) > 1 and all(
        part.isdigit() or is_reference(part) or is_ministry(part) or is_date(part) for part in parts
    ):
        return True
    if any(p.search(line) for p in (_POSTCODE, _CONTACT, _POSTBOX, _IMPRINT)) and len(line) < 70:
        return True
    label = label_of(line)
    if label is None:
        return False
    value = line[label[1] :]
    if not line[0].isupper():
        return False
    return (
        not value
        or is_reference(value)
        or is_date(value)
        or (label[0] == "other" and ":" in line[: label[1]] and len(value) < 40)
    )


def may_be_furniture(line: str) -> bool:
    """Whether a line is furniture when it stands next to furniture: street, ministry, office, date."""
    return len(line) < 70 and (
        any(p.match(line) for p in (_MINISTRY, _OFFICE, _PERSON))
        or _STREET.fullmatch(line) is not None
        or is_date(line)
    )


def is_value(line: str) -> bool:
    """Whether a line under a label may be what the label asks for: one word with a figure in it.

    >>> is_value("161234.05u"), is_value("2"), is_value("Noorwegen"), is_value("In 2019")
    (True, True, False, False)
    """
    return len(line) <= 40 and line[:1].isalnum() and " " not in line and any(char.isdigit() for char in line)


def is_ministry(line: str) -> bool:
    """Whether the line is the name of a ministry and nothing more, with a reference after a bar perhaps."""
    return _MINISTRY.match(line) is not None and len(line) < 70


def is_head(line: str) -> bool:
    """Whether a line can stand in the head of a letter only."""
    return (
        is_furniture(line)
        or label_of(line) is not None
        or any(p.search(line) for p in (_ANSWERING, _ADDRESSEE, _PLACE_DATE, _SALUTATION))
        or may_be_furniture(line)
        or is_dossier(line)
        or (line.isupper() and line.startswith(("BRIEF VAN", "LIJST VAN", "VERSLAG VAN", "NR.")))
    )


def is_dossier(line: str) -> bool:
    """Whether a line opens with the number of a parliamentary dossier or of a paper in it, and stands in a head.

    >>> is_dossier("33 400 X Vaststelling van de begroting"), is_dossier("Nr. 45"), is_dossier("33 militairen")
    (True, True, False)
    """
    return _DOSSIER.match(line) is not None


def is_answering_line(line: str) -> bool:
    """Whether the line opens the request to quote date and reference in an answer."""
    return _ANSWERING.match(line) is not None


def is_addressee(line: str) -> bool:
    """Whether the line names the one written to."""
    return _ADDRESSEE.search(line) is not None


def is_salutation(line: str) -> bool:
    """Whether the line greets the reader.

    >>> is_salutation("Geachte mevrouw de Voorzitter,"), is_salutation("Geachte voorzitters hebben gezegd dat.")
    (True, False)
    """
    return _SALUTATION.match(line) is not None


def is_signature(line: str) -> bool:
    """Whether the line closes a letter: a valediction or the office of the one who signs.

    >>> is_signature("Hoogachtend,"), is_signature("DE MINISTER VAN DEFENSIE"), is_signature("De minister zegt dit.")
    (True, True, False)
    """
    return _VALEDICTION.match(line) is not None or _OFFICE_HOLDER.match(line) is not None


def is_rule(line: str) -> bool:
    """Whether the line is a printed rule ("_____")."""
    return _RULE.fullmatch(line) is not None


def is_office(line: str) -> bool:
    """Whether the line is the office of a minister and nothing more."""
    return _OFFICE_HOLDER.match(line) is not None
