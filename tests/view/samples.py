"""Knowledge to draw: a small hand-made one about the lunar station, a hostile one, and a seeded one of any size."""

# ruff: noqa: E501  # sentences and scripts stay on their line

import hashlib
import random

from kg.model import Document, Entity, Evidence, Fact, Interval, Knowledge, Passage, Status, Value

STATION = Document(
    id="lunar-station",
    title="Russia and China unveil joint lunar space station",
    text=(
        "Russia and China on Tuesday unveiled plans for a joint lunar space station.\n"
        "The Russian space agency Roscosmos said in a statement that it had signed an agreement with the Chinese "
        "National Space Administration (CNSA) to develop a complex of experimental research facilities.\n"
        "Roscosmos Director-General Dmitry Rogozin wrote on Twitter that he had invited CNSA Director Zhang Kejian "
        "(張克儉) to the launch of Russia’s first modern lunar lander, Luna 25, scheduled for Oct. 1.\n"
        "Russia did not sign the US-led Artemis Accord last year for countries that want to participate in a lunar "
        "exploration scheme spearheaded by NASA.\n"
        "NASA plans to land the first woman and the next man on the moon by 2024.\n"
        "Elon Musk’s SpaceX has announced plans to fly several members of the public to the moon in 2023.\n"
        "A SpaceX Starship prototype exploded after landing in Texas in March, after climbing to an altitude of 10km.\n"
    ),
    published="2021-03-11",
    publisher="Taipei Times",
    url="https://example.org/lunar-station",
)
ROCKETS = Document(
    id="rockets",
    title="🚀 A year of rockets",
    text=(
        "🚀 SpaceX flew astronauts to the International Space Station in May 2020 for NASA.\n"
        "Beyoncé’s company was reportedly founded by Jean-Luc Gagné in Montréal.\n"
        "Roscosmos operates the Soyuz rocket, and Dmitry Rogozin directs Roscosmos.\n"
        "If the test succeeds, Starship will fly to Mars.\n"
        "Russia has signed the Artemis Accord, a blog claimed.\n"
        "SpaceX operates Starship, and SpaceX built Starship in Texas.\n"
    ),
    published="2021-06-02",
    publisher="Orbit Weekly",
    author="A. Writer",
    url="javascript:alert(1)",
)

