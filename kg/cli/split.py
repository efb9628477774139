"""`kg split`: a person's decision that names mean different things."""

import pathlib

import click

from kg.cli import console


@click.command(
    "split",
    epilog=console.examples('kg split "Bank of America" "Merrill Lynch"', "kg split Amazon --in rainforest"),
)
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option("--in", "documents", metavar="DOCUMENT", multiple=True, help="Where the one name means another thing.")
@console.graph_option
def command(names: tuple[str, ...], documents: tuple[str, ...], folder: pathlib.Path) -> None:
    """Decide that names mean different things.

    With --in, one name means another thing in the documents named.

    The decision is a line in decisions.toml in the graph directory, replayed at every build; delete it to undo it.
    """
    if (len(names) > 1) == bool(documents):
        raise click.UsageError("give two names or more, or one name with --in DOCUMENT")
    click.echo(split(folder, names, documents=documents))


def split(folder: pathlib.Path, names: tuple[str, ...], *, documents: tuple[str, ...]) -> str:
    """Write the decision, resolve again, and tell the outcome; raises `NotFoundError` for an unknown name."""
    from kg import pipeline
    from kg.graph import Graph
    from kg.resolve.decisions import Split

    graph = Graph(folder)
    for name in names:
        graph.show(name)
    with console.progress() as progress:
        pipeline.decide(Split(names, documents), folder=folder, progress=progress)
    return f"Split: {', '.join(names)}"
