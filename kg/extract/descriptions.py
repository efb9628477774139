"""Noun phrases that are no names: their heads, and the few words that say what they mean."""

from collections.abc import Iterator

from kg.extract import classes, lexicon, tree
from kg.extract.pieces import VALUES
from kg.extract.tree import NOUNS, PROPER, Tree

MODIFIERS = frozenset(("amod", "compound", "nmod", "npadvmod", "nummod", "quantmod"))
INSIDE = frozenset(("compound", "nmod"))
POINTING = frozenset(["the", "this", "that", "these", "those", "such", "said", "both"])
CLOSED = frozenset(("relcl", "acl", "appos", "prep", "cc", "conj", "punct"))


def heads(parse: Tree, named: set[int]) -> Iterator[int]:
    """Tokens that head a noun phrase and are part of no name, date or amount."""
    nameless = lexicon.words().measures | lexicon.pronouns().nobody
    for index, tag in enumerate(parse.tags):
        if index in named or (tag not in NOUNS and not (tag in PROPER and _is_office(parse, index))):
            continue
        modifies = parse.deps[index] in INSIDE or (parse.deps[index] == "amod" and parse.heads[index] == index + 1)
        modifies = modifies or (parse.deps[index] == "npadvmod" and parse.tags[parse.heads[index]][:2] == "JJ")
        if modifies or parse.labels[index] in VALUES or parse.lemmas[index] in nameless:
            continue
        yield index


def tight(parse: Tree, head: int) -> tuple[int, int]:
    """Give the head with its essential modifiers: no determiner, no relative clause; "of" where the head is light."""
    start = head
    for child in sorted(parse.children[head], reverse=True):
        if child > head or parse.deps[child] == "punct":
            continue
        inside = tree.below(parse, child)
        if parse.deps[child] not in MODIFIERS or any(_is_empty(parse, token) for token in inside):
            break
        start = min(inside)
    complement = of_object(parse, head)
    is_bare = start == head
    if complement is not None and (is_bare or parse.lemmas[head] in lexicon.words().light):
        return start, tight(parse, complement)[1] if parse.tags[complement] in NOUNS else complement + 1
    return start, head + 1


def of_object(parse: Tree, head: int) -> int | None:
    """Tell what the "of" right after a noun governs, unless it is a date or an amount."""
    measures = lexicon.words().measures
    for child in parse.children[head]:
        if child == head + 1 and parse.lowers[child] == "of":
            found = next((below for below in parse.children[child] if parse.deps[below] == "pobj"), None)
            is_value = found is not None and (parse.labels[found] in VALUES or parse.lemmas[found] in measures)
            return None if is_value else found
    return None


def owner(parse: Tree, head: int) -> int | None:
    """Give the possessor of a noun."""
    return next((child for child in parse.children[head] if parse.deps[child] == "poss"), None)


def says_enough(parse: Tree, head: int, span: tuple[int, int]) -> bool:
    """Whether a description can stand for a thing: it has a modifier, or a noun that is not vague."""
    words, demonyms = lexicon.words(), lexicon.places().demonyms
    if parse.lemmas[head] in words.unique or (span[1] > head + 1):
        return True
    if span[0] < head:
        role = classes.of_noun(parse, head) in ("Person", "Organization") and parse.lemmas[head] in words.vague
        told = any(
            parse.words[i] in demonyms or parse.labels[i] or parse.tags[i] == "JJS" for i in range(span[0], head)
        )
        return told or not (role and parse.tags[head] == "NN" and is_definite(parse, head))
    return not (parse.lemmas[head] in words.vague or parse.lowers[head] in words.vague or is_definite(parse, head))


def is_definite(parse: Tree, head: int) -> bool:
    """Whether a determiner says that the reader knows which one is meant."""
    return any(parse.lowers[child] in POINTING for child in parse.children[head] if child < head)


def _is_empty(parse: Tree, child: int) -> bool:
    """Whether a modifier only counts or points."""
    return parse.tags[child] in ("CD", "PDT", "DT", "PRP$") or parse.lowers[child] in lexicon.words().empty


def _is_office(parse: Tree, index: int) -> bool:
    """Whether a word is a capitalised office without a name: "the President", "the Foreign Minister"."""
    lower = parse.lowers[index]
    return lower in lexicon.words().titles and lexicon.words().classes.get(lower) == "Person"
