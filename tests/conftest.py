"""What several tests of the sample letters share: each letter read once, and their graph built once."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden import LETTERS, NAMES, read, scored
from readme import BUILD, README, prepare, run

from extract.reading import Reading
from kg.score import Scores


@pytest.fixture(scope="session")
def readings() -> dict[str, Reading]:
    """The sample letters as they are read, by name."""
    return {name: read(LETTERS / f"{name}.txt") for name in NAMES}


@pytest.fixture(scope="session")
def scores(readings: dict[str, Reading]) -> dict[str, Scores]:
    """Each sample letter alone against its gold."""
    return {name: scored(reading, name) for name, reading in readings.items()}


@pytest.fixture(scope="session")
def session(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder in which a reader of the README has built the graph, and what the program said."""
    folder = tmp_path_factory.mktemp("session")
    prepare(folder, README.read_text(encoding="utf-8"))
    return folder, run(BUILD, folder)


@pytest.fixture(scope="session")
def sample_graph(session: tuple[Path, str]) -> Path:
    """The folder that the program wrote for the sample letters."""
    return session[0] / "out"
