"""The class of a name or a noun: what spaCy says, corrected by the words around it.

Each sign adds weight to a class; the signs of all names in a chain are added up, so that a thing has one class
throughout its document.
"""

from collections import Counter
from collections.abc import Iterator

from kg.extract import lexicon, tree
from kg.extract.names import Name
from kg.extract.tree import NOUNS, PROPER, Tree

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
LABEL, GIVEN, KNOWN, BESIDE, HEAD, TITLE, CERTAIN = 2, 3, 4, 5, 6, 7, 30
BODIES = frozenset(("Organization", "Group", "Event", "Work", "Programme", "Place", "Product", "Concept"))


def votes(parse: Tree, name: Name) -> Counter[str]:
    """Tell what speaks for which class of a name, at this place in the text."""
    words = lexicon.words()
    text = tree.phrase(parse, range(name.start, name.end))
    lower, last = text.lower(), parse.lowers[name.end - 1].rstrip(".")
    found: Counter[str] = Counter()
    if name.label:
        found[OF_LABEL[name.label]] += LABEL
    if lower in lexicon.places().countries:
        found["Place"] += CERTAIN
    elif lower in words.known:
        found[words.known[lower]] += KNOWN
    elif name.noun in words.classes:
        found[words.classes[name.noun]] += BESIDE
    elif name.end - name.start > 1 and last.isdigit():
        found.update({words.known[start]: KNOWN} if (start := lower.rpartition(" ")[0]) in words.known else {})
    if name.titles:
        found["Person"] += TITLE
    if name.end - name.start > 1 and last in words.company:
        found["Organization"] += HEAD
    elif name.end - name.start > 1:
        found += _of_words(parse, name)
    for noun in _beside(parse, name):
        found[noun] += BESIDE
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
    return classes.get("".join(parse.lowers[start:index]) + lemma) or classes.get(lemma.rsplit("-", 1)[-1])


def _of_words(parse: Tree, name: Name) -> Counter[str]:
    """Tell what a name of several words says of itself: its last noun, or a given name at its start."""
    last = name.end - 1
    if parse.words[last][0].isdigit() and name.end - name.start > 2:
        last -= 1
    is_noun = parse.words[last][0].isupper() or parse.tags[last] in NOUNS
    kind = of_noun(parse, last) if is_noun else None
    over = next((i for i in range(name.start + 1, last) if parse.lowers[i] in ("of", "for")), None)
    if over and name.label != "PERSON":
        kind = of_noun(parse, over - 1) or kind
    if kind in BODIES and name.label != "PERSON":
        return Counter({str(kind): HEAD})
    if (
        parse.lowers[name.start] in lexicon.words().given
        and kind is None
        and not name.label.startswith(("EVENT", "WORK"))
    ):
        return Counter({"Person": GIVEN})
    return Counter()


def _beside(parse: Tree, name: Name) -> Iterator[str]:
    """Classes of the nouns that stand in apposition to a name, or run into it ("the spacecraft Luna 25")."""
    nouns = {child for child in parse.children[name.head] if parse.deps[child] == "appos" and child > name.head}
    if parse.deps[name.head] == "appos":
        nouns.add(parse.heads[name.head])
    before = name.start - 1
    if before >= 0 and parse.words[before] in "\"“'‘":
        before -= 1
    if before >= 0 and parse.sentences[before] == parse.sentences[name.start]:
        nouns.add(before)
    for noun in nouns:
        if parse.tags[noun] in NOUNS and not (noun == before and not _runs_into(parse, noun, name)):
            kind = of_noun(parse, noun)
            if kind and (kind != "Concept" or parse.lemmas[noun] in ("language", "word", "disease", "virus")):
                yield kind
    if any(parse.lowers[child] in ("who", "whom") for child in _pronouns_after(parse, name)):
        yield "Person"


def _runs_into(parse: Tree, noun: int, name: Name) -> bool:
    """Whether a noun right before a name belongs to it, and is not the end of another phrase."""
    above, other = parse.heads[noun], parse.heads[name.head]
    if noun == other:
        return parse.deps[name.head] in ("appos", "npadvmod", "nmod", "compound", "dep", "oprd")
    return above == name.head or (above == other and parse.deps[noun] == parse.deps[name.head])


def _pronouns_after(parse: Tree, name: Name) -> list[int]:
    clauses = (child for child in parse.children[name.head] if parse.deps[child] == "relcl")
    return [token for clause in clauses for token in parse.children[clause] if token > name.head]


def is_name_like(parse: Tree, index: int) -> bool:
    """Whether a token is a capitalised proper noun."""
    return parse.tags[index] in PROPER and parse.words[index][:1].isupper()
