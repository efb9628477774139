"""What a SPARQL query answered: as Python values, as cells of a table, and in the formats of the W3C."""

import codecs
import datetime
import decimal
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import BinaryIO, cast

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat

from kg import rdf
from kg.errors import QueryError
from kg.store import Answer

Term = NamedNode | BlankNode | Literal | pyoxigraph.Triple | None
Value = str | int | float | bool | decimal.Decimal | datetime.date | None

TABLES = {
    "csv": QueryResultsFormat.CSV,
    "json": QueryResultsFormat.JSON,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}
"""Formats for what SELECT and ASK answer."""

GRAPHS = {
    "jsonld": RdfFormat.JSON_LD,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "turtle": RdfFormat.TURTLE,
}
"""Formats for what CONSTRUCT and DESCRIBE answer."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_PYTHON: dict[str, Callable[[str], Value]] = {
    "boolean": lambda text: text in ("true", "1"),
    "date": datetime.date.fromisoformat,
    "decimal": decimal.Decimal,
    "double": float,
    "float": float,
    "integer": int,
}


def rows(answer: Answer) -> list[dict[str, Value]]:
    """Give what SELECT answered as Python values, IRIs as strings, None where a variable is unbound.

    Raises `QueryError` for the answer of another form of query.
    """
    if not isinstance(answer, QuerySolutions):
        raise QueryError("this is no SELECT query, so that there are no rows; kg query runs the other forms")
    names = [variable.value for variable in answer.variables]
    return [dict(zip(names, map(_value, solution), strict=True)) for solution in answer]


def is_table(answer: Answer) -> bool:
    """Whether an answer has rows, or is a plain true or false; the others are graphs."""
    return isinstance(answer, QuerySolutions | QueryBoolean)


def default(answer: Answer) -> str:
    """Name the format for an answer on its way to another program."""
    return "csv" if is_table(answer) else "turtle"


def table(answer: Answer, *, base: str) -> tuple[list[str], Iterator[list[str]]]:
    """Give what SELECT or ASK answered as a heading and rows of short readable cells; raises `QueryError`."""
    if isinstance(answer, QueryBoolean):
        return ["answer"], iter([["true" if answer else "false"]])
    if not isinstance(answer, QuerySolutions):
        raise QueryError(f"this query's answer is a graph, no table; ask for {', '.join(sorted(GRAPHS))}")
    heading = [variable.value for variable in answer.variables]
    prefixes = rdf.prefixes(base)
    return heading, ([cell(term, prefixes=prefixes) for term in solution] for solution in answer)


def cell(term: Term, *, prefixes: Mapping[str, str]) -> str:
    """Write a term for a reader: an IRI with its prefix, a literal without its datatype."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return _short(term.value, prefixes)
    return term.value if isinstance(term, Literal | BlankNode) else str(term)


def formats(answer: Answer) -> list[str]:
    """Name the formats that an answer can be written in."""
    return sorted(TABLES if isinstance(answer, QuerySolutions | QueryBoolean) else GRAPHS)


def write(answer: Answer, *, format: str, base: str, out: BinaryIO) -> None:  # noqa: A002 -- as in kg.export
    """Write an answer in one of its `formats`; raises `QueryError` for any other."""
    if format not in formats(answer):
        raise QueryError(f"this query's answer can't be written as {format}; it can as {', '.join(formats(answer))}")
    if isinstance(answer, QuerySolutions | QueryBoolean):
        content = answer.serialize(format=TABLES[format]) or b""
        out.write(_checked(content) if format == "xml" else content)
        out.write(b"" if content.endswith(b"\n") else b"\n")
        return
    triples, prefixes = _ordered(answer), rdf.prefixes(base)
    if format == "turtle":
        out.write("".join(rdf.turtle(triples, prefixes=prefixes)).encode())
    elif format == "rdfxml":
        out.write(rdf.rdfxml(triples, prefixes=prefixes))
    else:
        pyoxigraph.serialize(triples, out, format=GRAPHS[format], prefixes=prefixes)


def stream(answer: Answer, *, format: str, base: str, out: BinaryIO) -> None:  # noqa: A002 -- as in kg.export
    """Write an answer as `write` does, tables and N-Triples without holding all of it, and these in no order."""
    if isinstance(answer, QuerySolutions | QueryBoolean) and format in TABLES:
        answer.serialize(cast(BinaryIO, _XmlFile(out)) if format == "xml" else out, format=TABLES[format])
    elif format == "ntriples" and not isinstance(answer, QuerySolutions | QueryBoolean):
        pyoxigraph.serialize(answer, out, format=RdfFormat.N_TRIPLES)
    else:
        write(answer, format=format, base=base, out=out)


class _XmlFile:
    """Passes XML on, checked and with its carriage returns escaped; a piece never ends within a character."""

    def __init__(self, out: BinaryIO) -> None:
        self.out, self.decoder = out, codecs.getincrementaldecoder("utf-8")()

    def write(self, content: bytes) -> int:
        self.out.write(_checked(self.decoder.decode(content).encode()))
        return len(content)

    def flush(self) -> None:
        self.out.flush()


def _checked(content: bytes) -> bytes:
    """Escape carriage returns, which Oxigraph leaves bare; raises `QueryError` on what XML can't hold."""
    if found := rdf.NOT_XML.search(content.decode()):
        raise QueryError(f"XML can't hold U+{ord(found.group()):04X}, which is in the answer; ask for json")
    return content.replace(b"\r", b"&#13;")


def _ordered(triples: Iterable[pyoxigraph.Triple]) -> list[pyoxigraph.Triple]:
    """Sort a graph and name its blank nodes, since it has no order and the same query should print the same text."""
    graph = pyoxigraph.Dataset(pyoxigraph.Quad(*triple) for triple in triples)
    graph.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((quad.triple for quad in graph), key=str)


def _value(term: Term) -> Value:
    """Give a literal of a common datatype as Python has it; anything else, and what doesn't fit, as a string."""
    if isinstance(term, Literal):
        datatype = term.datatype.value.removeprefix(_XSD)
        with suppress(ValueError, decimal.InvalidOperation, KeyError):
            return _PYTHON[datatype](term.value)
        return term.value
    if isinstance(term, NamedNode | BlankNode):
        return term.value
    return None if term is None else str(term)


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    """Write an IRI with the longest prefix that leaves something behind; as it is where none does."""
    fitting = [(len(start), name) for name, start in prefixes.items() if iri.startswith(start) and iri != start]
    if not fitting:
        return iri
    length, name = max(fitting)
    return f"{name}:{iri[length:]}" if "/" not in iri[length:] else iri
