"""The frame in which a clause or a noun hangs on the word that governs it, and that word's signature.

Frames are those of `kg/data/status.toml`: to, bare, ing, that, participle for clauses; a preposition for both.
"""

from spacy.tokens import Token

from kg.extract import modality
from kg.extract import standing as standings
from kg.extract.standing import Signature

PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "ADV": "adverb"}
FINITE = frozenset({"VBD", "VBZ", "VBP"})


def frame(clause: Token) -> str:
    """Give the frame by the clause's form: to, bare, ing, participle or that (finite, or a subjunctive)."""
    tags = {child.tag_ for child in modality.auxiliaries(clause)}
    if "TO" in tags:
        return "to"
    if clause.dep_ == "acl" and not tags and clause.tag_ in ("VBD", "VBN") and not is_opened(clause):
        return "participle"  # "the programme announced by" is at times tagged as a past tense
    if clause.tag_ in FINITE or tags & (FINITE | {"MD"}):
        return "that"
    if clause.tag_ == "VBG":
        return "ing"
    if clause.tag_ == "VB":
        return "that" if any(child.dep_ == "mark" for child in clause.children) else "bare"
    return "participle" if clause.tag_ == "VBN" and not is_opened(clause) else "that"


def is_opened(clause: Token) -> bool:
    """Whether a clause has a subordinator or a subject of its own."""
    return any(child.dep_ in ("mark", "nsubj", "nsubjpass") for child in clause.children)


def find(part: str, word: Token, name: str) -> Signature | None:
    """Give the signature of a word for a frame, looked up with its particle first."""
    signatures = standings.load().signatures
    key = lemma(word)
    found = signatures.get((part, key, name))
    if found is None and name == "bare":
        found = signatures.get((part, key, "that"))
    if found is None and "_" in key:
        found = signatures.get((part, key.partition("_")[0], name))
    return found


def by_preposition(prep: Token, governor: Token) -> Signature | None:
    """Give the signature of what follows a preposition: "accused of", "instead of", "plans for", "without"."""
    name = prep.lower_
    before = prep.nbor(-1) if prep.i else prep
    for word in (before, prep.head, *prep.children):
        if word.pos_ in ("ADV", "ADP", "SCONJ") and (found := find("adverb", word, name)):
            return found
    name = "to-noun" if name == "to" else name
    return find("preposition", prep, "ing") or find(PARTS.get(governor.pos_, ""), governor, name)


def above(prep: Token) -> Token:
    """Give what a preposition hangs on, through other prepositions and adverbs.

    That is the verb where it has a signature for the preposition, and the parser chose its object: "accused the
    nurse of murder".
    """
    governor = prep.head
    while governor.dep_ in ("prep", "advmod", "pcomp") and governor.pos_ in ("ADP", "ADV", "SCONJ"):
        governor = governor.head
    if governor.dep_ == "dobj" and not find("noun", governor, prep.lower_) and find("verb", governor.head, prep.lower_):
        return governor.head
    return governor


def lemma(word: Token) -> str:
    """Give a word's lemma in lower case, joined to its particle."""
    words = standings.load().words["particles"]
    particle = next(
        (c.lower_ for c in word.children if c.dep_ == "prt" or (c.dep_ == "advmod" and c.lower_ in words)), ""
    )
    own = word.lemma_.lower()
    return f"{own}_{particle}" if particle else own


def opens_with(clause: Token, words: str) -> bool:
    """Whether a clause is opened by one of a list of words."""
    known = standings.load().words[words]
    return any(
        child.dep_ in ("mark", "advmod") and child.lower_ in known and child.i < clause.i for child in clause.children
    )


def is_perfect(clause: Token) -> bool:
    """Whether an infinitive is perfect: "to have signed"."""
    return any(child.lower_ == "have" for child in modality.auxiliaries(clause))


def is_past(clause: Token) -> bool:
    """Whether a clause is in the past or the perfect."""
    if clause.tag_ == "VBD":
        return True
    return any(child.tag_ == "VBD" or child.lower_ in ("has", "have") for child in modality.auxiliaries(clause))


def is_result(clause: Token) -> bool:
    """Whether an infinitive reports what came of its governor: "beat Spain to win", "returned only to find"."""
    words = standings.load().words
    if any(child.lower_ == "only" and child.i < clause.i for child in clause.children):
        return True
    governor = clause.head.lemma_.lower()
    return governor in words["result_governors"] and clause.lemma_.lower() in words["result_infinitives"]


def is_definite(noun: Token) -> bool:
    """Whether a noun phrase is about a thing that is taken as known: "the", "its", "Boeing's", a name."""
    words = standings.load().words["definite_determiners"]
    return noun.pos_ in ("PROPN", "PRON") or any(
        child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ in words) for child in noun.children
    )


def is_ranked(noun: Token) -> bool:
    """Whether a noun has an ordinal or a superlative: "the first man to", "the youngest woman to"."""
    words = standings.load().words["ordinals"]
    return any(child.lower_ in words or (child.dep_ == "amod" and child.tag_ == "JJS") for child in noun.children)


def is_event(noun: Token) -> bool:
    """Whether a common noun stands for an event, by the lists or by its ending."""
    if noun.pos_ != "NOUN" or noun.ent_type_ in ("PERSON", "ORG", "GPE", "LOC", "DATE", "TIME"):
        return False
    words, own = standings.load().words, noun.lemma_.lower()
    if own in words["event_words"]:
        return True
    return own not in words["event_exceptions"] and len(own) > 5 and own.endswith(tuple(words["event_endings"]))
