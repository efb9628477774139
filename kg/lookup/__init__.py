"""What is known outside the documents: a user's register, and a reconciliation service where one is asked for.

Both become part of the graph's state, so that a decision, or a removed document, resolves everything once more to the
same bytes, without the user's file and without the network: the register lies in the graph directory as
`register.jsonl`, the answers in `links/`. A build that is to link resolves twice: once to know what to ask, and once
more with the answers, since two entities of one link are one.
"""

import pathlib
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kg import folder as directory
from kg import resolve
from kg.errors import GraphError, ReadError
from kg.lookup import cache, service
from kg.lookup.cache import Answers
from kg.lookup.service import Json, NoAnswerError, Patience, Service
from kg.model import Extraction, Knowledge
from kg.resolve import lexicon, reconcile, register
from kg.resolve.decisions import Decisions
from kg.resolve.reconcile import Query, Verdict
from kg.resolve.register import Entry

REGISTER, LINKS = directory.REGISTER, directory.LINKS

FAILURES = 2
"""After so many batches in a row without an answer the service is asked no more."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What to resolve with: entries of a register, and the service to ask ("" for none).

    `places` are the graph's folders of answers, the one to write to first; `is_online` tells whether what is not
    among them may be asked.
    """

    entries: tuple[Entry, ...] = ()
    url: str = ""
    places: tuple[pathlib.Path, ...] = ()
    is_online: bool = True
    patience: Patience = field(default_factory=Patience)

    @property
    def digest(self) -> str:
        """Name the register by its content; "" for none."""
        return register.digest(self.entries)


def outside(*, path: str, link: str, room: pathlib.Path, folder: pathlib.Path) -> Outside:
    """Prepare what a build was asked for: a register's file ("" for none), and a service as `--link` names it.

    Raises `ReadError` with the lines where the register is wrong.
    """
    entries = register.load(pathlib.Path(path)) if path else ()
    if path and not entries:
        raise ReadError(f"{path}: no line names a thing")
    if entries:
        (room / REGISTER).write_text(register.dump(entries), encoding="utf-8")
    return Outside(entries=entries, url=address(link), places=_places(room, folder, link))


def replayed(*, digest: str, url: str, room: pathlib.Path, folder: pathlib.Path) -> Outside:
    """Prepare what the graph was built with, from what lies in it; raises `GraphError` where that is damaged."""
    entries: tuple[Entry, ...] = ()
    if digest:
        try:
            entries = register.load(folder / REGISTER)
        except ReadError as error:
            raise GraphError(f"{error}; build the graph again, with --register") from error
        directory.link(folder / REGISTER, room / REGISTER)
    return Outside(entries=entries, url=url, places=_places(room, folder, url), is_online=False)


def resolved(
    extractions: Iterable[Extraction], *, decisions: Decisions, outside: Outside, progress: Progress
) -> tuple[Knowledge, str]:
    """Resolve with what is known outside; with it, what kept things from being asked ("" where nothing did).

    The extractions are gone through twice where a service is asked, so an iterator will not do.
    """
    progress("Resolving entities", 0, 0)
    knowledge = resolve.resolve(extractions, decisions=decisions, register=outside.entries)
    if not outside.url:
        return knowledge, ""
    queries = tuple(reconcile.queries(knowledge))
    verdicts, failure = _verdicts(queries, outside, progress)
    progress("Resolving entities", 0, 0)
    linked = resolve.resolve(extractions, decisions=decisions, register=outside.entries, verdicts=verdicts)
    return linked, failure


def address(link: str) -> str:
    """Give the URL of what `--link` names: a service that we know, or one given as `wikidata=URL`."""
    name, equals, url = link.partition("=")
    known: dict[str, str] = lexicon.read("reconciliation.toml")["services"]
    return url if equals else known.get(name, "")


def _places(room: pathlib.Path, folder: pathlib.Path, link: str) -> tuple[pathlib.Path, ...]:
    """Give the folders of answers; without a service, what an unfinished build left gives way to the graph's own."""
    if not link:
        shutil.rmtree(room / LINKS, ignore_errors=True)
    return room / LINKS, folder / LINKS


def _verdicts(queries: Sequence[Query], outside: Outside, progress: Progress) -> tuple[dict[str, Verdict], str]:
    """Judge what the service says of each entity, by the entity's id; entities without an answer are left out."""
    known = cache.load(outside.places, url=outside.url)
    failure = _meet(known, outside) or _ask_all(queries, known, outside, progress)
    if known.service is None:
        return {}, failure
    found = known.service
    questions = {query: found.question(query) for query in queries}
    known.keep_only(questions.values())
    verdicts = {
        query.entity: reconcile.judge(query, candidates, space=found.space, service=found.name)
        for query, question in questions.items()
        if (candidates := known.get(question)) is not None
    }
    return verdicts, failure


def _meet(known: Answers, outside: Outside) -> str:
    """Learn what the service is, if it has not said so before; give what went wrong, or ""."""
    if known.service or not outside.is_online:
        return ""
    try:
        known.told(service.manifest(outside.url, patience=outside.patience))
    except NoAnswerError as error:
        return f"{error}; nothing was linked there. Build again to try once more"
    return ""


def _ask_all(queries: Sequence[Query], known: Answers, outside: Outside, progress: Progress) -> str:
    """Ask what was never answered, batch by batch; give what went wrong, or ""."""
    if known.service is None:
        return ""
    asked = {str(question): question for question in map(known.service.question, queries)}
    new = [question for question in asked.values() if known.get(question) is None]
    failures, missing, why = 0, 0, ""
    for start in range(0, len(new) if outside.is_online else 0, known.service.batch):
        progress("Asking for links", start, len(new))
        batch = new[start : start + known.service.batch]
        answered, error = _ask(batch, known, known.service, outside) if failures < FAILURES else (0, why)
        failures = 0 if not error else failures + 1
        missing, why = missing + len(batch) - answered, error or why
    if not missing:
        return ""
    return f"{missing} of {len(asked)} names have no answer ({why or 'it made no sense'}). Build again to ask for them"


def _ask(batch: Sequence[Json], known: Answers, whom: Service, outside: Outside) -> tuple[int, str]:
    """Ask a batch and keep its answers; give how many there were, and what went wrong."""
    try:
        found = service.answers(whom, batch, patience=outside.patience)
    except NoAnswerError as error:
        return 0, str(error)
    whole = [(question, one) for question, one in zip(batch, found, strict=True) if one is not None]
    known.add(whole)
    return len(whole), ""
