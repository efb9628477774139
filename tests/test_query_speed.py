"""The queries that compare facts with facts take time in proportion to the facts, hubs or not."""

import time

import pytest

from kg import questions, rdf, store
from tests import hubs
from tests.corpora import BASE


@pytest.mark.parametrize("name", ["contradictions", "how-two-are-connected"])
def test_a_query_stays_fast_where_one_thing_is_in_most_facts(name: str) -> None:
    """Four times the facts take about four times as long; the parts joined in the wrong order took sixteen times."""
    sparql = questions.find(name).sparql
    graphs = [store.of(rdf.quads(hubs.knowledge(size), base=BASE)) for size in (150, 600)]

    few, many = (min(seconds(graph, sparql) for _ in range(3)) for graph in graphs)

    assert [len(list(graph.query(sparql))) for graph in graphs] == {"contradictions": [165, 660]}.get(name, [600, 2400])
    assert many < 9 * few


def seconds(graph: store.Store, sparql: str) -> float:
    """Time a query, in seconds of processor time."""
    start = time.process_time()
    list(graph.query(sparql))
    return time.process_time() - start
