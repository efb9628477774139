"""`kg forget`: a person's decision to keep an entity out of the graph."""

import pathlib

import click

from kg.cli import console


@click.command("forget", epilog=console.examples("kg forget person:oct"))
@click.argument("name")
@console.graph_option
def command(name: str, folder: pathlib.Path) -> None:
    """Decide to keep an entity out of the graph.

    The decision is a line in decisions.toml in the graph directory, replayed at every build; delete it to undo it.
    """
    click.echo(forget(folder, name))


def forget(folder: pathlib.Path, name: str) -> str:
    """Write the decision, resolve again, and tell the outcome; raises `NotFoundError` for an unknown name."""
    from kg import pipeline
    from kg.graph import Graph
    from kg.resolve.decisions import Forget

    found = Graph(folder).show(name).entity
    with console.progress() as progress:
        pipeline.decide(Forget(found.id), folder=folder, progress=progress)
    return f"Forgotten: {found.name} ({found.id})"
