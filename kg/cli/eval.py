"""`kg eval`: how good the extraction is, on a public benchmark, and how well entities are told apart."""

import pathlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import click

from kg.cli import console
from kg.config import Config
from kg.errors import ReadError
from kg.model import Extraction

BENCHMARKS = ("facts", "benchie", "carb", "knowledgenet", "pairs", "resolution")


@click.command(
    "eval",
    epilog=console.examples(
        "kg eval knowledgenet dev.jsonl --cross-validate", "kg eval resolution --synthetic 1000,10000"
    ),
)
@click.argument("benchmark", type=click.Choice(BENCHMARKS))
@click.argument("gold", type=click.Path(path_type=pathlib.Path, exists=True), required=False)
@click.option("--model", default=Config().model, show_default=True, help="spaCy pipeline, by name.")
@click.option("--synthetic", metavar="SIZES", help="For resolution: numbers of made-up documents, as 1000,10000.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes for --synthetic.")
@click.option("--cross-validate", is_flag=True, help="For knowledgenet: train anew on all folds but the one scored.")
def command(
    benchmark: str, gold: pathlib.Path | None, model: str, synthetic: str | None, workers: int, *, cross_validate: bool
) -> int:
    """Score the extraction, or the resolution of entities.

    GOLD is the benchmark's own file: BenchIE's clusters, CaRB's tab-separated tuples, or KnowledgeNet's JSON lines. For
    "facts" it is a folder of your own, with articles/ and, made by hand, facts/ (kg/evaluate/news.py has the form); for
    "pairs" a file of names, same or different (kg/evaluate/resolution.py); for "resolution" such a folder, or one of
    texts with every mention marked (kg/evaluate/documents.py). --synthetic measures how resolution grows.

    The learned extractor was trained on folds of KnowledgeNet (1 to 3): a score on these counts for nothing. What
    counts is another fold, or --cross-validate, which needs the extra "train" and some ten minutes.
    """
    if (gold is None) == (synthetic is None) or (synthetic and benchmark != "resolution"):
        raise click.UsageError("give GOLD, or for resolution --synthetic instead")
    if cross_validate and benchmark != "knowledgenet":
        raise click.UsageError("--cross-validate goes with knowledgenet: nothing was trained on the other benchmarks")
    if cross_validate and gold:
        lines = cross_validated(gold, model=model)
    else:
        lines = evaluate(benchmark, gold, model=model) if gold else growth(_sizes(synthetic or ""), workers=workers)
    for line in lines:
        click.echo(line)
    return 0


def evaluate(benchmark: str, gold: pathlib.Path, *, model: str) -> Iterator[str]:
    """Give the lines of a table; raises `ReadError` where the file is not the benchmark's."""
    scorers: dict[str, Callable[..., Iterator[str]]] = {
        "facts": _facts,
        "benchie": _benchie,
        "carb": _carb,
        "knowledgenet": _knowledgenet,
        "pairs": _pairs,
        "resolution": _resolution,
    }
    yield from _read(benchmark, gold, scorers[benchmark](gold, model=model))


def cross_validated(gold: pathlib.Path, *, model: str) -> Iterator[str]:
    """Give the lines of a table: each fold of KnowledgeNet by a model trained on the others.

    Raises `ReadError` where the file is not the benchmark's, or has one fold only, or the extra is not installed.
    """
    yield from _read("knowledgenet", gold, _crossed(gold, model=model))


def _read(benchmark: str, gold: pathlib.Path, lines: Iterator[str]) -> Iterator[str]:
    try:
        yield from lines
    except (ValueError, KeyError, UnicodeDecodeError, IsADirectoryError) as error:
        raise ReadError(f"{gold}: not a file of {benchmark}: {type(error).__name__}: {error}") from error


def _facts(gold: pathlib.Path, *, model: str) -> Iterator[str]:
    from kg.evaluate import news

    every = news.Tally()
    for name, tally in news.evaluate(gold, model=model).items():
        every.add(tally)
        yield tally.line(name)
    yield every.line("all")
    yield from every.reliability()


