"""Claims to files and back."""

import dataclasses
import json
import pathlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import claims
from kg.errors import CheckpointError
from kg.model import Claim, Document, Extraction, Interval, Mention, Passage, Status, Value

st.register_type_strategy(float, st.floats(min_value=0, max_value=1))

TEXT = "Ada met Bob in 1999, Eve said."
SENTENCE = Passage("d", 0, 30)
ADA = Mention(Passage("d", 0, 3), "Ada", "Person", "Ada Lovelace", phrase=Passage("d", 0, 3))
BOB = Mention(Passage("d", 8, 11), "Bob", "Person", "Bob")
EVE = Mention(Passage("d", 21, 24), "Eve", "Person", "")
MET = Claim(
    subject=ADA, relation="met", label="meet", predicate="rel:meet", object=BOB, sentence=SENTENCE,
    quote=Passage("d", 0, 11), status=Status.ALLEGED, said_by=EVE, time=Interval("1999", "1999"), rule="clause/svo",
    confidence=0.75,
)  # fmt: skip
DATED = dataclasses.replace(MET, object=Value("1999", "date", Passage("d", 15, 19)), said_by=None, time=None)
EXTRACTION = Extraction(Document(id="d", text=TEXT, published="2001-01-01"), (ADA, BOB, EVE), (MET, DATED))


@settings(deadline=None)
@given(st.from_type(Extraction))
def test_an_extraction_comes_back_from_its_line_exactly(extraction: Extraction):
    line = claims.to_json(extraction)

    assert "\n" not in line
    assert claims.from_json(line) == extraction


@pytest.mark.parametrize("line", ["", "{}", "[]", "null", '{"document": 3}', "[" * 100_000])
def test_a_line_that_is_no_extraction_is_refused_by_name(line: str):
    with pytest.raises(CheckpointError, match="not a stored extraction"):
        claims.from_json(line)


def test_a_row_gives_the_words_and_offsets_of_a_claim():
    row = next(row for row in claims.claim_rows(EXTRACTION) if "text" in row["object"])

    assert row["subject"]["text"] == "Ada"
    assert row["subject"]["name"] == "Ada Lovelace"
    assert TEXT[row["object"]["start"] : row["object"]["end"]] == row["object"]["text"] == "Bob"
    assert TEXT[row["start"] : row["end"]] == row["quote"] == "Ada met Bob"
    assert (row["status"], row["said_by"], row["time"]) == ("alleged", "Eve", "1999")
    assert json.loads(json.dumps(row)) == row


def test_a_row_of_a_value_gives_the_value_and_its_datatype():
    row = next(row for row in claims.claim_rows(EXTRACTION) if "value" in row["object"])

    assert row["object"] == {"value": "1999", "datatype": "date", "start": 15, "end": 19}
    assert (row["said_by"], row["time"]) == (None, None)


@pytest.mark.parametrize(
    "change", [{"text": "Ada."}, {"id": "e"}, {"published": "2002-01-01"}, {"furniture": ((0, 1),)}]
)
def test_a_changed_document_has_another_checkpoint(change: dict[str, object]):
    changed = dataclasses.replace(EXTRACTION.document, **change)

    assert claims.key(EXTRACTION.document, model="m") == claims.key(dataclasses.replace(EXTRACTION.document), model="m")
    assert claims.key(changed, model="m") != claims.key(EXTRACTION.document, model="m")


def test_another_model_has_another_checkpoint():
    assert claims.key(EXTRACTION.document, model="m") != claims.key(EXTRACTION.document, model="n")


def test_the_version_covers_every_rule_and_word_list():
    root = pathlib.Path(claims.__file__).parent
    covered = {path.name for part in claims.EXTRACTOR for path in claims._files(root / part)}

    assert {"model.py", "text.py", "models.json"} <= covered
    assert not any(name.endswith(".pyc") for name in covered)
