"""Each stage of a build as a ratio of processor time to a reference in the same run: `pytest tests/benchmarks`."""

import io
import itertools

import pyoxigraph
import pytest

from kg import claims, export, extract, pipeline, rdf, read, resolve, store, text, view
from kg.config import Config
from kg.model import Document
from tests.benchmarks import articles

COUNT = 24
BASE = Config().base


@pytest.fixture(scope="module")
def corpus():
    return list(articles.made(COUNT))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("stages") / "corpus"
    articles.written(place, COUNT)
    return place


@pytest.fixture(scope="module")
def parsed(corpus):
    return list(text.parse(corpus))


@pytest.fixture(scope="module")
def extractions(parsed):
    return [extract.extract(document, doc) for document, doc in parsed]


@pytest.fixture(scope="module")
def knowledge(extractions):
    return resolve.resolve(extractions)


@pytest.fixture(scope="module")
def quads(knowledge):
    return list(rdf.quads(knowledge, base=BASE))


@pytest.fixture(scope="module")
def ntriples(quads):
    return pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES)


@pytest.mark.benchmark(group="text")
def test_spacy(cpu, corpus):
    nlp = text.load(Config().model)

    docs = cpu(lambda: list(nlp.pipe([document.text for document in corpus], batch_size=text.BATCH)))

    assert len(docs) == COUNT


@pytest.mark.benchmark(group="text")
def test_reading(cpu, folder):
    found = cpu(lambda: list(read.documents([folder], config=Config())))

    assert sum(isinstance(item, Document) for item in found) == COUNT


@pytest.mark.benchmark(group="text")
def test_parsing(cpu, corpus):
    assert len(cpu(lambda: list(text.parse(corpus)))) == COUNT


@pytest.mark.benchmark(group="text")
def test_extraction(cpu, parsed):
    found = cpu(lambda: [extract.extract(document, doc) for document, doc in parsed])

    assert sum(len(extraction.claims) for extraction in found) > COUNT


@pytest.mark.benchmark(group="text")
def test_resolution(cpu, extractions):
    assert cpu(lambda: resolve.resolve(extractions)).facts


@pytest.mark.benchmark(group="text")
def test_everything_beside_the_model(cpu, parsed, folder):
    """All that a build does but parse: the share that is ours."""

    def built():
        documents = list(read.documents([folder], config=Config()))
        found = resolve.resolve([extract.extract(document, doc) for document, doc in parsed])
        graph = store.of(rdf.quads(found, base=BASE))
        knowledge = rdf.knowledge(graph.quads(), base=BASE)
        export.write(knowledge, format="turtle", base=BASE, out=io.BytesIO())
        return documents, view.page(knowledge, base=BASE)

    documents, page = cpu(built)

    assert len(documents) == COUNT
    assert page.startswith("<!")


@pytest.mark.benchmark(group="text")
def test_whole_build(cpu, folder, tmp_path):
    places = itertools.count()

    report = cpu(lambda: pipeline.build([folder], folder=tmp_path / f"graph-{next(places)}"))

    assert report.stats.facts
    assert not report.skipped


@pytest.mark.benchmark(group="graph")
def test_oxigraph_parses_ntriples(cpu, ntriples, quads):
    found = cpu(lambda: sum(1 for _ in pyoxigraph.parse(ntriples, format=pyoxigraph.RdfFormat.N_TRIPLES)))

    assert found == len(quads)


@pytest.mark.benchmark(group="graph")
def test_making_rdf(cpu, knowledge, quads):
    assert len(cpu(lambda: list(rdf.quads(knowledge, base=BASE)))) == len(quads)


@pytest.mark.benchmark(group="graph")
def test_loading(cpu, quads, tmp_path):
    places = itertools.count()

    loaded = cpu(lambda: store.create(tmp_path / f"store-{next(places)}", quads))

    assert len(loaded) == len(set(quads))


@pytest.mark.benchmark(group="graph")
def test_reading_back(cpu, quads, knowledge):
    assert len(cpu(lambda: rdf.knowledge(quads, base=BASE)).facts) == len(knowledge.facts)


@pytest.mark.benchmark(group="graph")
@pytest.mark.parametrize("name", ["turtle", "trig", "nquads", "jsonld", "jsonl", "graphml"])
def test_export(cpu, knowledge, name):
    def exported():
        out = io.BytesIO()
        export.write(knowledge, format=name, base=BASE, out=out)
        return out.getvalue()

    assert cpu(exported)


@pytest.mark.benchmark(group="graph")
def test_page(cpu, knowledge):
    assert cpu(lambda: view.page(knowledge, base=BASE)).startswith("<!")


@pytest.mark.benchmark(group="graph")
def test_claims_to_lines(cpu, extractions):
    lines = cpu(lambda: [claims.to_json(each) for each in extractions])

    assert len(lines) == COUNT
