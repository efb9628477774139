"""Entities and a reconciliation service: what to ask of it, and which of its answers to believe.

Pure: `queries` says what to ask, `judge` what an answer is worth, `linked` puts verdicts on clusters; `kg.lookup` does
the asking. The protocol is the W3C Entity Reconciliation Community Group's, version 0.2, with scores from 0 to 100.

An entity is linked where one candidate, of those that its name and class allow, scores enough and clearly more than
the next. Anything else is "not linked", with the reason. Two entities of one link are joined unless a veto forbids it;
then the one of the higher score keeps the link.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg import ontology
from kg.model import LINKED, NOT_LINKED, Entity, Fact, Join, Knowledge, Status, Value
from kg.resolve import entities, lexicon, names, people, unions, vetoes
from kg.resolve.entities import Cluster
from kg.resolve.senses import Sense

ENOUGH = 80.0
"""The score, of 100, from which a candidate is believed."""
MARGIN = 10.0
"""So much more than the next it must have."""
SURE = 0.6
"""Facts at least so sure are told to the service."""

WIKIDATA = "http://www.wikidata.org/entity/"


@dataclass(frozen=True, slots=True, order=True)
class Query:
    """What is asked about an entity: `type` is our class, `properties` are Wikidata's, each with a value as text."""

    entity: str
    name: str
    type: str
    properties: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a service offers: `types` are ids in its own space, `score` is of 100."""

    id: str
    name: str
    score: float
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an entity is linked to (`iri` is "" where it is not), how surely (0 to 1), and why or why not."""

    iri: str
    score: float
    reason: str


def queries(knowledge: Knowledge) -> Iterator[Query]:
    """Ask about each named entity that is linked to nothing yet; in the order of ids."""
    told: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    called = {entity.id: entity.name for entity in knowledge.entities}
    for fact in knowledge.facts:
        for number in _telling(fact):
            value = fact.object.text if isinstance(fact.object, Value) else called[fact.object]
            told[fact.subject].add((number, value))
    for entity in knowledge.entities:
        if not entity.links and not _is_settled(entity) and _is_named(entity.name):
            yield Query(entity.id, entity.name, entity.type, _of_one_value(told[entity.id]))


def judge(query: Query, candidates: Iterable[Candidate], *, space: str, service: str) -> Verdict:
    """Tell which candidate an entity is; `space` is what its ids follow in an IRI, `service` the service's name."""
    ranked = sorted(candidates, key=lambda one: (-one.score, one.id))
    if not ranked:
        return Verdict("", 0.0, f"{service} has nothing of that name")
    fitting = [one for one in ranked if not _forbids(query, one, space)]
    if not fitting:
        return Verdict("", 0.0, f"{_shown(ranked[0])} in {service}: {_forbids(query, ranked[0], space)}")
    best, rest = fitting[0], fitting[1:]
    if best.score < ENOUGH:
        return Verdict("", 0.0, f"the likeliest in {service}, {_shown(best)}, is not likely enough")
    if rest and best.score - rest[0].score < MARGIN:
        return Verdict("", 0.0, f"{service} has {_shown(best)} and {_shown(rest[0])}, and neither is clearly likelier")
    return Verdict(space + best.id, round(min(best.score, 100) / 100, 2), f"{best.name} ({best.id}) in {service}")


def linked(
    clusters: Sequence[Cluster], verdicts: Mapping[str, Verdict], apart: Callable[[Sense, Sense], bool]
) -> list[Cluster]:
    """Put verdicts, by the id that a cluster's entity has, on clusters; join those of one link that no veto parts."""
    if not verdicts:
        return list(clusters)
    place = {id(cluster): number for number, cluster in enumerate(clusters)}
    given = {place[id(cluster)]: verdicts.get(entity.id) for entity, cluster in entities.entities(clusters)}
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number in sorted(given, key=lambda number: (-_score(given[number]), number)):
        verdict = given[number]
        if verdict and verdict.iri:
            holders[verdict.iri].append(number)
    pairs, refused = _allowed(clusters, holders, apart)
    root = unions.roots(range(len(clusters)), pairs)
    groups: defaultdict[int, list[Cluster]] = defaultdict(list)
    for number, cluster in enumerate(clusters):
        groups[root[number]].append(_with(cluster, given.get(number), refused.get(number, "")))
    return [_joined(group) for _, group in sorted(groups.items())]


def _allowed(
    clusters: Sequence[Cluster], holders: Mapping[str, Sequence[int]], apart: Callable[[Sense, Sense], bool]
) -> tuple[list[tuple[int, int]], dict[int, str]]:
    """Give the pairs of one link that may be joined, and of those that may not the name that they are not."""
    pairs, refused = list[tuple[int, int]](), dict[int, str]()
    for iri in sorted(holders):
        first, *others = holders[iri]
        together = list(clusters[first].senses)
        for other in others:
            if any(apart(one, two) for one in together for two in clusters[other].senses):
                refused[other] = clusters[first].senses[0].name
            else:
                pairs.append((first, other))
                together += clusters[other].senses
    return pairs, refused


