"""What personal pronouns refer to, and which refer to nothing.

Precision first: a pronoun whose best antecedent is not clearly better than the next has none.
"""

from collections.abc import Iterator

from kg.extract import classes, discourse, lexicon, tree
from kg.extract.discourse import Candidate, Discourse
from kg.extract.tree import PROPER, SUBJECTS, Tree

FAR, NAMED, CONTINUED, MATRIX, OWN, PARALLEL, AGENT, STEP = 2.2, 0.6, 0.8, 1.6, 2.0, 0.6, 1.5, 0.012
SOURCE = 1.8
MARGIN = 0.45
AGENTS = frozenset(("Person", "Organization", "Group"))
OBJECTS = frozenset(("dobj", "pobj", "dative"))
COPULAS = frozenset(("be", "become", "seem", "remain", "prove", "appear", "look", "sound", "feel"))


def is_pronoun(parse: Tree, index: int) -> bool:
    """Whether a token is a pronoun that can head a noun phrase or own one."""
    tag, dep = parse.tags[index], parse.deps[index]
    if tag in ("PRP", "PRP$", "WP", "WP$", "EX", "WDT"):
        return parse.words[index] != "US" and dep not in ("det", "expl")
    is_head = dep in ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "dative", "conj", "poss")
    return is_head and parse.lowers[index] in lexicon.pronouns().nobody and parse.tags[index] not in (*PROPER, "CD")


def is_expletive(parse: Tree, index: int) -> bool:
    """Whether "it" stands for nothing or for a clause that follows ("it is clear that", "it rains")."""
    if parse.lowers[index] != "it" or parse.deps[index] not in (*SUBJECTS, "expl", "dobj"):
        return parse.deps[index] == "expl"
    if parse.lemmas[parse.heads[index]] in lexicon.pronouns().clausal:
        return _has_clause(parse, parse.heads[index], index)
    verb, known = parse.heads[index], lexicon.pronouns()
    if parse.deps[index] == "dobj":
        return parse.lemmas[verb] in ("make", "find", "think", "consider") and _has_clause(parse, verb, index)
    if parse.lemmas[verb] in known.seeming and (
        parse.lemmas[verb] in ("rain", "snow", "hail", "drizzle") or _has_clause(parse, verb, index)
    ):
        return True
    if parse.lemmas[verb] == "take":
        after = [child for child in parse.children[verb] if child > verb]
        is_long = any(parse.labels[child] in ("TIME", "DATE") for child in after)
        return is_long and (_has_clause(parse, verb, index) or any(parse.lowers[child] == "to" for child in after))
    if parse.deps[index] == "nsubjpass" or parse.lemmas[verb] in known.telling:
        return (
            parse.lemmas[verb] in known.telling and parse.deps[index] == "nsubjpass" and _has_clause(parse, verb, index)
        )
    return parse.lemmas[verb] in COPULAS and _is_clausal(parse, verb, index)


def _is_clausal(parse: Tree, verb: int, index: int) -> bool:
    """Whether a clause, a name or a time follows: `it is clear that`, `it was Musk who`, `it is 10 o'clock`."""
    for child in parse.children[verb]:
        if child <= verb or parse.deps[child] not in ("acomp", "attr", "advcl", "prep", "npadvmod"):
            continue
        if parse.lemmas[child] in lexicon.pronouns().clausal and (
            _has_clause(parse, verb, index) or _has_clause(parse, child, index)
        ):
            return True
        if parse.deps[child] == "attr" and (parse.labels[child] in ("DATE", "TIME") or _is_cleft(parse, child)):
            return True
    return False


def _is_cleft(parse: Tree, noun: int) -> bool:
    """Whether it is as in `it was Musk who founded`: a name or pronoun with a relative clause."""
    relative = any(parse.deps[child] == "relcl" for child in parse.children[noun])
    return relative and parse.tags[noun] in (*PROPER, "PRP")


def _has_clause(parse: Tree, head: int, after: int) -> bool:
    return any(
        child > after and parse.deps[child] in ("ccomp", "xcomp", "csubj", "advcl", "acl", "csubjpass")
        for child in parse.children[head]
    )


