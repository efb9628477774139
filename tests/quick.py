"""An extractor that takes no time: "Ada operates Bob." is a claim, and anything else is none.

For tests of what happens around extraction: `install()` puts it in the real one's place.
"""

import re
import time

from kg import checkpoints, claims
from kg.engines import harvest
from kg.model import Claim, Document, Extraction, Mention, Passage, Skipped

SENTENCE = re.compile(r"([A-Z][\w-]*(?: [\w-]+)?) operates ([A-Z][\w-]*(?: [\w-]+)?)\.")


class Quick:
    """Takes the place of `kg.engines.extractor.Extractor`; a document's "wait" takes a fifth of a second."""

    def __init__(self, *, model: str, seconds: int) -> None:
        pass

    def __call__(self, document: Document) -> str | Skipped:
        if "wait" in document.text:
            time.sleep(0.2)
        if "fail" in document.text:
            return Skipped(document.source, "extract", "ValueError: it was to fail")
        found = tuple(_claim(document, match) for match in SENTENCE.finditer(document.text))
        ends = (end for claim in found for end in (claim.subject, claim.object))
        mentions = tuple(end for end in ends if isinstance(end, Mention))
        return claims.to_json(Extraction(document, mentions, found))


def install() -> None:
    """Read documents out quickly from here on, and in chunks of a few, so that there are many shards."""
    harvest.Extractor = Quick  # type: ignore[assignment,misc]  # what the tests are for
    checkpoints.MEAN = 3


def _claim(document: Document, match: re.Match[str]) -> Claim:
    subject, thing = (
        Mention(Passage(document.id, *match.span(group)), match[group], kind, match[group])
        for group, kind in ((1, "Organization"), (2, "Product"))
    )
    whole = Passage(document.id, *match.span())
    return Claim(
        subject=subject, relation="operates", label="operate", predicate="kg:operates", object=thing, sentence=whole,
        quote=whole, rule="clause/svo", confidence=0.9,
    )  # fmt: skip
