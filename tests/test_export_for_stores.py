"""Exports for other stores and catalogues: RDF 1.2, a VoID description, compressed shards."""

import gzip
import hashlib
import json
import pathlib

import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings

from kg import rdf
from kg.errors import ExportError
from kg.export import shards
from kg.model import Knowledge
from tests.corpora import BASE, SMALL, corpora
from tests.test_export import exported

REIFIED = {
    "turtle12": pyoxigraph.RdfFormat.TURTLE,
    "ntriples12": pyoxigraph.RdfFormat.N_TRIPLES,
    "trig12": pyoxigraph.RdfFormat.TRIG,
    "nquads12": pyoxigraph.RdfFormat.N_QUADS,
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(knowledge=corpora())
def test_rdf_12_says_the_same_with_triple_terms(knowledge: Knowledge) -> None:
    for name, syntax in REIFIED.items():
        found = list(pyoxigraph.parse(exported(knowledge, name), format=syntax))

        undone = {part for quad in found for part in _unreified(quad)}
        quads = set(rdf.quads(knowledge, base=BASE))
        plain = {pyoxigraph.Quad(*quad.triple) for quad in quads}
        assert undone == (quads if syntax.supports_datasets else plain), name
        assert len([quad for quad in found if quad.predicate == rdf.node("rdf:reifies")]) == len(knowledge.facts)


def _unreified(quad: pyoxigraph.Quad) -> list[pyoxigraph.Quad]:
    if not isinstance(quad.object, pyoxigraph.Triple):
        return [quad]
    parts = zip(("rdf:subject", "rdf:predicate", "rdf:object"), quad.object, strict=True)
    said = [pyoxigraph.Quad(quad.subject, rdf.node(name), part) for name, part in parts]
    return [*said, pyoxigraph.Quad(quad.subject, rdf.node("rdf:type"), rdf.node("rdf:Statement"))]


def test_void_counts_what_the_graph_holds() -> None:
    about = rdflib.Graph().parse(data=exported(SMALL, "void"), format="turtle")

    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    dataset = rdflib.URIRef(BASE)
    assert about.value(dataset, void.triples).toPython() == len(list(rdf.quads(SMALL, base=BASE)))
    assert about.value(dataset, void.documents).toPython() == 2
    sizes = {
        str(about.value(part, void["class"])).rpartition("#")[2]: about.value(part, void.entities).toPython()
        for part in about.objects(dataset, void.classPartition)
    }
    assert (sizes["Fact"], sizes["Evidence"], sizes["Organization"]) == (3, 4, 3)


def test_shards_hold_together_the_whole_graph_and_their_manifest_proves_it(tmp_path: pathlib.Path) -> None:
    shards.write(SMALL, base=BASE, folder=tmp_path / "one", count=3)
    shards.write(SMALL, base=BASE, folder=tmp_path / "other", count=3)

    manifest = json.loads((tmp_path / "one" / "manifest.json").read_text())
    contents = [(tmp_path / "one" / part["file"]).read_bytes() for part in manifest["parts"]]
    assert [hashlib.sha256(content).hexdigest() for content in contents] == [
        part["sha256"] for part in manifest["parts"]
    ]
    lines = b"".join(map(gzip.decompress, contents))
    assert lines == exported(SMALL, "nquads")
    assert manifest["quads"] == lines.count(b"\n") == sum(part["quads"] for part in manifest["parts"])
    assert contents == [(tmp_path / "other" / part["file"]).read_bytes() for part in manifest["parts"]]


def test_shards_that_cannot_be_written_are_an_error_of_ours(tmp_path: pathlib.Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ExportError, match="can't be written"):
        shards.write(SMALL, base=BASE, folder=tmp_path / "file" / "in it", count=2)
    with pytest.raises(ExportError, match="1 or more"):
        shards.write(SMALL, base=BASE, folder=tmp_path, count=0)
