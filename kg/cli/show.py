"""`kg show`: one entity, with its facts, their quotes, and why its names are one."""

import pathlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

import click

from kg import wording
from kg.cli import console
from kg.model import LINKED, NOT_LINKED, Document, Entity, Evidence, Fact, Join, Status, Value

if TYPE_CHECKING:
    from kg.find import Profile
    from kg.graph import Graph

QUOTES = 3
"""Quotes shown of a fact."""


@click.command("show", epilog=console.examples("kg show SpaceX", 'kg show "Dmitry Rogozin"', "kg show org:cnsa"))
@click.argument("name")
@console.graph_option
def command(name: str, folder: pathlib.Path) -> None:
    """Show an entity with its facts and quotes.

    It tells, too, why the entity's names were taken for one thing.

    NAME is any of its names, a typo allowed, or its id.
    """
    from kg.graph import Graph

    for line in show(Graph(folder), name):
        click.echo(line)


def show(graph: "Graph", name: str) -> Iterator[str]:
    """Give the lines that describe an entity; raises `NotFoundError` with suggestions."""
    profile = graph.show(name)
    documents = {document.id: document for document in graph.knowledge.documents}
    yield from _heading(profile)
    shown = (fact for fact in profile.facts if fact.subject == profile.entity.id)
    yield from _facts(shown, profile, documents)
    others = [fact for fact in profile.facts if fact.subject != profile.entity.id]
    if others:
        yield f"\n{console.bold('What others do with it')}"
        yield from _facts(others, profile, documents)
    if profile.said:
        yield f"\n{console.bold('What it said')}"
        yield from _facts(profile.said, profile, documents)
    yield from _joins(profile)
    yield from _outside(graph, profile.entity)


def sentence(fact: Fact, names: dict[str, str]) -> str:
    """Write a fact as words: subject, relation, object, and in brackets what is not plain about it."""
    thing = fact.object.text if isinstance(fact.object, Value) else names.get(fact.object, fact.object)
    notes = [] if fact.status is Status.ASSERTED else [fact.status.value]
    notes += [str(fact.time)] if fact.time else []
    notes += [f"said by {names.get(fact.said_by, fact.said_by)}"] if fact.said_by else []
    words = f"{names.get(fact.subject, fact.subject)} – {wording.reading(fact)} – {thing}"
    return console.plain(f"{words} [{', '.join(notes)}]" if notes else words)


def quotes(fact: Fact, documents: dict[str, Document]) -> Iterator[str]:
    """Give the quotes of a fact, each with its article and date, the first few of many."""
    for evidence in fact.evidence[:QUOTES]:
        yield f"“{console.plain(evidence.quote)}”  {_where(evidence, documents)}"
    if len(fact.evidence) > QUOTES:
        yield f"and {len(fact.evidence) - QUOTES} more"


def _heading(profile: "Profile") -> Iterator[str]:
    entity = profile.entity
    yield f"{console.bold(entity.name)}  ({entity.type}, {entity.id})"
    others = [name for name in entity.names if name != entity.name]
    if others:
        yield f"  also called  {console.plain('; '.join(others))}"
    for link in entity.links:
        yield f"  same as      {console.plain(link)}"


def _facts(facts: Iterable[Fact], profile: "Profile", documents: dict[str, Document]) -> Iterator[str]:
    """Group facts by predicate, and within each by status."""
    for predicate, group in groupby(facts, key=lambda fact: fact.predicate):
        yield f"\n{console.bold(predicate)}"
        for fact in group:
            yield f"  {sentence(fact, profile.names)}  ({fact.confidence:.2f})"
            for quote in quotes(fact, documents):
                yield f"      {console.dim(quote)}"


def _joins(profile: "Profile") -> Iterator[str]:
    joins = [join for join in profile.entity.joins if not _is_outside(join)]
    if joins:
        yield f"\n{console.bold('Why these names are one')}"
    for join in joins:
        where = f" in {join.document}" if join.document else ""
        yield f"  {console.plain(f'{join.name}{where}: {join.reason}')}"


def _outside(graph: "Graph", entity: Entity) -> Iterator[str]:
    """Tell what the entity is in the user's register and for the service that was asked, or why it is nothing there."""
    told = sorted((join for join in entity.joins if _is_outside(join)), key=lambda join: -join.score)
    if not told and not entity.links and (graph.about.register or graph.about.link):
        asked = "no name of it is in the register" if graph.about.register else "it was not asked about"
        told = [Join(entity.name, "", f"{NOT_LINKED}{asked}", 0.0)]
    if told:
        yield f"\n{console.bold('What it is outside')}"
    for join in told:
        sure = f"  ({join.score:.2f})" if join.score else ""
        yield f"  {console.plain(join.reason)}{sure}"


def _is_outside(join: Join) -> bool:
    return join.reason.startswith((LINKED, NOT_LINKED))


def _where(evidence: Evidence, documents: dict[str, Document]) -> str:
    document = documents.get(evidence.passage.document)
    if document is None:
        return console.plain(evidence.passage.document)
    return console.plain(", ".join(filter(None, (document.title or document.id, document.published))))
