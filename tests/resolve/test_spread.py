"""Work by block: the same bytes in any number of processes, and blocks that need nothing but themselves."""

import pickle
from collections.abc import Callable, Iterable

from kg import resolve
from kg.evaluate import synthetic
from kg.resolve import merging, processes
from kg.resolve.blocks import Block
from kg.resolve.decisions import Decisions, Split

DECISIONS = Decisions((Split(("Elon Musk", "E. Musk")),))


def test_two_processes_resolve_to_the_same_bytes_as_one():
    extractions = list(synthetic.corpus(250, seed=5))

    with processes.spread(2) as spread:
        apart = resolve.resolve(extractions, decisions=DECISIONS, spread=spread)

    assert repr(apart) == repr(resolve.resolve(extractions, decisions=DECISIONS))


def test_a_block_can_be_sent_anywhere_and_decided_in_any_order():
    sent: list[bytes] = []

    def spread(function: Callable[[object], object], items: Iterable[object]) -> list[object]:
        if function is not merging.decide:
            return [function(item) for item in items]
        sent.extend(pickle.dumps(item) for item in items)
        # Each batch twice over the wire, the last one first.
        decided = [pickle.loads(pickle.dumps(function(pickle.loads(one)))) for one in reversed(sent)]  # noqa: S301
        return decided[::-1]

    extractions = list(synthetic.corpus(120, seed=9))

    assert resolve.resolve(extractions, spread=spread) == resolve.resolve(extractions)
    batches: list[list[Block]] = [pickle.loads(one) for one in sent]  # noqa: S301
    assert sum(map(len, batches)) > 10


def test_no_pool_is_started_for_one_process():
    with processes.spread(1) as spread:
        assert spread is map
