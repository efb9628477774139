"""SPARQL texts: what a query may not do, and where one is wrong.

Oxigraph says at which place its parser gave up, which is behind the mistake: where a keyword may stand it reads as
many characters as the keyword has before it compares. So the mistake is found by asking it again: the text is cut
after a token and followed by blank lines; if the parser reads on into these, all before is the beginning of some
query, and what it says that it expected there is what may follow. A binary search finds the first token that may not.
"""

import difflib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph

from kg.errors import QueryError

_LOCAL = r"(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.)"
_TOKEN = re.compile(
    rf"""(?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*>)
    | (?P<string>"{{3}}(?:\\.|[^\\])*?"{{3}} | '{{3}}(?:\\.|[^\\])*?'{{3}}
        | "(?:\\.|[^"\\\n\r])*" | '(?:\\.|[^'\\\n\r])*')
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:_|[^\W\d_](?:[\w.-]*[\w-])?)?:(?:{_LOCAL}(?:(?:\.|{_LOCAL})*{_LOCAL})?)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<number>[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)
    | (?P<sign>&&|\|\||\^\^|[<>!]=|\S)""",
    re.VERBOSE | re.DOTALL,
)
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_KEYWORDS = frozenset(
    (
        *("ASK", "BIND", "BY", "CONSTRUCT", "COUNT", "DESCRIBE", "DISTINCT", "EXISTS", "FILTER", "FROM", "GRAPH"),
        *("GROUP", "HAVING", "LIMIT", "MINUS", "NOT", "OFFSET", "OPTIONAL", "ORDER", "PREFIX", "SELECT", "UNION"),
        *("VALUES", "WHERE"),
    )
)
_BLANK = "\n" * 64
"""Longer than any keyword of SPARQL, so that looking ahead for one ends inside it."""
_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_EXPECTED = {
    '"?"': "a variable",
    '"<"': "a name such as kg:Person or <http://…>",
    '":"': "a name such as kg:Person or <http://…>",
    '"\'"': "a text",
    "['0'..='9']": "a number",
    '"a"': "a",
    "[_]": "a keyword",
} | {f'"{sign}"': sign for sign in (".", ";", ",", "(", ")", "{", "}", "*", "=")}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: what it is (`iri`, `name`, `word` …), its text, and where it starts."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The place behind it."""
        return self.start + len(self.text)

    def is_word(self, word: str) -> bool:
        """Whether this is a keyword, in capitals or not."""
        return self.kind == "word" and self.text.upper() == word


def tokens(query: str) -> list[Token]:
    """Cut a query into tokens; comments are left out."""
    found = (Token(match.lastgroup or "", match.group(), match.start()) for match in _TOKEN.finditer(query))
    return [token for token in found if token.kind != "comment"]


def refuse_writing(query: str) -> None:
    """Raise `QueryError` on what changes something, or reaches another server."""
    found = tokens(query)
    for token in found:
        if token.is_word("SERVICE"):
            raise _error(query, token, "SERVICE asks another server, and a query stays in its own graph; leave it out")
    first = next(_outside_prologue(found), None)
    if first and first.kind == "word" and first.text.upper() in _UPDATES:
        raise _error(query, first, f"a query reads; it changes nothing: {first.text.upper()} is refused")


def refuse_reaching(update: str) -> None:
    """Raise `QueryError` on an update that asks or reads another server."""
    for token in tokens(update):
        if token.is_word("SERVICE") or token.is_word("LOAD"):
            raise _error(update, token, f"{token.text.upper()} reaches another server; send the data with the update")


