"""Reports: who says or thinks something, and which stretches of the text are what they say.

One look at the lemmas finds the words of speech and thought (`kg/data/speech.toml`); the parse is only walked
around those. A verb whose object is a plain noun reports nothing ("announced the start", "told a story").
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from kg.extract import contexts, frames, modality

Stretch = tuple[int, int]
"""Token indexes, half-open."""

_LISTS = ("say", "find", "think", "quote", "prepositional", "naming", "nouns", "denying")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_LINKS = frozenset({"xcomp", "conj", "advcl", "pcomp", "prep"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_DETACHED = frozenset({"parataxis", "ccomp", "advcl", "dep", "appos", "conj"})


@dataclass(frozen=True, slots=True)
class Report:
    """A word of speech, the head of the noun phrase of its speaker (None: nobody named), and its content."""

    word: int
    speaker: int | None
    content: tuple[Stretch, ...]


@cache
def words() -> Mapping[str, frozenset[str]]:
    """Read `kg/data/speech.toml`, once a process; an underscore in a list joins a verb and what follows it."""
    data = tomllib.loads(resources.files("kg").joinpath("data", "speech.toml").read_text(encoding="utf-8"))
    return {name: frozenset(listed.split()) for name, listed in data.items()}


def reports(doc: Doc) -> list[Report]:
    """Give the reports of a document in the order of their words."""
    return [report for i in places(doc, _LISTS) if (report := _report(doc[i])) is not None]


def places(doc: Doc, lists: tuple[str, ...]) -> list[int]:
    """Give the places of tokens whose lemma is in one of the lists."""
    known = _identifiers(lists)
    return [i for i, lemma in enumerate(doc.to_array("LEMMA").tolist()) if lemma in known]


@cache
def _identifiers(lists: tuple[str, ...]) -> frozenset[int]:
    lemmas = {word.partition("_")[0] for name in lists for word in words()[name]}
    return frozenset(get_string_id(lemma) for lemma in lemmas)


def _report(token: Token) -> Report | None:
    if token.pos_ == "NOUN":
        return _noun(token)
    if token.pos_ not in ("VERB", "AUX"):
        return None
    content = contents(token)
    if (not content and not _is_speech_only(token)) or (content and _is_unsaid(token)):
        return None
    return Report(token.i, _index(speaker(token)), content)


def _is_unsaid(verb: Token) -> bool:
    """Whether nothing was said: "never confirmed that", "declined to say whether". A thought denied is a thought."""
    return _lemma(verb) not in words()["think"] and not contexts.standing(verb).holds


def is_listed(verb: Token) -> bool:
    """Whether a verb, with its particle, can open a clause of what is said or thought."""
    known = words()
    lemma = _lemma(verb)
    return lemma in known["say"] or lemma in known["think"] or lemma in known["find"]


def contents(verb: Token) -> tuple[Stretch, ...]:
    """Give the stretches of what a verb of speech or thought reports; none where it reports nothing."""
    found = [_behind(verb, stretch) for child in verb.children for stretch in _content(verb, child)]
    if found or not is_listed(verb):
        return tuple(found)
    return _detached(verb)


def _behind(verb: Token, stretch: Stretch) -> Stretch:
    """Leave out a verb inside its content, and what is before it: "which [officials said] was genuine"."""
    return (verb.i + 1, stretch[1]) if stretch[0] <= verb.i < stretch[1] else stretch


def _content(verb: Token, child: Token) -> Iterator[Stretch]:
    """Yield what one child of a verb of speech adds to its content."""
    known = words()
    if child.dep_ in ("ccomp", "xcomp", "csubjpass"):
        if _is_content(verb, child):
            yield edges(child)
    elif child.dep_ in ("prep", "agent", "dative"):
        if f"{verb.lemma_}_{child.lower_}" in known["prepositional"]:
            yield from (edges(part) for part in child.children if part.dep_ in ("pobj", "pcomp", "amod"))
        elif is_listed(verb):
            yield from (edges(c) for noun in child.children if noun.dep_ == "pobj" for c in _that_clauses(noun))
    elif child.dep_ == "oprd" and child.i > verb.i and verb.lemma_ in known["naming"]:
        yield edges(child)
    elif child.dep_ == "dobj" and verb.lemma_ in known["denying"] and child.lemma_ in known["nouns"]:
        yield from (edges(clause) for clause in (*_that_clauses(child), *_gerunds(child)))
    elif child.dep_ == "dobj":
        if is_listed(verb) and child.lemma_ not in known["nouns"]:
            yield from (edges(clause) for clause in _that_clauses(child))
        yield from _misplaced(verb, child)


def _misplaced(verb: Token, noun: Token) -> Iterator[Stretch]:
    """Yield the charge that the parser hung on the accused: "accused [the nurse of murder]"."""
    for prep in noun.children:
        if prep.dep_ == "prep" and f"{verb.lemma_}_{prep.lower_}" in words()["prepositional"]:
            yield from (edges(part) for part in prep.children if part.dep_ == "pcomp" or frames.is_event(part))


def _is_content(verb: Token, clause: Token) -> bool:
    """Whether a clause is what the verb reports, by the verb's list and the clause's form."""
    if modality.is_aside(clause):
        return False
    known = words()
    lemma = _lemma(verb)
    form = {child.tag_ for child in clause.children if child.dep_ in ("aux", "auxpass")} | {clause.tag_}
    if "TO" in form or (clause.dep_ == "xcomp" and not form & _FINITE):
        raised = any(child.dep_ in _SUBJECTS for child in clause.children) and lemma in known["raising"]
        return "TO" in form and (raised or lemma in known["infinitive"])
    if lemma in known["say"] or lemma in known["think"]:
        return True
    if lemma in known["find"] and (form & _FINITE or clause.tag_ not in ("VB", "VBG", "VBN")):
        return True
    return lemma in known["quote"] and _is_quoted(clause)


def _is_quoted(clause: Token) -> bool:
    start, end = edges(clause)
    return any(clause.doc[i].is_quote for i in (start - 1, start, end - 1, end) if 0 <= i < len(clause.doc))


def _that_clauses(noun: Token) -> Iterator[Token]:
    """Yield clauses that the parser hung on a noun beside the verb: "said in a statement that it had signed"."""
    for child in noun.children:
        if child.dep_ not in ("acl", "relcl", "ccomp") or child.left_edge.lower_ != "that":
            continue
        if any(part.lower_ == "that" and part.dep_ == "mark" for part in child.children):
            yield child


def _gerunds(noun: Token) -> Iterator[Token]:
    """Yield what somebody is said to have done: "allegations by the union of [breaking the law]"."""
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ == "of":
            yield from (clause for clause in prep.children if clause.dep_ == "pcomp")


def _detached(verb: Token) -> tuple[Stretch, ...]:
    """Give what an inserted or attached verb of speech reports: "Luna, he said, flew", "as he said, Luna flew"."""
    head = verb.head
    if verb.dep_ not in _DETACHED or head is verb or any(child.dep_ in ("dobj", "xcomp") for child in verb.children):
        return ()
    start, end = edges(verb)
    as_clause = any(child.lower_ == "as" and child.dep_ in ("mark", "advmod") for child in verb.children)
    if verb.dep_ == "advcl" and not as_clause:
        return ()
    if not as_clause and not _is_set_off(verb.doc, start, end):
        return ()
    whole_start, whole_end = edges(head)
    parts = ((whole_start, start), (end, whole_end))
    return tuple(part for part in parts if part[0] < part[1])


def _is_set_off(doc: Doc, start: int, end: int) -> bool:
    marks = {doc[start].text, doc[start - 1].text if start else "", doc[end - 1].text}
    return bool(marks & {",", "—", "–", "-", '"', "”", "''"}) and doc[start - 1].lower_ != "and"


def _is_speech_only(verb: Token) -> bool:
    """Whether a verb without content may still belong to a quotation nearby: "Smith added. "…"", "said Smith"."""
    known = words()
    lemma = _lemma(verb)
    if lemma not in known["say"] and lemma not in known["quote"]:
        return False
    return not any(child.dep_ == "dobj" and child.i > verb.i + 1 for child in verb.children)


def introduced(colon: Token) -> int | None:
    """Give who opens a quotation with a colon, whatever the verb: "The palace issued a brief reply: …"."""
    verb = colon.head if colon.head.pos_ in ("VERB", "AUX") else colon.sent.root
    return _index(speaker(verb)) if verb.pos_ in ("VERB", "AUX") and verb.i < colon.i else None


def speaker(verb: Token, depth: int = 0) -> Token | None:
    """Give the head of the speaker's noun phrase, through control and relative clauses; None where nobody is named."""
    if any(child.dep_ == "auxpass" for child in verb.children) and not depth:
        return _agent(verb)
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    if subject is not None:
        return _named(subject, verb)
    inverted = _inverted(verb)
    if inverted is not None and not depth:
        return inverted
    if verb.dep_ in ("acl", "relcl"):
        return _agent(verb) if verb.tag_ == "VBN" else _utterer(verb.head) or verb.head
    if verb.dep_ not in _LINKS or depth > 4 or (verb.tag_ == "VBN" and verb.dep_ == "advcl"):
        return None
    if verb.dep_ == "xcomp":
        controller = next((child for child in verb.head.children if child.dep_ == "dobj" and child.i < verb.i), None)
        return controller or speaker(verb.head, depth + 1)
    return speaker(verb.head, depth + 1)


