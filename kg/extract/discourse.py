"""What a reader has in mind: the mentions read so far, and how far each stands out.

Salience follows Lappin & Leass 1994 ("An algorithm for pronominal anaphora resolution") and centering: a
subject stands out more than an object, the last sentence more than the one before, what was just a pronoun more
than what was not. Only a window of sentences is looked at, so that a document's length costs nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.tree import SUBJECTS, Tree

WINDOW = 3
LONGEST = 48
ROLES = {
    "nsubj": 4.0,
    "nsubjpass": 3.8,
    "ROOT": 2.5,
    "dobj": 2.4,
    "dative": 2.2,
    "agent": 2.6,
    "pobj": 1.4,
    "attr": 1.0,
    "poss": 1.8,
    "appos": 1.0,
}
OTHER = 0.6
ARGUMENTS = frozenset(("dobj", "dative", "pobj", "nsubj", "nsubjpass", "agent", "oprd", "attr"))
HOPS = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that a later one may refer to: a name, a nominal or a resolved pronoun."""

    head: int
    thing: int
    kind: str
    role: float
    sentence: int
    is_plural: bool


@dataclass(slots=True)
class Discourse:
    """The things of a document and the mentions of them, in reading order.

    `things` gives the thing of each mention's head, `whys` how it was found. `types`, `genders`, `nouns` and `words`
    are lists over things; `nouns` are the heads of what they were called,
    `words` all words that were said of them; `members` are the things of a coordination, which is a
    thing itself; `heads` is the token by which a thing without a name is described, -1 where it has a name.
    """

    things: dict[int, int]
    whys: dict[int, str]
    types: list[str]
    genders: list[str]
    nouns: list[set[str]]
    words: list[set[str]]
    heads: list[int]
    homes: dict[int, set[int]] = field(default_factory=dict)
    members: dict[int, tuple[int, ...]] = field(default_factory=dict)
    history: list[Candidate] = field(default_factory=list)

    def add(self, kind: str, gender: str, head: int) -> int:
        """Enter a thing that is first mentioned by a description; gives its number."""
        self.types.append(kind)
        self.genders.append(gender)
        self.nouns.append(set())
        self.words.append(set())
        self.heads.append(head)
        return len(self.types) - 1

    def describe(self, thing: int, noun: str, words: set[str]) -> None:
        """Keep what a thing is called."""
        self.nouns[thing].add(noun)
        self.words[thing].update(words, (noun,))

    def recent(self, sentence: int, *, within: int = WINDOW) -> Iterator[Candidate]:
        """Give the last mentions, nearest first."""
        for candidate in self.history[: -LONGEST - 1 : -1]:
            if sentence - candidate.sentence > within:
                return
            yield candidate


def role(parse: Tree, head: int) -> float:
    """How far a mention stands out by its place in its sentence."""
    token = head
    while parse.deps[token] in ("conj", "appos") and parse.heads[token] != token:
        token = parse.heads[token]
    dep, above = parse.deps[token], parse.heads[token]
    if dep == "pobj" and parse.deps[above] == "agent":
        return ROLES["agent"]
    if dep in SUBJECTS and parse.deps[above] in ("relcl", "acl"):
        return ROLES["dobj"]
    if dep == "poss" and parse.deps[above] in SUBJECTS:
        return ROLES["dobj"]
    if dep == "pobj" and parse.deps[parse.heads[above]] in SUBJECTS and parse.lowers[above] in ("for", "of"):
        # "Lawyers for Mr Poe said that he".
        return ROLES["dative"]
    return ROLES.get(dep, OTHER)


def governor(parse: Tree, head: int) -> int:
    """Give the verb of which a mention is an argument, directly or over a preposition."""
    token = head
    for _ in range(HOPS):
        above = parse.heads[token]
        if above == token or parse.tags[above][:1] == "V" or parse.tags[above] == "MD":
            return above
        token = above
    return token


def clear_winner(scores: dict[int, float], *, margin: float) -> int | None:
    """Give the thing with the best score; None where it is below 0, or the next is within the margin."""
    ranked = sorted(scores.values(), reverse=True)
    if not ranked or ranked[0] < 0 or (len(ranked) > 1 and ranked[0] - ranked[1] < margin):
        return None
    return max(scores, key=lambda thing: scores[thing])
