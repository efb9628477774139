"""Spans of names: spaCy's entities, repaired by the tags and the tree around them.

The statistical tagger cuts names short, runs titles into them and misses those that it has not met. Its spans
are taken as evidence: a name is a stretch of entities and capitalised proper nouns, cut at titles and possessives,
joined over "of" and hyphens, and with the numbers that belong to it.
"""

from dataclasses import dataclass

from kg.extract import abbreviations, joins, lexicon, pieces
from kg.extract.joins import PLACES
from kg.extract.pieces import MARKS, PARTIES, ROYAL, SAINTS, Piece
from kg.extract.tree import PROPER, Tree

LEADING = frozenset(("DT", "POS", "PRP$", "CC", "IN"))
TRAILING = frozenset(("CC", "IN", "DT"))


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens of a name, half-open; `head` is its syntactic head, `label` spaCy's, or "" where it had none.

    `titles` are the words before a person's name that are no part of it ("mr", "director"), `noun` the one after it
    that says what it is ("rocket").
    """

    start: int
    end: int
    head: int
    label: str
    titles: tuple[str, ...] = ()
    noun: str = ""


def names(parse: Tree) -> list[Name]:
    """Give the names of a document in order; no two overlap."""
    parts = abbreviations.widened(parse, repeated(parse, list(joins.joined(parse, list(pieces.pieces(parse))))))
    return [name for part in parts if (name := _trimmed(parse, *part))]


def repeated(parse: Tree, parts: list[Piece]) -> list[Piece]:
    """Give a name all its words where the tagger cut it, if it saw it whole elsewhere in the document."""
    whole = {tuple(parse.words[start:end]): label for start, end, label in parts if _is_solid(parse, start, end, label)}
    opening: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(whole, key=lambda words: (-len(words), words)):
        opening.setdefault(words[0], []).append(words)
    result: list[Piece] = []
    inside = {token for start, end, _ in parts for token in range(start + 1, end)}
    for start, end, label in parts:
        if result and start < result[-1][1]:
            continue
        longest = next(
            (found for found in opening.get(parse.words[start], ()) if _stands(parse, found, start, inside)), None
        )
        is_longer = longest is not None and start + len(longest) > end
        result.append((start, start + len(longest), whole[longest]) if longest and is_longer else (start, end, label))
    return result


def _is_solid(parse: Tree, start: int, end: int, label: str) -> bool:
    """Whether a piece is a labelled name of several capitalised words."""
    capitals = all(word[0].isupper() for word in parse.words[start:end])
    is_told = label not in ("", "GPE", "NORP") or (not label and end - start > 2)
    return capitals and is_told and 1 < end - start < 6 and not _is_mark(parse, end - 1)


def _stands(parse: Tree, words: tuple[str, ...], start: int, inside: set[int]) -> bool:
    """Whether words stand at a place of the text, and end with it; `inside` are tokens that go on a piece."""
    end = start + len(words)
    return tuple(parse.words[start:end]) == words and parse.tags[end - 1] != "POS" and end not in inside


def head(parse: Tree, start: int, end: int) -> int:
    """Give the token of a span that hangs on something outside; the last one where several do."""
    outside = (i for i in range(start, end) if not start <= parse.heads[i] < end or parse.heads[i] == i)
    return max((i for i in outside if parse.deps[i] != "punct"), default=end - 1)


def _trimmed(parse: Tree, start: int, end: int, label: str) -> Name | None:
    """Make a name of a piece: without articles, marks and a possessive at its ends, with a number that follows."""
    start, end = _bare(parse, start, end, label)
    span = range(start, end)
    if not any(parse.words[i][0].isupper() or parse.tags[i] in PROPER or not parse.words[i].isascii() for i in span):
        return None
    if label in ("", "PERSON") and all(pieces.is_title(parse, i) or parse.words[i] == "-" for i in span):
        return None
    if parse.words[start - 1] == "(" and parse.words[start] in PARTIES and parse.words[start + 1] == "-":
        return None
    end = _with_tail(parse, _with_number(parse, start, end, label))
    if label == "PERSON" and end - start == 1 and start and parse.lowers[start - 1] in ROYAL:
        start -= parse.words[start - 1][0].isupper()
    return Name(start, end, head(parse, start, end), label, _titles_before(parse, start))


def _bare(parse: Tree, start: int, end: int, label: str) -> tuple[int, int]:
    """Leave out what stands at the ends of a piece and is no part of the name."""
    while start < end and (parse.tags[start] in LEADING or _is_mark(parse, start)):
        opens_title = label == "WORK_OF_ART" and parse.words[start][0].isupper()
        if opens_title and start and parse.sentences[start - 1] == parse.sentences[start]:
            break
        start += 1
    while start < end and (parse.tags[end - 1] in TRAILING or _is_mark(parse, end - 1)):
        end -= 1
    owns = start < end and parse.tags[end - 1] == "POS" and parse.deps[parse.heads[end - 1]] == "poss"
    return start, end - owns


def _is_role(parse: Tree, index: int) -> bool:
    """Whether a word right before a name may be an office or a trade of a person."""
    words = lexicon.words()
    is_trade = parse.tags[index] == "NN" and words.classes.get(parse.lowers[index]) == "Person"
    return (
        pieces.is_title(parse, index)
        or parse.words[index] == "-"
        or (is_trade and parse.lowers[index] not in words.either)
    )


def _is_mark(parse: Tree, index: int) -> bool:
    return parse.words[index] in MARKS or parse.words[index].isspace()


def _with_number(parse: Tree, start: int, end: int, label: str) -> int:
    """`Luna 25`, `Apollo 11 mission`, `Chang'e-5`: a number right after a name that hangs on it."""
    if label in ("PERSON", *PLACES) or end >= len(parse):
        return end
    number = end + 1 if parse.words[end] == "-" and not parse.spaced[end - 1] and end + 1 < len(parse) else end
    if (
        parse.tags[number] != "CD"
        or not parse.words[number][0].isdigit()
        or parse.labels[number] not in ("", "CARDINAL")
    ):
        return end
    last, above = end - 1, parse.heads[number]
    beside = above == parse.heads[last] and parse.tags[above] == "NN" and parse.deps[last] in ("compound", "nmod")
    return number + 1 if start <= above < end or beside or parse.heads[last] == number else end


def _with_tail(parse: Tree, end: int) -> int:
    """`Stow-on-the-Wold`, `Aix-en-Provence`: small words and a last one, between hyphens."""
    last = end
    while last + 1 < len(parse) and parse.words[last] == "-" and not parse.spaced[last - 1] and not parse.spaced[last]:
        if not parse.words[last + 1].islower():
            return last + 2 if last > end and parse.words[last + 1][0].isupper() else end
        last += 2
    return end


def _titles_before(parse: Tree, start: int) -> tuple[str, ...]:
    """Titles right before a name, or inside it where they stay, nearest last."""
    index = start
    while index > 0 and start - index < 5:
        if _is_role(parse, index - 1):
            index -= 1
        elif index > 2 and parse.lowers[index - 2] == "of" and pieces.is_title(parse, index - 3):
            index -= 3
        else:
            break
    titles = [parse.lowers[i].rstrip(".") for i in range(index, start) if parse.words[i] != "-"]
    royal = parse.lowers[start] in ROYAL - SAINTS and parse.labels[start] not in ("GPE", "LOC", "FAC", "ORG")
    return (*titles, parse.lowers[start]) if royal else tuple(titles)
