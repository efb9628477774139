"""What can be seen of two mentions in a sentence: the strings that the learned extractor weighs.

Words between and around them, the path between them in the parse, their kinds, and what the rules say of the pair;
words that are part of another mention are replaced by its kind, so that a name is never learned by heart. Features
of the path and of the words between: Zhou et al., "Exploring various knowledge in relation extraction", ACL 2005.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.candidates import Candidate
from kg.extract.tree import Tree

Rules = Mapping[tuple[int, int], Sequence[str]]

GROUPS: Mapping[str, str] = {
    "Person": "P", "he": "P", "she": "P", "i": "P", "who": "P", "you": "P", "we": "W", "they": "W",
    "Organization": "O", "it": "O", "which": "O", "Place": "L", "where": "L", "date": "D", "demonym": "N",
}  # fmt: skip
"""Kinds of candidates that behave alike; any other kind is a group of its own."""

_BESIDE = frozenset(("appos", "amod", "compound", "relcl", "acl", "poss", "nmod"))
_LONG, _FAR, _DEEP = 6, 12, 7


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its mentions folded into one word each; `at` says where in `words` each candidate stands."""

    parse: Tree
    candidates: Sequence[Candidate]
    words: list[str]
    at: list[int]
    folded: Mapping[int, str]
    ancestors: list[list[int]]
    own: list[list[str]]
    bag: list[str]


def of(
    parse: Tree, candidates: Sequence[Candidate], rules: Rules, kinds: frozenset[tuple[str, str]] | None
) -> Iterator[tuple[int, int, list[str]]]:
    """Give each pair of candidates, by number and in the order of the text, with its features.

    Pairs whose kinds are not among `kinds`, if any are given, or that are mentions of one thing, are left out.
    """
    sentence = None
    bags: dict[str, list[str]] = {}
    chains = [each.chain for each in candidates]
    for right in range(1, len(candidates)):
        for left in range(right):
            one, other = candidates[left], candidates[right]
            if one.chain != other.chain and (kinds is None or (one.kind, other.kind) in kinds):
                sentence = sentence or _read(parse, candidates)
                group = f"{GROUPS.get(one.kind, one.kind)}{GROUPS.get(other.kind, other.kind)}"
                found = list(_between(sentence, left, right, group))
                found += bags.get(group) or bags.setdefault(group, [f"{group}w={word}" for word in sentence.bag])
                found += _path(sentence, left, right, group)
                found += _ends(sentence, left, right, group)
                found += _said(chains, left, right, rules) if rules else ()
                yield left, right, found


def _read(parse: Tree, candidates: Sequence[Candidate]) -> Sentence:
    number, start, end = parse.sentences[candidates[0].head], candidates[0].start, candidates[-1].end
    while start and parse.sentences[start - 1] == number:
        start -= 1
    while end < len(parse) and parse.sentences[end] == number:
        end += 1
    folded = {i: f"{{{each.kind}}}" for each in candidates for i in range(each.start, each.end)}
    inner = {i for each in candidates for i in range(each.start + 1, each.end)}
    kept = [i for i in range(start, end) if i not in inner]
    words = [folded.get(i) or parse.lemmas[i] for i in kept]
    at = [kept.index(each.start) for each in candidates]
    bag = sorted({word for word in words if word.isalpha()})
    upward = [ancestors(parse, each.head) for each in candidates]
    own = [_own(parse, each, words, place) for each, place in zip(candidates, at, strict=True)]
    return Sentence(parse, candidates, words, at, folded, upward, own, bag)


def ancestors(parse: Tree, index: int) -> list[int]:
    """Give a token, the one that it hangs on, and so on up to the root."""
    found = [index]
    while parse.heads[index] != index:
        index = parse.heads[index]
        found.append(index)
    return found


def _own(parse: Tree, each: Candidate, words: list[str], place: int) -> list[str]:
    """What can be seen of one mention alone: itself, the words around it, and what hangs on it."""
    head = parse.heads[each.head]
    before = words[max(place - 2, 0) : place] or ["<"]
    after = words[place + 1 : place + 3] or [">"]
    beside = [child for child in parse.children[each.head] if parse.deps[child] in _BESIDE]
    return [
        f"p1={before[-1]}",
        f"n1={after[0]}",
        f"p2={' '.join(before)}",
        f"n2={' '.join(after)}",
        f"h={parse.deps[each.head]} {parse.lemmas[head] if head != each.head else ''}",
        f"last={parse.lowers[each.end - 1]}",
        f"first={parse.lowers[each.start]}",
        f"is={each.kind} {parse.labels[each.head]} {min(each.end - each.start, 4)}",
        *(f"k={parse.deps[child]} {parse.lemmas[child]}" for child in beside if not each.start <= child < each.end),
    ]


