"""Which pieces make one name: given name and surname, "Bank of England", "Boeing 737 MAX", "Al-Qaeda"."""

from collections.abc import Iterator

from kg.extract import lexicon, pieces
from kg.extract.pieces import MARKS, NOBLE, ROMAN, Piece
from kg.extract.tree import PROPER, Tree

PLACES = frozenset(("GPE", "LOC", "NORP"))
THINGS = frozenset(("", "ORG", "PRODUCT"))
BODIES = frozenset(("ORG", "FAC", "LOC", "EVENT", "PRODUCT", "LAW"))
INSIDE_TITLES = (["and", "the"], ["of", "the"], ["of"], ["and"], ["in"])
OVER = ("of", "for", "on")
TREATIES = frozenset(("deal", "agreement", "treaty", "accord", "pact"))


def joined(parse: Tree, parts: list[Piece]) -> Iterator[Piece]:
    """Join neighbouring pieces of one name."""
    last: Piece | None = None
    for piece in parts:
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
    if gap in INSIDE_TITLES and _is_title_of_work(parse, left[0]):
        return "WORK_OF_ART"
    if not gap:
        return _label_of_neighbours(parse, left, right)
    if gap[0] in OVER and gap[1:] in ([], ["the"]):
        is_body = gap[0] == "of" or pieces.kind(parse, left[1] - 1) not in ("Product", "Work", "Place")
        return _label_over_of(parse, left) if is_body else None
    if gap and lexicon.words().inner.issuperset(gap) and _is_noble(parse, left, right):
        return "PERSON"
    if gap == ["&"] or _is_body_of_both(parse, left, right, gap) or _is_body_abroad(parse, left, right, gap):
        return "ORG"
    if len(gap) == 1 and parse.tags[left[1]] == "CD" and {left[2], right[2]} <= THINGS:
        return "PRODUCT"
    if gap in (["-"], ["–"], ["/"]) and not parse.spaced[left[1] - 1] and not parse.spaced[left[1]]:
        alone = lexicon.places().countries.keys()
        parts = {parse.lowers[left[1] - 1], parse.lowers[right[0]]}
        return None if parts & alone or "NORP" in (left[2], right[2]) else right[2] or left[2]
    return None


def _is_body_of_both(parse: Tree, left: Piece, right: Piece, gap: list[str]) -> bool:
    """`Bakers and Allied Workers Union`: what stands before "and" hangs on the noun that ends the name."""
    hangs = parse.deps[left[1] - 1] == "nmod" and parse.heads[left[1] - 1] in range(*right[:2])
    alone = left[2] in ("PERSON", "GPE") and left[1] - left[0] > 1
    return gap == ["and"] and hangs and not alone and pieces.kind(parse, right[1] - 1) == "Organization"


def _is_body_abroad(parse: Tree, left: Piece, right: Piece, gap: list[str]) -> bool:
    """`UN Mission in Kharan`: an office of a body, and where it is."""
    noun = left[1] - 1
    is_office = parse.lowers[noun] in lexicon.words().abroad and parse.words[noun][0].isupper()
    return gap in (["in"], ["to"]) and is_office and right[2] in ("GPE", "LOC") and parse.heads[noun + 1] == noun


def _is_title_of_work(parse: Tree, start: int) -> bool:
    """Whether a name follows a noun for works ("the novel Harry Potter and the"): what it is joined to is its title."""
    noun = start - 2 if start > 1 and parse.words[start - 1] in MARKS else start - 1
    works = lexicon.words().classes.get(parse.lowers[noun]) == "Work"
    return noun >= 0 and works and parse.tags[noun] == "NN" and parse.lowers[noun] not in TREATIES


