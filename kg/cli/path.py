"""`kg path`: how two entities are connected."""

import pathlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from kg.cli import console
from kg.cli.show import quotes, sentence

if TYPE_CHECKING:
    from kg.graph import Graph


@click.command("path", epilog=console.examples('kg path "Elon Musk" NASA', "kg path Roscosmos CNSA --most 1"))
@click.argument("source", metavar="NAME")
@click.argument("target", metavar="NAME")
@click.option("--most", type=click.IntRange(min=1), default=3, show_default=True, help="Connections to show at most.")
@console.graph_option
def command(source: str, target: str, most: int, folder: pathlib.Path) -> None:
    """Show how two entities are connected.

    Each step of the shortest connections comes with its quotes; denied facts connect nothing.
    """
    from kg.graph import Graph

    for line in path(Graph(folder), source, target, at_most=most):
        click.echo(line)


def path(graph: "Graph", source: str, target: str, *, at_most: int) -> Iterator[str]:
    """Give the lines that tell the connections; raises `NotFoundError` where there is none."""
    names = {entity.id: entity.name for entity in graph.knowledge.entities}
    documents = {document.id: document for document in graph.knowledge.documents}
    for number, route in enumerate(graph.path(source, target, at_most=at_most)):
        if number:
            yield ""
        stops = [route[0].source, *(step.target for step in route)]
        yield console.bold(" → ".join(names[stop] for stop in stops))
        for step in route:
            yield f"  {sentence(step.fact, names)}"
            for quote in quotes(step.fact, documents):
                yield f"      {console.dim(quote)}"
