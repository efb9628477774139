"""Updates: whole or not at all, and over the graphs that a request names."""

import pathlib

import pyoxigraph
import pytest

from kg import rdf, sparql, store
from kg.errors import QueryError
from tests.corpora import BASE, SMALL


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("INSERT { ?s a 1 } WHERE { ?s ?p ?o }", "INSERT { ?s a 1 }  USING <a:g> USING NAMED <a:h> WHERE { ?s ?p ?o }"),
        ("DELETE WHERE { ?s ?p { } }", "DELETE  { ?s ?p { } } USING <a:g> USING NAMED <a:h> WHERE { ?s ?p { } }"),
        ("INSERT DATA { <a:s> <a:where> 'WHERE { }' }", "INSERT DATA { <a:s> <a:where> 'WHERE { }' }"),
        ("# WHERE\nCLEAR ALL", "# WHERE\nCLEAR ALL"),
    ],
)  # fmt: skip
def test_each_where_of_an_update_gets_the_graphs_that_it_reads(update: str, expected: str) -> None:
    assert sparql.with_using(update, default=["a:g"], named=["a:h"]) == expected
    assert sparql.with_using(update, default=[], named=[]) == update


@pytest.mark.parametrize(
    "update", ["WITH <a:x> DELETE { ?s ?p 1 } WHERE { ?s ?p 2 }", "INSERT { } USING <a:x> WHERE { }"]
)
def test_graphs_in_an_update_and_beside_it_are_refused(update: str) -> None:
    with pytest.raises(QueryError, match="where the request names graphs too"):
        sparql.with_using(update, default=["a:g"], named=[])


def test_clearing_what_isnt_there_is_no_error() -> None:
    assert sparql.clearing_silently("CLEAR GRAPH <a:g> ; CLEAR SILENT GRAPH <a:h>; CLEAR ALL") == (
        "CLEAR SILENT GRAPH <a:g> ; CLEAR SILENT GRAPH <a:h>; CLEAR ALL"
    )


def test_a_change_that_fails_leaves_the_graph_and_one_that_succeeds_replaces_it(tmp_path: pathlib.Path) -> None:
    place = tmp_path / "graph" / "store"
    place.parent.mkdir()
    store.create(place, rdf.quads(SMALL, base=BASE))
    reader = store.open(place)

    def half(graph: pyoxigraph.Store) -> None:
        graph.clear()
        raise QueryError("stop")

    with pytest.raises(QueryError, match="stop"):
        store.change(place, half)
    assert set(store.open(place).quads()) == set(rdf.quads(SMALL, base=BASE))

    store.change(place, lambda graph: graph.clear())
    assert len(store.open(place, base=BASE)) == 0
    assert len(list(reader.quads())) == len(list(rdf.quads(SMALL, base=BASE))), "who has the old one open can read on"
    assert [path.name for path in (*tmp_path.iterdir(), *place.parent.iterdir())] == ["graph", "store"]
