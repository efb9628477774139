"""What the words around a name say of its class: whose it is, what it does, where it stands.

The lists and weights are data (`kg/data/evidence.toml`). Each sign is one vote; `classes` adds what a name says of
itself, and `links` sums the votes of all mentions of a thing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kg.extract import lexicon
from kg.extract.names import Name
from kg.extract.tree import NOUNS, SUBJECTS, Tree

CUES = ("owns", "of", "before", "does", "done", "within", "moving", "side", "based")
NEUTER = frozenset(("it", "its", "itself"))
BODIES = ("Organization", "Place")


@lru_cache(maxsize=1)
def weights() -> Mapping[str, int]:
    """Tell how much each kind of sign counts."""
    found: Mapping[str, int] = lexicon.read("evidence.toml")["weights"]
    return found


@lru_cache(maxsize=1)
def _cues() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Give the classes that a word tells of, by cue."""
    data = lexicon.read("evidence.toml")
    found: dict[str, dict[str, tuple[str, ...]]] = {cue: {} for cue in CUES}
    for cue, words in found.items():
        for kind, text in data[cue].items():
            for word in text.split():
                words[word] = (*words.get(word, ()), kind)
    return found


def is_state(parse: Tree, name: Name) -> bool:
    """Whether a place has what only states have: "Drovia's parliament", "prime minister of Drovia"."""
    above, dep = parse.heads[name.head], parse.deps[name.head]
    noun = parse.heads[above] if dep == "pobj" and parse.lowers[above] == "of" else above
    return (dep == "poss" or noun != above) and not _states().isdisjoint(_noun(parse, noun))


@lru_cache(maxsize=1)
def _states() -> frozenset[str]:
    return frozenset(lexicon.read("evidence.toml")["states"]["words"].split())


@lru_cache(maxsize=1)
def _except() -> frozenset[str]:
    return frozenset(lexicon.read("evidence.toml")["except"]["words"].split())


def around(parse: Tree, name: Name) -> Counter[str]:
    """Tell what the words around one mention of a name say of its class; a vote can be negative."""
    votes: Counter[str] = Counter()
    known, heavy = _cues(), weights()
    for cue, words in _signs(parse, name):
        kinds = next((found for word in words if (found := known[cue].get(word))), ())
        for kind in kinds:
            votes[kind] += heavy[cue]
    if _has_article(parse, name):
        votes["Person"] -= heavy["article"]
    for kind, sign in _pronouns(parse, name):
        votes[kind] += sign * heavy["pronoun"]
    return votes


def _has_article(parse: Tree, name: Name) -> bool:
    """Whether "the" stands before a single name: "the Oru" is no person, "the Obamas" are."""
    before = name.start - 1
    alone = name.end - name.start == 1 and parse.tags[name.head] == "NNP"
    return alone and before >= 0 and parse.lowers[before] == "the" and parse.heads[before] == name.head


def _signs(parse: Tree, name: Name) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the words that may say something, surest first, with what kind of sign they are."""
    head, above, dep = name.head, parse.heads[name.head], parse.deps[name.head]
    if dep == "poss":
        yield "owns", _noun(parse, above)
    elif dep in ("compound", "nmod") and name.end <= above <= name.end + 1 and parse.tags[above] in NOUNS:
        yield "before", _noun(parse, above)
    elif dep == "pobj":
        yield from _over(parse, above)
    elif dep == "nsubj":
        yield "does", (parse.lemmas[above],)
    elif dep in ("dobj", "nsubjpass"):
        yield "done", (parse.lemmas[above],)
    before, after = name.start - 1, name.end + 1
    if before >= 0 and parse.heads[before] == head:
        yield "side", (parse.lowers[before],)
    if after < len(parse) and parse.words[name.end] == "-" and not parse.spaced[name.end]:
        yield "based", (parse.lowers[after],)


def _over(parse: Tree, preposition: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Tell what stands before a name with a preposition between them."""
    word, governor = parse.lowers[preposition], parse.heads[preposition]
    if word == "of":
        yield "of", _noun(parse, governor)
    elif word in ("to", "from", "for"):
        yield "moving", (parse.lemmas[governor],) if parse.lemmas[governor] not in _except() else ()
    elif parse.lemmas[governor] not in _except() and parse.lemmas[parse.heads[governor]] != "take":
        yield "within", (word,)


def _noun(parse: Tree, index: int) -> tuple[str, ...]:
    """Give a noun with the word before it, and alone; a plural as it stands and by its lemma."""
    before = parse.lowers[index - 1] if index else ""
    lower, lemma = parse.lowers[index], parse.lemmas[index]
    return f"{before}-{lemma}", lower, lemma


def _pronouns(parse: Tree, name: Name) -> Iterator[tuple[str, int]]:
    """Tell what a pronoun that must mean a subject says: "Kharan sent its troops", "Quorra said it would"."""
    verb = parse.heads[name.head]
    if parse.deps[name.head] != "nsubj":
        return
    told = set()
    known = lexicon.pronouns()
    for child in parse.children[verb]:
        if child > name.head and parse.deps[child] == "dobj":
            told |= {parse.lowers[below] for below in parse.children[child] if parse.tags[below] == "PRP$"}
        elif child > name.head and parse.deps[child] == "ccomp" and parse.lemmas[verb] in known.says:
            told |= {parse.lowers[below] for below in parse.children[child] if parse.deps[below] in SUBJECTS}
    if not told.isdisjoint(NEUTER):
        yield "Person", -1
        yield from ((kind, 1) for kind in BODIES)
    elif not told.isdisjoint(known.male | known.female):
        yield "Person", 1
