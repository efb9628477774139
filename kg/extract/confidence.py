"""How far a claim can be trusted."""

import dataclasses

from kg.model import Claim, Mention

# Replaced by calibrated weights once they are measured.
_RULES = {"clause": 0.8, "noun": 0.85}


def rated(claim: Claim) -> Claim:
    """Give the claim with its confidence."""
    score = _RULES[claim.rule.split("/")[0]]
    for end in (claim.subject, claim.object):
        if isinstance(end, Mention):
            score *= {"name": 1.0, "pronoun": 0.85, "description": 0.8, "nominal": 0.8, "none": 0.5}.get(end.why, 0.95)
    return dataclasses.replace(claim, confidence=round(score, 4))
