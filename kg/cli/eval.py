"""`kg eval`: how good the extraction is, on a public benchmark."""

import pathlib
from collections.abc import Callable, Iterator

import click

from kg.cli import console
from kg.config import Config
from kg.errors import ReadError

BENCHMARKS = ("facts", "benchie", "carb", "knowledgenet")


@click.command("eval", epilog=console.examples("kg eval benchie benchie_dev.txt", "kg eval carb carb_dev.tsv"))
@click.argument("benchmark", type=click.Choice(BENCHMARKS))
@click.argument("gold", type=click.Path(path_type=pathlib.Path, exists=True))
@click.option("--model", default=Config().model, show_default=True, help="spaCy pipeline, by name.")
def command(benchmark: str, gold: pathlib.Path, model: str) -> int:
    """Score the extraction on a benchmark.

    GOLD is the benchmark's own file: BenchIE's clusters, CaRB's tab-separated tuples, or KnowledgeNet's JSON lines. For
    "facts" it is a folder of your own, with articles/ and, made by hand, facts/ (kg/evaluate/news.py has the form).
    """
    for line in evaluate(benchmark, gold, model=model):
        click.echo(line)
    return 0


def evaluate(benchmark: str, gold: pathlib.Path, *, model: str) -> Iterator[str]:
    """Give the lines of a table; raises `ReadError` where the file is not the benchmark's."""
    scorers: dict[str, Callable[..., Iterator[str]]] = {
        "facts": _facts,
        "benchie": _benchie,
        "carb": _carb,
        "knowledgenet": _knowledgenet,
    }
    try:
        yield from scorers[benchmark](gold, model=model)
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
    rows = (row for found in knowledgenet.extractions(passages, model=model) for row in knowledgenet.rows(found))
    for name, (precision, recall, f1, wanted, extracted) in knowledgenet.score(passages, rows).items():
        yield f"{name:24} gold {wanted:5}  found {extracted:5}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"