def antecedent(parse: Tree, state: Discourse, index: int, *, speaker: int | None = None) -> int | None:
    """Give the thing that a personal pronoun refers to; None where nothing is clearly best.

    `speaker` is whoever says the words: no "he" in a quotation means its own speaker.
    """
    if parse.lowers[index] in lexicon.pronouns().reflexive:
        return _subject(parse, state, index)
    recent = list(state.recent(parse.sentences[index]))
    barred = {candidate.thing for candidate in recent if _is_barred(parse, index, candidate)} | {speaker}
    scores: dict[int, float] = {}
    for candidate in _eligible(parse, state, index, recent):
        if candidate.thing not in barred and agrees(parse, state, index, candidate):
            value = _score(parse, state, index, candidate)
            scores[candidate.thing] = max(value, scores.get(candidate.thing, value))
    return discourse.clear_winner(scores, margin=MARGIN)


def _eligible(parse: Tree, state: Discourse, index: int, recent: list[Candidate]) -> Iterator[Candidate]:
    """Leave out the members of a coordination for "they": it means all of them."""
    is_plural = parse.lowers[index] in lexicon.pronouns().plural
    grouped = {head for candidate in recent for head in state.members.get(candidate.thing, ())} if is_plural else ()
    for candidate in recent:
        if candidate.head not in grouped or candidate.thing in state.members:
            yield candidate


def _subject(parse: Tree, state: Discourse, index: int) -> int | None:
    """Give a reflexive's antecedent: the subject of its clause, or the noun that it emphasises."""
    verb = discourse.governor(parse, index)
    for candidate in state.recent(parse.sentences[index], within=0):
        is_subject = parse.deps[candidate.head] in SUBJECTS and parse.heads[candidate.head] == verb
        if (is_subject or candidate.head == parse.heads[index]) and agrees(parse, state, index, candidate):
            return candidate.thing
    return None


def agrees(parse: Tree, state: Discourse, index: int, candidate: Candidate) -> bool:
    """Whether a mention has the number and gender that a pronoun asks for, and is a person or a thing as it does."""
    lower, known = parse.lowers[index], lexicon.pronouns()
    kind = state.types[candidate.thing]
    if lower in known.male or lower in known.female:
        wanted = lexicon.MALE if lower in known.male else lexicon.FEMALE
        is_person = kind == "Person" or (
            kind == "Thing" and candidate.kind == "name" and not parse.words[candidate.head].isupper()
        )
        return is_person and not candidate.is_plural and state.genders[candidate.thing] in ("", wanted)
    if lower in known.thing:
        return kind not in ("Person", "Group") and not candidate.is_plural
    return candidate.is_plural or kind in ("Group", "Organization")


def _is_barred(parse: Tree, index: int, candidate: Candidate) -> bool:
    """Binding: no argument of the same verb, and nothing that the pronoun is a part of."""
    head = candidate.head
    if parse.sentences[head] != parse.sentences[index]:
        return False
    if parse.tags[index] == "PRP$":
        return head == parse.heads[index] or _is_inside(parse, index, head)
    if head == parse.heads[index]:
        return True
    same = discourse.governor(parse, head) == discourse.governor(parse, index)
    return (same and not _in_modifier(parse, head)) or _is_inside(parse, index, head)


def _is_inside(parse: Tree, index: int, head: int) -> bool:
    """Whether the phrase of a noun holds the pronoun outside any clause of its own."""
    token = index
    while parse.heads[token] != token and parse.deps[token] in ("poss", "pobj", "prep", "compound", "amod", "appos"):
        token = parse.heads[token]
        if token == head:
            return parse.deps[index] in ("poss", "pobj")
    return False


def _in_modifier(parse: Tree, head: int) -> bool:
    """Whether a mention is a possessor or modifier, and so no argument of the verb."""
    return parse.deps[head] in ("poss", "compound", "amod", "nmod") or (
        parse.deps[head] == "pobj" and parse.tags[parse.heads[parse.heads[head]]][:1] == "N"
    )


