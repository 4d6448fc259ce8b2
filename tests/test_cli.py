"""The command line does what its help says, and tells faults in one message."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from lxml import etree
from readings import FACTS, TEXT, reading

import extract
import kg
from extract.reading import Reading
from extract.source import UnreadableLetter
from kg.build import build
from kg.cli import main


def read(path: Path, nlp: object = None) -> Reading:
    text = path.read_text(encoding="utf-8")
    if "Nederland" not in text:
        raise UnreadableLetter(f"{path}: not a letter in Dutch. Give one that is.")
    return reading(f"document/{path.stem}", path.name, seed=text)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "brief-7.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def out(letter: Path, tmp_path: Path) -> Path:
    build([letter], tmp_path / "out", read)
    return tmp_path / "out"


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hand-made reading in place of the language pipeline."""
    monkeypatch.setattr(extract, "read_letter", read)
    monkeypatch.setattr(extract, "load_pipeline", lambda model: None)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.mark.usefixtures("reader")
class TestBuild:
    def test_it_says_what_was_read_and_where_the_files_are(self, letter: Path, tmp_path: Path) -> None:
        result = run("build", letter, "-o", tmp_path / "out")
        assert result.exit_code == 0
        assert "(brief-7.txt): 10 mentions of 6 entities, 7 facts, 1 warning" in result.stdout
        assert all((tmp_path / "out" / name).is_file() for name in ("graph.trig", "graph.gexf", "report.md"))
        assert str(tmp_path / "out/report.md") in result.stdout
        assert result.stderr == ""

    def test_it_reads_the_text_files_of_a_folder(self, letter: Path, tmp_path: Path) -> None:
        assert "\n1 letter, " in run("build", letter.parent, "-o", tmp_path / "out").stdout

    def test_an_unreadable_file_among_others_is_a_warning(self, letter: Path, tmp_path: Path) -> None:
        other = letter.with_name("other.txt")
        other.write_text("Bonjour")
        result = run("build", letter, other, "-o", tmp_path / "out")
        assert result.exit_code == 0
        assert result.stderr == f"{other}: not a letter in Dutch. Give one that is.\n"

    def test_where_nothing_can_be_read_the_status_is_one(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("Bonjour")
        result = run("build", tmp_path / "a.txt", "-o", tmp_path / "out")
        assert result.exit_code == 1
        assert "a.txt: not a letter in Dutch" in result.stderr
        assert "Nothing could be read." in result.stderr

    def test_a_folder_without_letters_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        result = run("build", tmp_path / "empty", "-o", tmp_path / "out")
        assert result.exit_code == 1
        assert "There are no text files in" in result.stderr

    def test_a_base_that_will_not_do_is_told_in_one_message(self, letter: Path, tmp_path: Path) -> None:
        result = run("build", letter, "-o", tmp_path / "out", "--base", "kb")
        assert result.exit_code == 1
        assert result.stderr.startswith("Error: The base IRI must be absolute")

    def test_a_place_that_cannot_be_written_is_told_in_one_message(self, letter: Path) -> None:
        result = run("build", letter, "-o", letter)
        assert result.exit_code == 1
        assert result.stderr.startswith("Error: ")
        assert str(letter) in result.stderr


def test_a_question_by_name_and_from_a_file(out: Path, tmp_path: Path) -> None:
    result = run("query", out, "missions", "--format", "csv")
    assert result.exit_code == 0
    assert "Zonnewende" in result.stdout
    own = tmp_path / "own.rq"
    own.write_text("SELECT ?n WHERE { ?f bg:contributor country:NL ; bg:personnel ?n }")
    assert run("query", out, own, "--format", "csv").stdout == "n\n12\n"
    assert json.loads(run("query", out, own, "--format", "json").stdout)["results"]["bindings"][0]["n"]["value"] == "12"
    assert "12" in run("query", out, own).stdout


def test_a_question_about_an_entity(out: Path) -> None:
    result = run("query", out, "dossier", "entity=België")
    assert result.exit_code == 0
    assert "onderhoud van brugleggers" in result.stdout


def test_the_graph_file_itself_will_do_for_the_folder(out: Path) -> None:
    assert run("query", out / "graph.trig", "letters").stdout == run("query", out, "letters").stdout


def test_the_questions_are_listed_with_their_help() -> None:
    result = run("query", "--list")
    assert result.exit_code == 0
    assert "missions: " in result.stdout
    assert "entity=… (required): " in result.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("query", "{out}", "misions"), 1, "No question is called 'misions'"),
        (("query", "{out}"), 2, "kg query --list"),
        (("query", "{out}", "dossier", "België"), 2, "written as NAME=VALUE"),
        (("query", "{tmp}/none", "missions"), 1, "kg build"),
        (("check", "{tmp}/none"), 1, "There is no graph at"),
        (("export", "{out}", "--format", "pdf"), 2, "gexf"),
        (("export", "{out}", "--format", "turtle", "-o", "{tmp}/none/x.ttl"), 1, "none/x.ttl"),
        (("score", "{out}", "{tmp}/none.json"), 1, "none.json"),
        (("clean", "{tmp}/none.txt"), 1, "none.txt"),
        (("build", "{tmp}"), 2, "--out"),
    ],
)
def test_faults_are_told_in_words(
    out: Path, tmp_path: Path, arguments: tuple[str, ...], status: int, words: str
) -> None:
    result = run(*(argument.format(out=out, tmp=tmp_path) for argument in arguments))
    assert result.exit_code == status
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_a_right_graph_passes_the_check_and_a_broken_one_does_not(out: Path) -> None:
    result = run("check", out)
    assert (result.exit_code, result.stdout) == (0, "2 named graphs checked, 0 faults\n")
    path = out / "graph.trig"
    path.write_text(path.read_text(encoding="utf-8").replace('bg:modality "considered"', 'bg:modality "maybe"'))
    result = run("check", out)
    assert result.exit_code == 1
    assert "asserted, planned, considered, denied or ended" in result.stdout
    assert FACTS[2].passages[0].quote in result.stdout


