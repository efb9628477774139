"""From documents to a graph directory: the one module that knows every stage.

What was read out of a document is kept by its content, so that the next build parses only what changed, and resolves
everything afresh: resolution is pure, and cheap beside parsing. Up to there nothing is held but what is at work.
"""

import pathlib
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress

from kg import analyze, checkpoints, engines, export, infer, lookup, rdf, read, report, store, view
from kg import folder as directory
from kg.checkpoints import Shelf
from kg.config import Config
from kg.engines import Engine, harvest
from kg.engines.harvest import Plan
from kg.errors import CheckpointError, GraphError, KgError, NotFoundError
from kg.folder import About
from kg.lookup import Outside
from kg.model import Extraction, Knowledge, Skipped
from kg.report import Harvest, Report
from kg.resolve import decisions
from kg.resolve.decisions import Decision

Progress = Callable[[str, int, int], None]
"""Told of a stage, how many of its steps are done, and how many there are (0 where that is not known)."""

DEFAULTS = Config()


def unwatched(stage: str, done: int, total: int) -> None:
    """Take no notice of progress."""


def build(
    paths: Iterable[pathlib.Path],
    *,
    folder: pathlib.Path,
    config: Config = DEFAULTS,
    engine: Engine = engines.LOCAL,
    progress: Progress = unwatched,
) -> Report:
    """Build the graph of exactly these documents, in place of the one that is there, if any.

    A document that can't be read, parsed or extracted is skipped and named in the report. Raises `NothingBuiltError`
    where nothing could be built, and then the graph that was there stays; `KgError` where all work would be in vain.
    """
    with directory.rebuilt(folder) as room, read.Spool(room) as spool:
        outside = lookup.outside(path=config.register, link=config.link, room=room, folder=folder)
        shelf = Shelf(room / directory.CLAIMS, (folder / directory.CLAIMS,))
        _read(paths, spool, apart_from=folder, config=config, progress=progress)
        made = harvest.plan(spool, shelf=shelf, model=config.model)
        for _ in harvest.run(made, spool, shelf=shelf, config=config, engine=engine, told=_told(made, progress)):
            pass
        found = report.harvested(made, shelf, unread=spool.skipped)
        return _write(found, room=room, folder=folder, config=config, outside=outside, progress=progress)


def extractions(
    paths: Iterable[pathlib.Path],
    *,
    config: Config = DEFAULTS,
    engine: Engine = engines.LOCAL,
    progress: Progress = unwatched,
) -> Iterator[Extraction | Skipped]:
    """Give what each document says, in the order of reading, without resolving or keeping anything."""
    with tempfile.TemporaryDirectory() as room, read.Spool() as spool:
        shelf = Shelf(pathlib.Path(room))
        _read(paths, spool, config=config, progress=progress)
        yield from spool.skipped
        made = harvest.plan(spool, shelf=shelf, model=config.model)
        waiting = list(reversed(made.chunks))
        for _ in harvest.run(made, spool, shelf=shelf, config=config, engine=engine, told=_told(made, progress)):
            while waiting and (path := shelf.path(waiting[-1].name)).exists():
                waiting.pop()
                yield from checkpoints.failures(path)
                yield from checkpoints.extractions([path])
                path.unlink()


def remove(names: Sequence[str], *, folder: pathlib.Path, progress: Progress = unwatched) -> Report:
    """Take documents, named by id or by file, and what only they said, out of the graph.

    Raises `NotFoundError` for a name that no document has.
    """
    present = directory.about(folder).documents
    for name in names:
        if not any(name in (document.id, document.source) for document in present):
            known = ", ".join(document.id for document in present[:10])
            raise NotFoundError(f"no document {name!r} in {folder}; there are: {known}")
    unwanted = {document.id for document in present if {document.id, document.source} & set(names)}
    return replay(folder=folder, without=unwanted, progress=progress)


def decide(decision: Decision, *, folder: pathlib.Path, progress: Progress = unwatched) -> Report:
    """Write down a person's decision about entities, and resolve once more with it.

    Where nothing would be left of the graph, the decision is taken back and a `GraphError` raised.
    """
    path = folder / directory.DECISIONS
    before = path.read_bytes() if path.exists() else None
    decisions.append(path, decision)
    try:
        return replay(folder=folder, progress=progress)
    except KgError:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
        raise


