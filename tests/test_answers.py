"""What queries answer: Python values, cells of a table, and the W3C's formats read back by rdflib."""

import datetime
import decimal
import io

import pytest
import rdflib
from rdflib.query import Result

from kg import answers, rdf, store
from kg.errors import QueryError
from tests.corpora import BASE, SMALL

HOSTILE = r"""SELECT ?term ?one { VALUES ?term {
  "say \"no\", \\ and\r\n\tmore" "Роскосмос 🚀" "hallo"@de "" 42 0.5 1.5e3 true "2021-03-11"^^xsd:date "2021"^^xsd:gYear
  org:nasa <http://example.org/a%20b> UNDEF } BIND(1 AS ?one) }"""


@pytest.fixture(scope="module")
def graph() -> store.Store:
    return store.of(rdf.quads(SMALL, base=BASE))


def written(graph: store.Store, query: str, form: str) -> bytes:
    out = io.BytesIO()
    answers.write(graph.query(query), format=form, base=BASE, out=out)
    return out.getvalue()


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_rdflib_reads_the_same_terms_out_of_each_lossless_format(graph: store.Store, form: str) -> None:
    result = Result.parse(io.BytesIO(written(graph, HOSTILE, form)), format=form)

    terms = [row.term for row in result]
    assert terms[:4] == [
        rdflib.Literal('say "no", \\ and\r\n\tmore'),
        rdflib.Literal("Роскосмос 🚀"),
        rdflib.Literal("hallo", lang="de"),
        rdflib.Literal(""),
    ]
    assert [term.toPython() for term in terms[4:6]] == [42, decimal.Decimal("0.5")]
    assert terms[8:10] == [
        rdflib.Literal("2021-03-11", datatype=rdflib.XSD.date),
        rdflib.Literal("2021", datatype=rdflib.XSD.gYear),
    ]
    assert terms[10:] == [rdflib.URIRef(f"{BASE}org/nasa"), rdflib.URIRef("http://example.org/a%20b"), None]


def test_rdflib_reads_the_texts_out_of_csv(graph: store.Store) -> None:
    result = Result.parse(io.BytesIO(written(graph, HOSTILE, "csv")), format="csv")

    assert [str(row.term) for row in result][:2] == ['say "no", \\ and\r\n\tmore', "Роскосмос 🚀"]


@pytest.mark.parametrize("form", ["json", "xml"])
def test_rdflib_reads_what_ask_answers(graph: store.Store, form: str) -> None:
    assert Result.parse(io.BytesIO(written(graph, "ASK { ?s a kg:Fact }", form)), format=form).askAnswer is True


@pytest.mark.parametrize("form", answers.GRAPHS)
def test_rdflib_reads_the_graph_that_construct_makes(graph: store.Store, form: str) -> None:
    query = """CONSTRUCT { ?s rdfs:label ?l . [] rdfs:seeAlso ?s ; rdfs:comment 'a\\nb'@en }
      WHERE { ?s rdfs:label ?l ; a kg:Organization }"""

    found = rdflib.Graph().parse(
        data=written(graph, query, form),
        format={"ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}.get(form, form),
    )

    assert len(found) == 9
    assert found.value(rdflib.URIRef(f"{BASE}org/nasa"), rdflib.RDFS.label) == rdflib.Literal("NASA")
    assert written(graph, query, form) == written(graph, query, form), "blank nodes have changing names"


def test_rows_are_python_values(graph: store.Store) -> None:
    found = [row["term"] for row in answers.rows(graph.query(HOSTILE))]

    assert found[4:] == [
        42,
        decimal.Decimal("0.5"),
        1500.0,
        True,
        datetime.date(2021, 3, 11),
        "2021",
        f"{BASE}org/nasa",
        "http://example.org/a%20b",
        None,
    ]


def test_a_table_shows_prefixed_names_and_plain_numbers(graph: store.Store) -> None:
    heading, rows = answers.table(graph.query(HOSTILE), base=BASE)

    assert heading == ["term", "one"]
    assert [row[0] for row in rows][4:] == [
        "42", "0.5", "1500", "true", "2021-03-11", "2021", "org:nasa", "http://example.org/a%20b", ""
    ]  # fmt: skip


def test_xml_refuses_what_it_cannot_hold(graph: store.Store) -> None:
    with pytest.raises(QueryError, match=r"XML can't hold U\+000C"):
        written(graph, r"SELECT ('page\fbreak' AS ?text) {}", "xml")


def test_a_format_that_does_not_fit_the_answer_is_refused_with_those_that_do(graph: store.Store) -> None:
    with pytest.raises(QueryError, match="csv, json, tsv, xml"):
        written(graph, "ASK {}", "turtle")
    with pytest.raises(QueryError, match="jsonld, ntriples, rdfxml, turtle"):
        written(graph, "DESCRIBE org:nasa", "csv")
    with pytest.raises(QueryError, match="no SELECT query"):
        answers.rows(graph.query("ASK {}"))
