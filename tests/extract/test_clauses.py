"""What clauses say: a table of sentences, and the claims that must and must not be read out of them."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg import extract
from kg.model import Document
from tests.extract import cases

Parse = Callable[..., tuple[Document, Doc]]


@pytest.mark.parametrize("case", cases.parameters("clause_cases.txt"))
def test_a_clause_says_what_the_table_has_for_it(parse: Parse, case: cases.Case):
    document, doc = parse(case.sentence, published="2021-03-11")

    claims = cases.read_by_rules(extract.extract(document, doc))

    assert case.is_met_by(claims), [(claim.subject, claim.label, claim.object) for claim in claims]


def test_the_table_is_read_whole():
    assert len({case.sentence for case in cases.read("clause_cases.txt")}) >= 120
