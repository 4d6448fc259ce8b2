"""The documents cannot lie: what README.md shows has been run, and what CONTRIBUTING.md names is there."""

from __future__ import annotations

import doctest
import re
import tomllib
from pathlib import Path

import click
import pytest
from readme import BUILD, README, ROOT, answered, commands, with_figures

from extract.reading import EntityKind, FactKind
from kg import query
from kg.cli import main
from kg.score import Scores

CONTRIBUTING = ROOT / "CONTRIBUTING.md"
DOCUMENTS = (README, CONTRIBUTING, ROOT / "CHANGELOG.md", ROOT / "tests" / "letters" / "README.md")
FORMATS = r"\.(?:py|ttl|rq|md|toml|tsv|json|txt|svg|facts|conllu)"
MADE = ("out/", "demo/", "graph.", "report.md")
"""How the names of files begin that the program makes; those in capitals stand for any."""


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def in_code(text: str) -> list[str]:
    """What stands between backticks within a line."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))


def test_the_commands_of_the_readme_print_what_it_says(session: tuple[Path, str]) -> None:
    folder, built = session
    text = text_of(README)
    assert len(commands(text)) >= 4
    assert answered(text, folder, {BUILD: built}) == text, "if the new answers are right, run `make golden`"


def test_the_first_query_has_an_answer() -> None:
    found = re.search(r"^\$ kg query out leaders\.rq\n(?:(?!```).*\n)*?(\d+) rows$", text_of(README), re.MULTILINE)
    assert found
    assert int(found[1]) >= 3


def test_the_python_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    examples = "\n".join(re.findall(r"^```pycon\n(.*?)^```", text_of(README), re.MULTILINE | re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, "README.md", str(README), 0)
    assert len(test.examples) >= 5
    assert doctest.DocTestRunner().run(test).failed == 0


def test_the_worked_example_cuts_out_what_the_graph_points_at() -> None:
    """The offsets in the table of the README are those that the Python below it cuts out."""
    text = text_of(README)
    given = {(int(row[1]), int(row[2])) for row in re.findall(r"^(\w+),[^,\n]+,(\d+),(\d+)$", text, re.MULTILINE)}
    cut = {(int(start), int(end)) for start, end in re.findall(r"letter\[(\d+):(\d+)\]", text)}
    assert cut == given


def test_the_figures_of_the_readme_are_those_measured(scores: dict[str, Scores]) -> None:
    text = text_of(README)
    assert "| `d1` |" in text
    assert with_figures(text, scores) == text, "run `make golden`"


def test_every_command_is_described() -> None:
    described = set(re.findall(r"^\| `kg (\w+)", text_of(README), re.MULTILINE))
    assert described == set(main.commands)


@pytest.mark.parametrize("name", main.commands)
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = main.commands[name]
    told = command.help or ""
    assert f"kg {name} " in told
    assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_every_named_question_is_described() -> None:
    described = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", text_of(README), re.MULTILINE))
    assert {question.name: question.title for question in query.named()}.items() <= described.items()
    assert all(question.help for question in query.named())


def test_every_class_is_named_in_the_readme() -> None:
    named = set(re.findall(r"`bg:([A-Z]\w+)`", text_of(README)))
    assert named == {*EntityKind.__args__, *FactKind.__args__}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_is_named_is_there(document: Path) -> None:
    text = text_of(document)
    names = {name for code in in_code(text) for name in re.findall(rf"[\w./*-]+{FORMATS}(?!\w)", code)}
    names |= set(re.findall(r"\]\((?!https?:)([^)#]+)\)", text))
    names -= set(re.findall(r"^```sparql (\S+)", text, re.MULTILINE)) | {"*.rq"}
    names = {name for name in names if not name.startswith(MADE) and not Path(name).stem.isupper()}
    lost = [name for name in sorted(names) if not any(any(base.glob(name)) for base in (ROOT, document.parent))]
    assert lost == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_make_target_that_is_named_is_there(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^(?:    )?)make ([a-z]+) ", text_of(document), re.MULTILINE)) <= targets


def test_every_make_target_is_told_at_the_head_of_the_makefile() -> None:
    makefile = text_of(ROOT / "Makefile")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    assert re.findall(r"^# make (\w+)", makefile, re.MULTILINE) == phony[1].split()


def test_every_recipe_ends_in_the_command_that_proves_it() -> None:
    chapter = text_of(CONTRIBUTING).partition("## Recipes")[2].partition("\n## ")[0]
    recipes = re.split(r"^### ", chapter, flags=re.MULTILINE)[1:]
    assert len(recipes) > 5
    for recipe in recipes:
        assert re.search(r"\n```sh\n(?:make|\.venv/bin/python -m pytest) .+\n```\s*$", recipe), recipe


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]["version"]
    assert f"## {version}" in text_of(ROOT / "CHANGELOG.md")


def test_the_constraints_pin_every_dependency_and_name_no_machine() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    wanted = project["dependencies"] + [name for extra in project["optional-dependencies"].values() for name in extra]
    lines = [line for line in text_of(ROOT / "constraints.txt").splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9._-]+==[\w.]+", line) for line in lines)
    pinned = {line.partition("==")[0] for line in lines}
    assert {re.match(r"[\w-]+", name)[0].lower() for name in wanted} <= pinned  # type: ignore[index]
