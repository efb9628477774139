"""A parse as plain columns: what spaCy knows of a document, read off once.

A `Doc`'s tokens are made anew at each look, which costs more than all the rules; lists of strings and numbers
cost nothing, can be passed between functions, and can't be written to by accident.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

STRINGS = ("ORTH", "LOWER", "LEMMA", "TAG", "DEP", "ENT_TYPE")
NUMBERS = ("HEAD", "ENT_IOB", "SENT_START", "SPACY", "IDX")
BEGINS = 3
NOUNS = frozenset(("NN", "NNS"))
PROPER = frozenset(("NNP", "NNPS"))
JUXTAPOSED = frozenset(("appos", "npadvmod", "nmod", "compound", "dep", "oprd"))
QUOTES = frozenset(('"', "“", "'", "‘", "``"))
DEEPEST = 48
FINITE = frozenset(("VBZ", "VBD", "VBP"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))


@dataclass(frozen=True, slots=True)
class Tree:
    """Columns over a document's tokens; lemmas are in lower case.

    `heads` and `children` hold token indexes, `opens` tells where an entity begins, `spaced` where white space
    follows, `sentences` gives the number of a token's sentence, `starts` its offset in the text.
    """

    words: list[str]
    lowers: list[str]
    lemmas: list[str]
    tags: list[str]
    deps: list[str]
    labels: list[str]
    heads: list[int]
    opens: list[bool]
    spaced: list[bool]
    sentences: list[int]
    starts: list[int]
    children: list[list[int]]

    def __len__(self) -> int:
        return len(self.words)


@lru_cache(maxsize=1)
def of(doc: Doc) -> Tree:
    """Read a parse off its document, tokens that are white space included; the last one is kept, for all that ask."""
    rows: list[list[int]] = doc.to_array([*STRINGS, *NUMBERS]).tolist()
    strings = doc.vocab.strings
    text = {value: strings[value] if value else "" for value in {v for row in rows for v in row[: len(STRINGS)]}}
    words, lowers, lemmas, tags, deps, labels = ([text[row[column]] for row in rows] for column in range(len(STRINGS)))
    heads = [index + (row[6] - (1 << 64) if row[6] >> 63 else row[6]) for index, row in enumerate(rows)]
    _reattach(tags, deps, heads)
    children: list[list[int]] = [[] for _ in rows]
    for index, head in enumerate(heads):
        if head != index:
            children[head].append(index)
    return Tree(
        words=words,
        lowers=lowers,
        lemmas=[lemma.lower() for lemma in lemmas],
        tags=tags,
        deps=deps,
        labels=labels,
        heads=heads,
        opens=[row[7] == BEGINS for row in rows],
        spaced=[bool(row[9]) for row in rows],
        sentences=_sentences([row[8] == 1 for row in rows]),
        starts=[row[10] for row in rows],
        children=children,
    )


def around(tree: Tree, index: int) -> tuple[int, int]:
    """Give the sentence of a token as half-open token indexes."""
    number = tree.sentences[index]
    return bisect_left(tree.sentences, number), bisect_right(tree.sentences, number)


def below(tree: Tree, index: int) -> list[int]:
    """Give a token and all that hangs on it, in no order."""
    found = [index]
    for token in found:
        found += tree.children[token]
    return found


def conjuncts(tree: Tree, index: int) -> list[int]:
    """Give the tokens coordinated with a first conjunct, itself included, in order."""
    found = [index]
    for token in found:
        found += [child for child in tree.children[token] if tree.deps[child] == "conj"]
    return sorted(found)


def is_above(tree: Tree, upper: int, lower: int) -> bool:
    """Whether one token dominates another."""
    for _ in range(DEEPEST):
        if lower == upper:
            return True
        if tree.heads[lower] == lower:
            return False
        lower = tree.heads[lower]
    return False


def phrase(tree: Tree, tokens: range | list[int]) -> str:
    """Words with single spaces where the text has any; white space inside a phrase may be a line's end."""
    text = "".join(tree.words[index] + " " * tree.spaced[index] for index in tokens if tree.words[index].strip())
    return text.strip()


def _reattach(tags: list[str], deps: list[str], heads: list[int]) -> None:
    """Make a name the subject of the finite verb right after it, where the parser coordinated it with an object.

    "Moscow seeks glory and Beijing gears up": what begins a clause is taken for the end of the one before.
    """
    served = {heads[index] for index, dep in enumerate(deps) if dep in SUBJECTS}
    for index in range(len(tags) - 1):
        verb = index + 1
        dangling = deps[index] == "conj" and tags[index] in PROPER and tags[verb] in FINITE
        if dangling and deps[verb] == "conj" and verb not in served and heads[verb] < heads[index]:
            deps[index], heads[index] = "nsubj", verb


def _sentences(opens: list[bool]) -> list[int]:
    """Give the number of each token's sentence."""
    number, numbers = -1, []
    for index, is_start in enumerate(opens):
        number += is_start or not index
        numbers.append(number)
    return numbers
