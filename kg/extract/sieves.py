"""Which names of a document are names of one thing: exact names, aliases, acronyms, surnames, short forms.

The precise sieves of Raghunathan et al. 2010 ("A multi-pass sieve for coreference resolution"), the surest first.
Each looks names up in a table, so that a long document costs no more per name.
"""

from functools import lru_cache

from kg.extract import abbreviations, evidence, lexicon, shortforms
from kg.extract.links import Links, best, gender, key
from kg.extract.names import Name
from kg.extract.pieces import ROYAL
from kg.extract.tree import Tree

LEAD_INS = frozenset((*",(-–—", "also", "the", "better", "commonly", "previously", "now", "formerly", "then", "once"))
SAID_AS = frozenset(("known as", "called", "nicknamed", "dubbed", "aka", "a.k.a.", "alias", "né", "née", "or"))


def join(parse: Tree, found: list[Name], links: Links) -> None:
    """Join the names that are one thing's."""
    _lone_surnames(parse, found, links)
    _homelands(parse, found, links)
    first: dict[str, int] = {}
    later = _bare(parse, found, links)
    men = {key(text) for text, name in zip(links.texts, found, strict=True) if _told(parse, name) == lexicon.MALE}
    for index, text in enumerate(links.texts):
        if index not in later:
            is_other = key(text) in men and _told(parse, found[index]) == lexicon.FEMALE
            links.join(first.setdefault(key(text) + " (f)" * is_other, index), index)
    firsts = sorted(first.values())
    _aliases(parse, found, links)
    _acronyms(links, firsts)
    _surnames(parse, found, links)
    for index in sorted(later):
        if links.why[index] == "name":
            links.join(first.setdefault(key(links.texts[index]), index), index)
    shortforms.short_forms(parse, found, links, firsts)
    _directions(parse, found, links, first)


def _lone_surnames(parse: Tree, found: list[Name], links: Links) -> None:
    """Take for persons those whom the text calls by their last word alone; bodies are called by their first."""
    alone = {parse.words[name.start] for name in found if name.end - name.start == 1}
    nouns = _nouns()
    for index, name in enumerate(found):
        first, last = parse.words[name.start], parse.words[name.end - 1]
        if not 1 < name.end - name.start < 4 or last not in alone or first in alone or last.lower() in nouns:
            continue
        if last.isalpha() and not links.told[index] and first.lower() not in nouns and not last.isupper():
            links.votes[index]["Person"] += evidence.weights()["surname"]


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    """Give the words that are no surnames at the end of a name."""
    words = lexicon.words()
    return frozenset(words.classes.keys() | words.company | words.clubs | lexicon.endings_of_names().keys())


def _homelands(parse: Tree, found: list[Name], links: Links) -> None:
    """Take for a place what the text has an adjective of: "Sorvian" tells that "Sorvia" is one."""
    known = {word for word in parse.words if word[0].isupper()}
    for index, name in enumerate(found):
        word = parse.words[name.start]
        ends = ("n", "an", "ian", "ese", "i", "ish") if word[-1] in "aeiouy" else ("an", "ian", "ese", "i", "ish")
        if name.end - name.start == 1 and len(word) > 3 and not known.isdisjoint({word + end for end in ends}):
            links.votes[index]["Place"] += evidence.weights()["side"]


def _told(parse: Tree, name: Name) -> str:
    """Tell what the titles of a name alone say: Lady Byron is not Lord Byron."""
    return gender(parse, name) if name.titles and name.end - name.start == 1 else ""


def _bare(parse: Tree, found: list[Name], links: Links) -> set[int]:
    """Give the names of one word that is also part of a person's full name: whose they are is decided later."""
    people = [
        name
        for name, votes in zip(found, links.votes, strict=True)
        if name.end - name.start > 1 and (name.titles or best(votes) == "Person")
    ]
    words = {word for name in people for word in parse.lowers[name.start : name.end]}
    return {
        index for index, name in enumerate(found) if name.end - name.start == 1 and parse.lowers[name.start] in words
    }


def _aliases(parse: Tree, found: list[Name], links: Links) -> None:
    """`Zhang Kejian (張克儉)`, `Meta, formerly Facebook`: another name right after a name."""
    for index in range(1, len(found)):
        left, right = found[index - 1], found[index]
        between = parse.lowers[left.end : right.start]
        if not 0 < len(between) < 7 or parse.sentences[left.start] != parse.sentences[right.start]:
            continue
        closed = right.end < len(parse) and parse.words[right.end] in (")", "]", ",", ";")
        bracket = closed and between in (["("], ["["], ["(", "the"])
        if (bracket and _is_other_name(links, index - 1, index)) or _tells_alias(between):
            links.join(index - 1, index)
            links.why[index] = "acronym" if abbreviations.is_short(links.texts[index]) else "alias"


