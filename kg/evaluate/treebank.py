"""Sentences that are split into words in the manner of the Penn Treebank, as BenchIE and CaRB have them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from kg import extract, text
from kg.model import Claim, Document, Mention, Passage, Value

_UNESCAPED = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"'}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in its own words, with the claims that were read out of it."""

    id: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    claims: tuple[Claim, ...]

    def phrase(self, passage: Passage | None) -> str:
        """Give the sentence's own words in a passage of the parsed text."""
        if passage is None:
            return ""
        chosen = (
            word for word, start in zip(self.words, self.starts, strict=True) if passage.start <= start < passage.end
        )
        return " ".join(chosen)


def read(sentences: Iterable[tuple[str, str]], *, model: str) -> Iterator[Sentence]:
    """Extract claims from pairs of an id and a sentence whose words are parted by spaces."""
    rows = [(key, tuple(sentence.split())) for key, sentence in sentences]
    parsed = text.parse_words(([_UNESCAPED.get(word, word) for word in words] for _, words in rows), model=model)
    for (key, words), doc in zip(rows, parsed, strict=True):
        yield _extracted(key, words, doc)


def arguments(sentence: Sentence, claim: Claim) -> tuple[str, str]:
    """Give subject and object of a claim as whole phrases, in the sentence's words."""
    subject, thing = claim.subject, claim.object
    other = (thing.phrase if isinstance(thing, Mention) else None) or thing.passage
    return sentence.phrase(subject.phrase or subject.passage), sentence.phrase(other)


def named(sentence: Sentence, end: Mention | Value) -> str:
    """Give the name that a pronoun stands for, where the sentence has its words; "" else."""
    if not isinstance(end, Mention) or end.why != "pronoun" or not set(end.name.split()) <= set(sentence.words):
        return ""
    return end.name


def _extracted(key: str, words: tuple[str, ...], doc: Doc) -> Sentence:
    document = Document(id=key, text=doc.text)
    claims = extract.extract(document, doc).claims
    return Sentence(key, words, tuple(token.idx for token in doc), claims)
