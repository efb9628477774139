"""`kg check`: whether the graph keeps its own rules."""

import pathlib

import click

from kg.cli import console


@click.command("check", epilog=console.examples("kg check", "kg check -g news-graph"))
@console.graph_option
def command(folder: pathlib.Path) -> int:
    """Check the graph against its own rules.

    SHACL shapes for the graph, and each quote against its document's text. The exit code is 1 where something is wrong.
    """
    violations = check(folder)
    for violation in violations:
        click.echo(console.plain(violation))
    if violations:
        click.echo(f"{len(violations)} violation{'' if len(violations) == 1 else 's'}")
    else:
        click.echo("The graph is as it should be.")
    return 1 if violations else 0


def check(folder: pathlib.Path) -> list[str]:
    """Give a sentence a violation."""
    from kg import check as checks
    from kg.graph import Graph

    return [str(violation) for violation in checks.check(Graph(folder).store.quads())]
