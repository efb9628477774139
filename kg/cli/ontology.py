"""`kg ontology`: the vocabulary as a table, or one term of it with the words that state it."""

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from kg.cli import console

if TYPE_CHECKING:
    from kg.ontology import Class, Predicate


@click.command(
    "ontology",
    epilog=console.examples("kg ontology", "kg ontology partnersWith", 'kg ontology --form "sign agreement with"'),
)
@click.argument("term", metavar="[TERM]", required=False)
@click.option("--form", metavar="WORDS", help="Show the predicates that these words state, in base form.")
def command(term: str | None, form: str | None) -> None:
    """Print the vocabulary as a table.

    TERM is a predicate or a class of it (kg:partnersWith, Person), which is shown with all its words.
    """
    if term and form:
        raise click.UsageError("give a term or --form, not both")
    if form:
        console.show_table(("predicate", "from", "to", "means"), stated(form))
    elif term:
        click.echo("\n".join(described(term)))
    else:
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

    return sorted((*_row(each), each.example) for each in ontology.load().predicates.values())


def stated(form: str) -> list[tuple[str, ...]]:
    """Give one row a predicate that words state; `^` where they do from object to subject. Raises `NotFoundError`."""
    from kg import ontology
    from kg.errors import NotFoundError

    found = ontology.load().index.get(ontology.key(form), ())
    if not found:
        minted = "-".join(ontology.key(form).split())
        raise NotFoundError(f"no predicate has the words {form!r}; a graph would have them as rel:{minted}")
    return sorted((f"{'^' if turned else ''}{row[0]}", *row[1:]) for row, turned in ((_row(p), t) for p, t in found))


def described(term: str) -> Iterator[str]:
    """Give the lines that tell all of one predicate or class; raises `NotFoundError`."""
    import difflib

    from kg import ontology
    from kg.errors import NotFoundError

    known, name = ontology.load(), term.removeprefix("kg:")
    if predicate := known.predicates.get(f"kg:{name}"):
        return _of_predicate(predicate)
    if kind := known.classes.get(name):
        return _of_class(kind, [each.id for each in known.predicates.values() if {name} & (each.domain | each.range)])
    names = {each.casefold(): each for each in (*known.classes, *(each.partition(":")[2] for each in known.predicates))}
    alike = difflib.get_close_matches(name.casefold(), names, n=1)
    meant = f"; did you mean kg:{names[alike[0]]}?" if alike else "; kg ontology lists what is"
    raise NotFoundError(f"kg:{name} is not in the ontology{meant}")


def _row(predicate: "Predicate") -> tuple[str, ...]:
    return predicate.id, ", ".join(sorted(predicate.domain)), ", ".join(sorted(predicate.range)), predicate.comment


def _of_predicate(predicate: "Predicate") -> Iterator[str]:
    traits = [each for each in ("symmetric", "transitive", "functional") if getattr(predicate, each)]
    parts = {
        "from": ", ".join(sorted(predicate.domain)),
        "to": ", ".join(sorted(predicate.range)),
        "is": ", ".join(traits),
        "a kind of": ", ".join(predicate.parents),
        "inverse": predicate.inverse or "",
        "when former": predicate.former or "",
        "aligned to": ", ".join(predicate.alignments),
        "example": predicate.example,
        "words": "; ".join(predicate.forms),
        "words, turned": "; ".join(predicate.inverse_forms),
    }
    yield f"{predicate.id}: {predicate.label}. {predicate.comment}"
    yield from (_part(name, text) for name, text in parts.items() if text)


def _of_class(kind: "Class", uses: list[str]) -> Iterator[str]:
    yield f"kg:{kind.name}: {kind.label}. {kind.comment}"
    yield from (_part(name, text) for name, text in (("aligned to", ", ".join(kind.same_as)),) if text)
    yield _part("predicates", ", ".join(uses))


def _part(name: str, text: str) -> str:
    return textwrap.fill(text, 110, initial_indent=f"  {name:<15}", subsequent_indent=" " * 17)
