"""What clauses say: propositions of two arguments and the words between them.

Every clause (ClausIE's types SV, SVA, SVC, SVO, SVOO, SVOA, SVOC) gives one proposition for each of its objects,
complements and prepositional phrases; the objects before it move into the relation, so that n-ary facts stay
readable as pairs ("fired 36 shells at | the posts"). A preposition inside the object gives one more ("signed an
agreement with | CNSA"). Source of the clause types: Del Corro and Gemulla, WWW 2013, table 1; the reading of
n-ary facts as pairs: Gashteovski et al., ACL 2022, section 3.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract import phrases, subjects


@dataclass(frozen=True, slots=True)
class Proposition:
    """Two arguments by the index of their head token, and the relation's tokens in reading order.

    `head` is the token from which status, time and speaker are read. `nouns` are the tokens of the relation that
    carry its meaning beside the verb; `passive` says that the object does it to the subject.
    """

    subject: int
    object: int
    words: tuple[int, ...]
    head: int
    rule: str
    passive: bool = False
    label: str = ""


def propositions(doc: Doc) -> Iterator[Proposition]:
    """Yield what each clause of the document says, in the order of the text."""
    for token in doc:
        if subjects.is_clause(token):
            yield from _clause(token)


def _clause(verb: Token) -> Iterator[Proposition]:
    passive = subjects.is_passive(verb)
    group = verb_group(verb)
    gap = subjects.gap(verb)
    objects = [child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i]
    for subject in _subjects(verb):
        for relation, target, rule in _pairs(verb, group, objects, gap):
            if target.i != subject.i:
                by_agent = passive and rule == "clause/agent"
                words = tuple(token.i for token in relation)
                yield Proposition(subject.i, target.i, words, verb.i, rule, by_agent)


def _subjects(verb: Token) -> list[Token]:
    found = subjects.subjects(verb)
    if not found and subjects.has(verb, "expl"):
        return [part for child in verb.children if child.dep_ in ("attr", "dobj") for part in phrases.conjuncts(child)]
    return found


def _pairs(
    verb: Token, group: list[Token], objects: list[Token], gap: Token | None
) -> Iterator[tuple[list[Token], Token, str]]:
    """Yield the relation's words, the other argument's head, and the rule, for each argument of the verb."""
    recipients = [child for child in verb.children if child.dep_ == "dative" and child.pos_ in phrases.NOMINAL]
    for thing in objects:
        for part in phrases.conjuncts(thing):
            yield [*group, *recipients], part, "clause/object"
            yield from _inside(group, part, "clause/object-preposition")
    if gap is not None:
        yield group, gap, "clause/gap"
    for child in verb.children:
        if child.dep_ in ("attr", "oprd") and not subjects.has(verb, "expl"):
            for part in phrases.conjuncts(child):
                yield group, part, "clause/complement"
                yield from _inside(group, part, "clause/complement-preposition")
        elif child.dep_ == "acomp":
            yield group, child, "clause/adjective"
            for part in phrases.conjuncts(child):
                yield from _prepositions([*group, part], part, "clause/adjective-preposition")
        elif child.dep_ == "agent":
            for pobj in child.children:
                for part in phrases.conjuncts(pobj) if pobj.dep_ == "pobj" else ():
                    yield [*group, child], part, "clause/agent"
    before = [*group, *_words(objects[0])] if objects else group
    yield from _prepositions(before, verb, "clause/preposition")
    for child in verb.children:
        if child.dep_ == "npadvmod" and child.ent_type_ in ("DATE", "TIME"):
            yield before, child, "clause/adverbial"


def _inside(group: list[Token], noun: Token, rule: str) -> Iterator[tuple[list[Token], Token, str]]:
    """What hangs on an object by a preposition: "an agreement with CNSA"."""
    yield from _prepositions([*group, *_words(noun)], noun, rule)


def _prepositions(before: list[Token], governor: Token, rule: str) -> Iterator[tuple[list[Token], Token, str]]:
    for prep, pobj in phrases.prepositional(governor):
        for part in phrases.conjuncts(pobj):
            yield [*before, *phrases.words_of(prep)], part, rule


def _words(noun: Token) -> list[Token]:
    start, end = phrases.span(noun, complements=False)
    return list(noun.doc[start:end])


def verb_group(verb: Token) -> list[Token]:
    """Give the verb with its auxiliaries, negation, particles, and the verbs that it is chained to."""
    own = [child for child in verb.children if child.dep_ in ("aux", "auxpass", "neg", "prt") and child.tag_ != "POS"]
    if verb.dep_ == "conj" and not any(child.dep_ in ("aux", "auxpass") for child in own):
        own += _shared(verb)
    chain: list[Token] = []
    if verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX", "ADJ") and not _object_control(verb.head):
        chain = verb_group(verb.head)
        if verb.head.dep_ == "acomp":
            chain = [*verb_group(verb.head.head), verb.head]
    return [*chain, *sorted([*own, verb], key=lambda token: token.i)]


def _shared(verb: Token) -> list[Token]:
    """Auxiliaries of a first conjunct that hold for a second: "was arrested and charged"."""
    first = verb.head
    if verb.tag_ not in ("VBN", "VBG", "VB") or first.tag_ != verb.tag_:
        return []
    return [child for child in first.children if child.dep_ in ("aux", "auxpass") and child.tag_ != "TO"]


def _object_control(matrix: Token) -> bool:
    return subjects.has(matrix, "dobj", "dative")
