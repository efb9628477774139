"""Senses tied to what is known outside the corpus: a user's register first, then the gazetteer of places."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kg.model import LINKED, NOT_LINKED, Join
from kg.resolve import entities, linking, names, register, types
from kg.resolve.corpus import Corpus
from kg.resolve.entities import Cluster
from kg.resolve.linking import Link
from kg.resolve.register import Entry, Match, Register
from kg.resolve.senses import Sense
from kg.resolve.units import Unit

Anchor = Match | Link

SAMPLE = 50
"""So many documents of a sense are asked what lies beside it."""


def retyped(senses: Iterable[Sense], register: Register) -> list[Sense]:
    """Give senses of a thing of the register its class there: taggers mix some classes up, and the user does not."""
    if not register.entries:
        return list(senses)
    return [_retyped(sense, register) for sense in senses]


def anchors(
    senses: Iterable[Sense], corpus: Corpus, aliases: Mapping[Sense, frozenset[str]], known: Register
) -> dict[Sense, Anchor]:
    """Find what each sense is outside, or why the register has nothing for it; senses without are left out."""
    found: dict[Sense, Anchor] = {}
    for sense in senses:
        anchor = None if sense.nominal else _anchor(sense, corpus, aliases, known)
        if anchor:
            found[sense] = anchor
    return found


def identity(anchor: Anchor) -> str:
    """Give the id that two senses must share to be one; "" for what is not linked."""
    if isinstance(anchor, Match):
        return anchor.entry.id if anchor.entry else ""
    return anchor.place.iris[0]


def parted(corpus: Corpus, other: Callable[[Unit], str]) -> Callable[[Unit], str]:
    """Tell units of an ambiguous place name apart by the place that each document means; then by `other`."""

    def part(unit: Unit) -> str:
        if unit.type != "Place" or names.is_country(names.key(unit.name)) or not linking.is_ambiguous(unit.name):
            return other(unit)
        found = linking.link(unit.name, corpus.companions[unit.document])
        return f"{found.place.iris[0] if found else ''} {other(unit)}"

    return part


def anchored(cluster: Cluster, found: Mapping[Sense, Anchor]) -> Cluster:
    """Give a cluster the links, and the id and name, of what its senses are outside."""
    mine = [found[sense] for sense in cluster.senses if sense in found]
    matches = [anchor for anchor in mine if isinstance(anchor, Match)]
    match = max((one for one in matches if one.entry), key=lambda one: one.score, default=None)
    link = next((anchor for anchor in mine if isinstance(anchor, Link)), None)
    if match and match.entry:
        entry = match.entry
        of = entry.type if entry.type != types.UNKNOWN else ""
        reason = Join(entry.name, "", f"{LINKED}{entry.id} in the register", match.score)
        return Cluster(cluster.senses, (*cluster.reasons, reason), entry.same_as, entry.name, _id(entry, cluster), of)
    why_not = tuple(Join(cluster.senses[0].name, "", f"{NOT_LINKED}{one.reason}", 0.0) for one in matches)
    cluster = replace(cluster, reasons=(*cluster.reasons, *why_not))
    if link:
        name = link.place.name if link.place.kind == "country" else ""
        reason = Join(link.place.name, "", link.reason, link.score)
        return replace(cluster, reasons=(*cluster.reasons, reason), links=link.place.iris, name=name, type="Place")
    return cluster


def _anchor(sense: Sense, corpus: Corpus, aliases: Mapping[Sense, frozenset[str]], known: Register) -> Anchor | None:
    match = register.match(sense.name, sorted(aliases[sense]), sense.type, known)
    if match.entry:
        return match
    place = None
    if sense.type == "Place" or (sense.type != "Person" and names.is_country(sense.key)):
        beside = (corpus.companions[unit.document] for unit in sense.units[:SAMPLE])
        place = next(filter(None, (linking.link(sense.name, keys) for keys in beside)), None)
    return place or (match if match.reason else None)


def _retyped(sense: Sense, known: Register) -> Sense:
    entry = None if sense.nominal else register.match(sense.name, (), sense.type, known).entry
    if entry is None or entry.type in (sense.type, types.UNKNOWN):
        return sense
    return replace(sense, type=entry.type)


def _id(entry: Entry, cluster: Cluster) -> str:
    """Give an entry's id the prefix of its class, if it has none."""
    if entry.id.partition(":")[0] in entities.PREFIXES.values():
        return entry.id
    of = entry.type if entry.type != types.UNKNOWN else cluster.senses[0].type
    return f"{entities.PREFIXES.get(of, 'thing')}:{entry.id}"
