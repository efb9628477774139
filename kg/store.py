"""The graph on disk: Oxigraph, written whole and read by many.

A graph is never changed in place: `create` loads a new one beside the old and puts it in its place when it is
complete, so that an interrupted build leaves the old one, and whoever reads keeps the files that were opened.

A query runs over the union of the default graph and all documents' graphs; `GRAPH ?document { … }` still asks for
one. Oxigraph can't be interrupted, so a query with a deadline runs in a process of its own, which is killed.
"""

import itertools
import json
import os
import pathlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import pyoxigraph
from pyoxigraph import Quad, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple

from kg import folder as directory
from kg import rdf, sparql
from kg.errors import GraphError, QueryError

Answer = QuerySolutions | QueryBoolean | Iterator[Triple]
"""Of SELECT, of ASK, and of CONSTRUCT and DESCRIBE; to be read once."""

T = TypeVar("T")

REFUSED = 3
"""The exit code of `kg.worker` for a query that is wrong; its message is on standard error."""


@dataclass(frozen=True, slots=True)
class Store:
    """A graph that is open for reading; `base` is the IRI that its data lies under."""

    graph: pyoxigraph.Store
    base: str
    folder: pathlib.Path | None = None

    def __len__(self) -> int:
        """Count the quads."""
        return len(self.graph)

    def quads(self) -> Iterator[Quad]:
        """Give every quad, in no order."""
        return iter(self.graph)

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that a query needs not declare."""
        return rdf.prefixes(self.base)

    def query(self, query: str, *, timeout: float | None = None) -> Answer:
        """Run a SPARQL 1.1 query, at most for `timeout` seconds; raises `QueryError` where it is wrong or refused."""
        if timeout is None:
            return self._query(query)
        if self.folder is None:
            raise QueryError("a query with a deadline needs a graph on disk; leave the deadline out")
        return _in_time(self.folder, query, timeout)

    def query_dataset(
        self, query: str, *, default: Sequence[str], named: Sequence[str], base_iri: str | None = None
    ) -> Answer:
        """Run a query over the graphs of the SPARQL 1.1 Protocol's parameters; without any, over those it names.

        Raises `QueryError` where a graph is not in the store: nothing is fetched from the web.
        """
        for iri in (*default, *named):
            if not self._holds(iri):
                raise QueryError(f"<{iri}>: no such graph here, and nothing is fetched from the web")
        if not default and not named:
            return self._query(query, base_iri=base_iri)
        graphs = [[pyoxigraph.NamedNode(iri) for iri in iris] for iris in (default, named)]
        sparql.refuse_writing(query)
        return self._run(query, default_graph=graphs[0], named_graphs=graphs[1], base_iri=base_iri)

    def _query(self, query: str, *, base_iri: str | None = None) -> Answer:
        sparql.refuse_writing(query)
        sources = sparql.graphs(query, prefixes=self.prefixes)
        for token, iri in sources:
            if not self._holds(iri):
                raise sparql.unknown_graph(query, token)
        return self._run(query, use_default_graph_as_union=not sources, base_iri=base_iri)

    def _run(self, query: str, **options: Any) -> Answer:
        prefixes = self.prefixes
        try:
            return self.graph.query(query, prefixes=prefixes, **options)
        except SyntaxError as error:
            raise sparql.explain(query, prefixes=prefixes, reason=str(error)) from error
        except OSError as error:
            raise GraphError(f"{self.folder}: {error}; the graph is damaged, build it again with kg build") from error

    def _holds(self, iri: str) -> bool:
        try:
            return self.graph.contains_named_graph(pyoxigraph.NamedNode(iri))
        except ValueError:
            return False


def of(quads: Iterable[Quad]) -> Store:
    """Hold a graph in memory alone."""
    graph = pyoxigraph.Store()
    graph.extend(quads)
    return Store(graph, _base(graph, "the quads"))


def create(folder: pathlib.Path, quads: Iterable[Quad]) -> Store:
    """Write a graph in place of what is in `folder`, and open it; raises `GraphError` where that can't be written."""
    fresh, old = (folder.with_name(f".{folder.name}.{suffix}") for suffix in ("new", "old"))
    try:
        for leftover in (fresh, old):
            shutil.rmtree(leftover, ignore_errors=True)
        _refuse_others(folder)
        fresh.mkdir(parents=True)
        graph = pyoxigraph.Store(str(fresh))
        graph.bulk_extend(quads)
        graph.flush()
        del graph  # closes it
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise GraphError(f"{folder}: the graph can't be written: {error}") from error
    return open(folder)


