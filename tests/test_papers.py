"""Numbers of parliamentary papers: what is printed, and what it identifies."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.annotate.papers import find_papers, find_resolutions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kamerstuk 31 999, nr. 77", [("Kamerstuk 31 999, nr. 77", "kst-31999-77", "kamerstuk")]),
        ("(Kamerstuk 31999 nr. 77)", [("Kamerstuk 31999 nr. 77", "kst-31999-77", "kamerstuk")]),
        ("Kamerstuk 36 200 X, nr. 9", [("Kamerstuk 36 200 X, nr. 9", "kst-36200-X-9", "kamerstuk")]),
        ("Kamerstuk 36 200-XVII, nr. 9", [("Kamerstuk 36 200-XVII, nr. 9", "kst-36200-XVII-9", "kamerstuk")]),
        ("Kamerstuk 22 112-3, nr. 40", [("Kamerstuk 22 112-3, nr. 40", "kst-22112-3-40", "kamerstuk")]),
        (
            "Kamerstukken II 2018/19, 31 999, nr. 12",
            [("Kamerstukken II 2018/19, 31 999, nr. 12", "kst-31999-12", "kamerstuk")],
        ),
        (
            "Kamerstukken I 2018-2019, 31 999, B",
            [("Kamerstukken I 2018-2019, 31 999, B", "kst-31999-B", "kamerstuk")],
        ),
        (
            "Kamerstuk 31 999, nrs. 12, 13 en 15",
            [
                ("Kamerstuk 31 999, nrs. 12", "kst-31999-12", "kamerstuk"),
                ("13", "kst-31999-13", "kamerstuk"),
                ("15", "kst-31999-15", "kamerstuk"),
            ],
        ),
        (
            "Kamerstuk 31 999, nr. 12 en 32 000, nr. 4",
            [("Kamerstuk 31 999, nr. 12", "kst-31999-12", "kamerstuk"), ("32 000, nr. 4", "kst-32000-4", "kamerstuk")],
        ),
        ("31 999, nr. 12", [("31 999, nr. 12", "kst-31999-12", "kamerstuk")]),
        ("Kamerstuk 31 999,\nnr. 12", [("Kamerstuk 31 999,\nnr. 12", "kst-31999-12", "kamerstuk")]),
        ("kst-31999-12", [("kst-31999-12", "kst-31999-12", "kamerstuk")]),
        ("dossier 31 999", [("dossier 31 999", "kst-31999", "dossier")]),
        ("Kamerstuk 2019Z04321", [("Kamerstuk 2019Z04321", "2019Z04321", "zaak")]),
        ("Handelingen I 2018/19, nr. 7", [("Handelingen I 2018/19, nr. 7", "h-ek-20182019-7", "handelingen")]),
        (
            "Aanhangsel Handelingen II 1999/00, nr. 70",
            [("Aanhangsel Handelingen II 1999/00, nr. 70", "ah-tk-19992000-70", "handelingen")],
        ),
        ("Trb. 2011, 44", [("Trb. 2011, 44", "trb-2011-44", "gazette")]),
        ("Stcrt. 2011, nr. 4400", [("Stcrt. 2011, nr. 4400", "stcrt-2011-4400", "gazette")]),
    ],
)
def test_forms(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(text[start:end], name, kind) for start, end, name, kind in find_papers(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "in totaal 31 999 stuks",
        "€ 31 999, waarvan 12 later",
        "postbus 20901, nr onbekend",
        "tel. 31 999 12",
        "Kamerstuk volgt",
        "F-35 123 nr",
    ],
)
def test_what_is_no_paper(text: str) -> None:
    assert list(find_papers(text)) == []


@given(
    st.integers(10000, 49999),
    st.integers(1, 2999),
    st.booleans(),
    st.sampled_from(["Kamerstuk ", "Kamerstukken II ", ""]),
)
def test_a_paper_is_read_however_its_dossier_is_spaced(dossier: int, number: int, spaced: bool, lead: str) -> None:
    printed = f"{dossier // 1000} {dossier % 1000:03d}" if spaced else str(dossier)
    name = f"{lead}{printed}, nr. {number}"
    text = f"Zie ook de brief ({name})."
    assert [(text[start:end], found) for start, end, found, _ in find_papers(text)] == [
        (name, f"kst-{dossier}-{number}")
    ]


@given(st.text(alphabet="Kamerstuken 31999,nr. IX-Handelingen 2018/9Z\n", max_size=100))
def test_papers_lie_in_the_text_in_order_and_apart(text: str) -> None:
    for found in ([p[:2] for p in find_papers(text)], [r[:2] for r in find_resolutions(text)]):
        assert all(0 <= start < end <= len(text) for start, end in found)
        assert all(left[1] <= right[0] for left, right in pairwise(found))


def test_resolutions_of_the_security_council() -> None:
    text = "resolutie 1701 (2006), VN-resolutie 1325, de resoluties 2085, 2164 en 2227, S/RES/2100 (2013)"
    numbers = [number for _, _, number in find_resolutions(text)]
    assert numbers == ["1701", "1325", "2085", "2164", "2227", "2100"]


@pytest.mark.parametrize("text", ["de resolutie van 2012", "een resolutie in 2023 aangenomen", "resolutie 2023/2455"])
def test_what_is_no_resolution(text: str) -> None:
    assert list(find_resolutions(text)) == []
