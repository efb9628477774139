"""The store and its queries: read only, at once over all graphs, in time, and with mistakes shown at their place."""

import pathlib
import socket
import threading
import time

import pyoxigraph
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg import answers, rdf, sparql, store
from kg.errors import GraphError, KgError, QueryError
from tests.corpora import BASE, SMALL


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    place = tmp_path_factory.mktemp("graph") / "store"
    store.create(place, rdf.quads(SMALL, base=BASE))
    return place


@pytest.fixture(scope="module")
def graph(folder: pathlib.Path) -> store.Store:
    return store.open(folder)


def names(graph: store.Store, query: str, *, timeout: float | None = None) -> list[object]:
    """Give the first column of the rows."""
    return [next(iter(row.values())) for row in answers.rows(graph.query(query, timeout=timeout))]


def test_knowledge_comes_back_from_disk_as_it_went_in(graph: store.Store) -> None:
    assert graph.base == BASE
    assert set(graph.quads()) == set(rdf.quads(SMALL, base=BASE))
    assert rdf.knowledge(graph.quads(), base=graph.base) == SMALL


def test_a_graph_can_be_open_many_times_at_once(folder: pathlib.Path) -> None:
    opened = [store.open(folder) for _ in range(3)]

    assert {len(each) for each in opened} == {len(list(rdf.quads(SMALL, base=BASE)))}


def test_a_query_needs_no_prefixes_and_asks_all_graphs_at_once(graph: store.Store) -> None:
    query = """SELECT ?name ?quote {
      ?fact a kg:Fact ; rdf:predicate kg:partnersWith ; rdf:subject/rdfs:label ?name .
      ?evidence kg:supports ?fact ; oa:exact ?quote ; kg:document doc:lunar-station . }"""

    assert answers.rows(graph.query(query)) == [
        {"name": "Roscosmos", "quote": "Roscosmos signed an agreement with CNSA"}
    ]


@pytest.mark.parametrize("prefix", sorted(rdf.prefixes(BASE)))
def test_every_prefix_may_be_used_without_being_declared(graph: store.Store, prefix: str) -> None:
    assert answers.rows(graph.query(f"SELECT ({prefix}:x AS ?iri) {{}}")) == [{"iri": rdf.prefixes(BASE)[prefix] + "x"}]


def test_a_query_may_declare_a_prefix_of_its_own_even_one_that_is_known(graph: store.Store) -> None:
    assert names(graph, "PREFIX kg: <http://mine.example/> SELECT (kg:x AS ?iri) {}") == ["http://mine.example/x"]


def test_numbers_and_dates_can_be_computed_with(graph: store.Store) -> None:
    assert names(graph, "SELECT (?n + 1 AS ?more) { ?fact rdf:object ?n FILTER isNumeric(?n) }") == [8]
    assert names(graph, "SELECT ?end { ?fact kg:end ?end FILTER(?end < '2021-12-31'^^xsd:date) }") != []


def test_one_documents_graph_can_be_asked_alone(graph: store.Store) -> None:
    assert names(graph, "SELECT (COUNT(*) AS ?n) FROM doc:lunar-station { ?e a kg:Evidence }") == [3]
    assert names(graph, "SELECT (COUNT(*) AS ?n) { GRAPH doc:lunar-station { ?e a kg:Evidence } }") == [3]
    assert names(graph, "SELECT (COUNT(*) AS ?n) { ?e a kg:Evidence }") == [4]
    assert names(graph, "SELECT (COUNT(*) AS ?n) FROM NAMED doc:lunar-station { GRAPH ?g { ?e a kg:Evidence } }") == [3]


@pytest.mark.parametrize("timeout", [None, 30])
def test_all_four_forms_of_query_answer_with_and_without_a_deadline(graph: store.Store, timeout: float | None) -> None:
    assert names(graph, "SELECT ?o { ?o a kg:Organization } ORDER BY ?o", timeout=timeout) == [
        f"{BASE}org/{name}" for name in ("cnsa", "nasa", "roscosmos")
    ]
    yes = graph.query("ASK { org:nasa rdfs:label 'NASA' }", timeout=timeout)
    assert isinstance(yes, pyoxigraph.QueryBoolean)
    assert bool(yes)
    made = graph.query("CONSTRUCT { ?s kg:near ?o } { ?s kg:partnersWith ?o }", timeout=timeout)
    assert [str(triple.object) for triple in made] == [f"<{BASE}org/cnsa>"]  # type: ignore[union-attr]  # triples
    about = graph.query("DESCRIBE org:cnsa", timeout=timeout)
    assert {str(triple.subject) for triple in about} == {f"<{BASE}org/cnsa>"}  # type: ignore[union-attr]  # triples


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { org:nasa rdfs:label 'x' }",
        "PREFIX a: <http://a/>\n# a comment\nDELETE WHERE { ?s ?p ?o }",
        "BASE <http://a/> CLEAR ALL",
        "LOAD <http://localhost/x>",
        "drop all",
        "WITH doc:x DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_an_update_is_refused_with_the_reason(graph: store.Store, update: str) -> None:
    with pytest.raises(QueryError, match=r"a query reads; it changes nothing: \w+ is refused"):
        graph.query(update)


