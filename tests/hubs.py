"""A graph with hubs: two bodies that are in thousands of facts, and a country in which everybody was born twice.

The shape that makes a query slow whose parts are joined in the wrong order: what each of `size` persons has to do
with the two bodies, where they were born (two places in one country, one article each), and what is denied of them.
"""

from kg.model import Document, Entity, Evidence, Fact, Knowledge, Passage, Status

LINE = "Somebody said something of somebody. "


def knowledge(size: int) -> Knowledge:
    """Give the corpus for so many persons; it has nine facts a person."""
    documents = [Document(id=f"article-{at}", text=LINE, title=f"Article {at}") for at in range(max(2, size // 20))]
    people = [f"person:p{at}" for at in range(size)]
    places = ["place:country", *(f"place:town-{at}" for at in range(20))]
    bodies = ["org:roscosmos", "org:nasa"]
    facts = [_fact(town, "kg:locatedIn", "place:country", documents[0]) for town in places[1:]]
    for at, person in enumerate(people):
        article, other = documents[at % len(documents)], documents[(at + 1) % len(documents)]
        town = places[1 + at % 20]
        facts += [_fact(person, "kg:visited", body, article) for body in bodies]
        facts += [_fact(body, "kg:criticized", person, article) for body in bodies]
        facts += [_fact(person, "kg:bornIn", town, article), _fact(person, "kg:bornIn", "place:country", other)]
        facts.append(_fact(person, "kg:diedIn", places[1 + (at + at % 10 // 9) % 20], article))
        facts.append(_fact(person, "kg:diedIn", town, other))
        facts.append(_fact(bodies[at % 2], "kg:criticized", person, other, Status.NEGATED))
    names = {"org:roscosmos": "Roscosmos", "org:nasa": "NASA"}
    entities = [
        Entity(each, names.get(each, each.partition(":")[2]), kind)
        for kind, ids in (("Person", people), ("Place", places), ("Organization", bodies))
        for each in ids
    ]
    unique = {fact.id: fact for fact in facts}
    return Knowledge(
        documents=tuple(sorted(documents, key=lambda each: each.id)),
        entities=tuple(sorted(entities, key=lambda each: each.id)),
        facts=tuple(unique[key] for key in sorted(unique)),
    )


def _fact(subject: str, predicate: str, thing: str, document: Document, status: Status = Status.ASSERTED) -> Fact:
    passage = Passage(document.id, 0, len(LINE) - 1)
    name = "-".join((subject, predicate, thing, status)).replace(":", "-")
    return Fact(
        id=f"fact:{name}",
        subject=subject,
        predicate=predicate,
        label=predicate.partition(":")[2],
        object=thing,
        status=status,
        said_by=None,
        time=None,
        confidence=0.9,
        evidence=(Evidence(passage, LINE[:-1], passage, "verb", 0.9),),
    )
