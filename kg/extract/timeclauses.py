"""Which clause a time holds for: the way from an expression of time up the dependency tree.

A time belongs to the first verb above it. Prepositional phrases are often attached to the wrong noun, so a time on a
noun of the clause holds for its verb, too, unless the noun is a plan; one inside a noun phrase ("the 2008 crisis")
only where verb and noun share their time. A clause without a time of its own may take that of the clause it hangs on.
"""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract.timeforms import words

DEPTH = 4
_VERBS = frozenset({"VERB", "AUX"})
_BARE = frozenset({"compound", "nummod", "amod", "nmod", "poss"})
_LONG = frozenset({"year", "decade", "century", "span", "range"})
_FINE = {"date": 0, "weekday": 0, "relative": 1, "month": 2, "quarter": 2, "season": 2}


@dataclass(frozen=True, slots=True)
class Tie:
    """What a time hangs on: the verbs above it, nearest first, and the nouns passed before the first of them.

    `bare` says that it stands before the noun ("the March launch"), `link` is the preposition that ties it.
    """

    head: int
    kind: str
    verbs: tuple[int, ...]
    nouns: tuple[int, ...]
    bare: bool
    link: str
    role: str


def tie(doc: Doc, head: int, end: int, kind: str) -> Tie:
    """Follow a time's head up the tree to the verbs that it may hold for."""
    token = doc[head]
    bare, link = token.dep_ in _BARE, ""
    verbs: list[int] = []
    nouns: list[int] = []
    role = token.dep_
    while (parent := token.head).i != token.i:
        if parent.pos_ in _VERBS or (parent.tag_.startswith("VB") and parent.dep_ != "amod"):
            verbs.append(parent.i)
            role = role if len(verbs) > 1 else token.dep_
            if parent.dep_ != "pcomp":
                break
        elif parent.pos_ in {"ADP", "SCONJ", "ADV", "PART"}:
            link = link or parent.lower_
        elif parent.i >= end or parent.ent_type_ not in {"DATE", "TIME"}:
            nouns += [parent.i] if not verbs else []
        token = parent
    return Tie(head, kind, tuple(verbs), tuple(nouns), bare, link, role)


def chosen(clause: Token, ties: list[Tie]) -> Tie | None:
    """The time that holds for a clause: its own, or that of a clause it hangs on or that hangs on it."""
    return _time(clause, ties, depth=0)


def _time(clause: Token, ties: list[Tie], *, depth: int) -> Tie | None:
    if depth > DEPTH:
        return None
    if clause.dep_ in {"aux", "auxpass"}:
        return _time(clause.head, ties, depth=depth + 1)
    if clause.pos_ not in _VERBS and not clause.tag_.startswith("VB"):
        return _of_noun(clause, ties, depth=depth)
    return _own(clause, ties) or _below(clause, ties, depth=depth) or _above(clause, ties, depth=depth)


def _of_noun(noun: Token, ties: list[Tie], *, depth: int) -> Tie | None:
    """The time of an event that a noun names: its own, or that of the verb which only says that it happened."""
    own = [tie for tie in ties if tie.nouns[:1] == (noun.i,)]
    if own:
        return min(own, key=lambda tie: (_FINE.get(tie.kind, 3), abs(tie.head - noun.i)))
    happens = noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.lemma_ in words("happening")
    if happens or noun.dep_ in {"attr", "acomp"} or (noun.dep_ == "dobj" and noun.head.lemma_ in words("sharing")):
        return _time(noun.head, ties, depth=depth + 1)
    return None


def _own(verb: Token, ties: list[Tie]) -> Tie | None:
    """The best of the times that hang on a verb: directly before through nouns, the finer the better."""
    held = [tie for tie in ties if verb.i in tie.verbs and _holds(tie, verb)]
    if not held:
        return None
    return min(
        held,
        key=lambda tie: (
            tie.bare,
            tie.verbs[0] != verb.i,
            bool(tie.nouns),
            _FINE.get(tie.kind, 3),
            abs(tie.head - verb.i),
        ),
    )


