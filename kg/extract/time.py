"""When things happen: expressions of time, resolved against the day of publication, and the clauses they hold for.

Event time is not publication time. A bare "March" or "Tuesday" is the last one in a clause about the past and the
next one in a clause about the future, the day of publication included; "two days later" counts from the time named
before it. What is no time of an event (durations, ages, frequencies, times of day) is found, too, so that nothing
else takes it for a thing, but has no interval.
"""

import bisect
import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from kg.extract import periods, tense, timeclauses, timeforms, timevalues
from kg.extract.timeforms import Form
from kg.extract.timevalues import Reference
from kg.model import Interval

REACH = 2
"""Sentences over which "two days later" and "that month" reach back."""
_TIMELESS = frozenset({"age", "clock", "frequency"})
_KINDS = {"iso": "date", "european": "date", "holiday": "date", "deictic": "date", "ago": "relative"}
_KINDS |= {"before": "relative", "edge": "relative", "weekend": "relative", "past": "span"}
_DATES = frozenset({"date", "european", "month", "season", "quarter"})
_BY_TENSE = _DATES | {"holiday", "weekday", "duration", "weekend"}
_AMOUNTS = frozenset({"CARDINAL", "MONEY", "QUANTITY", "PERCENT", "ORDINAL"})
_MODIFIERS = frozenset({"compound", "nummod", "amod", "nmod", "poss"})


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """An expression of time: token offsets, half-open, and its syntactic head; no interval where none is told."""

    start: int
    end: int
    head: int
    interval: Interval | None
    kind: str


def expressions(doc: Doc, published: str) -> tuple[TimeExpression, ...]:
    """Find the expressions of a document in order; without a day of publication relative ones have no interval."""
    day = _day(published)
    starts: list[int] = []
    found: list[TimeExpression] = []
    text = doc.text  # made anew at each look
    for group in _groups(doc, text, list(_accepted(doc, text))):
        starts = starts or [sentence.start for sentence in doc.sents]
        span = doc[group[0][1].start : group[-1][1].end]
        preceding = _preceding(found, starts, span.start)
        interval = _interval(group, text, Reference(day, preceding[1]), named=preceding[0])
        kind = "range" if len(group) > 1 else _KINDS.get(group[0][0].kind, group[0][0].kind)
        kind = "relative" if kind == "duration" and interval else kind
        found.append(TimeExpression(span.start, span.end, group[0][1].root.i, interval, kind))
    return tuple(found)


def of(clause_head: Token, expressions: tuple[TimeExpression, ...], doc: Doc) -> Interval | None:
    """Give the time that holds for the clause headed by a verb, or by a noun that names an event; None for none."""
    sentence = clause_head.sent
    low = bisect.bisect_left(expressions, sentence.start, key=lambda expression: expression.start)
    high = bisect.bisect_left(expressions, sentence.end, key=lambda expression: expression.start)
    near = [expression for expression in expressions[low:high] if expression.interval]
    if not near:
        return None
    ties = [timeclauses.tie(doc, expression.head, expression.end, expression.kind) for expression in near]
    chosen = timeclauses.chosen(clause_head, ties)
    return near[ties.index(chosen)].interval if chosen else None


def of_conjunct(noun: Token, expressions: tuple[TimeExpression, ...], doc: Doc) -> Interval | None:
    """Give the time that hangs on one of several coordinated nouns itself; None for none."""
    for expression in expressions:
        if noun.i < expression.start <= noun.right_edge.i and expression.interval:
            tie = timeclauses.tie(doc, expression.head, expression.end, expression.kind)
            if tie.nouns[:1] == (noun.i,) and not tie.bare:
                return expression.interval
    return None


def _day(published: str) -> datetime.date | None:
    """The day of publication; None where it isn't known to the day."""
    try:
        return datetime.date.fromisoformat(published)
    except ValueError:
        return None


