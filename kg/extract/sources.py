"""Sources named beside what they say: "according to X", "in X's view", and a headline's colon, "Police: man held"."""

from collections.abc import Iterator

import numpy as np
from spacy.strings import get_string_id
from spacy.tokens import Doc, Span, Token

from kg.extract import reports as said
from kg.extract.reports import Report, Stretch

_LONGEST = 6
_SPEAKERS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_COLON = get_string_id(":")


def reports(doc: Doc) -> list[Report]:
    """Give what is said according to somebody, in the order of the text."""
    found = (_report(doc[i]) for i in said.places(doc, ("sources", "accounts")))
    return [report for report in found if report is not None]


def _report(token: Token) -> Report | None:
    if token.lower_ in said.words()["phrases"]:
        return _source(token) if token.dep_ in ("prep", "pcomp", "advmod", "mark") else None
    return _account(token) if token.lemma_ in said.words()["accounts"] and token.dep_ == "pobj" else None


def _account(noun: Token) -> Report | None:
    """Read "in the words of X" and "in X's view"."""
    preposition, owner = noun.head, said.owner(noun)
    if preposition.lower_ not in ("in", "by") or owner is None:
        return None
    return Report(noun.i, owner.i, _around(preposition))


def _source(token: Token) -> Report | None:
    """Read "according to X" and "per X"."""
    nouns = [child for child in token.subtree if child.dep_ == "pobj" and child.head in (token, *token.children)]
    if not nouns or (token.lower_ == "according" and nouns[0].head.lower_ not in ("to", "according")):
        return None
    return Report(token.i, nouns[0].i, _around(token))


def _around(phrase: Token) -> tuple[Stretch, ...]:
    """Give the clause that a phrase of source is about: that of its sentence, or the one that it stands inside."""
    start, end = said.edges(phrase)
    clause = phrase.head
    outer = start == phrase.sent.start or end >= phrase.sent.end - 1
    while clause.dep_ not in ("ROOT", "ccomp") and (outer or clause.dep_ not in ("relcl", "conj", "advcl")):
        clause = clause.head
    whole_start, whole_end = said.edges(clause)
    parts = ((whole_start, start), (end, whole_end))
    return tuple(part for part in parts if part[0] < part[1])


def headlines(doc: Doc) -> Iterator[tuple[Stretch, int]]:
    """Yield what stands across the colon from a speaker's bare name, with the head token of that name."""
    for i in np.flatnonzero(doc.to_array("ORTH") == _COLON).tolist():
        left, right = _sides(doc, i)
        for name, rest in ((left, right), (right, left)):
            speaker = _speaker(name)
            if speaker is not None and any(token.pos_ in ("VERB", "AUX") for token in rest):
                yield (rest.start, rest.end), speaker.i
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
    known = said.words()["headline"]
    return head if head.ent_type_ in _SPEAKERS or {head.lower_, head.lemma_.lower()} & known else None


def _is_inside(token: Token, words: list[Token]) -> bool:
    """Whether a noun stands behind a preposition of the name: "minister of health"."""
    return token.dep_ == "pobj" and token.head in words
