"""Bodies that a state has one of, whichever way its country is said: "Japanese Ministry of Defence", "… of Japan"."""

from functools import lru_cache

from kg.resolve import lexicon, names


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """Give a name's key with the country before a body of its state; any other key as it is.

    Only for what a state has one of: the Bank of Ireland is not any Irish bank.
    """
    split = names.key(name).split()
    if len(split) < 3 or not names.is_country(split[-1]) or any(map(names.is_country, split[:-1])):
        return " ".join(split)
    rest = split[:-2] if split[-3:-1] == ["of", "the"] else split[:-1]
    body = " ".join(rest[:-1] if rest[-1] in ("of", "the") else [])
    known = lexicon.load().state_bodies
    if any(body == one or body.startswith(f"{one} of ") or body.endswith(f" {one}") for one in known):
        return f"{split[-1]} {body}"
    return " ".join(split)
