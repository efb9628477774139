"""The file of hard pairs: each is answered rightly, but for those whose miss is known, with its reason."""

import pathlib

import pytest

from kg.errors import ReadError
from kg.evaluate import resolution
from kg.evaluate.resolution import Score

HERE = pathlib.Path(__file__).parent
PAIRS = resolution.load(HERE / "pairs.txt")
UNSEEN = (*resolution.load(HERE / "pairs_unseen.txt"), *resolution.load(HERE / "pairs_third.txt"))

MISSES = {
    "Martin Luther King:Person": "a junior is kept from one who is not called so: fathers and sons share the news",
    "Kazakhstan Academy + Baikonur:Place": "a letter amiss in a country's name hides the country",
    "Al-Qaida": "two vowels differ, and nothing beside them helps",
    "Hizbullah": "three letters differ, and nothing beside them helps",
    "Muammar Qaddafi:Person": "G and Q are two sounds everywhere else",
    "Nikita Khruschev:Person": "a letter is missing from a sound, and nothing beside them helps",
    "Super Bowl 40:Event": "XL is a size as well as a number",
    "German Aerospace Center (DLR)": "its letters are those of its name in German, which no text gives",
    "Port of London Authority (PLA)": "an acronym that one text explains is understood everywhere",
    "Michael Jordan:Person + Berkeley": "the name is not on the list of those that many bear",
    "Russian Bank": "any bank of the country could be called so",
    "USS Enterprise (NCC-1701):Product": "two numbers in brackets tell no two ships of one name apart",
    "American College of Legal Universities": "four initials are taken for a name's, as they are for NASA's",
}


def test_the_file_has_enough_pairs_of_both_answers():
    assert len(PAIRS) >= 150
    assert min(sum(pair.same for pair in PAIRS), sum(not pair.same for pair in PAIRS)) >= 75


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param(
            pair, marks=[pytest.mark.xfail(reason=MISSES[pair.documents[1]])] if pair.documents[1] in MISSES else []
        )
        for pair in (*PAIRS, *UNSEEN)
    ],
    ids=lambda pair: f"{pair.kind}: {pair.documents[0]} / {pair.documents[1]}",
)
def test_a_hard_pair_is_answered_rightly(pair):
    assert resolution.judge(pair) == pair.same


def test_precision_and_recall_count_what_was_joined():
    scored = resolution.score([PAIRS[0]])

    assert scored == {PAIRS[0].kind: Score(joined=1)}
    assert (Score(joined=3, wrong=1, missed=2).precision, Score(joined=3, wrong=1, missed=1).recall) == (0.75, 0.75)


def test_a_line_that_is_no_pair_is_named(tmp_path):
    bad = tmp_path / "pairs.txt"
    bad.write_text("# a comment\nsame | number | Luna 25\n", encoding="utf-8")

    with pytest.raises(ReadError, match=r"pairs\.txt, line 2"):
        resolution.load(bad)


def test_clusters_are_compared_over_the_names_that_both_have():
    found = [frozenset({"CNSA", "China NSA", "unknown"}), frozenset({"NASA", "ESA"})]
    gold = [frozenset({"CNSA", "China NSA"}), frozenset({"NASA"}), frozenset({"ESA"})]

    assert resolution.pairwise(found, gold) == Score(joined=1, wrong=1)
    assert resolution.b_cubed(found, gold) == (0.75, 1.0)
