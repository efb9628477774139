"""`kg ontology`: the vocabulary as a table."""

import click

from kg.cli import console


@click.command("ontology", epilog=console.examples("kg ontology"))
def command() -> None:
    """Print the vocabulary as a table."""
    console.show_table(("class", "a kind of", "means"), classes())
    click.echo()
    console.show_table(("predicate", "from", "to", "means", "example"), predicates())


def classes() -> list[tuple[str, ...]]:
    """Give one row a class."""
    from kg import ontology

    known = ontology.load().classes.values()
    rows = ((f"kg:{each.name}", ", ".join(sorted(each.parents)), each.comment) for each in known)
    return sorted(rows)


def predicates() -> list[tuple[str, ...]]:
    """Give one row a predicate."""
    from kg import ontology

    known = ontology.load().predicates.values()
    return sorted(
        (each.id, ", ".join(sorted(each.domain)), ", ".join(sorted(each.range)), each.comment, each.example)
        for each in known
    )
