"""What a build did: what was read out of the documents, what was of no use and why, and what the graph holds."""

import pathlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg import analyze, checkpoints, resolve
from kg.checkpoints import Shelf
from kg.engines import harvest
from kg.engines.harvest import Plan
from kg.errors import NothingBuiltError
from kg.folder import Source
from kg.model import Claim, Extraction, Mention, Skipped

FIRST = 5
"""Documents that an error names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did.

    `reused` documents were unchanged and not parsed again; `silent` ones were read, but nothing was found in them;
    `dropped` ones were in the graph before, and are no more among what was read. `kept_out` counts the claims that
    stay out of the graph: too uncertain, or about something that the text gives no name ("they", "the company").
    `unlinked` says what kept a service from being asked for links, "" where nothing did. `damaged` are the
    checkpoints that could not be read, each with the reason; their documents were read out again.
    """

    folder: pathlib.Path
    stats: analyze.Stats
    reused: int
    skipped: tuple[Skipped, ...]
    silent: tuple[str, ...]
    dropped: tuple[str, ...]
    kept_out: int
    unlinked: str = ""
    damaged: tuple[str, ...] = ()


@dataclass(slots=True)
class Harvest:
    """What was read out of the documents, before anything is resolved: the shards, and which documents are in them.

    Its extractions can be gone through as often as one likes, and come from the shards each time.
    """

    shards: tuple[pathlib.Path, ...]
    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...]
    reused: int
    damaged: tuple[str, ...]
    kept_out: int = field(default=0, init=False)
    """Claims that can't be in the graph, counted while extractions go by."""

    def __iter__(self) -> Iterator[Extraction]:
        self.kept_out = 0
        for extraction in checkpoints.extractions(self.shards):
            self.kept_out += sum(_is_kept_out(claim) for claim in extraction.claims)
            yield extraction


def harvested(made: Plan, shelf: Shelf, *, unread: Iterable[Skipped] = ()) -> Harvest:
    """Look at what there is, now that every chunk is done."""
    failed = {number for chunk in made.chunks for number in harvest.missing(chunk, shelf=shelf)}
    return Harvest(
        shards=tuple(shelf.path(chunk.name) for chunk in made.chunks),
        sources=tuple(source for number, source in enumerate(made.sources) if number not in failed),
        skipped=tuple(sorted([*unread, *harvest.failed(made.chunks, shelf=shelf)])),
        reused=len(made.sources) - len(made.new),
        damaged=tuple(sorted(shelf.damaged.values())),
    )


def rows(skipped: Iterable[Skipped], silent: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
    """Give document, stage and reason of each document that was of no use."""
    told = [(one.source, one.stage, one.reason) for one in skipped]
    return (*told, *((name, "extract", "nothing was found in it") for name in silent))


def nothing_built(found: Harvest) -> NothingBuiltError:
    """Say why there is no graph, naming the first documents that gave nothing."""
    if not found.sources and not found.skipped:
        return NothingBuiltError("nothing to build from: no documents there")
    reasons = [f"{skipped.source}: {skipped.reason}" for skipped in found.skipped]
    reasons += [f"{source.id}: read, but nothing was found in it" for source in found.sources]
    more = f"; and {len(reasons) - FIRST} more" if len(reasons) > FIRST else ""
    told = rows(found.skipped, [source.id for source in found.sources])
    return NothingBuiltError(f"nothing could be built: {'; '.join(reasons[:FIRST])}{more}", rows=told)


def _is_kept_out(claim: Claim) -> bool:
    """Whether a claim can't be in the graph: too uncertain, or about something that the text gives no name."""
    if claim.confidence < resolve.AT_LEAST:
        return True
    ends = (claim.subject, claim.object)
    return any(isinstance(end, Mention) and not end.name for end in ends)
