"""Whether a graph keeps its own rules: SHACL shapes, and queries for what spans the graph.

`data/shapes.ttl` says in SHACL core what one node must have, and pyshacl judges it; anyone can run the same shapes
with another engine. What spans the graph (quotes against texts, plain triples against facts, domains and ranges) is
asked in SPARQL of Oxigraph, a query a file in `data/checks/` whose first comment is the rule: pyshacl would run each
once a node, in Python. Ten thousand facts (240,000 triples) take pyshacl 20 s and the queries 2 s of CPU.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources

import pyoxigraph
from pyoxigraph import Quad, QuerySolutions, RdfFormat

from kg import rdf, store
from kg.errors import GraphError
from kg.store import Store

SHAPES = "https://w3id.org/prosegraph/shapes#"

_DATA = resources.files("kg") / "data"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A rule that is broken: its name in `shapes.ttl` or `checks/`, the node, and what is wrong with it."""

    shape: str
    focus: str
    message: str

    def __str__(self) -> str:
        """Give it as one line."""
        return f"{self.focus}: {self.message} [{self.shape}]"


def check(quads: Iterable[Quad]) -> list[Violation]:
    """Give every violation, sorted; raises `GraphError` where the quads are no graph of ours at all."""
    found = list(quads)
    graph = store.of(found)
    return sorted({*_shapes(found, graph.base), *_queries(graph)})


def rules() -> dict[str, tuple[str, str]]:
    """Give the rules that are asked in SPARQL: by name, each with its sentence and its query."""
    files = sorted((_DATA / "checks").iterdir(), key=lambda file: file.name)
    texts = {file.name.removesuffix(".rq"): file.read_text(encoding="utf-8") for file in files}
    return {name: (text.partition("\n")[0].removeprefix("# "), text) for name, text in texts.items()}


def _queries(graph: Store) -> Iterator[Violation]:
    """Ask the rules of a graph in memory, to which the vocabulary is added."""
    vocabulary = (_DATA / "ontology.ttl").read_bytes()
    graph.graph.load(vocabulary, format=RdfFormat.TURTLE, to_graph=pyoxigraph.NamedNode(rdf.NAMESPACES["kg"]))
    for name, (rule, query) in rules().items():
        answer = graph.query(query)
        if not isinstance(answer, QuerySolutions):
            raise GraphError(f"{name}.rq is no SELECT query")
        for solution in answer:
            focus, detail = solution["focus"], solution["detail"]
            said = f"{rule}: {detail.value}" if detail is not None else rule
            yield Violation(name, rdf.shorten(focus.value, base=graph.base), said)


def _shapes(quads: Iterable[Quad], base: str) -> Iterator[Violation]:
    """Validate the union of all graphs against the shapes."""
    import pyshacl
    import rdflib
    from rdflib.namespace import SH

    triples = pyoxigraph.serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    data = rdflib.Graph().parse(data=triples, format="nt")
    shapes = rdflib.Graph().parse(data=(_DATA / "shapes.ttl").read_bytes(), format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        shape = str(report.value(result, SH.sourceShape)).removeprefix(SHAPES)
        focus = rdf.shorten(str(report.value(result, SH.focusNode)), base=base)
        value = report.value(result, SH.value)
        message = str(report.value(result, SH.resultMessage))
        yield Violation(shape, focus, message if value is None else f"{message}: {value}")