def _agent(verb: Token) -> Token | None:
    agents = (
        noun for child in verb.children if child.dep_ == "agent" for noun in child.children if noun.dep_ == "pobj"
    )
    return next(agents, None)


def _named(subject: Token, verb: Token) -> Token | None:
    """Give the subject, or what a relative pronoun stands for; nobody for "it is said" and "there"."""
    known = words()
    word = subject.lower_
    if subject.dep_ == "expl" or (word in known["expletive"] and subject.dep_ == "nsubjpass"):
        return None
    if word in known["relative"]:
        clause = verb
        while clause.dep_ in ("conj", "xcomp", "ccomp"):
            clause = clause.head
        return clause.head if clause.dep_ in ("relcl", "acl") else None
    return subject if subject.pos_ in _NOMINAL or subject.ent_type_ or subject.tag_ in ("DT", "CD") else None


def _inverted(verb: Token) -> Token | None:
    """Give the noun behind a verb that follows its content: the parser takes "asked Smith" for an object."""
    before = verb.nbor(-1) if verb.i else None
    if before is None or not (before.is_quote or before.text in (",", "?", "!")):
        return None
    for child in verb.rights:
        if child.dep_ in ("dobj", "npadvmod", "attr", "oprd", "dep", "dative") and child.pos_ in _NOMINAL:
            return child if child.left_edge.i == verb.i + 1 else None
    return None


