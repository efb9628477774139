"""What nouns for events say: "Russia's invasion of Ukraine", "the launch of Luna 25 by Russia", "the death of X in Y".

A noun made from a verb keeps the verb's arguments (Grimshaw 1990, chapter 3): its doer is a possessor, an adjective
of nationality or a phrase with "by", its theme a phrase with "of". The label is the noun with its preposition, as the
ontology's lexical forms have it ("launch of"). The claim is put as its noun is: what is planned stays planned.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import frames, phrases, wordlists
from kg.extract.clauses import Proposition
from kg.extract.named import Referents, is_name

ACTORS = ("Person", "Organization", "Place", "Group")


def events(noun: Token, referents: Referents) -> Iterator[Proposition]:
    """Give what an event noun says of its doer and of what it is done to or happens to."""
    if noun.pos_ != "NOUN" or _is_over(noun):
        return
    owners = [child for child in noun.lefts if child.dep_ == "poss" and child.i in referents]
    others = list(phrases.prepositional(noun))
    if owners or frames.is_event(noun) or _is_listed(noun):
        doers = _doers(noun, owners, others, referents)
        yield from _deeds(noun, doers, others)
        yield from _happenings(noun, owners, others, referents)


def _is_over(noun: Token) -> bool:
    """Whether somebody puts an end to it: "ended its cooperation with Russia" tells of none that goes on."""
    return noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_ in wordlists.load("events")["ending"]


def _doers(
    noun: Token, owners: list[Token], others: list[tuple[Token, Token]], referents: Referents
) -> list[tuple[Token, Token | None]]:
    """Who does it, each with the preposition that tells so; a possessor is none where somebody does it to him."""
    agents = [(pobj, prep) for prep, pobj in others if prep.lower_ == "by" and _acts(pobj, referents)]
    if not agents and noun.lemma_.lower() in wordlists.load("events")["done"]:
        agents = [(pobj, prep) for prep, pobj in others if prep.lower_ == "of" and _acts(pobj, referents)]
    if agents:
        return [(part, prep) for pobj, prep in agents for part in phrases.conjuncts(pobj)]
    if owners:
        return [(part, None) for child in owners for part in phrases.conjuncts(child)]
    origins = (child for child in noun.lefts if child.dep_ in ("amod", "compound", "nmod") and child.i in referents)
    return [(child, None) for child in origins if referents[child.i].why == "demonym" and frames.is_event(noun)]


def _deeds(
    noun: Token, doers: list[tuple[Token, Token | None]], others: list[tuple[Token, Token]]
) -> Iterator[Proposition]:
    """The doers and each thing that the deed is directed at."""
    locative = wordlists.load("roles")["locative"]
    for prep, pobj in others:
        for doer, sign in doers:
            if prep.lower_ in locative | {"by"} or prep == sign:
                continue
            for part in phrases.conjuncts(pobj):
                label = f"{noun.lemma_.lower()} {prep.lower_}"
                yield Proposition(doer.i, part.i, (noun.i, prep.i), noun.i, "noun/event", label=label)


def _happenings(
    noun: Token, owners: list[Token], others: list[tuple[Token, Token]], referents: Referents
) -> Iterator[Proposition]:
    """Where or when it happens to somebody: "the death of Desmond Tutu in Cape Town"."""
    if noun.lemma_.lower() not in wordlists.load("events")["undergone"]:
        return
    themes = [pobj for prep, pobj in others if prep.lower_ == "of"] or owners
    near = [pair for theme in themes for pair in phrases.prepositional(theme)]
    for prep, pobj in [*others, *near]:
        if prep.lower_ in wordlists.load("events")["whereabouts"]:
            for theme in (part for each in themes for part in phrases.conjuncts(each)):
                if is_name(theme, referents):
                    label = f"{noun.lemma_.lower()} {prep.lower_}"
                    yield Proposition(theme.i, pobj.i, (noun.i, prep.i), noun.i, "noun/happening", label=label)


def happens_to(noun: Token) -> bool:
    """Whether a noun is what an event happens to, so that a place after it is the event's: "the birth of X in Y"."""
    above = noun.head
    return (
        above.lower_ == "of"
        and noun.dep_ == "pobj"
        and above.head.lemma_.lower() in wordlists.load("events")["undergone"]
    )


def _acts(token: Token, referents: Referents) -> bool:
    found = referents.get(token.i)
    return found is not None and (found.type in ACTORS or is_name(token, referents))


def _is_listed(noun: Token) -> bool:
    lists = wordlists.load("events")
    return noun.lemma_.lower() in lists["undergone"] | lists["done"]
