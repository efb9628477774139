"""`kg export`: the graph in the formats of other tools."""

import pathlib

import click

from kg.cli import console
from kg.export import FORMATS


@click.command(
    "export", epilog=console.examples("kg export -f turtle -o graph.ttl", "kg export -f graphml -o graph.graphml")
)
@click.option("-f", "--format", "format_", metavar="FORMAT", required=True, help=f"One of {', '.join(FORMATS)}.")
@console.output_option
@console.graph_option
def command(format_: str, output: pathlib.Path | None, folder: pathlib.Path) -> None:
    """Write the whole graph in another format."""
    export(folder, format_=format_, output=output)


def export(folder: pathlib.Path, *, format_: str, output: pathlib.Path | None) -> None:
    """Write the graph; raises `ExportError` for an unknown format."""
    from kg.graph import Graph

    graph = Graph(folder)
    with console.writing(output) as file:
        graph.export(format_, file)
