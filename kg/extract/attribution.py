"""Who says what: for each token inside reported content, its innermost speaker.

Content comes from verbs and nouns of speech and thought, from sources ("according to"), from headlines with a
colon, and from quotations. Where stretches lie in each other the shortest wins: in "X said that Y had announced
that Z flew", Y says the flight and X the announcement. The clause of speech itself is nobody's content.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract import quotes, reports, sources
from kg.extract.quotes import Quotation
from kg.extract.reports import Report, Stretch


def speakers(doc: Doc) -> dict[int, int]:
    """Map every token inside attributed content to the head token of its innermost speaker's noun phrase.

    The speaker may be a pronoun. Tokens that nobody in particular says are not in the map.
    """
    found = sorted([*reports.reports(doc), *sources.reports(doc)], key=lambda report: report.word)
    quotations = quotes.quotations(doc)
    stretches = [
        *_contents(doc, found, quotations),
        *quotes.attributed(doc, quotations, found),
        *sources.headlines(doc),
    ]
    said: dict[int, int] = {}
    # Longest first, so that what is said inside what is said comes out on top.
    for (start, end), speaker in sorted(stretches, key=lambda item: item[0][0] - item[0][1]):
        for i in range(start, end):
            said[i] = speaker
    return said


def is_speech(token: Token) -> bool:
    """Whether a token is a verb of speech or thought with content of its own, or "according" to somebody."""
    if token.lower_ in reports.words()["phrases"]:
        return token.dep_ == "prep"
    return token.pos_ in ("VERB", "AUX") and bool(reports.contents(token))


def _contents(doc: Doc, found: list[Report], quotations: list[Quotation]) -> Iterator[tuple[Stretch, int]]:
    """Yield what is reported, cut to the quotation that it is in or that it opens with."""
    for report in found:
        if report.speaker is None:
            continue
        for start, end in report.content:
            for part in _cut(doc, report.word, (start, end), quotations):
                yield part, report.speaker


def _cut(doc: Doc, word: int, content: Stretch, quotations: list[Quotation]) -> Iterator[Stretch]:
    start, end = content
    place = quotes.first_after(quotations, start - 1)
    for quotation in quotations[place : place + 1]:
        inside = quotation.start <= word < quotation.end
        if inside or (abs(start - quotation.start) <= 1 and quotes.has_verb(doc, quotation)):
            yield max(start, quotation.start), min(end, quotation.end)
            return
    yield start, end
