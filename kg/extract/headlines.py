"""Headlines and captions that name a speaker and a colon: "Police: man held", "Man held: police"."""

from collections.abc import Iterator

import numpy as np
from spacy.strings import get_string_id
from spacy.tokens import Doc, Span, Token

from kg.extract import reports
from kg.extract.reports import Stretch

_LONGEST = 6
_SPEAKERS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_COLON = get_string_id(":")


def attributed(doc: Doc) -> Iterator[tuple[Stretch, int]]:
    """Yield what stands across the colon from a speaker's bare name, with the head token of that name."""
    for i in np.flatnonzero(doc.to_array("ORTH") == _COLON).tolist():
        left, right = _sides(doc, i)
        for name, said in ((left, right), (right, left)):
            speaker = _speaker(name)
            if speaker is not None and any(token.pos_ in ("VERB", "AUX") for token in said):
                yield (said.start, said.end), speaker.i
                break


def _sides(doc: Doc, colon: int) -> tuple[Span, Span]:
    """Give what stands before and after a colon on its line, in the sentences next to it."""
    start = doc[colon].sent.start if colon == 0 or doc[colon].sent.start < colon else doc[colon - 1].sent.start
    while start < colon and doc[start].is_space:
        start += 1
    end = doc[colon + 1].sent.end if colon + 1 < len(doc) and "\n" not in doc[colon + 1].text else colon + 1
    return doc[start:colon], doc[colon + 1 : end]


def _speaker(name: Span) -> Token | None:
    """Give the head of a name that can speak, and is nothing but a name."""
    words = [token for token in name if not token.is_space and token.text not in (".", '"')]
    if not 0 < len(words) <= _LONGEST or any(token.pos_ in ("VERB", "AUX", "NUM") for token in words):
        return None
    head = next(
        (token for token in reversed(words) if token.pos_ in ("NOUN", "PROPN") and not _is_inside(token, words)), None
    )
    if head is None:
        return None
    known = reports.words()["headline"]
    return head if head.ent_type_ in _SPEAKERS or {head.lower_, head.lemma_.lower()} & known else None


def _is_inside(token: Token, words: list[Token]) -> bool:
    """Whether a noun stands behind a preposition of the name: "minister of health"."""
    return token.dep_ == "pobj" and token.head in words
