"""From a relation's words to its base form, and from that to a predicate.

The base form is lemmas without determiners, auxiliaries, adverbs and modifiers: "had signed an agreement with"
gives "sign agreement with". It is what the ontology's lexical forms are written in. A verb that merely opens
another ("plans to land", "is expected to land") is dropped: the claim's status says what it said. A form that the
ontology doesn't know becomes a predicate of its own, never a vague one.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from spacy.tokens import Doc, Token

from kg import ontology
from kg.extract import subjects, wordlists
from kg.extract.clauses import Proposition
from kg.model import Mention, Value

_DROPPED = frozenset({"aux", "auxpass", "neg", "det", "predet", "amod", "nummod", "poss", "case", "punct", "quantmod"})
_DESCRIBING = frozenset({"clause/complement", "noun/apposition-class"})
_COMPARATIVE = frozenset({"more", "less", "most", "least"})
_BESIDE = frozenset({"next", "close", "adjacent", "ahead"})
_COPULAS = frozenset({"be", "become", "remain"})


def words(doc: Doc, proposition: Proposition) -> str:
    """Give the relation as the text has it; a relation that is only implied gives its base form in brackets."""
    if not proposition.words:
        return f"[{proposition.label}]"
    return " ".join(doc[i].text for i in proposition.words if not doc[i].is_space)


def label(doc: Doc, proposition: Proposition) -> str:
    """Give the base form of a proposition's relation."""
    if proposition.rule in _DESCRIBING and doc[proposition.object].lower_ in wordlists.load("roles")["roles"]:
        return _position(doc[proposition.object])
    if proposition.label:
        return proposition.label
    verb = doc[proposition.head]
    tokens = [doc[i] for i in proposition.words]
    after = [token for token in tokens if _carries_meaning(token, verb)]
    lemmas = [word for token in after for word in (*_fixed(token), _lemma(token))]
    if verb.lemma_ in _COPULAS and after and after[0].pos_ in ("NOUN", "PROPN") and len(after) > 1:
        return " ".join([*_past(verb), *(each for each in _qualifiers(tokens) if each not in lemmas), *lemmas])
    goal = ["to"] if proposition.rule == "clause/recipient" else []
    return " ".join([*_past(verb), *_verb(verb, proposition), *lemmas, *goal])


def fitted(form: str, subject_type: str, other: Mention | Value) -> str:
    """Give the base form that fits what a thing is: only persons hold offices, and "she is 31" tells her age."""
    if form.endswith("position held") and subject_type not in ("Person", "Thing"):
        return "be"
    is_age = form == "be" and subject_type == "Person" and isinstance(other, Value) and other.datatype == "number"
    return "age" if is_age and other.text.isdigit() else form


def is_ahead(form: str) -> bool:
    """Whether a relation sets a date: what is scheduled for a day has not taken place."""
    return form in wordlists.load("control")["ahead"]


def _position(office: Token) -> str:
    """An office that somebody holds, or has held: an ended one must never look like a present one."""
    first = min((child.left_edge.i for child in office.lefts), default=office.i)
    return "former position held" if is_past(office.doc[first : office.i]) else "position held"


def is_past(title: Iterable[Token]) -> bool:
    """Whether words before an office say that it is no longer held ("former", "ex-", "the then")."""
    past = wordlists.load("roles")["past"]
    return any(token.lower_ in past or token.lower_.startswith("ex-") for token in title)


def predicate(form: str, subject_type: str, object_type: str, *, passive: bool = False) -> str:
    """Give the compact IRI for a base form; a leading `^` says that it runs from object to subject."""
    return _predicate(form, subject_type, object_type, passive)


@lru_cache(maxsize=65536)
def _predicate(form: str, subject_type: str, object_type: str, passive: bool) -> str:  # noqa: FBT001  # a cache's key
    known = ontology.load()
    if passive:
        found = known.canonical(form, object_type, subject_type)
        return _inverted(found or f"rel:{slug(_timeless(form))}")
    found = known.canonical(form, subject_type, object_type)
    return found or f"rel:{slug(_timeless(form))}"


def _timeless(form: str) -> str:
    """Leave out the "once" before a verb: of one relation that is no longer there, a predicate is enough."""
    first, _, rest = form.partition(" ")
    return rest if rest and ontology.load().openers.get(first) == "past" else form


def slug(form: str) -> str:
    """Give a base form as the local part of an IRI: letters and digits of any script, joined by hyphens."""
    folded = unicodedata.normalize("NFKC", form).casefold()
    return re.sub(r"[\W_]+", "-", folded).strip("-") or "is"


def _inverted(found: str) -> str:
    return found[1:] if found.startswith("^") else f"^{found}"


def _verb(verb: Token, proposition: Proposition) -> list[str]:
    particles = [child.lower_ for child in verb.children if child.dep_ == "prt"]
    if subjects.is_passive(verb) and not proposition.passive:
        return ["be", verb.lower_, *particles]
    return [_base(verb), *particles]


def _base(verb: Token) -> str:
    """Give a verb's base form; where spaCy's is no verb that is known ("fin" for "fined"), the one that is."""
    lemma, known = verb.lemma_.lower(), _known_verbs()
    if lemma in known or verb.tag_ not in ("VBD", "VBN"):
        return lemma
    return next((each for each in (verb.lower_[:-1], verb.lower_[:-2]) if each in known), lemma)


@lru_cache(maxsize=1)
def _known_verbs() -> frozenset[str]:
    return frozenset(form.partition(" ")[0] for form in ontology.load().index)


def _past(verb: Token) -> list[str]:
    """Give the adverb that says that it is no longer so: "once owned", "was formerly president of"."""
    openers = ontology.load().openers
    beside = [child.lower_ for child in verb.children if child.dep_ == "advmod" and child.i <= verb.i + 1]
    return [adverb for adverb in beside if openers.get(adverb) == "past"][:1]


def _fixed(noun: Token) -> list[str]:
    """Give the adjective that makes one office or thing with a noun: "prime" before "minister" is no description."""
    before = noun.nbor(-1) if noun.i and noun.pos_ == "NOUN" else noun
    is_fixed = before.dep_ == "amod" and f"{before.lower_} {noun.lemma_.lower()} of" in ontology.load().index
    return [before.lower_] if is_fixed and before.head == noun else []


def _carries_meaning(token: Token, verb: Token) -> bool:
    """Whether a word of the relation belongs into its base form beside the verb."""
    if token == verb or token.dep_ in _DROPPED or token.dep_ == "prt" or token.is_space:
        return False
    if token.pos_ in ("VERB", "AUX") and token.i < verb.i:
        return False
    if token.dep_ == "agent" or token.pos_ in ("PROPN", "PRON", "NUM", "DET", "PUNCT", "PART", "SYM"):
        return False
    if token.dep_ == "advmod":
        return token.lower_ in (_COMPARATIVE if token.head.dep_ == "acomp" else _BESIDE)
    if token.pos_ == "ADJ" and token.dep_ not in ("acomp", "ccomp", "oprd", "attr"):
        return False
    return not token.ent_type_ or token.ent_type_ == "WORK_OF_ART" or token.dep_ == "acomp"


def _qualifiers(tokens: list[Token]) -> list[str]:
    """What changes an office that a copula gives: "is a former president of"."""
    known = wordlists.load("roles")["qualifiers"]
    return [token.lower_ for token in tokens if token.dep_ == "amod" and token.lower_ in known]


def _lemma(token: Token) -> str:
    return token.lemma_.lower() if token.pos_ in ("NOUN", "VERB") else token.lower_
