"""Noun phrases that are no names: their heads, and the few words that say what they mean."""

from collections.abc import Iterator

from kg.extract import chains, lexicon
from kg.extract.names import VALUES
from kg.extract.tree import Tree

KEPT = frozenset(("amod", "compound", "nummod", "npadvmod", "nmod"))
POINTING = frozenset("the this that these those such said its his her their our my your".split())


def heads(tree: Tree, named: set[int]) -> Iterator[int]:
    """Tokens that head a noun phrase and are part of no name, date or amount."""
    for index, tag in enumerate(tree.tags):
        if tag in ("NN", "NNS") and index not in named and tree.labels[index] not in VALUES and tree.deps[index] not in ("compound", "nmod"):
            yield index


def tight(tree: Tree, head: int) -> list[int]:
    """The head with its essential modifiers: no determiner, no relative clause; "of" where the head is light."""
    start = head
    for child in sorted(tree.children[head], reverse=True):
        if child < head and tree.deps[child] in KEPT and tree.tags[child] != "CD" and tree.tags[child] != "PDT":
            start = min(start, *_subtree(tree, child), child)
        elif child < head:
            break
    end = head + 1
    if tree.lemmas[head] in lexicon.words().light:
        for child in tree.children[head]:
            if child == end and tree.lowers[child] == "of":
                for grandchild in tree.children[child]:
                    if tree.deps[grandchild] == "pobj":
                        end = max(tight(tree, grandchild)) + 1
    return list(range(start, end))


def name(tree: Tree, head: int, tokens: list[int]) -> str:
    """A description that can stand for a thing; "" where it says too little."""
    words = lexicon.words()
    is_bare = len(tokens) == 1
    if is_bare and (tree.lemmas[head].lower() in words.vague or pointing(tree, head) and tree.lemmas[head] not in words.unique):
        return ""
    return chains.phrase(tree, tokens)


def pointing(tree: Tree, head: int) -> bool:
    """Whether a determiner says that the reader knows which one is meant."""
    return any(tree.lowers[child] in POINTING for child in tree.children[head] if child < head)


def _subtree(tree: Tree, index: int) -> list[int]:
    found = [index]
    for child in tree.children[index]:
        found += _subtree(tree, child)
    return found
