"""`kg stats`: what a graph holds."""

import pathlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from kg.cli import console

if TYPE_CHECKING:
    from kg.analyze import Stats


@click.command("stats", epilog=console.examples("kg stats", "kg stats -g news-graph"))
@console.graph_option
def command(folder: pathlib.Path) -> None:
    """Count what the graph holds.

    Entities by type, facts by status and predicate, and the best-connected entities.
    """
    from kg.graph import Graph

    for heading, rows in stats(Graph(folder).stats()):
        console.show_table(heading, rows, right=heading[-1:])
        click.echo()


def stats(counted: "Stats") -> Iterator[tuple[tuple[str, ...], list[tuple[object, ...]]]]:
    """Give the tables, each as a heading and rows."""
    facts = sum(count for _, count in counted.facts)
    entities = sum(count for _, count in counted.entities)
    totals = [("documents", counted.documents), ("entities", entities), ("facts", facts), ("quotes", counted.evidence)]
    yield ("the graph holds", "count"), list(totals)
    yield ("entities of type", "count"), list(counted.entities)
    yield ("facts of status", "count"), list(counted.facts)
    yield ("facts of predicate", "count"), list(counted.predicates[:15])
    yield (
        ("best connected", "type", "id", "others"),
        [(entity.name, entity.type, entity.id, count) for entity, count in counted.connected],
    )
