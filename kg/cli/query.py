"""`kg query`: SPARQL on a graph."""

import pathlib
import sys
from typing import TYPE_CHECKING

import click

from kg import questions
from kg.cli import console

if TYPE_CHECKING:
    from kg.store import Store

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "jsonld", "rdfxml")


@click.command(
    "query",
    epilog=console.examples(
        "kg query partners",
        "kg query my-question.rq --format csv",
        "kg query -e 'SELECT ?name { ?org a kg:Organization ; rdfs:label ?name }'",
    ),
)
@click.argument("name", metavar="[QUERY]", required=False)
@click.option("-e", "--expression", metavar="SPARQL", help="The query itself.")
@click.option("--list", "listing", is_flag=True, help="List the queries that ship, and the question each answers.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, else csv or turtle.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=60, show_default=True, help="Seconds.")
@click.option("--with-inferred", is_flag=True, help="Ask what kg build --infer worked out as well.")
@console.output_option
@console.graph_option
def command(
    name: str | None,
    expression: str | None,
    listing: bool,  # noqa: FBT001 -- click gives a flag so
    form: str | None,
    timeout: float,
    with_inferred: bool,  # noqa: FBT001 -- as above
    output: pathlib.Path | None,
    folder: pathlib.Path,
) -> None:
    """Ask the graph in SPARQL 1.1.

    QUERY is a .rq file, or the name of a query that ships. The prefixes of the graph need no declaration, and all
    documents' graphs are asked at once.
    """
    if listing:
        return show_list()
    if (name is None) == (expression is None):
        raise click.UsageError("give a query: a name, a file, or the text with -e; kg query --list shows the names")
    sparql = expression if expression is not None else questions.find(name or "").sparql
    from kg.graph import Graph

    graph = Graph(folder)
    query(graph.inferred if with_inferred else graph.store, sparql, form=form, timeout=timeout, output=output)
    return None


def query(store: "Store", sparql: str, *, form: str | None, timeout: float, output: pathlib.Path | None = None) -> None:
    """Run a query and write its answer; raises `QueryError` where the query is wrong or its answer has no such form."""
    from kg import answers, hints

    answer = store.query(sparql, timeout=timeout)
    base = store.base
    for hint in hints.of(sparql, store):
        click.echo(f"hint: {console.plain(hint)}", err=True)
    if form is None:
        to_reader = output is None and sys.stdout.isatty()
        form = "table" if to_reader and answers.is_table(answer) else answers.default(answer)
    if form == "table" and output is None:
        heading, rows = answers.table(answer, base=base)
        console.show_table(heading, rows)
        return
    with console.writing(output) as file:
        answers.write(answer, format=form, base=base, out=file)


def show_list() -> None:
    """Print the queries that ship with the questions they answer."""
    console.show_table(("query", "question"), ((each.name, each.question) for each in questions.shipped()))
