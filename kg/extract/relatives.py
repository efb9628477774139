"""What "who", "which", "that" and "whose" refer to: the noun that their clause modifies."""

from kg.extract import tree
from kg.extract.tree import NOUNS, PROPER, Tree

HOPS = 8
PLURAL = frozenset(("VBP",))
PERSONS = frozenset(("Person", "Group", "Organization", "Thing"))


def is_relative(parse: Tree, index: int) -> bool:
    """Whether a token is a relative pronoun in a clause that hangs on a noun."""
    return parse.tags[index] in ("WDT", "WP", "WP$") and clause(parse, index) is not None


def clause(parse: Tree, index: int) -> int | None:
    """Give the verb of the relative clause that a pronoun opens."""
    token = index
    for _ in range(HOPS):
        if parse.deps[token] == "relcl":
            return token if parse.heads[token] < index else None
        if parse.heads[token] == token or (
            parse.deps[token] in ("ccomp", "advcl", "pcomp", "csubj") and parse.tags[index] == "WP"
        ):
            return None
        token = parse.heads[token]
    return None


def antecedents(parse: Tree, index: int, types: dict[int, str]) -> tuple[int, ...]:
    """Give the heads of what a relative pronoun refers to: several where its verb is plural and its noun coordinated.

    `types` maps the heads of mentions to their classes.
    """
    verb = clause(parse, index)
    if verb is None:
        return ()
    noun = parse.heads[verb]
    lower = parse.lowers[index]
    if lower in ("who", "whom", "whose") and types.get(noun, "Thing") not in PERSONS and lower != "whose":
        return tuple(_nearest(parse, index, noun, types))
    if lower == "which" and types.get(noun) == "Person":
        return ()
    group = tree.conjuncts(parse, _first(parse, noun))
    group = [member for member in group if member < index]
    if len(group) > 1 and _is_plural(parse, index, verb) and parse.tags[noun] not in ("NNS", "NNPS"):
        return tuple(group) if all(member in types for member in group) else ()
    return (noun,)


def _nearest(parse: Tree, index: int, noun: int, types: dict[int, str]) -> list[int]:
    """Give the person whose name ends right before "who", where the parser took another noun."""
    before = [
        i for i in range(max(noun - HOPS, 0), index) if types.get(i) == "Person" and parse.tags[i] in (*NOUNS, *PROPER)
    ]
    return before[-1:] if before and parse.sentences[before[-1]] == parse.sentences[index] else []


def _first(parse: Tree, head: int) -> int:
    while parse.deps[head] == "conj" and parse.heads[head] != head:
        head = parse.heads[head]
    return head


def _is_plural(parse: Tree, index: int, verb: int) -> bool:
    """Whether the verb whose subject the pronoun is has a plural form."""
    if parse.deps[index] not in ("nsubj", "nsubjpass"):
        return False
    above = parse.heads[index]
    finite = [above, *(child for child in parse.children[above] if parse.deps[child] in ("aux", "auxpass"))]
    return any(
        parse.tags[token] == "VBP" or parse.lowers[token] in ("were", "are", "have")
        for token in finite
        if token >= verb - HOPS
    )
