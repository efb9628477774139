"""A relation as people read it: "SpaceX operates Starship", where its base form is "operate".

Base forms are what the graph holds and what predicates are found by. Views show a verb in the third person singular;
what a copula gives ("director of", "position held") has no verb and stays as it is.
"""

import re

from kg.model import Fact

_IRREGULAR = {"be": "is", "have": "has"}
_VERBS = frozenset({"be", "become", "belong", "have", "operate", "remain", "work"})
"""Verbs that begin a base form whichever rule gave it."""
_VERBAL = ("clause/", "noun/participle")
_COPULAR = ("clause/complement", "clause/adverbial", "clause/measure")
"""What these rules read after a copula is a noun or an adjective."""


def reading(fact: Fact) -> str:
    """Give a fact's relation with its verb, if it has one, in the third person singular."""
    first, *rest = fact.label.split(" ")
    rules = {evidence.rule for evidence in fact.evidence}
    is_verb = any(rule.startswith(_VERBAL) for rule in rules) and not any(rule.startswith(_COPULAR) for rule in rules)
    return " ".join([third_person(first), *rest]) if is_verb or first in _VERBS else fact.label


def third_person(verb: str) -> str:
    """Conjugate a verb's base form; another form ("operates") stays as it is."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if re.search(r"[^s]s$", verb):
        return verb
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if re.search(r"(ss|x|z|ch|sh|[^aeiou]o)$", verb) else f"{verb}s"
