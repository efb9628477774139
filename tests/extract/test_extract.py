"""What holds for every claim of every text, whatever the text says."""

import pathlib
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg import extract
from kg.model import Claim, Document, Extraction, Mention
from tests.extract import cases

Parse = Callable[..., tuple[Document, Doc]]

SENTENCES = sorted({case.sentence for name in ("clause_cases.txt", "noun_cases.txt") for case in cases.read(name)})
NOISE = ["—", "(AP)", "\n", "\n\n", "Ms.", "\u200b", "Ünal", "火星", "🚀", "«Mir»", "-", "...", "3.5%", "'s", "e\u0301"]
README = pathlib.Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")

texts = st.lists(st.sampled_from(SENTENCES) | st.sampled_from(NOISE) | st.text(max_size=12), max_size=6).map(" ".join)


def _extraction(parse: Parse, text: str) -> Extraction:
    document, doc = parse(text, published="2021-03-11")
    return extract.extract(document, doc)


def _check(claim: Claim, text: str) -> None:
    """Raise where a claim's words don't stand where it says they do."""
    for mention in (claim.subject, claim.object):
        if isinstance(mention, Mention):
            assert text[mention.passage.start : mention.passage.end] == mention.text
    assert claim.sentence.start <= claim.quote.start < claim.quote.end <= claim.sentence.end
    sentence = text[claim.sentence.start : claim.sentence.end]
    assert sentence == sentence.strip()
    if not claim.relation.startswith("["):
        assert all(word in sentence for word in claim.relation.split())
    assert claim.label
    assert claim.predicate.lstrip("^").startswith(("kg:", "rel:"))
    assert 0 < claim.confidence <= 1


@given(text=texts)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_claim_points_into_its_text(parse: Parse, text: str):
    for claim in _extraction(parse, text).claims:
        _check(claim, text)


@given(text=texts)
@settings(max_examples=20, deadline=None)
def test_every_alias_is_a_stretch_of_its_text(parse: Parse, text: str):
    for mention in _extraction(parse, text).mentions:
        assert text[mention.passage.start : mention.passage.end] == mention.text


def test_every_claim_of_a_real_text_points_into_it(parse: Parse):
    claims = _extraction(parse, README).claims

    assert claims
    for claim in claims:
        _check(claim, README)


def test_the_same_text_gives_the_same_claims(parse: Parse):
    text = " ".join(SENTENCES[:40])

    assert _extraction(parse, text) == _extraction(parse, text)


def test_no_claim_is_given_twice(parse: Parse):
    claims = _extraction(parse, " ".join(SENTENCES[:80])).claims

    assert len(claims) == len(set(claims))


@pytest.mark.parametrize(
    "text",
    [
        "Who founded Ikea?",
        "Did Denmark sell Greenland?",
        "Call the embassy in Cairo!",
        "Photo: Reuters",
        "Sports",
        "",
        "?!",
    ],
)
def test_questions_orders_headings_and_credits_say_nothing(parse: Parse, text: str):
    assert _extraction(parse, text).claims == ()


def test_a_question_keeps_silent_beside_a_statement(parse: Parse):
    claims = _extraction(parse, "Did Denmark sell Greenland? Norway sold its frigates.").claims

    assert "Norway" in {claim.subject.name for claim in claims}
    assert "Denmark" not in {claim.subject.name for claim in claims}