def test_nothing_is_asked_of_another_server(graph: store.Store) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0.3)
        address = f"<http://127.0.0.1:{listening.getsockname()[1]}/sparql>"

        for query in (
            f"SELECT * {{ SERVICE {address} {{ ?s ?p ?o }} }}",
            f"SELECT * {{ service silent {address} {{ ?s ?p ?o }} }}",
            f"SELECT * {{ # a comment\n SeRvIcE{address}{{ ?s ?p ?o }} }}",
            f"ASK FROM {address} {{ ?s ?p ?o }}",
            f"ASK FROM NAMED {address} {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            f"PREFIX x: {address} ASK FROM x: {{ ?s ?p ?o }}",
        ):
            with pytest.raises(QueryError, match=r"SERVICE asks another server|nothing is fetched from the web"):
                graph.query(query)

        with pytest.raises(TimeoutError):
            listening.accept()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service rdfs:label 'SERVICE <http://x/>' } # SERVICE",
        "SELECT ?insert { ?insert rdfs:comment '''DROP\nSERVICE''' }",
        "SELECT * { ?s <http://example.org/SERVICE> ?o ; kg:service ?delete }",
        "SELECT * { ?s rdfs:label 'from <http://x/>'@en }",
        "SELECT * { ?s ?p ?o FILTER(?o<3 && ?o>4) FILTER(?p != <http://x/FROM>) }",
        "SELECT * { _:service kg:delete ?o }",
    ],
)
def test_words_in_names_texts_and_comments_are_not_taken_for_keywords(graph: store.Store, query: str) -> None:
    assert answers.rows(graph.query(query)) == []


@pytest.mark.parametrize(
    ("query", "place", "marked", "message"),
    [
        ("SELEC ?x {}", "line 1, column 1", "^^^^^", "expected SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("SELECT ?x {\n  ?x kg:operates foo .\n}", "line 2, column 18", "^^^", "expected a variable or a name"),
        ("SELECT ?x { ?x a kg:Person } LIMIT ten", "line 1, column 36", "^^^", "expected a number"),
        ("SELECT ?x {\n?x a kg:Person ;\n", "line 2, column 17", "^", "the query ends too early"),
        ("# who?\nSELECT ?x { ?x foaf:name ?n }", "line 2, column 16", "^^^^^^^^^", "unknown prefix foaf:"),
        ("SELECT ?x { ?x a kg:Person } }", "line 1, column 30", "^", "expected nothing more"),
        ("SELECT ?x { ?x rdfs:label 'open }", "line 1, column 27", "^", "isn't closed"),
        ("SELECT ?x { ?x <knows> ?y }", "line 1, column 16", "^^^^^^^", "an IRI is written in full"),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x ?p ?y }", "line 1, column 1", "^^^^^^", "a variable that is unbound"),
        ("SELECT ?имя { ?имя a 'Ω' ! }", "line 1, column 26", "^", "expected"),
        ("", "line 1, column 1", "^", "SELECT, ASK"),
    ],
)  # fmt: skip
def test_a_mistake_is_shown_with_a_caret_at_its_place(
    graph: store.Store, query: str, place: str, marked: str, message: str
) -> None:
    with pytest.raises(QueryError) as caught:
        graph.query(query)

    said, shown, carets = str(caught.value).split("\n")
    line, column = (int(part.split()[1]) for part in place.split(", "))
    assert said.startswith(f"{place}: ")
    assert message in said
    assert shown == f"  {(query.splitlines() or [''])[line - 1]}"
    assert carets == f"{' ' * (column + 1)}{marked}"


PIECES = "SELECT ?x { } a kg:A FILTER ( ) 't' < . ; # é 42 <http://a> UNION"


