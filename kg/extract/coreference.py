"""What pronouns and definite descriptions refer to."""

import dataclasses
from typing import TYPE_CHECKING

from kg.extract import lexicon
from kg.extract.tree import Tree

if TYPE_CHECKING:
    from kg.extract.mentions import Referent


def resolve(tree: Tree, referents: "dict[int, Referent]") -> "dict[int, Referent]":
    """Give pronouns and capitals the name of their antecedent."""
    result = dict(referents)
    pronouns, capitals = lexicon.pronouns(), lexicon.places().capitals
    last: list[Referent] = []
    for index in sorted(result):
        ref = result[index]
        lower = tree.lowers[index]
        if ref.why == "name" and ref.name in capitals and _acts(tree, index):
            result[index] = ref = dataclasses.replace(ref, name=capitals[ref.name], why="capital")
        if ref.why == "pronoun":
            if lower in pronouns.relative and tree.tags[index] in ("WDT", "WP", "WP$"):
                clause = tree.heads[index]
                while tree.deps[clause] not in ("relcl", "acl", "ROOT") and tree.heads[clause] != clause:
                    clause = tree.heads[clause]
                noun = result.get(tree.heads[clause]) if tree.deps[clause] in ("relcl", "acl") else None
                if noun:
                    result[index] = dataclasses.replace(ref, name=noun.name, type=noun.type)
                continue
            wanted = {"Person"} if lower in pronouns.male | pronouns.female else {"Organization", "Place", "Product", "Event", "Work", "Programme"} if lower in pronouns.thing else set()
            found = next((other for other in reversed(last[-12:]) if other.type in wanted and other.name and other.why not in ("nominal", "demonym")
                          and (tree.deps[other.head] in ("nsubj", "nsubjpass", "poss", "conj"))), None)
            if found:
                result[index] = ref = dataclasses.replace(ref, name=found.name, type=found.type)
        last.append(ref)
    return result


def _acts(tree: Tree, index: int) -> bool:
    verb = tree.heads[index]
    if tree.deps[index] == "conj":
        return _acts(tree, verb)
    if tree.deps[index] == "pobj" and tree.deps[verb] == "agent":
        return True
    return tree.deps[index] in ("nsubj", "nsubjpass", "dobj") and tree.lemmas[verb].lower() in lexicon.pronouns().governs
