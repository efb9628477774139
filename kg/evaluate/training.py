"""Train the learned extractor: `python -m kg.evaluate.training knowledgenet_dev.jsonl` writes `kg/data/relations.npz`.

Needs the extra `train` (SciPy and PyTorch), and some ten minutes of a core. Data: KnowledgeNet (Mesquita et al., EMNLP
2019; https://github.com/diffbot/knowledge-net; CC BY-SA 4.0). A pair of mentions is an example of each property whose
facts it overlaps. A passage is annotated for some properties only, and doesn't say for which. So there are two rounds:
the first counts all that is not listed as not said; the second leaves out what the first, trained on the other half,
finds likely of a property that the passage doesn't list at all. Otherwise a model learns that what is plainly said is
seldom so. Log-odds are then calibrated, for each predicate, on folds held out: there, what isn't listed is wrong.

The same passages and pipeline give the same bytes on the same machine.
"""

import dataclasses
import pathlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from kg import extract, text
from kg.evaluate import deep, knowledgenet, packing, regression
from kg.evaluate.deep import Lesson
from kg.evaluate.knowledgenet import Span
from kg.evaluate.regression import Weights
from kg.extract import learned, mentions, network, surroundings, time
from kg.extract.learned import Pair
from kg.extract.network import Network
from kg.extract.surroundings import Ints
from kg.extract.tree import Tree
from kg.extract.weights import Model, Output
from kg.model import Document

PREDICATES: Mapping[str, str] = {
    "DATE_OF_BIRTH": "kg:dateOfBirth",
    "DATE_OF_DEATH": "kg:dateOfDeath",
    "PLACE_OF_BIRTH": "kg:bornIn",
    "PLACE_OF_RESIDENCE": "kg:residesIn",
    "NATIONALITY": "kg:nationality",
    "EDUCATED_AT": "kg:educatedAt",
    "EMPLOYEE_OR_MEMBER_OF": "kg:worksFor",
    "POLITICAL_AFFILIATION": "kg:memberOfParty",
    "SPOUSE": "kg:spouse",
    "CHILD_OF": "kg:childOf",
    "FOUNDED_BY": "^kg:founded",
    "CEO": "^kg:chiefExecutiveOf",
    "HEADQUARTERS": "kg:headquarteredIn",
    "SUBSIDIARY_OF": "kg:subsidiaryOf",
    "DATE_FOUNDED": "kg:dateFounded",
}
SYMMETRIC = frozenset(("kg:spouse",))

LEAST_PASSAGES = 3
"""A feature or word seen in fewer passages is not weighed."""
LEAST = 0.36
"""A claim is made from this probability of being listed on; most of what isn't listed is nevertheless said."""
LIKELY = -0.85
"""The log-odds from which what is not listed may have been left unannotated."""
HOPELESS = -5.0
"""Lower log-odds than these have no part in the calibration."""
RARE, SELDOM = 2, 0.01
"""Kinds of two mentions that were related less often, or in a smaller share of pairs, are not looked at."""
SMALL = 0.01
"""A feature all of whose weights are smaller is left out of the file."""