def with_using(update: str, *, default: Iterable[str], named: Iterable[str]) -> str:
    """Give each WHERE of an update the graphs that it reads; raises `QueryError` where the update names some itself.

    It is what the parameters `using-graph-uri` and `using-named-graph-uri` of the SPARQL 1.1 Protocol ask for.
    """
    clauses = [f"USING <{iri}> " for iri in default] + [f"USING NAMED <{iri}> " for iri in named]
    if not clauses:
        return update
    text, behind = "", 0
    found = list(_outermost(tokens(update)))
    for before, token in zip([None, *found], found, strict=False):
        if token.is_word("USING") or token.is_word("WITH"):
            raise _error(update, token, f"{token.text.upper()}, where the request names graphs too; keep one of them")
        if token.is_word("WHERE"):
            pattern = update[token.end : _closing(update, token)] if before and before.is_word("DELETE") else ""
            text += update[behind : token.start] + pattern + " " + "".join(clauses)
            behind = token.start
    return text + update[behind:]


def clearing_silently(update: str) -> str:
    """Let CLEAR GRAPH pass where there is no such graph, since it leaves behind what it should: nothing.

    Oxigraph takes it for an error; the W3C's protocol test `update_base_uri` begins with one.
    """
    found = list(_outermost(tokens(update)))
    for token, follows in reversed(list(itertools.pairwise(found))):
        if token.is_word("CLEAR") and follows.is_word("GRAPH"):
            update = f"{update[: token.end]} SILENT{update[token.end :]}"
    return update


def graphs(query: str, *, prefixes: Mapping[str, str]) -> list[tuple[Token, str]]:
    """Give the graphs that the query names with FROM and FROM NAMED, as IRIs with their places."""
    found = tokens(query)
    known = {**prefixes, **_declared(found)}
    sources = []
    for index, token in enumerate(found):
        if token.is_word("FROM"):
            follows = [each for each in found[index + 1 : index + 3] if not each.is_word("NAMED")][:1]
            sources += [(each, _expanded(each, known)) for each in follows if each.kind in ("iri", "name")]
    return sources


def names(query: str, *, prefixes: Mapping[str, str]) -> list[tuple[Token, str]]:
    """Give the names in the query, as IRIs with their places."""
    found = tokens(query)
    known = {**prefixes, **_declared(found)}
    return [(token, _expanded(token, known)) for token in _outside_prologue(found) if token.kind in ("iri", "name")]


def place(query: str, token: Token) -> str:
    """Say where a token stands: `line 1, column 12`."""
    lines = query[: token.start].split("\n")
    return f"line {len(lines)}, column {len(lines[-1]) + 1}"


def explain(query: str, *, prefixes: Mapping[str, str], reason: str) -> QueryError:
    """Say where a query that Oxigraph refused with `reason` is wrong, and what could stand there."""
    found = tokens(query)
    known = {**prefixes, **_declared(found)}
    for token in found:
        if slip := _slip(found, token, known):
            return _error(query, token, slip)
    place = _PLACE.search(reason)
    said = re.findall(r"(?<!\w)[A-Z][A-Za-z]*(?: [A-Za-z]+)+", place[3]) if place else [reason]
    if said:
        return _error(query, next(_outside_prologue(found), None), said[0])
    viable = _viable(query, found, known)
    wrong = found[viable] if viable < len(found) else None
    end = found[viable - 1].end if viable else 0
    meant = _alike(wrong.text.upper(), _KEYWORDS, "") if wrong and wrong.kind == "word" else ""
    return _error(query, wrong, f"expected {_expected(query[:end], known)}{meant}")


def unknown_graph(query: str, token: Token) -> QueryError:
    """Refuse to read from a graph that the store doesn't hold."""
    return _error(
        query, token, "no such graph here, and nothing is fetched from the web; leave FROM out to ask all graphs"
    )


def _slip(found: list[Token], token: Token, prefixes: Mapping[str, str]) -> str:
    """Name a common mistake that a token shows by itself; "" where it shows none."""
    if token.text in ("'", '"'):
        return "this text isn't closed on its line; close it, or put it between three quotation marks"
    if token.kind == "iri" and ":" not in token.text and not any(each.is_word("BASE") for each in found):
        return "an IRI is written in full (<http://…>), or as a prefixed name (kg:Person)"
    prefix = token.text.partition(":")[0]
    if token.kind == "name" and prefix not in ("_", *prefixes) and not _is_declared(found, token):
        return f"unknown prefix {prefix}:; declare it with PREFIX {prefix}: <…>{_alike(prefix, prefixes, ':')}"
    return ""


