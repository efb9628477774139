"""What noun phrases say, where news hides half its facts.

Titles and offices, appositions, possessives, compounds, demonyms, place chains, ages, and participles joined by a
hyphen ("US-led"). Each function is one reading; all yield `Proposition`s whose relation may hold no word of the
text ("US company SpaceX": country), in which case the label says it.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract import describing, events, lexicon, titles, whereabouts, wordlists
from kg.extract.clauses import Proposition
from kg.extract.mentions import Referent
from kg.extract.named import Referents, is_name

READINGS = (
    titles.titles,
    describing.appositions,
    describing.adjacent,
    describing.age_after,
    whereabouts.chains,
    whereabouts.attached,
)


def propositions(doc: Doc, referents: Referents) -> Iterator[Proposition]:
    """Yield what the noun phrases of the document say, in the order of the text."""
    nominal = {doc.vocab.strings["NOUN"], doc.vocab.strings["PROPN"]}
    for token in (doc[i] for i, kind in enumerate(doc.to_array("POS").tolist()) if kind in nominal):
        if token.i in referents:
            for reading in (*READINGS, _possessives, _modifiers, _counts):
                yield from reading(token, referents)
        yield from events.events(token, referents)


def _possessives(noun: Token, referents: Referents) -> Iterator[Proposition]:
    """As in "Elon Musk's SpaceX": the one belongs to the other, in some way that the text does not tell."""
    if not is_name(noun, referents):
        return
    found = referents[noun.i]
    first = noun.doc[found.start]
    for child in noun.lefts:
        if child.dep_ == "poss" and child.i in referents and not titles.before(noun.doc, found.start):
            if first.lower_ in wordlists.load("roles")["roles"]:
                yield Proposition(noun.i, child.i, (first.i,), noun.i, "noun/title", label=f"{first.lower_} of")
            else:
                yield Proposition(noun.i, child.i, (), noun.i, "noun/possessive", label="belong to")


def _modifiers(noun: Token, referents: Referents) -> Iterator[Proposition]:
    """Nationalities, makers and "US-led" before a noun."""
    referent = referents[noun.i]
    after = noun.i + 1
    if referent.why == "nominal" and any(
        found.start == after and found.why == "name" for found in _near(referents, after)
    ):
        return
    first = referents.get(referent.start)
    if (
        referent.type == "Organization"
        and first is not None
        and first.why == "demonym"
        and referent.end - referent.start > 1
    ):
        yield Proposition(noun.i, first.head, (), noun.i, "noun/country", label="country")
    for child in noun.lefts:
        if child.dep_ in ("amod", "compound", "nmod") and child.i in referents and child.i < noun.i:
            yield from _compound(noun, child, referent, referents[child.i])
        for participle in (child, *(child.lefts if child.dep_ == "compound" else ())):
            if participle.dep_ == "amod" and participle.tag_ == "VBN":
                yield from _hyphened(noun, participle, referents)


def _hyphened(noun: Token, participle: Token, referents: Referents) -> Iterator[Proposition]:
    """As in "the US-led coalition", "London-based Rio Tinto": who does it, or where it is done."""
    placed = wordlists.load("roles")["placed"]
    for agent in participle.children:
        if agent.dep_ not in ("npadvmod", "compound", "nmod", "nsubj") or not is_name(agent, referents):
            continue
        words = (agent.i + 1, participle.i) if agent.i + 1 < participle.i else (participle.i,)
        if participle.lower_ not in placed:
            label = participle.lemma_.lower()
            yield Proposition(agent.i, noun.i, words, noun.i, "noun/participle", label=label)
            continue
        after = next((found.head for found in _near(referents, participle.i + 1) if _opens(found, participle)), noun.i)
        yield Proposition(after, agent.i, words, noun.i, "noun/participle", label=f"be {participle.lower_} in")


def _opens(found: Referent, participle: Token) -> bool:
    return found.start == participle.i + 1 and found.why == "name"


def _near(referents: Referents, token: int) -> Iterator[Referent]:
    """The referents whose head is at a token or a few words after it."""
    yield from (referents[i] for i in range(token, token + 6) if i in referents)


def _compound(noun: Token, child: Token, whole: Referent, part: Referent) -> Iterator[Proposition]:
    if part.type == "Place" and (part.why == "demonym" or whole.why != "nominal"):
        label = "nationality" if whole.type == "Person" else "country"
        if whole.type in ("Person", "Organization", "Product", "Group", "Programme"):
            yield Proposition(noun.i, child.i, (), noun.i, f"noun/{label}", label=label)
    elif part.type == "Organization" and whole.type == "Product" and not _is_surname(noun.doc[whole.start]):
        yield Proposition(child.i, noun.i, (), noun.i, "noun/operator", label="operate")


def _is_surname(word: Token) -> bool:
    """Whether a name that follows a company's is its second founder: "Lockheed Martin", "Morgan Stanley"."""
    return word.lower_ in lexicon.words().given


def _counts(noun: Token, referents: Referents) -> Iterator[Proposition]:
    """As in "Over 60,000 security personnel": how many there are."""
    for child in noun.lefts:
        if child.dep_ == "nummod" and child.ent_type_ == "CARDINAL" and referents[noun.i].why == "nominal":
            yield Proposition(noun.i, child.i, (), noun.i, "noun/count", label="number")
