"""From the words of a relation to its base form and its predicate."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract import clauses, participles, relations
from kg.model import Document, Passage, Value

Parse = Callable[..., tuple[Document, Doc]]

FORMS = """
The union had not signed an agreement with Renault.  | Renault  | sign agreement with
The tower was being built by masons.                 | masons   | build
Greta Lind was born in Malmo.                        | Malmo    | be born in
Norway plans to buy ten frigates.                    | frigates | buy
The troops quickly pulled out of Helmand.            | Helmand  | pull out of
Sofia is the old capital of Bulgaria.                | Bulgaria | capital of
Brno is bigger than Zlin.                            | Zlin     | be bigger than
Gustav Holm is the acting head of Interpol.          | Interpol | acting head of
Gustav Holm is a former head of Interpol.            | Interpol | former head of
The station stands next to the mosque.               | mosque   | stand next to
"""

ROWS = [[cell.strip() for cell in line.split("|")] for line in FORMS.strip().splitlines()]

PARTICIPLES = {
    "build": "built",
    "deny": "denied",
    "play": "played",
    "fine": "fined",
    "jail": "jailed",
    "grab": "grabbed",
    "equip": "equipped",
    "visit": "visited",
    "show": "shown",
    "fix": "fixed",
    "quiz": "quizzed",
}


def _proposition(doc: Doc, word: str) -> clauses.Proposition:
    """The last proposition whose object a word heads: the one with the most words."""
    return [each for each in clauses.propositions(doc) if doc[each.object].text == word][-1]


@pytest.mark.parametrize(("sentence", "word", "expected"), ROWS)
def test_a_base_form_is_lemmas_without_auxiliaries_determiners_and_adverbs(
    parse: Parse, sentence: str, word: str, expected: str
):
    _, doc = parse(sentence)

    assert relations.label(doc, _proposition(doc, word)) == expected


@pytest.mark.parametrize(("form", "expected"), [("Sign   Deal-with", "sign-deal-with"), ("über", "über"), ("!", "is")])
def test_a_form_becomes_the_local_part_of_an_iri(form: str, expected: str):
    assert relations.slug(form) == expected


def test_a_predicate_fits_the_types_at_both_ends():
    assert relations.predicate("capital of", "Place", "Place") == "kg:capitalOf"
    assert relations.predicate("capital of", "Person", "Person").startswith("rel:")


def test_a_passive_runs_from_object_to_subject():
    assert relations.predicate("arrest", "Person", "Person", passive=True) == "^kg:arrested"


def test_an_office_is_held_by_persons_only():
    office = Value("sponsor", "text", Passage("test", 0, 7))

    assert relations.fitted("position held", "Organization", office) == "be"
    assert relations.fitted("position held", "Person", office) == "position held"


def test_a_bare_number_that_a_person_is_tells_the_age():
    number = Value("31", "number", Passage("test", 0, 2))

    assert relations.fitted("be", "Person", number) == "age"
    assert relations.fitted("be", "Product", number) == "be"


@pytest.mark.parametrize(("lemma", "expected"), PARTICIPLES.items())
def test_a_participle_is_made_from_its_lemma(lemma: str, expected: str):
    assert participles.of(lemma) == expected
