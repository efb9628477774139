"""Spans of names: spaCy's entities, repaired by the tags and the tree around them.

The statistical tagger cuts names short, runs titles into them and misses those that it has not met. Its spans
are taken as evidence: a name is a stretch of entities and capitalised proper nouns, cut at titles and possessives,
joined over "of" and hyphens, and with the numbers that belong to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract import abbreviations, lexicon, tree
from kg.extract.tree import PROPER, Tree

LABELS = frozenset(["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"])
VALUES = frozenset(["DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"])
PLACES = frozenset(("GPE", "LOC", "NORP"))
MARKS = frozenset(('"', "'", "“", "”", "‘", "’", "(", ")", "[", "]", "{", "}", "«", "»", *",.;:`-–—&/!?", "''", "``"))
ROYAL = frozenset(
    ("king", "queen", "pope", "prince", "princess", "emperor", "empress", "tsar", "czar", "saint", "st", "st.")
)

Piece = tuple[int, int, str]


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
    pieces = [piece for whole in _pieces(parse) for piece in _parted(parse, whole)]
    pieces = abbreviations.widened(parse, list(_joined(parse, pieces)))
    return [name for piece in pieces if (name := _trimmed(parse, *piece))]


def head(parse: Tree, start: int, end: int) -> int:
    """Give the token of a span that hangs on something outside; the last one where several do."""
    outside = (i for i in range(start, end) if not start <= parse.heads[i] < end or parse.heads[i] == i)
    return max((i for i in outside if parse.deps[i] != "punct"), default=end - 1)


def is_title(parse: Tree, index: int) -> bool:
    """Whether a word can stand before a person's name."""
    return parse.lowers[index].rstrip(".") in lexicon.words().titles


def _pieces(parse: Tree) -> Iterator[Piece]:
    """Entities, and the runs of proper nouns between them."""
    index = 0
    while index < len(parse):
        end = index + 1
        label = parse.labels[index]
        if label in LABELS:
            while end < len(parse) and parse.labels[end] == label and not parse.opens[end]:
                end += 1
            yield index, end, label
        elif _is_proper(parse, index):
            while end < len(parse) and _is_proper(parse, end) and parse.sentences[end] == parse.sentences[index]:
                end += 1
            if not _is_common(parse, index, end):
                yield index, end, ""
        index = end


def _is_proper(parse: Tree, index: int) -> bool:
    word = parse.words[index]
    if parse.labels[index] == "DATE" and index and parse.lowers[index - 1] in lexicon.words().given:
        return word == "May" and parse.heads[index - 1] == index
    if parse.tags[index] not in PROPER or parse.labels[index] in LABELS or not any(map(str.isalnum, word)):
        return False
    return not parse.labels[index] and word.lower().rstrip(".") not in lexicon.words().measures and not word.islower()


def _is_common(parse: Tree, start: int, end: int) -> bool:
    """Give a word that only opens a sentence, and so has a capital without being a name."""
    opens = start == 0 or parse.sentences[start - 1] != parse.sentences[start] or parse.words[start - 1] in MARKS
    word, lower = parse.words[start], parse.lowers[start]
    plain = word[1:].islower() and (lower in lexicon.words().classes or parse.lemmas[start] in lexicon.words().classes)
    return opens and end - start == 1 and plain


def _parted(parse: Tree, piece: Piece) -> Iterator[Piece]:
    """Cut a piece at a possessive ("Elon Musk's SpaceX") and at a title ("Roscosmos Director Rogozin")."""
    start, end, label = piece
    first = start
    for index in range(start, end):
        if parse.tags[index] == "POS" and index + 1 < end and _owns(parse, first, index, label):
            yield first, index, label
            first = index + 1
    if label in ("", "PERSON", "ORG"):
        yield from _untitled(parse, first, end, label)
    else:
        yield first, end, label


def _owns(parse: Tree, start: int, end: int, label: str) -> bool:
    """Whether what stands before a possessive inside an entity is a name of its own."""
    if label in ("WORK_OF_ART", "FAC", "EVENT", "LAW") or parse.lowers[end + 1] == "of":
        return False
    text = tree.phrase(parse, range(start, end))
    is_person = end - start > 1 and parse.lowers[start] in lexicon.words().given
    known = text.lower() in lexicon.words().known or text.lower() in lexicon.places().countries
    return is_person or known or text.isupper() or label == "PERSON"


def _untitled(parse: Tree, start: int, end: int, label: str) -> Iterator[Piece]:
    """Tell what stands before the titles inside a piece, and the person after them."""
    marked = [is_title(parse, index) or parse.words[index] == "-" for index in range(start, end)]
    inside = [start + offset for offset, found in enumerate(marked) if found and parse.words[start + offset] != "-"]
    if not inside:
        yield start, end, label
        return
    first, last = inside[0], inside[-1]
    if all(marked) or (last == end - 1 and not label):
        if first > start:
            yield start, first, label if label != "PERSON" else ""
    elif last < end - 1 and _opens_a_person(parse, last + 1, end, label):
        if first > start:
            yield start, first, ""
        royal = parse.lowers[last] in ROYAL and sum(word not in MARKS for word in parse.words[last + 1 : end]) <= 2
        yield last if royal else last + 1, end, "PERSON"
    else:
        yield start, end, label


def _opens_a_person(parse: Tree, start: int, end: int, label: str) -> bool:
    """Whether the words after a title are a person's name, and not an office or a firm ("General Motors")."""
    last = parse.lowers[end - 1]
    if label == "PERSON" or parse.lowers[start] in lexicon.words().given:
        return True
    kind = lexicon.words().classes.get(last) or lexicon.words().classes.get(parse.lemmas[end - 1])
    return not label and not kind and last not in lexicon.words().company and parse.tags[start] in PROPER


