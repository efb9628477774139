"""The W3C's SPARQL 1.1 suites, run on our store: a manifest of tests in, and for each its outcome.

The suites are those of https://github.com/w3c/rdf-tests (`sparql/sparql11`): folders with a `manifest.ttl`
(vocabulary: https://www.w3.org/2001/sw/DataAccess/tests/test-manifest#), which may include others. Evaluation tests
have data, a query or an update, and what should come of it; syntax tests only say whether it should parse.
"""

import pathlib
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph
import rdflib
from pyoxigraph import (
    BlankNode,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    RdfFormat,
)
from rdflib import RDF, Namespace, URIRef
from rdflib.collection import Collection

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RDFS = rdflib.RDFS

QUERY_SYNTAX = {MF.PositiveSyntaxTest11: True, MF.NegativeSyntaxTest11: False}
UPDATE_SYNTAX = {MF.PositiveUpdateSyntaxTest11: True, MF.NegativeUpdateSyntaxTest11: False}
RESULTS = {
    ".srx": pyoxigraph.QueryResultsFormat.XML,
    ".srj": pyoxigraph.QueryResultsFormat.JSON,
    ".tsv": pyoxigraph.QueryResultsFormat.TSV,
}
OTHER = {MF.CSVResultFormatTest, MF.ProtocolTest, MF.ServiceDescriptionTest, MF.GraphStoreProtocolTest}
"""Kinds that are about something else than the evaluation of queries: kg serve has tests of its own for these."""


@dataclass(frozen=True)
class Case:
    """One test: where it stands, its kind, and the manifest that describes it."""

    iri: str
    name: str
    kind: URIRef
    node: rdflib.term.Node
    manifest: rdflib.Graph

    def __str__(self) -> str:
        """Give folder and name, by which a known failure is listed."""
        return (
            "/".join(self.iri.replace("#", "/").split("/")[-3:]).replace("/manifest.ttl", "").replace("/manifest", "")
        )


def cases(manifest: pathlib.Path) -> Iterator[Case]:
    """Give the tests of a manifest, and of those that it includes, in their order."""
    graph = rdflib.Graph().parse(manifest, publicID=manifest.as_uri())
    for head in graph.objects(None, MF.include):
        for each in Collection(graph, head):
            yield from cases(_path(str(each)))
    for head in graph.objects(None, MF.entries):
        for node in Collection(graph, head):
            kind = next((found for found in graph.objects(node, RDF.type) if str(found).startswith(str(MF))), None)
            if isinstance(kind, URIRef) and kind not in OTHER:
                yield Case(str(node), str(graph.value(node, MF.name)), kind, node, graph)


def failure(case: Case) -> str:
    """Run a test, and say what is wrong; "" where all is as it should be."""
    action = case.manifest.value(case.node, MF.action)
    if case.kind in QUERY_SYNTAX or case.kind in UPDATE_SYNTAX:
        return _syntax(case, _path(str(action)))
    if case.kind == MF.QueryEvaluationTest:
        return _query(case, action)
    if case.kind == MF.UpdateEvaluationTest:
        return _update(case, action)
    return f"a kind of test that nobody knows: {case.kind}"


def _syntax(case: Case, path: pathlib.Path) -> str:
    text, should = path.read_text(encoding="utf-8"), (QUERY_SYNTAX | UPDATE_SYNTAX)[case.kind]
    try:
        if case.kind in QUERY_SYNTAX:
            pyoxigraph.Store().query(text, base_iri=path.as_uri())
        else:
            pyoxigraph.Store().update(text, base_iri=path.as_uri())
    except SyntaxError as error:
        return f"refused: {error}" if should else ""
    except OSError:  # parsed, and then refused to reach another server
        pass
    return "" if should else "taken, though it is wrong"


def _query(case: Case, action: rdflib.term.Node | None) -> str:
    store, manifest = pyoxigraph.Store(), case.manifest
    for each in manifest.objects(action, QT.data):
        _load(store, _path(str(each)), DefaultGraph())
    for each in manifest.objects(action, QT.graphData):
        _load(store, _path(str(each)), NamedNode(str(each)))
    path = _path(str(manifest.value(action, QT.query)))
    expected = _path(str(manifest.value(case.node, MF.result)))
    try:
        found = store.query(path.read_text(encoding="utf-8"), base_iri=path.as_uri())
    except (SyntaxError, OSError, RuntimeError) as error:
        return f"refused: {error}"
    if isinstance(found, QuerySolutions):
        return _solutions(found, expected)
    if isinstance(found, QueryBoolean):
        right = pyoxigraph.parse_query_results(path=expected, format=RESULTS[expected.suffix])
        return "" if bool(found) == bool(right) else f"answered {bool(found)}"
    graph = _canonical(Quad(*triple) for triple in found)
    return "" if graph == _canonical(pyoxigraph.parse(path=expected, format=_syntax_of(expected))) else "another graph"


