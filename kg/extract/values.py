"""Arguments that are no things: numbers with their units, and dates."""

from collections.abc import Mapping

from spacy.tokens import Span, Token

from kg.extract.time import TimeExpression
from kg.model import Passage, Value

NUMBERS = frozenset({"CARDINAL", "QUANTITY", "MONEY", "PERCENT"})
DATES = frozenset({"DATE", "TIME"})


def value(head: Token, document: str, dates: Mapping[int, TimeExpression]) -> Value | None:
    """Read the argument headed by a token as a number or a date; None where it is neither.

    `dates` maps each token of a time expression to it. A date whose day can't be told gives no value.
    """
    expression = dates.get(head.i)
    interval = expression.interval if expression else None
    if expression and not head.like_num and not (interval and (interval.start or interval.end)):
        return None
    if expression and interval and (interval.start or interval.end):
        span = head.doc[expression.start : expression.end]
        return Value(
            interval.end or interval.start if interval.start != interval.end else interval.start,
            "date",
            _passage(span, document),
        )
    if head.ent_type_ in NUMBERS:
        span = next(ent for ent in head.sent.ents if ent.start <= head.i < ent.end)
        return Value(span.text, "number", _passage(span, document))
    if head.like_num and head.dep_ != "compound":
        return Value(head.text, "number", _passage(head.doc[head.i : head.i + 1], document))
    return None


def counted(noun: Token, document: str) -> Value | None:
    """Read a noun that only counts things as a number with its unit: "at least 27 people", not "the two ships"."""
    number = next((child for child in noun.lefts if child.dep_ == "nummod" and child.ent_type_ in NUMBERS), None)
    if number is None or noun.tag_ != "NNS" or any(child.dep_ in ("det", "poss") for child in noun.lefts):
        return None
    span = noun.doc[min(number.left_edge.i, noun.left_edge.i) : noun.i + 1]
    return Value(span.text, "number", _passage(span, document))


def _passage(span: Span, document: str) -> Passage:
    return Passage(document, span.start_char, span.end_char)
