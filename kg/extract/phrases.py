"""Noun phrases as spans of tokens: the whole of one, its parts in a coordination, what it leaves out.

Dependency labels are those of ClearNLP/CLEAR style that spaCy's English models use (Choi and Palmer 2012).
"""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import wordlists

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
# What a phrase's tight reading leaves out to the right of its head, and to its left.
_RIGHT_OUT = frozenset({"relcl", "appos", "conj", "cc", "punct", "acl", "prep", "preconj", "advcl", "parataxis", "dep"})
_LEFT_OUT = frozenset({"preconj", "cc", "punct", "predet", "dep", "conj", "intj", "meta"})


def conjuncts(token: Token) -> list[Token]:
    """Give the token and everything coordinated with it, in order ("Russia and China")."""
    found = [token]
    for child in token.rights:
        if child.dep_ == "conj" and (child.pos_ in NOMINAL or token.pos_ not in NOMINAL):
            found.extend(conjuncts(child))
    return found


def examples(noun: Token) -> Iterator[Token]:
    """Give the names that are given as examples of a noun: "countries such as Mali", "leaders including Modi"."""
    for prep in noun.rights:
        if prep.dep_ != "prep" or (
            prep.lower_ != "including" and (prep.lower_ != "as" or prep.nbor(-1).lower_ != "such")
        ):
            continue
        for child in prep.children:
            if child.dep_ == "pobj" and child.pos_ == "PROPN":
                yield from conjuncts(child)


def span(head: Token, *, complements: bool = True) -> tuple[int, int]:
    """Give the noun phrase of `head` as half-open token offsets: no relative clause, apposition or coordination.

    With `complements`, its "of" phrases come along ("the first Prime Minister of Australia").
    """
    if head.pos_ in ("VERB", "AUX"):
        return int(head.left_edge.i), int(head.right_edge.i) + 1
    start = min([_start(child) for child in head.lefts if child.dep_ not in _LEFT_OUT] or [head.i], default=head.i)
    end = head.i + 1
    for child in head.rights:
        inside = child.dep_ not in _RIGHT_OUT or child == after(head) or (complements and _is_complement(child))
        if not inside or child.i > end + 1:
            break
        end = max(end, child.i + 1 if child == after(head) else _end(child))
    return min(start, head.i), end


def prepositional(head: Token) -> Iterator[tuple[Token, Token]]:
    """Yield the preposition and the object of each prepositional phrase right under `head`."""
    tail = after(head)
    for prep in (*head.children, *(tail.children if tail else ())):
        if prep.dep_ in ("prep", "dative") and prep.pos_ in ("ADP", "SCONJ", "ADV"):
            yield from _objects(prep)
        elif prep.dep_ == "advmod" and prep.lower_ in wordlists.load("roles")["adverbs"]:
            yield from (pair for inner in prep.rights if inner.i == prep.i + 1 for pair in _objects(inner))


def after(head: Token) -> Token | None:
    """Give the second word of an office like "director general", which the parse takes for an apposition."""
    if head.pos_ not in ("NOUN", "PROPN") or head.i + 1 == len(head.doc):
        return None
    following = head.doc[head.i + 1]
    if following.lower_ not in wordlists.load("roles")["after"]:
        return None
    is_second = following.head == head and following.dep_ in ("appos", "advmod", "amod") and not following.n_lefts
    return following if is_second else None


def _objects(prep: Token) -> Iterator[tuple[Token, Token]]:
    for child in prep.children:
        if child.dep_ == "pobj" and child.pos_ in NOMINAL | {"SYM", "ADJ", "X"}:
            yield prep, child
        elif child.dep_ == "prep" and child.i == prep.i + 1:  # "out of", "because of", "from under"
            yield from _objects(child)


def words_of(prep: Token) -> list[Token]:
    """Give the words of a preposition that may be complex: "because of", "such as", "out of"."""
    before = (
        words_of(prep.head) if prep.dep_ == "prep" and prep.head.dep_ == "prep" and prep.i == prep.head.i + 1 else []
    )
    after = [
        child
        for child in prep.rights
        if child.i == prep.i + 1 and child.pos_ == "ADP" and child.n_lefts + child.n_rights == 0
    ]
    left = [child for child in prep.lefts if child.i == prep.i - 1 and child.pos_ in ("ADP", "SCONJ")]
    if prep.head.dep_ == "advmod" and prep.head.i == prep.i - 1:
        left.append(prep.head)
    return [*before, *left, prep, *after]


def is_complex(prep: Token, noun: Token) -> bool:
    """Whether a preposition and a bare noun open a complex preposition: "in support of" (Quirk et al. 1985, 9.10)."""
    if noun.pos_ != "NOUN" or noun.n_lefts or noun.i != prep.i + 1 or noun.ent_type_:
        return False
    return any(child.dep_ == "prep" and child.i == noun.i + 1 for child in noun.children)


def _is_complement(prep: Token) -> bool:
    governor = prep.head.head
    if prep.head.dep_ == "dobj" and governor.lemma_ in wordlists.load("reciprocal")["of"]:
        return False
    return prep.dep_ == "prep" and prep.lower_ == "of" and any(child.dep_ == "pobj" for child in prep.children)


def _start(child: Token) -> int:
    return int(child.left_edge.i)


def _end(child: Token) -> int:
    if child.dep_ == "prep":
        return max([child.i + 1, *(span(pobj)[1] for pobj in child.children if pobj.dep_ == "pobj")])
    return int(child.right_edge.i) + 1
