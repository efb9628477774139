"""Train the learned extractor: `python -m kg.evaluate.training knowledgenet_dev.jsonl` writes `kg/data/relations.npz`.

Data: KnowledgeNet (Mesquita et al., EMNLP 2019; https://github.com/diffbot/knowledge-net; CC BY-SA 4.0). A pair of
mentions is an example of each property whose facts it overlaps. A passage is annotated for some properties only, and
doesn't say for which. So there are two rounds: the first counts all that is not listed as not said; the second leaves
out what the first, trained on the other half, finds likely of a property that the passage doesn't list at all.
Otherwise a model learns that what is plainly said is seldom so.

Logistic regressions for all properties and directions at once, minimised by L-BFGS over features that occur in enough
passages. No random numbers: the same passages and pipeline give the same bytes.
"""

import io
import pathlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse
from spacy.tokens import Doc

from kg import extract, text
from kg.evaluate import knowledgenet
from kg.evaluate.knowledgenet import Span
from kg.extract import learned, mentions, time
from kg.extract.learned import Model, Output
from kg.model import Document

NOTICE = (
    "Trained on KnowledgeNet, folds 1 to 3 (Mesquita et al., EMNLP 2019; https://github.com/diffbot/knowledge-net), "
    "licensed under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/); these weights are under the same."
)
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
"""A feature seen in fewer passages is not weighed."""
PENALTY = 4.0
"""Half of it times the squared weights is added to the loss."""
STEPS = 50
LEAST = 0.5
"""A claim is made from this probability on."""
LIKELY = 0.3
"""What the first round finds so likely without being listed may have been left unannotated."""
RARE, SELDOM = 2, 0.01
"""Kinds of two mentions that were related less often, or in a smaller share of pairs, are not looked at."""
SMALL = 0.01
"""A feature all of whose weights are smaller is left out of the file."""

