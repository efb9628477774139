"""Descriptions beside a name: appositions, nouns right before it, and ages.

One of the two is a name, the other says what it is: whose, of what, where from, how old.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import phrases, subjects, titles, wordlists
from kg.extract.clauses import Proposition
from kg.extract.mentions import Referent
from kg.extract.named import Referents, is_name


def appositions(noun: Token, referents: Referents) -> Iterator[Proposition]:
    """As in "John Burrows, the chairman of the panel": one of the two is a name, the other says what it is."""
    for other in noun.children:
        if other.dep_ != "appos" or other.i not in referents or _is_labelled(noun, other):
            continue
        name, description = (noun, other) if is_name(noun, referents) else (other, noun)
        if not is_name(name, referents) or is_name(description, referents):
            continue
        yield from _described(name, description, referents, "noun/apposition")


def _is_labelled(noun: Token, other: Token) -> bool:
    """Whether a colon stands between the two: a credit ("Photo: Reuters"), and no apposition."""
    return any(token.text == ":" for token in noun.doc[noun.i + 1 : other.i])


def adjacent(name: Token, referents: Referents) -> Iterator[Proposition]:
    """As in "The US company SpaceX": a description right before the name, however the parse joins the two."""
    found = referents[name.i]
    if not is_name(name, referents) or found.start == 0:
        return
    before = name.doc[found.start - 1]
    is_part = before.pos_ == "NOUN" and before.dep_ == "compound" and before.i not in referents
    if is_part and not _has_title(name, found):
        yield from _origins(name, before, referents)
    if before.pos_ == "NOUN" and before.i in referents and referents[before.i].type in (found.type, "Thing"):
        yield from _described(name, before, referents, "noun/apposition")


def age_after(name: Token, referents: Referents) -> Iterator[Proposition]:
    """As in "Thomas Sam, 42, and his wife": a number between commas after a person's name."""
    end = referents[name.i].end
    if not is_name(name, referents, "Person") or end + 2 >= len(name.doc) or name.doc[end].text != ",":
        return
    number, after = name.doc[end + 1], name.doc[end + 2]
    if number.text.isdigit() and 0 < int(number.text) < 120 and (after.is_punct or after.lower_ == "and"):
        yield Proposition(name.i, number.i, (), name.i, "noun/age", label="age")


def _described(name: Token, description: Token, referents: Referents, rule: str) -> Iterator[Proposition]:
    """A name and a noun phrase that describes it: whose it is, of what, where from."""
    words, label = _described_as(description)
    locative = wordlists.load("roles")["locative"]
    for prep, pobj in phrases.prepositional(description):
        is_work = prep.lower_ == "at" and referents[name.i].type == "Person"
        form = f"be {prep.lower_}" if prep.lower_ in locative and not is_work else f"{label} {prep.lower_}"
        for part in phrases.conjuncts(pobj):
            yield Proposition(name.i, part.i, (*words, prep.i), name.i, rule, label=form)
    yield from _origins(name, description, referents)
    for child in _left_of(description):
        if child.i not in referents or child.i == name.i or _is_origin(child, referents):
            continue
        if child.dep_ == "poss" or is_name(child, referents):
            yield Proposition(name.i, child.i, words, name.i, rule, label=f"{label} of")
    yield from _ages(name, description)
    if not subjects.has(description, "poss") and not _is_owned(description):
        yield Proposition(name.i, description.i, (), name.i, f"{rule}-class", label="be")


def _origins(name: Token, description: Token, referents: Referents) -> Iterator[Proposition]:
    """The country that a description is from: "Russian space agency Roscosmos"."""
    kind = "nationality" if referents[name.i].type == "Person" else "country"
    for child in _left_of(description):
        if child.i in referents and child.i != name.i and child.i < description.i and _is_origin(child, referents):
            yield Proposition(name.i, child.i, (), name.i, f"noun/{kind}", label=kind)


def _has_title(name: Token, found: Referent) -> bool:
    return bool(titles.before(name.doc, found.start))


def _is_origin(word: Token, referents: Referents) -> bool:
    return referents[word.i].why == "demonym" or (word.dep_ != "poss" and referents[word.i].type == "Place")


def _is_owned(description: Token) -> bool:
    """Whether an office says itself of what it is, so that a relation tells it better than a text."""
    return description.lower_ in wordlists.load("roles")["roles"] and any(
        prep.lower_ == "of" for prep, _ in phrases.prepositional(description)
    )


def _described_as(description: Token) -> tuple[tuple[int, ...], str]:
    """The words of a description that tell an office, and their base form: "former deputy prime minister".

    What changes an office may stand before a name inside it: "a former NASA astronaut".
    """
    lists = wordlists.load("roles")
    kept = lists["roles"] | lists["qualifiers"]
    start = description.i
    while start > 0 and description.doc[start - 1].lower_ in kept and description.lower_ in lists["roles"]:
        start -= 1
    is_office = description.lower_ in lists["roles"]
    before = [token for token in description.lefts if is_office and token.i < start and token.lower_ in lists["past"]]
    tokens = [*before, *description.doc[start : description.i]]
    label = " ".join([*(token.lower_ for token in tokens), description.lemma_.lower()])
    return (*(token.i for token in tokens), description.i), label


def _left_of(description: Token) -> Iterator[Token]:
    """The words before a description that may be names: its own, or those that the parse hung on the name."""
    own = {child.i for child in description.lefts if child.dep_ in ("poss", "compound", "nmod", "amod")}
    i = description.i - 1
    while i >= 0 and description.doc[i].dep_ in ("compound", "nmod", "amod") and description.doc[i].pos_ != "PUNCT":
        own.add(i)
        i -= 1
    yield from (description.doc[i] for i in sorted(own))


def _ages(name: Token, description: Token) -> Iterator[Proposition]:
    """As in "Ahmed Mohamed, a 14-year-old boy": the number, as an age."""
    for child in description.lefts:
        if child.dep_ == "amod" and child.lower_ == "old":
            for unit in child.lefts:
                yield from (
                    Proposition(name.i, number.i, (), name.i, "noun/age", label="age")
                    for number in unit.lefts
                    if unit.lower_ in ("year", "years") and number.like_num
                )
