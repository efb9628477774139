"""What mentions refer to inside a document: a table of texts, a mention, its antecedent, and how it was found."""

import pathlib
from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract import mentions
from kg.model import Document

Parse = Callable[..., tuple[Document, Doc]]

CASES = pathlib.Path(__file__).with_name("coreference_cases.txt")


def _cases() -> list[object]:
    rows = (
        [cell.strip() for cell in line.split("|")]
        for line in CASES.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    )
    return [pytest.param(*row[:4], marks=[pytest.mark.xfail(reason=reason) for reason in row[4:]]) for row in rows]


def _at(doc: Doc, word: str) -> int:
    """The last token with a text, or with `word#2` the second."""
    text, _, number = word.partition("#")
    found = [token.i for token in doc if token.text == text]
    return found[int(number) - 1] if number else found[-1]


def _named(document: Document, doc: Doc, head: int) -> str:
    """The name of what a mention refers to, or of the several things."""
    several = mentions.members(document, doc).get(head)
    if several:
        return " + ".join(mentions.referents(document, doc)[member].name for member in several)
    return mentions.referents(document, doc)[head].name


@pytest.mark.parametrize(("word", "name", "why", "text"), _cases())
def test_a_mention_refers_to_its_antecedent(parse: Parse, word: str, name: str, why: str, text: str):
    document, doc = parse(text)

    head = _at(doc, word)

    assert _named(document, doc, head) == name
    assert mentions.referents(document, doc)[head].why == why


def test_there_are_enough_cases():
    assert len(_cases()) >= 100


def test_what_means_several_things_has_no_name_of_its_own(parse: Parse):
    document, doc = parse("Toyota and Honda announced a partnership. They will build cars.")

    found = mentions.referents(document, doc)

    assert [found[head].name for head in mentions.members(document, doc)] == [""]


def test_a_chain_has_one_class_throughout(parse: Parse):
    text = "Ingenuity flew on Sunday. The Ingenuity helicopter landed. NASA praised Ingenuity."
    document, doc = parse(text)

    found = [referent for referent in mentions.referents(document, doc).values() if referent.name == "Ingenuity"]

    assert {referent.type for referent in found} == {"Product"}


def test_the_reading_of_a_long_text_costs_no_more_per_word(parse: Parse):
    """A hundred times the text takes about a hundred times as many looks at candidates, not ten thousand."""
    text = "Boeing said it would cut jobs. The company lost money. Mr Smith said he was sorry. "
    document, doc = parse(text * 100)

    found = mentions.referents(document, doc)

    assert [found[token.i].name for token in doc if token.text == "it"] == ["Boeing"] * 100
    assert [found[token.i].name for token in doc if token.text == "he"] == ["Smith"] * 100
