"""Slips that the parser makes in whole constructions, put right in the tree: the last look at a parse.

Where two objects have each a phrase of their own with the same preposition ("bought Skype in 2011 and LinkedIn in
2016": argument clusters, Steedman 1990), both phrases are hung on the verb and the second object on anything; it
becomes the second conjunct of the first, and keeps its phrase. What somebody is accused of is hung on who accuses
("accused by the union of planning to close", "allegations by a rival that it had paid"), or torn off its verb; it is
put back.
"""

import numpy as np
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

NAME = "prosegraph_slips"
_CONJUNCT, _RELATIVE = get_string_id("conj"), get_string_id("relcl")
_BEHIND = [get_string_id("pobj"), get_string_id("pcomp")]
_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "CD", "DT"})
_VERBAL = frozenset({"VERB", "AUX"})


@Language.component(NAME)
def mend(doc: Doc) -> Doc:
    """Put right what can be told from tags and order alone."""
    labels = doc.to_array("DEP")
    for index in np.flatnonzero(labels == _CONJUNCT).tolist():
        if doc[index].tag_ in _NOMINAL:
            _divide(doc[index])
    for index in np.flatnonzero(labels == _RELATIVE).tolist():
        _lift_clause(doc[index])
    for index in np.flatnonzero(np.isin(labels, _BEHIND)).tolist():
        if doc[index].tag_ in ("VBG", "NN") and doc[index].lower_.endswith("ing"):
            _lift_gerund(doc[index])
            _complete(doc[index])
    return doc


def _divide(noun: Token) -> None:
    """Give each of two coordinated objects its own phrase: "signed Silva from Porto and Kane from Rome"."""
    verb = noun.head
    while verb.pos_ not in _VERBAL and verb.dep_ in ("conj", "pobj", "prep", "dobj") and verb.head.i < verb.i:
        verb = verb.head
    second = _phrase_after(noun, verb)
    if second is None or verb.pos_ not in _VERBAL or noun.head.dep_ in ("dobj", "nsubjpass"):
        return
    first = next((child for child in verb.children if child.dep_ == "dobj" and verb.i < child.i < noun.i), None)
    first = first or next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)
    if first is None or not _has_phrase(first, verb, second.lower_, before=noun.i):
        return
    noun.head = first
    for part in [child for child in verb.children if second.i <= child.i and child.dep_ == "prep"]:
        part.head = noun


def _phrase_after(noun: Token, verb: Token) -> Token | None:
    """The preposition right behind a noun, its numbers, and a name between commas: "a third one, Vela 3, in 2027"."""
    after = max([noun.i, *(child.right_edge.i for child in noun.children if child.dep_ in ("nummod", "appos"))]) + 1
    found = noun.doc[after] if after < len(noun.doc) else noun
    found = noun.doc[after + 1] if found.text == "," and after + 1 < len(noun.doc) else found
    return found if found.dep_ == "prep" and found.head in (verb, noun) else None


def _has_phrase(first: Token, verb: Token, preposition: str, *, before: int) -> bool:
    """Whether the first object, or the verb behind it, has a phrase with the same preposition."""
    return any(
        child.dep_ == "prep" and child.lower_ == preposition and first.i < child.i < before
        for child in (*first.children, *verb.children)
    )


def _lift_clause(clause: Token) -> None:
    """Hang a that-clause on the noun that it tells of, not on who says it: "claims by a rival [that it paid]"."""
    noun = clause.head
    opened = any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)
    above = _beyond_agent(noun) if opened else None
    if above is not None and above.pos_ == "VERB":
        above = next((child for child in above.children if child.dep_ == "dobj" and child.i < noun.i), None)
    if above is not None:
        clause.head, clause.dep_ = above, "acl"


def _lift_gerund(gerund: Token) -> None:
    """Hang what is behind an agent on what it is the agent of: "accused by the union [of planning]"."""
    above = _beyond_agent(gerund.head.head) if gerund.head.dep_ == "prep" and gerund.dep_ == "pcomp" else None
    if above is not None:
        gerund.head.head = above


def _complete(gerund: Token) -> None:
    """Hang an infinitive on the gerund right before it: "accused of planning [to close]"."""
    doc = gerund.doc
    if gerund.i + 2 >= len(doc) or doc[gerund.i + 1].tag_ != "TO" or gerund.n_lefts:
        return
    infinitive = doc[gerund.i + 1].head
    if infinitive.tag_ == "VB" and infinitive.dep_ == "xcomp" and infinitive.head.i < gerund.i:
        gerund.dep_, gerund.tag_, gerund.pos_ = "pcomp", "VBG", "VERB"
        infinitive.head = gerund
        _lift_gerund(gerund)


def _beyond_agent(noun: Token) -> Token | None:
    """Give what a noun behind "by" is the agent of."""
    by = noun.head
    return by.head if noun.dep_ == "pobj" and by.lower_ == "by" and by.dep_ in ("agent", "prep") else None
