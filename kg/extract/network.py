"""A small neural network over pairs of mentions, in NumPy: what a linear model over strings can't see.

It reads what spaCy has computed anyway: its vector of each word in context (`doc.tensor`) and without (`doc.vocab`),
lemma, tag and label, pooled over the stretches of `surroundings`; the commonest features of `features`; and, weighed
for each pair, all words of the sentence (attention; Vaswani et al. 2017). What pairs of the same things in a sentence
make of it is then looked at together. `kg.evaluate.deep` trains it; the parameters are part of `relations.npz`.

It computes in one thread: its matrices are so small that threads of a BLAS would wait for each other most of the time
(twice the CPU of all extraction on two cores), and how many there are must not decide the last bit of a number.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from spacy.vocab import Vocab
from threadpoolctl import ThreadpoolController

from kg.extract.candidates import Candidate
from kg.extract.surroundings import Ints, Lists, Surroundings
from kg.extract.tree import Tree

Floats = npt.NDArray[np.float32]

FIELDS = 5
"""What is looked up of a token: lemma, label of its dependency, tag, label of its entity, kind of its mention."""
CONTEXTUAL, STATIC = 96, 300
HEADS, KEY, VALUE = 4, 16, 32
FAR = 12


@dataclass(frozen=True, eq=False, slots=True)
class Network:
    """Parameters by name, and the rows of its table of words by field; row 0 is what it doesn't know."""

    fields: tuple[Mapping[str, int], ...]
    weights: Mapping[str, Floats]


def fields(parse: Tree, mentions: Sequence[Candidate]) -> tuple[list[str], ...]:
    """Give the strings that are looked up, a column for each field."""
    kinds = [""] * len(parse)
    for each in mentions:
        kinds[each.start : each.end] = [each.kind] * (each.end - each.start)
    return parse.lemmas, parse.deps, parse.tags, parse.labels, kinds


def contextual(doc: Doc) -> Floats:
    """Give spaCy's vectors in context; zeros where the pipeline has none of this width."""
    tensor = np.asarray(doc.tensor)
    is_known = tensor.shape == (len(doc), CONTEXTUAL)
    return tensor.astype(np.float32) if is_known else np.zeros((len(doc), CONTEXTUAL), np.float32)


@lru_cache(maxsize=2)
def static(vocab: Vocab) -> Floats:
    """Give the vectors of a vocabulary's words, at length 1; the last row, of zeros, is for words without one."""
    data = np.asarray(vocab.vectors.data, np.float32)
    data = data if data.ndim == 2 and data.shape[1] == STATIC else np.zeros((0, STATIC), np.float32)
    lengths = np.linalg.norm(data, axis=1, keepdims=True)
    return np.concatenate([data / np.maximum(lengths, 1e-6), np.zeros((1, STATIC), np.float32)])


def rows(doc: Doc) -> Ints:
    """Give the row of each token's vector in `static`, -1 for none."""
    found = doc.vocab.vectors.find(keys=doc.to_array("ORTH")) if doc.vocab.vectors.shape[1] == STATIC else None
    return np.full(len(doc), -1, np.int64) if found is None else np.asarray(found, np.int64)


def logits(
    network: Network,
    doc: Doc,
    strings: Sequence[Sequence[str]],
    around: Surroundings,
    common: Lists,
) -> Floats:
    """Give log-odds of each output for each pair; `common` are the numbers of features, and where each pair's begin."""
    with _libraries().limit(limits=1, user_api="blas"):
        return _logits(network, doc, strings, around, common)


@cache
def _libraries() -> ThreadpoolController:
    """The numerical libraries of this process, which are looked for once."""
    return ThreadpoolController()


def _logits(
    network: Network, doc: Doc, strings: Sequence[Sequence[str]], around: Surroundings, common: Lists
) -> Floats:
    weights = network.weights
    words = _words(network, doc, strings)
    hidden = _relu(_pooled(words, around) @ weights["slots"] + _bag(weights["bag"], common) + weights["slots_bias"])
    hidden = hidden + _relu(_attended(weights, words, hidden, around) @ weights["mix"] + weights["mix_bias"])
    hidden = hidden + _relu(hidden @ weights["middle"] + weights["middle_bias"])
    joint = np.concatenate([_highest(hidden, around.groups[:, i]) for i in range(around.groups.shape[1])], axis=1)
    hidden = hidden + _relu(joint @ weights["joint"] + weights["joint_bias"])
    result: Floats = hidden @ weights["out"] + weights["out_bias"]
    return result


