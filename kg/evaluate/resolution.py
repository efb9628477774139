"""How well entities are resolved: pairs of names that are hard to tell, and the entities of annotated articles.

A file of pairs has one question a line: whether two documents speak of one thing, what makes it hard, the two
documents, and any further ones that the corpus holds.

    same      | lone name | Rogozin:Person + Roscosmos | Dmitry Rogozin:Person + Roscosmos
    different | number    | Luna 25:Product            | Luna 26:Product

A document is the thing in question (with another name of it that the text gives in brackets), and after each `+` what
it is said to have to do with. The class is Organization where none stands; `"…"` is what a functional predicate says.
"""

import pathlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg import resolve
from kg.errors import ReadError
from kg.model import Claim, Document, Extraction, Mention, Passage, Value

THING = re.compile(r"(?P<name>[^:()]+?)\s*(\((?P<other>[^:()]+)\))?(:(?P<type>\w+))?")
VALUE = re.compile(r'(?P<predicate>\w+:\w+)\s+"(?P<value>[^"]*)"')


@dataclass(frozen=True, slots=True)
class Pair:
    """A question: whether what two documents are about is one thing."""

    same: bool
    kind: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of pairs: rightly joined, wrongly joined, wrongly apart, rightly apart."""

    joined: int = 0
    wrong: int = 0
    missed: int = 0
    apart: int = 0

    @property
    def precision(self) -> float:
        """Give the share of joined pairs that are one thing; one where none was joined."""
        return self.joined / (self.joined + self.wrong) if self.joined + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Give the share of pairs of one thing that were joined; one where there are none."""
        return self.joined / (self.joined + self.missed) if self.joined + self.missed else 1.0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.joined + other.joined, self.wrong + other.wrong, self.missed + other.missed, self.apart + other.apart
        )


def load(path: pathlib.Path) -> tuple[Pair, ...]:
    """Read a file of pairs; raises `ReadError` for a line that is none."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return tuple(_pair(line, f"{path}, line {number}") for number, line in lines if line.strip() and line[0] != "#")


def judge(pair: Pair) -> bool:
    """Resolve a pair's documents and tell whether the first two are about one entity."""
    knowledge = resolve.resolve([_extraction(str(at), text) for at, text in enumerate(pair.documents)])
    about: defaultdict[str, set[str]] = defaultdict(set)
    for fact in knowledge.facts:
        for evidence in fact.evidence:
            if fact.predicate == "rel:be-noted-in":
                about[evidence.passage.document].add(fact.subject)
    return about["0"] == about["1"]


def score(pairs: Iterable[Pair]) -> Mapping[str, Score]:
    """Count right and wrong answers by kind of pair, in the order of the file."""
    found: dict[str, Score] = {}
    for pair in pairs:
        found[pair.kind] = found.get(pair.kind, Score()) + _outcome(same=pair.same, joined=judge(pair))
    return found


def mistakes(pairs: Iterable[Pair]) -> list[Pair]:
    """List the pairs that are answered wrongly."""
    return [pair for pair in pairs if judge(pair) != pair.same]


def pairwise(found: Collection[frozenset[str]], gold: Collection[frozenset[str]]) -> Score:
    """Compare clusters of names with the right ones, pair by pair; names that only one side has do not count."""
    mine, yours = _pairs(found), _pairs(gold)
    known = frozenset[str]().union(*found) & frozenset[str]().union(*gold)
    mine, yours = ({pair for pair in pairs if set(pair) <= known} for pairs in (mine, yours))
    return Score(joined=len(mine & yours), wrong=len(mine - yours), missed=len(yours - mine))


def b_cubed(found: Collection[frozenset[str]], gold: Collection[frozenset[str]]) -> tuple[float, float]:
    """Give precision and recall of clusters by name (Bagga and Baldwin 1998), over the names that both sides have."""
    known = frozenset[str]().union(*found) & frozenset[str]().union(*gold)
    if not known:
        return 1.0, 1.0
    mine, yours = _homes(found, known), _homes(gold, known)
    precision = sum(len(mine[name] & yours[name]) / len(mine[name]) for name in sorted(known)) / len(known)
    recall = sum(len(mine[name] & yours[name]) / len(yours[name]) for name in sorted(known)) / len(known)
    return precision, recall


def _outcome(*, same: bool, joined: bool) -> Score:
    return Score(int(same and joined), int(joined and not same), int(same and not joined), int(not same and not joined))


def _pairs(clusters: Iterable[frozenset[str]]) -> set[tuple[str, str]]:
    return {(one, other) for cluster in clusters for one in cluster for other in cluster if one < other}


def _homes(clusters: Iterable[frozenset[str]], known: frozenset[str]) -> dict[str, frozenset[str]]:
    """Map each name to its cluster; a name that stands in two belongs to both."""
    homes: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for cluster in clusters:
        for name in cluster & known:
            homes[name] |= cluster & known
    return homes


def _pair(line: str, where: str) -> Pair:
    answer, *rest = (part.strip() for part in line.split("|"))
    if answer not in ("same", "different") or len(rest) < 3:
        raise ReadError(f"{where}: it must be 'same' or 'different', a kind, and two documents, with | between them")
    return Pair(answer == "same", rest[0], tuple(rest[1:]))


def _extraction(document: str, notation: str) -> Extraction:
    """Write a document in which the thing is noted, and stated to have to do with each of its neighbours."""
    thing, *beside = (part.strip() for part in re.split(r"(?:^|\s)\+\s", notation))
    text, claims, mentions = "", list[Claim](), list[Mention]()
    for predicate, object_ in [("rel:be-noted-in", "notes"), *map(_neighbour, beside)]:
        subject, written = _mention(document, text, thing)
        text += written
        other, written = (
            _mention(document, text, object_) if isinstance(object_, str) and predicate == "rel:be-with" else ([], "")
        )
        text += f"{written}{document}{thing}.\n"
        passage = Passage(document, subject[0].passage.start, len(text) - 1)
        target = other[0] if other else Value(object_, "date" if object_[0].isdigit() else "text")
        claims.append(Claim(subject[0], predicate, predicate, predicate, target, passage, passage, confidence=0.9))
        mentions += [*subject, *other]
    return Extraction(Document(id=document, text=text), tuple(mentions), tuple(claims))


def _neighbour(part: str) -> tuple[str, str]:
    stated = VALUE.fullmatch(part)
    return (stated["predicate"], stated["value"]) if stated else ("rel:be-with", part)


def _mention(document: str, before: str, notation: str) -> tuple[list[Mention], str]:
    """Write a thing and its other name at the end of a text."""
    found = THING.fullmatch(notation)
    if not found:
        raise ReadError(f"{notation!r}: write a name, another in brackets if the text gives one, and :Class")
    name, other, of = found["name"], found["other"], found["type"] or "Organization"
    at = len(before)
    mentions = [Mention(Passage(document, at, at + len(name)), name, of, name)]
    if other:
        at += len(name) + 2
        why = "acronym" if other.isascii() and other.isupper() else "alias"
        mentions.append(Mention(Passage(document, at, at + len(other)), other, of, name, why))
    return mentions, f"{name} ({other}) " if other else f"{name} "


def entities_of(knowledge_names: Iterator[tuple[str, str]]) -> list[frozenset[str]]:
    """Gather (entity, name) pairs into clusters of names."""
    clusters: defaultdict[str, set[str]] = defaultdict(set)
    for entity, name in knowledge_names:
        clusters[entity].add(name)
    return [frozenset(clusters[entity]) for entity in sorted(clusters)]
