"""What was read out of documents, in shards."""

import dataclasses
import pathlib
import random

import pytest

from kg import checkpoints, claims
from kg.checkpoints import Chunk, Row, Shelf
from kg.errors import CheckpointError
from kg.model import Skipped
from tests.test_claims import EXTRACTION

LOST = Skipped("b.txt", "parse", "RecursionError: too deep")


def corpus(size: int, *, seed: int = 1) -> list[str]:
    numbers = random.Random(seed)  # noqa: S311 -- no secret
    return [f"{numbers.getrandbits(128):032x}" for _ in range(size)]


def rows(chunk: Chunk) -> list[Row]:
    return [Row(key, f"document-{key}", "{}") for key in chunk.keys]


def test_chunks_hold_every_document_once_in_order_and_not_too_many():
    keys = corpus(5000)

    cut = list(checkpoints.chunks(keys))

    assert [key for chunk in cut for key in chunk.keys] == keys
    assert [keys[chunk.first] for chunk in cut] == [chunk.keys[0] for chunk in cut]
    assert max(len(chunk.keys) for chunk in cut) <= checkpoints.MOST
    assert 40 < len(cut) < 160


@pytest.mark.parametrize("place", [0, 700, 1999])
def test_an_edit_changes_the_chunks_around_it_and_no_others(place: int):
    keys = corpus(2000)
    edited = [*keys[:place], *corpus(1, seed=2), *keys[place + 1 :]]

    before, after = ({chunk.name for chunk in checkpoints.chunks(each)} for each in (keys, edited))

    assert 1 <= len(after - before) <= 2


def test_a_shard_comes_back_and_has_the_same_bytes_each_time(tmp_path: pathlib.Path):
    (chunk,) = checkpoints.chunks(corpus(9))

    path = checkpoints.write(tmp_path, chunk.name, rows(chunk))
    before = path.read_bytes()
    checkpoints.write(tmp_path, chunk.name, rows(chunk))

    assert list(checkpoints.read(path)) == rows(chunk)
    assert checkpoints.keys(path) == list(chunk.keys)
    assert [one.name for one in tmp_path.iterdir()] == [f"{chunk.name}.parquet"]
    assert path.read_bytes() == before


def test_extractions_come_back_out_of_a_shard(tmp_path: pathlib.Path):
    other = dataclasses.replace(EXTRACTION, claims=())
    path = checkpoints.write(tmp_path, "a", [Row("1", "d", claims.to_json(each)) for each in (EXTRACTION, other)])

    assert list(checkpoints.extractions([path])) == [EXTRACTION, other]


def test_a_chunk_whose_shard_is_in_the_graph_is_done_and_lies_in_the_room_then(tmp_path: pathlib.Path):
    room, graph = tmp_path / "room", tmp_path / "graph"
    for folder in (room, graph):
        folder.mkdir()
    (chunk,) = checkpoints.chunks(corpus(9))
    checkpoints.write(graph, chunk.name, rows(chunk))

    shelf = Shelf(room, (graph,))

    assert shelf.holds(chunk)
    assert list(checkpoints.read(shelf.path(chunk.name))) == rows(chunk)


def test_what_failed_lies_beside_its_shard_and_is_tried_again(tmp_path: pathlib.Path):
    (chunk,) = checkpoints.chunks(corpus(3))
    path = checkpoints.write(tmp_path, chunk.name, rows(chunk)[:2], [LOST])
    shelf = Shelf(tmp_path)

    assert checkpoints.failures(path) == [LOST]
    assert not shelf.holds(chunk)
    assert [*shelf.known(chunk.keys)] == list(chunk.keys[:2])

    checkpoints.write(tmp_path, chunk.name, rows(chunk))
    assert checkpoints.failures(path) == []
    assert shelf.holds(chunk)


def test_documents_are_found_in_whichever_shard_they_lie(tmp_path: pathlib.Path):
    keys = corpus(9)
    for part in (keys[:5], keys[5:7]):
        checkpoints.write(tmp_path, checkpoints.named(part), rows(Chunk(0, tuple(part))))

    shelf = Shelf(tmp_path)

    assert [key for key in keys if shelf.has(key)] == keys[:7]
    assert set(shelf.known(keys[3:])) >= set(keys[3:7])


@pytest.mark.parametrize("cut", [0, 3, 50, -1])
def test_a_damaged_shard_is_named_and_as_good_as_none(tmp_path: pathlib.Path, cut: int):
    (chunk,) = checkpoints.chunks(corpus(9))
    path = checkpoints.write(tmp_path, chunk.name, rows(chunk))
    path.write_bytes(path.read_bytes()[:cut])

    with pytest.raises(CheckpointError, match=r"\.parquet: .*; delete it, and kg build reads its documents again"):
        checkpoints.read(path)

    shelf = Shelf(tmp_path)
    assert not shelf.holds(chunk)
    assert list(shelf.damaged) == [str(path)]
    assert not shelf.known(chunk.keys)