Fact = tuple[str, Span, Span]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Example:
    """A passage: its pairs of mentions, what is said of each, and the predicates that it lists."""

    document: Document
    doc: Doc
    fold: str
    parse: Tree
    pairs: tuple[Pair, ...]
    said: tuple[frozenset[Output], ...]
    listed: frozenset[str]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A model, and what it makes of passages of a fold that it has not seen: log-odds, and what is listed."""

    model: Model
    odds: Weights
    wanted: Weights


def examples(passages: Iterable[Mapping[str, Any]], *, model: str) -> Iterator[Example]:
    """Give the passages with their pairs, in order."""
    by_id = {passage["id"]: passage for passage in passages}
    documents = [Document(id=passage["id"], text=passage["text"]) for passage in by_id.values()]
    for document, doc in text.parse(documents, model=model):
        yield _example(document, doc, by_id[document.id])


def train(found: Sequence[Example], *, seed: int = 0) -> Model:
    """Fit a model to examples; its log-odds are not calibrated yet."""
    kinds = _kinds(found)
    used = [example for example in (of_kinds(each, kinds) for each in found) if example.pairs]
    outputs = tuple(sorted({output for each in used for said in each.said for output in said}, key=packing.name))
    vocabulary = _vocabulary(used)
    rows = [sorted({vocabulary[name] for name in pair.features if name in vocabulary})
            for each in used for pair in each.pairs]  # fmt: skip
    seen = regression.matrix(rows, len(vocabulary))
    wanted = _wanted(used, outputs)
    listed = np.array([[output.predicate in each.listed for output in outputs] for each in used for _ in each.pairs])
    halves = np.array([number % 2 for number, each in enumerate(used) for _ in each.pairs])
    first = regression.held_out(seen, wanted, np.ones_like(wanted), halves)
    trusted = np.where((first > LIKELY) & ~listed, np.float32(0), np.float32(1))
    weights, bias = regression.fit(seen, wanted, trusted)
    model = _pruned(vocabulary, weights, bias, outputs, kinds)
    return dataclasses.replace(model, network=_network(model, used, first, wanted, trusted, seed=seed))


def crossed(found: Sequence[Example]) -> dict[str, HeldOut]:
    """Train on all folds but one, and try that one, for each fold; needs two folds or more."""
    folds = sorted({each.fold for each in found})
    if len(folds) < 2:
        raise ValueError("cross-validation needs passages of two folds or more")
    return {fold: _held_out(train([each for each in found if each.fold != fold]), found, fold) for fold in folds}


def calibrated(model: Model, held: Iterable[HeldOut]) -> Model:
    """Give a model with a slope and a shift for each predicate, by what models like it make of passages held out."""
    by_name: defaultdict[str, list[tuple[Weights, Weights]]] = defaultdict(list)
    for each in held:
        for number, output in enumerate(each.model.outputs):
            known = each.odds[:, number] > HOPELESS
            by_name[output.predicate].append((each.odds[known, number], each.wanted[known, number]))
    lines = {
        name: regression.calibrated(*(np.concatenate([part[i] for part in parts]).astype(np.float64) for i in (0, 1)))
        for name, parts in sorted(by_name.items())
    }
    own = np.array([lines.get(output.predicate, (1.0, 0.0)) for output in model.outputs], np.float32)
    return dataclasses.replace(model, slopes=own[:, 0], shifts=own[:, 1])


def of_kinds(example: Example, kinds: frozenset[tuple[str, str]]) -> Example:
    """Give a passage with pairs of these kinds only."""
    kept = [(pair, said) for pair, said in zip(example.pairs, example.said, strict=True) if _kind(pair) in kinds]
    pairs, said = zip(*kept, strict=True) if kept else ((), ())
    return dataclasses.replace(example, pairs=pairs, said=said)


def _held_out(model: Model, found: Sequence[Example], fold: str) -> HeldOut:
    own = [of_kinds(each, model.kinds) for each in found if each.fold == fold]
    odds = [learned.odds(model, each.doc, each.parse, each.pairs) for each in own]
    return HeldOut(model, np.concatenate(odds), _wanted(own, model.outputs))


def _example(document: Document, doc: Doc, passage: Mapping[str, Any]) -> Example:
    facts = [_fact(fact) for fact in passage["facts"]]
    referents, expressions = mentions.referents(document, doc), time.expressions(doc, document.published)
    parse, starts, pairs = learned.pairs(doc, referents, expressions, extract.stated(document, doc), None)
    said = []
    for pair in pairs:
        one, other = (
            (starts[each.start], starts[each.end - 1] + len(parse.words[each.end - 1]))
            for each in (pair.left, pair.right)
        )
        said.append(frozenset(output for fact in facts for output in _outputs(fact, one, other)))
    listed = frozenset(name for name, _, _ in facts)
    return Example(document, doc, str(passage["fold"]), parse, tuple(pairs), tuple(said), listed)


def _pruned(
    vocabulary: Mapping[str, int],
    weights: Weights,
    bias: Weights,
    outputs: tuple[Output, ...],
    kinds: frozenset[tuple[str, str]],
) -> Model:
    """Put a model together without the features that weigh next to nothing; the commonest stay, for the network."""
    kept = [i for i, row in enumerate(weights) if i <= learned.COMMON or np.abs(row).max() >= SMALL]
    names = sorted(vocabulary, key=vocabulary.__getitem__)
    return Model(
        vocabulary={names[number]: place for place, number in enumerate(kept)},
        weights=weights[kept],
        bias=bias,
        outputs=outputs,
        least=np.full(len(outputs), LEAST, np.float32),
        kinds=kinds,
        slopes=np.ones(len(outputs), np.float32),
        shifts=np.zeros(len(outputs), np.float32),
    )


def _network(
    model: Model, used: Sequence[Example], first: Weights, wanted: Weights, trusted: Weights, *, seed: int
) -> Network:
    """Train the network on the pairs of which anything is likely enough."""
    fields = _fields(used)
    ends = np.cumsum([len(each.pairs) for each in used])[:-1]
    lessons = []
    for each, odds, said, counts in zip(
        used, *(np.split(part, ends) for part in (first, wanted, trusted)), strict=True
    ):
        rows = np.flatnonzero((odds.max(axis=1) > learned.FAINT) | (said.max(axis=1) > 0))
        if len(rows):
            lessons.append(_lesson(model, fields, each, rows, said[rows], counts[rows]))
    words = sum(len(field) for field in fields)
    return Network(fields, deep.train(lessons, words=words, features=learned.COMMON, seed=seed))


def _lesson(
    model: Model, fields: Sequence[Mapping[str, int]], each: Example, rows: Ints, said: Weights, counts: Weights
) -> Lesson:
    pairs = [each.pairs[row] for row in rows]
    strings = network.fields(each.parse, [end for pair in pairs for end in (pair.left, pair.right)])
    words = [[known.get(name, 0) for name in column] for known, column in zip(fields, strings, strict=True)]
    return Lesson(
        contextual=network.contextual(each.doc),
        static=network.static(each.doc.vocab)[network.rows(each.doc)],
        words=np.array(words, np.int64).T,
        around=surroundings.of(each.parse, [(pair.left, pair.right) for pair in pairs]),
        common=learned.common(learned.numbers(model.vocabulary, each.pairs), rows),
        wanted=said,
        trusted=counts,
    )


def _fields(found: Sequence[Example]) -> tuple[dict[str, int], ...]:
    """Number the words of each field that occur in enough passages, one field after the other, from 1 on."""
    passages: list[Counter[str]] = [Counter() for _ in range(network.FIELDS)]
    for each in found:
        mentioned = [end for pair in each.pairs for end in (pair.left, pair.right)]
        for counter, column in zip(passages, network.fields(each.parse, mentioned), strict=True):
            counter.update(set(column))
    known = [
        sorted(name for name, count in each.items() if count >= LEAST_PASSAGES and name.strip()) for each in passages
    ]
    starts = np.cumsum([1, *map(len, known)]).tolist()
    return tuple({name: start + i for i, name in enumerate(names)} for names, start in zip(known, starts, strict=False))


def _wanted(found: Iterable[Example], outputs: Sequence[Output]) -> Weights:
    return np.array([[output in said for output in outputs] for each in found for said in each.said], np.float32)


def _fact(fact: Mapping[str, Any]) -> Fact:
    """A fact in our terms: predicate, and the stretches of its subject and object."""
    one, other = ((fact[end]["start"], fact[end]["end"]) for end in ("subject", "object"))
    name = PREDICATES[fact["property"]]
    return (name[1:], other, one) if name.startswith("^") else (name, one, other)


def _outputs(fact: Fact, left: Span, right: Span) -> Iterator[Output]:
    name, subject, thing = fact
    for one, other, forward in ((left, right, True), (right, left, False)):
        if knowledgenet.overlap(one, subject) and knowledgenet.overlap(other, thing):
            yield Output(name, forward or name in SYMMETRIC)


def _kinds(found: Iterable[Example]) -> frozenset[tuple[str, str]]:
    seen: Counter[tuple[str, str]] = Counter()
    related: Counter[tuple[str, str]] = Counter()
    for each in found:
        seen.update(_kind(pair) for pair in each.pairs)
        related.update(_kind(pair) for pair, said in zip(each.pairs, each.said, strict=True) if said)
    return frozenset(each for each in seen if related[each] >= max(RARE, SELDOM * seen[each]))


def _kind(pair: Pair) -> tuple[str, str]:
    return pair.left.kind, pair.right.kind


def _vocabulary(found: Iterable[Example]) -> dict[str, int]:
    """Number the features that occur in enough passages, the commonest first, after ""."""
    passages: Counter[str] = Counter()
    for each in found:
        passages.update({name for pair in each.pairs for name in pair.features})
    kept = sorted((-count, name) for name, count in passages.items() if count >= LEAST_PASSAGES)
    return {name: i for i, name in enumerate(["", *(name for _, name in kept)])}


def main(arguments: Sequence[str]) -> None:
    """Train on a file of passages, calibrated across its folds, and write the model into the package."""
    found = list(examples(knowledgenet.read_gold(pathlib.Path(arguments[0])), model="en_core_web_md"))
    model = calibrated(train(found), crossed(found).values())
    path = pathlib.Path(__file__).parents[1] / "data" / "relations.npz"
    path.write_bytes(packing.write(model))


if __name__ == "__main__":
    main(sys.argv[1:])
