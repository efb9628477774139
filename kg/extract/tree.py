"""A parse as plain columns: what spaCy knows of a document, read off once.

A `Doc`'s tokens are made anew at each look, which costs more than all the rules; lists of strings and numbers
cost nothing, can be passed between functions, and can't be written to by accident.
"""

from dataclasses import dataclass

from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, LOWER, ORTH, SENT_START, SPACY, TAG
from spacy.tokens import Doc

COLUMNS = (ORTH, LOWER, LEMMA, TAG, DEP, ENT_TYPE)
NUMBERS = (HEAD, ENT_IOB, SENT_START, SPACY)


@dataclass(frozen=True, slots=True)
class Tree:
    """Columns over a document's tokens: `heads` and `children` hold token indexes, `sentences` sentence numbers."""

    words: list[str]
    lowers: list[str]
    lemmas: list[str]
    tags: list[str]
    deps: list[str]
    labels: list[str]
    heads: list[int]
    opens: list[bool]
    sentences: list[int]
    children: list[list[int]]
    starts: list[int]

    def __len__(self) -> int:
        return len(self.words)


def of(doc: Doc) -> Tree:
    """Read a parse off its document, tokens that are white space included."""
    table = doc.to_array([*COLUMNS, *NUMBERS]).tolist()
    strings = doc.vocab.strings
    known: dict[int, str] = {0: ""}
    for row in table:
        for value in row[: len(COLUMNS)]:
            if value not in known:
                known[value] = strings[value]
    words, lowers, lemmas, tags, deps, labels = (
        [known[row[column]] for row in table] for column in range(len(COLUMNS))
    ) if table else ([], [], [], [], [], [])
    heads = [index + _signed(row[6]) for index, row in enumerate(table)]
    children: list[list[int]] = [[] for _ in table]
    for index, head in enumerate(heads):
        if head != index:
            children[head].append(index)
    sentences, starts = _sentences([row[8] == 1 for row in table])
    return Tree(words, lowers, lemmas, tags, deps, labels, heads, [row[7] == 3 for row in table], sentences, children, starts)


def _signed(number: int) -> int:
    """Heads come as unsigned 64-bit offsets."""
    return number - (1 << 64) if number >> 63 else number


def _sentences(opens: list[bool]) -> tuple[list[int], list[int]]:
    """The number of each token's sentence, and each sentence's first token."""
    numbers: list[int] = []
    starts: list[int] = []
    for index, is_start in enumerate(opens):
        if is_start or not index:
            starts.append(index)
        numbers.append(len(starts) - 1)
    return numbers, starts
