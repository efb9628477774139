"""Titles and offices before a name: "Roscosmos Director-General Dmitry Rogozin", "New Zealand's PM John Key".

Former, acting and deputy stay with the office, since they change what it says.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract import phrases, relations, wordlists
from kg.extract.clauses import Proposition
from kg.extract.named import Referents, is_name


def titles(name: Token, referents: Referents) -> Iterator[Proposition]:
    """As in "Roscosmos Director-General Dmitry Rogozin", "former US president Donald Trump"."""
    if not is_name(name, referents, "Person"):
        return
    first = referents[name.i].start
    title = before(name.doc, first)
    if not title:
        yield from _postponed(name, name.doc[first - 1]) if first else ()
        return
    words, label = _office(title)
    for owner in _owners(name.doc, title[0], referents):
        if referents[owner.i].why == "demonym" and not _is_public_office(title):
            yield Proposition(name.i, owner.i, (), name.i, "noun/nationality", label="nationality")
            break
        yield Proposition(name.i, owner.i, words, name.i, "noun/title", label=f"{label} of")
        return
    for prep, pobj in (pair for token in title for pair in phrases.prepositional(token)):
        yield Proposition(name.i, pobj.i, (*words, prep.i), name.i, "noun/title", label=f"{label} {prep.lower_}")
        return
    if len(title[-1].text) > 2:
        is_past = relations.is_past(name.doc[i] for i in words)
        form = "former position held" if is_past else "position held"
        yield Proposition(name.i, title[-1].i, words, name.i, "noun/position", label=form)


def _postponed(name: Token, owner: Token) -> Iterator[Proposition]:
    """As in "President of Malta George Vella": whose office it is stands between the office and the name."""
    prep = owner.head
    if owner.dep_ != "pobj" or prep.lower_ != "of" or owner.right_edge.i != name.left_edge.i - 1:
        return
    title = before(owner.doc, prep.i)
    if title:
        words, label = _office(title)
        yield Proposition(name.i, owner.i, (*words, prep.i), name.i, "noun/title", label=f"{label} of")


def before(doc: Doc, end: int) -> list[Token]:
    """The run of tokens right before a name that ends in an office ("Prime Minister", "Director-General")."""
    roles = wordlists.load("roles")["roles"]
    start = end
    while (
        start > 0
        and doc[start - 1].lower_ in roles | {"-", "and", "vice", "co"}
        and doc[start - 1].sent == doc[end].sent
    ):
        start -= 1
    run = list(doc[start:end])
    while run and run[0].lower_ in ("-", "and"):
        run.pop(0)
    return run if run and run[-1].lower_ in roles else []


def _is_public_office(title: list[Token]) -> bool:
    """Whether a country's adjective before an office says whose it is ("Russian President"), and no mere origin."""
    return any(token.lower_ in wordlists.load("roles")["public"] for token in title)


def _office(title: list[Token]) -> tuple[tuple[int, ...], str]:
    """The words of an office, with former, acting or deputy before it, and their base form."""
    doc = title[0].doc
    qualifiers = wordlists.load("roles")["qualifiers"]
    words = [token for token in doc[max(title[0].i - 3, 0) : title[0].i] if token.lower_ in qualifiers]
    words += title
    label = "".join(
        ("" if token.text == "-" or (token.i and token.nbor(-1).text == "-") else " ") + token.lower_ for token in words
    )
    return tuple(token.i for token in words), label.strip()


def _owners(doc: Doc, start: Token, referents: Referents) -> Iterator[Token]:
    """The name that a title follows: "Roscosmos Director", "US President", "New Zealand's Prime Minister"."""
    skipped = wordlists.load("roles")["qualifiers"] | {"'s", "’s", "'", "’"}
    i = start.i - 1
    while i >= 0 and doc[i].lower_ in skipped:
        i -= 1
    for key in (i, i - 1):
        if key >= 0 and key in referents and referents[key].end in (i + 1, start.i):
            if is_name(doc[key], referents):
                yield doc[key]
            return
