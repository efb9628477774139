"""How a clause puts what it says, when it holds, and who says it."""

from spacy.tokens import Token

from kg.extract import contexts, readings, status, time, wordlists
from kg.extract.clauses import Proposition
from kg.extract.readings import Manner, Reading
from kg.model import Interval


def of(reading: Reading, head: int) -> Manner | None:
    """Read off the clause that a token heads; None for a question, an order or a wish."""
    if head not in reading.manners:
        reading.manners[head] = _manner(reading, head) if status.is_assertable(reading.doc[head]) else None
    return reading.manners[head]


def time_of(reading: Reading, proposition: Proposition, manner: Manner) -> Interval | None:
    """When it holds: its clause's time, unless one of several objects has its own ("Skype in 2011 and Bebo in 2012").

    An age is true on the day of publication, and says nothing without a day.
    """
    published = reading.document.published
    if proposition.rule == "noun/age":
        return manner.time or (Interval(published, published) if published else None)
    for end in (proposition.object, proposition.subject):
        token = reading.doc[end]
        if token.dep_ == "conj" and token.n_rights and reading.expressions:
            own = time.of_conjunct(token, reading.expressions, reading.doc)
            if own:
                return own
    return manner.time


def is_content(reading: Reading, proposition: Proposition) -> bool:
    """Whether what is read belongs to what somebody says: a noun phrase in reported speech is the writer's own."""
    return (
        not proposition.rule.startswith("noun/")
        or proposition.rule == "noun/event"
        or any(start <= proposition.head < end for start, end in reading.quoted)
    )


def _manner(reading: Reading, i: int) -> Manner:
    head, speaker = reading.doc[i], reading.speakers.get(i)
    standing = contexts.standing(head)
    return Manner(
        status=standing.status(),
        is_denied=not standing.holds,
        time=_time(reading, head),
        said_by=None if speaker is None else readings.mention(reading, speaker, at=speaker),
        sentence=readings.sentence(reading, head),
        trigger=readings.passage(reading, i, i + 1),
    )


def _time(reading: Reading, head: Token) -> Interval | None:
    """When a clause holds; in "the first to be launched since 1976" the year is no time of the launch."""
    found = time.of(head, reading.expressions, reading.doc)
    ordinals = wordlists.load("control")["ordinals"]
    if found and not found.end and head.dep_ in ("acl", "relcl"):
        ranked = any(child.lower_ in ordinals or child.tag_ == "JJS" for child in (*head.head.lefts, *head.lefts))
        ranked = ranked or any(token.lower_ in ordinals for child in head.lefts for token in child.lefts)
        return None if ranked else found
    return found
