"""SPARQL in the page: the same answers as on the command line, without a server, and never for longer than asked."""

# sentences and scripts stay on their line

import csv
import io

import pyoxigraph
import pytest
from playwright.sync_api import Page, expect
from samples import big, station

from kg import questions, rdf, store, view
from tests.test_queries import CORPUS

ASK = "(query) => kg.ask.engine.ask(query)"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> store.Store:
    folder = tmp_path_factory.mktemp("store") / "store"
    return store.create(folder, rdf.quads(CORPUS, base=view.BASE))


def told(page: Page, query: str) -> set[str] | bool:
    """Give what the page answers, each row or triple as a line."""
    answer = page.evaluate(ASK, query)
    if answer["kind"] == "boolean":
        return bool(answer["value"])
    if answer["kind"] == "graph":
        return set(answer["lines"].splitlines())
    return {_line([row.get(name) for name in answer["variables"]]) for row in answer["rows"]}


def _line(row: list[dict | None]) -> str:
    return " | ".join(f"{term['type']} {term['value']} {term.get('datatype', '')}" if term else "" for term in row)


def known(kept: store.Store, query: str) -> set[str] | bool:
    """Give what `kg query` answers, in the same form."""
    answer = kept.query(query)
    if isinstance(answer, pyoxigraph.QueryBoolean):
        return bool(answer)
    if isinstance(answer, pyoxigraph.QuerySolutions):
        return {_line([_term(term) for term in row]) for row in answer}
    return {f"{triple} ." for triple in answer}


def _term(term: object) -> dict | None:
    if isinstance(term, pyoxigraph.Literal):
        plain = term.datatype.value.endswith("#string")
        return {"type": "literal", "value": term.value} | ({} if plain else {"datatype": term.datatype.value})
    return {"type": "uri", "value": term.value} if isinstance(term, pyoxigraph.NamedNode) else None


def test_every_question_that_ships_is_answered_as_on_the_command_line(show, kept):
    with show(CORPUS, sparql="always") as page:
        for question in questions.shipped():
            assert told(page, question.sparql) == known(kept, question.sparql) != set(), question.name


@pytest.mark.parametrize(
    "query",
    [
        "ASK { org:nasa ?p ?o }",
        "SELECT (COUNT(*) AS ?all) { ?s ?p ?o }",
        "SELECT ?g (COUNT(*) AS ?all) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
        "SELECT * FROM doc:note { ?s a kg:Evidence ; oa:exact ?quote }",
        "DESCRIBE org:nasa",
    ],
)
def test_other_queries_too_over_the_same_graphs_and_with_the_same_prefixes(show, kept, query):
    with show(CORPUS, sparql="always") as page:
        assert told(page, query) == known(kept, query) != set()


def test_a_question_in_english_is_answered_with_a_table_that_leads_into_the_graph(show, renderer):
    with show(station(), renderer=renderer, sparql="always") as page:
        page.get_by_role("tab", name="Ask").click()
        page.locator("#question").select_option(label="Which entities take part in most facts, by type?")
        expect(page.locator(".answer tbody tr").first).to_be_visible(timeout=20000)
        page.locator(".answer").get_by_role("button", name="SpaceX", exact=True).click()

        assert page.evaluate("kg.graph.names[kg.store.state.node]") == "SpaceX"


def test_what_an_answer_names_is_shown_alone_and_grows_by_a_step(show, renderer):
    query = "SELECT ?what { VALUES ?what { org:spacex product:starship place:texas } }"
    with show(station(), renderer=renderer, sparql="always") as page:
        page.get_by_role("tab", name="Ask").click()
        page.get_by_label("Query in SPARQL").fill(query)
        page.keyboard.press("Control+Enter")
        page.get_by_role("button", name="Show 3 in the graph").click(timeout=20000)
        shown = page.evaluate("kg.graph.names.filter((_, i) => kg.scene.nodes[i])")
        link = page.evaluate("location.hash")
        page.get_by_role("button", name="Expand by one step").click()

        assert sorted(shown) == ["SpaceX", "Starship", "Texas"]
        assert "with=org%3Aspacex" in link
        assert page.evaluate("kg.scene.nodeCount") == 8
        page.keyboard.press("Escape")
        assert page.evaluate("kg.scene.nodeCount") == 21


def test_an_answer_is_taken_away_as_csv_which_no_spreadsheet_runs(show):
    query = """SELECT ?a ?b ?c { BIND ("=1+1" AS ?a) BIND ("x,\\"y\\"" AS ?b) BIND (-5 AS ?c) }"""
    with show(station(), sparql="always") as page:
        page.get_by_role("tab", name="Ask").click()
        page.get_by_label("Query in SPARQL").fill(query)
        page.get_by_role("button", name="Run").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Save as CSV").click(timeout=20000)
        rows = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8"))))

    assert rows == [["a", "b", "c"], ["'=1+1", 'x,"y"', "-5"]]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * WHERE {\n ?s nope:thing ?o }", "line 2, column 15: prefix not found"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE is refused"),
        ("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }", "SERVICE is refused"),
    ],
)
def test_a_query_that_is_wrong_is_explained_and_one_that_writes_or_leaves_is_refused(show, query, told):
    with show(station(), sparql="always") as page:
        page.get_by_role("tab", name="Ask").click()
        page.get_by_label("Query in SPARQL").fill(query)
        page.get_by_role("button", name="Run").click()

        expect(page.get_by_role("alert")).to_contain_text(told, timeout=20000)


def test_a_query_that_does_not_end_is_stopped_and_the_next_one_answered(show):
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with show(big(300), sparql="always") as page:
        page.get_by_role("tab", name="Ask").click()
        page.get_by_label("Query in SPARQL").fill(endless)
        page.get_by_role("button", name="Run").click()
        while not page.evaluate("kg.ask.engine.ready"):
            page.wait_for_timeout(50)
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_role("alert")).to_have_text("Stopped.")
        page.get_by_label("Query in SPARQL").fill("SELECT ?x { VALUES ?x { 7 } }")
        page.get_by_role("button", name="Run").click()

        expect(page.locator(".answer td")).to_have_text("7", timeout=20000)


def test_a_link_to_a_question_asks_it(show):
    with show(station(), at="#tab=ask&ask=entities-by-type", sparql="always") as page:
        expect(page.locator(".answer tbody tr").first).to_be_visible(timeout=20000)
        expect(page.get_by_label("Query in SPARQL")).to_have_value(questions.find("entities-by-type").sparql)


def test_a_page_without_the_engine_says_so_and_allows_no_code_of_that_kind(show):
    with show(station(), at="#tab=ask") as page:
        expect(page.locator("#panel")).to_contain_text("written without the query engine")
        policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
        assert "wasm" not in policy
        assert "worker" not in policy


def test_a_large_graph_leaves_the_engine_out_unless_asked():
    large = big(2800)
    assert len(large.facts) > 5000

    assert 'id="engine"' not in view.page(large)
    assert 'id="engine"' in view.page(station())
    assert 'id="engine"' not in view.page(station(), sparql="never")