def _between(sentence: Sentence, left: int, right: int, group: str) -> Iterator[str]:
    """The words between, alone, in pairs, and all in a row, and those just outside."""
    words, start, end = sentence.words, sentence.at[left], sentence.at[right]
    inside = words[start + 1 : end]
    yield f"{group}d{min(len(inside), _FAR)}"
    yield f"m{min(sum(word[0] == '{' for word in inside), 4)}"
    if len(inside) <= _LONG:
        yield f"{group}b={' '.join(inside)}"
    if len(inside) > _FAR:
        inside = inside[:_LONG] + inside[-_LONG:]
    for word in dict.fromkeys(inside):
        yield f"i={word}"
        yield f"{group}i={word}"
    for one, other in zip(["<", *inside], [*inside, ">"], strict=True):
        yield f"{group}ii={one} {other}"
    if len(inside) > 1:
        yield f"{group}last={inside[-2]} {inside[-1]}"
        yield f"{group}first={inside[0]} {inside[1]}"
    for word in words[max(start - 4, 0) : start]:
        yield f"{group}l={word}"
    for word in words[end + 1 : end + 5]:
        yield f"{group}r={word}"


def _path(sentence: Sentence, left: int, right: int, group: str) -> Iterator[str]:
    """The way from one head to the other over the parse: labels up and down, and the words passed."""
    parse = sentence.parse
    mine, other = sentence.ancestors[left], sentence.ancestors[right]
    top = next((token for token in mine if token in other), None)
    if top is None:
        yield "far"
        return
    up, down = mine[: mine.index(top)], other[: other.index(top)][::-1]
    ups, downs = [parse.deps[i] for i in up], [parse.deps[i] for i in down]
    ups_words, downs_words = ([sentence.folded.get(i) or parse.lemmas[i] for i in way] for way in (up[1:], down[:-1]))
    word = (sentence.folded.get(top) or parse.lemmas[top]) if up and down else "*"
    yield f"{group}t={word}"
    yield f"{group}e={ups[0] if ups else ''} {downs[-1] if downs else ''}"
    yield f"te={ups[-1] if ups else ''} {word} {downs[0] if downs else ''}"
    yield f"n={min(len(up) + len(down), 9)}"
    if len(up) + len(down) <= _DEEP:
        labels = f"{'^'.join(ups)} {'v'.join(downs)}"
        yield f"{group}p={labels}"
        yield f"{group}q={' '.join(ups_words)}^{word}v{' '.join(downs_words)}"
        yield f"{group}pt={labels} {word}"
    for each in ups_words:
        yield f"{group}u={each}"
    for each in downs_words:
        yield f"{group}v={each}"
    if downs_words:
        yield f"{group}tv={word} {downs_words[-1]}"


def _ends(sentence: Sentence, left: int, right: int, group: str) -> Iterator[str]:
    yield f"{sentence.candidates[left].kind} {sentence.candidates[right].kind}"
    for each in sentence.own[left]:
        yield f"x{each}"
        yield f"{group}x{each}"
    for each in sentence.own[right]:
        yield f"y{each}"
        yield f"{group}y{each}"


def _said(chains: Sequence[str], left: int, right: int, rules: Rules) -> Iterator[str]:
    """What the rules say of the two, in either direction, or of another mention of one of them."""
    for predicate in rules.get((left, right), ()):
        yield f"rule>{predicate}"
    for predicate in rules.get((right, left), ()):
        yield f"rule<{predicate}"
    for (one, other), predicates in rules.items():
        ends = chains[one], chains[other]
        for way, pair in ((">", (left, right)), ("<", (right, left))):
            if ends == (chains[pair[0]], chains[pair[1]]) and (one, other) != pair:
                yield from (f"chain{way}{predicate}" for predicate in predicates)