def _score(verdict: Verdict | None) -> float:
    """Give a verdict's score; 0 where there is none."""
    return verdict.score if verdict else 0.0


@lru_cache(maxsize=1)
def classes() -> Mapping[str, frozenset[str]]:
    """Wikidata's types, each with the classes of ours that it can be; of what is no thing, none."""
    data = dict(lexicon.read("reconciliation.toml")["types"])
    unwanted = data.pop("unwanted")["pages"]
    found: defaultdict[str, set[str]] = defaultdict(set)
    for of, types in data.items():
        for number in types:
            found[number].add(of)
    return {number: frozenset(of) for number, of in found.items()} | {number: frozenset() for number in unwanted}


@lru_cache(maxsize=1)
def telling() -> frozenset[str]:
    """Properties of Wikidata that tell namesakes apart and that most items have."""
    return frozenset(lexicon.read("reconciliation.toml")["properties"]["telling"])


def asked_type(of: str) -> str:
    """Give the item of Wikidata for a class of ours; "" for one that it has none for."""
    known = ontology.load().classes.get(of)
    items = [name.removeprefix("wd:") for name in known.same_as if name.startswith("wd:")] if known else []
    return items[0] if items else ""


def _forbids(query: Query, candidate: Candidate, space: str) -> str:
    """Say why a candidate can't be the thing: its types are all of another class, or its name excludes it."""
    if space == WIKIDATA:
        meant = [classes()[number] for number in candidate.types if number in classes()]
        if meant and query.type != "Thing" and not any(query.type in of for of in meant):
            return f"it is no {query.type} there"
    elif query.type != "Thing" and (meant_here := set(candidate.types) & set(entities.PREFIXES)):
        return "" if query.type in meant_here else f"it is no {query.type} there"
    if query.type == "Person":
        one, other = people.parse(query.name), people.parse(candidate.name)
        same = names.skeleton(one.family) == names.skeleton(other.family)
        return people.conflict(one, other) if same else ""
    return vetoes.of_names(query.name, candidate.name)


def _telling(fact: Fact) -> Iterator[str]:
    """Give the properties of Wikidata that an asserted fact is a value of, if they tell namesakes apart."""
    predicate = ontology.load().predicates.get(fact.predicate)
    if predicate and fact.status is Status.ASSERTED and fact.confidence >= SURE:
        yield from (name[4:] for name in predicate.alignments if name.startswith("wdt:") and name[4:] in telling())


def _of_one_value(told: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Leave out properties of which two values are told: they would speak for either of two things."""
    by_number: defaultdict[str, set[str]] = defaultdict(set)
    for number, value in told:
        by_number[number].add(value)
    return tuple((number, min(by_number[number])) for number in sorted(by_number) if len(by_number[number]) == 1)


def _is_settled(entity: Entity) -> bool:
    return any(join.reason.startswith(LINKED) for join in entity.joins)


def _is_named(name: str) -> bool:
    """Tell a name from a description ("space station"), which a service would take for the word's meaning."""
    return not (name.isascii() and name == name.lower() and not any(map(str.isdigit, name)))


def _shown(candidate: Candidate) -> str:
    return f"{candidate.name} ({candidate.id}, {candidate.score:.0f})"


def _with(cluster: Cluster, verdict: Verdict | None, refused: str) -> Cluster:
    if verdict is None:
        return cluster
    name = cluster.name or cluster.senses[0].name
    if refused:
        said = f"{NOT_LINKED}{verdict.reason} is {refused}, and this is another thing"
        return replace(cluster, reasons=(*cluster.reasons, Join(name, "", said)))
    how = LINKED if verdict.iri else NOT_LINKED
    reason = Join(name, "", f"{how}{verdict.reason}", verdict.score)
    links = (*cluster.links, verdict.iri) if verdict.iri else cluster.links
    return replace(cluster, reasons=(*cluster.reasons, reason), links=links)


def _joined(group: Sequence[Cluster]) -> Cluster:
    """Make one cluster of those of one link."""
    if len(group) == 1:
        return group[0]
    fixed = next((one for one in group if one.id or one.name), group[0])
    senses = tuple(sense for one in group for sense in one.senses)
    reasons = tuple(reason for one in group for reason in one.reasons)
    links = tuple(dict.fromkeys(link for one in group for link in one.links))
    return Cluster(senses, reasons, links, fixed.name, fixed.id, fixed.type)
