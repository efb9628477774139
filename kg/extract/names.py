"""Spans of names: spaCy's entities, repaired by the tags and the tree around them.

The statistical tagger cuts names short, runs titles into them and misses those that it has not met. Its spans
are taken as evidence: a name is a stretch of entities and capitalised proper nouns, cut at titles and possessives,
joined over "of" and with the numbers that belong to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract import lexicon
from kg.extract.tree import Tree

NAMES = frozenset("PERSON ORG GPE LOC FAC NORP PRODUCT EVENT WORK_OF_ART LAW LANGUAGE".split())
VALUES = frozenset("DATE TIME PERCENT MONEY QUANTITY ORDINAL CARDINAL".split())
PROPER = frozenset(("NNP", "NNPS"))
ROMAN = frozenset("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI".split())
BRACKETS = frozenset("\"'“”‘’()[]{}«»,.;:`''``")


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens of a name, half-open; `head` is its syntactic head, `label` spaCy's, or "" where it had none."""

    start: int
    end: int
    head: int
    label: str
    titles: tuple[str, ...] = ()


def names(tree: Tree) -> list[Name]:
    """The names of a document in order; no two overlap."""
    found: list[Name] = []
    for start, end, label in _joined(tree, list(_pieces(tree))):
        name = _trimmed(tree, start, end, label)
        if name:
            found.append(name)
    return found


def _pieces(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Entities and the runs of proper nouns between them."""
    index = 0
    while index < len(tree):
        label = tree.labels[index]
        if label in NAMES:
            end = index + 1
            while end < len(tree) and tree.labels[end] == label and not tree.opens[end]:
                end += 1
            yield from _parted(tree, index, end, label)
            index = end
        elif _is_proper(tree, index):
            end = index + 1
            while end < len(tree) and _is_proper(tree, end) and tree.sentences[end] == tree.sentences[index]:
                end += 1
            yield index, end, ""
            index = end
        else:
            index += 1


def _is_proper(tree: Tree, index: int) -> bool:
    return tree.tags[index] in PROPER and not tree.labels[index] and any(map(str.isalnum, tree.words[index]))


def _parted(tree: Tree, start: int, end: int, label: str) -> Iterator[tuple[int, int, str]]:
    """Cut an entity at a possessive ("Elon Musk's SpaceX") and at a title ("Roscosmos Director Rogozin")."""
    first = start
    for index in range(start, end):
        if tree.tags[index] == "POS" and index + 1 < end and tree.labels[index] not in ("WORK_OF_ART", "FAC"):
            yield first, index, label
            first = index + 1
    yield first, end, label


def _joined(tree: Tree, pieces: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Join neighbouring pieces of one name."""
    last: tuple[int, int, str] | None = None
    for piece in pieces:
        if last and tree.sentences[last[0]] == tree.sentences[piece[0]]:
            label = _label_of_both(tree, last, piece)
            if label is not None:
                last = last[0], piece[1], label
                continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _label_of_both(tree: Tree, left: tuple[int, int, str], right: tuple[int, int, str]) -> str | None:
    """The label of two pieces as one name; None where they are two names."""
    gap = right[0] - left[1]
    if gap == 0:
        return _label_of_neighbours(tree, left, right)
    if gap in (1, 2) and tree.lowers[left[1]] == "of" and tree.heads[left[1]] in range(*left[:2]):
        is_noun = tree.lowers[left[1] - 1] in lexicon.words().classes
        article = gap == 1 or tree.lowers[left[1] + 1] == "the"
        if is_noun and article and tree.words[left[1] - 1][0].isupper() and tree.lowers[left[1] - 1] not in lexicon.words().titles:
            return left[2] if left[2] not in ("", "PERSON") else "ORG"
    return None


def _label_of_neighbours(tree: Tree, left: tuple[int, int, str], right: tuple[int, int, str]) -> str | None:
    titles = lexicon.words().titles
    if right[2] == "PERSON" and not left[2]:
        return None if tree.lowers[left[1] - 1] in titles else "PERSON"
    if not right[2] and left[2] and tree.lowers[right[0]] not in titles:
        kind = lexicon.words().classes.get(tree.lowers[right[1] - 1])
        if kind and kind != "Person":
            return left[2] if left[2] not in ("PERSON", "GPE", "NORP") else ""
    if not left[2] and right[2] in ("ORG", "FAC", "LOC", "EVENT", "PRODUCT", "LAW") and tree.lowers[left[1] - 1] not in titles:
        return right[2] if tree.heads[left[1] - 1] in range(*right[:2]) and tree.lowers[right[1] - 1] in lexicon.words().classes else None
    return None


def _trimmed(tree: Tree, start: int, end: int, label: str) -> Name | None:
    """Drop articles, brackets, possessives and titles at the ends; take in a number that follows."""
    while start < end and (tree.tags[start] in ("DT", "POS", "PRP$", "CC", "IN") or _is_mark(tree, start)):
        start += 1
    while start < end and (tree.tags[end - 1] in ("POS", "CC", "IN", "DT") or _is_mark(tree, end - 1)):
        end -= 1
    titles: list[str] = []
    first = start
    for index in range(start, end):
        if tree.lowers[index].rstrip(".") in lexicon.words().titles and label in ("", "PERSON", "ORG"):
            if index + 1 < end and (label == "PERSON" or not label):
                titles.append(tree.lowers[index].rstrip("."))
                first = index + 1
    start = first
    while start < end and _is_mark(tree, start):
        start += 1
    if start >= end or not any(tree.words[index][0].isupper() or tree.tags[index] in PROPER for index in range(start, end)):
        return None
    end = _with_number(tree, start, end, label)
    if label == "" and end - start == 1 and tree.lowers[start].rstrip(".") in lexicon.words().titles:
        return None
    return Name(start, end, _head(tree, start, end), label, (*titles, *_titles_before(tree, start)))


def _is_mark(tree: Tree, index: int) -> bool:
    return tree.words[index] in BRACKETS or tree.words[index].isspace()


def _with_number(tree: Tree, start: int, end: int, label: str) -> int:
    if end < len(tree) and label not in ("PERSON", "GPE", "NORP") and tree.tags[end] == "CD":
        if tree.labels[end] in ("", "CARDINAL") and tree.heads[end] in range(start, end) and tree.words[end][0].isdigit():
            return end + 1
    return end


def _head(tree: Tree, start: int, end: int) -> int:
    """The token that hangs on something outside; the last one where several do."""
    return max((i for i in range(start, end) if not start <= tree.heads[i] < end or tree.heads[i] == i), default=end - 1)


def _titles_before(tree: Tree, start: int) -> tuple[str, ...]:
    """Titles right before a name, nearest last."""
    found: list[str] = []
    index = start - 1
    while index >= 0 and len(found) < 4 and (tree.lowers[index].rstrip(".") in lexicon.words().titles or tree.words[index] == "-"):
        found.insert(0, tree.lowers[index].rstrip("."))
        index -= 1
    return tuple(title for title in found if title != "-")
