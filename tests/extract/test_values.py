"""Numbers and dates as arguments: what stands in a claim for a thing that has no name."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg import extract
from kg.model import Document, Value

Parse = Callable[..., tuple[Document, Doc]]

VALUES = """
The probe costs $12 million.                 | $12 million | number
The choir was founded in 1887.               | 1887        | date
The choir was founded on May 3, 1887.        | 1887-05-03  | date
The ferry sank on Tuesday.                   | 2021-03-09  | date
Thomas Sam, 42, was arrested.                | 42          | number
Unemployment fell to 6 percent.              | 6 percent   | number
Cara Blum is 31 years old.                   | 31          | number
"""

ROWS = [[cell.strip() for cell in line.split("|")] for line in VALUES.strip().splitlines()]


def _values(parse: Parse, sentence: str) -> list[Value]:
    document, doc = parse(sentence, published="2021-03-11")
    claims = extract.extract(document, doc).claims
    return [claim.object for claim in claims if isinstance(claim.object, Value)]


@pytest.mark.parametrize(("sentence", "text", "datatype"), ROWS)
def test_numbers_keep_their_unit_and_dates_become_iso(parse: Parse, sentence: str, text: str, datatype: str):
    assert (text, datatype) in [(value.text, value.datatype) for value in _values(parse, sentence)]


@pytest.mark.parametrize("sentence", ["The choir sang someday.", "The ferry sank in the past."])
def test_a_time_that_names_no_day_gives_no_date(parse: Parse, sentence: str):
    assert not [value for value in _values(parse, sentence) if value.datatype == "date"]


def test_a_value_stands_where_its_passage_says(parse: Parse):
    sentence = "The probe costs $12 million."

    found = next(value for value in _values(parse, sentence) if value.datatype == "number")

    assert found.passage is not None
    assert sentence[found.passage.start : found.passage.end] == found.text
