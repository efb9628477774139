"""`kg merge`: a person's decision that names mean one thing."""

import pathlib

import click

from kg.cli import console


@click.command("merge", epilog=console.examples('kg merge CNSA "China National Space Agency"'))
@click.argument("names", metavar="NAME NAME...", nargs=-1, required=True)
@console.graph_option
def command(names: tuple[str, ...], folder: pathlib.Path) -> None:
    """Decide that these are one entity.

    The decision is a line in decisions.toml in the graph directory, replayed at every build; delete it to undo it.
    """
    if len(names) < 2:
        raise click.UsageError("name two entities or more")
    click.echo(merge(folder, names))


def merge(folder: pathlib.Path, names: tuple[str, ...]) -> str:
    """Write the decision, resolve again, and tell the outcome; raises `NotFoundError` for an unknown name."""
    from kg import pipeline
    from kg.graph import Graph
    from kg.resolve.decisions import Merge

    graph = Graph(folder)
    ids = tuple(graph.show(name).entity.id for name in names)
    with console.progress() as progress:
        pipeline.decide(Merge(ids), folder=folder, progress=progress)
    return f"Merged: {', '.join(ids)}"
