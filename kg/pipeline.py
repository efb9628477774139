"""From documents to a graph directory: the one module that knows every stage.

Documents are parsed one at a time: a parse must not depend on what else is in its batch, or a graph that grew would
differ from one built afresh, and one bad document must not take its batch along. On a CPU, batches gain nothing for
texts as long as an article. What was read out of a document is kept by its content, so that the next build parses
only what changed, and resolves everything afresh: resolution is pure, and cheap beside parsing.
"""

import os
import pathlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from kg import analyze, claims, export, lookup, rdf, read, resolve, store, view
from kg import folder as directory
from kg.config import Config
from kg.errors import CheckpointError, GraphError, KgError, NotFoundError
from kg.folder import About, Source
from kg.lookup import Outside
from kg.model import Claim, Document, Extraction, Knowledge, Mention, Skipped
from kg.resolve import decisions
from kg.resolve.decisions import Decision

Progress = Callable[[str, int, int], None]
"""Told of a stage, how many of its steps are done, and how many there are (0 where that is not known)."""

Rooms = tuple[pathlib.Path, pathlib.Path]
"""Where checkpoints lie: in the room of this build, and in the graph."""

DEFAULTS = Config()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did.

    `reused` documents were unchanged and not parsed again; `silent` ones were read, but nothing was found in them;
    `dropped` ones were in the graph before, and are no more among what was read. `kept_out` counts the claims that
    stay out of the graph: too uncertain, or about something that the text gives no name ("they", "the company").
    `unlinked` says what kept a service from being asked for links, "" where nothing did.
    """

    folder: pathlib.Path
    stats: analyze.Stats
    reused: int
    skipped: tuple[Skipped, ...]
    silent: tuple[str, ...]
    dropped: tuple[str, ...]
    kept_out: int
    unlinked: str = ""


@dataclass(frozen=True, slots=True)
class _Harvest:
    """What was read out of the documents, before anything is resolved."""

    extractions: tuple[Extraction, ...]
    skipped: tuple[Skipped, ...]
    reused: int
    replayed: tuple[Source, ...] = ()
    """Where checkpoints are used as they lie there, whichever extractor wrote them: under which names."""


def unwatched(stage: str, done: int, total: int) -> None:
    """Take no notice of progress."""


def build(
    paths: Iterable[pathlib.Path], *, folder: pathlib.Path, config: Config = DEFAULTS, progress: Progress = unwatched
) -> Report:
    """Build the graph of exactly these documents, in place of the one that is there, if any.

    A document that can't be read, parsed or extracted is skipped and named in the report. Raises `GraphError` where
    nothing could be built, and then the graph that was there stays; `KgError` where all work would be in vain.
    """
    with directory.rebuilt(folder) as room:
        outside = lookup.outside(path=config.register, link=config.link, room=room, folder=folder)
        documents, unread = _read(paths, folder=folder, config=config, progress=progress)
        harvest = _harvest(documents, rooms=(room, folder), model=config.model, progress=progress)
        harvest = replace(harvest, skipped=tuple(sorted([*unread, *harvest.skipped])))
        return _write(harvest, room=room, folder=folder, config=config, outside=outside, progress=progress)


def extractions(
    paths: Iterable[pathlib.Path], *, config: Config = DEFAULTS, progress: Progress = unwatched
) -> Iterator[Extraction | Skipped]:
    """Give what each document says, without resolving or keeping anything."""
    for number, document in enumerate(read.documents(paths, config=config)):
        progress("Reading out claims", number, 0)
        yield document if isinstance(document, Skipped) else _extracted(document, model=config.model)


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
    config = Config(base=described.base, model=described.model)
    kept = [document for document in described.documents if document.id not in without]
    with directory.rebuilt(folder) as room:
        outside = lookup.replayed(digest=described.register, url=described.link, room=room, folder=folder)
        stored = tuple(_stored(document, rooms=(room, folder)) for document in kept)
        harvest = _Harvest(stored, (), len(stored), tuple(kept))
        return _write(harvest, room=room, folder=folder, config=config, outside=outside, progress=progress)


def _read(
    paths: Iterable[pathlib.Path], *, folder: pathlib.Path, config: Config, progress: Progress
) -> tuple[list[Document], list[Skipped]]:
    """Read everything but the graph's own files, which lie among the documents when someone builds `.`."""
    own = folder.resolve()
    documents: list[Document] = []
    skipped: list[Skipped] = []
    for found in read.documents(paths, config=config):
        # realpath, since a link that leads to itself makes resolve() raise
        if found.source and own in pathlib.Path(os.path.realpath(found.source)).parents:
            continue
        if isinstance(found, Skipped):
            skipped.append(found)
        else:
            documents.append(found)
        progress("Reading documents", len(documents), 0)
    return documents, skipped


