"""Pairs of mentions in one sentence that may stand in a relation of everyday life: the learned extractor's input.

Mentions are names, pronouns (relative ones too), demonyms and dates; common nouns are left to the rules. Of the
facts of KnowledgeNet's training folds, 99 % lie between two such mentions, and 99 % of those in one sentence.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.mentions import Referent
from kg.extract.time import TimeExpression
from kg.extract.tree import Tree

FAMILIES: Mapping[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "i"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), "we"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
    **dict.fromkeys(("you", "your", "yours", "yourself"), "you"),
    **dict.fromkeys(("who", "whom", "whose"), "who"),
    **dict.fromkeys(("which", "that"), "which"),
    "where": "where",
}
"""Pronouns that are candidates, by the one whose forms they are."""

_TIMELESS = frozenset(("age", "clock", "frequency", "duration", "weekday"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that may be an end of a relation; `start`, `end` and `head` are tokens.

    `kind` is the class of a name, `date`, `demonym`, or a pronoun's first form; `chain` is the same for mentions of
    one thing in the document.
    """

    start: int
    end: int
    head: int
    kind: str
    chain: str


def by_sentence(
    parse: Tree, referents: Mapping[int, Referent], expressions: Sequence[TimeExpression]
) -> Iterator[list[Candidate]]:
    """Give the candidates of each sentence that has two or more, in the order of the text."""
    found: defaultdict[int, list[Candidate]] = defaultdict(list)
    taken: dict[int, Candidate] = {}
    for each in sorted(_all(parse, referents, expressions), key=lambda each: (each.start, -each.end)):
        if each.start not in taken:
            each = _linked(parse, each, taken)
            found[parse.sentences[each.head]].append(each)
            taken.update(dict.fromkeys(range(each.start, each.end), each))
    for sentence in sorted(found):
        if len(found[sentence]) > 1:
            yield found[sentence]


def _all(parse: Tree, referents: Mapping[int, Referent], expressions: Sequence[TimeExpression]) -> Iterator[Candidate]:
    for expression in expressions:
        if expression.kind not in _TIMELESS:
            yield Candidate(expression.start, expression.end, expression.head, "date", f"@{expression.start}")
    for head, referent in referents.items():
        if referent.why == "pronoun" or parse.lowers[head] in FAMILIES:
            family = FAMILIES.get(parse.lowers[head])
            if family and referent.end - referent.start == 1:
                yield Candidate(head, head + 1, head, family, referent.name or f"~{family}")
        elif referent.why not in ("nominal", "description"):
            kind = "demonym" if referent.why == "demonym" else referent.type
            yield Candidate(referent.start, referent.end, head, kind, referent.name)
    for index, tag in enumerate(parse.tags):
        if tag in ("WP", "WDT", "WP$", "WRB") and index not in referents and parse.lowers[index] in FAMILIES:
            yield Candidate(index, index + 1, index, FAMILIES[parse.lowers[index]], "")


def _linked(parse: Tree, each: Candidate, taken: Mapping[int, Candidate]) -> Candidate:
    """Give a relative pronoun the chain of the noun that its clause hangs on."""
    if each.kind not in ("who", "which", "where"):
        return each
    token = each.head
    while parse.deps[token] != "relcl" and parse.heads[token] != token:
        token = parse.heads[token]
    above = taken.get(parse.heads[token])
    chain = above.chain if above is not None and parse.deps[token] == "relcl" else f"~{each.head}"
    return Candidate(each.start, each.end, each.head, each.kind, chain)