def _solutions(found: QuerySolutions, expected: pathlib.Path) -> str:
    """Compare rows as a bag, with blank nodes as one: by the graphs that they make."""
    if expected.suffix in RESULTS:
        right = pyoxigraph.parse_query_results(path=expected, format=RESULTS[expected.suffix])
        assert isinstance(right, QuerySolutions)
        wanted = _rows(right)
    else:
        wanted = _described(expected)
    return "" if _canonical(_as_graph(_rows(found))) == _canonical(_as_graph(wanted)) else "other rows"


Row = tuple[tuple[str, object], ...]


def _rows(found: QuerySolutions) -> list[Row]:
    names = [variable.value for variable in found.variables]
    return [tuple((name, row[name]) for name in names if row[name] is not None) for row in found]


def _described(path: pathlib.Path) -> list[Row]:
    """Read rows that are written as RDF, in the vocabulary of the DAWG's result sets."""
    rs = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
    store = pyoxigraph.Store()
    _load(store, path, DefaultGraph())

    def value(node: object, name: str) -> object:
        return next(store.quads_for_pattern(node, NamedNode(rs + name), None)).object  # type: ignore[arg-type]

    rows = []
    for solution in store.quads_for_pattern(None, NamedNode(rs + "solution"), None):
        bindings = [quad.object for quad in store.quads_for_pattern(solution.object, NamedNode(rs + "binding"), None)]  # type: ignore[arg-type]
        named = [(value(each, "variable"), value(each, "value")) for each in bindings]
        rows.append(tuple(sorted((name.value, term) for name, term in named if isinstance(name, Literal))))
    return rows


def _as_graph(rows: list[Row]) -> Iterator[Quad]:
    """Make a graph of rows: a blank node for each, so that two equal ones count twice."""
    for row in rows:
        node = BlankNode()
        yield Quad(node, NamedNode("urn:x:a"), NamedNode("urn:x:row"))
        for name, term in row:
            yield Quad(node, NamedNode(f"urn:x:{name}"), term)  # type: ignore[arg-type]  # a term


def _update(case: Case, action: rdflib.term.Node | None) -> str:
    store, path = _state(case.manifest, action), _path(str(case.manifest.value(action, UT.request)))
    try:
        store.update(path.read_text(encoding="utf-8"), base_iri=path.as_uri())
    except (SyntaxError, OSError, RuntimeError) as error:
        return f"refused: {error}"
    expected = _state(case.manifest, case.manifest.value(case.node, MF.result))
    return "" if _by_graph(store) == _by_graph(expected) else "another dataset"


def _by_graph(store: pyoxigraph.Store) -> dict[str, Dataset]:
    """Give the graphs, to be compared one by one: each is expected in a file of its own, with its own blank nodes."""
    names = sorted({str(quad.graph_name) for quad in store})
    return {name: _canonical(Quad(*quad.triple) for quad in store if str(quad.graph_name) == name) for name in names}


def _state(manifest: rdflib.Graph, node: rdflib.term.Node | None) -> pyoxigraph.Store:
    """Load the default graph and the named ones of an update's beginning or end."""
    store = pyoxigraph.Store()
    for each in manifest.objects(node, UT.data):
        _load(store, _path(str(each)), DefaultGraph())
    for each in manifest.objects(node, UT.graphData):
        name = str(manifest.value(each, RDFS.label))
        _load(store, _path(str(manifest.value(each, UT.graph))), NamedNode(name))
    return store


def _load(store: pyoxigraph.Store, path: pathlib.Path, graph: NamedNode | DefaultGraph) -> None:
    store.load(path=path, format=_syntax_of(path), base_iri=path.as_uri(), to_graph=graph)


def _syntax_of(path: pathlib.Path) -> RdfFormat:
    found = RdfFormat.from_extension(path.suffix.removeprefix("."))
    assert found, path
    return found


def _canonical(quads: object) -> Dataset:
    dataset = Dataset(quads)  # type: ignore[arg-type]  # an iterable of quads
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def _path(iri: str) -> pathlib.Path:
    return pathlib.Path(urllib.parse.unquote(urllib.parse.urlsplit(iri).path))