ENTITIES = {
    "org:roscosmos": ("Roscosmos", "Organization", "the Russian space agency"),
    "org:cnsa": ("Chinese National Space Administration", "Organization", "CNSA"),
    "org:nasa": ("NASA", "Organization"),
    "org:spacex": ("SpaceX", "Organization", "Elon Musk’s SpaceX"),
    "person:dmitry-rogozin": ("Dmitry Rogozin", "Person", "Rogozin"),
    "person:zhang-kejian": ("Zhang Kejian", "Person", "張克儉"),
    "person:elon-musk": ("Elon Musk", "Person"),
    "person:gagne": ("Jean-Luc Gagné", "Person", "Gagné"),
    "place:russia": ("Russia", "Place", "Moscow"),
    "place:china": ("China", "Place", "Beijing"),
    "place:texas": ("Texas", "Place"),
    "place:montreal": ("Montréal", "Place"),
    "place:mars": ("Mars", "Place"),
    "product:starship": ("Starship", "Product", "Starship prototype"),
    "product:luna-25": ("Luna 25", "Product"),
    "product:soyuz": ("Soyuz", "Product", "Soyuz rocket"),
    "place:iss": ("International Space Station", "Place"),
    "work:artemis-accord": ("Artemis Accord", "Work"),
    "programme:lunar-station": ("joint lunar space station", "Programme"),
    "org:musicco": ("Beyoncé’s company", "Organization"),
    "group:public": ("members of the public", "Group"),
}
A, P, N, L, C = Status.ASSERTED, Status.PLANNED, Status.NEGATED, Status.ALLEGED, Status.CONDITIONAL
FACTS = [
    ("org:roscosmos", "kg:partnersWith", "org:cnsa", A, 0.93, "signed an agreement with the Chinese National Space Administration"),
    ("place:russia", "rel:unveil-plans-for", "programme:lunar-station", P, 0.9, "Russia and China on Tuesday unveiled plans for a joint lunar space station"),
    ("place:china", "rel:unveil-plans-for", "programme:lunar-station", P, 0.88, "China on Tuesday unveiled plans for a joint lunar space station"),
    ("person:dmitry-rogozin", "kg:directs", "org:roscosmos", A, 0.97, "Roscosmos Director-General Dmitry Rogozin", "Dmitry Rogozin directs Roscosmos"),
    ("person:zhang-kejian", "kg:directs", "org:cnsa", A, 0.95, "CNSA Director Zhang Kejian"),
    ("person:dmitry-rogozin", "rel:invite", "person:zhang-kejian", A, 0.8, "he had invited CNSA Director Zhang Kejian"),
    ("org:roscosmos", "kg:country", "place:russia", A, 0.9, "Russian space agency Roscosmos"),
    ("org:cnsa", "kg:country", "place:china", A, 0.9, "Chinese National Space Administration"),
    ("place:russia", "kg:operates", "product:luna-25", A, 0.7, "Russia’s first modern lunar lander, Luna 25"),
    ("place:russia", "kg:signed", "work:artemis-accord", N, 0.92, "Russia did not sign the US-led Artemis Accord"),
    ("place:russia", "kg:signed", "work:artemis-accord", A, 0.35, "Russia has signed the Artemis Accord"),
    ("org:nasa", "rel:spearhead", "work:artemis-accord", A, 0.6, "spearheaded by NASA"),
    ("org:nasa", "rel:land-on", "group:public", P, 0.55, "NASA plans to land the first woman and the next man on the moon by 2024"),
    ("person:elon-musk", "kg:owns", "org:spacex", A, 0.75, "Elon Musk’s SpaceX"),
    ("org:spacex", "rel:fly", "group:public", P, 0.7, "SpaceX has announced plans to fly several members of the public"),
    ("org:spacex", "kg:operates", "product:starship", A, 0.96, "A SpaceX Starship prototype", "SpaceX operates Starship"),
    ("org:spacex", "kg:built", "product:starship", A, 0.9, "SpaceX built Starship"),
    ("product:starship", "rel:explode-in", "place:texas", A, 0.85, "Starship prototype exploded after landing in Texas in March"),
    ("product:starship", "rel:fly-to", "place:mars", C, 0.6, "Starship will fly to Mars"),
    ("org:roscosmos", "kg:operates", "product:soyuz", A, 0.94, "Roscosmos operates the Soyuz rocket"),
    ("org:spacex", "rel:fly-to", "place:iss", A, 0.9, "SpaceX flew astronauts to the International Space Station"),
    ("org:nasa", "kg:partnersWith", "org:spacex", A, 0.5, "SpaceX flew astronauts to the International Space Station in May 2020 for NASA"),
    ("person:gagne", "kg:founded", "org:musicco", L, 0.4, "was reportedly founded by Jean-Luc Gagné"),
    ("org:musicco", "kg:basedIn", "place:montreal", L, 0.4, "founded by Jean-Luc Gagné in Montréal"),
]  # fmt: skip
TIMES = {
    ("org:nasa", "rel:land-on"): Interval("", "2024"),
    ("org:spacex", "rel:fly"): Interval("2023", "2023"),
    ("product:starship", "rel:explode-in"): Interval("2021-03", "2021-03"),
    ("org:spacex", "rel:fly-to"): Interval("2020-05", "2020-05"),
}


def station() -> Knowledge:
    """Give a small and complete graph: every status, a contradiction, parallel facts, a value, accents, astral letters."""
    entities = [
        Entity(
            id=key,
            name=name,
            type=kind,
            names=(name, *names),
            links=("http://www.wikidata.org/entity/Q193701",) if key == "org:spacex" else (),
        )
        for key, (name, kind, *names) in ENTITIES.items()
    ]
    facts = [_fact(*row) for row in FACTS]
    altitude = _evidence("climbing to an altitude of 10km")
    facts.append(Fact(id=_id("altitude"), subject="product:starship", predicate="rel:climb-to", label="climb to", object=Value("10km", "text"),
                      status=A, said_by=None, time=None, confidence=0.8, evidence=(altitude,)))  # fmt: skip
    return Knowledge(
        documents=(STATION, ROCKETS),
        entities=tuple(sorted(entities, key=lambda entity: entity.id)),
        facts=tuple(sorted(facts, key=lambda fact: fact.id)),
    )


def _fact(subject: str, predicate: str, target: str, status: Status, confidence: float, *quotes: str) -> Fact:
    said = "org:roscosmos" if "an agreement" in quotes[0] else None
    return Fact(
        id=_id(subject + predicate + target + status), subject=subject, predicate=predicate, label=predicate.split(":")[1], object=target,
        status=status, said_by=said, time=TIMES.get((subject, predicate)), confidence=confidence, evidence=tuple(map(_evidence, quotes)),
    )  # fmt: skip


def _evidence(quote: str) -> Evidence:
    document = next(document for document in (STATION, ROCKETS) if quote in document.text)
    start = document.text.index(quote)
    first = document.text.rfind("\n", 0, start) + 1
    last = document.text.index("\n", start)
    return Evidence(
        passage=Passage(document.id, start, start + len(quote)),
        quote=quote,
        sentence=Passage(document.id, first, last),
        rule="clause/verb",
        confidence=0.9,
    )


