"""How sentences put an event: a table of sentences, the word that stands for the event, and its status."""

import pathlib
from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Token

from kg.extract import standing, status

Parse = Callable[..., tuple[object, Doc]]

CASES = pathlib.Path(__file__).with_name("status_cases.txt")

SILENT = """
sign       | Did the president sign the bill?
arrested   | Who arrested the smugglers?
call       | Do not call the police.
Send       | Send the letter to the embassy.
signed     | If only he had signed the treaty.
signed     | She wishes that he had signed the treaty.
own        | "Does the prince own the yacht?" the lawyer asked.
signed     | The judge asked whether the officer had signed the order.
"""

SAID = """
signed     | The president signed the bill.
asked      | "Does the prince own the yacht?" the lawyer asked.
arrest     | Police arrest two men after a robbery in Leeds.
owns       | Did the bank that owns the hotel sign the deal?
leave      | The judge told the tenants to leave the house.
director   | Did the director of the zoo resign?
"""


def _rows(table: str) -> list[list[str]]:
    lines = (line for line in table.splitlines() if line.strip() and not line.startswith("#"))
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def _cases() -> list[object]:
    rows = _rows(CASES.read_text(encoding="utf-8"))
    return [pytest.param(*row[:3], marks=[pytest.mark.xfail(reason=reason) for reason in row[3:]]) for row in rows]


def _token(doc: Doc, word: str) -> Token:
    return next(token for token in reversed(doc) if token.text == word)


@pytest.mark.parametrize(("expected", "word", "sentence"), _cases())
def test_an_event_has_the_status_that_its_sentence_gives_it(parse: Parse, expected: str, word: str, sentence: str):
    _, doc = parse(sentence)

    assert status.of(_token(doc, word)) == expected


@pytest.mark.parametrize(("word", "sentence"), _rows(SILENT))
def test_questions_orders_and_wishes_put_nothing_forward(parse: Parse, word: str, sentence: str):
    _, doc = parse(sentence)

    assert not status.is_assertable(_token(doc, word))


@pytest.mark.parametrize(("word", "sentence"), _rows(SAID))
def test_statements_and_what_questions_presuppose_are_put_forward(parse: Parse, word: str, sentence: str):
    _, doc = parse(sentence)

    assert status.is_assertable(_token(doc, word))


def test_the_table_is_read_whole():
    assert len(_cases()) >= 300


def test_no_word_has_two_signatures_for_a_frame():
    lexicon = standing.load()

    assert lexicon.signatures["verb", "manage", "to"] == standing.Signature("asserted", "negated")
    assert lexicon.signatures["verb", "forget", "that"].negative == "fact"
    assert len(lexicon.signatures) > 1000
