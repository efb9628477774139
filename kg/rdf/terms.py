"""Names and numbers as RDF terms, and back: the only place that mints IRIs.

A compact IRI becomes a full one by its prefix: `kg:` and `rel:` are vocabulary, any other prefix is a folder under
the base (`org:spacex` -> `<{base}org/spacex>`). The local part keeps the letters of every script; what Turtle's
PN_CHARS or an IRI doesn't hold is percent-encoded, which is undone exactly on the way back.

A literal is typed only where its text is the canonical lexical form of the type, since Oxigraph and rdflib rewrite
any other (`042` becomes `42`): what a document says stays as it says it.
"""

import datetime
import math
import re
import urllib.parse
from collections.abc import Mapping
from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode

from kg.errors import GraphError
from kg.model import Value

NAMESPACES: Mapping[str, str] = {
    "kg": "https://w3id.org/prosegraph/ns#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rel": "https://w3id.org/prosegraph/rel/",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

VOCABULARY = ("kg", "rel")
"""The prefixes of predicates; every other prefix of a compact IRI lies under the base."""

ENTITIES = ("concept", "event", "group", "org", "person", "place", "product", "programme", "thing", "work")
"""The prefixes of entities, one a class of the ontology."""

RECORDS = ("doc", "evidence", "fact", "join")
"""The prefixes of what is no entity."""

# Turtle's PN_CHARS (https://www.w3.org/TR/turtle/#grammar-production-PN_CHARS) without what RFC 3987 bars, and ~ and .
_UNSAFE = re.compile(
    "[^-.0-9A-Z_a-z~\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff\u200c\u200d\u203f\u2040\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]"
)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|urn:")
_PREFIX = re.compile(r"[a-z][a-z0-9]*")
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{0,14}[1-9]")
_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def prefixes(base: str) -> dict[str, str]:
    """Every prefix that a query or a file may use, sorted by name; `base` is the IRI that data lies under."""
    kinds = {kind: f"{base}{kind}/" for kind in (*ENTITIES, *RECORDS)}
    return dict(sorted({**NAMESPACES, **kinds}.items()))


@cache
def node(compact: str) -> NamedNode:
    """Give a term of a known vocabulary: `node("rdf:type")`."""
    prefix, _, local = compact.partition(":")
    return NamedNode(NAMESPACES[prefix] + local)


def iri(compact: str, *, base: str) -> NamedNode:
    """Turn a compact IRI into a full one; raises `GraphError` where it has no prefix."""
    prefix, colon, local = compact.partition(":")
    if not colon or not _PREFIX.fullmatch(prefix):
        raise GraphError(f"{compact!r} is no compact IRI such as org:spacex or kg:operates")
    folder = NAMESPACES[prefix] if prefix in VOCABULARY else f"{base}{prefix}/"
    return NamedNode(folder + _encode(well_formed(local)))


def compact(full: str, *, base: str) -> str:
    """Turn a full IRI back into the compact one that it was minted from; raises `GraphError` where it wasn't."""
    for prefix in VOCABULARY:
        if full.startswith(NAMESPACES[prefix]):
            return f"{prefix}:{urllib.parse.unquote(full.removeprefix(NAMESPACES[prefix]))}"
    prefix, slash, local = full.removeprefix(base).partition("/")
    if not full.startswith(base) or not slash or not _PREFIX.fullmatch(prefix):
        raise GraphError(f"<{full}> doesn't lie under {base}; open the graph with the base that it was built with")
    return f"{prefix}:{urllib.parse.unquote(local)}"


def link(address: str) -> NamedNode | Literal:
    """Give an address as an IRI if it is one, else as a string: nothing is repaired, so nothing is lost.

    `wd:Q42` counts as no address: JSON-LD would read it as a prefixed name.
    """
    try:
        return NamedNode(address) if _ADDRESS.match(well_formed(address)) else Literal(address)
    except ValueError:
        return Literal(address)


def string(text: str) -> Literal:
    """Give a plain string; raises `GraphError` on a lone surrogate, which no encoding of RDF can hold."""
    return Literal(well_formed(text))


def integer(number: int) -> Literal:
    """Give a count or an offset."""
    return Literal(str(number), datatype=node("xsd:integer"))


def decimal(number: float) -> Literal:
    """Give a confidence, to four digits, in the canonical form (`1`, not `1.0`, as Oxigraph has it)."""
    if not math.isfinite(number):
        raise GraphError(f"{number} is no confidence; it must lie between 0 and 1")
    text = f"{number:.4f}".rstrip("0").rstrip(".")
    return Literal("0" if text == "-0" else text, datatype=node("xsd:decimal"))


def date(text: str) -> Literal:
    """Give an ISO date as xsd:gYear, xsd:gYearMonth or xsd:date, by its precision; as a string if it is no date."""
    if _YEAR.fullmatch(text) and text != "0000":
        return Literal(text, datatype=node("xsd:gYear"))
    if _MONTH.fullmatch(text) and not text.startswith("0000"):
        return Literal(text, datatype=node("xsd:gYearMonth"))
    if _DAY.fullmatch(text) and _is_day(text):
        return Literal(text, datatype=node("xsd:date"))
    return string(text)


def number(text: str) -> Literal:
    """Give a number that is plainly one typed, so that SPARQL can compute; any other ("two dozen") as a string."""
    if _INTEGER.fullmatch(text):
        return Literal(text, datatype=node("xsd:integer"))
    if _DECIMAL.fullmatch(text):
        return Literal(text, datatype=node("xsd:decimal"))
    return string(text)


def literal(value: Value) -> Literal:
    """Give a value as a literal: a number or date is typed where its text is in canonical form."""
    return {"number": number, "date": date}.get(value.datatype, string)(value.text)


def datatype(term: Literal) -> str:
    """Tell which datatype a literal's type implies (`number`, `date` or `text`)."""
    match term.datatype.value.removeprefix(NAMESPACES["xsd"]):
        case "integer" | "decimal":
            return "number"
        case "gYear" | "gYearMonth" | "date":
            return "date"
        case _:
            return "text"


def well_formed(text: str) -> str:
    """Give the text back, if it is Unicode throughout; raises `GraphError` on a lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        around = text[max(0, error.start - 20) : error.start + 20]
        raise GraphError(f"a lone surrogate in {around!r}: the text was decoded wrongly; read it as UTF-8") from error
    return text


@lru_cache(maxsize=1 << 14)
def _encode(local: str) -> str:
    if local in (".", ".."):  # which would be resolved away
        return local.replace(".", "%2E")
    return _UNSAFE.sub(lambda match: urllib.parse.quote(match.group(), safe=""), local)


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
