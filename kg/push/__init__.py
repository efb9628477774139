"""Loads a graph into another store, over SPARQL 1.1 Update or the Graph Store Protocol.

What is sent is what the store holds, graph by graph, in an order that its content alone decides. Adding a triple twice
changes nothing, so a batch may be sent again whenever it is not known to have arrived; blank nodes, which would come
twice, are named first (RDF 1.1 Concepts, section 3.5). How far a push got is kept in the graph directory, and one that
was cut short goes on there. Nothing that lies in the other store is removed, unless `replace` says so.
"""

import hashlib
import itertools
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TypeVar

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

from kg.push import protocols
from kg.push.endpoint import Endpoint
from kg.push.protocols import Protocol
from kg.push.state import Marks

__all__ = ["Marks", "Options", "Pushed", "push", "quads"]
from kg.store import Store

Progress = Callable[[str, int, int], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to push: `batch` quads at most in a request; `into` is the graph that takes the default graph's triples.

    With `replace`, every graph that is written, and every one that an earlier push wrote, is emptied first.
    """

    batch: int = 1000
    into: str = ""
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: quads in the graph and how many of them an earlier push had sent, graphs, and requests."""

    quads: int
    before: int
    graphs: int
    requests: int


def push(
    store: Store,
    endpoint: Endpoint,
    *,
    protocol: Protocol,
    marks: Marks,
    options: Options,
    progress: Progress = lambda _stage, _done, _total: None,
) -> Pushed:
    """Send all of a graph; raises `PushError` where the other side can't be reached, or refuses it.

    `marks` keeps how far this came.
    """
    digest, total, graphs = _summary(store, options.into)
    key = f"{protocol.name} {endpoint.url} {options.into}".strip()
    mark = marks.of(key, digest)
    if mark.done == 0 and options.replace:
        for name in sorted({*graphs, *mark.graphs}):
            protocol.clear(endpoint, name)
    mark = marks.set(key, replace(mark, graphs=tuple(sorted({*graphs, *mark.graphs}))))
    requests, before = 0, mark.done
    # Closed at once where sending fails, since the store's iterator may be dropped by no other thread.
    with closing(quads(store, into=options.into)) as every:
        left = itertools.islice(every, before, None)
        for sent in protocols.send(left, endpoint, protocol=protocol, size=options.batch):
            requests += 1
            mark = marks.set(key, replace(mark, done=mark.done + sent))
            progress("Sending", mark.done, total)
    marks.set(key, replace(mark, done=0, graphs=tuple(sorted(graphs)) if options.replace else mark.graphs))
    return Pushed(total, before, len(graphs), requests)


def quads(store: Store, *, into: str = "") -> Generator[Quad, None, None]:
    """Give the quads graph by graph, the default graph first, or under the name `into`; without blank nodes."""
    graph = store.graph
    places: list[DefaultGraph | NamedNode | BlankNode] = [DefaultGraph()]
    places += sorted(graph.named_graphs(), key=str)
    for place in places:
        name = NamedNode(into) if into and isinstance(place, DefaultGraph) else _named(place, store.base)
        for quad in graph.quads_for_pattern(None, None, None, place):
            yield Quad(_named(quad.subject, store.base), quad.predicate, _named(quad.object, store.base), name)


def _named(term: T, base: str) -> T | NamedNode:
    return NamedNode(f"{base}.well-known/genid/{term.value}") if isinstance(term, BlankNode) else term


def _summary(store: Store, into: str) -> tuple[str, int, set[str]]:
    """Give a digest of the whole graph, its size, and the names of its graphs: "" for the default one."""
    digest, total, graphs = hashlib.sha256(), 0, set[str]()
    for quad in quads(store, into=into):
        digest.update(str(quad).encode())
        graphs.add(protocols.graph(quad))
        total += 1
    return digest.hexdigest(), total, graphs
