"""Names of a document joined into sets, and what their votes add up to."""

from collections import Counter
from dataclasses import dataclass

from kg.extract import evidence, lexicon
from kg.extract.names import Name
from kg.extract.pieces import ROYAL
from kg.extract.tree import Tree


@dataclass(slots=True)
class Links:
    """Names joined into sets, with their texts and votes; `why` tells how a name came into its set.

    `votes` are of each name at its place, `told` and `labels` the parts of them that no repetition makes surer: what
    a name says of itself, and spaCy's class for it.
    """

    parent: list[int]
    why: list[str]
    texts: list[str]
    votes: list[Counter[str]]
    told: list[Counter[str]]
    labels: list[str]

    def find(self, index: int) -> int:
        """Give the first name of a name's set."""
        while self.parent[index] != index:
            self.parent[index] = self.parent[self.parent[index]]
            index = self.parent[index]
        return index

    def join(self, one: int, other: int) -> None:
        """Make two sets one."""
        one, other = self.find(one), self.find(other)
        self.parent[max(one, other)] = min(one, other)

    def silence(self, index: int) -> None:
        """Let a name that came into a set say nothing of its class."""
        self.votes[index], self.told[index], self.labels[index] = Counter(), Counter(), ""

    def totals(self) -> dict[int, Counter[str]]:
        """Give the votes of each set, by its first name; each spelling speaks once, and so do all labels together."""
        total: dict[int, Counter[str]] = {}
        labels: dict[int, Counter[str]] = {}
        spoken: set[tuple[int, str]] = set()
        for index, votes in enumerate(self.votes):
            root = self.find(index)
            mine = total.setdefault(root, Counter())
            mine.update(votes)
            if (root, self.texts[index]) in spoken:
                mine.subtract(self.told[index])
            spoken.add((root, self.texts[index]))
            if self.labels[index]:
                mine[self.labels[index]] -= evidence.weights()["label"]
                labels.setdefault(root, Counter())[self.labels[index]] += 1
        for root, count in labels.items():
            for kind, most in count.items():
                share = most / count.total() * min(1.5, 0.5 + most / 2)
                total[root][kind] += round(evidence.weights()["label"] * share)
        return total


def key(text: str) -> str:
    """Names that differ in case, apostrophes or points only are one; so are a country's names."""
    lower = text.lower().replace("’", "'").removesuffix("'s")
    country = lexicon.places().countries.get(lower)
    first, _, rest = lower.partition(" ")
    if first in ROYAL - {"saint", "st", "st."} and rest and " " not in rest:
        return rest
    return country.lower() if country else lower.replace(".", "").replace("-", " ")


def best(votes: Counter[str]) -> str:
    """Give the class with most votes; `Thing` where none has any."""
    found = min(votes, key=lambda name: (-votes[name], name), default="Thing")
    return found if votes[found] > 0 else "Thing"


def gender(parse: Tree, name: Name) -> str:
    """Tell what a person's titles or given name say; "" where they are silent."""
    told = lexicon.words().gender
    for title in reversed(name.titles):
        if title in told:
            return told[title]
    return told.get(parse.lowers[name.start], "") if name.end - name.start > 1 else ""
