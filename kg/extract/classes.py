"""The class of a name: what spaCy says, corrected by the words around it.

Each sign adds weight to a class; the classes of all names in a chain are added up, so that a name has one class
throughout its document.
"""

from collections import Counter

from kg.extract import lexicon
from kg.extract.names import Name
from kg.extract.tree import Tree

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


def votes(tree: Tree, name: Name) -> Counter[str]:
    """What speaks for which class of a name at this place."""
    found: Counter[str] = Counter()
    if name.label:
        found[OF_LABEL[name.label]] += 2
    words = lexicon.words()
    last = tree.lowers[name.end - 1]
    text = " ".join(tree.words[name.start : name.end])
    if text.lower() in lexicon.places().countries:
        found["Place"] += 20
    if name.titles:
        found["Person"] += 6
    if name.end - name.start > 1 and last.rstrip(".") in words.company:
        found["Organization"] += 8
    kind = words.classes.get(last) if name.end - name.start > 1 else None
    if kind and tree.words[name.end - 1][0].isupper() and name.label != "PERSON":
        found[kind if kind != "Person" else "Group"] += 5
    head = tree.heads[name.head]
    beside = {child for child in tree.children[name.head] if tree.deps[child] == "appos"}
    if tree.deps[name.head] == "appos" or (tree.deps[name.head] == "compound" and head == name.end):
        beside.add(head)
    if name.start and tree.tags[name.start - 1] in ("NN", "NNS") and tree.sentences[name.start - 1] == tree.sentences[name.start]:
        beside.add(name.start - 1)
    for noun in beside:
        if tree.tags[noun] not in ("NN", "NNS"):
            continue
        kind = kind_of(tree, noun)
        if kind and kind not in ("Concept", "Event") and not (noun == head and kind == "Person"):
            found[kind] += 4
    return found


def kind_of(tree: Tree, index: int) -> str | None:
    """The class of what a noun names."""
    classes = lexicon.words().classes
    lower, lemma = tree.lowers[index], tree.lemmas[index].lower()
    if index and f"{tree.lowers[index - 1]}-{lemma}" in classes:
        return classes[f"{tree.lowers[index - 1]}-{lemma}"]
    return classes.get(lemma) or classes.get(lower) or classes.get(lemma.rsplit("-", 1)[-1])
