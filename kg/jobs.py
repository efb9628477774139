"""What the server asks of a process: one query, one update, or one graph to read or to write.

A job is plain data, so that it can travel as JSON to a process that has limits and can be killed. Its answer goes into
a file; what is returned is the answer's media type.
"""

import pathlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from kg import answers, rdf, sparql, store
from kg.errors import ExportError, GraphError, NotFoundError, QueryError
from kg.model import Knowledge

SYNTAXES = {
    "jsonld": RdfFormat.JSON_LD,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "turtle": RdfFormat.TURTLE,
}
DEFAULT, ALL = "default", "all"
"""Names, which are no IRIs, of the default graph and of all graphs together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """`kind` is a key of `KINDS`; `folder` the store's, `base` the data's; the rest is what the kind needs.

    `parts` are the syntaxes and sizes in bytes of the texts that the body is made of; `tables` and `graphs` the format
    and media type of either kind of answer, or None where the asker takes none.
    """

    kind: str
    folder: str
    base: str
    text: str = ""
    base_iri: str | None = None
    default: Sequence[str] = ()
    named: Sequence[str] = ()
    graph: str = ""
    parts: Sequence[tuple[str, int]] = ()
    tables: Sequence[str] | None = None
    graphs: Sequence[str] | None = None
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)


def run(job: Job, body: bytes, out: BinaryIO) -> str:
    """Do a job and give the media type of what was written to `out`; raises `KgError`."""
    return KINDS[job.kind](job, body, out)


def _query(job: Job, _body: bytes, out: BinaryIO) -> str:
    opened = _opened(job)
    text = _filled(job.text, job.values)
    answer = opened.query_dataset(text, default=job.default, named=job.named, base_iri=job.base_iri)
    chosen = job.tables if answers.is_table(answer) else job.graphs
    if chosen is None:
        kind = "a table" if answers.is_table(answer) else "a graph"
        raise ExportError(f"the answer is {kind}; accept one of {', '.join(answers.formats(answer))}")
    answers.stream(answer, format=chosen[0], base=job.base, out=out)
    return chosen[1]


def _opened(job: Job) -> store.Store:
    """Open the graph; once more, where a build or a change has put another in its place meanwhile."""
    folder = pathlib.Path(job.folder)
    for _ in range(3):
        before = folder.stat().st_ino if folder.exists() else 0
        try:
            return store.open(folder, base=job.base)
        except GraphError:
            if folder.exists() and folder.stat().st_ino == before:
                raise
    return store.open(folder, base=job.base)


def _filled(text: str, values: Mapping[str, Sequence[str]]) -> str:
    """Put IRIs in the place of `<urn:kg:NAME>` in a query of our own; raises `QueryError` on what is none."""
    try:
        for name, iris in values.items():
            text = text.replace(f"<urn:kg:{name}>", " ".join(str(NamedNode(iri)) for iri in iris))
    except ValueError as error:
        raise QueryError(f"not an IRI: {error}") from error
    return text


class Said(NamedTuple):
    """A triple as texts: IRIs in full, literals without their datatype."""

    subject: str
    predicate: str
    object: str
    is_link: bool
    """Whether the object is an IRI."""


def triples(content: bytes) -> list[Said]:
    """Read the N-Triples that a job has answered with, sorted."""
    return sorted(
        Said(_plain(quad.subject), quad.predicate.value, _plain(quad.object), isinstance(quad.object, NamedNode))
        for quad in pyoxigraph.parse(content, format=RdfFormat.N_TRIPLES)
    )


def knowledge(content: bytes, *, base: str) -> Knowledge:
    """Read the same as knowledge."""
    return rdf.knowledge(pyoxigraph.parse(content, format=RdfFormat.N_TRIPLES), base=base)


def _plain(term: NamedNode | BlankNode | Literal | Triple) -> str:
    return str(term) if isinstance(term, Triple) else term.value


def _update(job: Job, _body: bytes, _out: BinaryIO) -> str:
    """Run an update whole or not at all."""
    sparql.refuse_reaching(job.text)
    text = sparql.with_using(sparql.clearing_silently(job.text), default=job.default, named=job.named)
    store.change(pathlib.Path(job.folder), lambda graph: _updated(graph, text, job))
    return ""


def _updated(graph: pyoxigraph.Store, text: str, job: Job) -> None:
    try:
        graph.update(text, prefixes=rdf.prefixes(job.base), base_iri=job.base_iri)
    except SyntaxError as error:
        raise QueryError(f"the update is wrong: {error}") from error
    except (OSError, RuntimeError) as error:  # a graph to drop or to copy that isn't there
        raise QueryError(f"the update fails: {str(error).strip()}") from error


def _read(job: Job, _body: bytes, out: BinaryIO) -> str:
    """Write a graph in `syntax`, or all graphs; raises `NotFoundError` for one that isn't there."""
    opened = _opened(job)
    if job.graphs is None:
        raise ExportError(f"a graph can be had as {', '.join(sorted(SYNTAXES))}")
    syntax, media = job.graphs
    if job.graph == ALL:
        opened.graph.dump(out, SYNTAXES[syntax], prefixes=opened.prefixes)
        return media
    quads = _held(opened.graph, job.graph)
    if syntax == "turtle":
        out.write("".join(rdf.turtle(quads, prefixes=opened.prefixes)).encode())
    elif syntax == "rdfxml":
        out.write(rdf.rdfxml(sorted({quad.triple for quad in quads}, key=str), prefixes=opened.prefixes))
    else:
        triples = (quad.triple for quad in quads)
        pyoxigraph.serialize(triples, out, format=SYNTAXES[syntax], prefixes=opened.prefixes)
    return media