def _benchie(gold: pathlib.Path, *, model: str) -> Iterator[str]:
    from kg.evaluate import benchie

    score, _ = benchie.evaluate(gold, model=model)
    yield f"BenchIE  P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}"
    yield f"{score.extractions} extractions, {score.words_per_slot:.2f} words a slot"


def _carb(gold: pathlib.Path, *, model: str) -> Iterator[str]:
    from kg.evaluate import carb

    score = carb.evaluate(gold, model=model)
    yield f"CaRB  P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}  at confidence {score.threshold:.2f}"


def _knowledgenet(gold: pathlib.Path, *, model: str) -> Iterator[str]:
    from kg.evaluate import knowledgenet

    passages = knowledgenet.read_gold(gold)
    yield from _table(passages, knowledgenet.extractions(passages, model=model))


def _crossed(gold: pathlib.Path, *, model: str) -> Iterator[str]:
    try:
        from kg.evaluate import knowledgenet, validation
    except ModuleNotFoundError as error:
        raise ReadError(f"{error.name} is missing: install prosegraph[train] to train anew") from error

    passages = knowledgenet.read_gold(gold)
    yield from _table(passages, validation.extractions(passages, model=model))


def _table(passages: list[dict[str, Any]], found: Iterable[Extraction]) -> Iterator[str]:
    from kg.evaluate import knowledgenet

    rows = (row for extraction in found for row in knowledgenet.rows(extraction))
    for name, (precision, recall, f1, wanted, extracted) in knowledgenet.score(passages, rows).items():
        yield f"{name:24} gold {wanted:5}  found {extracted:5}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"


def growth(sizes: Sequence[int], *, workers: int) -> Iterator[str]:
    """Give the lines of a table: how time and memory of resolution grow with the number of documents."""
    from kg.evaluate import synthetic

    counted = "".join(f"{name:>10}" for name in ("documents", "claims", "entities", "facts"))
    yield f"{counted}{'CPU s':>8}{'wall s':>8}{'MB':>8}{'ms/document':>13}"
    for size in sizes:
        row = synthetic.measured_apart(size, workers=workers)
        each = 1000 * row.seconds / row.documents
        counts = "".join(f"{count:>10,}" for count in (row.documents, row.claims, row.entities, row.facts))
        yield f"{counts}{row.seconds:>8.1f}{row.wall:>8.1f}{row.megabytes:>8,}{each:>13.2f}"


def _sizes(synthetic: str) -> list[int]:
    sizes = [part.strip() for part in synthetic.split(",")]
    if not all(size.isdigit() and int(size) for size in sizes):
        raise click.UsageError(f"--synthetic: {synthetic!r} is no list of numbers such as 1000,10000")
    return list(map(int, sizes))


def _pairs(gold: pathlib.Path, *, model: str) -> Iterator[str]:  # noqa: ARG001 -- pairs are names, not sentences
    from kg.evaluate import resolution
    from kg.evaluate.resolution import Score

    scores = resolution.score(resolution.load(gold))
    for kind, score in [*scores.items(), ("all", sum(scores.values(), Score()))]:
        counts = f"same {score.joined + score.missed:4}  different {score.apart + score.wrong:4}"
        yield f"{kind:12} {counts}  P {score.precision:.3f}  R {score.recall:.3f}"


def _resolution(gold: pathlib.Path, *, model: str) -> Iterator[str]:
    """Score what is joined inside documents: names alone, and all mentions where these are marked."""
    from kg.evaluate import documents

    if (gold / "facts").is_dir():
        pairs, (precision, recall), count = documents.evaluate_gold(gold, model=model)
        yield _merging("names", pairs.precision, pairs.recall, f"pairwise, {count} articles")
        yield _merging("names", precision, recall, "B³")
        return
    measure = documents.evaluate(gold, model=model)
    yield _merging("names", measure.names.precision, measure.names.recall, f"pairwise, {measure.named} names")
    yield _merging("mentions", measure.links.precision, measure.links.recall, f"pairwise, {measure.mentions} mentions")
    yield _merging("mentions", *measure.b_cubed, "B³")
    yield f"{'classes':9} right {measure.typed / max(1, measure.things):.3f} of {measure.things} named things"


def _merging(what: str, precision: float, recall: float, how: str) -> str:
    return f"{what:9} P {precision:.3f}  R {recall:.3f}  {how}"
