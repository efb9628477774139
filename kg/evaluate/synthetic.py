"""A corpus that nobody wrote, for measuring how resolution grows: names by Zipf's law, spelt as news spells them.

Each document is about a few things of one topic and some that all topics share. What it is about is drawn by rank with
a probability of one by rank, so that a few things stand in many documents and most in one or two; new things keep
coming as the corpus grows (Heaps 1978). A third of persons are named by family name alone, organisations by acronym,
legal form or with an article, as coreference leaves them.
"""

import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from kg import resolve
from kg.model import Claim, Document, Extraction, Mention, Passage
from kg.resolve import processes

CONSONANTS, VOWELS = "bdfghjklmnprstvwyz", "aeiou"
PREDICATES = ("kg:partnersWith", "kg:operates", "kg:directs", "rel:meet", "rel:visit", "rel:sue", "rel:praise")
KINDS = ("Person",) * 5 + ("Organization",) * 4 + ("Place", "Product")
WORDS = ("National", "Space", "Energy", "Research", "Trade", "Health", "Transport", "Marine", "Digital", "Global")
HEADS = ("Agency", "Institute", "Council", "Group", "Bank", "University", "Systems", "Industries")


@dataclass(frozen=True, slots=True)
class Growth:
    """What resolving so many documents took, and what came out.

    `seconds` are processor time of all processes, `wall` those that passed, `megabytes` the peak of memory of the
    largest process.
    """

    documents: int
    claims: int
    entities: int
    facts: int
    seconds: float
    wall: float
    megabytes: int


def measured_apart(documents: int, *, seed: int = 1, workers: int = 1) -> Growth:
    """Measure in a process of its own, since the peak of memory is a process's."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, documents, seed=seed, workers=workers).result()


def measure(documents: int, *, seed: int = 1, workers: int = 1) -> Growth:
    """Resolve a synthetic corpus in this process; the peak of memory is the process's, so call it once in each."""
    extractions = list(corpus(documents, seed=seed))
    before, started = _seconds(), time.monotonic()
    with processes.spread(workers) as spread:
        knowledge = resolve.resolve(extractions, spread=spread)
    seconds, wall = _seconds() - before, time.monotonic() - started
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    megabytes = peak // (1024 if sys.platform != "darwin" else 1 << 20)
    claims = sum(len(extraction.claims) for extraction in extractions)
    counts = documents, claims, len(knowledge.entities), len(knowledge.facts)
    return Growth(*counts, round(seconds, 1), round(wall, 1), megabytes)


def _seconds() -> float:
    """Give the processor time of this process and of those that it started and that are over."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def corpus(documents: int, *, seed: int = 1, claims: int = 10) -> Iterator[Extraction]:
    """Write documents; the same seed gives the same ones."""
    drawn = random.Random(seed)  # noqa: S311  # a measure wants the same corpus each time, not a secret
    things = [_thing(drawn) for _ in range(max(50, int(12 * documents**0.75)))]
    weights = [1 / rank for rank in range(1, len(things) + 1)]
    totals = _totals(weights)
    for number in range(documents):
        cast = sorted(set(drawn.choices(range(len(things)), cum_weights=totals, k=8)))
        yield _document(f"doc-{number:06}", [_spelt(things[at], drawn) for at in cast], drawn, claims)


def _totals(weights: Sequence[float]) -> list[float]:
    total, totals = 0.0, []
    for weight in weights:
        total += weight
        totals.append(total)
    return totals


def _thing(drawn: random.Random) -> tuple[str, str]:
    of = drawn.choice(KINDS)
    if of == "Person":
        return of, f"{_word(drawn, 2)} {_word(drawn, drawn.choice((2, 3)))}"
    if of == "Organization" and drawn.random() < 0.6:
        return of, f"{_word(drawn, 2)} {' '.join(drawn.sample(WORDS, 2))} {drawn.choice(HEADS)}"
    if of == "Product":
        return of, f"{_word(drawn, 2)} {drawn.randint(1, 40)}"
    return of, _word(drawn, 3)


def _word(drawn: random.Random, syllables: int) -> str:
    return "".join(drawn.choice(CONSONANTS) + drawn.choice(VOWELS) for _ in range(syllables)).capitalize()


def _spelt(thing: tuple[str, str], drawn: random.Random) -> tuple[str, str]:
    """Spell a thing as one of many documents does."""
    of, name = thing
    chance = drawn.random()
    if of == "Person":
        given, family = name.split()
        return of, family if chance < 0.1 else f"{given[0]}. {family}" if chance < 0.15 else name
    if of == "Organization" and chance < 0.15:
        return of, "".join(word[0] for word in name.split()) if " " in name else f"{name} Inc."
    return of, f"the {name}" if chance > 0.95 else name


def _document(document: str, cast: Sequence[tuple[str, str]], drawn: random.Random, claims: int) -> Extraction:
    text, mentions, found = "", list[Mention](), list[Claim]()
    for _ in range(claims if len(cast) > 1 else 0):
        (subject_type, subject), (object_type, object_) = drawn.sample(list(cast), 2)
        start, predicate = len(text), drawn.choice(PREDICATES)
        words = predicate.split(":")[1]
        text += f"{subject} {words} {object_} {' '.join(_word(drawn, 2) for _ in range(8))}.\n"
        at = start + len(subject) + len(words) + 2
        one = Mention(Passage(document, start, start + len(subject)), subject, subject_type, subject)
        other = Mention(Passage(document, at, at + len(object_)), object_, object_type, object_)
        sentence = Passage(document, start, len(text) - 1)
        found.append(Claim(one, words, words, predicate, other, sentence, sentence, rule="synthetic", confidence=0.8))
        mentions += [one, other]
    return Extraction(Document(id=document, text=text), tuple(mentions), tuple(found))
