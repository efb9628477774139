"""Knowledge for tests: a small corpus with one of each thing, and hostile ones from Hypothesis."""

from dataclasses import replace

from hypothesis import strategies as st

from kg.model import Document, Entity, Evidence, Fact, Interval, Join, Knowledge, Passage, Status, Value

BASE = "https://example.org/id/"

STATION = Document(
    id="lunar-station",
    text="MOSCOW\nRoscosmos signed an agreement with CNSA on Tuesday. It said it will send 7 people by 2030.\n"
    "NASA did not join, the agency's chief said.",
    title="Moon station",
    source="seeds/lunar-station.txt",
    published="2021-03-11",
    publisher="The Verge",
    author='A. "Ada" Writer',
    url="https://example.com/moon?a=1&b=2",
    furniture=((0, 6),),
)
NOTE = Document(
    id="a note", text="Roscosmos (Роскосмос) and CNSA signed\r\nan accord.", url="https://example.com/a note"
)


def evidence(
    document: Document, quote: str, sentence: str = "", *, rule: str = "verb", confidence: float = 0.9
) -> Evidence:
    """Cite a quote from a document by its words."""
    start, at = document.text.index(quote), document.text.index(sentence or quote)
    return Evidence(
        passage=Passage(document.id, start, start + len(quote)),
        quote=quote,
        sentence=Passage(document.id, at, at + len(sentence or quote)),
        rule=rule,
        confidence=confidence,
    )


def fact(name: str, predicate: str, label: str, target: str | Value, *cited: Evidence) -> Fact:
    """State a plain fact about Roscosmos."""
    return Fact(
        id=f"fact:{name}",
        subject="org:roscosmos",
        predicate=predicate,
        label=label,
        object=target,
        status=Status.ASSERTED,
        said_by=None,
        time=None,
        confidence=0.93,
        evidence=tuple(sorted(cited)),
    )


AGREEMENT = fact(
    "1",
    "kg:partnersWith",
    "partner with",
    "org:cnsa",
    evidence(STATION, "Roscosmos signed an agreement with CNSA", "Roscosmos signed an agreement with CNSA on Tuesday."),
    evidence(NOTE, "Roscosmos (Роскосмос) and CNSA signed\r\nan accord", confidence=1.0),
)
CREW = fact(
    "2",
    "rel:send-people",
    "send people",
    Value("7", "number"),
    evidence(STATION, "it will send 7 people by 2030", "It said it will send 7 people by 2030."),
)
REFUSAL = fact("3", "rel:join", "join", "org:roscosmos", evidence(STATION, "NASA did not join"))

SMALL = Knowledge(
    documents=(NOTE, STATION),
    entities=(
        Entity("org:cnsa", "CNSA", "Organization", ("CNSA",)),
        Entity("org:nasa", "NASA", "Organization", ("NASA", "the agency"), ("http://www.wikidata.org/entity/Q23548",)),
        Entity(
            "org:roscosmos",
            "Roscosmos",
            "Organization",
            ("Roscosmos", "Роскосмос"),
            (),
            (Join("Роскосмос", "a note", "the same name in another script", 0.99),),
        ),
    ),
    facts=(
        replace(AGREEMENT, time=Interval("2021-03-09", "2021-03-09")),
        replace(CREW, status=Status.PLANNED, said_by="org:roscosmos", time=Interval("", "2030"), confidence=0.5),
        replace(REFUSAL, subject="org:nasa", status=Status.NEGATED, said_by="org:nasa", time=Interval("2021", "2024")),
    ),
)
"""One of each: two documents, names in two scripts, a value, a denied and a planned fact, a quote over two lines."""

HOSTILE = (
    "",
    " ",
    ".",
    "..",
    'say "no"',
    "'''\"\"\"",
    "a\\b\\",
    "line\nbreak\r\nand\ttab",
    "\u200fעברית\u202eevil\u202c",
    "🚀 𝔘𝔫𝔦",
    "Роскосмос",
    "国家航天局",
    "http://example.org/a b?c=<d>",
    "50%20% off",
    "\x00\x07\x0c\x1f",
    "\ufeff\ufffe\uffff\ue000\U000e0001",
    "<b>&amp;</b>",
    "a/b#c?d",
    "042",
    "-0",
    "1.50",
    "0.5",
    "2021-02-30",
    "0000",
    "{}^`|",
    "@en",
    "^^xsd:date",
)
"""Texts that a careless writer or reader breaks on."""

