"""Quotations: where they begin and end, and who speaks them.

A quotation may run over sentences and paragraphs: where a paragraph ends inside it, the next opens with a mark of
its own. It belongs to the verb of speech that its text depends on, or that stands right beside it; a quotation of
whole sentences without one goes on from who was last reported in its paragraph, or at the end of the one before.
A quoted phrase inside a sentence ("scare quotes") belongs to no one by itself. A mark that is never closed reaches
to the end of its sentence, or of its paragraph when the next paragraph opens with a mark.
"""

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from spacy.strings import get_string_id
from spacy.tokens import Doc

from kg.extract import reports as said
from kg.extract.reports import Report, Stretch

_OPENING = {"“": "”", "``": "''", "«": "»", "„": "“", "‘": "’"}
_STRAIGHT = frozenset({'"', "'"})
_CLOSING = frozenset({"”", "''", "»", "’"})
_MARKS = frozenset(get_string_id(mark) for mark in (*_OPENING, *_STRAIGHT, *_CLOSING))

_NEAR = 12
"""Tokens between a quotation's mark and a verb of speech that can still belong to it."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation by its first and last token, marks included, half-open; `paragraph` is the number of its own."""

    start: int
    end: int
    paragraph: int
    is_open: bool = False


def quotations(doc: Doc) -> list[Quotation]:
    """Give the outermost quotations of a document, one for each paragraph of those that run over several."""
    marks = [i for i, word in enumerate(doc.to_array("ORTH").tolist()) if word in _MARKS]
    if not marks:
        return []
    breaks = [i for i in np.flatnonzero(doc.to_array("IS_SPACE")).tolist() if "\n" in doc[i].text]
    found: list[Quotation] = []
    limits = [*breaks, len(doc)]
    for number, limit in enumerate(limits):
        start = breaks[number - 1] + 1 if number else 0
        inside = marks[bisect.bisect_left(marks, start) : bisect.bisect_left(marks, limit)]
        found += _paragraph(doc, inside, limit, number)
    return found


def _paragraph(doc: Doc, marks: list[int], limit: int, number: int) -> Iterator[Quotation]:
    """Yield the quotations of one paragraph by its marks."""
    opened, closer = -1, ""
    for i in marks:
        text = doc[i].text
        if opened < 0:
            if text in _OPENING or (text in _STRAIGHT and _opens(doc, i)):
                opened, closer = i, _OPENING.get(text, text)
        elif text == closer and _closes(doc, i):
            yield Quotation(opened, i + 1, number)
            opened = -1
    if opened >= 0:
        following = doc[limit + 1].text if limit + 1 < len(doc) else ""
        runs_on = following in _OPENING or following in _STRAIGHT
        end = limit if runs_on else max(opened + 1, min(limit, doc[opened].sent.end))
        yield Quotation(opened, end, number, runs_on)


def _opens(doc: Doc, i: int) -> bool:
    """Whether a straight mark can open: space or a bracket before it, none after; an apostrophe never does."""
    if doc[i].tag_ == "POS" or (doc[i].whitespace_ and doc[i].text == "'"):
        return False
    before = doc[i - 1] if i else None
    free = before is None or bool(before.whitespace_) or before.is_space or before.is_punct
    return free or doc[i].text == '"'


def _closes(doc: Doc, i: int) -> bool:
    """Whether a mark can close: single ones are apostrophes inside words and after a plural."""
    if doc[i].text not in ("'", "’"):
        return True
    if doc[i].tag_ == "POS" or (i + 1 < len(doc) and not doc[i].whitespace_ and doc[i + 1].is_alpha):
        return False
    return doc[i - 1].is_punct or i + 1 == len(doc) or not doc[i + 1].is_alpha or bool(doc[i].whitespace_)


def attributed(doc: Doc, found: list[Quotation], reports: list[Report]) -> Iterator[tuple[Stretch, int]]:
    """Yield each quotation that has a speaker, with the head of the speaker's noun phrase."""
    last: tuple[Quotation, int] | None = None
    places = [report.word for report in reports]
    for quotation in found:
        low = bisect.bisect_left(places, quotation.start - 60)
        high = bisect.bisect_right(places, quotation.end + 60)
        speaker = _by_report(doc, quotation, reports[low:high])
        before = doc[quotation.start - 1] if quotation.start else None
        if speaker is None and before is not None and before.text == ":":
            speaker = said.introduced(before)
        elif speaker is None and _is_whole(doc, quotation):
            speaker = _carried(doc, quotation, last, reports[:high][-8:])
        if speaker is not None:
            last = (quotation, speaker)
            yield (quotation.start, quotation.end), speaker


def _by_report(doc: Doc, quotation: Quotation, near: Iterable[Report]) -> int | None:
    """Give the speaker of the verb that reports the quotation, or that stands next to it."""
    best: tuple[int, int] | None = None
    for report in near:
        if report.speaker is None or quotation.start <= report.word < quotation.end:
            continue
        rank = _rank(doc, quotation, report)
        if rank is not None and (best is None or rank < best[0]):
            best = (rank, report.speaker)
    return best[1] if best else None


def _rank(doc: Doc, quotation: Quotation, report: Report) -> int | None:
    """Rank a report for a quotation, the smaller the better; None where they have nothing to do with each other."""
    for start, end in report.content:
        if start < quotation.end - 1 and end > quotation.start + 1:
            return end - start
    if quotation.end <= report.word <= quotation.end + _NEAR:
        between = doc[quotation.end - 2 : report.word]
        stops = sum(token.text in (".", ";") or "\n" in token.text for token in between)
        return None if stops else 1000 + report.word - quotation.end
    if quotation.start - 2 * _NEAR <= report.word < quotation.start:
        before = doc[quotation.start - 1]
        between = doc[report.word : quotation.start]
        if (before.text in (",", ":") or before.i == report.word) and not any(token.text == "." for token in between):
            return 2000 + quotation.start - report.word
    return None


def _is_whole(doc: Doc, quotation: Quotation) -> bool:
    """Whether a quotation holds at least a sentence, rather than a phrase of one."""
    first = doc[quotation.start]
    before = doc[quotation.start - 1] if quotation.start else None
    begins = before is None or before.is_space or first.is_sent_start or before.text in (":", ".", "?", "!", *_CLOSING)
    return bool(begins) and has_verb(doc, quotation)


def has_verb(doc: Doc, quotation: Quotation) -> bool:
    """Whether there is a verb in a quotation."""
    return any(token.pos_ in ("VERB", "AUX") for token in doc[quotation.start : quotation.end])


def _carried(
    doc: Doc, quotation: Quotation, last: tuple[Quotation, int] | None, reports: Iterable[Report]
) -> int | None:
    """Give who spoke last, where the text goes on with them."""
    if last and last[0].is_open and last[0].paragraph == quotation.paragraph - 1:
        return last[1]
    named = [report for report in reports if report.speaker is not None and report.word < quotation.start]
    if not named:
        return last[1] if last and last[0].paragraph == quotation.paragraph else None
    latest = named[-1]
    if last and last[0].start > latest.word:
        return last[1] if last[0].paragraph >= quotation.paragraph - 1 else None
    gap = doc[latest.word : quotation.start]
    stops = sum(1 for token in gap if token.is_sent_start)
    return latest.speaker if stops <= 1 else None


def first_after(found: list[Quotation], i: int) -> int:
    """Give the place of the first quotation that ends behind a token."""
    return bisect.bisect_right(found, i, key=lambda quotation: quotation.end - 1)