def _is_other_name(links: Links, left: int, right: int) -> bool:
    """Whether a name in brackets can be another name, and not a party, a state or a publisher."""
    text, other = links.texts[right], links.texts[left]
    if key(text) == key(other):
        return True
    if not any("a" <= letter.lower() <= "z" for letter in text):
        return any(map(str.isalpha, text))
    is_short = abbreviations.is_short(text)
    if not (is_short or abbreviations.is_blend(text)) or " " in text:
        return False
    letters = [letter.lower() for letter in text if letter.isalpha()]
    rest = iter(other.lower())
    if letters and letters[0] == other[0].lower() and all(letter in rest for letter in letters):
        return True
    # "National Institute for Space Research (INPE)": the letters of its name in another language.
    initials = {part[0].lower() for part in other.split()}
    is_body = (
        is_short
        and len(initials) > 2
        and best(links.votes[left]) == "Organization"
        and key(text) not in lexicon.words().known
    )
    return is_body and len(letters) > 2 and 2 * sum(letter in initials for letter in letters) >= len(letters)


def _tells_alias(between: list[str]) -> bool:
    words = " ".join(word for word in between if word not in LEAD_INS)
    formerly = between[0] in (",", "(") and not {"formerly", "now", "previously"}.isdisjoint(between)
    return (
        words in SAID_AS - {"or"}
        or (formerly and not words)
        or (words == "or" and between[0] == "," and "the" not in between)
    )


def _acronyms(links: Links, firsts: list[int]) -> None:
    """Join initials with what they stand for, in either order, brackets or not."""
    short: dict[str, int] = {}
    for index in firsts:
        bare = links.texts[index].replace(".", "")
        if " " not in bare and len(bare) <= 6 and abbreviations.is_short(bare):
            short.setdefault(bare.upper(), index)
    for index in firsts:
        if "Person" not in links.votes[index]:
            for letters in sorted(_initials(links.texts[index]) & short.keys()):
                links.join(index, short[letters])
                links.why[short[letters]] = "acronym"
    for index, text in enumerate(links.texts):
        at = short.get(text.replace(".", "").upper())
        if at is not None and links.why[at] == "acronym":
            links.why[index] = "acronym"


def _initials(text: str) -> set[str]:
    """Find the initials of a name: of its capitalised words, of all, and without a state's name before it."""
    parts = text.replace("-", " ").split()
    found = set()
    while len(parts) > 1:
        found |= {"".join(part[0] for part in parts if part[0].isupper()), "".join(part[0].upper() for part in parts)}
        if parts[0].lower() not in lexicon.places().countries and parts[0] not in lexicon.places().demonyms:
            break
        del parts[0]
    return found


def _surnames(parse: Tree, found: list[Name], links: Links) -> None:
    """`Rogozin` or `Dmitry` after `Dmitry Rogozin`; of two that bear a name, the one that its title fits."""
    totals = links.totals()
    people: dict[str, dict[str, int]] = {}
    for index, name in enumerate(found):
        if name.end - name.start > 1 and best(totals[links.find(index)]) == "Person":
            for word in set(parse.lowers[name.start : name.end]) - ROYAL:
                people.setdefault(word, {}).setdefault(key(links.texts[index]), index)
    usual: dict[str, int] = {}
    for index, name in enumerate(found):
        start = name.start + 1 if parse.lowers[name.start] in ROYAL and name.end - name.start > 1 else name.start
        word = parse.lowers[start]
        if name.end - start > 3 or word not in people or shortforms.is_place(parse, links, index, name):
            continue
        fitting = [other for other in people[word].values() if other != index and _fits(parse, found[other], name)]
        full = _bearer(links, fitting, index, usual.get(word))
        if full is not None:
            usual.setdefault(word, full)
            links.join(full, index)
            links.silence(index)
            links.why[index] = "surname"


def _bearer(links: Links, fitting: list[int], index: int, usual: int | None) -> int | None:
    """Find whose name a short one is: the only one's, the only one's so far, or whose it usually is here."""
    for some in (fitting, [other for other in fitting if other < index]):
        if len({links.find(other) for other in some}) == 1:
            return some[0]
    fits = usual is not None and links.find(usual) in {links.find(other) for other in fitting}
    return usual if fits else None


def _fits(parse: Tree, full: Name, short: Name) -> bool:
    """Whether a full name can be what a short one means: it has all its words, and no other gender."""
    words = set(parse.lowers[short.start : short.end]) - ROYAL
    own, other = gender(parse, short), gender(parse, full)
    longer = full.end - full.start > short.end - short.start or parse.lowers[short.start] in ROYAL
    return longer and words <= set(parse.lowers[full.start : full.end]) and not (own and other and own != other)


def _directions(parse: Tree, found: list[Name], links: Links, first: dict[str, int]) -> None:
    """Join `the North` in a text that names North Korea."""
    for index, text in enumerate(links.texts):
        place = lexicon.places().directions.get(text)
        if place and place.lower() in first and parse.lowers[found[index].start - 1] == "the":
            links.join(first[place.lower()], index)
            links.silence(index)
            links.why[index] = "alias"
