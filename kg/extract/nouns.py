"""What noun phrases say, where news hides half its facts.

Titles and offices, appositions, possessives, compounds, demonyms, place chains, ages, and participles joined by a
hyphen ("US-led"). Each function is one reading; all yield `Proposition`s whose relation may hold no word of the
text ("US company SpaceX": country), in which case the label says it.
"""

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token

from kg.extract import phrases, subjects, wordlists
from kg.extract.clauses import Proposition
from kg.extract.mentions import Referent

Referents = Mapping[int, Referent]


def propositions(doc: Doc, referents: Referents) -> Iterator[Proposition]:
    """Yield what the noun phrases of the document say, in the order of the text."""
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        if token.i in referents:
            yield from _titles(token, referents)
            yield from _appositions(token, referents)
            yield from _adjacent(token, referents)
            yield from _possessives(token, referents)
            yield from _modifiers(token, referents)
            yield from _places(token, referents)
            yield from _attached(token, referents)
            yield from _counts(token, referents)
            yield from _age_after(token, referents)
        yield from _events(token, referents)


def _is_name(token: Token, referents: Referents, *types: str) -> bool:
    """Whether the token heads a name (of one of these types, if any are given)."""
    found = referents.get(token.i)
    return found is not None and found.why not in ("nominal", "description", "pronoun") and (
        not types or found.type in types
    )


def _titles(name: Token, referents: Referents) -> Iterator[Proposition]:
    """"Roscosmos Director-General Dmitry Rogozin", "former US president Donald Trump", "New Zealand's PM John Key"."""
    if not _is_name(name, referents, "Person"):
        return
    first = referents[name.i].start
    title = _title_before(name.doc, first)
    if not title:
        return
    words, label = _office(title)
    for owner in _owners(name.doc, title[0], referents):
        if referents[owner.i].why == "demonym" and not _is_public_office(title):
            yield Proposition(name.i, owner.i, (), name.i, "noun/nationality", label="nationality")
            break
        yield Proposition(name.i, owner.i, words, name.i, "noun/title", label=f"{label} of")
        return
    for prep, pobj in (pair for token in title for pair in phrases.prepositional(token)):
        yield Proposition(name.i, pobj.i, (*words, prep.i), name.i, "noun/title", label=f"{label} {prep.lower_}")
        return
    if len(title[-1].text) > 2:
        yield Proposition(name.i, title[-1].i, words, name.i, "noun/position", label="position held")


def _is_public_office(title: list[Token]) -> bool:
    """Whether a country's adjective before an office says whose it is ("Russian President"), and no mere origin."""
    return any(token.lower_ in wordlists.load("roles")["public"] for token in title)


def _title_before(doc: Doc, end: int) -> list[Token]:
    """The run of tokens right before a name that ends in an office ("Prime Minister", "Director-General")."""
    roles = wordlists.load("roles")["roles"]
    start = end
    while start > 0 and doc[start - 1].lower_ in roles | {"-", "and", "vice", "co"} and doc[start - 1].sent == doc[end].sent:
        start -= 1
    run = list(doc[start:end])
    while run and run[0].lower_ in ("-", "and"):
        run.pop(0)
    return run if run and run[-1].lower_ in roles else []


def _office(title: list[Token]) -> tuple[tuple[int, ...], str]:
    """The words of an office, with former, acting or deputy before it, and their base form."""
    doc = title[0].doc
    qualifiers = wordlists.load("roles")["qualifiers"]
    words = [token for token in doc[max(title[0].i - 3, 0) : title[0].i] if token.lower_ in qualifiers]
    words += title
    label = "".join(("" if token.text == "-" or (token.i and token.nbor(-1).text == "-") else " ") + token.lower_ for token in words)
    return tuple(token.i for token in words), label.strip()


def _owners(doc: Doc, start: Token, referents: Referents) -> Iterator[Token]:
    """The name that a title follows: "Roscosmos Director", "US President", "New Zealand's Prime Minister"."""
    skipped = wordlists.load("roles")["qualifiers"] | {"'s", "’s", "'", "’"}
    i = start.i - 1
    while i >= 0 and doc[i].lower_ in skipped:
        i -= 1
    for key in (i, i - 1):
        if key >= 0 and key in referents and referents[key].end in (i + 1, start.i):
            if _is_name(doc[key], referents):
                yield doc[key]
            return


def _appositions(noun: Token, referents: Referents) -> Iterator[Proposition]:
    """"John Burrows, the chairman of the panel": one of the two is a name, the other says what it is."""
    for other in noun.children:
        if other.dep_ != "appos" or other.i not in referents:
            continue
        name, description = (noun, other) if _is_name(noun, referents) else (other, noun)
        if not _is_name(name, referents) or _is_name(description, referents):
            continue
        yield from _described(name, description, referents, "noun/apposition")


