"""Pieces of names: spaCy's entities and the runs of proper nouns between them, cut at possessives and titles."""

from collections.abc import Iterator

from kg.extract import lexicon, tree
from kg.extract.tree import NOUNS, PROPER, Tree

LABELS = frozenset(["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"])
VALUES = frozenset(["DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"])
MARKS = frozenset(('"', "'", "“", "”", "‘", "’", "(", ")", "[", "]", "{", "}", "«", "»", *",.;:`-–—&/!?", "''", "``"))
ROYAL = frozenset(
    ("king", "queen", "pope", "prince", "princess", "emperor", "empress", "tsar", "czar", "saint", "st", "st.")
)
SAINTS = frozenset(("saint", "st", "st."))
ROMAN = frozenset(
    ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")
)
NOBLE = frozenset(("duke", "duchess", "earl", "marquess", "count", "countess", "prince", "princess"))
PARTIES = frozenset("RDI")

Piece = tuple[int, int, str]


def pieces(parse: Tree) -> Iterator[Piece]:
    """Give the pieces of names in order: start, end, and spaCy's label, "" where it had none."""
    surnames = _surnames(parse)
    for whole in _wholes(parse, _single(parse)):
        yield from _parted(parse, whole, surnames)


def is_title(parse: Tree, index: int) -> bool:
    """Whether a word can stand before a person's name."""
    return parse.lowers[index].rstrip(".") in lexicon.words().titles


def stands_alone(parse: Tree, piece: Piece) -> bool:
    """Whether a piece is a name that is known without its neighbours: an acronym, a country, a famous name."""
    text = tree.phrase(parse, range(*piece[:2]))
    lower = text.lower()
    acronym = len(text) > 1 and text.isupper() and "." not in text
    return acronym or lower in lexicon.words().known or lower in lexicon.places().countries


def kind(parse: Tree, index: int) -> str | None:
    """Give the class of a capitalised noun inside a name."""
    classes = lexicon.words().classes
    if not parse.words[index][0].isupper():
        return None
    return classes.get(parse.lowers[index]) or classes.get(parse.lemmas[index])


def _single(parse: Tree) -> frozenset[str]:
    """Give the words that are names alone: surnames of the persons named, and all names of one word.

    The tagger may take them for common words elsewhere, most of all at the start of a sentence ("Gates left").
    """
    found = set()
    for index, label in enumerate(parse.labels):
        ends = index + 1 == len(parse) or parse.labels[index + 1] != label or parse.opens[index + 1]
        is_name = label == "PERSON" or (label in LABELS - {"NORP"} and parse.opens[index])
        if is_name and ends and parse.tags[index] in PROPER and parse.words[index][1:].islower():
            found.add(parse.words[index])
    return frozenset(found)


def _surnames(parse: Tree) -> frozenset[str]:
    """Give the last words of the persons who are named in full."""
    labels, words = parse.labels, parse.words
    ends = (
        index
        for index, label in enumerate(labels)
        if label == "PERSON" and not parse.opens[index] and (index + 1 == len(labels) or labels[index + 1] != label)
    )
    return frozenset(words[index] for index in ends if parse.tags[index] in PROPER)


def _wholes(parse: Tree, singles: frozenset[str]) -> Iterator[Piece]:
    """Entities, and the runs of proper nouns between them."""
    index = 0
    while index < len(parse):
        end = index + 1
        label = parse.labels[index]
        if label in LABELS:
            while end < len(parse) and parse.labels[end] == label and not parse.opens[end]:
                end += 1
            if not _is_portfolio(parse, index, end):
                yield index, end, label
        elif _is_proper(parse, index):
            while end < len(parse) and _is_proper(parse, end) and parse.sentences[end] == parse.sentences[index]:
                end += 1
            is_common = _is_common(parse, index, end) and parse.words[index] not in singles
            if not is_common and not _is_portfolio(parse, index, end):
                yield index, end, ""
        elif parse.words[index] in singles and parse.tags[index] in NOUNS and not label:
            yield index, end, ""
        index = end


