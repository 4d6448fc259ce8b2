"""The command line: ``kg build``, and what one can do with what it built."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from kg import __version__, export, query, show
from kg.build import build, check, summary
from kg.iris import DEFAULT_BASE
from kg.picture import write_svg
from kg.report import counted
from kg.score import GoldError, read_gold, score
from kg.store import Store, StoreError
from kg.sure import thin

P = ParamSpec("P")
T = TypeVar("T")

_PATH = click.Path(path_type=Path)
_FAULTS = (OSError, ValueError, StoreError, query.QueryError, export.ExportError, GoldError)
"""What a user can mend; anything else is a fault of the program and shows its traceback."""


class Commands(click.Group):
    """Commands in the order in which one needs them; what a user can mend is told in one message."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in order."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a broken pipe (``kg query … | head``) ends it quietly."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except _FAULTS as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Read Dutch letters on defence cooperation into a knowledge graph, and ask it questions.

    \b
    kg build letters/ -o out       read the letters
    kg query out missions          who takes part in which mission
    kg export out --format turtle  the graph for other tools
    """


def out_argument(command: Callable[P, T]) -> Callable[P, T]:
    """The folder that ``kg build`` wrote."""
    return click.argument("out", type=_PATH)(command)


def least_option(command: Callable[P, T]) -> Callable[P, T]:
    """How sure a fact must be."""
    return click.option(
        "--min-confidence",
        "least",
        type=click.FloatRange(0, 1),
        default=0.0,
        metavar="X",
        help="Leave out facts that are less sure than this, from 0 to 1.",
    )(command)


def opened(out: Path, least: float = 0.0) -> Store:
    """The graph in a folder that ``kg build`` wrote, or in a TriG file, without the facts less sure than ``least``.

    Raises:
        StoreError: there is none, or it cannot be read.
    """
    store = Store.load(out if out.is_file() else out / "graph.trig")
    if least and (number := thin(store, least)):
        click.echo(f"{counted(number, 'fact')} not sure enough left out.", err=True)
    return store


@main.command("build")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=_PATH)
@click.option("-o", "--out", required=True, type=_PATH, help="Folder for graph.trig, graph.gexf and report.md.")
@click.option("--base", default=DEFAULT_BASE, show_default=True, metavar="IRI", help="Where entities and facts live.")
@click.option("--model", metavar="NAME", help="Another spaCy pipeline for Dutch than the one that comes with it.")
@click.option(
    "--gazetteer",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Names of your own, such as kg adopt writes.",
)
@least_option
def build_command(
    paths: tuple[Path, ...], out: Path, base: str, model: str | None, gazetteer: Path | None, least: float
) -> None:
    """Read letters into a graph.

    PATH is a letter (text, PDF, HTML, XML, Word or OpenDocument), or a folder with letters. Writes
    OUT/graph.trig (one named graph for each letter and one for the background knowledge used),
    OUT/graph.gexf for Gephi, and OUT/report.md, which says what was read from each letter and what
    was not.

    Ends with status 1 when nothing could be read, with 0 when anything was.

    Example: kg build letters/ -o out
    """
    import extract  # loads spaCy, which the other commands do without

    letters = extract.letters_in(paths)
    if not letters:
        raise click.ClickException(f"There are no text files in {', '.join(map(str, paths))}.")
    read = partial(extract.read_letter, nlp=extract.load_pipeline(model))
    if gazetteer is not None:
        read = partial(read, gazetteer=gazetteer)
    outcome = build(letters, out, read, base, progress, gazetteer, least)
    for item in outcome.unread:
        click.echo(item.line(), err=True)
    if not outcome.sections:
        raise click.ClickException(f"Nothing could be read. The reasons stand in {out / 'report.md'}.")
    click.echo(summary(outcome))
    click.echo(f"Written: {', '.join(str(out / name) for name in ('graph.trig', 'graph.gexf', 'report.md'))}")


def progress(letters: Iterable[Path]) -> Iterator[Path]:
    """Pass the letters on, with a progress bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield from letters
        return
    with click.progressbar(list(letters), label="Reading", file=sys.stderr, item_show_func=_name) as bar:
        yield from bar


def _name(path: Path | None) -> str | None:
    return None if path is None else path.name


@main.command()
@click.argument("file", type=_PATH)
@click.option("--explain", is_flag=True, help="Print every edit instead: where, what stood there, what became of it.")
def clean(file: Path, explain: bool) -> None:
    """Print the clean text of a letter: no page furniture, broken lines joined.

    Example: kg clean letters/brief.txt | less
    """
    import extract  # loads spaCy, which the other commands do without

    click.echo(extract.clean_text(file, explain=explain))


@main.command("check")
@out_argument
def check_command(out: Path) -> None:
    """Check a graph against the shapes that every letter's graph must pass (SHACL).

    Ends with status 1 where a statement breaks a shape, and says which and why.

    Example: kg check out
    """
    graphs, faults = check(opened(out))
    for fault in faults:
        click.echo(fault)
    click.echo(f"{counted(graphs, 'named graph')} checked, {counted(len(faults), 'fault')}")
    if faults:
        raise click.exceptions.Exit(1)


@main.command("adopt")
@out_argument
@click.option("-o", "--output", type=_PATH, help="File to write; by default adopted.ttl beside the graph.")
def adopt_command(out: Path, output: Path | None) -> None:
    """Write the names that were read but not listed to a gazetteer of your own.

    The file is for you to edit: correct the classes and spellings, throw away what is wrong. What
    already stands in it is never changed. Build with --gazetteer FILE to have the names known.

    Example: kg adopt out -o names.ttl
    """
    from kg.adopt import adopt  # reads the whole gazetteer, which the other commands do without

    target = (out.parent if out.is_file() else out) / "adopted.ttl" if output is None else output
    adoption = adopt(opened(out), target)
    for reason in adoption.passed_over:
        click.echo(f"Passed over: {reason}", err=True)
    click.echo(f"Written: {target} ({counted(adoption.written, 'new name')})")