def _preceding(found: list[TimeExpression], starts: list[int], token: int) -> tuple[Interval | None, Interval | None]:
    """The year named before in the same sentence, and the last time named within reach."""
    here = bisect.bisect_right(starts, token) - 1
    for expression in reversed(found):
        distance = here - (bisect.bisect_right(starts, expression.start) - 1)
        if distance > REACH:
            break
        if expression.interval:
            is_year = expression.kind == "year" and not distance
            return (expression.interval if is_year else None), expression.interval
    return None, None


def _groups(doc: Doc, text: str, accepted: list[tuple[Form, Span]]) -> Iterator[list[tuple[Form, Span]]]:
    """Put the two ends of a range together; all others stay by themselves."""
    rest = iter(range(len(accepted)))
    for number in rest:
        group = accepted[number : number + 2]
        if len(group) == 2 and _is_range(doc, text, *group):
            next(rest)
            yield group
        else:
            yield group[:1]


def _is_range(doc: Doc, text: str, first: tuple[Form, Span], second: tuple[Form, Span]) -> bool:
    """Whether two forms are the ends of one range: "from X to Y", "between X and Y", "X–Y"."""
    timeless = _TIMELESS | {"duration"}
    between = text[first[0].end : second[0].start]
    if first[0].kind in timeless or second[0].kind in timeless or len(between) > 16:
        return False
    if between.strip().lower() in {"and", "and the"}:
        return timeforms.before(text, first[0].start) == "between"
    if not timeforms.is_range(between) or (between.strip() in "-–—" != between and first[0].kind != second[0].kind):
        return False
    previous = doc[first[1].start - 1] if first[1].start else None
    return previous is None or previous.head.lemma_ not in timeforms.words("moving")


def _interval(group: list[tuple[Form, Span]], text: str, seen: Reference, *, named: Interval | None) -> Interval | None:
    """The interval of a form, open at one side where a word before it says so, or that of a range."""
    form, span = group[0]
    needs_tense = form.kind in _BY_TENSE or form.parts.get("unit") == "weekend"
    if needs_tense and "year" not in form.parts and tense.is_future(span.root):
        seen = replace(seen, future=True)
    elif named and form.kind in _DATES:
        seen = replace(seen, published=periods.last(named))  # "in 1969, on July 20"
    if len(group) > 1:
        return _range(form, group[1][0], seen)
    if form.kind == "duration" and timeforms.before(text, form.start) != "in":
        return None
    if form.parts.get("way") in {"before", "after", "prior"} and _goes_on(span):
        return None
    return _opened(timevalues.interval(form, seen), span, timeforms.opening(text, form.start))


def _range(first: Form, second: Form, seen: Reference) -> Interval | None:
    """From the first to the second; whichever lacks its year takes it from the other."""
    if "year" in second.parts and "year" not in first.parts:
        end = timevalues.interval(second, seen)
        start = timevalues.interval(first, replace(seen, published=periods.last(end), future=False)) if end else None
    else:
        start = timevalues.interval(first, seen)
        after = replace(seen, published=periods.first(start), future=True) if start else seen
        end = timevalues.interval(second, after if second.kind not in {"deictic", "relative", "ago"} else seen)
    if not start or not end or periods.first(start) > periods.last(end):
        return start or end
    return Interval(start.start, end.end)


def _opened(interval: Interval | None, span: Span, opening: str) -> Interval | None:
    """Open one side of an interval for "since 1976", "by 2024", "until Friday", but not for "before Monday's vote"."""
    following = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    if interval and opening == "from" and following in {"on", "onward", "onwards"}:
        return Interval(interval.start, "")
    if not interval or not opening or (span.root.dep_ in _MODIFIERS and span.root.head.i >= span.end):
        return interval
    if opening in timeforms.words("until"):
        return Interval("", interval.end)
    return interval if opening == "from" and not _starts(span) else Interval(interval.start, "")


def _starts(span: Span) -> bool:
    """Whether "from" tells when an event began.

    It may tell which one is meant ("a letter from last year"), or compare ("fell from a year earlier").
    """
    previous = span.doc[span.start - 1]
    verb = previous.head
    return previous.lower_ == "from" and verb.pos_ in {"VERB", "AUX"} and verb.lemma_ not in timeforms.words("changing")


