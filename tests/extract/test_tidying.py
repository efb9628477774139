"""Claims of one statement beside each other: the better of two that say the same, and dates that are all there is."""

from collections.abc import Callable

from spacy.tokens import Doc

from kg import extract
from kg.model import Claim, Document
from kg.resolve import AT_LEAST

Parse = Callable[..., tuple[Document, Doc]]


def trusted(claims: tuple[Claim, ...]) -> set[tuple[str, str]]:
    return {(claim.label, claim.object.text) for claim in claims if claim.confidence >= AT_LEAST}


def test_of_a_phrase_and_one_inside_it_only_the_one_with_a_name_is_trusted(parse: Parse):
    document, doc = parse("Jaxon will carry out experiments on the surface of the Moon.")

    found = trusted(extract.extract(document, doc).claims)

    assert ("carry out experiment on surface of", "Moon") in found
    assert not any(label == "carry out experiment on" for label, _ in found)


def test_a_date_is_trusted_only_where_nothing_else_is_said(parse: Parse):
    alone = extract.extract(*parse("Anna Berg resigned on Tuesday.", published="2021-03-11")).claims
    beside = extract.extract(*parse("Anna Berg left Siemens on Tuesday.", published="2021-03-11")).claims

    assert ("resign on", "2021-03-09") in trusted(alone)
    assert [label for label, _ in trusted(beside)] == ["leave"]
