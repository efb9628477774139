"""`kg remove`: take documents out of a graph."""

import pathlib
from collections.abc import Sequence

import click

from kg.cli import console


@click.command("remove", epilog=console.examples("kg remove lunar-station", "kg remove seeds/lunar-station.txt"))
@click.argument("documents", metavar="DOCUMENT...", nargs=-1, required=True)
@console.graph_option
def command(documents: tuple[str, ...], folder: pathlib.Path) -> None:
    """Take documents out of the graph, and what only they said.

    DOCUMENT is a document's id or its file. A later kg build with the same file takes it in again.
    """
    left = remove(folder, documents)
    click.echo(f"Removed {len(documents)}; the graph has {left} document{'' if left == 1 else 's'}.")


def remove(folder: pathlib.Path, documents: Sequence[str]) -> int:
    """Rebuild without some documents, and count those left; raises `NotFoundError` for one that is not there."""
    from kg import pipeline

    with console.progress() as progress:
        return pipeline.remove(documents, folder=folder, progress=progress).stats.documents
