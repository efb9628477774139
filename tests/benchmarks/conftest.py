"""Benchmarks in processor time, and the table of their ratios at the end of a run.

A machine that does other things, too, hardly changes processor time, and less so a ratio within one run.
"""

import itertools
import math
import time

import pytest

REFERENCES = {
    "text": ("spacy", "spaCy's pipe"),
    "graph": ("oxigraph_parses_ntriples", "Oxigraph parsing the N-Triples"),
}


def pytest_addoption(parser):
    parser.addoption(
        "--documents",
        default="1000,10000",
        help="How many documents the growth is measured at, by commas (default: 1000,10000).",
    )


def pytest_generate_tests(metafunc):
    if "documents" in metafunc.fixturenames:
        metafunc.parametrize("documents", [int(size) for size in metafunc.config.getoption("documents").split(",")])


@pytest.fixture
def cpu(benchmark):
    """Give a function that measures a call by its processor time: `cpu(f, rounds=3)` gives what `f()` gives."""
    benchmark._timer = time.process_time

    def measured(call, *, rounds=3):
        return benchmark.pedantic(call, rounds=rounds, iterations=1, warmup_rounds=int(rounds > 1))

    return measured


def pytest_terminal_summary(terminalreporter, config):
    session = getattr(config, "_benchmarksession", None)
    groups: dict[str, dict[str, float]] = {}
    for bench in session.benchmarks if session else ():
        if bench.group and not bench.has_error:
            groups.setdefault(bench.group, {})[bench.name.removeprefix("test_")] = bench.stats.min
    for group, rows in groups.items():
        terminalreporter.write_line("")
        for line in _growth(rows) if group == "growth" else _ratios(group, rows):
            terminalreporter.write_line(line)


def _ratios(group, rows):
    name, words = REFERENCES[group]
    yield f"{group:42} {'CPU, ms':>10} {'ratio':>8}   to {words}"
    for row, seconds in rows.items():
        ratio = f"{seconds / rows[name]:8.3f}" if rows.get(name) else f"{'-':>8}"
        yield f"{row.replace('_', ' '):42} {seconds * 1e3:10.1f} {ratio}"


def _growth(rows):
    """The processor time of each size, and the exponent between neighbours: 1.0 is linear."""
    stages: dict[str, dict[int, float]] = {}
    for row, seconds in rows.items():
        stage, _, size = row.rstrip("]").partition("[")
        stages.setdefault(stage.replace("_", " "), {})[int(size)] = seconds
    sizes = sorted({size for times in stages.values() for size in times})
    yield f"{'growth':42}" + "".join(f"{size:>10,}" for size in sizes) + "   documents; CPU, s; exponents"
    for stage, times in stages.items():
        known = sorted(times.items())
        steps = itertools.pairwise(known)
        powers = [f"{math.log(more / less) / math.log(big / small):.2f}" for (small, less), (big, more) in steps]
        yield f"{stage:42}" + "".join(f"{times.get(size, math.nan):10.2f}" for size in sizes) + "   " + " ".join(powers)
