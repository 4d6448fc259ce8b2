"""Named questions to the graph: the ``.rq`` files of ``kg/queries``, and files of the reader's own.

A query file is plain SPARQL 1.1 that any engine runs over the union of the named graphs. Comment
lines at its head say what it answers::

    # title: Defence spending
    # help: What a country spends on defence,
    #   in amounts and shares.
    # parameter entity (required): a name of the entity
    # parameter modality (any of: asserted planned): how the letter puts it

A parameter ``entity`` fills the file's ``VALUES ?entity { "" }``; what the file has between the
braces is the default. A parameter with a list of values takes one of them, several with commas
between, or ``all``.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal as Choice
from typing import TypeAlias

from rdflib import XSD, BNode, Literal, URIRef
from rdflib.term import Node

from kg.store import Row, Store
from kg.table import Cell, Column, render

Format: TypeAlias = Choice["table", "csv", "json"]
"""Forms of an answer: for people, for spreadsheets, and W3C's SPARQL 1.1 Query Results JSON Format."""

FORMATS: tuple[Format, ...] = ("table", "csv", "json")
_NUMBERS = frozenset({XSD.integer, XSD.decimal, XSD.double, XSD.float})
_PARAMETER = re.compile(r"parameter (?P<name>\w+)(?: \((?:(?P<required>required)|any of: (?P<choices>[\w ]+))\))?")


class QueryError(Exception):
    """A query that is not there, cannot be read, or is asked with the wrong parameters."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that the asker may set; ``choices`` are the values it takes, empty for any."""

    name: str
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A question: its name, what it answers, its parameters and its SPARQL."""

    name: str
    title: str
    help: str
    parameters: tuple[Parameter, ...]
    text: str


def named() -> tuple[Query, ...]:
    """The questions that come with the program, by name."""
    folder = resources.files("kg").joinpath("queries")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".rq")), key=lambda file: file.name)
    return tuple(parse(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8")) for file in files)


def find(name_or_path: str | Path) -> Query:
    """The named question, or the one in a file whose name ends in ``.rq``.

    Raises:
        QueryError: there is no such question or file.
    """
    path = Path(name_or_path)
    if path.suffix == ".rq":
        try:
            return parse(path.stem, path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"The query file {path} cannot be read: {error}") from error
    queries = {query.name: query for query in named()}
    if str(name_or_path) not in queries:
        raise QueryError(
            f"No question is called {str(name_or_path)!r}. There are: {', '.join(queries)}; "
            "or give a file that ends in .rq."
        )
    return queries[str(name_or_path)]


def parse(name: str, text: str) -> Query:
    """Read the head of a query file; a file without one is a question without title or parameters.

    >>> query = parse("who", "# title: Who\\n# parameter n (any of: a b): a letter\\nSELECT * { VALUES ?n {'a'} }")
    >>> query.title, query.parameters
    ('Who', (Parameter(name='n', help='a letter', required=False, choices=('a', 'b')),))

    Raises:
        QueryError: a parameter is declared for which the query has no VALUES.
    """
    head: dict[str, str] = {}
    key = ""
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        said = line[1:]
        if said.startswith("  ") and key:
            head[key] += " " + said.strip()
        elif match := re.fullmatch(r"\s*(title|help|parameter \w+(?: \([^)]*\))?):\s*(.*)", said):
            key, head[match[1]] = match[1], match[2].strip()
    parameters = []
    for key, explained in head.items():
        if not (match := _PARAMETER.fullmatch(key)):
            continue
        if not _values(match["name"]).search(text):
            raise QueryError(f"{name}: parameter {match['name']!r} is declared, but no VALUES ?{match['name']} {{ }}.")
        choices = tuple((match["choices"] or "").split())
        parameters.append(Parameter(match["name"], explained, bool(match["required"]), choices))
    return Query(name, head.get("title", name), head.get("help", ""), tuple(parameters), text)


def fill(query: Query, params: Mapping[str, str]) -> str:
    """The SPARQL of a query with its parameters filled in.

    >>> fill(parse("q", '# parameter who: name\\nSELECT * { VALUES ?who { "" } ?x ?y ?who }'), {"who": 'de "Zr.Ms."'})
    '# parameter who: name\\nSELECT * { VALUES ?who { "de \\\\"Zr.Ms.\\\\"" } ?x ?y ?who }'

    Raises:
        QueryError: a parameter is unknown, missing, or has a value it does not take.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in params:
        if name not in known:
            has = "has " + ", ".join(known) if known else "has none"
            raise QueryError(f"{query.name}: there is no parameter {name!r}; the question {has}.")
    text = query.text
    for parameter in query.parameters:
        value = params.get(parameter.name)
        if value is None:
            if parameter.required:
                raise QueryError(f"{query.name}: give {parameter.name}, {parameter.help}.")
            continue
        inside = " ".join(map(_literal, _chosen(query, parameter, value))) or "UNDEF"
        text = _values(parameter.name).sub(lambda match, inside=inside: f"{match[1]} {inside} }}", text)  # type: ignore[misc]
    return text


