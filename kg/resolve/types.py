"""Which types one thing can have: what taggers confuse is put to the vote, what they do not is kept apart."""

from collections import Counter
from collections.abc import Iterator, Mapping

UNKNOWN = "Thing"

FAMILIES: Mapping[str, str] = {"Person": "person", "Place": "place", UNKNOWN: ""}
"""A person and a place are never anything else; all other classes are one family, since taggers mix them up."""

PRECEDENCE = ("Person", "Organization", "Place", "Product", "Programme", "Event", "Work", "Group", "Concept", UNKNOWN)
"""Ties of a vote go to the class that taggers find most surely."""

TOLD = frozenset({"Product", "Work", "Place"})
"""Classes that a name's last word tells for sure; a "project" or an "initiative" may be an organisation."""

SMALL_SHARE = 0.25
"""A family with at most this share of the votes is an error of the tagger."""


def family(of: str) -> str:
    """Give the family of a class; "" for the unknown one, which is of every family."""
    return FAMILIES.get(of, "other")


def compatible(one: str, other: str) -> bool:
    """Whether two different names, so typed, can name one thing: the classes are one, or one of them is unknown."""
    return one == other or UNKNOWN in (one, other)


def vote(votes: Mapping[str, int]) -> str:
    """Give the class with most votes; the unknown one only where there is no other."""
    known = {of: count for of, count in votes.items() if of != UNKNOWN} or {UNKNOWN: 1}
    return max(sorted(known), key=lambda of: (known[of], -_rank(of)))


def split(votes: Mapping[str, int]) -> Iterator[frozenset[str]]:
    """Give the classes that go together in one document: a well attested family stands alone."""
    families = families_of(votes)
    main = family(vote(votes))
    apart = {
        of for of, count in families.items() if of != main and count > 1 and count > SMALL_SHARE * families.total()
    }
    yield frozenset(of for of in votes if family(of) not in apart)
    for other in sorted(apart):
        yield frozenset(of for of in votes if family(of) == other)


def families_of(votes: Mapping[str, int]) -> Counter[str]:
    """Votes by family, without the unknown class."""
    found: Counter[str] = Counter()
    for of, count in votes.items():
        if of != UNKNOWN:
            found[family(of)] += count
    return found


def _rank(of: str) -> int:
    return PRECEDENCE.index(of) if of in PRECEDENCE else len(PRECEDENCE)