Fact = tuple[str, Span, Span]
Floats = npt.NDArray[np.float64]
Weights = npt.NDArray[np.float32]
Matrix: TypeAlias = Any
"""A matrix of SciPy's, which ships no types."""


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of mentions: what can be seen of it, what is said of it, and the predicates that its passage lists."""

    passage: str
    kinds: tuple[str, str]
    features: tuple[str, ...]
    said: frozenset[Output]
    listed: frozenset[str]


def examples(passages: Iterable[Mapping[str, Any]], *, model: str) -> Iterator[Example]:
    """Give all pairs of the passages, in order."""
    by_id = {passage["id"]: passage for passage in passages}
    documents = [Document(id=passage["id"], text=passage["text"]) for passage in by_id.values()]
    for document, doc in text.parse(documents, model=model):
        facts = [_fact(fact) for fact in by_id[document.id]["facts"]]
        yield from _examples(document, doc, facts)


def train(found: Sequence[Example]) -> Model:
    """Fit a model to examples."""
    kinds = _kinds(found)
    used = [example for example in found if example.kinds in kinds]
    outputs = tuple(sorted({output for each in used for output in each.said}, key=_name))
    vocabulary = _vocabulary(used)
    seen = matrix(used, vocabulary)
    wanted = np.array([[output in each.said for output in outputs] for each in used], np.float32)
    listed = np.array([[output.predicate in each.listed for output in outputs] for each in used])
    weights, bias = fit(seen, wanted, _trusted(used, seen, wanted, listed))
    # Row 0 is the feature "", which weighs nothing.
    kept = [0, *(number for number, row in enumerate(weights) if np.abs(row).max() >= SMALL and number)]
    names = sorted(vocabulary, key=vocabulary.__getitem__)
    return Model(
        vocabulary={names[number]: place for place, number in enumerate(kept)},
        weights=weights[kept],
        bias=bias,
        outputs=outputs,
        least=np.full(len(outputs), LEAST, np.float32),
        kinds=kinds,
    )


def fit(seen: Matrix, wanted: Weights, trusted: Weights) -> tuple[Weights, Weights]:
    """Minimise the logistic loss of all outputs at once; gives weights by feature and output, and biases.

    `trusted` is how much it counts that an example has an output, or has it not.
    """
    wide, high = seen.shape[1], wanted.shape[1]
    turned = seen.T.tocsr()

    def loss(flat: Floats) -> tuple[float, Floats]:
        rounded = flat.astype(np.float32)
        sums = seen @ rounded[high:].reshape(wide, high) + rounded[:high]
        small = np.exp(-np.abs(sums))
        total = float((trusted * (np.maximum(sums, 0) - wanted * sums + np.log1p(small))).sum(dtype=np.float64))
        errors = trusted * (np.where(sums > 0, np.float32(1), small) / (1 + small) - wanted)
        slope = np.concatenate([errors.sum(axis=0), (turned @ errors).ravel() + PENALTY * flat[high:]])
        return total + PENALTY / 2 * float(flat[high:] @ flat[high:]), slope.astype(np.float64)

    start = np.zeros(high + wide * high)
    start[:high] = -5
    flat = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 5}).x
    return flat[high:].reshape(wide, high).astype(np.float32), flat[:high].astype(np.float32)


def matrix(found: Sequence[Example], vocabulary: Mapping[str, int]) -> Matrix:
    """Give which features each example has."""
    columns: list[int] = []
    ends = [0]
    for each in found:
        columns += sorted({vocabulary[name] for name in each.features if name in vocabulary})
        ends.append(len(columns))
    ones = np.ones(len(columns), np.float32)
    return sparse.csr_matrix((ones, np.array(columns, np.int32), np.array(ends)), shape=(len(found), len(vocabulary)))


def write(model: Model) -> bytes:
    """Give the file of a model: weights in a byte each, with a scale for each output."""
    scales = np.maximum(np.abs(model.weights).max(axis=0), 1e-6) / 127
    file = io.BytesIO()
    np.savez_compressed(
        file,
        notice=np.array(NOTICE),
        vocabulary=np.frombuffer("\n".join(model.vocabulary).encode("utf-8"), np.uint8),
        weights=np.rint(model.weights / scales).astype(np.int8),
        scales=scales,
        bias=model.bias,
        outputs=np.array(" ".join(_name(output) for output in model.outputs)),
        least=model.least,
        kinds=np.array(" ".join(f"{one}>{other}" for one, other in sorted(model.kinds))),
    )
    return file.getvalue()


def _examples(document: Document, doc: Doc, facts: Sequence[Fact]) -> Iterator[Example]:
    referents, expressions = mentions.referents(document, doc), time.expressions(doc, document.published)
    parse, starts, pairs = learned.pairs(doc, referents, expressions, extract.stated(document, doc), None)
    listed = frozenset(name for name, _, _ in facts)
    for pair in pairs:
        one, other = (
            (starts[each.start], starts[each.end - 1] + len(parse.words[each.end - 1]))
            for each in (pair.left, pair.right)
        )
        said = frozenset(output for fact in facts for output in _outputs(fact, one, other))
        yield Example(document.id, (pair.left.kind, pair.right.kind), tuple(pair.features), said, listed)


def _trusted(found: Sequence[Example], seen: Matrix, wanted: Weights, listed: npt.NDArray[np.bool_]) -> Weights:
    """Give 0 where something may be said without being listed, by a model of the other half of the passages; else 1."""
    numbers = {passage: number for number, passage in enumerate(dict.fromkeys(each.passage for each in found))}
    half = np.array([numbers[each.passage] % 2 for each in found])
    result = np.ones_like(wanted)
    all_of_it = np.ones_like(wanted)
    for side in (0, 1):
        own, other = np.flatnonzero(half == side), np.flatnonzero(half != side)
        weights, bias = fit(seen[other], wanted[other], all_of_it[other])
        likely = 1 / (1 + np.exp(-(seen[own] @ weights + bias))) > LIKELY
        result[own] = np.where(likely & ~listed[own], 0, 1)
    return result


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
    seen = Counter(each.kinds for each in found)
    related = Counter(each.kinds for each in found if each.said)
    return frozenset(each for each in seen if related[each] >= max(RARE, SELDOM * seen[each]))


def _vocabulary(found: Iterable[Example]) -> dict[str, int]:
    """Number the features that occur in enough passages."""
    passages: defaultdict[str, set[str]] = defaultdict(set)
    for each in found:
        for name in each.features:
            passages[name].add(each.passage)
    return {name: i for i, name in enumerate(["", *sorted(n for n, p in passages.items() if len(p) >= LEAST_PASSAGES)])}


def _name(output: Output) -> str:
    return f"{'>' if output.forward else '<'}{output.predicate}"


def main(arguments: Sequence[str]) -> None:
    """Train on a file of passages, and write the model into the package."""
    passages = knowledgenet.read_gold(pathlib.Path(arguments[0]))
    model = train(list(examples(passages, model="en_core_web_md")))
    path = pathlib.Path(__file__).parents[1] / "data" / "relations.npz"
    path.write_bytes(write(model))


if __name__ == "__main__":
    main(sys.argv[1:])
