"""Nouns that stand beside a name and mean the same thing.

"The Russian space agency Roscosmos"; "Tim Cook, the chief executive"; "the victim, named as Jordan Thompson";
"the town of Badme". A noun in the plural stands beside several names.
"""

from collections.abc import Iterator, Mapping

from kg.extract import classes, lexicon, tree
from kg.extract.tree import JUXTAPOSED, NOUNS, QUOTES, Tree

REACH = 8
MATCHING = ({"Place", "Organization", "Group"}, {"Event", "Programme", "Product"})


def appositions(parse: Tree, named: Mapping[int, int], nominal: set[int]) -> Iterator[tuple[int, int]]:
    """Give nominal heads with the head of the name that they describe; `named` maps heads of names to first tokens."""
    for head in sorted(nominal):
        name = _beside(parse, head, named)
        if name is not None and (parse.tags[head] != "NNS" or len(tree.conjuncts(parse, name)) > 1):
            yield head, name


def suits(parse: Tree, head: int, kind: str) -> bool:
    """Whether a noun can describe a name of a class: it is of that class, or either is not known."""
    noun = classes.of_noun(parse, head)
    if noun is None or kind in (noun, "Thing") or parse.lemmas[head] in lexicon.words().either:
        return True
    return any({noun, kind} <= group for group in MATCHING)


def _beside(parse: Tree, head: int, named: Mapping[int, int]) -> int | None:
    """Give the name in apposition to a noun, or run into it."""
    for child in parse.children[head]:
        if parse.deps[child] == "appos" and child in named and child > head:
            return child
    above = parse.heads[head]
    if parse.deps[head] == "appos" and above in named and above < head:
        return above
    called = _called(parse, head, named)
    if called is not None:
        return called
    follows = _following(parse, head, named)
    if follows is None:
        return None
    dangling = parse.deps[follows] in JUXTAPOSED - {"compound"} and parse.tags[head] in NOUNS
    return follows if dangling or classes.runs_into(parse, head, follows) else None


def _called(parse: Tree, head: int, named: Mapping[int, int]) -> int | None:
    """Give the name in "a town called Badme", "the suspect, identified as Ali Reza", "the town of Badme"."""
    words = lexicon.words()
    for child in parse.children[head]:
        if child == head + 1 and parse.lowers[child] == "of" and parse.lemmas[head] in words.bearing:
            return next((name for name in parse.children[child] if name in named), None)
        if parse.deps[child] == "acl" and parse.lemmas[child] in words.naming and parse.tags[child] == "VBN":
            below = [
                *parse.children[child],
                *(
                    name
                    for word in parse.children[child]
                    if parse.lowers[word] == "as"
                    for name in parse.children[word]
                ),
            ]
            return next(
                (name for name in below if name in named and parse.deps[name] in ("oprd", "dobj", "pobj")), None
            )
    return None


def _following(parse: Tree, head: int, named: Mapping[int, int]) -> int | None:
    """Give the name that begins right after a noun, or after a quotation mark after it."""
    start = head + 2 if parse.words[head + 1 : head + 2] and parse.words[head + 1] in QUOTES else head + 1
    return next((index for index in range(start, min(start + REACH, len(parse))) if named.get(index) == start), None)
