"""Imports point one way: extract reads, kg builds on it, ontology only holds knowledge."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for package in ("extract", "kg", "ontology") for path in (ROOT / package).rglob("*.py"))
LONGEST = 400


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path): path for path in MODULES}


def imports(path: Path, top: bool = False) -> Iterator[str]:
    """Every module that a file imports, at its top or also within; of our own packages the module itself."""
    for node in tree(path).body if top else ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            whole = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name if name in NAMES else str(node.module) for name in whole)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def within(path: Path, package: str) -> bool:
    return path.relative_to(ROOT).parts[0] == package


def takes(path: Path, *packages: str) -> set[str]:
    return {name for name in imports(path) if name.partition(".")[0] in packages}


@pytest.mark.parametrize("path", [p for p in MODULES if within(p, "extract")], ids=name_of)
def test_extract_knows_neither_graph_nor_store(path: Path) -> None:
    assert not takes(path, "kg", "rdflib", "pyshacl", "networkx")
    stores = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    assert not {f"pyoxigraph.{name}" for name in ("Store", "Dataset")} & takes(path, "pyoxigraph")
    assert not takes(path, "pyoxigraph") or "Store" not in stores


def test_knowledge_has_no_behaviour() -> None:
    for path in (p for p in MODULES if within(p, "ontology")):
        body = tree(path).body
        assert all(isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) for node in body), path


@pytest.mark.parametrize("path", [p for p in MODULES if within(p, "kg")], ids=name_of)
def test_the_graph_side_knows_no_dutch(path: Path) -> None:
    taken = {
        name.rpartition(".")[0] if name.count(".") > 1 else name for name in takes(path, "extract", "spacy", "thinc")
    }
    joint = {
        "kg.build": {"extract.source"},
        "kg.cli": {"extract"},
        "kg.show": {"extract.source", "extract.formats"},
    }
    assert taken <= {"extract.reading"} | joint.get(name_of(path), set())


def test_one_module_alone_opens_the_triple_store() -> None:
    opened = {
        name_of(path)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("ox.Store", "pyoxigraph.Store")
    }
    assert opened == {"kg.store"}
    known = {name_of(path) for path in MODULES if within(path, "kg") and takes(path, "pyoxigraph")}
    assert known <= {"kg.store", "kg.export"}, "kg.export uses the store's writers of Turtle and JSON-LD"


def test_modules_of_a_package_do_not_import_in_circles() -> None:
    needs = {
        name: {other for other in imports(path, top=True) if other in NAMES and other != name}
        for name, path in NAMES.items()
    }
    while needs:
        free = {name for name, others in needs.items() if not others & needs.keys()}
        assert free, f"these import each other: {sorted(needs)}"
        needs = {name: others for name, others in needs.items() if name not in free}


def test_decisions_touch_no_files() -> None:
    """The pure middle of ``kg``: no module of it opens, writes or prints."""
    for module in ("graph", "iris", "report", "vocab"):
        calls = [node for node in ast.walk(tree(NAMES[f"kg.{module}"])) if isinstance(node, ast.Call)]
        called = {ast.unparse(node.func).rpartition(".")[2] for node in calls}
        assert not called & {"open", "print", "read_text", "read_bytes", "write_text", "write_bytes", "now", "today"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_short_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert ast.get_docstring(tree(path))
    assert path.stem not in ("utils", "helpers", "misc", "common")


@pytest.mark.parametrize("package", ["extract", "kg", "ontology"])
def test_a_front_door_has_few_names(package: str) -> None:
    names = getattr(importlib.import_module(package), "__all__", [])
    assert len(names) < 10
    assert list(names) == sorted(names)


def test_the_front_door_of_extract_is_the_agreed_one() -> None:
    door = importlib.import_module("extract")
    assert set(door.__all__) == {"UnreadableLetter", "clean_text", "letters_in", "load_pipeline", "read_letter"}
    assert all(hasattr(door, name) for name in door.__all__)


def test_every_public_function_and_class_of_kg_is_described() -> None:
    for path in (p for p in MODULES if within(p, "kg")):
        tops = tree(path).body
        inner = [node for top in tops if isinstance(top, ast.ClassDef) and top.name[0] != "_" for node in top.body]
        for node in [*tops, *inner]:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{name_of(path)}.{node.name}"


def test_the_version_is_that_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert kg.__version__ == project["version"]


def test_asking_a_question_does_not_load_the_language_pipeline() -> None:
    code = "import sys, kg.cli; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "False\n"
