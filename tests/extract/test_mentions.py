"""What noun phrases refer to: a table of texts, the head of a mention, its name, class, and how it was found."""

import pathlib
from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract import mentions
from kg.model import Document

Parse = Callable[..., tuple[Document, Doc]]

CASES = pathlib.Path(__file__).with_name("mentions_cases.txt")


def _cases() -> list[object]:
    rows = (
        [cell.strip() for cell in line.split("|")]
        for line in CASES.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    )
    return [pytest.param(*row[:5], marks=[pytest.mark.xfail(reason=reason) for reason in row[5:]]) for row in rows]


def _at(doc: Doc, word: str) -> int:
    """The last token with a text, or with `word#2` the second."""
    text, _, number = word.partition("#")
    found = [token.i for token in doc if token.text == text]
    return found[int(number) - 1] if number else found[-1]


@pytest.mark.parametrize(("word", "name", "kind", "why", "text"), _cases())
def test_a_mention_has_its_name_and_class(parse: Parse, word: str, name: str, kind: str, why: str, text: str):
    document, doc = parse(text)

    found = mentions.referents(document, doc).get(_at(doc, word))

    if name == "-":
        assert found is None
    else:
        assert found is not None
        assert (found.name, found.type, found.why) == (name, kind, why)


def test_there_are_enough_cases():
    assert len(_cases()) >= 100


def test_a_mention_is_tight_and_carries_its_head(parse: Parse):
    document, doc = parse("Roscosmos Director-General Dmitry Rogozin invited the SpaceX Starship team.")

    found = mentions.referents(document, doc)[_at(doc, "Rogozin")]

    assert doc[found.start : found.end].text == "Dmitry Rogozin"
    assert found.head == _at(doc, "Rogozin")


def test_referents_are_in_the_order_of_the_text_and_keyed_by_head(parse: Parse):
    document, doc = parse("Russia and China unveiled plans for a station, as Moscow seeks glory.")

    found = mentions.referents(document, doc)

    assert list(found) == sorted(found)
    assert all(referent.head == head for head, referent in found.items())


def test_no_name_is_a_pronoun_a_date_or_a_bare_vague_noun(parse: Parse):
    text = "They said in a statement last year that it was the date. The company did it. He gave them the thing."

    document, doc = parse(text)

    assert {referent.name for referent in mentions.referents(document, doc).values()} == {""}


def test_aliases_give_every_surface_name_with_the_name_of_its_chain(parse: Parse):
    text = "Zhang Kejian (張克儉) leads the Chinese National Space Administration (CNSA). Zhang met Elon Musk."
    document, doc = parse(text)

    found = [(mention.text, mention.name) for mention in mentions.aliases(document, doc)]

    assert ("張克儉", "Zhang Kejian") in found
    assert ("CNSA", "Chinese National Space Administration") in found
    assert ("Zhang", "Zhang Kejian") in found
    assert ("Elon Musk", "Elon Musk") in found


def test_the_passage_of_an_alias_is_its_text(parse: Parse):
    document, doc = parse("“Mr Key’s party won,” said Elon Musk’s SpaceX — the U.S. company.")

    for mention in mentions.aliases(document, doc):
        assert document.text[mention.passage.start : mention.passage.end] == mention.text


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "No names here.", "!!! ??? ...", "()", "The The The", '"“”', "of", "A."]
)
def test_odd_texts_are_read_without_harm(parse: Parse, text: str):
    document, doc = parse(text)

    assert mentions.members(document, doc) == {}
    assert mentions.aliases(document, doc) == ()


def test_the_same_text_is_read_the_same_twice(parse: Parse):
    text = "Toyota and Honda met in Tokyo. They signed the accord. The two companies will build its cars."
    first, second = parse(text), parse(text, id="test")

    assert mentions.referents(*first) == mentions.referents(*second)
    assert mentions.aliases(*first) == mentions.aliases(*second)
