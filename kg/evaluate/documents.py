"""How well mentions are told apart and put together inside one document, and how well their classes are told.

Annotated documents are text files. The head lists things, the text after the first empty line marks every mention
of them, names, pronouns and descriptions alike:

    acme: Organization
    poe: Person

    [[acme|Acme Bakeries]] hired [[poe|Ada Poe]]. [[poe|She]] likes [[acme|the company]].

A thing that may be classed in several ways has them all, with `/` between them.

`load` reads a folder of them, `score(annotated, parsed)` compares what `kg.extract.mentions` makes of one with its
marks; scores add up, so that `sum(map(...), Measure())` is a corpus's. `gold` does the same for articles of which
only the names of each entity are known (`entities: [{names: […]}]`), over what the resolver makes of each alone.
"""

import json
import pathlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg import extract, read, resolve, text
from kg.config import Config
from kg.errors import ReadError
from kg.evaluate import resolution
from kg.evaluate.resolution import Score
from kg.extract import mentions
from kg.extract.mentions import Referent
from kg.model import Document, Extraction

MARK = re.compile(r"\[\[(?P<thing>\w+)\|(?P<surface>[^][|]+)\]\]")
PRONOUN = re.compile(r"(?i)it|its|he|him|his|she|her|hers|they|them|their|who|which|himself|herself|itself")


@dataclass(frozen=True, slots=True, order=True)
class Marked:
    """A marked mention: characters of the text, half-open, and the thing that it means."""

    start: int
    end: int
    thing: str
    surface: str

    @property
    def is_name(self) -> bool:
        """Tell a name from a pronoun and from a description in lower case."""
        bare = re.sub(r"^(the|an?|his|her|its) ", "", self.surface, flags=re.IGNORECASE)
        return bare[0].isupper() and not PRONOUN.fullmatch(self.surface)


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document with all its mentions in order, and the class of each thing."""

    document: Document
    mentions: tuple[Marked, ...]
    types: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Measure:
    """Counts over marked mentions; `names` are links between names alone, `links` between all mentions.

    B³ (Bagga and Baldwin 1998) is summed over mentions, with `mentions` their number: `purity / mentions` is its
    precision, `coverage / mentions` its recall. `whole` of `named` names have exactly their words, `typed` of `things`
    named things their class.
    """

    names: Score = field(default_factory=Score)
    links: Score = field(default_factory=Score)
    purity: float = 0.0
    coverage: float = 0.0
    mentions: int = 0
    whole: int = 0
    named: int = 0
    typed: int = 0
    things: int = 0

    def __add__(self, other: "Measure") -> "Measure":
        return Measure(
            self.names + other.names,
            self.links + other.links,
            self.purity + other.purity,
            self.coverage + other.coverage,
            self.mentions + other.mentions,
            self.whole + other.whole,
            self.named + other.named,
            self.typed + other.typed,
            self.things + other.things,
        )

    @property
    def b_cubed(self) -> tuple[float, float]:
        """Give precision and recall by mention; one where there is none."""
        return (self.purity / self.mentions, self.coverage / self.mentions) if self.mentions else (1.0, 1.0)


def load(folder: pathlib.Path) -> tuple[Annotated, ...]:
    """Read the annotated documents of a folder, by name; raises `ReadError` for one that is none."""
    return tuple(parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt")))


def parse(name: str, written: str) -> Annotated:
    """Read one annotated document; raises `ReadError` for a mark of a thing that its head does not list."""
    head, _, body = written.partition("\n\n")
    types = dict(line.split(": ", 1) for line in head.splitlines())
    text, found, last = "", list[Marked](), 0
    for mark in MARK.finditer(body):
        text += body[last : mark.start()]
        if mark["thing"] not in types:
            raise ReadError(f"{name}: {mark['thing']!r} is marked, but its head has no class for it")
        found.append(Marked(len(text), len(text) + len(mark["surface"]), mark["thing"], mark["surface"]))
        text, last = text + mark["surface"], mark.end()
    return Annotated(Document(id=name, text=(text + body[last:]).strip()), tuple(found), types)


def score(annotated: Annotated, doc: Doc) -> Measure:
    """Compare the marks of a document with what its mentions are read as; `doc` is its parse."""
    read = answers(annotated, doc)
    names = {mark: referent for mark, referent in read.items() if mark.is_name}
    purity, coverage = _b_cubed(read)
    types = _types(names)
    return Measure(
        names=_links(names),
        links=_links(read),
        purity=purity,
        coverage=coverage,
        mentions=len(read),
        whole=sum(_is_whole(mark, referent, doc) for mark, referent in names.items()),
        named=len(names),
        typed=sum(types[thing] in annotated.types[thing].split("/") for thing in types),
        things=len(types),
    )


def answers(annotated: Annotated, doc: Doc) -> dict[Marked, Referent | None]:
    """Give what each marked mention is read as: the referent whose head lies in it and hangs on nothing in it."""
    found = mentions.referents(annotated.document, doc)
    return {mark: _at(mark, found, doc) for mark in annotated.mentions}


def gold(path: pathlib.Path, extraction: Extraction) -> tuple[Score, tuple[float, float]]:
    """Compare the names of an article's entities with the entities made of it alone: pairs, and B³ by name."""
    known = json.loads(path.read_text(encoding="utf-8"))["entities"]
    knowledge = resolve.resolve([extraction])
    mine = [frozenset(map(_plain, (entity.name, *entity.names))) for entity in knowledge.entities]
    yours = [frozenset(map(_plain, entity["names"])) for entity in known]
    return resolution.pairwise(mine, yours), resolution.b_cubed(mine, yours)


