"""The class of a name or a noun: what spaCy says, corrected by the words around it.

Each sign adds weight to a class (`kg/data/evidence.toml`); the signs of all names in a chain are added up, so that a
thing has one class throughout its document. spaCy's label is one sign among them, however often it is repeated.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from kg.extract import evidence, lexicon, tree
from kg.extract.names import Name
from kg.extract.pieces import NOBLE, ROMAN, ROYAL
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
SERIAL = re.compile(r"[A-Z][\w'’]*-\d+\w?").fullmatch
YEAR = re.compile(r"(19|20)\d\d").fullmatch
OBJECTS = frozenset(("dobj", "ccomp", "xcomp", "attr", "acomp"))
BODIES = frozenset(("Organization", "Group", "Event", "Work", "Programme", "Place", "Product"))
BEARERS = frozenset(("Event", "Place"))
SHORTEST = 3
SETTLED = frozenset(("bear", "live", "die", "arrive", "locate", "base", "settle", "bury", "situate", "headquarter"))
AWARDS = frozenset(("prize", "award", "medal", "language", "disease", "syndrome", "theory", "virus", "fever"))
NAMED_CONCEPTS = AWARDS | {"word", "religion", "currency", "gene", "protein", "element"}


def label(parse: Tree, name: Name) -> str:
    """Give the class of spaCy's label; "" where it had none, or takes initials for a person."""
    text = parse.words[name.start]
    is_acronym = name.end - name.start == 1 and text.isupper() and len(text) > 1
    return "" if not name.label or (name.label == "PERSON" and is_acronym) else OF_LABEL[name.label]


def votes(parse: Tree, name: Name) -> Counter[str]:
    """Tell what speaks for which class of a name at this place in the text, spaCy's label included."""
    found = told(parse, name)
    found.update(around(parse, name))
    found[label(parse, name)] += evidence.weights()["label"]
    del found[""]
    return found


def told(parse: Tree, name: Name) -> Counter[str]:
    """Tell what speaks for which class in the name itself."""
    return _of_text(parse, name, tree.phrase(parse, range(name.start, name.end)))


def around(parse: Tree, name: Name) -> Counter[str]:
    """Tell what speaks for which class in the words around a name."""
    weights = evidence.weights()
    found = evidence.around(parse, name)
    if name.noun in lexicon.words().classes:
        found[lexicon.words().classes[name.noun]] += weights["kind"]
    if name.titles and found["Place"] + found["Organization"] < weights["known"]:
        found["Person"] += weights["title"]
    if is_settled(parse, name.head):
        found["Place"] += weights["beside"]
    for kind in _beside(parse, name):
        found[kind] += weights["beside"]
    for kind in _said_of(parse, name):
        found[kind] += weights["copula"]
    return found


def of_noun(parse: Tree, index: int) -> str | None:
    """Give the class of what a noun names; None where the lexicon does not know the noun."""
    before = parse.lowers[index - 1] if index else ""
    start = index - 2 if index > 1 and parse.words[index - 1] == "-" else index
    return _class(before, "".join(parse.lowers[start:index]), parse.lowers[index], parse.lemmas[index])


@lru_cache(maxsize=1 << 14)
def _class(before: str, joined: str, lower: str, lemma: str) -> str | None:
    """Give the class of a noun after a word, with what hyphens join to it."""
    classes = lexicon.words().classes
    for word in (lemma, lower):
        found = classes.get(f"{before}-{word}") or classes.get(word)
        if found:
            return found
    found = classes.get(joined + lemma) or classes.get(lemma.rsplit("-", 1)[-1])
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
    words, lower, weights = lexicon.words(), text.lower(), evidence.weights()
    last = parse.lowers[name.end - 1].rstrip(".")
    if lower in lexicon.places().countries:
        return Counter({"Place": weights["certain"]})
    if lower in words.known:
        return Counter({words.known[lower]: weights["known"]})
    if name.end - name.start == 1:
        is_given = lower in words.given and not name.noun and name.label in ("", "PERSON", "ORG")
        if SERIAL(text):
            return Counter({"Product": weights["numbered"]})
        return Counter({"Person": weights["given"]} if is_given else {})
    if last in words.company or last in words.clubs or "&" in parse.words[name.start : name.end]:
        return Counter({"Organization": weights["head"]})
    if name.end - name.start > 3 and parse.words[name.start + 1] == "-" and parse.words[name.start + 2].islower():
        return Counter({"Place": weights["head"]})
    if parse.lowers[name.start] in NOBLE and parse.lowers[name.start + 1] == "of":
        return Counter({"Person": weights["title"]})
    return _of_words(parse, name, lower)


def _of_words(parse: Tree, name: Name, lower: str) -> Counter[str]:
    """Tell what a name of several words says of itself."""
    weights, kind = evidence.weights(), _of_head(parse, name)
    if kind:
        return Counter({kind: weights["head"]})
    is_person = name.label == "PERSON"
    last = parse.words[name.end - 1]
    kinds = (of_noun(parse, i) for i in range(name.start, name.end - 1) if parse.words[i][0].isupper())
    bearer = next((kind for kind in kinds if kind in BEARERS), None)
    if bearer and not is_person and (bearer == "Event" or name.label != "ORG"):
        return Counter({bearer: weights["head"]})
    is_monarch = parse.lowers[name.start] in ROYAL | lexicon.words().given or bool(name.titles)
    if any(map(str.isdigit, last)) or (last in ROMAN and not is_monarch):
        known = lexicon.words().known.get(lower.rpartition(" ")[0])
        plain = "Event" if YEAR(last) else "Product"
        return Counter({known if known and known != "Organization" else plain: weights["numbered"]})
    if parse.lowers[name.start] in lexicon.words().given and not is_title_of_body(parse, name):
        return Counter({"Person": weights["given"]}) if name.label in ("", "PERSON", "ORG", "GPE") else Counter()
    return Counter()


def _of_head(parse: Tree, name: Name) -> str | None:
    """Give the class of the noun that a name of several words ends in, or that stands before its "of"."""
    last = name.end - 2 if parse.words[name.end - 1][0].isdigit() else name.end - 1
    over = next((i for i in range(name.start + 1, last) if parse.lowers[i] in ("of", "for", "in", "on", "to")), None)
    is_body = over is not None and (name.label != "PERSON" or parse.lowers[over] in ("of", "for"))
    noun = over - 1 if over is not None and is_body else last
    ending = lexicon.endings_of_names().get(parse.lowers[noun]) if parse.words[noun][0].isupper() else None
    if (
        ending
        and noun > name.start
        and name.label != "WORK_OF_ART"
        and (name.label != "PERSON" or is_title_of_body(parse, name))
    ):
        return ending
    if not (parse.words[noun][0].isupper() or parse.tags[noun] in NOUNS):
        return None
    kind = of_noun(parse, noun)
    if over is not None and parse.lowers[noun] in lexicon.words().abroad:
        return "Organization"
    if name.label == "PERSON":
        # "Mohammed bin Rashid Space Centre": no person's surname, where a name has more than three words.
        return kind if kind in BODIES and noun - name.start > 1 else None
    return kind if kind in BODIES or (kind == "Concept" and parse.lowers[noun] in AWARDS) else None


def is_title_of_body(parse: Tree, name: Name) -> bool:
    """Whether a name's last word says that it is no person's, though it begins with a given name."""
    last = parse.lowers[name.end - 1]
    longer = name.end - name.start > 2 or parse.lowers[name.start] not in lexicon.words().given
    return last in lexicon.endings_of_names() and longer


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
