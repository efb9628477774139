"""Which of the media types that we have a client wants: RFC 9110, section 12.5.1."""

import re
from collections.abc import Iterable, Sequence

TABLES = (
    ("json", "application/sparql-results+json"),
    ("json", "application/json"),
    ("xml", "application/sparql-results+xml"),
    ("xml", "application/xml"),
    ("xml", "text/xml"),
    ("csv", "text/csv"),
    ("tsv", "text/tab-separated-values"),
)
"""Formats of tables with their media types; of those that a client likes equally, the first is taken."""

GRAPHS = (
    ("turtle", "text/turtle"),
    ("ntriples", "application/n-triples"),
    ("jsonld", "application/ld+json"),
    ("jsonld", "application/json"),
    ("rdfxml", "application/rdf+xml"),
    ("rdfxml", "application/xml"),
    ("rdfxml", "text/xml"),
)
DATASETS = (("nquads", "application/n-quads"), ("trig", "application/trig"), ("jsonld", "application/ld+json"))
"""Formats that keep graphs apart."""

BODIES = {media: syntax for syntax, media in GRAPHS} | {media: syntax for syntax, media in DATASETS}

_RANGE = re.compile(r"\s*([!#$%&'*+.^_`|~\w-]+)/([!#$%&'*+.^_`|~\w-]+)\s*((?:;[^;]*)*)$")
_QUALITY = re.compile(r";\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*(?=;|$)", re.IGNORECASE)


def choose(accept: str, offers: Iterable[Sequence[str]]) -> tuple[str, str] | None:
    """Give the format and media type that fit best, or None where none is wanted; no header accepts anything."""
    ranges = list(_ranges(accept)) or [("*", "*", 1.0)]
    best, found = 0.0, None
    for syntax, media in offers:
        if (quality := _quality(media, ranges)) > best:
            best, found = quality, (syntax, media)
    return found


def named(syntax: str, offers: Iterable[Sequence[str]]) -> tuple[str, str] | None:
    """Give the first media type of a format."""
    return next(((each, media) for each, media in offers if each == syntax), None)


def prefers_html(accept: str) -> bool:
    """Whether a client would rather have a page than data, as browsers would."""
    ranges = [each for each in _ranges(accept) if each[:2] != ("*", "*")]
    data = {media for _, media in (*TABLES, *GRAPHS)}
    page = _quality("text/html", ranges)
    return page > 0 and page >= max(_quality(media, ranges) for media in data)


def _ranges(accept: str) -> Iterable[tuple[str, str, float]]:
    """Read a header; what is malformed is passed over."""
    for part in accept.lower().split(","):
        if found := _RANGE.match(part):
            quality = _QUALITY.search(found[3])
            yield found[1], found[2], float(quality[1]) if quality else 1.0


def _quality(media: str, ranges: Iterable[tuple[str, str, float]]) -> float:
    """Give the weight of a type: that of the most specific range that holds it."""
    kind, _, subtype = media.partition("/")
    fitting = [
        (range_[0] != "*", range_[1] != "*", range_[2])
        for range_ in ranges
        if range_[0] in ("*", kind) and range_[1] in ("*", subtype)
    ]
    return max(fitting)[2] if fitting else 0.0