def _goes_on(span: Span) -> bool:
    """Whether it is told before or after what: "two days after the vote"."""
    return span.end < len(span.doc) and span.doc[span.end].pos_ not in {"PUNCT", "CCONJ", "SPACE"}


def _accepted(doc: Doc, text: str) -> Iterator[tuple[Form, Span]]:
    """The forms that the parse doesn't speak against, with their tokens; each token once."""
    taken = 0
    for form in timeforms.scan(text):
        span = doc.char_span(form.start, form.end, alignment_mode="expand")
        if span is not None and span.start >= taken and _is_time(form, span, text):
            taken = span.end
            yield form, span


def _is_time(form: Form, span: Span, text: str) -> bool:
    """Whether a form is what it looks like: March may be a verb, May a name, and 2000 a number of people."""
    words = span.text
    if form.kind in {"date", "european", "month", "weekday"}:
        at = words.lower().rfind(form.parts["name"])
        if not words[at].isupper() or (
            form.kind in {"month", "weekday"} and span[-1].ent_type_ in timeforms.words("names")
        ):
            return False
    if form.kind == "weekday" and span.start and span.root.nbor(-1).dep_ == "compound" and span.root.i == span.start:
        return False  # "Sheffield Wednesday", "Black Friday"
    if form.kind == "month":
        return _is_month(form, span, text)
    if form.kind == "year":
        return _is_year(form, span, text)
    if form.kind == "season":
        return bool(form.parts.keys() & {"year", "of", "relative"}) or _is_season(form, span, text)
    if form.kind == "duration" and form.parts["unit"] == "quarter":
        return span.root.ent_type_ == "DATE"  # "a quarter of the voters"
    if form.kind == "quarter" and not form.parts.keys() & {"year", "of", "q"}:
        return "quarter" in form.parts and span.root.ent_type_ == "DATE"
    return not (form.kind == "deictic" and span[0].ent_type_ in timeforms.words("names"))


def _is_month(form: Form, span: Span, text: str) -> bool:
    """Whether a bare month is one: the model calls it a date, or a preposition before it does."""
    name, token = form.parts["name"], span[-1]
    if token.dep_ in {"nsubj", "nsubjpass"} or (span.start and token.nbor(-len(span)).pos_ == "PROPN"):
        return False  # "May said", "Theresa May"
    if len(name) <= 4 and name not in {"june", "july", "may"} and not form.parts.keys() & {"dot", "year"}:
        return False
    if form.parts.keys() & {"year", "of", "relative"} or token.ent_type_ == "DATE":
        return True
    return timeforms.before(text, form.start) in timeforms.words("before") and token.tag_ not in {"MD", "VB"}


def _is_year(form: Form, span: Span, text: str) -> bool:
    """Whether four digits are a year: "in 1998", "the 2008 crisis", not "2000 people" nor "Expo 2020"."""
    token = span[-1]
    counts = token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ == "NNS"
    if (
        counts
        and span.start
        and span[0].nbor(-1).pos_ not in {"DET", "PRON"}
        and token.ent_type_ not in {"DATE", "EVENT"}
    ):
        return False
    if span.start and token.head.i == span.start - 1 and token.head.pos_ == "PROPN":
        return token.head.lower_.strip(".") in timeforms.table("months")
    prepared = timeforms.before(text, form.start) in timeforms.words("before")
    if token.ent_type_ in _AMOUNTS | timeforms.words("names"):
        return prepared and token.dep_ == "pobj" and token.ent_type_ not in {"MONEY", "QUANTITY", "PERCENT"}
    return token.ent_type_ in {"DATE", "EVENT", "TIME"} or prepared


def _is_season(form: Form, span: Span, text: str) -> bool:
    """Whether a bare season is one: "in the fall", but not "in the fall of Rome"."""
    goes_on = span.end < len(span.doc) and span.doc[span.end].lower_ == "of"
    return not goes_on and timeforms.before(text, form.start) in timeforms.words("within_season")
