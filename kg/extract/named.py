"""What a noun phrase refers to, as the readings of noun phrases ask for it."""

from collections.abc import Mapping

from spacy.tokens import Token

from kg.extract.mentions import Referent

Referents = Mapping[int, Referent]


def is_name(token: Token, referents: Referents, *types: str) -> bool:
    """Whether a token heads a name (of one of these types, if any are given)."""
    found = referents.get(token.i)
    if found is None or found.why in ("nominal", "description", "pronoun"):
        return False
    return not types or found.type in types