def _held(graph: pyoxigraph.Store, name: str) -> Iterator[Quad]:
    node = _node(name)
    if isinstance(node, NamedNode) and not graph.contains_named_graph(node):
        raise NotFoundError(f"there is no graph {node}")
    return graph.quads_for_pattern(None, None, None, node)


def _write(job: Job, body: bytes, _out: BinaryIO) -> str:
    """Put triples into a graph, in place of its own where the kind is `put`; gives `created` for a new graph."""
    node = _node(job.graph)
    triples = [Quad(quad.subject, quad.predicate, quad.object, node) for quad in _parsed(job, body)]

    def edit(graph: pyoxigraph.Store) -> str:
        is_new = isinstance(node, NamedNode) and not graph.contains_named_graph(node)
        if job.kind == "put":
            graph.clear_graph(node)
        graph.add_graph(node)
        graph.extend(triples)
        return "created" if is_new else ""

    return store.change(pathlib.Path(job.folder), edit)


def _parsed(job: Job, body: bytes) -> Iterator[Quad]:
    """Read triples; raises `QueryError` where they are wrong, or are more than one graph."""
    place = 0
    for syntax, size in job.parts:
        content, place = body[place : place + size], place + size
        try:
            found = pyoxigraph.parse(content, format=SYNTAXES[syntax], base_iri=job.base_iri, rename_blank_nodes=True)
            for quad in found:
                if not isinstance(quad.graph_name, DefaultGraph):
                    raise QueryError("the body holds named graphs; send one graph at a time")
                yield quad
        except SyntaxError as error:
            raise QueryError(f"the body is no {syntax}: {error}") from error


def _delete(job: Job, _body: bytes, _out: BinaryIO) -> str:
    node = _node(job.graph)

    def edit(graph: pyoxigraph.Store) -> str:
        _held(graph, job.graph)
        if isinstance(node, NamedNode):
            graph.remove_graph(node)
        else:
            graph.clear_graph(node)
        return ""

    return store.change(pathlib.Path(job.folder), edit)


def _patch(job: Job, _body: bytes, _out: BinaryIO) -> str:
    """Run an update on one graph, which it sees as the default graph; raises `ExportError` where it writes others."""
    sparql.refuse_reaching(job.text)
    node = _node(job.graph)

    def edit(graph: pyoxigraph.Store) -> str:
        alone = pyoxigraph.Store()
        alone.extend(Quad(*quad.triple) for quad in _held(graph, job.graph))
        _updated(alone, job.text, job)
        if any(True for _ in alone.named_graphs()):
            raise ExportError("a patch changes one graph, and this one writes others; send an update instead")
        graph.clear_graph(node)
        graph.extend(Quad(quad.subject, quad.predicate, quad.object, node) for quad in alone)
        return ""

    return store.change(pathlib.Path(job.folder), edit)


def _node(name: str) -> NamedNode | DefaultGraph:
    try:
        return DefaultGraph() if name == DEFAULT else NamedNode(name)
    except ValueError as error:
        raise QueryError(f"{name!r} is no IRI") from error


KINDS: Mapping[str, Callable[[Job, bytes, BinaryIO], str]] = {
    "query": _query,
    "update": _update,
    "read": _read,
    "put": _write,
    "post": _write,
    "delete": _delete,
    "patch": _patch,
}
