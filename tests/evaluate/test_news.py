"""Facts of articles against gold facts: what counts as the same, and what the table says."""

import json
import pathlib
import runpy

import pytest

from kg.evaluate import agreement, news

GOLD = pathlib.Path(__file__).parents[3] / "shared" / "gold"

ENTITIES = [{"id": "ann", "names": ["Ann Lee"]}, {"id": "acme", "names": ["Acme", "Acme Corp"]}]


def wanted(**changes: object) -> dict[str, object]:
    fact = {
        "s": "ann",
        "p": ["bought", "^buyer"],
        "o": "acme",
        "status": "asserted",
        "said_by": None,
        "time": "1999",
    }
    return {**fact, "weight": 2, **changes}


def fact(**changes: object) -> dict[str, object]:
    row = {
        "subject": {"name": "Ann Lee", "names": ["Ann Lee", "Lee"]},
        "predicate": {"label": "buy"},
        "object": {"name": "Acme Corp.", "names": ["Acme Corp."]},
        "status": "asserted", "said_by": None, "time": "1999-03", "confidence": 0.8,
    }  # fmt: skip
    return {**row, **changes}


def score(gold: list[dict[str, object]], found: list[dict[str, object]]) -> news.Tally:
    return news.score({"entities": ENTITIES, "facts": gold}, found)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ann Lee", "Ann Lee’s", True),
        ("Zhang Kejian", "Kejian", True),
        ("International Lunar Research Station", "Station", False),
        ("the European Space Agency", "Space Agency", True),
        ("Luna 25", "Luna 26", False),
        ("U.S.", "US", True),
        ("", "US", False),
    ],
)
def test_names_agree_by_their_head_word(one: str, other: str, same: bool):  # noqa: FBT001
    assert agreement.same_name(one, other) is same


@pytest.mark.parametrize(
    ("gold", "kind", "found", "same"),
    [
        ("1,200 people", "number", "1200", True),
        ("12", "number", "120", False),
        ("2021-03", "date", "2021-03-11", True),
        ("2021-03-11", "date", "2021", True),
        ("2021-03-11", "date", "2022", False),
    ],
)
def test_values_agree_as_far_as_the_coarser_goes(gold: str, kind: str, found: str, same: bool):  # noqa: FBT001
    assert agreement.same_value(gold, kind, found) is same


def test_a_fact_counts_only_in_its_direction():
    turned = fact(subject=fact()["object"], object=fact()["subject"])

    assert score([wanted()], [fact()]).right == 1
    assert score([wanted(p=["bought"])], [turned]).right == 0
    assert score([wanted(p=["^bought"])], [turned]).right == 1
    assert score([wanted(p=["bought"])], [turned]).near == 1


def test_recall_is_weighted_and_precision_is_not():
    tally = score([wanted(weight=3), wanted(p=["sold"], weight=1)], [fact(), fact(predicate={"label": "visit"})])

    assert tally.scores() == (0.5, 0.75, pytest.approx(0.6))
    assert tally.pairs()[:2] == (1.0, 1.0)


def test_status_time_and_speaker_are_judged_over_matched_facts_that_have_them():
    said = {"name": "Lee", "names": ["Ann Lee"]}
    tally = score([wanted(said_by="ann", status="alleged")], [fact(), fact(status="alleged", said_by=said, time=None)])

    assert (tally.matched, tally.status, tally.timed, tally.time, tally.said, tally.speaker) == (1, 1, 1, 0, 1, 1)


def test_reliability_compares_confidence_with_the_share_that_is_right():
    lines = list(score([wanted()], [fact(), fact(predicate={"label": "visit"}, confidence=0.84)]).reliability())

    assert lines == ["confidence 0.8  facts     2  mean 0.82  right 0.50", "expected calibration error 0.320"]


def test_a_folder_of_articles_is_read_built_and_scored(tmp_path: pathlib.Path):
    for name, text in (("articles/short.txt", "Ann Lee bought Acme Corp in 1999."),
                       ("facts/short.json", json.dumps({"entities": ENTITIES, "facts": [wanted()]}))):  # fmt: skip
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")

    tally = news.evaluate(tmp_path, model="en_core_web_md")["short"]

    assert (tally.matched, tally.status, tally.time) == (1, 1, 1)


def test_a_folder_without_gold_facts_is_refused(tmp_path: pathlib.Path):
    with pytest.raises(ValueError, match="no facts"):
        news.evaluate(tmp_path, model="en_core_web_md")


@pytest.mark.skipif(not GOLD.exists(), reason="needs the gold articles")
def test_the_score_is_that_of_the_independent_scorer():
    found = news.rows(GOLD / "articles", model="en_core_web_md")
    judge = runpy.run_path(str(GOLD / "score.py"))["score"]

    for path in sorted((GOLD / "facts").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        own = [row for row in found if row["document"] == path.stem]
        counts, _, _ = judge(gold, own)
        tally = news.score(gold, own)
        assert (tally.hit, tally.paired, tally.right, tally.near) == tuple(
            counts[key] for key in ("hit", "pair", "right", "rightpair")
        )
        assert (tally.status, tally.time, tally.speaker) == (counts["status"], counts["time"], counts["said"])
