"""The tables of sentences and what must be read out of them: how they are written, and how a claim is compared.

A sentence stands at the margin; under it, indented, rows of subject | label or predicate | object, with a status as
a fourth cell where it matters. `!` opens a row that must not be read, `?` one that can't be read yet, whose last cell
says why. `*` is anything.
"""

import pathlib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kg.model import Claim, Extraction, Mention, Value

FOLDER = pathlib.Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Case:
    """One row: a sentence, the cells that are wanted (or not), and why it fails, if it does."""

    sentence: str
    cells: tuple[str, ...]
    is_wanted: bool
    reason: str = ""

    def is_met_by(self, claims: tuple[Claim, ...]) -> bool:
        return any(_says(claim, self.cells) for claim in claims) == self.is_wanted


def parameters(name: str) -> list[object]:
    """Give the rows of a table as parameters of a test, with a strict xfail for what can't be read yet."""
    return [
        pytest.param(case, id=f"{case.sentence} {' | '.join(case.cells)}", marks=_marks(case)) for case in read(name)
    ]


def read(name: str) -> Iterator[Case]:
    """Read the rows of a table."""
    sentence = ""
    for line in FOLDER.joinpath(name).read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line[0].isspace():
            sentence = line.strip()
            continue
        mark, row = (line.strip()[0], line.strip()[1:]) if line.strip()[0] in "!?" else ("", line)
        cells = tuple(cell.strip() for cell in row.split("|"))
        reason = cells[-1] if mark == "?" else ""
        yield Case(sentence, cells[:-1] if reason else cells, mark != "!", reason)


def read_by_rules(extraction: Extraction) -> tuple[Claim, ...]:
    """Give the claims that the rules read: what the learned part adds changes with its training."""
    return tuple(claim for claim in extraction.claims if claim.rule.startswith(("clause/", "noun/")))


def _marks(case: Case) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=case.reason)] if case.reason else []


def _says(claim: Claim, cells: tuple[str, ...]) -> bool:
    subject, relation, thing, *status = cells
    ends = _names(claim.subject), _names(claim.object)
    if claim.predicate.startswith("^") and (relation.startswith("kg:") or claim.rule == "clause/agent"):
        ends = ends[1], ends[0]
    return (
        _fits(subject, ends[0])
        and _fits(relation, {claim.label, claim.predicate.lstrip("^")})
        and _fits(thing, ends[1])
        and (not status or claim.status == status[0])
    )


def _names(end: Mention | Value) -> set[str]:
    """What an end of a claim may be called in a table: its name, its words, without an article."""
    names = {end.text, end.name} if isinstance(end, Mention) else {end.text}
    return {name.lower().removeprefix("the ").removeprefix("a ") for name in names if name}


def _fits(cell: str, names: set[str]) -> bool:
    return cell == "*" or cell.lower() in {name.lower() for name in names}