def run(
    store: Store,
    name_or_path: str | Path,
    params: Mapping[str, str] | None = None,
    format: Format = "table",
    width: int | None = None,
) -> str:
    """Ask a question and give the answer as text, with a line end at its end.

    ``width`` is that of the table, in characters; without it, that of the terminal.

    Raises:
        QueryError: the question, a parameter or the format is unknown, or no entity has the name asked for.
        kg.store.StoreError: the file's SPARQL is not a valid SELECT query.
    """
    if format not in FORMATS:
        raise QueryError(f"There is no format {format!r}; choose from {', '.join(FORMATS)}.")
    query, params = find(name_or_path), params or {}
    answer = store.select(fill(query, params))
    variables, rows = answer.variables, list(answer)
    if not rows and "entity" in params:
        _must_be_named(store, params["entity"])
    if format == "csv":
        return _csv(variables, rows)
    if format == "json":
        return _json(variables, rows)
    return _table(query, variables, rows, shutil.get_terminal_size((120, 40)).columns if width is None else width)


def _values(name: str) -> re.Pattern[str]:
    return re.compile(rf"(VALUES\s+[?$]{name}\s*\{{)[^}}]*\}}", re.IGNORECASE)


def _chosen(query: Query, parameter: Parameter, value: str) -> Sequence[str]:
    if not parameter.choices:
        return (value,)
    chosen = [part.strip() for part in value.split(",")]
    if chosen == ["all"]:
        return ()
    for part in chosen:
        if part not in parameter.choices:
            raise QueryError(
                f"{query.name}: {parameter.name} cannot be {part!r}; "
                f"choose from {', '.join(parameter.choices)}, several with commas, or all."
            )
    return chosen


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def _must_be_named(store: Store, name: str) -> None:
    found = store.select("SELECT DISTINCT ?name WHERE { ?thing skos:prefLabel|skos:altLabel|skos:notation ?name }")
    names = sorted({row.text("name") for row in found})
    folded = {known.casefold(): known for known in reversed(names)}
    if name.casefold() not in folded:
        close = [folded[match] for match in difflib.get_close_matches(name.casefold(), folded, n=5, cutoff=0.6)]
        hint = f"Names that look like it: {', '.join(close)}." if close else "See them all with the question 'names'."
        raise QueryError(f"Nothing in the graph is called {name!r}. {hint}")


def _csv(variables: Sequence[str], rows: Sequence[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(variables)
    writer.writerows([row.text(name) for name in variables] for row in rows)
    return out.getvalue()


def _json(variables: Sequence[str], rows: Sequence[Row]) -> str:
    bindings = [{name: _term(row[name]) for name in variables if name in row} for row in rows]
    return (
        json.dumps({"head": {"vars": list(variables)}, "results": {"bindings": bindings}}, ensure_ascii=False, indent=1)
        + "\n"
    )


def _term(term: Node) -> dict[str, str]:
    if isinstance(term, URIRef):
        return {"type": "uri", "value": str(term)}
    if isinstance(term, BNode):
        return {"type": "bnode", "value": str(term)}
    written = {"type": "literal", "value": str(term)}
    if isinstance(term, Literal) and term.language:
        written["xml:lang"] = term.language
    elif isinstance(term, Literal) and term.datatype and term.datatype != XSD.string:
        written["datatype"] = str(term.datatype)
    return written


def _table(query: Query, variables: Sequence[str], rows: Sequence[Row], width: int) -> str:
    """Title, table and number of rows; IRIs are left to the other formats, as they serve machines."""
    quoted = {"modality", "letter", "page", "begin", "quote"} if "quote" in variables else set()
    columns = []
    for name in variables:
        terms = [row.get(name) for row in rows]
        there = [term for term in terms if term is not None]
        if name in quoted or (name in ("fact", "entity", "document") and all(isinstance(t, URIRef) for t in there)):
            continue
        numeric = bool(there) and all(isinstance(t, Literal) and t.datatype in _NUMBERS for t in there)
        cells = tuple(None if term is None else str(term) for term in terms)
        columns.append(Column(name.replace("_", " "), cells, numeric))
    notes = [_note(row) for row in rows] if quoted else []
    count = f"{len(rows)} row" if len(rows) == 1 else f"{len(rows)} rows"
    table = render(columns, notes, width) + "\n\n" if rows else ""
    return f"{query.title}\n\n{table}{count}\n"


def _note(row: Row) -> Cell:
    """The quote with its place, and how the letter puts it unless that is as settled."""
    place = ", ".join(filter(None, (row.text("letter"), f"p. {row.text('page')}" if "page" in row else "")))
    said = row.text("modality").removeprefix("asserted")
    about = "; ".join(filter(None, (place, said)))
    return f"“{' '.join(row.text('quote').split())}”" + (f" ({about})" if about else "")
