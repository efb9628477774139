"""The learned extractor: what it reads, how it puts it, and that it judges the rules."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from spacy.tokens import Doc

from kg import extract, ontology
from kg.evaluate import packing
from kg.extract import learned, mentions, time, weights
from kg.extract.weights import Floats, Model, Output
from kg.model import Claim, Document, Status, Value

Parse = Callable[..., tuple[Document, Doc]]

SAID = [
    ("Ada Moreau (born 5 May 1931) is a Belgian chemist.", "Ada Moreau", "kg:dateOfBirth", "5 May 1931"),
    ("He lives in Lyon with his wife, Marta.", "his", "kg:spouse", "Marta"),
    ("Tom Barlow earned his PhD from the University of Leeds.", "Tom Barlow", "kg:educatedAt", "University"),
    ("Jane Doe was a Norwegian politician for the Labour Party.", "Jane Doe", "kg:memberOfParty", "Labour Party"),
]  # fmt: skip


@pytest.mark.parametrize(("prose", "subject", "predicate", "thing"), SAID)
def test_what_prose_says_in_passing_is_read(parse: Parse, prose: str, subject: str, predicate: str, thing: str):
    claims = extract.extract(*parse(prose)).claims

    found = [(_words(claim, prose, 0), claim.predicate, _words(claim, prose, 1)) for claim in claims]

    assert any(one == subject and name == predicate and thing in other for one, name, other in found)


def test_a_date_is_read_as_a_value(parse: Parse):
    claims = extract.extract(*parse(SAID[0][0])).claims

    dates = [claim.object for claim in claims if claim.predicate == "kg:dateOfBirth"]

    assert [(date.text, date.datatype) for date in dates if isinstance(date, Value)] == [("1931-05-05", "date")]


def test_a_sentence_about_nothing_of_the_kind_gives_nothing(parse: Parse):
    claims = extract.extract(*parse("The probe photographed the Moon for NASA in 2009.")).claims

    assert not [claim for claim in claims if claim.rule.startswith(learned.RULE)]


def test_confidence_is_the_probability_and_above_the_least(parse: Parse):
    model = weights.load()

    claims = [c for prose, *_ in SAID for c in extract.extract(*parse(prose)).claims if c.rule.startswith(learned.RULE)]

    assert claims
    assert all(model.least.min() <= claim.confidence <= 1 for claim in claims)


def test_every_output_is_a_predicate_of_the_vocabulary():
    known = ontology.load().predicates

    assert all(output.predicate in known and known[output.predicate].forms for output in weights.load().outputs)


def test_status_is_read_as_for_every_claim(parse: Parse):
    prose = "Tom Barlow will study at the University of Leeds."

    claims = extract.extract(*parse(prose), model=_certain(Output("kg:educatedAt", forward=True))).claims

    read = [claim for claim in claims if claim.predicate == "kg:educatedAt"]
    assert [claim.status for claim in read] == [Status.PLANNED]


def test_a_rule_and_the_model_that_agree_make_one_claim_of_the_higher_confidence(parse: Parse):
    prose = "Tom Barlow studied at the University of Leeds."
    document, doc = parse(prose)
    alone = next(claim for claim in extract.stated(document, doc) if claim.predicate == "kg:educatedAt")

    claims = extract.extract(document, doc, model=_certain(Output("kg:educatedAt", forward=True))).claims

    both = [claim for claim in claims if claim.predicate == "kg:educatedAt"]
    assert len(both) == 1
    assert both[0].confidence > alone.confidence


def test_a_claim_that_the_model_finds_unlikely_loses_confidence(parse: Parse):
    document, doc = parse("Tom Barlow studied at the University of Leeds.")
    alone = next(claim for claim in extract.stated(document, doc) if claim.predicate == "kg:educatedAt")
    doubting = _certain(Output("kg:educatedAt", forward=True), odds=-6.0)

    claims = extract.extract(document, doc, model=doubting).claims

    doubted = next(claim for claim in claims if claim.predicate == "kg:educatedAt")
    assert doubted.confidence == pytest.approx(alone.confidence / 2, abs=0.01)


def test_the_same_text_scores_nearly_the_same_whatever_stands_before_it(parse: Parse):
    first, second = "Ann Lee lives in Lyon. ", "Bob Orr was born in Lima."

    alone, after = (_scores(*parse(prose)) for prose in (second, first + second))

    assert np.allclose(alone[-1], after[-1], atol=0.01)  # spaCy's vectors look four words over a sentence's end


def test_a_pipeline_without_vectors_leaves_the_words_to_speak(parse: Parse):
    document, doc = parse(SAID[0][0])
    doc.tensor = np.zeros((0,), np.float32)

    assert any(claim.predicate == "kg:dateOfBirth" for claim in extract.extract(document, doc).claims)


def test_a_model_survives_its_file():
    model = weights.load()

    again = weights.read(io.BytesIO(packing.write(model)))

    assert again.vocabulary == model.vocabulary
    assert again.outputs == model.outputs
    assert again.kinds == model.kinds
    assert np.allclose(again.weights, model.weights, atol=1e-6)
    assert packing.write(again) == packing.write(model)


def _certain(output: Output, *, odds: float = 4.0) -> Model:
    """A model that gives one output these odds for any two mentions."""
    kinds = frozenset({("Person", "Organization")})
    one = np.ones(1, np.float32)
    return Model({"": 0}, one[:, None] * 0, one * np.float32(odds), (output,), one / 2, kinds, one, one * 0)


def _scores(document: Document, doc: Doc) -> Floats:
    referents, expressions = mentions.referents(document, doc), time.expressions(doc, "")
    return learned.scored(weights.load(), doc, referents, expressions, extract.stated(document, doc)).probabilities


def _words(claim: Claim, prose: str, end: int) -> str:
    passage = (claim.subject.passage, claim.object.passage)[end]
    return "" if passage is None else prose[passage.start : passage.end]