def _noun(noun: Token) -> Report | None:
    """Read "NASA's announcement that …", "a warning by doctors that …", "they issued a statement that …"."""
    if noun.lemma_ not in words()["nouns"]:
        return None
    content = tuple(edges(clause) for clause in (*_that_clauses(noun), *_gerunds(noun)))
    is_denied = noun.dep_ == "dobj" and noun.head.lemma_ in words()["denying"]
    if not content or is_denied or (noun.head.dep_ == "prep" and is_listed(noun.head.head)):
        return None
    return Report(noun.i, _index(owner(noun)), content)


def owner(noun: Token) -> Token | None:
    """Give whose statement, view or words a noun names."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "of", "from"):
            return next((part for part in child.children if part.dep_ == "pobj"), None)
    return _utterer(noun)


def _utterer(noun: Token) -> Token | None:
    """Give who utters what a noun names: "the ministry issued a statement"."""
    return speaker(noun.head) if noun.dep_ == "dobj" and _lemma(noun.head) in words()["utter"] else None


def edges(token: Token) -> Stretch:
    """Give the stretch of a token's whole subtree."""
    return token.left_edge.i, token.right_edge.i + 1


def _lemma(verb: Token) -> str:
    particle = next((child.lower_ for child in verb.children if child.dep_ == "prt"), "")
    joined = f"{verb.lemma_}_{particle}"
    return (
        joined
        if particle and any(joined in words()[name] for name in ("say", "find", "think", "quote"))
        else verb.lemma_
    )


def _index(token: Token | None) -> int | None:
    """Give the place of a speaker's head: of the name, in "the novelist Luis Vega"."""
    if token is None:
        return None
    named = (c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.left_edge.i == token.i + 1)
    return next((child.i for child in named), token.i)
