"""What is installed is whole: the wheel alone, away from the sources, has its data and reads a letter.

The wheel goes into a bare environment that borrows the dependencies of this one and nothing else.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from extract.language import SHIPPED

ROOT = Path(__file__).parents[1]
SOURCES = ("extract", "kg", "ontology", "pyproject.toml", "README.md", "LICENSE")
BIN = "Scripts" if os.name == "nt" else "bin"


def run(*command: object, cwd: Path) -> str:
    """Run a command where the sources cannot be found, and give what it prints."""
    outside = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=outside, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the sources so that nothing of an earlier build slips in."""
    copy, dist = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("dist")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy)
    build = ("-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "-w", dist, ".")
    run(sys.executable, *build, cwd=copy)
    (made,) = dist.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment with the wheel in it."""
    home = tmp_path_factory.mktemp("bare") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", home, cwd=home.parent)
    python = home / BIN / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip())
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    install = ("-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", "--force-reinstall")
    run(sys.executable, *install, "--ignore-installed", wheel, cwd=home)
    return home / BIN


def data_of(*packages: str) -> set[str]:
    """The files of packages that are no Python, as paths below the root."""
    found = (path for package in packages for path in (ROOT / package).rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in found if path.suffix not in (".py", ".pyc")}


def test_the_wheel_holds_all_knowledge_all_questions_and_the_model(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {path for path in data_of("kg", "ontology") if path.endswith((".ttl", ".rq", "py.typed"))}
    wanted |= {path for path in data_of("extract") if path.startswith(SHIPPED.relative_to(ROOT).as_posix())}
    assert len(wanted) > 50
    assert wanted - inside == set()


def test_the_wheel_holds_every_module_and_nothing_else_of_the_project(wheel: Path) -> None:
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    modules = {path.relative_to(ROOT).as_posix() for name in SOURCES[:3] for path in (ROOT / name).rglob("*.py")}
    assert {name for name in inside if name.endswith(".py")} == modules
    assert {name.partition("/")[0] for name in inside} == {"extract", "kg", "ontology"}


def test_the_program_runs_from_the_wheel_and_not_from_the_sources(bare: Path) -> None:
    here = run(bare / "python", "-c", "import extract, kg, ontology; print(kg.__file__)", cwd=bare)
    assert Path(here.strip()).is_relative_to(bare.parent)
    assert "Read Dutch letters" in run(bare / "kg", "--help", cwd=bare)


def test_knowledge_and_questions_can_be_read_from_it(bare: Path) -> None:
    code = (
        "from importlib.resources import files\n"
        "import rdflib, kg.query\n"
        "graph = rdflib.Graph().parse(data=files('ontology').joinpath('bondgenoot.ttl').read_bytes(), format='turtle')\n"
        "print(len(graph), *(query.name for query in kg.query.named()))"
    )
    statements, *names = run(bare / "python", "-c", code, cwd=bare).split()
    assert int(statements) > 500
    assert names == sorted(path.stem for path in (ROOT / "kg" / "queries").glob("*.rq"))


def test_it_reads_a_letter_as_the_sources_do(bare: Path, tmp_path: Path, sample_graph: Path) -> None:
    told = run(bare / "kg", "build", ROOT / "tests" / "letters", "-o", tmp_path / "out", cwd=tmp_path)
    assert "3 letters, " in told
    for name in ("graph.trig", "graph.gexf"):
        assert (tmp_path / "out" / name).read_bytes() == (sample_graph / name).read_bytes()
    assert "MINUSMA" in run(bare / "kg", "query", tmp_path / "out", "missions", cwd=tmp_path)
