"""Which entity a person means by a name, and all that the graph says of it.

A name is taken as an id, then as it stands, then without case and accents, then with a typo; two entities that fit
equally well are never guessed between, they are named in the error. What is suggested is ranked as in the search box
of the page (`view/js/search.js`); both are tested with tests/ranking.toml.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from kg.errors import NotFoundError
from kg.model import Entity, Fact, Knowledge, Status

TYPO = 85
"""Similarity (0 to 100, rapidfuzz's ratio) from which a name is taken for another: one slip in seven letters."""

STATUSES = tuple(Status)
"""In the order in which they are shown."""

HINT = 55
"""Similarity from which a name is worth suggesting."""


class Fit(IntEnum):
    """How a name fits what was typed, the best first."""

    NAME = 0
    OTHER_NAME = 1
    BEGINNING = 2
    WORD = 3
    INSIDE = 4
    SLIP = 5
    SLIP_IN_BEGINNING = 6
    SLIP_IN_WORD = 7


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
    begun = [found.name for found in ranked(knowledge, name)]
    hints = list(dict.fromkeys([*begun, *(found.name for found, score in scored if score >= HINT)]))[:5]
    hint = f"; did you mean {' or '.join(hints)}?" if hints else "; kg stats lists the best-connected entities"
    raise NotFoundError(f"no entity called {name!r}{hint}")


def ranked(knowledge: Knowledge, typed: str) -> list[Entity]:
    """Give the entities that someone may mean who typed this, the likeliest first; of equals the most connected.

    A whole name comes before its beginning, that before the beginning of a word in it, that before any other part;
    slips (letters added, dropped, changed or swapped) are looked for only where nothing else fits.
    """
    degree = Counter(end for fact in knowledge.facts for end in {fact.subject, fact.object} if isinstance(end, str))
    return ranked_among(knowledge.entities, typed, degree=degree)


def ranked_among(entities: Sequence[Entity], typed: str, *, degree: Mapping[str, int]) -> list[Entity]:
    """Rank as `ranked`, where it is known in how many facts each entity takes part."""
    wanted = _folded(typed)
    if not wanted:
        return []
    fits = [(found, min(fit)) for found in entities if (fit := list(_fits(found, wanted)))]
    fits = fits or [(found, min(slips)) for found in entities if (slips := list(_slips(found, wanted)))]
    return [found for found, _ in sorted(fits, key=lambda pair: (pair[1], -degree.get(pair[0].id, 0), pair[0].id))]


def profile(knowledge: Knowledge, name: str) -> Profile:
    """Give an entity and its facts, those of known predicates first; raises `NotFoundError`."""
    found = entity(knowledge, name)
    facts = tuple(fact for fact in knowledge.facts if found.id in (fact.subject, fact.object))
    said = tuple(fact for fact in knowledge.facts if fact.said_by == found.id)
    touched = {end for fact in (*facts, *said) for end in (fact.subject, fact.object, fact.said_by)}
    names = {other.id: other.name for other in knowledge.entities if other.id in touched}
    return Profile(found, tuple(sorted(facts, key=_rank)), tuple(sorted(said, key=_rank)), names)


def _fits(found: Entity, wanted: str) -> Iterator[tuple[Fit, int]]:
    for name in (found.name, *found.names):
        folded = _folded(name)
        if folded == wanted:
            yield (Fit.NAME if name == found.name else Fit.OTHER_NAME), 0
        elif folded.startswith(wanted):
            yield Fit.BEGINNING, 0
        elif re.search(rf"""[\s\-('"“]{re.escape(wanted)}""", folded):
            yield Fit.WORD, 0
        elif len(wanted) > 1 and wanted in folded:
            yield Fit.INSIDE, 0


def _slips(found: Entity, wanted: str) -> Iterator[tuple[Fit, int]]:
    most = 2 if len(wanted) > 6 else 1 if len(wanted) > 3 else 0
    for name in map(_folded, (found.name, *found.names)) if most else ():
        if (slips := OSA.distance(name, wanted, score_cutoff=most)) <= most:
            yield Fit.SLIP, slips
        if (slips := _slips_in_beginning(name, wanted, most)) <= most:
            yield Fit.SLIP_IN_BEGINNING, slips
        for space in re.finditer(" ", name):
            if (slips := _slips_in_beginning(name[space.end() :], wanted, most)) <= most:
                yield Fit.SLIP_IN_WORD, slips


def _slips_in_beginning(word: str, wanted: str, most: int) -> int:
    """Count the slips against any beginning of a word: the rest of it may be yet to be typed."""
    lengths = range(max(0, len(wanted) - most), min(len(word), len(wanted) + most) + 1)
    return min((OSA.distance(word[:length], wanted, score_cutoff=most) for length in lengths), default=most + 1)


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
