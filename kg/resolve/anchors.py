"""Senses tied to what is known outside the corpus: a user's register first, then the gazetteer of places."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kg.model import Join
from kg.resolve import entities, linking, names, register, types
from kg.resolve.corpus import Corpus
from kg.resolve.entities import Cluster
from kg.resolve.linking import Link
from kg.resolve.register import Entry
from kg.resolve.senses import Sense
from kg.resolve.units import Unit

Anchor = Entry | Link

SAMPLE = 50
"""So many documents of a sense are asked what lies beside it."""


def anchors(
    senses: Iterable[Sense], corpus: Corpus, aliases: Mapping[Sense, frozenset[str]], entries: Iterable[Entry]
) -> dict[Sense, Anchor]:
    """Find what each sense is outside; senses without are left out."""
    by_key = register.index(entries)
    found: dict[Sense, Anchor] = {}
    for sense in senses:
        anchor = None if sense.nominal else _anchor(sense, corpus, aliases, by_key)
        if anchor:
            found[sense] = anchor
    return found


def identity(anchor: Anchor) -> str:
    """Give the id that two senses must share to be one."""
    return anchor.id if isinstance(anchor, Entry) else anchor.place.iris[0]


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
    entry = next((anchor for anchor in mine if isinstance(anchor, Entry)), None)
    link = next((anchor for anchor in mine if isinstance(anchor, Link)), None)
    if entry:
        of = entry.type if entry.type != types.UNKNOWN else ""
        reason = Join(entry.name, "", f"{entry.id} in the register")
        return Cluster(cluster.senses, (*cluster.reasons, reason), entry.same_as, entry.name, _id(entry, cluster), of)
    if link:
        name = link.place.name if link.place.kind == "country" else ""
        reason = Join(link.place.name, "", link.reason, link.score)
        return replace(cluster, reasons=(*cluster.reasons, reason), links=link.place.iris, name=name, type="Place")
    return cluster


def _anchor(
    sense: Sense, corpus: Corpus, aliases: Mapping[Sense, frozenset[str]], by_key: Mapping[str, tuple[Entry, ...]]
) -> Anchor | None:
    entry = register.match((sense.key, *sorted(aliases[sense])), sense.type, by_key)
    if entry or not (sense.type == "Place" or (sense.type != "Person" and names.is_country(sense.key))):
        return entry
    beside = (corpus.companions[unit.document] for unit in sense.units[:SAMPLE])
    return next(filter(None, (linking.link(sense.name, keys) for keys in beside)), None)


def _id(entry: Entry, cluster: Cluster) -> str:
    """Give an entry's id the prefix of its class, if it has none."""
    if entry.id.partition(":")[0] in entities.PREFIXES.values():
        return entry.id
    of = entry.type if entry.type != types.UNKNOWN else cluster.senses[0].type
    return f"{entities.PREFIXES.get(of, 'thing')}:{entry.id}"
