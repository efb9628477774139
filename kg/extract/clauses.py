"""What clauses say: propositions of two arguments and the words between them.

Every clause (ClausIE's types SV, SVA, SVC, SVO, SVOO, SVOA, SVOC) gives one proposition for each of its objects,
complements and prepositional phrases; the objects before it move into the relation, so that n-ary facts stay
readable as pairs ("fired 36 shells at | the posts"). A preposition inside the object gives one more ("signed an
agreement with | CNSA"). Source of the clause types: Del Corro and Gemulla, WWW 2013, table 1; the reading of
n-ary facts as pairs: Gashteovski et al., ACL 2022, section 3.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.symbols import AUX, VERB  # type: ignore[import-not-found]  # compiled, and ships no stub
from spacy.tokens import Doc, Token

from kg.extract import frames, participles, phrases, reports, subjects, wordlists

Pair = tuple[list[Token], Token, str]
"""The words of a relation, the head of its other argument, and the rule that read it."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """Two arguments by the index of their head token, and the relation's tokens in reading order.

    `head` is the token from which status, time and speaker are read. `passive` says that the object does it to the
    subject, `label` is the base form of a relation that has no words of its own. `predicate` and `confidence` are given
    by what reads no words at all.
    """

    subject: int
    object: int
    words: tuple[int, ...]
    head: int
    rule: str
    passive: bool = False
    label: str = ""
    predicate: str = ""
    confidence: float = 0.0


def propositions(doc: Doc) -> Iterator[Proposition]:
    """Yield what each clause of the document says, in the order of the text."""
    for index in np.flatnonzero(np.isin(doc.to_array("POS"), (VERB, AUX))).tolist():
        if subjects.is_clause(doc[index]):
            yield from _clause(doc[index])


def _clause(verb: Token) -> Iterator[Proposition]:
    passive = subjects.is_passive(verb)
    group = verb_group(verb)
    gap = subjects.gap(verb)
    objects = [child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i]
    found = _subjects(verb)
    for subject in (*found, *(part for each in found for part in phrases.examples(each))):
        for relation, target, rule in _pairs(verb, group, objects, gap):
            if target.i != subject.i:
                by_agent = passive and rule == "clause/agent"
                words = tuple(token.i for token in relation)
                yield Proposition(subject.i, target.i, words, verb.i, rule, by_agent)
    yield from _reciprocal(verb, group, passive=passive)
    yield from _goals(verb, objects)
    yield from _tolls(verb, group)


def _reciprocal(verb: Token, group: list[Token], *, passive: bool) -> Iterator[Proposition]:
    """As in "Moscow and Washington are collaborating": with each other (Huddleston and Pullum 2002, chapter 5, 9.1)."""
    found = subjects.subjects(verb)
    if passive or len(found) != 2 or found[0].i == found[1].i:
        return
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    alone = wordlists.load("reciprocal")
    if (verb.lemma_ in alone["intransitive"] and not objects) or (
        objects and f"{verb.lemma_} {objects[0].lemma_}" in alone["transitive"]
    ):
        noun = [objects[0].lemma_.lower()] if objects else []
        words = tuple(token.i for token in [*group, *objects[:1]])
        label = " ".join([verb.lemma_.lower(), *noun, "with"])
        yield Proposition(found[0].i, found[1].i, words, verb.i, "clause/reciprocal", label=label)


def _goals(verb: Token, objects: list[Token]) -> Iterator[Proposition]:
    """Where or to what somebody's deed brings its object: "invited Zhang to the launch", "arrested him at school"."""
    lists = wordlists.load("reciprocal")
    for thing in (part for found in objects[:1] for part in phrases.conjuncts(found)):
        own = list(phrases.prepositional(thing))
        shared = [
            pair for pair in phrases.prepositional(verb) if pair[0].lower_ not in {prep.lower_ for prep, _ in own}
        ]
        for prep, pobj in (*own, *shared):
            is_near = prep.head == verb or (prep.head == thing and thing.dep_ == "conj")
            fits = prep.lower_ in lists["goals"] and is_near and thing.pos_ in ("PROPN", "PRON")
            fits = fits or (prep.lower_ == "of" and verb.lemma_ in lists["of"])
            if fits and prep.i > thing.i and not phrases.is_complex(prep, pobj):
                for part in phrases.conjuncts(pobj):
                    label = f"be {participles.past(verb)} {prep.lower_}"
                    yield Proposition(thing.i, part.i, (verb.i, prep.i), verb.i, "clause/goal", label=label)


def _tolls(verb: Token, group: list[Token]) -> Iterator[Proposition]:
    """What an event did to people: "27 miners were killed in the blast", "three people died in a crash"."""
    label = wordlists.words("tolls").get(verb.lemma_)
    if label is None or subjects.has(verb, "dobj", "agent"):
        return
    for prep, pobj in phrases.prepositional(verb):
        if prep.lower_ == "in" and frames.is_event(pobj):
            for victim in _subjects(verb):
                words = tuple(token.i for token in [*group, prep])
                yield Proposition(pobj.i, victim.i, words, verb.i, "clause/toll", label=label)


def _subjects(verb: Token) -> list[Token]:
    found = subjects.subjects(verb)
    if not found and subjects.has(verb, "expl"):
        return [part for child in verb.children if child.dep_ in ("attr", "dobj") for part in phrases.conjuncts(child)]
    return found


