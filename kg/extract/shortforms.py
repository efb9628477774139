"""Short names for long ones: "Boeing" for "Boeing Company", "the Bank" for "Bank of England", "the Oru".

A short name is joined only where one thing of its document can be meant, and nothing says that it is another: a
famous name, a country and initials stand for themselves, a person is called by another rule, and what lies in or
comes from a name is a place.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.extract import classes, evidence, lexicon, tree
from kg.extract.links import Links, best, key
from kg.extract.names import Name
from kg.extract.tree import Tree

LANDFORMS = frozenset(("river", "island", "islands", "mountain", "mountains", "valley", "desert", "strait", "canal"))
FIRMS = frozenset(("bank", "fund", "trust", "insurance", "partners", "capital", "investments", "bakeries"))


def short_forms(parse: Tree, found: list[Name], links: Links, firsts: list[int]) -> None:
    """`Boeing` for `Boeing Company`, `the Bank` for `Bank of England`, `Artemis` for `Artemis program`."""
    totals = links.totals()
    longer: dict[str, set[int]] = {}
    begun: dict[str, set[int]] = {}
    for index in firsts:
        kind = best(totals[links.find(index)])
        for short in _shortened(parse, found[index], kind):
            longer.setdefault(short, set()).add(index)
        for short in _beginnings(parse, found[index], kind):
            begun.setdefault(short, set()).add(index)
    # The longest first: "Quorra Technologies" is "Quorra Technologies Inc." before "Quorra" is either.
    for index in sorted(firsts, key=lambda index: (-len(links.texts[index]), index)):
        text = key(links.texts[index])
        sure, kind = longer.get(text, set()), best(totals[links.find(index)])
        loose = {other for other in begun.get(text, ()) if other < index} if _is_plain(links, index) else set()
        roots = _roots(links, sure or loose, index)
        if links.texts[index].lower() in lexicon.words().known and links.texts[index][-1].isalpha():
            roots = {root for root in roots if best(totals[root]) == kind}
        if kind == "Person" and _is_part_of_name(parse, found, links, index, roots):
            kind = "Thing"
        if kind == "Place" and (
            _is_landform(parse, found, links, index, roots) or _is_firm(parse, found, links, index, roots)
        ):
            kind = "Thing"
        if len(roots) == 1 and kind not in ("Person", "Place") and not is_place(parse, links, index, found[index]):
            links.join(roots.pop(), index)
            links.why[index] = "alias"


def _roots(links: Links, longer: Iterable[int], index: int) -> set[int]:
    return {links.find(other) for other in longer} - {links.find(index)}


def _is_plain(links: Links, index: int) -> bool:
    """Whether a name stands for itself in no other text: no initials, no country, no famous name."""
    text = links.texts[index]
    alone = text.lower() in lexicon.words().known or text.lower() in lexicon.places().countries
    return not (alone or text.isupper() or text in lexicon.places().capitals)


def _is_landform(parse: Tree, found: list[Name], links: Links, index: int, roots: set[int]) -> bool:
    """Whether what looks like a place is short for a river, an island or a mountain: "the Oru", "Skerra"."""
    names = [found[root] for root in roots]
    ends = [parse.lowers[name.end - 1] for name in names]
    rivers = all(end in LANDFORMS for end in ends)
    return bool(ends) and rivers and _is_plain(links, index)


def _is_firm(parse: Tree, found: list[Name], links: Links, index: int, roots: set[int]) -> bool:
    """Whether only the tagger takes for a place what begins a firm's name: "First Delta" Bank, "Blue Ridge" Fund."""
    firms = FIRMS | lexicon.words().company
    ends = {parse.lowers[found[root].end - 1].rstrip(".") for root in roots if root < index}
    told = any(
        votes["Place"] - links.told[at]["Place"] > evidence.weights()["label"] * (links.labels[at] == "Place")
        for at, votes in enumerate(links.votes)
        if links.texts[at] == links.texts[index]
    )
    return bool(ends) and ends <= firms and not told and _is_plain(links, index) and " " in links.texts[index]


def _beginnings(parse: Tree, name: Name, kind: str) -> Iterator[str]:
    """Give the first words of an organisation's name, by which a text may call it once it has named it in full."""
    if kind not in ("Organization", "Product") or parse.lowers[name.end - 1] in lexicon.words().branches:
        return
    generic = _generic()
    span = range(name.start, name.end)
    last = next((i for i in span if not (parse.words[i][0].isupper() or parse.tags[i] == "POS")), name.end)
    for end in range(name.start + 1, min(last + 1, name.end)):
        words = parse.lowers[name.start : end]
        if not generic.issuperset(words) and parse.words[name.start] not in lexicon.places().demonyms:
            yield key(tree.phrase(parse, range(name.start, end)))


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    """Give the words that name nobody alone."""
    return frozenset(lexicon.words().classes.keys() | lexicon.words().titles | lexicon.words().light)


def _is_part_of_name(parse: Tree, found: list[Name], links: Links, index: int, roots: set[int]) -> bool:
    """Whether what looks like a person is a part of another name: "Johns Hopkins" University, Storm "Harvey"."""
    name = found[index]
    is_person = bool(name.titles) or (name.end - name.start > 1 and parse.lowers[name.start] in lexicon.words().given)
    return not is_person and all(best(links.votes[root]) in ("Organization", "Event") for root in roots)


def _shortened(parse: Tree, name: Name, kind: str) -> Iterator[str]:
    """Give the shorter names that a name may have in the same text."""
    words, span = lexicon.words(), list(range(name.start, name.end))
    if len(span) < 2 or kind == "Person":
        return
    last = parse.lowers[span[-1]].rstrip(".")
    of_class = kind == "Organization" and words.classes.get(last) == "Organization"
    storm = kind == "Event" and words.classes.get(parse.lowers[span[-2]]) == "Event"
    if last in words.clubs or storm:
        yield last
    first = parse.lowers[span[0]]
    if last in words.company and not (first in words.classes or first in words.titles or first in words.given):
        yield key(parse.words[span[0]])
    landform = kind == "Place" and last in LANDFORMS
    if last in words.company or of_class or landform or not parse.words[span[-1]][0].isupper():
        yield key(tree.phrase(parse, span[:-1]))
    if len(span) > 2:
        yield key(tree.phrase(parse, span[1:]))
        yield key(tree.phrase(parse, span[-2:]))
    over = next((i for i in span[1:] if parse.lowers[i] == "of"), None)
    noun = span[-1] if over is None else over - 1
    kinds = ("Organization", "Work", "Event", "Programme", "Place")
    if parse.words[noun][0].isupper() and classes.of_noun(parse, noun) in kinds:
        yield key(parse.words[noun])
    over = next((i for i in span[1:] if parse.lowers[i] in ("of", "for", "in", "on", "to")), None)
    if over is not None and over - name.start > 1 and kind != "Work":
        yield key(tree.phrase(parse, range(name.start, over)))


def is_place(parse: Tree, links: Links, index: int, name: Name) -> bool:
    """Whether a short name is a place here: a country, a capital, one called so, or where something happens."""
    text = links.texts[index]
    if text.lower() in lexicon.places().countries or text in lexicon.places().capitals:
        return not name.titles
    if links.votes[index]["Place"] - links.told[index]["Place"] >= evidence.weights()["beside"]:
        return True
    preposition = parse.heads[name.head]
    within = parse.deps[name.head] == "pobj" and parse.lowers[preposition] in ("in", "at", "near", "from", "to")
    return within and (name.label in ("GPE", "LOC") or classes.is_settled(parse, name.head))
