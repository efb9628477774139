"""Words between two types lead to the predicate that they mean, and each predicate's example is read as that."""

import pathlib

import pytest

from kg import extract, ontology, text
from kg.model import Document

KNOWN = ontology.load()
PREDICATES = sorted(KNOWN.predicates.values(), key=lambda predicate: predicate.id)
KINDS = "Person Organization Place Product Event Work Programme Group Concept Thing date number text"
SHORT = dict(zip("POLREWMGCTdnt", KINDS.split(), strict=True))


def _rows(name: str) -> list[tuple[str, ...]]:
    found = []
    for line in (pathlib.Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            form, types, *rest = (part.strip() for part in line.split("|"))
            found.append((form, *(SHORT[each] for each in types.split()), *rest))
    return found


@pytest.mark.parametrize(("form", "subject", "thing", "predicate"), _rows("ontology_forms.txt"))
def test_a_base_form_between_two_types_leads_to_its_predicate(form, subject, thing, predicate):
    assert KNOWN.canonical(form, subject, thing) == predicate


@pytest.mark.parametrize(("form", "subject", "thing"), _rows("ontology_unknown.txt"))
def test_words_that_the_ontology_does_not_know_lead_to_none(form, subject, thing):
    assert KNOWN.canonical(form, subject, thing) is None


@pytest.fixture(scope="module")
def read() -> dict[str, set[str]]:
    """Give the predicates that are read out of each example, all parsed in one batch."""
    documents = [Document(id=predicate.id, text=predicate.example, published="2021-03-11") for predicate in PREDICATES]
    return {
        document.id: {claim.predicate.removeprefix("^") for claim in extract.extract(document, doc).claims}
        for document, doc in text.parse(documents)
    }


UNREAD = {
    "kg:alsoKnownAs": "what somebody is called is read as an entity, not as a text (kg.extract)",
    "kg:duration": "a number of days is no value yet (kg.extract.values)",
    "kg:ethnicity": "an adjective before descent is left out of the words (kg.extract.clauses)",
}


@pytest.mark.parametrize("predicate", PREDICATES, ids=lambda predicate: predicate.id)
def test_an_example_is_read_as_its_predicate(predicate, read, request):
    if predicate.id in UNREAD:
        request.applymarker(pytest.mark.xfail(reason=UNREAD[predicate.id], strict=True))

    assert {predicate.id, predicate.inverse} & read[predicate.id]


SAID = {
    "Carver Capital is advised by Goldman Sachs.": "^kg:advises",
    "The European Commission fined Google.": "kg:fined",
    "Police installed John Smith.": "kg:appointed",
    "Fiat once owned Ferrari.": "kg:formerlyOwned",
    "Bill Clinton was once president of the United States.": "kg:formerlyHeld",
    "NASA previously criticized Boeing.": "kg:criticized",
    "NASA previously puzzled Boeing.": "rel:puzzle",
    "Jacinda Ardern is the prime minister of New Zealand.": "kg:headOfGovernmentOf",
    "Deloitte audits Vodafone.": "kg:audits",
    "Joe Biden convinced Anna Smith.": "rel:convince",
}


@pytest.fixture(scope="module")
def said() -> dict[str, set[str]]:
    """Give the predicates that are read out of each sentence, all parsed in one batch."""
    documents = [Document(id=sentence, text=sentence, published="2021-03-11") for sentence in SAID]
    return {
        document.id: {claim.predicate for claim in extract.extract(document, doc).claims}
        for document, doc in text.parse(documents)
    }


@pytest.mark.parametrize("sentence", SAID)
def test_a_sentence_leads_to_the_predicate_that_it_means(sentence, said):
    assert SAID[sentence] in said[sentence]
