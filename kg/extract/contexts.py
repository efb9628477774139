"""The standing that an event inherits from what it hangs on, up through the tree.

Clauses hang on verbs, adjectives, nouns and prepositions, events that nouns name on what is done with them; each
governor's own standing is worked out first, so that signatures compose from the outermost down.
"""

from spacy.tokens import Token

from kg.extract import frames, modality
from kg.extract import standing as standings
from kg.extract.standing import REAL, Signature, Standing
from kg.model import Status

_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_VERBAL = frozenset({"VERB", "AUX"})
_PREDICATIVE = frozenset({"attr", "acomp", "oprd"})
_CLAUSAL = frozenset({"ccomp", "xcomp", "csubj", "csubjpass", "parataxis", "advcl", "pcomp", "relcl", "acl"})
_DEEPEST = 80
_QUESTION_TAGS = frozenset({"WRB", "WP", "WDT", "WP$"})
_KEEP = Signature("asserted", "asserted")
_REAL = Signature("fact", "fact")
_FOLLOW = Signature("asserted", "negated")
_REVERSE = Signature("negated", "asserted")
_NEVER = Signature("negated", "negated")
_PLAN = Signature("planned", "negated")
_OPEN = Signature("open", "open")
_CLAIM = Signature("alleged", "open")
_DEFAULTS = {
    ("verb", "to"): _PLAN,
    ("noun", "to"): _PLAN,
    ("adjective", "to"): _PLAN,
    ("noun", "that"): _CLAIM,
    ("verb", "that"): _KEEP,
    ("adjective", "that"): _REAL,
}


def standing(head: Token) -> Standing:
    """Give the standing of a clause by any of its heads, or of what a noun names; real in a tree too deep."""
    return REAL if sum(1 for _ in head.ancestors) > _DEEPEST else _standing(head)


def _standing(head: Token) -> Standing:
    if head.dep_ in ("aux", "auxpass") and head.head is not head:
        return _standing(head.head)
    if head.dep_ in _PREDICATIVE and head.head.pos_ in _VERBAL:
        return modality.of_noun(_standing(head.head), head)
    if head.pos_ in _VERBAL or head.dep_ in _CLAUSAL:
        return modality.own(_context(head), head)
    return _held(head) if frames.is_event(head) else modality.of_noun(_unbuilt(head), head)


def _context(clause: Token) -> Standing:
    """Give the standing that a clause inherits from what it hangs on."""
    match clause.dep_:
        case "conj":
            return _coordinate(clause)
        case "advcl":
            return _adverbial(clause)
        case "pcomp":
            return _prepositional(clause)
        case "relcl":
            return _relative(clause)
        case "acl":
            return _noun_clause(clause)
        case "ccomp" | "xcomp" | "csubj" | "csubjpass" | "dep":
            return _noun_clause(clause) if clause.head.pos_ in _NOUNS else _complement(clause)
        case "amod" if any(child.dep_ == "nsubj" for child in clause.children):
            return _context(clause.head)  # a slip of the parser: "claims that the firm [bribed judges]"
        case _:
            return REAL


def _coordinate(clause: Token) -> Standing:
    """Place a conjunct where its first is; it shares the condition on it."""
    first = modality.first_conjunct(clause)
    if first.dep_ in _PREDICATIVE:
        return _standing(first)
    if first.pos_ not in _VERBAL and first.dep_ not in _CLAUSAL:
        return REAL
    if frames.frame(first) == "to" and clause.tag_ in frames.FINITE and first.dep_ == "xcomp":
        return _context(first.head)  # "plans to fly and landed" is a slip of the parser
    outer = _context(first)
    return outer.within(Status.CONDITIONAL) if modality.is_conditioned(first, first.lefts) else outer


def _complement(clause: Token) -> Standing:
    """Place a clause that completes a verb or an adjective."""
    governor = clause.head
    if modality.is_provided(governor) or (modality.is_inverted(clause) and clause.i > governor.i):
        return REAL.within(Status.CONDITIONAL)
    if modality.is_aside(clause):
        return REAL
    part, word = _governing(clause)
    outer, frame = _standing(governor), frames.frame(clause)
    special = _special(clause, word, frame)
    known = special or frames.find(part, word, frame) or _DEFAULTS.get((part, frame), _FOLLOW)
    result = known.applied(outer, perfect=frames.is_perfect(clause))
    return result.denied() if known.positive == "planned" and modality.is_given_up(governor, clause) else result