def _score(parse: Tree, state: Discourse, index: int, candidate: Candidate) -> float:
    """How well a mention suits as antecedent."""
    gap = parse.sentences[index] - candidate.sentence
    value = candidate.role - FAR * gap - STEP * min(index - candidate.head, 60)
    value += NAMED * (candidate.kind != "nominal") + CONTINUED * (candidate.kind == "pronoun")
    value -= AGENT * (candidate.kind == "name" and state.types[candidate.thing] == "Thing")
    value -= SOURCE * (gap > 0 and _is_afterthought(parse, index, candidate.head))
    if parse.lowers[index] in lexicon.pronouns().plural:
        value -= AGENT * (not candidate.is_plural)
    else:
        value -= CONTINUED * _is_one_of_several(parse, candidate.head)
    verb = discourse.governor(parse, index)
    if _is_object(parse, index):
        value += _as_object(parse, state, index, candidate)
    else:
        value += _as_subject(parse, index, candidate, verb, gap)
    return value + _suits_verb(parse, state, index, candidate, verb)


def _as_object(parse: Tree, state: Discourse, index: int, candidate: Candidate) -> float:
    """Objects follow objects: "the committee rejected the plan after the minister criticised it"."""
    body = parse.lowers[index] == "it" and state.types[candidate.thing] in AGENTS
    follows = parse.deps[candidate.head] in OBJECTS
    return PARALLEL * (2 * follows - (parse.deps[candidate.head] in SUBJECTS) - body)


def _as_subject(parse: Tree, index: int, candidate: Candidate, verb: int, gap: int) -> float:
    """Subjects follow subjects, of the clause above or before; "its" belongs to the subject of its clause."""
    if parse.deps[candidate.head] not in SUBJECTS:
        return 0.0
    other = discourse.governor(parse, candidate.head)
    if gap == 0 and other == verb and parse.deps[index] == "poss":
        return OWN
    value = MATRIX if gap == 0 and other != verb and tree.is_above(parse, other, verb) else 0.0
    follows = parse.deps[index] in SUBJECTS and (gap == 1 or parse.deps[verb] == "conj")
    return value + PARALLEL * follows


def _is_afterthought(parse: Tree, index: int, head: int) -> bool:
    """`survey` in "The quake hit at noon, the survey said. It felled a tower": who is named last as the source."""
    verb = parse.heads[head]
    if parse.lowers[index] not in lexicon.pronouns().thing or parse.deps[head] not in SUBJECTS:
        return False
    is_source = parse.lemmas[verb] in lexicon.pronouns().says and parse.lemmas[parse.heads[index]] not in (
        lexicon.pronouns().says | lexicon.pronouns().governs
    )
    return is_source and any(child < head and parse.deps[child] == "ccomp" for child in parse.children[verb])


def _is_one_of_several(parse: Tree, head: int) -> bool:
    """Whether a mention is coordinated with others."""
    return parse.deps[head] == "conj" or any(parse.deps[child] == "conj" for child in parse.children[head])


def _is_object(parse: Tree, index: int) -> bool:
    """Whether a pronoun is an object; so it is in "called it a milestone", where the parser sees a clause."""
    small = parse.deps[index] == "nsubj" and parse.tags[parse.heads[index]][:1] not in "VM"
    return parse.deps[index] in OBJECTS or small


def _suits_verb(parse: Tree, state: Discourse, index: int, candidate: Candidate, verb: int) -> float:
    """Whoever says or signs is a person, a body or a state."""
    kind = state.types[candidate.thing]
    is_agent = kind in AGENTS or "country" in state.nouns[candidate.thing]
    if parse.deps[index] == "nsubj" and parse.lemmas[verb] in lexicon.pronouns().says:
        return 0.0 if is_agent else -3 * AGENT
    if parse.deps[index] == "nsubj" and parse.lemmas[verb] in lexicon.pronouns().governs:
        return 0.0 if is_agent else -AGENT
    if parse.deps[index] == "poss" and classes.of_noun(parse, parse.heads[index]) in ("Person", "Organization"):
        return 0.0 if is_agent else -AGENT
    place = kind == "Place" and parse.deps[candidate.head] == "pobj" and candidate.kind == "name"
    abstract = kind == "Concept" and candidate.kind == "nominal" and not _is_object(parse, index)
    return -AGENT * place - 0.5 * AGENT * abstract
