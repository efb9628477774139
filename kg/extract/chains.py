"""Names of one thing in one document: exact names, acronyms, surnames, aliases in brackets, countries.

The precise sieves of Raghunathan et al. 2010 ("A multi-pass sieve for coreference resolution"), with acronyms
after Schwartz & Hearst 2003. Each sieve looks names up in a table, so that a long document costs no more per name.
"""

from collections import Counter
from dataclasses import dataclass

from kg.extract import classes, lexicon
from kg.extract.names import Name
from kg.extract.tree import Tree


@dataclass(frozen=True, slots=True)
class Chain:
    """A thing that a document names: its fullest name, class, and the surface names."""

    name: str
    type: str
    surfaces: tuple[str, ...]


def chains(tree: Tree, names: list[Name]) -> list[tuple[Chain, str]]:
    """For each name its chain, and how the name was found to be in it."""
    texts = [text_of(tree, name) for name in names]
    parent = list(range(len(names)))
    votes = [classes.votes(tree, name) for name in names]
    first: dict[str, int] = {}
    for index, text in enumerate(texts):
        key = _key(text)
        _join(parent, first.setdefault(key, index), index)
    why = ["name"] * len(names)
    _acronyms(texts, parent, first, why)
    _brackets(tree, names, texts, parent, why)
    _surnames(tree, names, texts, parent, votes, why)
    return _built(texts, parent, votes, why)


def text_of(tree: Tree, name: Name) -> str:
    """A name's words, spaced as English spaces them."""
    return phrase(tree, range(name.start, name.end))


def phrase(tree: Tree, tokens: range | list[int]) -> str:
    """Words joined by single spaces, none before a possessive, a hyphen or a full stop, nor after a hyphen."""
    words: list[str] = []
    for index in tokens:
        word = tree.words[index]
        if not word.strip():
            continue
        if words and (tree.tags[index] in ("POS", "HYPH") or word in (".", ",", "-") or words[-1].endswith("-")):
            words[-1] += word
        else:
            words.append(word)
    return " ".join(words)


def _key(text: str) -> str:
    lower = text.lower().replace("’", "'")
    country = lexicon.places().countries.get(lower)
    return country.lower() if country else lower


def _find(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _join(parent: list[int], one: int, other: int) -> None:
    one, other = _find(parent, one), _find(parent, other)
    parent[max(one, other)] = min(one, other)


def _acronyms(texts: list[str], parent: list[int], first: dict[str, int], why: list[str]) -> None:
    short: dict[str, int] = {}
    for text, index in [(texts[index], index) for index in first.values()]:
        bare = text.replace(".", "")
        if " " not in bare and 2 <= len(bare) <= 6 and bare.isupper():
            short[bare] = index
    for text, index in [(texts[index], index) for index in first.values()]:
        for letters in _initials(text):
            if letters in short and short[letters] != index:
                _join(parent, index, short[letters])
    roots = {_find(parent, index) for index in short.values()}
    for index, text in enumerate(texts):
        if text.replace(".", "") in short and _find(parent, index) in roots and texts[_find(parent, index)] != text:
            why[index] = "acronym"


def _initials(text: str) -> set[str]:
    parts = text.replace("-", " ").split()
    if len(parts) < 2:
        return set()
    return {"".join(part[0] for part in parts if part[0].isupper()), "".join(part[0].upper() for part in parts)}


def _brackets(tree: Tree, names: list[Name], texts: list[str], parent: list[int], why: list[str]) -> None:
    """`Zhang Kejian (張克儉)`: a name alone in brackets right after a name is another name of the same."""
    for index in range(1, len(names)):
        left, right = names[index - 1], names[index]
        if right.start - left.end != 1 or tree.words[left.end] not in "([" or right.end >= len(tree):
            continue
        if tree.words[right.end] in ")]":
            foreign = not texts[index].isascii() and texts[index - 1].isascii()
            if foreign or texts[index].replace(".", "").isupper():
                _join(parent, index - 1, index)
                why[index] = "alias" if foreign else "acronym"


def _surnames(
    tree: Tree, names: list[Name], texts: list[str], parent: list[int], votes: list[Counter[str]], why: list[str]
) -> None:
    by_part: dict[str, set[int]] = {}
    for index, name in enumerate(names):
        total = votes[index]
        if name.end - name.start > 1 and total and total.most_common(1)[0][0] == "Person":
            for token in (name.start, name.end - 1):
                by_part.setdefault(tree.lowers[token], set()).add(_find(parent, index))
    for index, name in enumerate(names):
        if name.end - name.start == 1 and tree.lowers[name.start] in by_part:
            if votes[index]["Place"] >= 20:
                continue
            full = {_find(parent, other) for other in by_part[tree.lowers[name.start]]}
            if len(full) == 1:
                _join(parent, full.pop(), index)
                votes[index] = Counter()
                why[index] = "surname"


def _built(texts: list[str], parent: list[int], votes: list[Counter[str]], why: list[str]) -> list[tuple[Chain, str]]:
    members: dict[int, list[int]] = {}
    for index in range(len(texts)):
        members.setdefault(_find(parent, index), []).append(index)
    made: dict[int, Chain] = {}
    for root, indexes in members.items():
        total: Counter[str] = Counter()
        for index in indexes:
            total += votes[index]
        kind = min(total, key=lambda name: (-total[name], name)) if total else "Thing"
        surfaces = tuple(dict.fromkeys(texts[index] for index in indexes))
        made[root] = Chain(_fullest(surfaces), kind, surfaces)
    return [(made[_find(parent, index)], why[index]) for index in range(len(texts))]


def _fullest(surfaces: tuple[str, ...]) -> str:
    countries = lexicon.places().countries
    for surface in surfaces:
        if surface.lower() in countries:
            return countries[surface.lower()]
    return max(surfaces, key=lambda text: (text.isascii(), not text.replace(".", "").isupper(), len(text.split()), len(text)))