def _governing(clause: Token) -> tuple[str, Token]:
    """Give the word whose signature decides: in "it is clear that" the adjective, in "the aim is to" the noun."""
    governor = clause.head
    for child in governor.children:
        if child.dep_ not in _PREDICATIVE or child is clause or child.i > clause.i:
            continue
        if child.pos_ == "ADJ" or (child.pos_ == "NOUN" and governor.lemma_ == "be"):
            return frames.PARTS[child.pos_], child
    if governor.lemma_ == "be":
        for child in governor.children:
            if child.dep_ == "nsubj" and frames.find("noun", child, frames.frame(clause)):
                return "noun", child
    return frames.PARTS.get(governor.pos_, "adverb"), governor


def _special(clause: Token, word: Token, frame: str) -> Signature | None:
    """Give the signature of constructions: "whether", "yet to", "have to", "be to have", "too ill to", mandatives."""
    adverbs = {child.lower_ for child in word.children if child.dep_ == "advmod"}
    if frames.opens_with(clause, "question_marks") and clause.dep_ != "advcl":
        return Signature("planned", "planned") if frame == "to" else _OPEN
    if frame == "that" and clause.left_edge.tag_ in _QUESTION_TAGS and clause.left_edge is not clause:
        return _REAL  # "did not say who had signed": that somebody had is presupposed
    if frame == "to" and "yet" in adverbs:
        return _NEVER
    if frame == "to" and adverbs & {"too", "enough"} and word.pos_ in ("ADJ", "ADV"):
        return _REVERSE if "too" in adverbs else _FOLLOW
    if frame == "to" and word.lemma_ == "have" and word.tag_ in ("VBD", "VBN"):
        return _FOLLOW
    if frame == "to" and word.lemma_ == "be" and word.tag_ == "VBD" and frames.is_perfect(clause):
        return _NEVER
    if frame == "that" and clause.tag_ == "VB" and not modality.auxiliaries(clause) and clause.dep_ == "ccomp":
        return _PLAN if frames.find("verb", word, "that") else None
    return None


def _adverbial(clause: Token) -> Standing:
    """Place a clause of condition, purpose, result, time or manner."""
    governor = clause.head
    if modality.is_if_clause(clause):
        asks = governor.lemma_ in standings.load().words["askers"] and clause.i > governor.i
        outer = REAL if asks else _standing(governor).held()
        return outer.within(Status.ALLEGED if asks else Status.CONDITIONAL)
    outer, frame = _standing(governor), frames.frame(clause)
    if frame == "to":
        known = frames.find(frames.PARTS.get(governor.pos_, ""), governor, "to")
        governs = governor.pos_ == "ADJ" or "_" in frames.lemma(governor)
        result = _FOLLOW if frames.is_result(clause) else _PLAN
        return (known if governs and known else result).applied(outer)
    modal = any(child.tag_ == "MD" for child in clause.children)
    if modal and frames.opens_with(clause, "unreached_marks"):
        return outer.held().denied()
    if modal and frames.opens_with(clause, "purpose_marks"):
        return outer.held().within(Status.PLANNED)
    return REAL if frames.is_past(clause) else _introduced(clause, outer)


def _introduced(clause: Token, outer: Standing) -> Standing:
    """Place a clause without a past tense in the world of its main clause."""
    for child in clause.children:
        if child.dep_ in ("mark", "prep"):
            known = frames.find("preposition", child, "ing")
            if known:
                return known.applied(outer)
    return outer.held()


def _prepositional(clause: Token) -> Standing:
    """Place a clause behind a preposition: "without signing", "accused of selling", "instead of paying"."""
    prep = clause.head
    if frames.opens_with(clause, "question_marks"):
        return REAL.within(Status.ALLEGED)
    governor = frames.above(prep)
    outer = _standing(governor) if governor.pos_ not in _NOUNS else _held(governor)
    known = frames.by_preposition(prep, governor)
    return known.applied(outer) if known else outer.held()


