"""Who says what: a table of texts, a word of what is said, and the head of its innermost speaker ("-": nobody)."""

import pathlib
from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Token

from kg.extract import attribution, quotes

Parse = Callable[..., tuple[object, Doc]]

CASES = pathlib.Path(__file__).with_name("attribution_cases.txt")


def _cases() -> list[object]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    rows = (
        [cell.strip().replace("¶", "\n\n") for cell in line.split("|")]
        for line in lines
        if line.strip() and not line.startswith("#")
    )
    return [pytest.param(*row[:3], marks=[pytest.mark.xfail(reason=reason) for reason in row[3:]]) for row in rows]


def _token(doc: Doc, word: str) -> Token:
    return next(token for token in reversed(doc) if token.text == word)


@pytest.mark.parametrize(("word", "speaker", "text"), _cases())
def test_a_word_belongs_to_its_innermost_speaker(parse: Parse, word: str, speaker: str, text: str):
    _, doc = parse(text)

    said_by = attribution.speakers(doc).get(_token(doc, word).i)

    assert (doc[said_by].text if said_by is not None else "-") == speaker


SPEECH = """
said       | The minister said that Chile had signed the accord.
told       | Lindgren told reporters the boat had reached Malta.
believes   | His wife believes he sold the house.
According  | According to police, the driver stole a van.
accused    | Prosecutors accused the lender of laundering money.
"""

NO_SPEECH = """
announced  | The city announced the start of the marathon.
told       | The captain told the crew a story about a whale.
found      | Divers found the wreck of a Dutch ship.
sold       | The club sold nine players.
"""


def _pairs(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.splitlines() if line.strip()]


@pytest.mark.parametrize(("word", "sentence"), _pairs(SPEECH))
def test_verbs_that_report_a_clause_are_speech(parse: Parse, word: str, sentence: str):
    _, doc = parse(sentence)

    assert attribution.is_speech(_token(doc, word))


@pytest.mark.parametrize(("word", "sentence"), _pairs(NO_SPEECH))
def test_verbs_with_a_plain_object_are_no_speech(parse: Parse, word: str, sentence: str):
    _, doc = parse(sentence)

    assert not attribution.is_speech(_token(doc, word))


def test_an_unclosed_mark_ends_with_its_sentence(parse: Parse):
    _, doc = parse('He said: "We left. The city planned a new pipe.\n\nThe king died.')

    (found,) = quotes.quotations(doc)

    assert doc[found.start : found.end].text == '"We left.'


def test_apostrophes_open_no_quotation(parse: Parse):
    _, doc = parse("The drivers' union didn’t strike, and the bosses’ offer wasn't read.")

    assert quotes.quotations(doc) == []


def test_a_document_without_text_has_no_speakers(parse: Parse):
    _, doc = parse("")

    assert attribution.speakers(doc) == {}


def test_the_table_is_read_whole():
    assert len(_cases()) >= 60
