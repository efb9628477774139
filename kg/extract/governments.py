"""Where a place stands for its government or people: demonyms, and capitals that act ("Moscow seeks").

"Moscow" is Russia where it says, wants or signs, and a city where things are in it.
"""

from collections.abc import Iterator

from kg.extract import lexicon, tree
from kg.extract.names import Name
from kg.extract.tree import SUBJECTS, Tree

MODIFIERS = frozenset(("amod", "compound", "nmod", "npadvmod", "poss"))
HEADS = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "dative", "attr"))
MEN = ("shman", "chman", "tsman", "woman")
SPOKEN = frozenset(("speak", "learn", "teach", "study", "write", "translate", "understand"))
WITH = frozenset(["with", "between", "against", "toward", "towards"])
FROM = frozenset(
    (
        "approval",
        "criticism",
        "condemnation",
        "demand",
        "denial",
        "pressure",
        "reaction",
        "reply",
        "response",
        "support",
    )
)


def capitals(parse: Tree, found: list[Name]) -> dict[int, str]:
    """Names (by number) of capitals that stand for their government, with the country."""
    known = lexicon.places().capitals
    acting: dict[int, str] = {}
    by_head = {name.head: number for number, name in enumerate(found)}
    for number, name in enumerate(found):
        text = tree.phrase(parse, range(name.start, name.end))
        if (
            text in known
            and text.lower() not in lexicon.places().countries
            and name.label != "PERSON"
            and not _is_spot(parse, name)
            and _acts(parse, name.head, by_head, found)
        ):
            acting[number] = known[text]
    return acting


def demonyms(parse: Tree, found: list[Name]) -> Iterator[tuple[int, int, str]]:
    """Adjectives of nationality that are no part of a longer name: start, end, and the place."""
    known = lexicon.places().demonyms
    longer = (name for name in found if tree.phrase(parse, range(name.start, name.end)) not in known)
    inside = {token for name in longer for token in range(name.start, name.end)}
    for index, word in enumerate(parse.words):
        if not word[:1].isupper() or index in inside:
            continue
        pair = f"{parse.words[index - 1]} {word}" if index else ""
        if pair in known:
            yield index - 1, index + 1, known[pair]
        elif word in known and f"{word} {parse.words[index + 1] if index + 1 < len(parse) else ''}" not in known:
            yield index, index + 1, known[word]


def sense(parse: Tree, start: int, end: int) -> str:
    """Tell what a demonym means: the Place, its people (Group), one of them (Person), or its language (Concept)."""
    token, places = end - 1, lexicon.places()
    word, dep, above = tree.phrase(parse, range(start, end)), parse.deps[token], parse.heads[token]
    is_inhabitant = word in places.inhabitants or word.endswith(MEN)
    if word.endswith("men") and word in places.demonyms:
        return "Group"
    if not is_inhabitant and (dep in MODIFIERS or dep == "acomp" or above == token):
        return "Place"
    before = parse.lowers[start - 1] if start else ""
    if is_inhabitant or before in ("a", "an"):
        return "Person"
    if before == "the" and dep in HEADS:
        return "Group"
    verb = parse.lemmas[parse.heads[above]] if dep in ("conj", "pobj") else parse.lemmas[above]
    if parse.lowers[above] in ("in", "into") or verb in SPOKEN or parse.lemmas[above] in SPOKEN:
        return "Concept"
    return "Place"


def _is_spot(parse: Tree, name: Name) -> bool:
    """`Moscow, Russia`: a place with the place that it lies in."""
    after = name.end + 1
    return (
        after < len(parse)
        and parse.words[name.end] == ","
        and parse.labels[after] == "GPE"
        and parse.deps[after] != "conj"
    )


def _acts(parse: Tree, head: int, by_head: dict[int, int], found: list[Name]) -> bool:
    """Whether a place acts, is dealt with, or has what governments have."""
    group = tree.conjuncts(parse, _first(parse, head))
    dep, above = parse.deps[group[0]], parse.heads[group[0]]
    governs, governed = lexicon.pronouns().governs, lexicon.pronouns().governed
    verb = parse.lemmas[above]
    if dep in SUBJECTS:
        return (
            verb in governs
            or _acts_further(parse, above)
            or (len(group) > 1 and _all_states(parse, group, by_head, found))
        )
    if dep == "poss":
        return verb in governed
    if dep in ("dobj", "dative"):
        return verb in lexicon.pronouns().says
    if dep != "pobj":
        return False
    noun = parse.heads[above]
    if parse.deps[above] == "agent":
        return parse.lemmas[noun] in governs
    with_it = parse.lowers[above] in WITH and parse.lemmas[noun] in governs | governed
    return with_it or (parse.lowers[above] in ("from", "by") and parse.lemmas[noun] in FROM)


def _acts_further(parse: Tree, verb: int) -> bool:
    """Whether a verb only carries one of government: "has begun to threaten", "was ready to sign"."""
    below = (child for child in parse.children[verb] if parse.deps[child] == "xcomp")
    return any(parse.lemmas[child] in lexicon.pronouns().governs for child in below)


def _first(parse: Tree, head: int) -> int:
    """Give the first of the things that a token is coordinated with."""
    while parse.deps[head] == "conj" and parse.heads[head] != head:
        head = parse.heads[head]
    return head


def _all_states(parse: Tree, group: list[int], by_head: dict[int, int], found: list[Name]) -> bool:
    """Whether all that act together are capitals or countries."""
    places = lexicon.places()
    for head in group:
        name = found[by_head[head]] if head in by_head else None
        text = tree.phrase(parse, range(name.start, name.end)) if name else ""
        if text not in places.capitals and text.lower() not in places.countries:
            return False
    return True