def _harvest(documents: Sequence[Document], *, rooms: Rooms, model: str, progress: Progress) -> _Harvest:
    """Give what each document says, from its checkpoint where there is one."""
    reused = 0
    found: list[Extraction] = []
    skipped: list[Skipped] = []
    for number, document in enumerate(documents):
        progress("Reading out claims", number, len(documents))
        name = claims.key(document, model=model)
        known = _known(name, rooms=rooms)
        reused += known is not None
        outcome = known or _extracted(document, model=model)
        if isinstance(outcome, Skipped):
            skipped.append(outcome)
            continue
        found.append(outcome)
        if known is None:  # kept at once, so that a build cut short has it the next time
            claims.save(rooms[0] / directory.CLAIMS, name, outcome)
    progress("Reading out claims", len(documents), len(documents))
    return _Harvest(tuple(found), tuple(skipped), reused)


def _known(name: str, *, rooms: Rooms) -> Extraction | None:
    """Load a checkpoint, from a build that was cut short or from the graph; a damaged one is as good as none."""
    room, *others = (place / directory.CLAIMS for place in rooms)
    for place in (room, *others):
        with suppress(CheckpointError):
            if extraction := claims.load(place, name):
                if place != room:
                    directory.link(place / f"{name}.json", room / f"{name}.json")
                return extraction
    return None


def _extracted(document: Document, *, model: str) -> Extraction | Skipped:
    """Parse and extract; whatever a document makes the parser or a rule raise costs that document alone."""
    from kg import extract, text  # spaCy takes seconds to load, and a build with nothing new does without

    text.load(model)
    stage = "parse"
    try:
        _, doc = next(text.parse([document], model=model))
        stage = "extract"
        return extract.extract(document, doc)
    except KgError:
        raise
    except Exception as error:
        return Skipped(document.source or document.id, stage, f"{type(error).__name__}: {error}")


def _stored(document: Source, *, rooms: Rooms) -> Extraction:
    extraction = _known(document.claims, rooms=rooms)
    if extraction is None:
        path = rooms[-1] / directory.CLAIMS / f"{document.claims}.json"
        raise CheckpointError(f"{path} is missing or damaged; run kg build with the documents again")
    return extraction


def _write(
    harvest: _Harvest,
    *,
    room: pathlib.Path,
    folder: pathlib.Path,
    config: Config,
    outside: Outside,
    progress: Progress,
) -> Report:
    """Resolve, write every file of the directory into the room, and tell what came of it."""
    decided = decisions.load(folder / directory.DECISIONS)
    knowledge, unlinked = lookup.resolved(harvest.extractions, decisions=decided, outside=outside, progress=progress)
    if not knowledge.facts:
        raise GraphError(_nothing(harvest))
    sources = harvest.replayed or tuple(sorted(_source(document, config.model) for document in knowledge.documents))
    knowledge = _files(knowledge, room=room, base=config.base, progress=progress)
    directory.describe(room, About(config.base, config.model, sources, outside.digest, outside.url))
    directory.keep_only(room / directory.CLAIMS, (source.claims for source in sources))
    present = {source.id for source in sources}
    return Report(
        folder=folder,
        stats=analyze.stats(knowledge),
        reused=harvest.reused,
        skipped=harvest.skipped,
        silent=tuple(sorted(present - _heard(knowledge))),
        dropped=tuple(sorted(_before(folder) - present)),
        kept_out=sum(_is_kept_out(claim) for extraction in harvest.extractions for claim in extraction.claims),
        unlinked=unlinked,
    )


def _files(knowledge: Knowledge, *, room: pathlib.Path, base: str, progress: Progress) -> Knowledge:
    """Write the store, and from what is read back out of it, as every later view will be, the Turtle and the page."""
    progress("Writing the store", 0, 0)
    stored = store.create(room / directory.STORE, rdf.quads(knowledge, base=base))
    knowledge = rdf.knowledge(stored.quads(), base=base)
    progress("Writing graph.ttl", 0, 0)
    with (room / directory.TURTLE).open("wb") as out:
        export.write(knowledge, format="turtle", base=base, out=out)
    progress("Writing graph.html", 0, 0)
    (room / directory.PAGE).write_text(view.page(knowledge, base=base), encoding="utf-8", newline="\n")
    return knowledge


def _nothing(harvest: _Harvest) -> str:
    """Say why there is no graph, naming the first documents that gave nothing."""
    if not harvest.extractions and not harvest.skipped:
        return "nothing to build from: no documents there"
    reasons = [f"{skipped.source}: {skipped.reason}" for skipped in harvest.skipped]
    reasons += [f"{extraction.document.id}: read, but nothing was found in it" for extraction in harvest.extractions]
    more = f"; and {len(reasons) - 5} more" if len(reasons) > 5 else ""
    return f"nothing could be built: {'; '.join(reasons[:5])}{more}"


def _source(document: Document, model: str) -> Source:
    return Source(document.id, document.source, claims.key(document, model=model))


def _heard(knowledge: Knowledge) -> set[str]:
    return {evidence.passage.document for fact in knowledge.facts for evidence in fact.evidence}


def _before(folder: pathlib.Path) -> set[str]:
    with suppress(GraphError):
        return {document.id for document in directory.about(folder).documents}
    return set()


def _is_kept_out(claim: Claim) -> bool:
    """Whether a claim can't be in the graph: too uncertain, or about something that the text gives no name."""
    if claim.confidence < resolve.AT_LEAST:
        return True
    ends = (claim.subject, claim.object)
    return any(isinstance(end, Mention) and not end.name for end in ends)
