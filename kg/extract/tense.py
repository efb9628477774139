"""Whether a time lies ahead: the tense of the verb that governs it, and what is planned by that verb.

News is written in the past tense, so that is what a time without a verb gets.
"""

from spacy.tokens import Token

from kg.extract import timeforms


def is_future(token: Token) -> bool:
    """Whether the clause around a token speaks of what is still to come, as seen from its publication."""
    verb, planned = _governor(token)
    return planned or (verb is not None and _is_ahead(verb, depth=0))


def _governor(token: Token) -> tuple[Token | None, bool]:
    """The verb above a token, and whether a noun or adjective on the way is a plan ("plans for a March launch")."""
    while token.pos_ not in {"VERB", "AUX"}:
        if token.lemma_.lower() in timeforms.words("planning") and token.pos_ in {"NOUN", "ADJ"}:
            return token, True
        if token.head is token or token.head == token:
            return None, False
        token = token.head
    return token, False


def _is_ahead(verb: Token, *, depth: int) -> bool:
    """Whether a verb is in a future, or in a present that is used as one, or hangs on such a verb."""
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    forms = {child.lower_ for child in auxiliaries}
    if verb.lemma_.lower() in {"schedule", "slate", "postpone", "reschedule", "due", "defer", "delay", "set"} and (
        verb.tag_ == "VBN"
    ):
        return True
    if forms & timeforms.words("future"):
        return "have" not in forms
    if any(child.tag_ in {"VBD", "VBZ", "VBP"} for child in auxiliaries):
        return _is_present_future(verb, auxiliaries)
    if verb.tag_ in {"VBD"} or depth > 4:
        return False
    if verb.tag_ in {"VBZ", "VBP"}:
        return verb.pos_ == "VERB" or any(child.dep_ == "xcomp" for child in verb.children)
    if verb.tag_ == "VBN":
        return _is_infinitive(verb) and _hangs_ahead(verb, depth)
    return _hangs_ahead(verb, depth)


def _is_present_future(verb: Token, auxiliaries: list[Token]) -> bool:
    """Whether it "is launching on Friday" or "is to launch"; not "has launched" nor "was launching"."""
    present = any(child.tag_ in {"VBZ", "VBP"} and child.lemma_ == "be" for child in auxiliaries)
    return present and (verb.tag_ == "VBG" or _is_infinitive(verb))


def _is_infinitive(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def _hangs_ahead(verb: Token, depth: int) -> bool:
    """Whether an infinitive, a participle or a second verb takes its future from the word that it hangs on."""
    head = verb.head
    if head == verb:
        return verb.tag_ == "VB"  # an order, or a headline's infinitive
    if _is_infinitive(verb) and head.lemma_.lower() in timeforms.words("planning"):
        return True
    if _is_infinitive(verb) and head.lemma_ == "be" and head.tag_ in {"VBZ", "VBP"}:
        return True
    governor, planned = _governor(head)
    if planned and _is_infinitive(verb):
        return True
    return governor is not None and governor != verb and _is_ahead(governor, depth=depth + 1)
