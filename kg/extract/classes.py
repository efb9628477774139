"""The class of a name or a noun: what spaCy says, corrected by the words around it.

Each sign adds weight to a class; the signs of all names in a chain are added up, so that a thing has one class
throughout its document.
"""

import re
from collections import Counter
from collections.abc import Iterator

from kg.extract import lexicon, tree
from kg.extract.names import Name
from kg.extract.pieces import NOBLE
from kg.extract.tree import JUXTAPOSED, NOUNS, QUOTES, SUBJECTS, Tree

OF_LABEL = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "NORP": "Group",
    "PRODUCT": "Product",
    "EVENT": "Event",
    "WORK_OF_ART": "Work",
    "LAW": "Work",
    "LANGUAGE": "Concept",
}
YEAR = re.compile(r"(19|20)\d\d").fullmatch
OBJECTS = frozenset(("dobj", "ccomp", "xcomp", "attr", "acomp"))
LABEL, GIVEN, COPULA, KNOWN, BESIDE, HEAD, TITLE, KIND, CERTAIN = 2, 3, 3, 6, 5, 6, 7, 8, 30
BODIES = frozenset(("Organization", "Group", "Event", "Work", "Programme", "Place", "Product"))
BEARERS = frozenset(("Event", "Place"))
SHORTEST = 3
SETTLED = frozenset(("bear", "live", "die", "arrive", "locate", "base", "settle", "bury", "situate", "headquarter"))
AWARDS = frozenset(("prize", "award", "medal", "language", "disease", "syndrome", "theory", "virus"))
NAMED_CONCEPTS = AWARDS | {"word", "religion", "currency", "gene", "protein", "element"}


def votes(parse: Tree, name: Name) -> Counter[str]:
    """Tell what speaks for which class of a name, at this place in the text."""
    text = tree.phrase(parse, range(name.start, name.end))
    found = _of_text(parse, name, text)
    is_acronym = text.isupper() and len(text) > 1 and name.end - name.start == 1
    if name.label and not (name.label == "PERSON" and is_acronym):
        found[OF_LABEL[name.label]] += LABEL
    if name.noun in lexicon.words().classes:
        found[lexicon.words().classes[name.noun]] += KIND
    if name.titles and found["Place"] + found["Organization"] < KNOWN:
        found["Person"] += TITLE
    if is_settled(parse, name.head):
        found["Place"] += BESIDE
    for kind in _beside(parse, name):
        found[kind] += BESIDE
    for kind in _said_of(parse, name):
        found[kind] += COPULA
    return found


def of_noun(parse: Tree, index: int) -> str | None:
    """Give the class of what a noun names; None where the lexicon does not know the noun."""
    classes = lexicon.words().classes
    lower, lemma = parse.lowers[index], parse.lemmas[index]
    for word in (lemma, lower):
        before = parse.lowers[index - 1] if index else ""
        found = classes.get(f"{before}-{word}") or classes.get(word)
        if found:
            return found
    start = index - 2 if index > 1 and parse.words[index - 1] == "-" else index
    found = classes.get("".join(parse.lowers[start:index]) + lemma) or classes.get(lemma.rsplit("-", 1)[-1])
    return found or next((kind for end, kind in lexicon.words().endings.items() if _ends(lemma, end)), None)


def _ends(lemma: str, end: str) -> bool:
    """Whether a noun is derived by an ending: "botanist" is, "wrist" is not."""
    return lemma.endswith(end) and len(lemma) - len(end) > SHORTEST


def is_settled(parse: Tree, head: int) -> bool:
    """Whether a name is where somebody lives or something is: "born in", "based at"."""
    preposition = parse.heads[head]
    if parse.deps[head] != "pobj" or parse.lowers[preposition] not in ("in", "at", "near"):
        return False
    return parse.lemmas[parse.heads[preposition]] in SETTLED


def _of_text(parse: Tree, name: Name, text: str) -> Counter[str]:
    """Tell what a name says of itself: a famous name, a given name, its last noun, a number."""
    words, lower = lexicon.words(), text.lower()
    last = parse.lowers[name.end - 1].rstrip(".")
    if lower in lexicon.places().countries:
        return Counter({"Place": CERTAIN})
    if lower in words.known:
        return Counter({words.known[lower]: KNOWN})
    if name.end - name.start == 1:
        is_given = lower in words.given and not name.noun and name.label in ("", "PERSON", "ORG")
        return Counter({"Person": GIVEN} if is_given else {})
    if last in words.company or last in words.clubs:
        return Counter({"Organization": HEAD})
    if parse.lowers[name.start] in NOBLE and parse.lowers[name.start + 1] == "of":
        return Counter({"Person": TITLE})
    return _of_words(parse, name, lower)


