"""What a clause says of its own event: auxiliaries, adverbs, negation, conditions; and a noun's modifiers.

Modals follow FactBank (Saurí and Pustejovsky 2009) as far as five statuses allow: "will", "must" and "should" plan,
"may", "might" and "could" allege (they become conditional only where an if-clause governs), "can" is taken as a
plain ability. Before a perfect they turn round: "must have left" is a guess, "would have left" unreal, "should
have left" did not happen. "would" plans (the future of a past report) unless a condition governs it, and asserts
in "would later become". Conjuncts share what stands before the first of them where their form allows it: "did not
sign or ratify" denies both, "did not sign but built" one.
"""

from collections.abc import Iterable

from spacy.tokens import Token

from kg.extract import standing as standings
from kg.extract.standing import Standing
from kg.model import Status

_AUXILIARIES = frozenset({"aux", "auxpass"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NEGATABLE = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
_OUTER_NEGATION = frozenset({"neg", "advmod", "preconj", "det", "cc"})


def own(outer: Standing, clause: Token) -> Standing:
    """Give the standing of a clause inside its context by what it says itself."""
    children = list(clause.children)
    result = _of_auxiliaries(outer, clause, children)
    result = _of_adverbs(result, clause, children)
    if _negations(clause, children) % 2:
        result = result.denied()
    if is_conditioned(clause, children) or is_inverted(clause):
        result = result.within(Status.CONDITIONAL)
    return result


def of_noun(outer: Standing, noun: Token) -> Standing:
    """Give the standing of what a noun names by its modifiers: "the planned launch", "the alleged leader"."""
    result = outer
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "advmod", "nmod"):
            result = _modified(result, child.lower_)
    return result


def is_none(noun: Token) -> bool:
    """Whether a noun is denied by its determiner, and with it its clause: "signed no deal", "no firm signed"."""
    words = standings.load().words["negative_determiners"]
    return any(
        child.dep_ in ("det", "neg", "preconj") and (child.lower_ in words or child.lower_ == "not")
        for child in noun.children
    )


def is_given_up(word: Token, plan: Token) -> bool:
    """Whether what a verb or its object plans came to nothing: "had planned to fly but stayed", "… but dropped it"."""
    verb = word.head if word.dep_ == "dobj" else word
    words = standings.load().words
    is_over = verb.tag_ == "VBN" and any(child.lower_ in ("had", "were", "was") for child in auxiliaries(verb))
    for child in (*verb.rights, *plan.rights):
        ends = child.lemma_ in words["giving_up"]
        if child.dep_ == "conj" and child.tag_ in ("VBD", "VBN") and _is_contrast(child):
            return ends or (is_over and child.lemma_ not in words["putting_off"])
        if child.dep_ in ("prep", "advcl") and "before" in (child.lower_, child.left_edge.lower_):
            return ends or any(part.lemma_ in words["giving_up"] for part in child.children)
    return False


def _is_contrast(conjunct: Token) -> bool:
    return any(child.lower_ == "but" and child.i < conjunct.i for child in conjunct.head.rights)


def is_conditioned(clause: Token, children: Iterable[Token]) -> bool:
    """Whether an if-clause or its like hangs on a clause that is no plain past ("If he was afraid, he hid it")."""
    if clause.tag_ == "VBD" and not any(child.tag_ == "MD" for child in children):
        return False
    if clause.lemma_ in standings.load().words["askers"]:
        return False
    return any(_is_condition(child) for child in children)


def is_if_clause(clause: Token) -> bool:
    """Whether a clause is opened by "if" or its like, by "as though", or by inversion."""
    words = standings.load().words
    for child in clause.children:
        if child.dep_ in ("mark", "advmod", "prep") and child.lower_ in words["conditional_marks"]:
            return True
        if child.dep_ == "mark" and child.lower_ == "though" and any(c.lower_ == "as" for c in clause.children):
            return True
    return is_inverted(clause)


def is_provided(word: Token) -> bool:
    """Whether a word is a participle that opens a condition: "provided that", "assuming that"."""
    return word.dep_ in ("prep", "mark", "advcl") and word.lower_ in standings.load().words["conditional_participles"]


def is_inverted(clause: Token) -> bool:
    """Whether an auxiliary before its subject makes a clause a condition: "Should he win, …", "Had he won, …"."""
    subject = next((child.i for child in clause.children if child.dep_ in _SUBJECTS), -1)
    first = next((child for child in clause.lefts if child.dep_ not in ("punct", "cc", "advcl")), clause)
    opens = first.lower_ in ("should", "had", "were") and (first.dep_ in _AUXILIARIES or first is clause)
    return opens and first.i < subject and not any(child.text == "?" for child in clause.rights)


def is_aside(verb: Token) -> bool:
    """Whether a verb of speech stands beside what it reports: "The firm, prosecutors allege, paid bribes"."""
    if verb.dep_ not in ("ccomp", "advcl", "parataxis", "dep") or not verb.i:
        return False
    if ("verb", verb.lemma_.lower(), "that") not in standings.load().signatures:
        return False
    first = verb.left_edge
    if "," not in (first.text, first.nbor(-1).text if first.i else ""):
        return False
    return not any(child.dep_ in ("ccomp", "xcomp", "dobj", "mark") for child in verb.children)


def auxiliaries(clause: Token) -> list[Token]:
    """Give the auxiliaries of a clause, those of a conjunct before it where it has none and its form asks for them."""
    found: list[Token] = []
    while not (found := [child for child in clause.children if child.dep_ in _AUXILIARIES]) and shares(clause):
        clause = clause.head
    return found


def first_conjunct(token: Token) -> Token:
    """Give the first of the conjuncts that a token is one of."""
    while token.dep_ == "conj" and token.head is not token:
        token = token.head
    return token


def shares(clause: Token) -> bool:
    """Whether a conjunct goes on from the auxiliaries of the conjunct before it: "will fly and land".

    A verb with one form for all ("would close a plant and cut jobs") is tagged as past there, and is none.
    """
    is_uniform = clause.tag_ in ("VBD", "VBN") and clause.lower_ == clause.lemma_ and clause.head.tag_ == "VB"
    tag = "VB" if is_uniform else clause.tag_
    if clause.dep_ != "conj" or tag not in ("VB", "VBN", "VBG"):
        return False
    if any(child.dep_ in _AUXILIARIES or child.dep_ in _SUBJECTS for child in clause.children):
        return False
    return tag == clause.head.tag_ or (tag == "VB" and clause.head.pos_ == "AUX")


def _of_auxiliaries(outer: Standing, clause: Token, children: list[Token]) -> Standing:
    words = standings.load().words
    found = auxiliaries(clause)
    modal = next((aux.lower_ for aux in found if aux.tag_ == "MD"), "")
    if not modal:
        return outer.within(Status.PLANNED) if _is_arranged(clause, children) else outer
    if any(aux.lower_ in ("have", "'ve", "’ve") for aux in found):
        if modal in words["negated_perfects"]:
            return outer.denied()
        if modal in words["conditional_perfects"]:
            return outer.within(Status.CONDITIONAL)
        return outer.within(Status.ALLEGED) if modal in words["alleged_perfects"] else outer
    if modal in words["alleged_modals"]:
        return outer.within(Status.ALLEGED)
    if modal in words["would_modals"]:
        looks_back = any(child.lower_ in words["retrospective_adverbs"] for child in children)
        return outer if looks_back else outer.within(Status.PLANNED)
    return outer.within(Status.PLANNED) if modal in words["planned_modals"] else outer


def _is_arranged(clause: Token, children: list[Token]) -> bool:
    """Whether a present tense is about the future: "flies to Rome tomorrow", "is meeting him next week"."""
    if clause.tag_ not in ("VBZ", "VBP", "VBG", "VBN") or any(aux.tag_ == "VBD" for aux in auxiliaries(clause)):
        return False
    if clause.tag_ in ("VBN", "VBG") and not any(aux.tag_ in ("VBZ", "VBP") and aux.lemma_ == "be" for aux in children):
        return False
    words = standings.load().words["future_words"]
    for child in children:
        if child.dep_ in ("npadvmod", "advmod") and (child.lower_ in words or _has(child, words)):
            return True
        if child.dep_ == "prep" and any(_has(grandchild, words) for grandchild in child.children):
            return any(grandchild.ent_type_ == "DATE" for grandchild in child.children)
    return False


def _of_adverbs(outer: Standing, clause: Token, children: list[Token]) -> Standing:
    lexicon = standings.load()
    result = outer
    for child in children:
        if child.dep_ == "advmod" and child.lower_ in lexicon.words["alleging_adverbs"]:
            result = result.within(Status.ALLEGED)
        elif child.dep_ == "parataxis" or is_aside(child):
            signature = lexicon.signatures.get(("verb", child.lemma_.lower(), "that"))
            if signature is not None and signature.positive in ("alleged", "accused"):
                result = result.within(Status.ALLEGED)
        elif child.lower_ == "according" and any(
            _is_hearsay(noun) for prep in child.children for noun in prep.children
        ):
            result = result.within(Status.ALLEGED)
    if shares(clause):
        first = first_conjunct(clause)
        return result if first.dep_ == "conj" else _of_adverbs(result, first, list(first.lefts))
    return result


def _is_hearsay(noun: Token) -> bool:
    words = standings.load().words["hearsay"]
    return noun.dep_ == "pobj" and (noun.lemma_.lower() in words or _has(noun, words))


def _negations(clause: Token, children: list[Token]) -> int:
    """Count what denies the clause."""
    words = standings.load().words
    count = sum(_is_negation(child, clause) for child in children)
    for child in children:
        if child.dep_ in _NEGATABLE:
            count += child.lower_ in words["negative_pronouns"] or is_none(child)
        elif child.dep_ == "prep":
            count += any(noun.lemma_ in words["negative_phrases"] and is_none(noun) for noun in child.children)
        elif child.dep_ == "advmod" and child.lower_ == "longer":
            count += _has(child, words["negative_determiners"])
    if clause.dep_ == "conj":
        count += _shared_negation(clause)
    return 0 if count == 1 and _is_until(clause, children) else count


def _is_negation(child: Token, clause: Token) -> bool:
    words = standings.load().words
    word = child.lower_
    if child.dep_ not in _OUTER_NEGATION:
        return False
    if word in words["proximal_adverbs"]:
        return child.i + 1 == clause.i and clause.tag_ in ("VBD", "VBN") and clause.lemma_ not in words["scalar_verbs"]
    if word not in words["negating_adverbs"] or (child.dep_ == "cc" and child.i > clause.i):
        return False
    after = child.nbor().lower_ if child.i + 1 < len(child.doc) else ""
    return after not in words["scalar_adverbs"] and not _has(child, words["scalar_adverbs"])


def _shared_negation(clause: Token) -> int:
    """Count the denials that a conjunct takes over: "did not sign or ratify", "neither signed nor ratified"."""
    head = clause.head
    between = {child.lower_ for child in head.children if child.dep_ == "cc" and head.i < child.i < clause.i}
    if "nor" in between:
        return 1
    if "but" in between or not shares(clause) or head.dep_ == "conj":
        return 0
    before = [child for child in head.children if child.i < head.i]
    return sum(_is_negation(child, head) for child in before)


def _is_until(clause: Token, children: list[Token]) -> bool:
    """Whether a past denial only sets a date: "did not sign until 2001"."""
    limits = standings.load().words["limits"]
    if not any(child.lower_ in ("did", "was", "were", "had") for child in children):
        return False
    return any(
        child.i > clause.i
        and (child.lower_ in ("until", "till") or (child.dep_ == "advcl" and _marked(child, {"until"})))
        for child in children
        if child.lower_ in limits or child.dep_ == "advcl"
    )


def _is_condition(child: Token) -> bool:
    words = standings.load().words
    if child.dep_ == "advcl":
        concessive = any(_has(mark, words["concessive_marks"]) for mark in child.children if mark.dep_ == "mark")
        return is_if_clause(child) and not concessive and not _has(child, words["concessive_marks"])
    if is_provided(child):
        return True
    if child.dep_ == "prep" and child.lower_ == "in":
        return any(noun.lower_ == "event" for noun in child.children)
    return False


def _marked(clause: Token, words: set[str]) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in words for child in clause.children)


def _modified(outer: Standing, word: str) -> Standing:
    words = standings.load().words
    for status in (Status.PLANNED, Status.ALLEGED, Status.CONDITIONAL):
        if word in words[f"{status}_modifiers"]:
            return outer.within(status)
    return outer.denied() if word in words["negated_modifiers"] and outer.holds else outer


def _has(token: Token, words: Iterable[str]) -> bool:
    return any(child.lower_ in words for child in token.children)
