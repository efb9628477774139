"""From documents to a graph directory, with every real part."""

import io
import pathlib
import shutil
from collections.abc import Iterator

import pytest
from spacy.tokens import Doc

import kg
from kg import checkpoints, export, extract, pipeline, text
from kg import folder as directory
from kg.errors import CheckpointError, GraphError, NotFoundError
from kg.model import Document, Extraction, Skipped
from kg.resolve.decisions import Forget, Merge


@pytest.fixture
def place(built: pathlib.Path, tmp_path: pathlib.Path) -> pathlib.Path:
    """Give a copy of the built graph and its corpus."""
    shutil.copytree(built.parent, tmp_path / "copy")
    # The same documents at another place are the same documents: only their sources differ.
    pipeline.build([tmp_path / "copy" / "corpus"], folder=tmp_path / "copy" / "graph")
    return tmp_path / "copy"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the ids of the documents that are parsed from here on."""
    seen: list[str] = []
    real = text.parse

    def parse(documents: list[Document], *, model: str) -> Iterator[tuple[Document, Doc]]:
        seen.extend(document.id for document in documents)
        return real(documents, model=model)

    monkeypatch.setattr(text, "parse", parse)
    return seen


def contents(graph: pathlib.Path) -> dict[str, bytes]:
    """Give every file of a graph directory but the store, whose bytes are Oxigraph's affair."""
    files = (path for path in graph.rglob("*") if path.is_file() and directory.STORE not in path.parts)
    return {path.relative_to(graph).as_posix(): path.read_bytes() for path in files}


def test_a_build_writes_the_store_the_turtle_the_page_and_the_checkpoints(built: pathlib.Path):
    names = {path.name for path in built.iterdir()}

    assert names == {"store", "graph.ttl", "graph.html", "claims", "about.json"}
    (shard,) = (built / "claims").iterdir()
    assert [row.document for row in checkpoints.read(shard)] == ["moon", "musk", "orbit"]


def test_the_turtle_is_what_is_read_back_out_of_the_store(built: pathlib.Path):
    graph = kg.open(built)
    out = io.BytesIO()

    export.write(graph.knowledge, format="turtle", base=graph.about.base, out=out)

    assert out.getvalue() == (built / "graph.ttl").read_bytes()
    assert graph.view().encode() == (built / "graph.html").read_bytes()


def test_a_second_build_parses_nothing_and_gives_the_same_bytes(place: pathlib.Path, parsed: list[str]):
    before = contents(place / "graph")

    report = pipeline.build([place / "corpus"], folder=place / "graph")

    assert parsed == []
    assert report.reused == 3
    assert contents(place / "graph") == before


@pytest.mark.parametrize("paths", [["musk.txt", "moon.txt", "orbit.md"], ["orbit.md", "musk.txt", "moon.txt"]])
def test_the_order_of_paths_does_not_matter(place: pathlib.Path, paths: list[str]):
    before = contents(place / "graph")

    pipeline.build([place / "corpus" / name for name in paths], folder=place / "graph")

    assert contents(place / "graph") == before


@pytest.mark.parametrize(
    ("changes", "anew"),
    [
        ({"musk.txt": "SpaceX operates Starship and Falcon 9."}, ["musk"]),
        ({"new.txt": "The CNSA launched Tianwen-1 in 2020."}, ["new"]),
        ({"moon.txt": None}, []),
        ({"musk.txt": None, "mask.txt": "SpaceX operates Starship. Elon Musk founded SpaceX in 2002."}, ["mask"]),
    ],
    ids=["edited", "added", "removed", "renamed"],
)
def test_a_changed_corpus_gives_the_bytes_of_a_fresh_build_and_only_the_change_is_parsed(
    place: pathlib.Path, parsed: list[str], changes: dict[str, str | None], anew: list[str]
):
    for name, content in changes.items():
        if content is None:
            (place / "corpus" / name).unlink()
        else:
            (place / "corpus" / name).write_text(content)

    pipeline.build([place / "corpus"], folder=place / "graph")
    assert parsed == anew

    pipeline.build([place / "corpus"], folder=place / "fresh")
    assert contents(place / "graph") == contents(place / "fresh")


