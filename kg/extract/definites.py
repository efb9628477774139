"""What definite descriptions refer to: "the company", "the two countries", "the Russian space agency Roscosmos"."""

import math

from kg.extract import classes, descriptions, discourse, lexicon, tree
from kg.extract.discourse import Candidate, Discourse
from kg.extract.tree import SUBJECTS, Tree

FAR, SUBJECT = 0.6, 0.25
SAME, LIKE, MARGIN = 9.0, 4.0, 0.5
REACH, NEAR = 8, 3
ANAPHORIC = frozenset(["the", "this", "that", "these", "those", "both", "such"])
NEWLY = frozenset(("new", "incoming", "outgoing", "current", "veteran"))
PUBLIC = frozenset(("agency", "organization", "organisation"))
COMPLEMENTS = frozenset(("prep", "relcl", "acl", "appos"))


def is_anaphoric(parse: Tree, head: int) -> bool:
    """Whether a noun phrase points back: a definite determiner, and no complement that says which is meant."""
    determiner = any(parse.lowers[child] in ANAPHORIC for child in parse.children[head] if child < head)
    return determiner and not _specifies(parse, head)


def _specifies(parse: Tree, head: int) -> bool:
    """Whether a complement right after a noun says which is meant; one further on may be the verb's."""
    return parse.words[head + 1 : head + 2] != [","] and any(
        head < child <= head + 2 and parse.deps[child] in COMPLEMENTS and parse.tags[child] != "CD"
        for child in parse.children[head]
    )


def antecedent(parse: Tree, state: Discourse, head: int) -> int | None:
    """Give the thing that a definite description refers to; None where nothing is safe."""
    said = modifiers(parse, head)
    scores: dict[int, float] = {}
    for candidate in state.recent(parse.sentences[head], within=REACH):
        gap = parse.sentences[head] - candidate.sentence
        strength = _match(parse, state, head, candidate, said)
        is_far = gap > NEAR and strength <= LIKE and state.types[candidate.thing] == "Place"
        if strength <= 0 or is_far:
            continue
        if not _is_barred(parse, candidate.head, head) and candidate.head != parse.heads[head]:
            value = strength - FAR * gap + SUBJECT * candidate.role
            scores[candidate.thing] = max(value, scores.get(candidate.thing, value))
    is_guess = bool(said) and max(scores.values(), default=SAME) < SAME - FAR * REACH
    return discourse.clear_winner(scores, margin=math.inf if is_guess else MARGIN)


def _is_barred(parse: Tree, subject: int, head: int) -> bool:
    """Whether a mention is part of a description, or the subject of its clause: that would be "its"."""
    if parse.sentences[subject] == parse.sentences[head] and tree.is_above(parse, head, subject):
        return True
    return parse.deps[subject] in SUBJECTS and parse.heads[subject] == discourse.governor(parse, head)


def modifiers(parse: Tree, head: int) -> set[str]:
    """Give the words before a noun that say which one is meant."""
    start, _ = descriptions.tight(parse, head)
    said = {parse.lowers[index] for index in range(start, head) if parse.words[index].isalpha()}
    return said - NEWLY if classes.of_noun(parse, head) == "Person" else said


def _match(parse: Tree, state: Discourse, head: int, candidate: Candidate, said: set[str]) -> float:
    """How well the noun of a description fits a thing: called so before, of a like noun, or of its class; 0 if not."""
    thing, plural = candidate.thing, parse.tags[head] == "NNS"
    if plural != candidate.is_plural or thing in state.members or (said and _contradicts(state, thing, said)):
        return 0.0
    known = said <= state.words[thing]
    is_named = state.heads[thing] < 0
    if parse.lemmas[head] in state.nouns[thing]:
        return SAME if known else LIKE * is_named
    if plural or (said and not is_named):
        return 0.0
    return _likeness(parse, state, head, thing, said) - (0.0 if known else 1.0)


def _likeness(parse: Tree, state: Discourse, head: int, thing: int, said: set[str]) -> float:
    """How well a noun suits a thing that was not yet called so."""
    lemma, nouns, own = parse.lemmas[head], state.nouns[thing], state.types[thing]
    general = lexicon.words().general.get(lemma, frozenset())
    if general & nouns:
        return LIKE + 1
    is_named = state.heads[thing] < 0
    if is_named and lemma in state.words[thing] and own == classes.of_noun(parse, head) == "Organization":
        return LIKE + 1
    if lemma in PUBLIC and is_named and state.words[thing] & lexicon.words().public:
        return LIKE + 1
    if lemma in ("man", "woman") and own == "Person" and is_named and not said:
        return LIKE if state.genders[thing] in ("", lexicon.words().gender[lemma]) else -1.0
    if lemma in lexicon.words().commercial and state.words[thing] & lexicon.words().public:
        return -1.0
    unknown = is_named and not any(noun in lexicon.words().classes for noun in nouns - lexicon.words().either)
    return LIKE if lemma in lexicon.words().guess and unknown and own == classes.of_noun(parse, head) else -1.0


def _contradicts(state: Discourse, thing: int, said: set[str]) -> bool:
    """Whether a nationality is said that is not the thing's."""
    homes = _homes(said)
    others = _homes(state.words[thing]) if homes else homes
    return bool(others) and not homes & others


def _homes(words: set[str]) -> set[str]:
    demonyms, countries = lexicon.places().demonyms, lexicon.places().countries
    capital = {word.capitalize() for word in words}
    return {demonyms[word] for word in capital if word in demonyms} | {
        countries[word] for word in words if word in countries
    }
