"""Places that noun phrases are put at: "Irving, Texas", "the hotel near the mosque", "in support of the youth"."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import events, phrases, wordlists
from kg.extract.clauses import Proposition
from kg.extract.mentions import Referent
from kg.extract.named import Referents, is_name


def chains(noun: Token, referents: Referents) -> Iterator[Proposition]:
    """As in "Irving, Texas"; "the Al-Ghaza Hotel near the Grand Mosque"; "headquarters in California"."""
    if is_name(noun, referents, "Place", "Organization"):
        for other in noun.children:
            if other.dep_ in ("appos", "npadvmod") and other.i > noun.i and is_name(other, referents, "Place"):
                comma = noun.doc[referents[noun.i].end : other.i]
                if any(token.text == "," for token in comma):
                    yield Proposition(noun.i, other.i, (), noun.i, "noun/place-chain", label="be located in")


def attached(noun: Token, referents: Referents) -> Iterator[Proposition]:
    """A place that a noun phrase is put at: "the hotel near the mosque", "a boy from Irving"."""
    locative = wordlists.load("roles")["locative"]
    if noun.dep_ in ("attr", "appos") or events.happens_to(noun):
        return
    for prep, pobj in phrases.prepositional(noun):
        if phrases.is_complex(prep, pobj):
            for last, goal in phrases.prepositional(pobj):
                form = f"be {prep.lower_} {pobj.lower_} {last.lower_}"
                yield Proposition(
                    noun.i, goal.i, (prep.i, pobj.i, last.i), noun.i, "noun/complex-preposition", label=form
                )
        elif prep.lower_ in locative and pobj.i in referents and prep.i > noun.i and _is_somewhere(referents[pobj.i]):
            for part in phrases.conjuncts(pobj):
                yield Proposition(noun.i, part.i, (prep.i,), noun.i, "noun/place", label=f"be {prep.lower_}")


def _is_somewhere(referent: Referent) -> bool:
    return referent.type in ("Place", "Organization", "Event", "Product") and referent.why != "nominal"