def _adjacent(name: Token, referents: Referents) -> Iterator[Proposition]:
    """"The US company SpaceX": a description right before the name, however the parse joins the two."""
    found = referents[name.i]
    if not _is_name(name, referents) or found.start == 0:
        return
    before = name.doc[found.start - 1]
    if before.pos_ == "NOUN" and before.i in referents and referents[before.i].type in (found.type, "Thing"):
        yield from _described(name, before, referents, "noun/apposition")


def _described(name: Token, description: Token, referents: Referents, rule: str) -> Iterator[Proposition]:
    """A name and a noun phrase that describes it: whose it is, of what, where from."""
    words, label = _described_as(description)
    locative = wordlists.load("roles")["locative"]
    for prep, pobj in phrases.prepositional(description):
        form = f"be {prep.lower_}" if prep.lower_ in locative else f"{label} {prep.lower_}"
        for part in phrases.conjuncts(pobj):
            yield Proposition(name.i, part.i, (*words, prep.i), name.i, rule, label=form)
    for child in _left_of(description):
        if child.i in referents and child.i != name.i and child.i < description.i:
            if referents[child.i].why == "demonym" or (child.dep_ != "poss" and referents[child.i].type == "Place"):
                kind = "nationality" if referents[name.i].type == "Person" else "country"
                yield Proposition(name.i, child.i, (), name.i, f"noun/{kind}", label=kind)
            elif child.dep_ == "poss" or _is_name(child, referents):
                yield Proposition(name.i, child.i, words, name.i, rule, label=f"{label} of")
    yield from _ages(name, description)
    if not subjects.has(description, "poss") and not _is_owned(description):
        yield Proposition(name.i, description.i, (), name.i, f"{rule}-class", label="be")


def _is_owned(description: Token) -> bool:
    """Whether an office says itself of what it is, so that a relation tells it better than a text."""
    return description.lower_ in wordlists.load("roles")["roles"] and any(
        prep.lower_ == "of" for prep, _ in phrases.prepositional(description)
    )


def _described_as(description: Token) -> tuple[tuple[int, ...], str]:
    """The words of a description that tell an office, and their base form: "former deputy prime minister"."""
    lists = wordlists.load("roles")
    kept = lists["roles"] | lists["qualifiers"]
    start = description.i
    while start > 0 and description.doc[start - 1].lower_ in kept and description.lower_ in lists["roles"]:
        start -= 1
    tokens = description.doc[start : description.i]
    label = " ".join([*(token.lower_ for token in tokens), description.lemma_.lower()])
    return tuple(range(start, description.i + 1)), label


def _left_of(description: Token) -> Iterator[Token]:
    """The words before a description that may be names: its own, or those that the parse hung on the name."""
    own = {child.i for child in description.lefts if child.dep_ in ("poss", "compound", "nmod", "amod")}
    i = description.i - 1
    while i >= 0 and description.doc[i].dep_ in ("compound", "nmod", "amod") and description.doc[i].pos_ != "PUNCT":
        own.add(i)
        i -= 1
    yield from (description.doc[i] for i in sorted(own))


def _possessives(noun: Token, referents: Referents) -> Iterator[Proposition]:
    """"Elon Musk's SpaceX": the one belongs to the other, in some way that the text does not tell."""
    if not _is_name(noun, referents):
        return
    for child in noun.lefts:
        if child.dep_ == "poss" and child.i in referents and not _title_before(noun.doc, referents[noun.i].start):
            yield Proposition(noun.i, child.i, (), noun.i, "noun/possessive", label="belong to")


def _modifiers(noun: Token, referents: Referents) -> Iterator[Proposition]:
    """Nationalities, makers and "US-led" before a noun."""
    referent = referents[noun.i]
    after = noun.i + 1
    if referent.why == "nominal" and any(found.start == after and found.why == "name" for found in _near(referents, after)):
        return
    first = referents.get(referent.start)
    if referent.type == "Organization" and first is not None and first.why == "demonym" and referent.end - referent.start > 1:
        yield Proposition(noun.i, first.head, (), noun.i, "noun/country", label="country")
    for child in noun.lefts:
        if child.dep_ in ("amod", "compound", "nmod") and child.i in referents and child.i < noun.i:
            yield from _compound(noun, child, referent, referents[child.i])
        if child.dep_ == "amod" and child.tag_ == "VBN":
            for agent in child.children:
                if agent.dep_ in ("npadvmod", "compound", "nmod", "nsubj") and _is_name(agent, referents):
                    words = (agent.i + 1, child.i) if agent.i + 1 < child.i else (child.i,)
                    yield Proposition(agent.i, noun.i, words, noun.i, "noun/participle", label=child.lemma_.lower())


