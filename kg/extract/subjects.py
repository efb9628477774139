"""Who does it: the subjects and gaps of a clause, through control, raising, coordination and relative clauses.

Follows the analysis of ClausIE (Del Corro and Gemulla 2013) and its treatment of participles and relative
clauses, and of control in Huddleston and Pullum (2002, ch. 14), over spaCy's trees.
"""

from spacy.tokens import Token

from kg.extract import frames, phrases, wordlists

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
_CLAUSAL = frozenset({"advcl", "pcomp"})


def is_clause(token: Token) -> bool:
    """Whether a token heads a clause: a verb that is no mere modifier, or a copula with something to say."""
    if token.pos_ == "VERB":
        return token.dep_ not in (
            "amod",
            "compound",
            "aux",
            "auxpass",
            "nmod",
            "case",
            "prep",
            "pobj",
            "mark",
        ) and not (token.tag_ == "VBG" and token.dep_ in ("dobj", "nsubj", "attr", "nsubjpass"))
    return token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass")


def is_passive(verb: Token) -> bool:
    """Whether the clause's surface subject is what the verb is done to."""
    if any(child.dep_ in ("auxpass", "nsubjpass", "csubjpass") for child in verb.children):
        return True
    if verb.tag_ not in ("VBN", "VBD") or has(verb, "aux"):
        return False
    if verb.dep_ == "acl":
        return not has(verb, "dobj")
    if verb.dep_ == "advcl" and verb.tag_ == "VBN":
        return not has(verb, *SUBJECTS) and not has(verb, "dobj")
    return (
        verb.dep_ == "conj"
        and not has(verb, *SUBJECTS)
        and not has(verb, "dobj")
        and _is_verb(verb.head)
        and (verb.tag_ == "VBN" and is_passive(verb.head))
    )


def subjects(verb: Token, *, depth: int = 0) -> list[Token]:
    """Give the heads of the noun phrases that are the verb's surface subject, coordination spread out."""
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    if own:
        return [part for token in own[:1] for part in phrases.conjuncts(antecedent(token))]
    if depth > 6 or has(verb, "expl", "csubj"):
        return []
    return _inherited(verb, depth=depth + 1)


def antecedent(token: Token) -> Token:
    """Give the noun that a relative pronoun stands for; any other token itself."""
    if token.lower_ in RELATIVE and token.pos_ in ("PRON", "DET", "SCONJ"):
        clause = token
        while clause.dep_ not in ("relcl", "ROOT") and clause.head is not clause:
            clause = clause.head
        if clause.dep_ == "relcl" and clause.head.i < token.i:
            return bearer(clause.head)
    return token


def bearer(noun: Token) -> Token:
    """Give the name that a describing noun stands for: "India became the fourth country", "Ida, a nurse who ..."."""
    if noun.pos_ != "NOUN" or noun.head is noun:
        return noun
    if noun.dep_ == "appos" and noun.head.pos_ == "PROPN":
        return noun.head
    if noun.dep_ == "attr" and noun.head.lemma_ in ("be", "become", "remain") and not has(noun.head, "expl"):
        found = subjects(noun.head, depth=4)
        return found[0] if len(found) == 1 and found[0].pos_ in ("PROPN", "NOUN") else noun
    return noun


def gap(verb: Token) -> Token | None:
    """Give the noun that a relative clause is about where that is its object ("the man they arrested")."""
    for child in verb.children:
        if child.dep_ == "dobj" and child.lower_ in RELATIVE and child.i < verb.i:
            found = antecedent(child)
            return found if found is not child else None
    clause = verb
    while clause.dep_ == "xcomp":
        clause = clause.head
    if clause.dep_ != "relcl" or has(verb, "dobj", "attr", "acomp", "auxpass", "ccomp", "xcomp"):
        return None
    starts_bare = all(
        child.lower_ not in RELATIVE | {"where", "when", "why"} for child in clause.subtree if child.i < clause.i
    )
    return clause.head if starts_bare and has(clause, *SUBJECTS) and clause.head.pos_ in phrases.NOMINAL else None


