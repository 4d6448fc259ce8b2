"""Damaged and random files for the readers of other formats.

A slice runs in the test suite. By command: ``python tests/fuzz_formats.py 2000`` tries so many files
of each format (``python tests/fuzz_formats.py 200 pdf`` of one) and prints how many were read, refused
and how long the slowest took. It stops at the first file that makes a reader fail or hang, and writes it.
"""

from __future__ import annotations

import io
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from letters_as import MAKERS, archive

from extract.formats import UnreadableLetter, read
from extract.source import source_of

#: A letter made for the tests: two pages, with a head, headings, a list, a table and a footnote.
LETTER = """Ministerie van Defensie
Plein 4
2511 CR Den Haag

Aan de Voorzitter van de Tweede Kamer
der Staten-Generaal

Datum 3 mei 2018
Onze referentie BS2018000321
Betreft Inzet van de krijgsmacht in het buitenland

Geachte voorzitter,

Hierbij informeer ik u over de inzet van de krijgsmacht in het buitenland. De
bijdrage aan de missie is in maart verlengd tot het einde van het jaar en wordt
daarna afgebouwd.¹ Met de buurlanden is daarover goed overleg gevoerd.

Mali
Nederland levert aan MINUSMA maximaal 250 militairen. Zij zijn gelegerd in Gao
en werken daar samen met eenheden uit Duitsland, België en Denemarken.

¹ Zie de brief van 4 december 2017.

Pagina 1 van 2
\fPagina 2 van 2

Kosovo
De bijdrage aan KFOR in Kosovo bestaat uit:
- vijf stafofficieren in het hoofdkwartier van de missie;
- een arts die de staf in het veldhospitaal ondersteunt.

Over de verdere inzet wordt de Kamer in het najaar per brief geïnformeerd.

Hoogachtend,

DE MINISTER VAN DEFENSIE
"""
SLOWEST = 20.0
"""Seconds that any damaged file may take."""
_TOKENS = (
    "<p>", "</p>", "<table>", "<tr><td>", "</table>", "<ul><li>", "<ol start='99999999999'>", "<sup>1</sup>",
    "&eacute;", "&x;", "<noot><noot.nr>", "<noot>", "<lijst><li><li.nr>", "<al>", "<![CDATA[", "]]>", "<!--",
    "<!DOCTYPE a [", "<a b='", "<w:p>", "<w:tbl><w:tr><w:tc>", "<w:numPr>", "<text:list>", "<text:note>", "<pre>\n",
    "\u0000", "\ufeff", "\ufdd0", "tekst", "<?xml version='1.0' encoding='utf-7'?>", "<td colspan='-9'>",
    "<td colspan='999'>", "²", "<br/>", "\ud7ff", "&#0;", "&#x110000;",
)  # fmt: skip


def attempt(name: str, data: bytes) -> Literal["read", "refused", "plain"]:
    """Read a file; any other error than a refusal, or a long wait, is a fault and is raised."""
    began = time.monotonic()
    try:
        found = read(name, data)
    except UnreadableLetter:
        outcome: Literal["read", "refused", "plain"] = "refused"
    else:
        outcome = "plain" if found is None else "read"
        if found is not None:
            found.text.encode("utf-8")
            assert found.pages[-1][1] == len(found.text)
    took = time.monotonic() - began
    assert took < SLOWEST, f"{name}: {took:.0f} s"
    return outcome


def inputs(kind: str, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Files of a format ("any" for random ones), always the same for the same seed."""
    chance = random.Random(f"{kind} {seed}")
    whole = MAKERS[kind](source_of(LETTER)) if kind in MAKERS else b""
    for number in range(count):
        if kind == "any":
            yield f"a.{chance.choice(['txt', 'html', 'xml', 'docx', 'odt', 'pdf'])}", _random(chance)
        elif kind in ("docx", "odt") and number % 3:
            yield f"a.{kind}", _inside(whole, chance)
        elif kind in ("html", "xml") and number % 4 == 3:
            head = "<html>" if kind == "html" else "<?xml version='1.0'?><tekst>"
            yield f"a.{kind}", (head + _markup(chance)).encode("utf-8", "surrogatepass")
        else:
            yield f"a.{kind}", damaged(whole, chance)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The data with some of its bytes changed, cut out, doubled or moved, or with a number made huge."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        if not made:
            break
        at, size = chance.randrange(len(made)), chance.choice((1, 1, 4, 50, 1000))
        match chance.randrange(6):
            case 0:
                made[at] = chance.randrange(256)
            case 1:
                del made[at : at + size]
            case 2:
                made[at:at] = made[at : at + size]
            case 3:
                made[at:at] = chance.randbytes(size)
            case 4:
                del made[at:]
            case 5:
                digits = [i for i in range(at, min(at + 400, len(made))) if 48 <= made[i] <= 57]
                for i in digits[:1]:
                    made[i : i + 1] = chance.choice((b"999999999", b"-1", b"0", b"4294967296"))
    return bytes(made)


def _inside(data: bytes, chance: random.Random) -> bytes:
    """An archive with one of its parts damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    name = chance.choice(sorted(parts))
    if chance.random() < 0.5:
        parts[name] = damaged(parts[name], chance)
    else:
        text = parts[name].decode("utf-8", "replace")
        at = chance.randrange(len(text) + 1)
        parts[name] = (text[:at] + _markup(chance) + text[at:]).encode("utf-8", "surrogatepass")
    return archive(parts)


def _markup(chance: random.Random) -> str:
    return "".join(chance.choice(_TOKENS) for _ in range(chance.choice((3, 30, 300, 3000))))


def _random(chance: random.Random) -> bytes:
    head = chance.choice(
        (b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"<?xml version='1.0'?>", b"\xff\xfe", b"\xd0\xcf")
    )
    return head + chance.randbytes(chance.choice((0, 1, 10, 1000, 20_000)))


def main(count: int, kinds: list[str]) -> None:
    """Try so many files of each kind and say what came of them."""
    for kind in kinds:
        outcomes: Counter[str] = Counter()
        slowest = 0.0
        for name, data in inputs(kind, count, seed=2):
            began = time.monotonic()
            try:
                outcomes[attempt(name, data)] += 1
            except BaseException:
                Path(f"fault.{kind}").write_bytes(data)
                print(f"{kind}: the file is kept as fault.{kind}")
                raise
            slowest = max(slowest, time.monotonic() - began)
        shown = ", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items()))
        print(f"{kind}: {outcomes.total()} tried, {shown}; slowest {slowest:.2f} s", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:] or [*MAKERS, "any"])
