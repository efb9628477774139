"""Past participles: as the text has them, or made from a verb's lemma.

Irregular ones are data (`kg/data/participles.toml`); of regular verbs, those of one syllable and those with the stress
on the last double their consonant (Quirk et al. 1985, section 3.8).
"""

import re

from spacy.tokens import Token

from kg.extract import wordlists

_SHORT = re.compile(r"[^aeiou]*[aeiou][bdfgklmnprtvz]")
_SILENT_U = re.compile(r"qu[aeiou][bdfgklmnprtvz]")


def past(verb: Token) -> str:
    """Give the past participle of a verb in lower case."""
    if verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.lower_.endswith("ed")):
        return str(verb.lower_)
    return of(verb.lemma_.lower())


def of(lemma: str) -> str:
    """Give the past participle of a lemma.

    >>> of("steal"), of("deny"), of("grab"), of("fine")
    ('stolen', 'denied', 'grabbed', 'fined')
    """
    listed = wordlists.words("participles").get(lemma)
    if listed:
        return listed
    if lemma.endswith("e"):
        return lemma + "d"
    if re.search(r"[^aeiou]y$", lemma):
        return lemma[:-1] + "ied"
    is_short = _SHORT.fullmatch(lemma) or _SILENT_U.fullmatch(lemma)
    return lemma + (lemma[-1] if is_short else "") + "ed"
