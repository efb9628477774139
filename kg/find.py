"""Which entity a person means by a name, and all that the graph says of it.

A name is taken as an id, then as it stands, then without case and accents, then with a typo; two entities that fit
equally well are never guessed between, they are named in the error.
"""

import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from kg.errors import NotFoundError
from kg.model import Entity, Fact, Knowledge, Status

TYPO = 85
"""Similarity (0 to 100, rapidfuzz's ratio) from which a name is taken for another: one slip in seven letters."""

STATUSES = tuple(Status)
"""In the order in which they are shown."""

HINT = 55
"""Similarity from which a name is worth suggesting."""


@dataclass(frozen=True, slots=True)
class Profile:
    """An entity with the facts it is part of, as subject or object, and those that it is the speaker of.

    `names` gives the best name of every entity that those facts touch.
    """

    entity: Entity
    facts: tuple[Fact, ...]
    said: tuple[Fact, ...]
    names: dict[str, str]


def entity(knowledge: Knowledge, name: str) -> Entity:
    """Find the entity that a name or an id means; raises `NotFoundError` with suggestions, or with the candidates."""
    for candidates in (_by_id(knowledge, name), _by_name(knowledge, name), _by_folded(knowledge, name)):
        if candidates:
            return _only(candidates, name)
    scored = _similar(knowledge, name)
    close = [(found, score) for found, score in scored if score >= TYPO]
    if close and (len(close) == 1 or close[0][1] > close[1][1]):
        return close[0][0]
    hints = [found.name for found, score in scored if score >= HINT][:5]
    hint = f"; did you mean {' or '.join(hints)}?" if hints else "; kg stats lists the best-connected entities"
    raise NotFoundError(f"no entity called {name!r}{hint}")


def profile(knowledge: Knowledge, name: str) -> Profile:
    """Give an entity and its facts, those of known predicates first; raises `NotFoundError`."""
    found = entity(knowledge, name)
    facts = tuple(fact for fact in knowledge.facts if found.id in (fact.subject, fact.object))
    said = tuple(fact for fact in knowledge.facts if fact.said_by == found.id)
    touched = {end for fact in (*facts, *said) for end in (fact.subject, fact.object, fact.said_by)}
    names = {other.id: other.name for other in knowledge.entities if other.id in touched}
    return Profile(found, tuple(sorted(facts, key=_rank)), tuple(sorted(said, key=_rank)), names)


def _by_id(knowledge: Knowledge, name: str) -> list[Entity]:
    return [found for found in knowledge.entities if found.id == name]


def _by_name(knowledge: Knowledge, name: str) -> list[Entity]:
    """Give those best known by the name, or else those that have it among their names."""
    best = [found for found in knowledge.entities if found.name == name]
    return best or [found for found in knowledge.entities if name in found.names]


def _by_folded(knowledge: Knowledge, name: str) -> list[Entity]:
    wanted = _folded(name)
    best = [found for found in knowledge.entities if _folded(found.name) == wanted]
    return best or [found for found in knowledge.entities if wanted in map(_folded, found.names)]


def _only(candidates: list[Entity], name: str) -> Entity:
    if len(candidates) == 1:
        return candidates[0]
    ids = ", ".join(candidate.id for candidate in candidates[:10])
    raise NotFoundError(f"{len(candidates)} entities are called {name!r}; name one by its id: {ids}")


def _similar(knowledge: Knowledge, name: str) -> list[tuple[Entity, float]]:
    """Score entities by the most similar of their names; the best first, then by id."""
    known = {found.id: found for found in knowledge.entities}
    names = [(other, found.id) for found in knowledge.entities for other in (found.name, *found.names)]
    hits = process.extract(_folded(name), [_folded(other) for other, _ in names], scorer=fuzz.ratio, limit=20)
    best: dict[str, float] = {}
    for _, score, index in hits:
        best[names[index][1]] = max(score, best.get(names[index][1], 0))
    return [(known[id_], score) for id_, score in sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))]


def _folded(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(letter for letter in decomposed if not unicodedata.combining(letter)).split())


def _rank(fact: Fact) -> tuple[bool, str, int, float, str]:
    """Put the predicates of the ontology first, and within each predicate what is asserted, the surest first."""
    return (
        not fact.predicate.startswith("kg:"),
        fact.predicate,
        STATUSES.index(fact.status),
        -fact.confidence,
        fact.id,
    )
