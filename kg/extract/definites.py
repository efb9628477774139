"""What definite descriptions refer to: "the company", "the two countries", "the Russian space agency Roscosmos"."""

from collections.abc import Iterator

from kg.extract import classes, descriptions, discourse, lexicon, tree
from kg.extract.discourse import Candidate, Discourse
from kg.extract.tree import NOUNS, QUOTES, SUBJECTS, Tree

FAR, SUBJECT = 0.6, 0.25
SAME, LIKE, MARGIN = 9.0, 4.0, 0.5
REACH = 8
ANAPHORIC = frozenset(["the", "this", "that", "these", "those", "both", "such"])
COMPLEMENTS = frozenset(("prep", "relcl", "acl", "appos"))


def appositions(parse: Tree, named: dict[int, int], nominal: set[int]) -> Iterator[tuple[int, int, bool]]:
    """Nominal heads with the head of the name that they describe; whether the name follows at once.

    `named` maps the heads of names to their first tokens.
    """
    for head in sorted(nominal):
        name = _beside(parse, head, named)
        if name is not None:
            yield head, name, parse.deps[name] == "appos" or parse.deps[head] == "appos"


def _beside(parse: Tree, head: int, named: dict[int, int]) -> int | None:
    """Give the name in apposition to a noun, or run into it."""
    for child in parse.children[head]:
        if parse.deps[child] == "appos" and child in named and child > head:
            return child
    above = parse.heads[head]
    if parse.deps[head] == "appos" and above in named and above < head:
        return above
    follows = _following(parse, head, named)
    if follows is None or (parse.tags[head] == "NNS" and len(tree.conjuncts(parse, follows)) < 2):
        return None
    dangling = parse.deps[follows] == "npadvmod" and parse.tags[head] in NOUNS
    return follows if dangling or classes.runs_into(parse, head, follows) else None


def _following(parse: Tree, head: int, named: dict[int, int]) -> int | None:
    """Give the name that begins right after a noun, or after a quotation mark after it."""
    start = head + 2 if parse.words[head + 1 : head + 2] and parse.words[head + 1] in QUOTES else head + 1
    return next((index for index in range(start, min(start + REACH, len(parse))) if named.get(index) == start), None)


def suits(parse: Tree, head: int, kind: str) -> bool:
    """Whether a noun can describe a name of a class: it is of that class, or either is not known."""
    noun = classes.of_noun(parse, head)
    if noun is None or kind in (noun, "Thing") or parse.lemmas[head] in lexicon.words().either:
        return True
    return {noun, kind} <= {"Place", "Organization", "Group"} or {noun, kind} <= {"Event", "Programme", "Product"}


def is_anaphoric(parse: Tree, head: int) -> bool:
    """Whether a noun phrase points back: a definite determiner, and no complement that says which is meant."""
    determiner = any(parse.lowers[child] in ANAPHORIC for child in parse.children[head] if child < head)
    return determiner and not _specifies(parse, head)


def _specifies(parse: Tree, head: int) -> bool:
    """Give a complement right after the noun belongs to it; one further on may be the verb's, wrongly attached."""
    return parse.words[head + 1 : head + 2] != [","] and any(
        head < child <= head + 2 and parse.deps[child] in COMPLEMENTS and parse.tags[child] != "CD"
        for child in parse.children[head]
    )


def antecedent(parse: Tree, state: Discourse, head: int) -> int | None:
    """Give the thing that a definite description refers to; None where nothing is safe."""
    said = modifiers(parse, head)
    scores: dict[int, float] = {}
    for candidate in state.recent(parse.sentences[head], within=REACH):
        strength = _match(parse, state, head, candidate, said)
        if strength > 0 and not _is_barred(parse, candidate.head, head) and candidate.head != parse.heads[head]:
            value = strength - FAR * (parse.sentences[head] - candidate.sentence) + SUBJECT * candidate.role
            scores[candidate.thing] = max(value, scores.get(candidate.thing, value))
    if not scores:
        return None
    ranked = sorted(scores.values(), reverse=True)
    is_guess = bool(said) and ranked[0] < SAME - FAR * REACH
    if ranked[0] < 0 or (len(ranked) > 1 and (is_guess or ranked[0] - ranked[1] < MARGIN)):
        return None
    return max(scores, key=lambda thing: scores[thing])


def _is_barred(parse: Tree, subject: int, head: int) -> bool:
    """Whether a mention is part of a description, or the subject of its clause: that would be "its"."""
    if parse.sentences[subject] == parse.sentences[head] and tree.is_above(parse, head, subject):
        return True
    return parse.deps[subject] in SUBJECTS and parse.heads[subject] == discourse.governor(parse, head)


def modifiers(parse: Tree, head: int) -> set[str]:
    """Give the words before a noun that say which one is meant."""
    start, _ = descriptions.tight(parse, head)
    return {parse.lowers[index] for index in range(start, head) if parse.words[index].isalpha()}


def _match(parse: Tree, state: Discourse, head: int, candidate: Candidate, said: set[str]) -> float:
    """How well the noun of a description fits a thing: called so before, of a like noun, or of its class; 0 if not."""
    thing, plural = candidate.thing, parse.tags[head] == "NNS"
    if plural != candidate.is_plural or thing in state.members or _contradicts(state, thing, said):
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
    if lemma in ("man", "woman") and own == "Person" and is_named and not said:
        return LIKE if state.genders[thing] in ("", lexicon.words().gender[lemma]) else -1.0
    unknown = is_named and not any(noun in lexicon.words().classes for noun in nouns - lexicon.words().either)
    return LIKE if lemma in lexicon.words().guess and unknown and own == classes.of_noun(parse, head) else -1.0


def _contradicts(state: Discourse, thing: int, said: set[str]) -> bool:
    """Whether a nationality is said that is not the thing's."""
    homes = _homes(said)
    return bool(homes) and bool(_homes(state.words[thing])) and not homes & _homes(state.words[thing])


def _homes(words: set[str]) -> set[str]:
    demonyms, countries = lexicon.places().demonyms, lexicon.places().countries
    capital = {word.capitalize() for word in words}
    return {demonyms[word] for word in capital if word in demonyms} | {
        countries[word] for word in words if word in countries
    }