@pytest.mark.parametrize(
    ("form", "name"), [("gexf", "graph.gexf"), ("turtle", "graph.ttl"), ("jsonld", "graph.jsonld")]
)
def test_the_graph_is_written_in_other_forms(out: Path, tmp_path: Path, form: str, name: str) -> None:
    target = tmp_path / name
    assert run("export", out, "--format", form, "-o", target).stdout == f"Written: {target}\n"
    assert run("export", out, "--format", form).stdout == f"Written: {out / name}\n"
    assert target.read_bytes() == (out / name).read_bytes()
    assert "Zonnewende" in target.read_text(encoding="utf-8")


@pytest.mark.usefixtures("reader")
def test_what_is_not_sure_enough_is_left_out_and_counted(letter: Path, out: Path, tmp_path: Path) -> None:
    whole = run("query", out, "missions", "--format", "csv")
    assert len(whole.stdout.splitlines()) > 1
    few = run("query", out, "missions", "--format", "csv", "--min-confidence", "0.9")
    assert few.stdout.splitlines() == whole.stdout.splitlines()[:1]
    assert re.search(r"^[1-9]\d* facts not sure enough left out\.$", few.stderr, re.MULTILINE)
    run("export", out, "--format", "turtle", "-o", tmp_path / "sure.ttl", "--min-confidence", "0.9")
    assert "bg:confidence" not in (tmp_path / "sure.ttl").read_text(encoding="utf-8")
    built = run("build", letter, "-o", tmp_path / "sure", "--min-confidence", "0.9")
    assert re.search(r"0 facts \([1-9]\d* not sure enough left out\)", built.stdout)
    assert run("query", out, "missions", "--min-confidence", "1.1").exit_code == 2


def test_tables_go_into_a_folder(out: Path) -> None:
    assert run("export", out, "--format", "csv").exit_code == 0
    assert "Zonnewende" in (out / "csv/nodes.csv").read_text(encoding="utf-8")


def test_the_picture_is_an_svg(out: Path, tmp_path: Path) -> None:
    assert run("picture", out, "-o", tmp_path / "graph.svg").exit_code == 0
    assert etree.parse(tmp_path / "graph.svg").getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_the_score_of_a_graph_and_the_bar_it_must_reach(out: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.json"
    entities = [
        {"key": "NL", "type": "Country", "names": ["Nederland"]},
        {"key": "ZONNEWENDE", "type": "Mission", "names": ["Zonnewende"]},
    ]
    facts = [{"type": "Contribution", "contributor": "NL", "to": "ZONNEWENDE", "personnel": 12, "year": "2031"}]
    gold.write_text(json.dumps({"entities": entities, "facts": facts}))
    result = run("score", out, gold, "--errors")
    assert result.exit_code == 0
    assert "Contribution     P 1.000  R 1.000" in result.stdout
    assert "spurious" in result.stdout
    assert json.loads(run("score", out, gold, "--json").stdout)["per_type"]["Contribution"]["F1"] == 1.0
    result = run("score", out, gold, "--min-core", "0.99")
    assert result.exit_code == 1
    assert "Below the bar: core" in result.stderr


def test_the_clean_text_is_printed(letter: Path) -> None:
    result = run("clean", letter)
    assert result.exit_code == 0
    assert "missie Zonnewende" in result.stdout


def test_the_cleaning_is_explained(letter: Path) -> None:
    result = run("clean", letter, "--explain")
    assert result.exit_code == 0
    assert "missie Zonnewende" in result.stdout
    assert result.stdout.splitlines()[0].startswith("1:1 (0) page 1 ")
    assert "\nEdits: " in result.stdout


def test_the_version() -> None:
    assert run("--version").stdout == f"kg, version {kg.__version__}\n"


@pytest.mark.parametrize("name", main.commands)
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    command = main.commands[name]
    assert command.help
    assert f"kg {name} " in command.help
    assert all(option.help for option in command.params if isinstance(option, click.Option))
    assert run(name, "--help").exit_code == 0


def test_the_help_names_every_command() -> None:
    shown = run("--help").stdout
    assert list(main.commands) == [
        *("build", "clean", "check", "adopt", "query", "show", "export", "picture", "score"),
    ]
    assert all(f"\n  {name} " in shown for name in main.commands)


def test_a_reader_that_stops_early_ends_the_program_quietly(out: Path) -> None:
    command = f"{sys.executable} -m kg.cli query --list | head -1"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False, cwd=Path(kg.__file__).parents[1]
    )
    assert done.stdout.startswith("agreements: ")
    assert "Traceback" not in done.stderr
