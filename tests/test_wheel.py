"""What is installed is whole: the wheel alone, away from the sources, has its data and reads a letter.

The wheel goes into a bare environment that borrows the dependencies of this one and nothing else.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest

from extract.language import SHIPPED

ROOT = Path(__file__).parents[1]
SOURCES = ("extract", "kg", "ontology", "pyproject.toml", "README.md", "LICENSE")
GENERATES = {"ontology/countries-additions.tsv"}
"""Data from which other data are made; they serve nobody who only runs the program."""

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


def test_the_wheel_holds_all_knowledge_all_questions_and_the_model(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    found = (path for name in SOURCES[:3] for path in (ROOT / name).rglob("*") if path.is_file())
    wanted = {path.relative_to(ROOT).as_posix() for path in found if path.suffix not in (".py", ".pyc")}
    assert SHIPPED.relative_to(ROOT).as_posix() + "/config.cfg" in wanted
    assert sum(path.endswith(".ttl") for path in wanted) > 20
    assert wanted - inside == GENERATES


def test_the_wheel_holds_every_module_and_nothing_else_of_the_project(wheel: Path) -> None:
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    modules = {path.relative_to(ROOT).as_posix() for name in SOURCES[:3] for path in (ROOT / name).rglob("*.py")}
    assert {name for name in inside if name.endswith(".py")} == modules
    assert {name.partition("/")[0] for name in inside} == {"extract", "kg", "ontology"}


def test_every_package_that_is_imported_is_declared() -> None:
    """At run time and, in the modules that train the language model, with the extra ``model``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = set(project["optional-dependencies"]["model"])
    declared = {re.split(r"[^\w-]", name)[0].lower() for name in [*project["dependencies"], *extra]}
    with_spacy = {"numpy", "srsly", "thinc"}
    nodes = [
        node
        for name in SOURCES[:3]
        for path in (ROOT / name).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]
    taken = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    taken |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)} - {"__future__"}
    packages = {name.partition(".")[0].replace("_", "-") for name in taken} - set(SOURCES) - {*sys.stdlib_module_names}
    assert packages - with_spacy <= declared


def test_the_program_runs_from_the_wheel_and_not_from_the_sources(bare: Path) -> None:
    here = run(bare / "python", "-c", "import extract, kg, ontology; print(kg.__file__)", cwd=bare)
    assert Path(here.strip()).is_relative_to(bare.parent)
    assert "Read Dutch letters" in run(bare / "kg", "--help", cwd=bare)


def test_knowledge_and_questions_can_be_read_from_it(bare: Path) -> None:
    code = (
        "from importlib.resources import files\n"
        "import rdflib, kg.query\n"
        "terms = files('ontology').joinpath('bondgenoot.ttl').read_bytes()\n"
        "print(len(rdflib.Graph().parse(data=terms, format='turtle')), *(q.name for q in kg.query.named()))"
    )
    statements, *names = run(bare / "python", "-c", code, cwd=bare).split()
    assert int(statements) > 500
    assert names == sorted(path.stem for path in (ROOT / "kg" / "queries").glob("*.rq"))


def test_it_reads_a_letter(bare: Path, tmp_path: Path) -> None:
    told = run(bare / "kg", "build", ROOT / "tests" / "letters" / "d1.txt", "-o", tmp_path / "out", cwd=tmp_path)
    assert "1 letter, " in told
    assert "MINUSMA" in run(bare / "kg", "query", tmp_path / "out", "missions", cwd=tmp_path)
    assert "0 faults" in run(bare / "kg", "check", tmp_path / "out", cwd=tmp_path)