def _pairs(verb: Token, group: list[Token], objects: list[Token], gap: Token | None) -> Iterator[Pair]:
    """Yield the relation's words, the other argument's head, and the rule, for each argument of the verb."""
    recipients = [child for child in verb.children if child.dep_ == "dative" and child.pos_ in phrases.NOMINAL]
    yield from _objects(group, objects, recipients)
    if gap is not None:
        yield group, gap, "clause/gap"
    for child in verb.children:
        yield from _complements(verb, group, child)
    held = objects or [child for child in verb.children if child.dep_ in ("attr", "oprd") and child.i > verb.i]
    yield from _prepositions(group, verb, "clause/preposition", held=held)
    for child in verb.children:
        if child.dep_ == "npadvmod" and child.ent_type_ in ("DATE", "TIME"):
            yield [*group, *(_words(held[0]) if held else ())], child, "clause/adverbial"


def _objects(group: list[Token], objects: list[Token], recipients: list[Token]) -> Iterator[Pair]:
    for thing in objects:
        for part in phrases.conjuncts(thing):
            yield from (([*group, *recipients], each, "clause/object") for each in (part, *phrases.examples(part)))
            yield from _inside(group, part, "clause/object-preposition")
    for recipient in recipients:
        for thing in objects[:1]:
            yield [*group, *_words(thing)], recipient, "clause/recipient"


def _complements(verb: Token, group: list[Token], child: Token) -> Iterator[Pair]:
    """What is said by a noun, an adjective or a clause after the verb, or by whom something is done."""
    if child.dep_ == "attr" and subjects.has(verb, "expl"):
        yield from _prepositions(group, child, "clause/preposition")
    elif child.dep_ in ("attr", "oprd") and child.pos_ != "ADJ":
        for part in phrases.conjuncts(child):
            yield group, part, "clause/complement"
            yield from _inside(group, part, "clause/complement-preposition")
    elif child.dep_ in ("acomp", "attr") or (child.dep_ == "oprd" and not subjects.has(verb, "dobj")):
        yield from _adjectives(group, child)
    elif child.dep_ == "ccomp":
        yield from _contents(group, child)
    elif child.dep_ == "agent":
        agents = [part for pobj in child.children if pobj.dep_ == "pobj" for part in phrases.conjuncts(pobj)]
        yield from (([*group, child], agent, "clause/agent") for agent in agents)


def _adjectives(group: list[Token], adjective: Token) -> Iterator[Pair]:
    """What something is like: "is 57 kilometres long", "is full of water"."""
    if not subjects.has(adjective, "xcomp", "ccomp"):
        yield group, adjective, "clause/adjective"
    for measure in (part for part in adjective.lefts if part.dep_ == "npadvmod"):
        counted = [part for part in measure.lefts if part.dep_ == "nummod" and adjective.lower_ == "old"]
        yield [*group, adjective], (counted or [measure])[0], "clause/measure"
    for part in phrases.conjuncts(adjective):
        yield from _prepositions([*group, part], part, "clause/adjective-preposition")


def _contents(group: list[Token], clause: Token) -> Iterator[Pair]:
    """What is said in a clause of its own, or in a small one: "found the banker guilty"."""
    if clause.pos_ in ("VERB", "AUX"):
        if clause.i > group[-1].i or reports.is_listed(clause.head):
            yield group, clause, "clause/content"
    elif clause.pos_ == "ADJ" and not subjects.has(clause, "mark", "aux"):
        things = [part for thing in clause.children if thing.dep_ == "nsubj" for part in phrases.conjuncts(thing)]
        yield from (([*group, clause], thing, "clause/object") for thing in things)


def _inside(group: list[Token], noun: Token, rule: str) -> Iterator[Pair]:
    """What hangs on an object by a preposition: "an agreement with CNSA"."""
    yield from _prepositions([*group, *_words(noun)], noun, rule)


def _prepositions(
    before: list[Token], governor: Token, rule: str, depth: int = 0, held: Sequence[Token] = ()
) -> Iterator[Pair]:
    """Yield what hangs on a word by prepositions; an object that stands before one (`held`) is part of the relation."""
    for prep, pobj in phrases.prepositional(governor):
        carried = _words(held[0]) if held and (held[0].i < prep.i or prep.i < governor.i) else []
        relation = [*before, *carried, *phrases.words_of(prep)]
        is_dropped = (
            bool(carried) and held[0].pos_ in ("PROPN", "PRON") and prep.lower_ in wordlists.load("reciprocal")["goals"]
        )
        for part in phrases.conjuncts(pobj):
            compound = phrases.is_complex(prep, part)
            if not compound:
                yield relation, part, _nested(prep, "clause/beside-name" if is_dropped else rule)
            if depth < 1 and part.pos_ == "NOUN":
                inner = rule if compound else "clause/nested-preposition"
                yield from _prepositions([*relation, *_words(part)], part, inner, depth + (not compound))


def _nested(prep: Token, rule: str) -> str:
    """A place inside a place says where the inner one is, and less of the deed."""
    locative = wordlists.load("roles")["locative"]
    return "clause/nested-place" if rule == "clause/nested-preposition" and prep.lower_ in locative else rule


def _words(noun: Token) -> list[Token]:
    start, end = phrases.span(noun, complements=False)
    return list(noun.doc[start:end])


def verb_group(verb: Token) -> list[Token]:
    """Give the verb with its auxiliaries, negation, particles, and the verbs that it is chained to."""
    own = [child for child in verb.children if child.dep_ in ("aux", "auxpass", "neg", "prt") and child.tag_ != "POS"]
    own += [child for child in verb.lefts if child.dep_ == "advmod" and child.i + 1 == verb.i and child.tag_ == "RB"]
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