def replay(*, folder: pathlib.Path, without: Collection[str] = (), progress: Progress = unwatched) -> Report:
    """Resolve what was read out of the documents once more, after a decision or without some of them."""
    described = directory.about(folder)
    inferred = (folder / directory.INFERRED).is_dir()
    config = Config(base=described.base, model=described.model, infer=inferred)
    kept = [document for document in described.documents if document.id not in without]
    with directory.rebuilt(folder) as room:
        outside = lookup.replayed(digest=described.register, url=described.link, room=room, folder=folder)
        shelf = Shelf(room / directory.CLAIMS, (folder / directory.CLAIMS,))
        made = harvest.replayed(kept, shelf=shelf)
        for chunk, rows in harvest.assembled(made, shelf=shelf):
            lost = next(
                source for number, source in enumerate(kept) if source.claims in chunk.keys and number not in rows
            )
            reason = next(iter(shelf.damaged.values()), "it is not there")
            raise CheckpointError(f"what was read out of {lost.id} is lost ({reason}); run kg build with the documents")
        found = report.harvested(made, shelf)
        return _write(found, room=room, folder=folder, config=config, outside=outside, progress=progress)


def _read(
    paths: Iterable[pathlib.Path],
    spool: read.Spool,
    *,
    apart_from: pathlib.Path | None = None,
    config: Config,
    progress: Progress,
) -> None:
    for found in read.found_in(paths, config=config, apart_from=apart_from):
        spool.add(found)
        progress("Reading documents", len(spool), 0)


def _told(made: Plan, progress: Progress) -> Callable[[int], None]:
    """Turn the number of documents that were read out into progress."""
    known, total = len(made.sources) - len(made.new), len(made.sources)
    progress("Reading out claims", known, total)
    return lambda done: progress("Reading out claims", known + done, total)


def _write(
    found: Harvest,
    *,
    room: pathlib.Path,
    folder: pathlib.Path,
    config: Config,
    outside: Outside,
    progress: Progress,
) -> Report:
    """Resolve, write every file of the directory into the room, and tell what came of it."""
    decided = decisions.load(folder / directory.DECISIONS)
    knowledge, unlinked = lookup.resolved(found, decisions=decided, outside=outside, progress=progress)
    directory.keep_only(room / directory.CLAIMS, checkpoints.files(found.shards) if knowledge.facts else ())
    if not knowledge.facts:
        raise report.nothing_built(found)
    knowledge = _files(knowledge, room=room, config=config, progress=progress)
    directory.describe(room, About(config.base, config.model, found.sources, outside.digest, outside.url))
    present = {source.id for source in found.sources}
    return Report(
        folder=folder,
        stats=analyze.stats(knowledge),
        reused=found.reused,
        skipped=found.skipped,
        silent=tuple(sorted(present - _heard(knowledge))),
        dropped=tuple(sorted(_before(folder) - present)),
        kept_out=found.kept_out,
        unlinked=unlinked,
        damaged=found.damaged,
    )


def _files(knowledge: Knowledge, *, room: pathlib.Path, config: Config, progress: Progress) -> Knowledge:
    """Write the store, and from what is read back out of it, as every later view will be, the Turtle and the page."""
    progress("Writing the store", 0, 0)
    base = config.base
    stored = store.create(room / directory.STORE, rdf.quads(knowledge, base=base))
    if config.infer:
        progress("Working out what follows", 0, 0)
        infer.write(stored, room)
    knowledge = rdf.knowledge(stored.quads(), base=base)
    progress("Writing graph.ttl", 0, 0)
    with (room / directory.TURTLE).open("wb") as out:
        export.write(knowledge, format="turtle", base=base, out=out)
    progress("Writing graph.html", 0, 0)
    (room / directory.PAGE).write_text(view.page(knowledge, base=base), encoding="utf-8", newline="\n")
    return knowledge


def _heard(knowledge: Knowledge) -> set[str]:
    return {evidence.passage.document for fact in knowledge.facts for evidence in fact.evidence}


def _before(folder: pathlib.Path) -> set[str]:
    with suppress(GraphError):
        return {document.id for document in directory.about(folder).documents}
    return set()