def test_a_document_that_is_gone_is_named(place: pathlib.Path):
    (place / "corpus" / "moon.txt").unlink()

    assert pipeline.build([place / "corpus"], folder=place / "graph").dropped == ("moon",)


@pytest.mark.parametrize("stage", ["parse", "extract"])
def test_a_document_that_breaks_a_stage_is_skipped_and_the_others_are_not(
    corpus: pathlib.Path, monkeypatch: pytest.MonkeyPatch, stage: str
):
    real = {"parse": text.parse, "extract": extract.extract}[stage]

    def breaks(given: object, *rest: object, **options: object) -> object:
        if "moon" in repr(given):
            raise RecursionError("too deep")
        return real(given, *rest, **options)  # type: ignore[operator]  # whichever of the two it is

    monkeypatch.setattr({"parse": text, "extract": extract}[stage], stage, breaks)

    report = pipeline.build([corpus], folder=corpus.parent / "graph")

    assert report.skipped == (Skipped(str(corpus / "moon.txt"), stage, "RecursionError: too deep"),)
    assert report.stats.documents == 2


def test_a_document_without_facts_is_named(corpus: pathlib.Path):
    (corpus / "poem.txt").write_text("Oh! Ah! Hm.")

    report = pipeline.build([corpus], folder=corpus.parent / "graph")

    assert report.silent == ("poem",)
    assert report.stats.documents == 4


def test_where_nothing_could_be_built_the_graph_stays_and_the_reasons_are_told(place: pathlib.Path):
    before = contents(place / "graph")
    (place / "poem.txt").write_text("Oh! Ah! Hm.")

    with pytest.raises(GraphError, match="nothing could be built: poem: read, but nothing was found in it"):
        pipeline.build([place / "poem.txt"], folder=place / "graph")

    assert contents(place / "graph") == before
    assert sorted(path.name for path in place.iterdir()) == ["corpus", "graph", "poem.txt"]


@pytest.mark.parametrize("damage", ["cut", "flipped", "emptied"])
def test_a_damaged_checkpoint_is_told_and_costs_a_parse_and_no_more(
    place: pathlib.Path, parsed: list[str], damage: str
):
    before = contents(place / "graph")
    (damaged,) = (place / "graph" / "claims").iterdir()
    whole = damaged.read_bytes()
    middle = len(whole) // 2
    flipped = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    damaged.write_bytes({"cut": whole[:-9], "flipped": flipped, "emptied": b""}[damage])

    report = pipeline.build([place / "corpus"], folder=place / "graph")

    assert parsed == ["moon", "musk", "orbit"]
    assert str(damaged) in report.damaged[0]
    assert contents(place / "graph") == before


def test_where_claims_are_lost_a_decision_is_refused_and_the_graph_stays(place: pathlib.Path):
    (place / "graph" / "claims").joinpath(next((place / "graph" / "claims").iterdir())).write_text("{")
    before = contents(place / "graph")

    with pytest.raises(CheckpointError, match=r"read out of moon is lost .*; run kg build with the documents"):
        pipeline.remove(["musk"], folder=place / "graph")

    assert contents(place / "graph") == before


def test_what_a_stopped_build_had_read_is_kept(
    corpus: pathlib.Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
):
    real = extract.extract

    def stopped(document: Document, doc: Doc) -> Extraction:
        if document.id == "musk":
            raise KeyboardInterrupt
        return real(document, doc)

    monkeypatch.setattr(extract, "extract", stopped)
    with pytest.raises(KeyboardInterrupt):
        pipeline.build([corpus], folder=corpus.parent / "graph")
    assert not (corpus.parent / "graph").exists()
    monkeypatch.undo()

    report = pipeline.build([corpus], folder=corpus.parent / "graph")

    assert report.reused == len(parsed) - 1 > 0


