"""A query that finds nothing because of a slip says so, and one with a mistake says what was meant."""

import pathlib

import pytest

from tests.cli.conftest import Kg


@pytest.mark.parametrize(
    ("where", "hint"),
    [
        ("?a kg:partnerWith ?b", "column 16: kg:partnerWith is not in the ontology; did you mean kg:partnersWith?"),
        ("?a kg:worksAt ?b", "kg:worksAt is not in the ontology; did you mean kg:worksFor?"),
        ("?a a kg:organisation", "kg:organisation is not in the ontology; did you mean kg:Organization?"),
        ("?a <https://w3id.org/prosegraph/ns#operate> ?b", "did you mean kg:operates?"),
        ("?a kg:wildlyUnknown ?b", "kg:wildlyUnknown is not in the ontology"),
        ("?a rel:operate ?b", "rel:operate is not in this graph; did you mean kg:operates?"),
        ("?a rel:frobnicate-with ?b", "rel:frobnicate-with is not in this graph"),
    ],
)  # fmt: skip
def test_a_name_that_nothing_has_is_hinted_at_and_the_answer_stays(
    kg: Kg, built: pathlib.Path, where: str, hint: str
) -> None:
    done = kg("query", "-e", f"SELECT ?a {{ {where} }}", "-g", built)

    assert (done.code, done.out) == (0, "a\r\n")
    assert done.err.startswith("hint: line 1, column ")
    assert done.err.endswith(f"{hint}\n")


def test_each_name_is_hinted_at_once(kg: Kg, built: pathlib.Path) -> None:
    done = kg("query", "-e", "SELECT ?a { ?a kg:operate ?b . ?b kg:operate ?c ; kg:operates ?d }", "-g", built)

    assert done.err.count("hint") == 1


@pytest.mark.parametrize(
    "where",
    [
        "?a kg:operates ?b",
        "?f kg:status kg:asserted ; kg:saidBy ?a",
        "?a a kg:Organization",
        "?f rdf:predicate kg:signed",
    ],
)
def test_what_the_ontology_declares_needs_no_hint(kg: Kg, built: pathlib.Path, where: str) -> None:
    assert kg("query", "-e", f"SELECT * {{ {where} }}", "-g", built).err == ""


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?a { ?a shcema:name ?b }", "declare it with PREFIX shcema: <…>; did you mean schema:?"),
        ("SELECT ?a { ?a rdfs:label ?b FITLER(?b > 1) }", "did you mean FILTER?"),
        ("SELECT ?a WEHRE { ?a rdfs:label ?b }", "line 1, column 11: expected a variable or a keyword"),
    ],
)  # fmt: skip
def test_a_mistake_comes_with_what_was_meant(kg: Kg, built: pathlib.Path, query: str, message: str) -> None:
    done = kg("query", "-e", query, "-g", built)

    assert done.code == 1
    assert message in done.err


def test_one_predicate_is_shown_with_its_forms(kg: Kg) -> None:
    out = kg("ontology", "kg:partnersWith").out

    assert "Works together with the other" in out
    assert "sign agreement with" in out
    assert kg("ontology", "partnersWith").out == out


def test_a_class_is_shown_with_its_predicates(kg: Kg) -> None:
    out = kg("ontology", "Programme").out

    assert "carried out over time" in out
    assert "kg:funds" in out


def test_a_form_leads_to_its_predicates(kg: Kg) -> None:
    out = kg("ontology", "--form", "sign agreement with").out

    assert "kg:partnersWith" in out
    assert "^kg:advises" in kg("ontology", "--form", "be advised by").out
    assert kg("ontology", "--form", "director of").out.count("kg:directs") == 1


def test_what_the_vocabulary_does_not_have_is_an_error_with_a_suggestion(kg: Kg) -> None:
    term, form = kg("ontology", "kg:partnerWith"), kg("ontology", "--form", "frobnicate with")

    assert (term.code, form.code) == (1, 1)
    assert "did you mean kg:partnersWith?" in term.err
    assert "frobnicate with" in form.err
    assert "rel:frobnicate-with" in form.err