def _plain(name: str) -> str:
    return re.sub(r"^(the|an?) ", "", name.strip(), flags=re.IGNORECASE).lower()


def _at(mark: Marked, found: Mapping[int, Referent], doc: Doc) -> Referent | None:
    heads = {head: referent for head, referent in found.items() if mark.start <= doc[head].idx < mark.end}
    tops = [at for at in heads if not any(doc[other].is_ancestor(doc[at]) for other in heads if other != at)]
    exact = [at for at in heads if _span(heads[at], doc) == (mark.start, mark.end)]
    return heads[(exact or tops)[-1]] if heads else None


def _span(referent: Referent, doc: Doc) -> tuple[int, int]:
    last = doc[referent.end - 1]
    return doc[referent.start].idx, last.idx + len(last)


def _is_whole(mark: Marked, referent: Referent | None, doc: Doc) -> bool:
    """Whether a name was read with exactly its words, but for an article and a title."""
    if referent is None:
        return False
    start, end = _span(referent, doc)
    return end == mark.end and (
        start == mark.start or doc.text[min(start, mark.start) : max(start, mark.start)].strip() in TITLES
    )


TITLES = frozenset(("the", "The", "Ms", "Mr", "Dr", "Sir", "Professor", "Senator", "King"))


def _links(read: Mapping[Marked, Referent | None]) -> Score:
    """Count the pairs of mentions that are rightly and wrongly one thing."""
    total = Score()
    marks = sorted(read)
    for at, one in enumerate(marks):
        for other in marks[at + 1 :]:
            joined, same = _is_joined(read[one], read[other]), one.thing == other.thing
            total += Score(int(joined and same), int(joined and not same), int(same and not joined))
    return total


def _is_joined(one: Referent | None, other: Referent | None) -> bool:
    return one is not None and other is not None and one.name != "" and one.name == other.name


def _b_cubed(read: Mapping[Marked, Referent | None]) -> tuple[float, float]:
    """Sum over mentions the shares of their found and right clusters that they have in common."""
    purity = coverage = 0.0
    for one in read:
        mine = [other for other in read if other is one or _is_joined(read[one], read[other])]
        yours = [other for other in read if other.thing == one.thing]
        both = sum(other.thing == one.thing for other in mine)
        purity += both / len(mine)
        coverage += both / len(yours)
    return purity, coverage


def _types(names: Mapping[Marked, Referent | None]) -> dict[str, str]:
    """Give the class that most names of each thing have."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mark, referent in names.items():
        votes[mark.thing][referent.type if referent else ""] += 1
    return {thing: max(sorted(count), key=lambda of: count[of]) for thing, count in votes.items()}


def mistakes(annotated: Annotated, doc: Doc) -> Iterator[str]:
    """Tell, line by line, which names are cut or mistyped, and which mentions are apart from or wrongly with others."""
    read = answers(annotated, doc)
    usual: dict[str, str] = {}
    for thing in annotated.types:
        counted = Counter(referent.name for mark, referent in read.items() if mark.thing == thing and referent)
        counted.pop("", None)
        usual[thing] = max(sorted(counted), key=lambda name: counted[name]) if counted else ""
    for mark, referent in read.items():
        name, of = (referent.name, referent.type) if referent else ("-", "-")
        wrong = [] if name == usual[mark.thing] and name else [f"is {name!r}, not {usual[mark.thing]!r}"]
        if mark.is_name and not _is_whole(mark, referent, doc):
            wrong.append("is cut")
        if mark.is_name and of not in annotated.types[mark.thing].split("/"):
            wrong.append(f"is {of}, not {annotated.types[mark.thing]}")
        if wrong:
            yield f"{annotated.document.id}: {mark.surface!r} {'; '.join(wrong)}"


def total(scored: Iterable[Measure]) -> Measure:
    """Add scores up."""
    return sum(scored, Measure())


def evaluate(folder: pathlib.Path, *, model: str) -> Measure:
    """Score a folder of annotated documents; raises `ReadError` where there are none."""
    annotated = load(folder)
    if not annotated:
        raise ReadError(f"{folder}: no annotated documents (*.txt) there")
    parsed = text.parse([each.document for each in annotated], model=model)
    return total(score(each, doc) for each, (_, doc) in zip(annotated, parsed, strict=True))


def evaluate_gold(folder: pathlib.Path, *, model: str) -> tuple[Score, tuple[float, float], int]:
    """Score articles (`articles/`) whose entities are known (`facts/`): pairs, the mean of B³, and how many articles.

    Raises `ReadError` where there are none.
    """
    found = [each for each in read.documents([folder / "articles"], config=Config()) if isinstance(each, Document)]
    known = [each for each in found if (folder / "facts" / f"{each.id}.json").is_file()]
    if not known:
        raise ReadError(f"{folder}: no article in articles/ has its entities in facts/")
    scores = [
        gold(folder / "facts" / f"{document.id}.json", extract.extract(document, doc))
        for document, doc in text.parse(known, model=model)
    ]
    mean = (sum(b_cubed[side] for _, b_cubed in scores) / len(scores) for side in (0, 1))
    precision, recall = mean
    return sum((pairs for pairs, _ in scores), Score()), (precision, recall), len(scores)
