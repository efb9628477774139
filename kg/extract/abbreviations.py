"""Short forms in brackets and their long forms, after Schwartz & Hearst 2003.

"A simple algorithm for identifying abbreviation definitions in biomedical text": the letters of the short form
are looked for from the right in the words before the bracket; the long form begins at the word that begins with
the first letter. A name with a capital inside ("SpaceX") is a short form too, if all its letters stand, in order, in
the words before the bracket.
"""

from collections.abc import Iterator

from kg.extract.tree import PROPER, Tree

CLOSING = frozenset((")", "]", ",", ";"))

Piece = tuple[int, int, str]


def widened(parse: Tree, pieces: list[Piece]) -> list[Piece]:
    """Give a name before a bracketed short form all the words that the short form stands for."""
    forms = list(long_forms(parse))
    if not forms:
        return pieces
    places = {token: number for number, form in enumerate(forms) for token in (*range(form[0], form[1]), form[2])}
    inside: dict[int, list[Piece]] = {}
    kept: list[Piece] = []
    for piece in pieces:
        number = next((places[token] for token in range(*piece[:2]) if token in places), None)
        (kept if number is None else inside.setdefault(number, [])).append(piece)
    for number, overlapping in inside.items():
        kept += _merged(parse, forms[number], overlapping)
    return sorted(kept)


def _merged(parse: Tree, form: tuple[int, int, int], overlapping: list[Piece]) -> list[Piece]:
    """Make one piece of the long form, and one of the short; leave what is no name as it is."""
    start, end, short = form
    before = [piece for piece in overlapping if piece[0] < end]
    if not before or not any(parse.tags[index] in PROPER for index in range(start, end)):
        return overlapping
    labels = [piece[2] for piece in before if piece[2] not in ("", "PERSON", "NORP", "GPE")]
    first = min(start, *(piece[0] for piece in before if piece[2] not in ("GPE", "NORP")), start)
    label = labels[0] if labels else "ORG"
    return [(first, end, label), (short, short + 1, label)]


def long_forms(parse: Tree) -> Iterator[tuple[int, int, int]]:
    """Start and end of each long form, and the token of its short form."""
    for index, word in enumerate(parse.words[:-2]):
        if word not in ("(", "["):
            continue
        short = index + 1 + (parse.lowers[index + 1] == "the")
        if parse.words[short + 1 : short + 2] and parse.words[short + 1] in CLOSING:
            letters = parse.words[short]
            start = _start(parse, index, letters) if is_short(letters) else _blend(parse, index, letters)
            if start is not None:
                yield start, index, short


def is_short(word: str) -> bool:
    """Whether a word looks like an abbreviation: two to ten letters, most of them capitals."""
    letters = [letter for letter in word if letter.isalpha()]
    return 2 <= len(letters) <= 10 and len(word) <= 12 and sum(map(str.isupper, letters)) * 2 > len(letters)


def is_blend(word: str) -> bool:
    """Whether a word is like "SpaceX" or "FedEx": made of parts of words, as the capital inside tells."""
    return word.isalpha() and 4 <= len(word) <= 12 and word[0].isupper() and any(map(str.isupper, word[1:]))


def _blend(parse: Tree, end: int, short: str) -> int | None:
    """Give the token at which a long form begins of which a name with a capital inside is made; None where none is."""
    if not is_blend(short):
        return None
    letters = list(short.lower())
    for index in range(end - 1, max(-1, end - 7), -1):
        word = parse.lowers[index]
        if parse.sentences[index] != parse.sentences[end] or not parse.words[index][0].isupper():
            return None
        at = len(word)
        while letters and (at := word.rfind(letters[-1], 0, at)) >= 0:
            letters.pop()
            if not letters:
                return index if at == 0 and index < end - 1 else None
    return None


def _start(parse: Tree, end: int, short: str) -> int | None:
    """Give the token at which a long form begins that ends before `end`; None where no words fit."""
    letters = [letter for letter in short.lower() if letter.isalnum()]
    first = max(0, end - min(len(letters) + 5, 2 * len(letters)))
    index = end - 1
    while letters and index >= first and parse.sentences[index] == parse.sentences[end]:
        word = parse.lowers[index]
        taken = _taken(word, letters)
        del letters[len(letters) - taken :]
        if not letters:
            return index if index < end - 1 else None
        index -= 1
    return None


def _taken(word: str, letters: list[str]) -> int:
    """How many letters at the end of the short form a word accounts for: it must begin with the first of them."""
    for count in range(min(len(letters), len(word)), 0, -1):
        wanted = letters[len(letters) - count :]
        if word[0] != wanted[0]:
            continue
        rest = iter(word[1:])
        if all(letter in rest for letter in wanted[1:]):
            return count
    return 0