def _is_proper(parse: Tree, index: int) -> bool:
    word = parse.words[index]
    if parse.labels[index] == "DATE" and index and parse.lowers[index - 1] in lexicon.words().given:
        return word == "May" and parse.heads[index - 1] == index
    if parse.labels[index] in LABELS or not any(map(str.isalnum, word)):
        return False
    if parse.tags[index] not in PROPER and not _looks_proper(parse, index):
        return False
    return not parse.labels[index] and word.lower().rstrip(".") not in lexicon.words().measures and not word.islower()


def _looks_proper(parse: Tree, index: int) -> bool:
    """Whether the tagger took a name for another word: `Chandrayaan-2`, `YouTube`, a given name before a surname."""
    word, tag = parse.words[index], parse.tags[index]
    if tag in ("NN", "NNS", "JJ", "CD") and word[0].isalpha() and word[0].isupper() and any(map(str.isdigit, word)):
        return len(word) > 2
    if tag in ("NN", "NNS") and word[1:].lower() != word[1:] and word.upper() != word and word[0].isalpha():
        return "-" not in word
    inside = index > 0 and parse.sentences[index - 1] == parse.sentences[index] and parse.words[index - 1] not in MARKS
    if not inside or not word[0].isupper() or is_title(parse, index) or index + 1 == len(parse):
        return False
    follows = parse.labels[index + 1] if parse.opens[index + 1] else ""
    if tag == "JJ":
        return follows in ("GPE", "ORG", "LOC", "FAC") and word not in lexicon.places().demonyms
    known = parse.lemmas[index] in lexicon.words().classes
    return follows == "PERSON" and tag[:2] in ("VB", "NN", "FW", "UH") and not known


def _is_portfolio(parse: Tree, start: int, end: int) -> bool:
    """Whether a word is part of an office: "Secretary of State", "Chief of Staff"."""
    over = end - start == 1 and start > 1 and parse.lowers[start - 1] == "of" and is_title(parse, start - 2)
    words, lower = lexicon.words(), parse.lowers[start]
    return over and (lower in words.classes or lower in words.vague or lower in words.titles)


def _is_common(parse: Tree, start: int, end: int) -> bool:
    """Whether a word only opens a sentence, and so has a capital without being a name."""
    opens = start == 0 or parse.sentences[start - 1] != parse.sentences[start] or parse.words[start - 1] in MARKS
    word, lower = parse.words[start], parse.lowers[start]
    plain = word[1:].islower() and (lower in lexicon.words().classes or parse.lemmas[start] in lexicon.words().classes)
    return opens and end - start == 1 and plain


def _parted(parse: Tree, piece: Piece, surnames: frozenset[str]) -> Iterator[Piece]:
    """Cut a piece at a possessive ("Elon Musk's SpaceX") and at a title ("Roscosmos Director Rogozin")."""
    start, end, label = piece
    first = start + (end - start > 1 and label in ("", "ORG", "PERSON") and _is_trade(parse, start))
    for index in range(start, end):
        is_bearer = index == first + 1 and parse.words[first] in surnames and label in ("", "ORG", "PERSON")
        if parse.tags[index] == "POS" and index + 1 < end and (is_bearer or _owns(parse, first, index, label)):
            yield first, index, label
            first = index + 1
    if label in ("", "PERSON", "ORG"):
        yield from _untitled(parse, first, end, label)
    else:
        yield first, end, label


def _is_trade(parse: Tree, index: int) -> bool:
    """Whether a capitalised word only tells the trade of the firm named after it: "Chipmaker Quorra Inc."."""
    return parse.lowers[index] in lexicon.words().trades


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
    if not inside or stands_alone(parse, (start, end, label)):
        yield start, end, label
        return
    first, last = inside[0], inside[-1]
    if all(marked) and parse.lowers[first] in NOBLE and parse.lowers[end : end + 1] == ["of"]:
        yield start, end, label
    elif all(marked) or (last == end - 1 and not label):
        words = lexicon.words()
        if not all(word in words.vague or word in words.classes for word in parse.lowers[start:first]):
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
    if parse.lowers[start - 1] in ROYAL and parse.words[end - 1] in ROMAN:
        return True
    kind = lexicon.words().classes.get(last) or lexicon.words().classes.get(parse.lemmas[end - 1])
    return not label and not kind and last not in lexicon.words().company and parse.tags[start] in PROPER