texts = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.integers().map(str) | st.decimals(allow_nan=False, allow_infinity=False).map(str)
dates = st.dates().map(str) | st.dates().map(lambda date: str(date)[:7]) | st.dates().map(lambda date: str(date)[:4])
scores = st.integers(0, 10_000).map(lambda number: number / 10_000)
offsets = st.integers(0, 50)


@st.composite
def passages(draw: st.DrawFn, document: str) -> Passage:
    start = draw(offsets)
    return Passage(document, start, start + draw(offsets))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    furniture = draw(st.lists(st.tuples(offsets, offsets), max_size=3))
    return Document(
        id=draw(texts),
        text=draw(texts),
        title=draw(texts),
        source=draw(texts),
        published=draw(dates | texts),
        publisher=draw(texts),
        author=draw(texts),
        url=draw(texts),
        furniture=tuple(furniture),
    )


@st.composite
def entities(draw: st.DrawFn, *, known: tuple[str, ...]) -> Entity:
    kind = draw(st.sampled_from(("org", "person", "place", "thing")))
    joins = st.builds(Join, texts, st.sampled_from(("", *known)), texts, scores)
    return Entity(
        id=f"{kind}:{draw(texts)}",
        name=draw(texts),
        type=draw(st.sampled_from(("Organization", "Person", "Place", "Thing"))),
        names=tuple(draw(st.lists(texts, max_size=4))),
        links=tuple(sorted(draw(st.sets(texts | st.just("http://www.wikidata.org/entity/Q42"), max_size=3)))),
        joins=tuple(sorted(draw(st.sets(joins, max_size=3)))),
    )


@st.composite
def evidences(draw: st.DrawFn, *, known: tuple[str, ...]) -> Evidence:
    document = draw(st.sampled_from(known))
    return Evidence(draw(passages(document)), draw(texts), draw(passages(document)), draw(texts), draw(scores))


@st.composite
def values(draw: st.DrawFn, *, known: tuple[str, ...]) -> Value:
    text = draw(numbers | dates | texts)
    passage = draw(st.none() | passages(draw(st.sampled_from(known))))
    return Value(text, draw(st.sampled_from(("text", "number", "date"))), passage)


@st.composite
def facts(draw: st.DrawFn, *, known: tuple[str, ...], named: tuple[str, ...]) -> Fact:
    evidence = st.lists(
        evidences(known=known), max_size=3, unique_by=lambda each: (each.passage, each.sentence, each.rule)
    )
    ends = st.tuples(dates | texts, dates | texts).filter(any)
    return Fact(
        id=f"fact:{draw(texts)}",
        subject=draw(st.sampled_from(named)),
        predicate=draw(st.sampled_from(("kg:operates", "rel:unveil-plan-for", "rel:größer als"))),
        label=draw(texts),
        object=draw(st.sampled_from(named) | values(known=known)),
        status=draw(st.sampled_from(Status)),
        said_by=draw(st.none() | st.sampled_from(named)),
        time=draw(st.none() | ends.map(lambda pair: Interval(*pair))),
        confidence=draw(scores),
        evidence=tuple(sorted(draw(evidence))),
    )


@st.composite
def corpora(draw: st.DrawFn) -> Knowledge:
    """Whatever the stages above could hand over, and much that they never would."""
    read = draw(st.lists(documents(), min_size=1, max_size=3, unique_by=lambda each: each.id))
    known = tuple(document.id for document in read)
    things = draw(st.lists(entities(known=known), min_size=1, max_size=3, unique_by=lambda each: each.id))
    named = tuple(entity.id for entity in things)
    said = draw(st.lists(facts(known=known, named=named), max_size=4, unique_by=lambda each: each.id))
    return Knowledge(
        documents=tuple(sorted(read, key=lambda each: each.id)),
        entities=tuple(sorted(things, key=lambda each: each.id)),
        facts=tuple(sorted(said, key=lambda each: each.id)),
    )


def ranking(names: list[list[str]]) -> Knowledge:
    """Give entities with these names, each the more connected the earlier it stands, to rank what was typed by."""
    text = "They met. " * len(names)
    document = Document(id="meetings", text=text)
    met = Evidence(Passage("meetings", 0, 8), "They met", Passage("meetings", 0, 9), "verb", 0.9)
    entities = tuple(
        Entity(f"thing:{place:02}", best, "Thing", (best, *others)) for place, (best, *others) in enumerate(names)
    )
    facts = tuple(
        replace(fact(f"{place}-{time}", f"rel:met-{time}", "meet", Value(str(time), "number"), met), subject=each.id)
        for place, each in enumerate(entities)
        for time in range(len(names) - place)
    )
    return Knowledge(documents=(document,), entities=entities, facts=facts)
