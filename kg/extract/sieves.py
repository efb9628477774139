"""Which names of a document are names of one thing: exact names, aliases, acronyms, surnames, short forms.

The precise sieves of Raghunathan et al. 2010 ("A multi-pass sieve for coreference resolution"), the surest first.
Each looks names up in a table, so that a long document costs no more per name.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract import abbreviations, classes, lexicon, tree
from kg.extract.names import Name
from kg.extract.pieces import ROYAL
from kg.extract.tree import Tree

LEAD_INS = frozenset((*",(-–—", "also", "the", "better", "commonly", "previously", "now", "formerly", "then", "once"))
SAID_AS = frozenset(("known as", "called", "nicknamed", "dubbed", "aka", "a.k.a.", "alias", "né", "née", "or"))


@dataclass(slots=True)
class Links:
    """Names joined into sets, with their texts and votes; `why` tells how a name came into its set."""

    parent: list[int]
    why: list[str]
    texts: list[str]
    votes: list[Counter[str]]

    def find(self, index: int) -> int:
        """Give the first name of a name's set."""
        while self.parent[index] != index:
            self.parent[index] = self.parent[self.parent[index]]
            index = self.parent[index]
        return index

    def join(self, one: int, other: int) -> None:
        """Make two sets one."""
        one, other = self.find(one), self.find(other)
        self.parent[max(one, other)] = min(one, other)

    def totals(self) -> dict[int, Counter[str]]:
        """Give the votes of each set, by its first name."""
        total: dict[int, Counter[str]] = {}
        for index, votes in enumerate(self.votes):
            total.setdefault(self.find(index), Counter()).update(votes)
        return total


def join(parse: Tree, found: list[Name], links: Links) -> None:
    """Join the names that are one thing's."""
    first: dict[str, int] = {}
    later = _bare(parse, found)
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
    _short_forms(parse, found, links, firsts)
    _directions(parse, found, links, first)


def _told(parse: Tree, name: Name) -> str:
    """Tell what the titles of a name alone say: Lady Byron is not Lord Byron."""
    return gender(parse, name) if name.titles and name.end - name.start == 1 else ""


def _bare(parse: Tree, found: list[Name]) -> set[int]:
    """Give the names of one word that is also part of a person's full name: whose they are is decided later."""
    people = [name for name in found if name.end - name.start > 1 and (name.label == "PERSON" or name.titles)]
    words = {word for name in people for word in parse.lowers[name.start : name.end]}
    return {
        index for index, name in enumerate(found) if name.end - name.start == 1 and parse.lowers[name.start] in words
    }


def key(text: str) -> str:
    """Names that differ in case, apostrophes or points only are one; so are a country's names."""
    lower = text.lower().replace("’", "'").removesuffix("'s")
    country = lexicon.places().countries.get(lower)
    first, _, rest = lower.partition(" ")
    if first in ROYAL - {"saint", "st", "st."} and rest and " " not in rest:
        return rest
    return country.lower() if country else lower.replace(".", "").replace("-", " ")


def best(votes: Counter[str]) -> str:
    """Give the class with most votes; `Thing` where nobody voted."""
    return min(votes, key=lambda name: (-votes[name], name)) if votes else "Thing"


def gender(parse: Tree, name: Name) -> str:
    """Tell what a person's titles or given name say; "" where they are silent."""
    told = lexicon.words().gender
    for title in reversed(name.titles):
        if title in told:
            return told[title]
    return told.get(parse.lowers[name.start], "") if name.end - name.start > 1 else ""


def _aliases(parse: Tree, found: list[Name], links: Links) -> None:
    """`Zhang Kejian (張克儉)`, `Meta, formerly Facebook`: another name right after a name."""
    for index in range(1, len(found)):
        left, right = found[index - 1], found[index]
        between = parse.lowers[left.end : right.start]
        if not 0 < len(between) < 7 or parse.sentences[left.start] != parse.sentences[right.start]:
            continue
        bracket = (
            between in (["("], ["["]) and right.end < len(parse) and parse.words[right.end] in (")", "]", ",", ";")
        )
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
        if name.end - start > 3 or word not in people or _is_place(parse, links, index, name):
            continue
        fitting = [other for other in people[word].values() if other != index and _fits(parse, found[other], name)]
        full = _bearer(links, fitting, index, usual.get(word))
        if full is not None:
            usual.setdefault(word, full)
            links.join(full, index)
            links.votes[index] = Counter()
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


