"""Facts of news articles against gold facts made by hand, and whether confidence tells how often facts are right.

A folder holds `articles/` and `facts/`, one JSON file an article, with its `entities` (id, and every surface name) and
`facts`: `s` and `o` (entity ids, or `{"value", "type"}`), `p` (acceptable wordings; `^` turns the direction round),
`status`, `said_by`, `time`, and `weight`, 3 for what any summary must have to 1 for what is minor. Recall is weighted.
Precision is a lower bound: a true fact that nobody wrote down counts against it.
"""

import io
import json
import pathlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg import export, extract, read, resolve, text
from kg.config import Config
from kg.evaluate import agreement
from kg.model import Document

Row = Mapping[str, Any]
"""A fact as `kg export -f jsonl` gives it."""

BASE = "https://example.org/"
BINS = 10


@dataclass(slots=True)
class Tally:
    """Counts, of an article or of all; `weight` and what is found of it (`hit`, `paired`) weigh gold facts."""

    facts: int = 0
    right: int = 0
    near: int = 0
    weight: float = 0
    hit: float = 0
    paired: float = 0
    matched: int = 0
    status: int = 0
    timed: int = 0
    time: int = 0
    said: int = 0
    speaker: int = 0
    judged: list[tuple[float, bool]] = field(default_factory=list)
    """Of each fact, its confidence and whether it is right."""

    def add(self, other: "Tally") -> None:
        """Count what the other has counted."""
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def scores(self) -> tuple[float, float, float]:
        """Give precision, recall and F1 of facts."""
        return _f1(_share(self.right, self.facts), _share(self.hit, self.weight))

    def pairs(self) -> tuple[float, float, float]:
        """Give precision, recall and F1 where neither relation nor direction need agree."""
        return _f1(_share(self.near, self.facts), _share(self.paired, self.weight))

    def line(self, name: str) -> str:
        """Give a row of the table."""
        facts, pairs = (f"P {p:.3f}  R {r:.3f}  F1 {f1:.3f}" for p, r, f1 in (self.scores(), self.pairs()))
        status, time, said = (
            f"{_share(right, of):.2f} ({of})"
            for right, of in ((self.status, self.matched), (self.time, self.timed), (self.speaker, self.said))
        )
        return f"{name:24} {self.facts:5}  {facts} | pairs {pairs} | status {status}  time {time}  said_by {said}"

    def reliability(self) -> Iterator[str]:
        """Give, by tenths of confidence, how many facts have it, its mean, and the share that is right."""
        bins: dict[int, list[tuple[float, bool]]] = {}
        for confidence, right in self.judged:
            bins.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
        gap = 0.0
        for number, found in sorted(bins.items()):
            mean, share = (sum(column) / len(found) for column in zip(*found, strict=True))
            gap += abs(mean - share) * len(found)
            yield f"confidence {number / BINS:.1f}  facts {len(found):5}  mean {mean:.2f}  right {share:.2f}"
        yield f"expected calibration error {_share(gap, self.facts):.3f}"


def evaluate(folder: pathlib.Path, *, model: str) -> dict[str, Tally]:
    """Build the graph of the folder's articles and score its facts by article; raises `ValueError` where none fits."""
    gold = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((folder / "facts").glob("*.json"))}
    if not gold:
        raise ValueError("there is no facts/*.json in it")
    found: dict[str, list[Row]] = {name: [] for name in gold}
    for row in rows(folder / "articles", model=model):
        if row["document"] in found:
            found[row["document"]].append(row)
    return {name: score(gold[name], found[name]) for name in gold}


def rows(articles: pathlib.Path, *, model: str) -> list[Row]:
    """Give the facts that the articles' graph holds."""
    documents = read.documents([articles], config=Config(model=model))
    readable = (document for document in documents if isinstance(document, Document))
    extractions = [extract.extract(document, doc) for document, doc in text.parse(readable, model=model)]
    out = io.BytesIO()
    export.write(resolve.resolve(extractions), format="jsonl", base=BASE, out=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def score(gold: Row, found: Sequence[Row]) -> Tally:
    """Score one article's facts."""
    names = {entity["id"]: entity["names"] for entity in gold["entities"]}
    tally = Tally(facts=len(found))
    best: list[tuple[tuple[bool, bool], Row] | None] = [None] * len(gold["facts"])
    paired = [False] * len(gold["facts"])
    for fact in found:
        verdicts = [_compared(wanted, fact, names) for wanted in gold["facts"]]
        tally.near += any(verdict is not None for verdict in verdicts)
        tally.right += any(verdicts)
        tally.judged.append((fact["confidence"], any(verdicts)))
        for number, (wanted, verdict) in enumerate(zip(gold["facts"], verdicts, strict=True)):
            paired[number] |= verdict is not None
            agrees = fact["status"] == wanted["status"], bool(wanted["time"]) and _timely(wanted, fact)
            held = best[number]
            if verdict and (held is None or agrees > held[0]):
                best[number] = agrees, fact
    for wanted, pair, held in zip(gold["facts"], paired, best, strict=True):
        _count(tally, wanted, pair, None if held is None else held[1], names)
    return tally


def _compared(wanted: Row, fact: Row, names: Mapping[str, Sequence[str]]) -> bool | None:
    """Tell whether a fact is the gold fact; None where it is about another pair."""
    subject, other = fact["subject"], fact["object"]
    straight = _is_end(wanted["s"], subject, names) and _is_end(wanted["o"], other, names)
    crossed = _is_end(wanted["s"], other, names) and _is_end(wanted["o"], subject, names)
    if not straight and not crossed:
        return None
    return any(
        agreement.same_relation(phrase.lstrip("^"), fact["predicate"]["label"])
        for phrase in wanted["p"]
        if (crossed if phrase.startswith("^") else straight)
    )


def _is_end(wanted: str | Row, end: Row, names: Mapping[str, Sequence[str]]) -> bool:
    found = [name for name in (end.get("name"), *end.get("names", ()), end.get("value")) if name]
    if not isinstance(wanted, str):
        return any(agreement.same_value(str(wanted["value"]), wanted["type"], name) for name in found)
    return any(agreement.same_name(name, other) for name in names[wanted] for other in found)


def _count(tally: Tally, wanted: Row, pair: bool, fact: Row | None, names: Mapping[str, Sequence[str]]) -> None:  # noqa: FBT001
    tally.weight += wanted["weight"]
    tally.paired += wanted["weight"] * pair
    if fact is None:
        return
    tally.hit += wanted["weight"]
    tally.matched += 1
    tally.status += fact["status"] == wanted["status"]
    if wanted["time"]:
        tally.timed += 1
        tally.time += _timely(wanted, fact)
    if wanted["said_by"]:
        tally.said += 1
        tally.speaker += fact["said_by"] is not None and _is_end(wanted["said_by"], fact["said_by"], names)


def _timely(wanted: Row, fact: Row) -> bool:
    return agreement.same_time(wanted["time"], fact["time"])


def _f1(precision: float, recall: float) -> tuple[float, float, float]:
    return precision, recall, _share(2 * precision * recall, precision + recall)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