def change(folder: pathlib.Path, edit: Callable[[pyoxigraph.Store], T]) -> T:
    """Run `edit` on a copy of the graph (hard links, so a matter of milliseconds), and put that in the graph's place.

    Killed at any moment, or where `edit` raises, the graph stays as it was. Changes wait for each other and for builds.
    """
    fresh = folder.parent.with_name(f".{folder.parent.name}.change")  # beside the graph directory, as a build's room
    with directory.held(folder.parent):
        shutil.rmtree(fresh, ignore_errors=True)
        try:
            pyoxigraph.Store.read_only(str(folder)).backup(str(fresh))
            graph = pyoxigraph.Store(str(fresh))
            changed = edit(graph)
            graph.flush()
            del graph  # closes it
            directory.exchange(fresh, folder)
            return changed
        except (OSError, RuntimeError) as error:
            raise GraphError(f"{folder}: the graph can't be changed: {error}; it is as it was") from error
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def open(folder: pathlib.Path, *, base: str = "") -> Store:  # noqa: A001  # read as store.open
    """Open a graph for reading, as often as one likes; raises `GraphError` where there is none, or a damaged one.

    The base is read out of the graph, unless it is known.
    """
    if not (folder / "CURRENT").exists():
        raise GraphError(f"no graph in {folder}; build one with kg build PATH…, or name another folder with -g")
    try:
        graph = pyoxigraph.Store.read_only(str(folder))
        return Store(graph, base or _base(graph, str(folder)), folder)
    except (OSError, RuntimeError) as error:  # RocksDB's "Corruption" comes as the latter
        raise GraphError(f"the graph in {folder} is damaged ({error}); build it again with kg build PATH…") from error


def _refuse_others(folder: pathlib.Path) -> None:
    """Raise `GraphError` rather than replace what is no graph."""
    if folder.exists() and not (folder / "CURRENT").exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise GraphError(f"{folder} holds something else than a graph, which would be lost; name another folder")


def _in_time(folder: pathlib.Path, query: str, timeout: float) -> Answer:
    """Run a query in a process that is killed when its time is over."""
    order = json.dumps({"folder": str(folder.absolute()), "query": query}).encode()
    paths = (str(pathlib.Path(__file__).parent.parent), os.environ.get("PYTHONPATH", ""))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    command = [sys.executable, "-m", "kg.worker"]
    try:
        done = subprocess.run(command, input=order, capture_output=True, check=False, timeout=timeout, env=environment)  # noqa: S603  # our own module
    except subprocess.TimeoutExpired as error:
        raise QueryError(
            f"stopped after {timeout:g} s; ask for less (a LIMIT, more conditions), or allow more time"
        ) from error
    if done.returncode == REFUSED:
        raise QueryError(done.stderr.decode())
    if done.returncode < 0:
        raise QueryError(f"killed by signal {-done.returncode}, probably for want of memory; ask for less (a LIMIT)")
    if done.returncode:
        raise RuntimeError(done.stderr.decode())  # our bug, with the worker's traceback
    kind, _, content = done.stdout.partition(b"\n")
    if kind == b"table":
        return pyoxigraph.parse_query_results(content, format=QueryResultsFormat.JSON)
    return (quad.triple for quad in pyoxigraph.parse(content, format=RdfFormat.N_TRIPLES))


def _base(graph: pyoxigraph.Store, where: str) -> str:
    """Read the base out of the graph itself."""
    found = graph.quads_for_pattern(None, rdf.node("void:uriSpace"), None)
    for quad in itertools.islice(found, 1):
        return str(quad.object.value)  # type: ignore[union-attr]  # always a string: see kg.rdf.write
    raise GraphError(f"{where}: no graph of kg, or one that is damaged; build it again with kg build PATH…")