@main.command("query")
@click.argument("out", type=_PATH, required=False)
@click.argument("question", metavar="NAME|FILE.rq", required=False)
@click.argument("parameters", metavar="[PARAMETER=VALUE]...", nargs=-1)
@click.option("--list", "listing", is_flag=True, help="List the named questions and their parameters.")
@click.option(
    "--format", "form", type=click.Choice(query.FORMATS), default="table", show_default=True, help="Form of the answer."
)
@least_option
def query_command(
    out: Path | None, question: str | None, parameters: tuple[str, ...], listing: bool, form: query.Format, least: float
) -> None:
    """Ask the graph a named question, or one of your own in SPARQL.

    \b
    Examples:
      kg query --list
      kg query out missions
      kg query out dossier entity=NAVO
      kg query out mine.rq --format csv
    """
    if listing:
        click.echo(described())
        return
    if out is None or question is None:
        raise click.UsageError("Name the folder that kg build wrote and a question; kg query --list names them.")
    click.echo(query.run(opened(out, least), question, dict(map(_parameter, parameters)), form), nl=False)


def _parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"A parameter is written as NAME=VALUE, such as entity=NAVO; got {text!r}.")
    return name, value


def described() -> str:
    """The named questions, each with what it answers and its parameters."""
    lines = []
    for question in query.named():
        lines.append(f"{question.name}: {question.title}")
        lines.append(click.wrap_text(question.help, 96, "    ", "    "))
        for parameter in question.parameters:
            must = " (required)" if parameter.required else ""
            lines.append(click.wrap_text(f"{parameter.name}=…{must}: {parameter.help}", 96, "    ", "        "))
    return "\n".join(line for line in lines if line.strip())


@main.command("show")
@out_argument
@click.argument("fact")
@click.option("--letter", "places", multiple=True, type=_PATH, help="The letter, or a folder to look for it in.")
@click.option("--picture", type=_PATH, metavar="FILE.png", help="Draw the page of a PDF with the words marked.")
def show_command(out: Path, fact: str, places: tuple[Path, ...], picture: Path | None) -> None:
    """Show where a fact was read: its roles, and the words of the letter about them, marked.

    FACT is the IRI of a fact, or its last part. The letter is looked for where --letter says, else
    beside OUT, in it, and in the current folder.

    Example: kg show out 3f2a --letter letters --picture page.png
    """
    shown = show.fact_in(opened(out), fact)
    folder = out.parent if out.is_file() else out
    letter = show.letter_of(shown, places or (folder.parent, folder, Path()))
    click.echo(show.text_of(shown, letter), nl=False)
    if picture is not None:
        page = show.write_picture(shown, letter, picture)
        click.echo(f"Written: {picture} (page {page})")


@main.command("export")
@out_argument
@click.option("--format", "form", type=click.Choice(export.FORMATS), required=True, help="Form to write.")
@click.option("-o", "--output", type=_PATH, help="File to write, or folder for csv; by default beside the graph.")
@least_option
def export_command(out: Path, form: export.Format, output: Path | None, least: float) -> None:
    """Write the graph in a form that other programs read.

    gexf opens in Gephi; turtle and jsonld are RDF; csv gives tables of nodes, edges and facts.

    Example: kg export out --format turtle -o graph.ttl
    """
    names = {"gexf": "graph.gexf", "turtle": "graph.ttl", "jsonld": "graph.jsonld", "csv": "csv"}
    target = (out.parent if out.is_file() else out) / names[form] if output is None else output
    export.write(opened(out, least), form, target)
    click.echo(f"Written: {target}")


@main.command("picture")
@out_argument
@click.option("-o", "--output", required=True, type=_PATH, help="SVG file to write.")
@click.option("--most", default=100, show_default=True, metavar="N", help="How many entities to draw at most.")
def picture_command(out: Path, output: Path, most: int) -> None:
    """Draw the graph as an SVG picture, with the same places and colours as the GEXF.

    Example: kg picture out -o graph.svg
    """
    write_svg(opened(out), output, most)
    click.echo(f"Written: {output}")


@main.command("score")
@out_argument
@click.argument("gold", type=_PATH)
@click.option("--errors", is_flag=True, help="Also name what was missed and what was wrong.")
@click.option("--json", "as_json", is_flag=True, help="Give the figures as JSON.")
@click.option("--min-core", type=float, default=0.0, metavar="F1", help="Lowest F1 of facts that will do.")
@click.option("--min-slots", type=float, default=0.0, metavar="F1", help="Lowest F1 of further roles that will do.")
@click.option("--min-mentions", type=float, default=0.0, metavar="F1", help="Lowest F1 of mentions that will do.")
@click.option("--min-entities", type=float, default=0.0, metavar="F1", help="Lowest F1 of entities that will do.")
def score_command(out: Path, gold: Path, errors: bool, as_json: bool, **floors: float) -> None:
    """Compare the graph with a gold file: precision, recall and F1 of what was read.

    Ends with status 1 where a figure stands below its --min-….

    Example: kg score out letter.gold.json --errors
    """
    scores = score(opened(out), read_gold(gold))
    click.echo(scores.json() if as_json else scores.text(errors), nl=False)
    low = scores.below({name.removeprefix("min_"): floor for name, floor in floors.items()})
    if low:
        raise click.ClickException(f"Below the bar: {', '.join(low)}.")


if __name__ == "__main__":
    main()
