"""What holds of every corpus: no chain breaks a veto, no order leaves a trace, no decision outlives its line."""

import itertools

from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg import resolve
from kg.model import Extraction
from kg.resolve import decisions, merging, vetoes
from kg.resolve.decisions import Forget, Merge, Split
from tests.resolve.conftest import extraction

NAMES = st.sampled_from(
    [
        "Luna 25:Product", "Luna-25 lander:Product", "Luna 26:Product", "Luna:Product", "Roscosmos Luna 25:Product",
        "CNSA=China National Space Administration:Organization@acronym", "CNSA", "AC=Acme:Organization@alias",
        "Chinese National Space Administration", "Elon Musk:Person", "Kimbal Musk:Person", "Musk:Person",
        "E. Musk:Person", "Elon R. Musk:Person", "Ministry of Defence of Japan", "Japanese Ministry of Defense",
        "Ministry of Defence of China", "COP 26", "COP27", "Alphabet", "Alphabet Inc.", "Google Alphabet",
        "Springfield:Place", "Georgia:Place", "SBOX",
        "South Bank Of Xanadu", "SBOX=North Bank Of Xanadu:Organization@alias",
    ]
)  # fmt: skip
OTHERS = st.sampled_from(["Roscosmos", "Acme Works", "Tbilisi:Place", "Atlanta:Place", "Ada Poe:Person"])
CORPORA = st.lists(st.tuples(NAMES, OTHERS), min_size=2, max_size=9).map(
    lambda said: [extraction(f"d{number}", f"{one} | rel:x | {other}") for number, (one, other) in enumerate(said)]
)

CHAIN = [
    extraction("a", "SBOX=North Bank Of Xanadu:Organization@alias | rel:x | Q"),
    extraction("b", "SBOX | rel:x | Q"),
    extraction("c", "South Bank Of Xanadu | rel:x | Q"),
]
"""One name leads to two that exclude each other, by two rules."""


@settings(max_examples=80, deadline=None)
@given(CORPORA)
@example(CHAIN)
def test_no_veto_is_broken_by_any_chain_of_merges(corpus):
    broken = list[str]()
    decided = merging.decide

    def watched(several):
        for block, found in zip(several, outcome := decided(several), strict=True):
            for places, _ in found:
                for one, other in itertools.combinations([block.senses[place] for place in places], 2):
                    broken.extend(filter(None, [vetoes.veto(one, other, block.known)]))
        return outcome

    def spread(function, items):
        return map(watched if function is decided else function, items)

    resolve.resolve(corpus, spread=spread)

    assert broken == []


@settings(max_examples=60, deadline=None)
@given(CORPORA, st.randoms(use_true_random=False))
def test_claims_in_any_order_give_the_same_graph(corpus, drawn):
    shuffled = [
        Extraction(one.document, tuple(_mixed(one.mentions, drawn)), tuple(_mixed(one.claims, drawn)))
        for one in _mixed(corpus, drawn)
    ]

    assert resolve.resolve(shuffled) == resolve.resolve(corpus)


def _mixed(items, drawn):
    mixed = list(items)
    drawn.shuffle(mixed)
    return mixed


LINES = st.one_of(
    st.tuples(NAMES, NAMES).map(lambda pair: Merge(tuple(name.split(":")[0].split("=")[0] for name in pair))),
    st.tuples(NAMES, NAMES).map(lambda pair: Split(tuple(name.split(":")[0].split("=")[0] for name in pair))),
    NAMES.map(lambda name: Forget(name.split(":")[0].split("=")[0])),
)


@settings(max_examples=40, deadline=None)
@given(CORPORA, st.lists(LINES, min_size=1, max_size=3))
def test_deleting_the_lines_of_decisions_gives_back_the_graph_of_before(tmp_path_factory, corpus, lines):
    path = tmp_path_factory.mktemp("decided") / "decisions.toml"
    before = resolve.resolve(corpus, decisions=decisions.load(path))

    for line in lines:
        decisions.append(path, line)
    resolve.resolve(corpus, decisions=decisions.load(path))
    written = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in written if not line.startswith("  {")), encoding="utf-8")

    assert repr(resolve.resolve(corpus, decisions=decisions.load(path))) == repr(before)


def test_copies_of_an_article_make_its_facts_no_surer():
    text = " ".join(f"word{number}" for number in range(80))
    article = [extraction(name, "NASA | kg:operates | Hubble:Product", text=text) for name in ("wire", "paper")]
    other = extraction("other", "NASA | kg:operates | Hubble:Product", text=" ".join(reversed(text.split())))

    alone, copied, twice = (_confidence(documents) for documents in (article[:1], article, [article[0], other]))

    assert alone == copied < twice


def _confidence(documents):
    (fact,) = resolve.resolve(documents).facts
    return fact.confidence
