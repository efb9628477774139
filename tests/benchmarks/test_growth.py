"""How each stage behind the model grows with the corpus, on made-up claims: names by Zipf's law, three claims each.

`--documents 1000,10000,100000` adds a size, and minutes.
"""

import io

import pytest

from kg import export, rdf, resolve, store, view
from kg.config import Config
from kg.evaluate import synthetic

BASE = Config().base
CLAIMS = 3
pytestmark = pytest.mark.benchmark(group="growth")


@pytest.fixture(scope="module")
def resolved():
    """Give a function from a size to what is resolved of it, each once."""
    known = {}

    def found(documents):
        if documents not in known:
            known[documents] = resolve.resolve(synthetic.corpus(documents, claims=CLAIMS))
        return known[documents]

    return found


def test_resolution(cpu, documents):
    resolve.resolve(synthetic.corpus(20))  # reads the gazetteers
    extractions = list(synthetic.corpus(documents, claims=CLAIMS))

    assert cpu(lambda: resolve.resolve(extractions), rounds=1).facts


def test_making_rdf(cpu, documents, resolved):
    knowledge = resolved(documents)

    assert cpu(lambda: sum(1 for _ in rdf.quads(knowledge, base=BASE)), rounds=1) > documents


def test_loading(cpu, documents, resolved, tmp_path):
    quads = list(rdf.quads(resolved(documents), base=BASE))

    assert len(cpu(lambda: store.create(tmp_path / "store", quads), rounds=1)) > documents


def test_writing_turtle(cpu, documents, resolved):
    knowledge, out = resolved(documents), io.BytesIO()

    cpu(lambda: export.write(knowledge, format="turtle", base=BASE, out=out), rounds=1)

    assert out.getvalue()


def test_page(cpu, documents, resolved):
    knowledge = resolved(documents)

    assert cpu(lambda: view.page(knowledge, base=BASE), rounds=1).startswith("<!")
