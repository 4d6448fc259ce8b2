"""Set the clean text of a letter on pages again, in a manner drawn by a seed: widths, hyphens, furniture, columns."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

BULLETS = ("•", "❑", "-", "–", "o", "\uf0b7", "▪")
FOOTERS = ("Pagina {n} van {all}", "{n}/{all}", "- {n} -", "Blad {n} van {all}", "{n}", "pagina {n}", "")
HEADS = (
    (),
    ("Ministerie van Defensie", "Ons kenmerk", "BS2019020001"),
    ("Datum", "12 november 2019", "Onze referentie", "BS2019020001"),
    ("Ministerie van Defensie | BS2019020001",),
    ("Voortgang van de samenwerking in het noorden   {roman}",),
)
LETTERHEADS = (
    ("Ministerie van Defensie", "Postbus 20701", "2500 ES Den Haag", "", "Datum 3 mei 2019", "Onderwerp De inzet"),
    ("> Retouradres Postbus 20701 2500 ES Den Haag", "", "de Voorzitter van de Tweede Kamer der Staten-Generaal", ""),
    (
        "FOD Landsverdediging", "Lambermontstraat 8", "B-1000 BRUSSEL", "tel. +32 2 441 52 00", "",
        "uw kenmerk: 2019/33", "betreft: De inzet",
    ),
    (),
)  # fmt: skip
MARGINS = ("Contactpersoon", "mw. drs. A.B. Voorbeeld", "T 070 318 81 88", "Bijlage(n)", "2", "Uw kenmerk")
GREETINGS = ("Geachte voorzitter,", "Mevrouw de Voorzitter,", "Geachte heer, mevrouw,")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_BREAK = re.compile(
    r"(?<=[a-z][aeiou])(?=[bdfgklmnprstvwz][aeiou][a-z])|(?<=[aeiou][lmnrst])(?=[bdfgkpstvwz][aeiou][a-z])"
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a letter is set; ``width`` and ``length`` are characters a line and lines a page."""

    width: int
    length: int
    hyphens: bool
    blank: bool  # a blank line between paragraphs
    air: bool  # a blank line about headings
    indent: int  # of the first line of a paragraph
    bullet: str
    footer: str
    head: tuple[str, ...]
    letterhead: tuple[str, ...]
    greeting: str
    margin: bool
    columns: bool
    feeds: bool


def manner(seed: int) -> Manner:
    """A manner of setting drawn by ``seed``."""
    draw = random.Random(seed)
    blank = draw.random() < 0.6
    columns = draw.random() < 0.15
    footer = draw.choice(FOOTERS)
    return Manner(
        width=draw.randint(38, 44) if columns else draw.randint(62, 95),
        length=draw.randint(36, 56),
        hyphens=draw.random() < 0.6,
        blank=blank,
        air=blank or draw.random() < 0.5,
        indent=0 if blank else draw.choice((0, 0, 4)),
        bullet=draw.choice(BULLETS),
        footer=footer,
        head=draw.choice(HEADS),
        letterhead=draw.choice(LETTERHEADS),
        greeting=draw.choice(GREETINGS),
        margin=not columns and draw.random() < 0.2,
        columns=columns,
        feeds=footer in ("", "{n}") or draw.random() < 0.6,
    )


def filled(words: Sequence[str], width: int, hyphens: bool) -> Iterator[str]:
    """Lines of at most ``width`` characters; words are broken as a typesetter would, but for names."""
    line = ""
    for word in words:
        while True:
            room = width - len(line) - bool(line)
            if len(word) <= room or (not line and len(word) > width):
                line = f"{line} {word}".strip()
                break
            at = _break_at(word, room - 1) if hyphens else 0
            if at:
                yield f"{line} {word[:at]}".strip() + ("" if word[at - 1] == "-" else "-")
                line, word = "", word[at:]
                continue
            yield line
            line = ""
    if line:
        yield line


def _break_at(word: str, room: int) -> int:
    if room < 3:
        return 0
    if "-" in word[2:-3]:
        cut = word.rfind("-", 0, room + 1) + 1
        return cut if 2 < cut < len(word) - 2 and word[cut].isalpha() else 0
    if not word.rstrip(".,;:)").isalpha() or not word.islower():
        return 0
    return max((m.start() for m in _BREAK.finditer(word) if 2 <= m.start() <= room), default=0)


def set_again(gold: str, how: Manner) -> str:
    """The letter on pages; ``gold`` is a file such as ``tests/letters/d1.clean.md``, its footnotes left out."""
    lines: list[str] = []
    before = ""
    for part in re.split(r"\n{2,}", gold.strip()):
        if part.startswith(("[^", "| ")):
            continue
        mark = part[:2] if part[:2] in ("# ", "- ") else ""
        words = part[len(mark) :].split()
        if lines and (how.blank if mark != "# " and before != "# " else how.air) and not (mark == before == "- "):
            lines.append("")
        if mark == "- ":
            body = list(filled(words, how.width - 4, how.hyphens))
            lines += [f"{how.bullet} {body[0]}", *(f"  {line}" for line in body[1:])]
        elif mark == "# ":
            lines += filled(words, how.width, hyphens=False)
        else:
            body = list(filled(words, how.width, how.hyphens))
            if how.indent:
                body = list(filled(["x" * (how.indent - 1), *words], how.width, how.hyphens))
                body[0] = " " * how.indent + body[0][how.indent :]
            lines += body
        before = mark
    return _on_pages(lines, how)


def _on_pages(lines: list[str], how: Manner) -> str:
    size = how.length * (2 if how.columns else 1)
    pages = [lines[at : at + size] for at in range(0, len(lines), size)]
    out: list[str] = []
    for number, page in enumerate(pages, 1):
        body = page
        if how.columns:
            half = (len(page) + 1) // 2
            body = [f"{a:{how.width + 5}}{b}".rstrip() for a, b in zip_longest(page[:half], page[half:], fillvalue="")]
        if how.margin and number == 1:
            body = [f"{a:{how.width + 6}}{b}".rstrip() for a, b in zip_longest(body, ["", "", *MARGINS], fillvalue="")]
        head = [line.format(roman=_ROMAN[number - 1]) for line in how.head] if number > 1 else []
        if number == 1:
            head = [*how.letterhead, "", how.greeting]
        foot = how.footer.format(n=number, all=len(pages))
        out.append("\n".join([*head, *([""] if head else []), *body, *(["", foot.rjust(how.width)] if foot else [])]))
    return ("\n\f" if how.feeds else "\n").join(out) + "\n"
