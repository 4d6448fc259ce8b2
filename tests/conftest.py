"""The graph of the sample letters, built once by the program itself as a user would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def sample_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``kg build tests/letters`` wrote."""
    out = tmp_path_factory.mktemp("samples") / "out"
    command = [sys.executable, "-m", "kg.cli", "build", "tests/letters", "-o", str(out)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "1"}, check=True, capture_output=True)
    return out
