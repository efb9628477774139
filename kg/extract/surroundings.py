"""Where to look for what a sentence says of two mentions: stretches and lists of tokens, for many pairs at once.

The words of both mentions, those before, between and after them, their sentence, what they hang on and what hangs on
them, and the way from one to the other over the parse. As columns of numbers, since a network reads them all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.extract.candidates import Candidate
from kg.extract.tree import Tree

Ints = npt.NDArray[np.int64]
Ends = Sequence[tuple[Candidate, Candidate]]
Lists = tuple[Ints, Ints]

STRETCHES, LISTS, GROUPS = 19, 4, 4
NEAR, WIDE = 3, 5


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Token indexes for each pair of mentions.

    `begins` and `ends` are pairs by stretches, the whole sentence last, heads first; an empty stretch ends where it
    begins. `lists` are tokens in a row, and where those of each pair begin in it (one more than pairs). `groups`
    are pairs by numbers: pairs of one number are about the same things, the same left or right one, or one sentence.
    """

    begins: Ints
    ends: Ints
    lists: tuple[Lists, ...]
    groups: Ints


def of(parse: Tree, pairs: Ends) -> Surroundings:
    """Look around pairs of mentions, which stand in the order of the text."""
    ways = [_way(parse, left.head, right.head) for left, right in pairs]
    tops = np.array([top for _, top, _ in ways], np.int64)
    begins, ends = _stretches(parse, pairs, tops)
    below = {each: _below(parse, each) for pair in pairs for each in pair}
    lists = (
        _flat([up for up, _, _ in ways]),
        _flat([down for _, _, down in ways]),
        _flat([below[left] for left, _ in pairs]),
        _flat([below[right] for _, right in pairs]),
    )
    return Surroundings(begins, ends, lists, _groups(parse, pairs))


def _way(parse: Tree, one: int, other: int) -> tuple[list[int], int, list[int]]:
    """The tokens between a head and the token above both, that token (-1 for none), and those down to the other."""
    mine, others = list(_upward(parse, one)), list(_upward(parse, other))
    top = next((token for token in mine if token in others), -1)
    if top < 0:
        return [], -1, []
    return mine[1 : mine.index(top)], top, others[1 : others.index(top)]


def _upward(parse: Tree, token: int) -> Iterator[int]:
    yield token
    while parse.heads[token] != token:
        token = parse.heads[token]
        yield token


def _below(parse: Tree, each: Candidate) -> list[int]:
    return [child for child in parse.children[each.head] if not each.start <= child < each.end]


def _stretches(parse: Tree, pairs: Ends, tops: Ints) -> tuple[Ints, Ints]:
    """Where each stretch begins and ends; none reaches out of the sentence, or into the other mention."""
    start, end, head = np.array([(one.start, one.end, one.head) for one, _ in pairs], np.int64).reshape(-1, 3).T
    begin, stop, top = np.array([(two.start, two.end, two.head) for _, two in pairs], np.int64).reshape(-1, 3).T
    sentences = np.array(parse.sentences, np.int64)
    first = np.searchsorted(sentences, sentences[head], "left")
    last = np.maximum(np.searchsorted(sentences, sentences[head], "right"), stop)
    hangs, leans = (np.array(parse.heads, np.int64)[each] for each in (head, top))
    before, after = np.maximum(start - 1, first), np.minimum(stop + 1, last)
    stretches = (
        (head, head + 1), (top, top + 1), (start, end), (begin, stop),
        (before, start), (np.maximum(start - 2, first), before),
        (end, np.minimum(end + 1, begin)), (np.maximum(begin - 1, end), begin),
        (stop, after), (after, np.minimum(stop + 2, last)),
        (end, begin), (end, np.minimum(end + NEAR, begin)), (np.maximum(begin - NEAR, end), begin),
        (np.maximum(tops, 0), tops + 1), (hangs, hangs + 1), (leans, leans + 1),
        (np.maximum(first, start - WIDE), start), (stop, np.minimum(last, stop + WIDE)), (first, last),
    )  # fmt: skip
    begins, ends = (np.stack([each[side] for each in stretches], axis=1) for side in (0, 1))
    return begins, np.maximum(begins, ends)


def _flat(rows: Sequence[Sequence[int]]) -> Lists:
    tokens = np.array([token for row in rows for token in row], np.int64)
    return tokens, np.cumsum([0, *map(len, rows)], dtype=np.int64)


def _groups(parse: Tree, pairs: Ends) -> Ints:
    numbers: dict[tuple[object, ...], int] = {}
    rows = []
    for one, other in pairs:
        sentence = parse.sentences[one.head]
        keys = (
            (sentence, one.chain, other.chain),
            (sentence, "left", one.chain),
            (sentence, "right", other.chain),
            (sentence,),
        )
        rows.append([numbers.setdefault(key, len(numbers)) for key in keys])
    return np.array(rows, np.int64).reshape(-1, GROUPS)
