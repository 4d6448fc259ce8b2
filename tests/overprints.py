"""Sample overprints: pages of invented Dutch text printed on top of each other, each block with all before it.

A page is a list of lines at a height; a line is a row of runs, each with the place where it starts. A block holds
the lines of its own page and of all earlier ones: those at one height become one line, whose runs stand in the
order in which they start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

SANS = {**dict.fromkeys("ijl.,:;'| ", 0.3), **dict.fromkeys("frt()-/", 0.38), **dict.fromkeys("mwMW%", 0.88)}
SERIF = {**dict.fromkeys("ijl.,:;' ", 0.25), **dict.fromkeys("frts()-/", 0.35), **dict.fromkeys("mwMW%", 0.78)}
TYPEWRITER: dict[str, float] = {}

_WHO = """de minister|de commissie|het bestuur|de raad van toezicht|een werkgroep|de gemeente Oostveen|het waterschap|
de provincie|de directie|het college|de stichting Zilverlinde|een delegatie|de afdeling Bruggen"""
_DOES = """besluit|onderzoekt|bespreekt|steunt|verwacht|regelt|bevestigt|beschrijft|verbetert|vernieuwt|controleert|
presenteert|coördineert|financiert|beperkt|begeleidt|evalueert"""
_WHAT = """de aanleg van een fietspad|het onderhoud van de sluizen|een nieuwe opleiding|de verbouwing van het station|
de samenwerking met de buren|het beheer van de bossen|een verkenning naar gedeelde werkplaatsen|
de vervanging van de veerboten|het gebruik van zonne-energie|de inrichting van het museum|
een proef met elektrische bussen|de verzameling van oude kaarten|het toezicht op de markten"""
_HOW = """in goed overleg|met voorrang|voor het einde van het jaar|zonder verdere kosten|op verzoek van de inwoners|
tegen de verwachting in|volgens het plan van maart {n}|voor {n} euro per maand|in {n} van de gevallen|
samen met {n} vrijwilligers|langs de rivier|bij de oude haven|naar aanleiding van het rapport"""
_JOIN = "Daarnaast|Verder|Tevens|Hierbij|Inmiddels|Volgens afspraak|Toch|In dat jaar|Ten slotte|Ondertussen"


def _choice(rng: Random, words: str) -> str:
    return rng.choice(words.replace("\n", "").split("|"))


def sentences(rng: Random, count: int) -> list[str]:
    """Invented sentences of Dutch that say nothing in particular."""
    made = []
    for _ in range(count):
        who, does, what, how = (_choice(rng, words) for words in (_WHO, _DOES, _WHAT, _HOW))
        how = how.format(n=rng.randrange(2, 2400))
        if rng.random() < 0.5:
            made.append(f"{_choice(rng, _JOIN)} {does} {who} {what} {how}.")
        else:
            extra = f", terwijl {_choice(rng, _WHO)} {_choice(rng, _WHAT)} {_choice(rng, _DOES)}"
            made.append(f"{who[0].upper()}{who[1:]} {does} {how} {what}{extra}.")
    return made


def wrapped(words: Sequence[str], measure: int) -> list[str]:
    """Lines of at most ``measure`` characters."""
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + len(word) < measure:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@dataclass(frozen=True)
class Press:
    """How a document was set and overprinted."""

    widths: Mapping[str, float] = field(default_factory=lambda: SANS)
    runs: float = 0.4  # the chance that a run ends between two letters, on average
    height: float = 1.0  # the distance between lines
    shifts: Sequence[float] = (0.0,)  # how much lower than the first each page begins, in turn
    trailing: str = " "


@dataclass(frozen=True)
class Line:
    """A line of a page, set ``indent`` em from the margin in a face of relative ``size``."""

    text: str
    indent: float = 0.0
    size: float = 1.0


Page = Sequence[Line]


def overprinted(pages: Sequence[Page], press: Press, seed: int = 1) -> list[str]:
    """The blocks of the overprint: each all pages up to its own, printed on top of each other."""
    rng = Random(seed)
    chances: dict[str, float] = {}
    placed: list[tuple[float, list[tuple[float, str]]]] = []
    blocks = []
    for number, page in enumerate(pages):
        y = press.shifts[number % len(press.shifts)]
        for line in page:
            placed.append((round(y, 3), _runs(line, press, rng, chances)))
            y += press.height
        heights = sorted({y for y, _ in placed})
        block = []
        for height in heights:
            runs = [run for y, line in placed if y == height for run in line]
            rng.shuffle(runs)  # runs that start at the same place come in any order
            block.append("".join(text for _, text in sorted(runs, key=lambda run: round(run[0], 3))))
        blocks.append("\n".join(block))
    return blocks


def _runs(line: Line, press: Press, rng: Random, chances: dict[str, float]) -> list[tuple[float, str]]:
    text = line.text + press.trailing
    runs: list[tuple[float, str]] = []
    x = line.indent
    for n, letter in enumerate(text):
        pair = text[n - 1 : n + 1]
        chance = chances.setdefault(pair, rng.choice((0.02, press.runs, min(0.95, 2 * press.runs))))
        if not n or rng.random() < chance:
            runs.append((x, ""))
        runs[-1] = (runs[-1][0], runs[-1][1] + letter)
        x += press.widths.get(letter, 0.55) * line.size
    return runs


def letter_pages(rng: Random, count: int, lines: int = 40, measure: int = 78) -> list[list[Line]]:
    """Pages of running text with a heading and blank lines here and there, and a footer."""
    pages = []
    for number in range(count):
        page: list[Line] = []
        while len(page) < lines - 2:
            page += [Line(text) for text in wrapped(" ".join(sentences(rng, rng.randrange(2, 6))).split(), measure)]
            page.append(Line(""))
            if rng.random() < 0.2:
                page.append(Line(_choice(rng, _WHAT).split()[-1].capitalize()))
        page[lines - 2 :] = [Line(""), Line(f"Pagina {number + 1} van {count}")]
        pages.append(page)
    return pages


def text_of(pages: Sequence[Page], press: Press) -> list[str]:
    """The same pages as they would be read from a sound file."""
    return ["\n".join(line.text + press.trailing for line in page) for page in pages]
