"""How far a claim can be trusted: the share of claims of its kind that a careful reader would let stand.

The rule gives a base, each end of the claim a factor (a name is safer than a description, a description than a
pronoun without an antecedent), and a predicate that fits the ontology's domain and range one more. The numbers are
data (`kg/data/confidence.toml`).
"""

import dataclasses
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from kg.model import Claim, Mention, Value


def rated(claim: Claim) -> Claim:
    """Give the claim with its confidence, between 0 and 1."""
    table = _table()
    score = table["rules"][claim.rule] * _end(claim.subject) * _end(claim.object)
    if claim.predicate.lstrip("^").startswith("kg:"):
        score *= table["known"]["factor"] / (table["ends"]["date"] if _is_date(claim.object) else 1.0)
    return dataclasses.replace(claim, confidence=round(min(score, table["known"]["most"]), 4))


def _end(end: Mention | Value) -> float:
    if isinstance(end, Mention) and end.why == "nominal":
        return _table()["descriptions"][end.type]
    return _table()["ends"][end.why if isinstance(end, Mention) else end.datatype]


def _is_date(end: Mention | Value) -> bool:
    return isinstance(end, Value) and end.datatype == "date"


@cache
def _table() -> Mapping[str, Mapping[str, float]]:
    text = resources.files("kg").joinpath("data", "confidence.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