def _words(network: Network, doc: Doc, strings: Sequence[Sequence[str]]) -> Floats:
    """Give what the network makes of each token."""
    weights = network.weights
    sums = contextual(doc) @ weights["contextual"] + _projected(network, doc.vocab)[rows(doc)] + weights["shift"]
    for known, column in zip(network.fields, strings, strict=True):
        sums += weights["table"][[known.get(name, 0) for name in column]]
    return _relu(sums)


@lru_cache(maxsize=2)
def _projected(network: Network, vocab: Vocab) -> Floats:
    result: Floats = static(vocab) @ network.weights["static"]
    return result


def _pooled(words: Floats, around: Surroundings) -> Floats:
    """Give the means over each pair's stretches and lists, one after the other."""
    sums = _running(words)
    lengths = np.maximum(around.ends - around.begins, 1)[:, :, None]
    parts = [((sums[around.ends] - sums[around.begins]) / lengths).reshape(len(around.begins), -1)]
    parts += [_differences(words[tokens], starts, is_mean=True) for tokens, starts in around.lists]
    return np.concatenate(parts, axis=1).astype(np.float32)


def _bag(table: Floats, common: Lists) -> Floats:
    return _differences(table[common[0]], common[1], is_mean=False).astype(np.float32)


def _running(values: Floats) -> npt.NDArray[np.float64]:
    sums = np.zeros((len(values) + 1, values.shape[1]))
    np.cumsum(values, axis=0, out=sums[1:])
    return sums


def _differences(values: Floats, starts: Ints, *, is_mean: bool) -> npt.NDArray[np.float64]:
    sums = _running(values)
    found: npt.NDArray[np.float64] = sums[starts[1:]] - sums[starts[:-1]]
    return found / np.maximum(np.diff(starts), 1)[:, None] if is_mean else found


def _attended(weights: Mapping[str, Floats], words: Floats, hidden: Floats, around: Surroundings) -> Floats:
    """Give the words of the sentence as each pair weighs them, by sentence."""
    queries = (hidden @ weights["query"] + weights["query_bias"]).reshape(-1, HEADS, KEY) / np.float32(KEY**0.5)
    keys = (words @ weights["key"] + weights["key_bias"]).reshape(-1, HEADS, KEY)
    values = (words @ weights["value"] + weights["value_bias"]).reshape(-1, HEADS, VALUE)
    result = np.zeros((len(hidden), HEADS, VALUE), np.float32)
    for own in _sentences(around):
        start, end = int(around.begins[own[0], -1]), int(around.ends[own, -1].max())
        near = np.arange(start, end)
        scores = np.matmul(queries[own].transpose(1, 0, 2), keys[start:end].transpose(1, 2, 0))
        for side, name in enumerate(("left", "right")):
            away = np.clip(near - around.begins[own, side][:, None], -FAR, FAR) + FAR
            scores += weights[name][away].transpose(2, 0, 1)
        scores += np.where(near < around.ends[own, -1][:, None], np.float32(0), np.float32(-1e9))
        shares = np.exp(scores - scores.max(axis=2, keepdims=True))
        shares /= shares.sum(axis=2, keepdims=True)
        result[own] = np.matmul(shares, values[start:end].transpose(1, 0, 2)).transpose(1, 0, 2)
    return result.reshape(len(hidden), HEADS * VALUE)


def _sentences(around: Surroundings) -> Iterator[Ints]:
    """Give the numbers of the pairs of each sentence, which stand next to each other."""
    firsts = around.begins[:, -1]
    yield from np.split(np.arange(len(firsts)), np.flatnonzero(np.diff(firsts)) + 1)


def _highest(hidden: Floats, groups: Ints) -> Floats:
    """Give, for each pair, the highest value of its group in each dimension."""
    order = np.argsort(groups, kind="stable")
    _, firsts, inverse = np.unique(groups[order], return_index=True, return_inverse=True)
    result = np.empty_like(hidden)
    result[order] = np.maximum.reduceat(hidden[order], firsts, axis=0)[inverse]
    return result


def _relu(values: Floats) -> Floats:
    return np.maximum(values, np.float32(0)).astype(np.float32, copy=False)