def _near(referents: Referents, token: int) -> Iterator[Referent]:
    """The referents whose head is at a token or a few words after it."""
    yield from (referents[i] for i in range(token, token + 6) if i in referents)


def _compound(noun: Token, child: Token, whole: Referent, part: Referent) -> Iterator[Proposition]:
    if part.type == "Place" and (part.why == "demonym" or whole.why != "nominal"):
        label = "nationality" if whole.type == "Person" else "country"
        if whole.type in ("Person", "Organization", "Product", "Group", "Programme"):
            yield Proposition(noun.i, child.i, (), noun.i, f"noun/{label}", label=label)
    elif part.type == "Organization" and whole.type == "Product":
        yield Proposition(child.i, noun.i, (), noun.i, "noun/operator", label="operate")


def _places(noun: Token, referents: Referents) -> Iterator[Proposition]:
    """"Irving, Texas"; "the Al-Ghaza Hotel near the Grand Mosque"; "headquarters in California"."""
    if _is_name(noun, referents, "Place", "Organization"):
        for other in noun.children:
            if other.dep_ in ("appos", "npadvmod") and other.i > noun.i and _is_name(other, referents, "Place"):
                comma = noun.doc[referents[noun.i].end : other.i]
                if any(token.text == "," for token in comma):
                    yield Proposition(noun.i, other.i, (), noun.i, "noun/place-chain", label="be located in")


def _attached(noun: Token, referents: Referents) -> Iterator[Proposition]:
    """A place that a noun phrase is put at: "the hotel near the mosque", "a boy from Irving"."""
    locative = wordlists.load("roles")["locative"]
    if noun.dep_ in ("attr", "appos"):
        return
    for prep, pobj in phrases.prepositional(noun):
        if phrases.is_complex(prep, pobj):
            for last, goal in phrases.prepositional(pobj):
                form = f"be {prep.lower_} {pobj.lower_} {last.lower_}"
                yield Proposition(noun.i, goal.i, (prep.i, pobj.i, last.i), noun.i, "noun/complex-preposition", label=form)
        elif prep.lower_ in locative and pobj.i in referents and prep.i > noun.i and _is_somewhere(referents[pobj.i]):
            for part in phrases.conjuncts(pobj):
                yield Proposition(noun.i, part.i, (prep.i,), noun.i, "noun/place", label=f"be {prep.lower_}")


def _is_somewhere(referent: Referent) -> bool:
    return referent.type in ("Place", "Organization", "Event", "Product") and referent.why != "nominal"


def _ages(name: Token, description: Token) -> Iterator[Proposition]:
    """"Ahmed Mohamed, a 14-year-old boy": the number, as an age."""
    for child in description.lefts:
        if child.dep_ == "amod" and child.lower_ == "old":
            for unit in child.lefts:
                yield from (
                    Proposition(name.i, number.i, (), name.i, "noun/age", label="age")
                    for number in unit.lefts
                    if unit.lower_ in ("year", "years") and number.like_num
                )


def _age_after(name: Token, referents: Referents) -> Iterator[Proposition]:
    """"Thomas Sam, 42, and his wife": a number between commas after a person's name."""
    end = referents[name.i].end
    if not _is_name(name, referents, "Person") or end + 2 >= len(name.doc) or name.doc[end].text != ",":
        return
    number, after = name.doc[end + 1], name.doc[end + 2]
    if number.text.isdigit() and 0 < int(number.text) < 120 and (after.is_punct or after.lower_ == "and"):
        yield Proposition(name.i, number.i, (), name.i, "noun/age", label="age")


def _counts(noun: Token, referents: Referents) -> Iterator[Proposition]:
    """"Over 60,000 security personnel": how many there are."""
    for child in noun.lefts:
        if child.dep_ == "nummod" and child.ent_type_ == "CARDINAL" and referents[noun.i].why == "nominal":
            yield Proposition(noun.i, child.i, (), noun.i, "noun/count", label="number")


def _events(noun: Token, referents: Referents) -> Iterator[Proposition]:
    """"Russia's invasion of Ukraine", "his visit to Google": an event with its doer and its goal."""
    if not subjects.has(noun, "poss") or noun.pos_ != "NOUN":
        return
    for child in noun.lefts:
        if child.dep_ != "poss" or child.i not in referents:
            continue
        for prep, pobj in phrases.prepositional(noun):
            if prep.lower_ in wordlists.load("roles")["locative"]:
                continue
            for part in phrases.conjuncts(pobj):
                words = (noun.i, prep.i)
                for owner in phrases.conjuncts(child):
                    label = f"{noun.lemma_.lower()} {prep.lower_}"
                    yield Proposition(owner.i, part.i, words, noun.i, "noun/event", label=label)
