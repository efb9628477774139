"""`kg eval` on names and on the entities of articles, as one types it in a checkout."""

import json
import pathlib
import re

import pytest

from tests.cli.conftest import Kg

HERE = pathlib.Path(__file__).parents[1] / "resolve"


def test_pairs_are_scored_by_kind_and_in_all(kg: Kg, tmp_path: pathlib.Path):
    (tmp_path / "pairs.txt").write_text("same | form | Acme Inc. | Acme\ndifferent | number | Luna 25 | Luna 26\n")

    done = kg("eval", "pairs", tmp_path / "pairs.txt")

    assert [line.split() for line in done.out.splitlines()] == [
        ["form", "same", "1", "different", "0", "P", "1.000", "R", "1.000"],
        ["number", "same", "0", "different", "1", "P", "1.000", "R", "1.000"],
        ["all", "same", "1", "different", "1", "P", "1.000", "R", "1.000"],
    ]


def test_merging_inside_documents_is_scored_on_marked_texts(kg: Kg, tmp_path: pathlib.Path):
    text = "poe: Person\nacme: Organization\n\n[[poe|Ada Poe]] leads [[acme|Acme Bakeries]]. [[poe|She]] likes it.\n"
    (tmp_path / "poe.txt").write_text(text)

    done = kg("eval", "resolution", tmp_path)

    assert done.code == 0
    assert re.search(r"^names +P 1\.000  R 1\.000  pairwise, 2 names$", done.out, re.MULTILINE)
    assert re.search(r"^mentions +P 1\.000  R 1\.000  B³$", done.out, re.MULTILINE)


def test_merging_inside_documents_is_scored_on_articles_with_lists_of_names(kg: Kg, tmp_path: pathlib.Path):
    for folder in ("articles", "facts"):
        (tmp_path / folder).mkdir()
    (tmp_path / "articles" / "poe.txt").write_text("Ada Poe leads the Acme Space Agency (ASA). ASA hired Bob Roe.")
    names = [{"names": ["Acme Space Agency", "ASA"]}, {"names": ["Ada Poe"]}]
    (tmp_path / "facts" / "poe.json").write_text(json.dumps({"entities": names}))

    done = kg("eval", "resolution", tmp_path)

    assert done.out.splitlines() == [
        "names     P 1.000  R 1.000  pairwise, 1 articles",
        "names     P 1.000  R 1.000  B³",
    ]


def test_growth_is_a_table_of_sizes(kg: Kg):
    done = kg("eval", "resolution", "--synthetic", "40,80")

    heading, *rows = done.out.splitlines()
    assert heading.split()[:4] == ["documents", "claims", "entities", "facts"]
    assert [row.split()[:2] for row in rows] == [["40", "400"], ["80", "800"]]


@pytest.mark.parametrize(
    "arguments",
    [
        ("pairs",),
        ("pairs", "--synthetic", "10"),
        ("resolution", HERE, "--synthetic", "10"),
        ("resolution", "--synthetic", "x"),
    ],
)
def test_what_can_not_be_scored_is_wrong_usage(kg: Kg, arguments: tuple[object, ...]):
    assert kg("eval", *arguments).code == 2


def test_a_folder_without_marked_texts_is_named(kg: Kg, tmp_path: pathlib.Path):
    done = kg("eval", "resolution", tmp_path)

    assert done.code == 1
    assert f"{tmp_path}: no annotated documents" in done.err
