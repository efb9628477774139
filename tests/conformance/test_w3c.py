"""The W3C's suites, where `KG_W3C_TESTS` names a copy; and the runner itself, on a manifest of the same form."""

import os
import pathlib
import tomllib

import pytest

from tests.conformance import w3c

HERE = pathlib.Path(__file__).parent
SUITES = os.environ.get("KG_W3C_TESTS", "")
KNOWN = tomllib.loads((HERE / "known.toml").read_text(encoding="utf-8"))
CASES = list(w3c.cases((pathlib.Path(SUITES) / "manifest.ttl").resolve())) if SUITES else []
OURS = list(w3c.cases(HERE / "sample" / "manifest.ttl"))


@pytest.mark.skipif(not SUITES, reason="KG_W3C_TESTS names no folder with rdf-tests/sparql/sparql11")
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_store_does_what_the_standard_says(case: w3c.Case) -> None:
    wrong = w3c.failure(case)

    if str(case) in KNOWN:
        assert wrong, "it passes now: take it out of known.toml"
        pytest.xfail(KNOWN[str(case)])
    assert wrong == ""


def test_the_runner_finds_every_test_of_a_manifest_and_of_those_that_it_includes() -> None:
    assert len(OURS) == 17
    assert {case.kind for case in OURS} == {
        w3c.MF.QueryEvaluationTest, w3c.MF.UpdateEvaluationTest, *w3c.QUERY_SYNTAX, *w3c.UPDATE_SYNTAX
    }  # fmt: skip


@pytest.mark.parametrize("case", OURS, ids=str)
def test_the_runner_tells_right_from_wrong(case: w3c.Case) -> None:
    wrong = w3c.failure(case)

    assert bool(wrong) == case.name.startswith("wrong"), wrong