def _holds(tie: Tie, verb: Token) -> bool:
    """Whether a time that hangs on a verb, perhaps through nouns, is the time of its event."""
    if not tie.nouns:
        return tie.role not in {"nsubj", "nsubjpass"} or any(
            child.dep_ in {"nsubj", "nsubjpass"} and child.i != tie.head for child in verb.children
        )
    doc = verb.doc
    noun = doc[tie.nouns[0]]
    if any(doc[i].lemma_ in words("planning") for i in tie.nouns):
        return False
    outer = doc[tie.nouns[-1]]
    if outer.dep_ == "pobj" and outer.head.lower_ in words("relating"):
        return False  # "since its founding in 2006"
    if outer.dep_ in {"nsubj", "csubj"} and tie.kind not in {"weekday", "date"}:
        return False
    if not tie.bare:
        return tie.link in words("binding") or not tie.link
    if noun.dep_ == "pobj" and noun.head.lower_ in words("within") and not any(c.dep_ == "poss" for c in noun.children):
        return len(tie.nouns) == 1 or doc[tie.nouns[-1]].dep_ in {"dobj", "nsubjpass"}
    if verb.lemma_ in words("sharing"):
        return True
    return tie.kind not in _LONG and verb.lemma_ not in words("apart") and noun.dep_ != "pobj"


def _below(verb: Token, ties: list[Tie], *, depth: int) -> Tie | None:
    """The time of an infinitive that completes the verb, or of a second verb right behind it."""
    for child in verb.rights:
        if child.dep_ == "xcomp" and not _looks_ahead(verb):
            return _lower(child, ties, depth)
        if child.dep_ == "conj" and child.i - verb.i <= 2 and not _has_subject(child):
            return _lower(child, ties, depth)
    return None


def _lower(child: Token, ties: list[Tie], depth: int) -> Tie | None:
    return _own(child, ties) or (_below(child, ties, depth=depth + 1) if depth < DEPTH else None)


def _above(verb: Token, ties: list[Tie], *, depth: int) -> Tie | None:
    """The time of the clause that a verb hangs on, where both are one event or at one time."""
    parent = verb.head
    if parent.i == verb.i:
        return None
    if verb.dep_ == "conj":
        return _fronted(parent, ties, shared=not _has_subject(verb))
    is_infinitive = any(child.tag_ == "TO" for child in verb.children)
    bound = (
        verb.dep_ == "xcomp"
        or (verb.dep_ == "ccomp" and is_infinitive)
        or (verb.dep_ == "advcl" and not is_infinitive and _is_together(verb, parent))
    )
    if verb.dep_ == "pcomp":
        parent, bound = parent.head, parent.lower_ in {"after", "before", "by", "while", "in", "without"}
    if not bound or _looks_ahead(parent) or parent.pos_ not in _VERBS:
        return None
    return _own(parent, ties) or _above(parent, ties, depth=depth + 1) if depth < DEPTH else None


def _fronted(first: Token, ties: list[Tie], *, shared: bool) -> Tie | None:
    """The time before the first of several verbs: before its subject, too, where the second has one of its own."""
    if first.dep_ == "conj" and first.head.i != first.i and not (own := _own(first, ties)):
        return _fronted(first.head, ties, shared=shared and not _has_subject(first)) if own is None else own
    found = _own(first, ties)
    if not found or found.head > first.i or found.nouns:
        return None
    subjects = [child.i for child in first.children if child.dep_ in {"nsubj", "nsubjpass"}]
    return found if shared or all(found.head < subject for subject in subjects) else None


def _looks_ahead(verb: Token) -> bool:
    """Whether a verb in the past speaks of what comes after it: "decided on Tuesday to build"."""
    if verb.lemma_ not in words("planning"):
        return False
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    return verb.tag_ == "VBD" or bool(helpers & {"had", "has", "have", "was", "were"})


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for child in verb.children)


def _is_together(verb: Token, parent: Token) -> bool:
    """Whether an adverbial clause is at the time of its main one: "when the storm came", "selecting a flag"."""
    if not _has_subject(verb):
        return True
    is_other = parent.tag_ == "VBD" and verb.tag_ in {"VBZ", "VBP"}  # "unveiled …, as Moscow seeks …"
    return _mark(verb) in words("together") and not is_other


def _mark(verb: Token) -> str:
    """The word that binds a clause: "when", "after"."""
    return next(
        (child.lower_ for child in verb.lefts if child.dep_ in {"mark", "advmod"} and child.tag_ in {"IN", "WRB"}), ""
    )
