"""`kg export`: the graph in the formats of other tools."""

import pathlib

import click

from kg.cli import console
from kg.export import FORMATS


@click.command(
    "export",
    epilog=console.examples(
        "kg export -f turtle -o graph.ttl",
        "kg export -f graphml -o graph.graphml",
        "kg export -f nquads --shards 8 -o news-shards",
    ),
)
@click.option("-f", "--format", "format_", metavar="FORMAT", required=True, help=f"One of {', '.join(FORMATS)}.")
@click.option(
    "--shards", type=click.IntRange(min=1), metavar="N", help="With nquads: N compressed files, and how to load them."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=pathlib.Path),
    help="The file to write, or with --shards the folder; without it, standard output.",
)
@console.graph_option
def command(format_: str, shards: int | None, output: pathlib.Path | None, folder: pathlib.Path) -> None:
    """Write the whole graph in another format."""
    if shards is None:
        return export(folder, format_=format_, output=output)
    if format_ != "nquads" or output is None:
        raise click.UsageError("--shards goes with -f nquads and a folder: kg export -f nquads --shards 8 -o FOLDER")
    return export_shards(folder, output=output, count=shards)


def export(folder: pathlib.Path, *, format_: str, output: pathlib.Path | None) -> None:
    """Write the graph; raises `ExportError` for an unknown format."""
    from kg.graph import Graph

    graph = Graph(folder)
    with console.writing(output) as file:
        graph.export(format_, file)


def export_shards(folder: pathlib.Path, *, output: pathlib.Path, count: int) -> None:
    """Write compressed N-Quads with their manifest into a folder; raises `ExportError` where that can't be done."""
    from kg.export import shards
    from kg.graph import Graph

    graph = Graph(folder)
    shards.write(graph.knowledge, base=graph.about.base, folder=output, count=count)