@settings(max_examples=200, deadline=None)
@given(query=st.lists(st.sampled_from([*PIECES.split(), "\n"]), max_size=14).map(" ".join))
def test_any_nonsense_is_refused_with_a_line_and_a_caret(query: str) -> None:
    graph = store.of(rdf.quads(SMALL, base=BASE))
    assume(not _is_a_query(query))

    with pytest.raises(QueryError, match=r"(?s)^line \d+, column \d+: .*\n  .*\n *\^+$"):
        graph.query(query)


def _is_a_query(query: str) -> bool:
    try:
        pyoxigraph.Store().query(query, prefixes=rdf.prefixes(BASE))
    except SyntaxError:
        return False
    return True


def test_a_query_past_its_deadline_is_stopped_and_its_process_gone(graph: store.Store) -> None:
    endless = "SELECT (COUNT(*) AS ?n) {" + "".join(f"?a{i} ?b{i} ?c{i} . " for i in range(9)) + "}"
    started = time.monotonic()

    with pytest.raises(QueryError, match=r"stopped after 1\.5 s"):
        graph.query(endless, timeout=1.5)

    assert time.monotonic() - started < 10
    assert not _workers()


def _workers() -> list[str]:
    """Find running workers of this process's, where the system tells."""
    children = pathlib.Path(f"/proc/self/task/{threading.main_thread().native_id}/children")
    found = []
    for task in children.read_text().split() if children.exists() else ():
        command = pathlib.Path(f"/proc/{task}/cmdline")
        found += [task] if command.exists() and b"kg.worker" in command.read_bytes() else []
    return found


def test_a_mistake_in_a_query_with_a_deadline_is_told_as_without(graph: store.Store) -> None:
    with pytest.raises(QueryError) as here:
        graph.query("SELECT * { ?x foo ?y }")
    with pytest.raises(QueryError) as there:
        graph.query("SELECT * { ?x foo ?y }", timeout=30)

    assert str(here.value) == str(there.value)


def test_a_folder_without_a_graph_says_what_to_type(tmp_path: pathlib.Path) -> None:
    with pytest.raises(GraphError, match=r"no graph in .*kg build PATH"):
        store.open(tmp_path)


def test_a_damaged_graph_says_what_to_type(tmp_path: pathlib.Path) -> None:
    place = tmp_path / "store"
    store.create(place, rdf.quads(SMALL, base=BASE))
    next(place.glob("MANIFEST-*")).write_bytes(b"broken")

    with pytest.raises(GraphError, match=r"damaged.*build it again with kg build PATH"):
        store.open(place)


def test_another_programs_database_is_no_graph(tmp_path: pathlib.Path) -> None:
    pyoxigraph.Store(str(tmp_path)).flush()

    with pytest.raises(GraphError, match="no graph of kg"):
        store.open(tmp_path)


def test_a_new_graph_takes_the_place_of_the_old(tmp_path: pathlib.Path) -> None:
    place = tmp_path / "store"
    old = store.create(place, rdf.quads(SMALL, base="https://old.example/"))

    new = store.create(place, rdf.quads(SMALL, base=BASE))

    assert new.base == BASE
    assert old.base == "https://old.example/"
    assert len(list(old.quads())) == len(old), "who has the old one open can read on"
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_a_build_that_fails_half_way_leaves_the_old_graph(tmp_path: pathlib.Path) -> None:
    place = tmp_path / "store"
    store.create(place, rdf.quads(SMALL, base=BASE))

    def half() -> object:
        yield from list(rdf.quads(SMALL, base=BASE))[:20]
        raise KgError("stop")

    with pytest.raises(KgError, match="stop"):
        store.create(place, half())  # type: ignore[arg-type]  # a generator of quads

    assert rdf.knowledge(store.open(place).quads(), base=BASE) == SMALL


def test_a_folder_with_something_else_in_it_is_not_replaced(tmp_path: pathlib.Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")

    with pytest.raises(GraphError, match="something else than a graph"):
        store.create(tmp_path, rdf.quads(SMALL, base=BASE))

    assert (tmp_path / "thesis.doc").read_text() == "mine"


def test_tokens_cover_the_text_and_keep_their_places() -> None:
    query = 'SELECT ?x { ?x a kg:Person ; <http://a#b> "q\'"@en } # end'

    found = sparql.tokens(query)

    assert all(query[token.start : token.end] == token.text for token in found)
    kinds = " ".join(token.kind for token in found)
    assert kinds == "word variable sign variable word name sign iri string language sign"
