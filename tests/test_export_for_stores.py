"""Exports for other stores and catalogues: RDF 1.2, a VoID description, compressed shards."""

import gzip
import hashlib
import json
import pathlib
import tempfile

import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import cli, rdf
from kg.errors import ExportError
from kg.export import shards
from kg.model import Knowledge
from tests.corpora import BASE, SMALL, corpora
from tests.serving import make_graph
from tests.test_export import by_oxigraph, by_rdflib, exported, said

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
        assert rdf.knowledge(undone, base=BASE) == knowledge, name
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


def test_a_smaller_export_leaves_no_part_of_a_larger_one(tmp_path: pathlib.Path) -> None:
    shards.write(SMALL, base=BASE, folder=tmp_path, count=5)
    shards.write(SMALL, base=BASE, folder=tmp_path, count=2)

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "LOADING.md",
        "manifest.json",
        "part-0000.nq.gz",
        "part-0001.nq.gz",
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(knowledge=corpora(), count=st.integers(1, 9))
def test_oxigraph_and_rdflib_read_shards_back_to_the_same_dataset(knowledge: Knowledge, count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        shards.write(knowledge, base=BASE, folder=pathlib.Path(name), count=count)
        parts = [gzip.decompress(path.read_bytes()) for path in sorted(pathlib.Path(name).glob("part-*"))]

    expected = said(knowledge, "nquads")
    assert len(parts) == count
    assert set().union(*(by_oxigraph(part, "nquads") for part in parts)) == expected
    assert set().union(*(by_rdflib(part, "nquads") for part in parts)) == expected


def test_the_guide_names_each_store_that_it_is_for() -> None:
    guide = shards.guide()

    for store in ("QLever", "Virtuoso", "GraphDB", "Neptune", "Stardog", "Jena", "Oxigraph", "rdflib"):
        assert f"\n## {store}\n" in guide or f"\n## Apache {store}\n" in guide


def test_shards_that_cannot_be_written_are_an_error_of_ours(tmp_path: pathlib.Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ExportError, match="can't be written"):
        shards.write(SMALL, base=BASE, folder=tmp_path / "file" / "in it", count=2)
    with pytest.raises(ExportError, match="1 or more"):
        shards.write(SMALL, base=BASE, folder=tmp_path, count=0)


def test_the_command_writes_shards_into_a_folder_and_says_how_to_ask_for_them(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = str(make_graph(tmp_path / "graph"))

    assert cli.run(["export", "-f", "nquads", "--shards", "2", "-o", str(tmp_path / "shards"), "-g", graph]) == 0
    assert cli.run(["export", "-f", "turtle", "--shards", "2", "-o", str(tmp_path / "shards"), "-g", graph]) == 2
    assert cli.run(["export", "-f", "nquads", "--shards", "2", "-g", graph]) == 2

    assert (tmp_path / "shards" / "part-0001.nq.gz").is_file()
    assert capsys.readouterr().err.count("kg export -f nquads --shards 8 -o FOLDER") == 2
