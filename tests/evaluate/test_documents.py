"""Annotated documents: how they are read, what is counted, and how well their mentions are put together."""

import json
import pathlib
from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg import extract, text
from kg.errors import ReadError
from kg.evaluate import documents
from kg.evaluate.documents import Measure
from kg.evaluate.resolution import Score
from kg.model import Document

FOLDER = pathlib.Path(__file__).parents[1] / "resolve" / "documents"
NOTATION = "poe: Person\nacme: Organization\n\n[[poe|Ada Poe]] left. [[poe|Poe]] sued [[acme|Nasa]]. [[poe|She]] won."

Parse = Callable[..., tuple[Document, Doc]]


@pytest.fixture(scope="module")
def scored() -> Measure:
    """Give the score over all annotated documents."""
    annotated = documents.load(FOLDER)
    parsed = text.parse([each.document for each in annotated])
    return documents.total(documents.score(each, doc) for each, (_, doc) in zip(annotated, parsed, strict=True))


def test_marks_are_taken_out_of_the_text_and_keep_their_places():
    read = documents.parse("poe", NOTATION)

    assert read.document.text == "Ada Poe left. Poe sued Nasa. She won."
    assert all(read.document.text[mark.start : mark.end] == mark.surface for mark in read.mentions)
    assert [mark.is_name for mark in read.mentions] == [True, True, True, False]


def test_a_mark_of_an_unknown_thing_is_named():
    with pytest.raises(ReadError, match="acme"):
        documents.parse("bad", "poe: Person\n\n[[acme|Acme]] left.")


def test_links_between_mentions_are_counted(parse: Parse):
    annotated = documents.parse("poe", NOTATION)

    found = documents.score(annotated, parse(annotated.document.text, id="poe")[1])

    assert found.names == Score(joined=1)
    assert found.links == Score(joined=3)
    assert (found.b_cubed, found.whole, found.named) == ((1.0, 1.0), 3, 3)


def test_names_of_an_articles_entities_are_compared(parse: Parse, tmp_path: pathlib.Path):
    known = tmp_path / "known.json"
    known.write_text(json.dumps({"entities": [{"names": ["Acme Space Agency", "the ASA"]}, {"names": ["Ada Poe"]}]}))
    document, doc = parse("Ada Poe leads the Acme Space Agency (ASA).")

    pairs, b_cubed = documents.gold(known, extract.extract(document, doc))

    assert (pairs, b_cubed) == (Score(joined=1), (1.0, 1.0))


def test_there_are_enough_documents_and_mentions():
    annotated = documents.load(FOLDER)

    assert len(annotated) >= 15
    assert sum(len(each.mentions) for each in annotated) >= 450


def test_names_of_one_thing_are_joined_and_no_others(scored: Measure):
    assert scored.names.precision >= 0.97
    assert scored.names.recall >= 0.90
    assert min(scored.b_cubed) >= 0.88