def _noun_clause(clause: Token) -> Standing:
    """Place what says more of a noun: "plans to fly", "the claim that he fled", or a participle, "built by"."""
    noun, frame = clause.head, frames.frame(clause)
    if frame in ("ing", "participle"):
        return _unbuilt(noun)
    venue = noun.head.head if noun.dep_ == "pobj" else noun
    if frame == "that" and noun.dep_ == "pobj" and frames.find("verb", venue, "that"):
        known = frames.find("verb", venue, "that") or _KEEP
        return known.applied(_standing(venue))  # "denied in a statement that"
    known = frames.find("noun", noun, frame) or _DEFAULTS.get(("noun", frame), _KEEP)
    if frame == "to" and (frames.is_ranked(noun) or frames.is_perfect(clause)):
        known = _FOLLOW
    if frames.opens_with(clause, "question_marks"):
        known = _OPEN
    result = known.applied(_held(noun), perfect=frames.is_perfect(clause))
    return result.denied() if known.positive == "planned" and modality.is_given_up(noun, clause) else result


def _relative(clause: Token) -> Standing:
    """Place a relative clause, which keeps its own tense."""
    noun, words = clause.head, standings.load().words
    if frames.frame(clause) == "to":
        return _noun_clause(clause)
    if modality.is_none(noun):
        return REAL.denied()
    if any(child.dep_ == "det" and child.lower_ in words["generic_determiners"] for child in noun.children):
        return REAL.within(Status.CONDITIONAL)
    return _unbuilt(noun)


def _unbuilt(noun: Token) -> Standing:
    """Give the standing of what a noun's participles say: real, unless the thing itself is only being planned."""
    words = standings.load().words
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head  # "a complex of facilities created"
    verb = noun.head if noun.dep_ in ("dobj", "nsubjpass") else None
    if verb is None or frames.lemma(verb) not in words["creation_verbs"] or frames.is_definite(noun):
        return REAL
    outer = _standing(verb)
    return outer.held() if outer.holds else outer


def _held(noun: Token) -> Standing:
    """Give the standing of what a noun names by what is done with it: "cancelled the launch", "plans for a base"."""
    if modality.is_none(noun):
        return REAL.denied()
    return modality.of_noun(_handled(noun), noun)


def _handled(noun: Token) -> Standing:
    head = noun.head
    match noun.dep_:
        case "dobj" | "nsubjpass":
            return _as_object(noun)
        case "nsubj":
            return _as_subject(noun)
        case "attr" | "oprd":
            return _standing(head)
        case "conj" | "appos" if head.pos_ in _NOUNS:
            return _handled(head)
        case "pobj":
            governor = frames.above(head)
            known = frames.by_preposition(head, governor)
            outer = _held if governor.pos_ in _NOUNS else _standing
            return known.applied(outer(governor)) if known else REAL
        case "compound":
            known = (
                frames.find("noun", head, "of") or frames.find("noun", head, "for") or frames.find("noun", head, "to")
            )
            return known.applied(_held(head)) if known else REAL
        case _:
            return REAL


def _as_object(noun: Token) -> Standing:
    """Place an event that is an object or a passive subject: "cancelled the launch", "the launch was cancelled"."""
    known = frames.find("verb", noun.head, "object")
    if known is None and noun.dep_ == "nsubjpass":
        return _as_subject(noun)
    return (known or (_REAL if frames.is_definite(noun) else _FOLLOW)).applied(_standing(noun.head))


def _as_subject(noun: Token) -> Standing:
    """Place an event that is a subject: "the launch will take place", "the claim is false"."""
    verb = noun.head
    for child in verb.children:
        if child.dep_ not in ("acomp", "xcomp"):
            continue
        known = frames.find("adjective", child, "subject")
        if known:
            return known.applied(_standing(verb))
        for chained in (child, *child.children):
            known = frames.find("verb", chained, "subject") if chained.dep_ == "xcomp" else None
            if known:
                return known.applied(_standing(chained))
    found = frames.find("verb", verb, "subject")
    return found.applied(_standing(verb)) if found else REAL
