"""The lists of what is known to fail name cases that there are, each with a reason."""

from __future__ import annotations

from importlib import import_module

import pytest
from gaps import FILES, known


@pytest.mark.parametrize("module", FILES)
def test_a_list_of_gaps_names_cases_and_reasons(module: str) -> None:
    gaps = known(FILES[module])
    gone = set(gaps) - set(import_module(module).CASES)
    assert not gone, f"tests/data/{FILES[module]} names no case: run `python tests/gaps.py`"
    assert all(gaps.values()), f"tests/data/{FILES[module]} has a line without a reason"