def _id(content: str) -> str:
    return "fact:" + hashlib.sha256(content.encode()).hexdigest()[:16]


def one(
    subject: str = "Ada",
    target: str = "Bob",
    *,
    kind: str = "Person",
    predicate: str = "kg:knows",
    url: str = "",
    title: str = "",
    text: str = "",
    document: str = "d",
    ids: tuple[str, str] = ("person:ada", "person:bob"),
) -> Knowledge:
    """Give a graph of one fact, each of whose fields can be set to something nasty."""
    text = text or f"{subject} knows {target}."
    evidence = Evidence(Passage(document, 0, len(text)), text, Passage(document, 0, len(text)), "clause/verb", 0.9)
    return Knowledge(
        documents=(Document(id=document, text=text, title=title, url=url, publisher=title, author=title, published="2021-01-01"),),
        entities=(Entity(id=ids[0], name=subject, type=kind, names=(subject, title), links=(url,)), Entity(id=ids[1], name=target, type=kind, names=(target,))),
        facts=(Fact(id="fact:1", subject=ids[0], predicate=predicate, label=predicate, object=ids[1], status=A, said_by=ids[0], time=Interval("2020", "2021"), confidence=0.9, evidence=(evidence,)),),
    )  # fmt: skip


EMPTY = Knowledge(documents=(), entities=(), facts=())

KINDS = ["Person", "Organization", "Place", "Product", "Event", "Work", "Programme", "Group", "Concept", "Thing"]
VERBS = [
    f"kg:{verb}"
    for verb in [
        "owns",
        "directs",
        "founded",
        "partnersWith",
        "operates",
        "built",
        "signed",
        "basedIn",
        "memberOf",
        "funds",
        "supplies",
        "acquired",
    ]
]
SYLLABLES = ["ka", "lo", "mi", "ra", "ten", "vor", "sha", "del", "ne", "ri", "as", "um", "or", "tal", "bek"]


def big(count: int, *, seed: int = 1) -> Knowledge:
    """Give `count` entities in communities with a power law of degrees, 1.8 facts each, a sentence for each fact."""
    draw = random.Random(seed)  # noqa: S311  # a picture, no secret
    names = [f"{_name(draw)} {_name(draw)} {number}" for number in range(count)]
    kinds = draw.choices(KINDS, weights=range(len(KINDS), 0, -1), k=count)
    entities = tuple(
        Entity(id=f"thing:{number:07}", name=name, type=kinds[number], names=(name,))
        for number, name in enumerate(names)
    )
    sentences: dict[int, list[str]] = {}
    facts = tuple(_drawn(draw, number, count, names, sentences) for number in range(int(count * 1.8)))
    documents = tuple(
        Document(id=f"doc-{number:05}", title=f"Report {number}", text="".join(lines), published=f"20{10 + number % 12}-0{1 + number % 9}-11", publisher="The Generator")
        for number, lines in sorted(sentences.items())
    )  # fmt: skip
    return Knowledge(documents=documents, entities=entities, facts=tuple(sorted(facts, key=lambda fact: fact.id)))


def _drawn(draw: random.Random, number: int, count: int, names: list[str], sentences: dict[int, list[str]]) -> Fact:
    size = max(12, int(count**0.5))
    home = draw.randrange(0, count, size)
    span = min(size, count - home)
    subject = home + int(span * draw.random() ** 2.5)
    far = draw.random() < 0.12
    target = int(count * draw.random() ** 2) if far else home + int(span * draw.random() ** 1.5)
    verb = draw.choice(VERBS)
    lines = sentences.setdefault(number // 20, [])
    start = sum(map(len, lines))
    quote = f"{names[subject]} {verb[3:]} {names[target]}"
    line = f"On that day {quote}, people said.\n"
    lines.append(line)
    document = f"doc-{number // 20:05}"
    evidence = Evidence(
        Passage(document, start + 12, start + 12 + len(quote)),
        quote,
        Passage(document, start, start + len(line) - 1),
        "clause/verb",
        0.9,
    )
    return Fact(
        id=f"fact:{number:016x}", subject=f"thing:{subject:07}", predicate=verb, label=verb[3:], object=f"thing:{target:07}",
        status=draw.choices(list(Status), weights=[80, 9, 5, 4, 2])[0], said_by=None,
        time=Interval(year := str(2000 + draw.randrange(24)), year) if draw.random() < 0.5 else None,
        confidence=round(0.3 + 0.7 * draw.random(), 2), evidence=(evidence,),
    )  # fmt: skip


def _name(draw: random.Random) -> str:
    return "".join(draw.choices(SYLLABLES, k=draw.randint(2, 3))).capitalize()