def _is_place(parse: Tree, links: Links, index: int, name: Name) -> bool:
    """Whether a short name is a place here: a country, a capital, one called so, or where something happens."""
    text = links.texts[index]
    if text.lower() in lexicon.places().countries or text in lexicon.places().capitals:
        return not name.titles
    if links.votes[index]["Place"] >= classes.BESIDE:
        return True
    preposition = parse.heads[name.head]
    within = parse.deps[name.head] == "pobj" and parse.lowers[preposition] in ("in", "at", "near", "from", "to")
    return within and (name.label in ("GPE", "LOC") or classes.is_settled(parse, name.head))


def _short_forms(parse: Tree, found: list[Name], links: Links, firsts: list[int]) -> None:
    """`Boeing` for `Boeing Company`, `the Bank` for `Bank of England`, `Artemis` for `Artemis program`."""
    totals = links.totals()
    longer: dict[str, set[int]] = {}
    for index in firsts:
        for short in _shortened(parse, found[index], best(totals[links.find(index)])):
            longer.setdefault(short, set()).add(index)
    for index in firsts:
        roots = {links.find(other) for other in longer.get(key(links.texts[index]), ())} - {links.find(index)}
        kind = best(totals[links.find(index)])
        if links.texts[index].lower() in lexicon.words().known and links.texts[index][-1].isalpha():
            roots = {root for root in roots if best(links.votes[root]) == kind}
        if kind == "Person" and _is_part_of_name(parse, found, links, index, roots):
            kind = "Thing"
        if len(roots) == 1 and kind not in ("Person", "Place") and not _is_place(parse, links, index, found[index]):
            links.join(roots.pop(), index)
            links.why[index] = "alias"


def _is_part_of_name(parse: Tree, found: list[Name], links: Links, index: int, roots: set[int]) -> bool:
    """Whether what looks like a person is a part of another name: "Johns Hopkins" University, Storm "Harvey"."""
    name = found[index]
    is_person = bool(name.titles) or (name.end - name.start > 1 and parse.lowers[name.start] in lexicon.words().given)
    return not is_person and all(best(links.votes[root]) in ("Organization", "Event") for root in roots)


def _shortened(parse: Tree, name: Name, kind: str) -> Iterator[str]:
    """Give the shorter names that a name may have in the same text."""
    words, span = lexicon.words(), list(range(name.start, name.end))
    if len(span) < 2 or kind == "Person":
        return
    last = parse.lowers[span[-1]].rstrip(".")
    of_class = kind == "Organization" and words.classes.get(last) == "Organization"
    storm = kind == "Event" and words.classes.get(parse.lowers[span[-2]]) == "Event"
    if last in words.clubs or storm:
        yield last
    first = parse.lowers[span[0]]
    if last in words.company and not (first in words.classes or first in words.titles or first in words.given):
        yield key(parse.words[span[0]])
    if last in words.company or of_class or not parse.words[span[-1]][0].isupper():
        yield key(tree.phrase(parse, span[:-1]))
    if len(span) > 2:
        yield key(tree.phrase(parse, span[1:]))
        yield key(tree.phrase(parse, span[-2:]))
    over = next((i for i in span[1:] if parse.lowers[i] == "of"), None)
    noun = span[-1] if over is None else over - 1
    kinds = ("Organization", "Work", "Event", "Programme", "Place")
    if parse.words[noun][0].isupper() and classes.of_noun(parse, noun) in kinds:
        yield key(parse.words[noun])


def _directions(parse: Tree, found: list[Name], links: Links, first: dict[str, int]) -> None:
    """Join `the North` in a text that names North Korea."""
    for index, text in enumerate(links.texts):
        place = lexicon.places().directions.get(text)
        if place and place.lower() in first and parse.lowers[found[index].start - 1] == "the":
            links.join(first[place.lower()], index)
            links.votes[index] = Counter()
            links.why[index] = "alias"
