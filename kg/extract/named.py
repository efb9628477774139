"""What a noun phrase refers to, as the readings of noun phrases ask for it."""

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from kg.extract import lexicon
from kg.extract.mentions import Referent

Referents = Mapping[int, Referent]


def is_name(token: Token, referents: Referents, *types: str) -> bool:
    """Whether a token heads a name (of one of these types, if any are given)."""
    found = referents.get(token.i)
    if found is None or found.why in ("nominal", "description", "pronoun"):
        return False
    return not types or found.type in types


def inside(doc: Doc, referents: Referents) -> dict[int, Referent]:
    """Give the countries that organisations' names begin with: China for "Chinese National Space Administration"."""
    demonyms = lexicon.places().demonyms
    found = {}
    for referent in referents.values():
        first = referent.start
        if referent.type != "Organization" or referent.end - first < 2 or first in referents:
            continue
        place = demonyms.get(doc[first].text) or demonyms.get(doc[first].lower_)
        if place and referent.why in ("name", "alias"):
            found[first] = Referent(first, first + 1, first, place, "Place", "demonym")
    return found