def has(token: Token, *labels: str) -> bool:
    """Whether a child stands in one of these relations to the token."""
    return any(child.dep_ in labels for child in token.children)


def _inherited(verb: Token, *, depth: int) -> list[Token]:
    """Find the subject of a clause that has none of its own."""
    head = verb.head
    if verb.dep_ == "xcomp" or (verb.dep_ == "ccomp" and _is_infinitive(verb)):
        return _controller(head, depth=depth)
    if verb.dep_ == "conj" and _is_verb(head):
        return subjects(head, depth=depth) or (_modified(verb, head) if head.dep_ == "acl" else [])
    if verb.dep_ == "advcl" and _is_verb(head):
        return subjects(head, depth=depth) if verb.tag_ in ("VBG", "VBN") or _is_infinitive(verb) else []
    if verb.dep_ == "pcomp":
        governor = head.head
        done_to = _object_of(governor, head)
        if done_to is not None:
            return phrases.conjuncts(done_to)
        return subjects(governor, depth=depth) if _is_verb(governor) else owner(governor, depth=depth)
    if verb.dep_ in ("acl", "relcl") and head.pos_ in phrases.NOMINAL:
        return _modified(verb, head, depth=depth)
    return []


def _object_of(governor: Token, prep: Token) -> Token | None:
    """Whose deed a gerund behind a preposition is, where it is the object's: "accused the firm of bribing judges"."""
    if governor.dep_ == "dobj" and frames.find("verb", governor.head, prep.lower_):
        return governor  # the parser hung the charge on the accused
    if not _is_verb(governor) or not frames.find("verb", governor, prep.lower_) or is_passive(governor):
        return None
    return next((child for child in governor.rights if child.dep_ == "dobj" and child.i < prep.i), None)


def _controller(matrix: Token, *, depth: int) -> list[Token]:
    """Subject control and raising, unless the matrix verb has an object that does the deed."""
    objects = [child for child in matrix.children if child.dep_ in ("dobj", "dative") and child.pos_ in phrases.NOMINAL]
    if objects and matrix.lemma_ not in wordlists.load("control")["subject"]:
        return phrases.conjuncts(objects[0])
    while matrix.dep_ in ("acomp", "attr", "oprd") and not _is_verb(matrix):
        matrix = matrix.head
    return subjects(matrix, depth=depth)


def _modified(verb: Token, noun: Token, *, depth: int = 0) -> list[Token]:
    """The subject of a participle or infinitive that hangs on a noun."""
    if not _is_infinitive(verb):
        return [bearer(part) for part in phrases.conjuncts(noun)] if verb.tag_ in ("VBG", "VBN", "VBD") else []
    if is_passive(verb) or noun.lemma_ not in wordlists.load("control")["nouns"]:
        superlative = any(
            child.tag_ in ("JJS", "RBS") or child.lower_ in wordlists.load("control")["ordinals"]
            for child in noun.lefts
        )
        return [bearer(noun)] if is_passive(verb) or superlative else []
    return owner(noun, depth=depth)


def owner(noun: Token, *, depth: int = 0) -> list[Token]:
    """Whose plan it is: the possessor of a noun, else the subject of the verb that it is an object of."""
    for child in noun.children:
        if child.dep_ == "poss":
            return phrases.conjuncts(child)
    for _prep, pobj in phrases.prepositional(noun):
        if _prep.lower_ in ("by", "of") and pobj.ent_type_:
            return phrases.conjuncts(pobj)
    governor = noun.head
    while governor.dep_ in ("prep", "pobj", "conj") and not _is_verb(governor):
        governor = governor.head
    if _is_verb(governor) and noun.dep_ in ("dobj", "pobj", "attr", "conj") and depth < 6:
        return subjects(governor, depth=depth + 1)
    return []


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(child.tag_ == "TO" for child in verb.children)
