"""What the tests of resolution share: documents written as claims, without a language model."""

import dataclasses
import re
from collections.abc import Callable

import pytest

from kg.model import Claim, Document, Extraction, Mention, Passage, Value

NAMED = re.compile(r"(?P<text>[^=:@]+)(=(?P<name>[^:@]*))?(:(?P<type>\w+))?(@(?P<why>\w+))?")


@pytest.fixture
def says() -> Callable[..., Extraction]:
    return extraction


def extraction(document: str, *sentences: str, text: str = "", published: str = "", **changes: object) -> Extraction:
    """Write a document as claims: `says("a", "Roscosmos | kg:partnersWith | CNSA=China NSA:Organization@acronym")`.

    A thing is `text=name:Type@why` (name as text, Organization and name where left out); a sentence of one thing only
    names it. An object in quotes is a value. `changes` are put on every claim.
    """
    whole, mentions, claims = "", list[Mention](), list[Claim]()
    for sentence in sentences:
        parts = [part.strip() for part in sentence.split("|")]
        start, things = len(whole), list[Mention | Value]()
        for part in (parts[0], *parts[2:]):
            if part.startswith('"'):
                whole += part.strip('"') + " "
                things.append(Value(part.strip('"'), "text"))
                continue
            found = NAMED.fullmatch(part)
            assert found, part
            passage = Passage(document, len(whole), len(whole) + len(found["text"]))
            whole += found["text"] + " "
            name = found["text"] if found["name"] is None else found["name"]
            things.append(
                Mention(passage, found["text"], found["type"] or "Organization", name, found["why"] or "name")
            )
        whole = whole.rstrip() + ".\n"
        passage = Passage(document, start, len(whole) - 1)
        mentions += [thing for thing in things if isinstance(thing, Mention)]
        if len(things) > 1:
            assert isinstance(things[0], Mention)
            label = parts[1].split(":")[-1]
            claims.append(
                Claim(things[0], label, label, parts[1], things[1], passage, passage, rule="test", confidence=0.8)
            )
    about = Document(id=document, text=whole + text, published=published)
    changed = [dataclasses.replace(claim, **changes) for claim in claims]  # type: ignore[arg-type]
    return Extraction(about, tuple(mentions), tuple(changed))
