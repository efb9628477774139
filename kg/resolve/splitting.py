"""Names that a person has split, kept apart inside one article too.

Extraction calls a thing by the fullest name of its chain ("Markus Feld" for "Feld"). Where a decision says that the two
mean different things, a mention is called by its own words again, before anything is resolved.
"""

import dataclasses
from collections.abc import Callable

from kg.model import Claim, Extraction, Mention
from kg.resolve import replay
from kg.resolve.decisions import Decisions, Split


def called(extraction: Extraction, decisions: Decisions) -> Extraction:
    """Give the extraction with the mentions of split names called by their own words."""
    document = extraction.document.id
    splits = [split for split in decisions.splits if not split.documents or document in split.documents]
    if not splits:
        return extraction

    def own(mention: Mention) -> Mention:
        is_split = mention.name and any(_is_split(mention, split) for split in splits)
        return dataclasses.replace(mention, name=mention.text, why="name") if is_split else mention

    mentions, claims = map(own, extraction.mentions), (_claim(claim, own) for claim in extraction.claims)
    return dataclasses.replace(extraction, mentions=tuple(mentions), claims=tuple(claims))


def _claim(claim: Claim, own: Callable[[Mention], Mention]) -> Claim:
    object_ = own(claim.object) if isinstance(claim.object, Mention) else claim.object
    said_by = own(claim.said_by) if claim.said_by else None
    return dataclasses.replace(claim, subject=own(claim.subject), object=object_, said_by=said_by)


def _is_split(mention: Mention, split: Split) -> bool:
    """Whether a decision tells a mention's words from the name of its chain."""
    words, name = (
        {place for place, meant in enumerate(split.entities) if replay.means(meant, called, mention.type)}
        for called in (mention.text, mention.name)
    )
    return bool(words) and words != name and (bool(name) or bool(split.documents))