def _joined(parse: Tree, pieces: list[Piece]) -> Iterator[Piece]:
    """Join neighbouring pieces of one name."""
    last: Piece | None = None
    for piece in pieces:
        label = _common_label(parse, last, piece) if last else None
        if last and label is not None:
            last = last[0], piece[1], label
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _common_label(parse: Tree, left: Piece, right: Piece) -> str | None:
    """Give the label of two pieces as one name; None where they are two names."""
    gap = parse.lowers[left[1] : right[0]]
    if parse.sentences[left[0]] != parse.sentences[right[0]] or len(gap) > 2:
        return None
    if not gap:
        return _label_of_neighbours(parse, left, right)
    if gap[0] in ("of", "for", "on") and gap[1:] in ([], ["the"]):
        return _label_over_of(parse, left)
    if len(gap) == 1 and gap[0] in lexicon.words().inner and {left[2], right[2]} <= {"PERSON", ""}:
        return "PERSON"
    if gap == ["&"]:
        return "ORG"
    if gap == ["-"] and not parse.spaced[left[1] - 1] and not parse.spaced[left[1]]:
        alone = lexicon.places().countries.keys()
        parts = {parse.lowers[left[1] - 1], parse.lowers[right[0]]}
        return None if parts & alone or "NORP" in (left[2], right[2]) else right[2] or left[2]
    return None


def _label_over_of(parse: Tree, left: Piece) -> str | None:
    """`Bank of England`: a capitalised noun with what its "of" governs; an office ("President of") is no name."""
    noun, preposition = left[1] - 1, left[1]
    kind = _kind(parse, noun)
    if not kind or kind == "Person" or is_title(parse, noun) or left[2] in ("PERSON", "GPE", "NORP"):
        return None
    if parse.heads[preposition] not in range(*left[:2]) or not parse.words[noun][0].isupper():
        return None
    return left[2] or ("ORG" if kind in ("Organization", "Group") else "")


def _label_of_neighbours(parse: Tree, left: Piece, right: Piece) -> str | None:
    """Pieces side by side: a given name and a surname, or a name and the capitalised noun for what it is."""
    kind = _kind(parse, right[1] - 1)
    if right[2] == "PERSON" and left[2] in ("", "PERSON"):
        return "PERSON" if _is_given(parse, left) else None
    if not right[2]:
        if kind and kind != "Person":
            return left[2] if left[2] in ("ORG", "FAC", "LOC", "EVENT", "PRODUCT", "LAW") else ""
        return "PERSON" if left[2] == "PERSON" and left[1] - left[0] == 1 and _is_given(parse, left) else None
    if not left[2] and right[2] not in PLACES and kind and parse.heads[left[1] - 1] in range(*right[:2]):
        return None if _stands_alone(parse, left) else right[2]
    return None


def _is_given(parse: Tree, piece: Piece) -> bool:
    """Whether a piece is the first part of a person's name."""
    words, lower = lexicon.words(), parse.lowers[piece[0]]
    if piece[1] - piece[0] > 2 or _stands_alone(parse, piece):
        return False
    hangs = parse.deps[piece[1] - 1] == "compound" and parse.heads[piece[1] - 1] >= piece[1]
    return lower in words.given or (
        hangs and not parse.words[piece[1] - 1].isupper() and not _kind(parse, piece[1] - 1)
    )


def _stands_alone(parse: Tree, piece: Piece) -> bool:
    text = tree.phrase(parse, range(*piece[:2]))
    lower = text.lower()
    acronym = len(text) > 1 and text.isupper() and "." not in text
    return acronym or lower in lexicon.words().known or lower in lexicon.places().countries


def _kind(parse: Tree, index: int) -> str | None:
    """Give the class of a capitalised noun inside a name."""
    classes = lexicon.words().classes
    if not parse.words[index][0].isupper():
        return None
    return classes.get(parse.lowers[index]) or classes.get(parse.lemmas[index])


def _trimmed(parse: Tree, start: int, end: int, label: str) -> Name | None:
    """Drop articles, marks and a possessive at the ends; take in a number that follows."""
    while start < end and (parse.tags[start] in ("DT", "POS", "PRP$", "CC", "IN") or _is_mark(parse, start)):
        start += 1
    while start < end and (parse.tags[end - 1] in ("CC", "IN", "DT") or _is_mark(parse, end - 1)):
        end -= 1
    if start < end and parse.tags[end - 1] == "POS" and parse.deps[parse.heads[end - 1]] == "poss":
        end -= 1
    span = range(start, end)
    if not any(parse.words[i][0].isupper() or parse.tags[i] in PROPER or not parse.words[i].isascii() for i in span):
        return None
    if all(is_title(parse, index) or parse.words[index] == "-" for index in span) and label in ("", "PERSON"):
        return None
    end = _with_number(parse, start, end, label)
    return Name(start, end, head(parse, start, end), label, _titles_before(parse, start))


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


def _titles_before(parse: Tree, start: int) -> tuple[str, ...]:
    """Titles right before a name, or inside it where they stay, nearest last."""
    index = start
    while index > 0 and start - index < 5 and (is_title(parse, index - 1) or parse.words[index - 1] == "-"):
        index -= 1
    titles = [parse.lowers[i].rstrip(".") for i in range(index, start) if parse.words[i] != "-"]
    return (*titles, parse.lowers[start]) if parse.lowers[start] in ROYAL else tuple(titles)