def _alike(written: str, known: Iterable[str], sign: str) -> str:
    """Ask for the known word that is most like what is written."""
    found = difflib.get_close_matches(written, sorted(known), n=1, cutoff=0.7)
    return f"; did you mean {found[0]}{sign}?" if found and found[0] != written else ""


def _viable(query: str, found: list[Token], prefixes: Mapping[str, str]) -> int:
    """Count the tokens that begin some query."""
    good, bad = 0, len(found) + 1
    while bad - good > 1:
        middle = (good + bad) // 2
        text = query[: found[middle - 1].end]
        place = _PLACE.search(_complaint(text + _BLANK, prefixes))
        if place is None or int(place[1]) > text.count("\n") + len(_BLANK) // 2:
            good = middle
        else:
            bad = middle
    return good


def _complaint(query: str, prefixes: Mapping[str, str]) -> str:
    """Give what Oxigraph says against a query; "" where it is well formed."""
    try:
        pyoxigraph.Store().query(query, prefixes=dict(prefixes))
    except SyntaxError as error:
        return str(error)
    return ""


def _expected(beginning: str, prefixes: Mapping[str, str]) -> str:
    """Put into words what the parser would read after a beginning."""
    place = _PLACE.search(_complaint(beginning + _BLANK, prefixes))
    if place is None:
        return "nothing more"
    if not beginning:
        return "SELECT, ASK, CONSTRUCT or DESCRIBE"
    words = [word for sign, word in _EXPECTED.items() if sign in place[3]]
    return " or ".join(dict.fromkeys(words)) or "something else"


def _outside_prologue(found: list[Token]) -> Iterator[Token]:
    """Give the tokens behind PREFIX and BASE declarations."""
    index = 0
    while index < len(found) and (found[index].is_word("PREFIX") or found[index].is_word("BASE")):
        index += 3 if found[index].is_word("PREFIX") else 2
    yield from found[index:]


def _outermost(found: list[Token]) -> Iterator[Token]:
    """Give the tokens outside of braces."""
    depth = 0
    for token in found:
        depth -= token.text == "}"
        if depth == 0:
            yield token
        depth += token.text == "{"


def _closing(text: str, start: Token) -> int:
    """Give the place behind the group that follows a token."""
    depth = 0
    for token in tokens(text):
        if token.start > start.start:
            depth += (token.text == "{") - (token.text == "}")
            if token.text == "}" and depth == 0:
                return token.end
    raise _error(text, None, "expected }")


def _declared(found: list[Token]) -> dict[str, str]:
    triples = zip(found, found[1:], found[2:], strict=False)
    return {name.text[:-1]: iri.text[1:-1] for word, name, iri in triples if word.is_word("PREFIX")}


def _is_declared(found: list[Token], token: Token) -> bool:
    """Whether this is the very place where a prefix is declared."""
    index = found.index(token)
    return index > 0 and found[index - 1].is_word("PREFIX")


def _expanded(token: Token, prefixes: Mapping[str, str]) -> str:
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    return prefixes.get(prefix, prefix + ":") + local


def _error(query: str, token: Token | None, message: str) -> QueryError:
    """Show the line with a caret under the place; without a token, the place is the end."""
    start = token.start if token else len(query.rstrip())
    before, length = query[:start], len(token.text.splitlines()[0]) if token else 1
    line, column = before.count("\n") + 1, start - (before.rfind("\n") + 1)
    shown = (query.split("\n")[line - 1]).replace("\t", " ").rstrip("\r")
    there = f"line {line}, column {column + 1}: {'' if token else 'the query ends too early; '}{message}"
    return QueryError(f"{there}\n  {shown}\n  {' ' * column}{'^' * max(1, length)}")