def test_the_graph_does_not_read_itself(corpus: pathlib.Path):
    pipeline.build([corpus], folder=corpus / "graph")

    report = pipeline.build([corpus], folder=corpus / "graph")

    assert report.stats.documents == 3


def test_a_removed_document_leaves_the_graph_that_was_never_told_of_it(place: pathlib.Path):
    pipeline.remove(["moon"], folder=place / "graph")

    (place / "corpus" / "moon.txt").unlink()
    pipeline.build([place / "corpus"], folder=place / "fresh")
    assert contents(place / "graph") == contents(place / "fresh")


def test_a_document_is_removed_by_its_file_too(place: pathlib.Path):
    source = kg.open(place / "graph").about.documents[0].source

    assert pipeline.remove([source], folder=place / "graph").stats.documents == 2


def test_a_document_that_is_not_there_can_not_be_removed(place: pathlib.Path):
    with pytest.raises(NotFoundError, match=r"no document 'sun' in .*; there are: moon, musk, orbit"):
        pipeline.remove(["sun"], folder=place / "graph")


def test_a_decision_is_replayed_at_every_build_and_undone_with_its_line(place: pathlib.Path):
    before = contents(place / "graph")
    musk = kg.open(place / "graph").show("Elon Musk").entity

    pipeline.decide(Forget(musk.id), folder=place / "graph")
    pipeline.build([place / "corpus"], folder=place / "graph")
    assert musk.id not in {entity.id for entity in kg.open(place / "graph").knowledge.entities}

    (place / "graph" / "decisions.toml").unlink()
    pipeline.build([place / "corpus"], folder=place / "graph")
    assert contents(place / "graph") == before


def test_two_entities_are_one_when_a_person_says_so(place: pathlib.Path):
    graph = kg.open(place / "graph")
    ids = tuple(graph.show(name).entity.id for name in ("NASA", "CNSA"))

    pipeline.decide(Merge(ids), folder=place / "graph")

    merged = kg.open(place / "graph")
    assert merged.show("NASA").entity == merged.show("Chinese National Space Administration").entity


def test_the_report_counts_what_the_graph_holds(place: pathlib.Path):
    report = pipeline.build([place / "corpus"], folder=place / "graph")

    facts = kg.open(place / "graph").select("SELECT (COUNT(?fact) AS ?facts) { ?fact a kg:Fact }")
    assert facts == [{"facts": sum(count for _, count in report.stats.facts)}]
    assert dict(report.stats.facts)["negated"] == 1


def test_claims_alone_need_no_graph_and_leave_none(corpus: pathlib.Path):
    outcomes = list(pipeline.extractions([corpus]))

    assert [outcome.document.id for outcome in outcomes if isinstance(outcome, Extraction)] == ["moon", "musk", "orbit"]
    assert [path.name for path in corpus.parent.iterdir()] == ["corpus"]


def test_a_single_path_is_one_path_and_no_list_of_letters(place: pathlib.Path, tmp_path: pathlib.Path):
    graph = kg.build(str(place / "corpus"), folder=tmp_path / "single")

    assert {document.id for document in graph.knowledge.documents} == {
        document.id for document in directory.about(place / "graph").documents
    }


def test_a_link_that_leads_to_itself_costs_only_itself(place: pathlib.Path):
    (place / "corpus" / "loop").symlink_to("loop")

    report = pipeline.build([place / "corpus"], folder=place / "graph")

    assert [pathlib.Path(document.source).name for document in report.skipped] == ["loop"]


def test_a_decision_keeps_what_an_earlier_extractor_read(place: pathlib.Path, monkeypatch: pytest.MonkeyPatch):
    before = sorted(path.name for path in (place / "graph" / directory.CLAIMS).iterdir())
    monkeypatch.setattr("kg.claims.version", lambda: "another")

    pipeline.replay(folder=place / "graph")

    assert sorted(path.name for path in (place / "graph" / directory.CLAIMS).iterdir()) == before
    pipeline.replay(folder=place / "graph")