def _label_over_of(parse: Tree, left: Piece) -> str | None:
    """`Bank of England`: a capitalised noun with what its "of" governs; an office ("President of") is no name."""
    noun, preposition = left[1] - 1, left[1]
    kind = pieces.kind(parse, noun)
    if parse.lowers[noun] in NOBLE and parse.words[noun][0].isupper():
        return "PERSON"
    if not kind or kind == "Person" or pieces.is_title(parse, noun) or left[2] in ("PERSON", "GPE", "NORP"):
        return None
    if parse.heads[preposition] not in range(*left[:2]) or not parse.words[noun][0].isupper():
        return None
    return left[2] or ("ORG" if kind in ("Organization", "Group") else "")


def _label_of_neighbours(parse: Tree, left: Piece, right: Piece) -> str | None:
    """Pieces side by side: a given name and a surname, or a name and the capitalised noun for what it is."""
    kind = pieces.kind(parse, right[1] - 1)
    if lexicon.words().known.get(" ".join(parse.lowers[left[0] : right[1]])) == "Organization":
        return "ORG"
    if right[2] == "PRODUCT" and (parse.words[right[0]][0].isdigit() or parse.words[left[1] - 1].isdigit()):
        return "PRODUCT"
    if left[2] == "PERSON" and parse.words[right[0]] in ROMAN and right[1] - right[0] == 1:
        return "PERSON"
    if left[2] == "PERSON" and _is_surname(parse, left, right):
        return "PERSON"
    is_adjective = parse.tags[left[1] - 1] == "JJ" or parse.deps[left[1] - 1] == "amod"
    if is_adjective and not left[2] and right[2] and not pieces.stands_alone(parse, left):
        return right[2]
    if right[2] == "PERSON" and left[2] in ("", "PERSON"):
        return "PERSON" if _is_given(parse, left) else None
    if not right[2]:
        if kind and kind != "Person":
            return left[2] if left[2] in BODIES else ""
        return "PERSON" if left[2] == "PERSON" and left[1] - left[0] == 1 and _is_given(parse, left) else None
    kind = kind or lexicon.endings_of_names().get(parse.lowers[right[1] - 1])
    if not left[2] and right[2] not in PLACES and kind and parse.heads[left[1] - 1] in range(*right[:2]):
        return None if pieces.stands_alone(parse, left) else right[2]
    return None


def _is_surname(parse: Tree, left: Piece, right: Piece) -> bool:
    """Whether a word that the tagger took for a place or a body ends the person's name before it."""
    if (
        right[1] - right[0] > 1
        or right[2] not in ("", "GPE", "ORG", "NORP", "LOC")
        or parse.tags[right[0]] not in PROPER
    ):
        return False
    hangs = parse.deps[left[1] - 1] == "compound" and parse.heads[left[1] - 1] == right[0]
    place = parse.words[right[0]] in lexicon.places().capitals or parse.words[right[0]] in lexicon.places().demonyms
    return hangs and not place and not pieces.stands_alone(parse, right) and not pieces.kind(parse, right[0])


def _is_noble(parse: Tree, left: Piece, right: Piece) -> bool:
    """Whether a particle stands between two parts of a person's name: "Vega del Río"."""
    if {left[2], right[2]} <= {"PERSON", ""}:
        return True
    is_word = right[1] - right[0] == 1 and right[2] in ("GPE", "ORG", "LOC")
    return left[2] == "PERSON" and is_word and not pieces.stands_alone(parse, right)


def _is_given(parse: Tree, piece: Piece) -> bool:
    """Whether a piece is the first part of a person's name."""
    words, lower = lexicon.words(), parse.lowers[piece[0]]
    if piece[1] - piece[0] > 2 or pieces.stands_alone(parse, piece):
        return False
    if parse.tags[piece[0]] not in PROPER and piece[1] - piece[0] == 1:
        return True
    hangs = parse.deps[piece[1] - 1] == "compound" and parse.heads[piece[1] - 1] >= piece[1]
    return lower in words.given or (
        hangs and not parse.words[piece[1] - 1].isupper() and not pieces.kind(parse, piece[1] - 1)
    )