def _of_words(parse: Tree, name: Name, lower: str) -> Counter[str]:
    """Tell what a name of several words says of itself."""
    is_numbered = parse.words[name.end - 1][0].isdigit()
    last = name.end - 2 if is_numbered else name.end - 1
    over = next((i for i in range(name.start + 1, last) if parse.lowers[i] in ("of", "for", "in", "on")), None)
    noun = over - 1 if over and name.label != "PERSON" else last
    is_noun = parse.words[noun][0].isupper() or parse.tags[noun] in NOUNS
    kind = of_noun(parse, noun) if is_noun else None
    if name.label != "PERSON" and (kind in BODIES or (kind == "Concept" and parse.lowers[noun] in AWARDS)):
        return Counter({kind: HEAD})
    kinds = (of_noun(parse, i) for i in range(name.start, last) if parse.words[i][0].isupper())
    bearer = next((kind for kind in kinds if kind in BEARERS), None)
    if bearer and name.label != "PERSON" and (bearer == "Event" or name.label != "ORG"):
        return Counter({bearer: HEAD})
    if is_numbered:
        known = lexicon.words().known.get(lower.rpartition(" ")[0])
        plain = "Event" if YEAR(parse.words[name.end - 1]) else "Product"
        return Counter({known if known and known != "Organization" else plain: GIVEN})
    if parse.lowers[name.start] in lexicon.words().given and kind is None and name.label in ("", "PERSON"):
        return Counter({"Person": GIVEN})
    return Counter()


def _beside(parse: Tree, name: Name) -> Iterator[str]:
    """Classes of the nouns that stand in apposition to a name, or run into it ("the spacecraft Luna 25")."""
    nouns = {child for child in parse.children[name.head] if parse.deps[child] == "appos" and child > name.head}
    if parse.deps[name.head] == "appos":
        nouns.add(parse.heads[name.head])
    over = parse.heads[name.head]
    if parse.lowers[over] == "of" and parse.lemmas[parse.heads[over]] in lexicon.words().bearing:
        nouns.add(parse.heads[over])
    before = name.start - 1
    if before >= 0 and parse.words[before] in QUOTES:
        before -= 1
    if before >= 0 and parse.sentences[before] == parse.sentences[name.start] and runs_into(parse, before, name.head):
        nouns.add(before)
    for noun in sorted(nouns):
        is_noun = parse.tags[noun] in NOUNS or parse.words[noun - 1] == "-"
        if is_noun and parse.lemmas[noun] not in lexicon.words().either and noun not in range(name.start, name.end):
            kind = of_noun(parse, noun)
            if kind and (kind != "Concept" or parse.lemmas[noun] in NAMED_CONCEPTS):
                yield kind


def runs_into(parse: Tree, noun: int, head: int) -> bool:
    """Whether a noun right before a name belongs to it, and is not the end of another phrase."""
    above, other = parse.heads[noun], parse.heads[head]
    if noun == other:
        return parse.deps[head] in JUXTAPOSED
    if above == head or (above == other and parse.deps[noun] == parse.deps[head]):
        return True
    if parse.deps[head] not in SUBJECTS:
        return False
    if parse.deps[other] == "relcl" and parse.heads[other] == noun:
        # "The company Huawei sued Sweden" is parsed like "the company Huawei founded", which has no object.
        return above == noun or any(parse.deps[child] in OBJECTS for child in parse.children[other])
    first = next((child for child in parse.children[other] if parse.deps[child] in SUBJECTS), head)
    return first < noun and tree.is_above(parse, first, noun)


def _said_of(parse: Tree, name: Name) -> Iterator[str]:
    """Classes from what is said of a name: "Vikram was a lander", "Brown, who"."""
    for clause in parse.children[name.head]:
        below = parse.children[clause] if parse.deps[clause] == "relcl" else []
        if any(parse.lowers[token] in ("who", "whom") for token in below if token > name.head):
            yield "Person"
    verb = parse.heads[name.head]
    if parse.deps[name.head] != "nsubj" or parse.lemmas[verb] != "be":
        return
    for noun in parse.children[verb]:
        kind = of_noun(parse, noun) if parse.deps[noun] == "attr" and parse.tags[noun] in NOUNS else None
        if kind == "Concept" and parse.lemmas[noun] in NAMED_CONCEPTS:
            yield kind
        if kind in BODIES - {"Group"} | {"Person"} and parse.lemmas[noun] not in lexicon.words().either:
            yield str(kind)
