"""How the text puts an event: asserted, planned, negated, alleged, conditional; and whether it puts it forward at all.

The status of a clause is that of the clauses it hangs on, from the outermost down, each changed by the signature of
the word that governs the next (`standing`), and by what each clause says itself (`modality`). After FactBank (Saurí
and Pustejovsky 2009) for modality and reports, Karttunen (1971, 2012) for implicatives, Kiparsky and Kiparsky
(1970) for factives. What five statuses make necessary:

- A plan outweighs an allegation ("is reportedly planning to buy": planned), a condition outweighs both, and a
  denial outweighs all but a condition ("allegedly did not pay": negated).
- A neutral report leaves its content as it stands; what was *not* said, or is only asked, counts as alleged.
- Purposes are planned ("flew to Rome to sign"), unless main verb and infinitive report a result ("beat Spain to win").
- Relative clauses and participles keep their own tense, whatever the noun is in ("plans to sell the ship that it
  built"), except after an indefinite object that is only being planned ("plans to build a base run by Russia"),
  and after "any" or "every" (conditional).
- What somebody is accused of is alleged, and so is what they are accused of planning.
- A plan that was "had planned to" or "planned to" before a "but" that gives it up is negated.
- A noun that names no event ("the director of the bank") is asserted whatever its sentence does to it; only its own
  modifiers count, the copula that it completes, and whether it is yet to be built ("plans a plant in Turkey").
"""

from spacy.tokens import Token

from kg.extract import contexts, frames
from kg.model import Status

_VERBAL = frozenset({"VERB", "AUX"})
_PREDICATIVE = frozenset({"attr", "acomp", "oprd"})
_CLIMBED = frozenset({"ccomp", "xcomp", "csubj", "csubjpass", "parataxis", "advcl", "pcomp", "conj", "dep"})


def of(head: Token) -> Status:
    """Give the status of the event that a token stands for.

    The token is a verb, a copula or what completes it, a noun for an event, or the noun of a noun-phrase relation.
    """
    return contexts.standing(head).status()


def is_assertable(head: Token) -> bool:
    """Whether the text puts the clause forward at all: false in questions, orders and wishes."""
    clause = head.head if head.dep_ in _PREDICATIVE or head.dep_ in ("aux", "auxpass") else head
    if clause.pos_ not in _VERBAL:
        return True
    while True:
        if _asks(clause) or _orders(clause) or _wishes(clause):
            return False
        if clause.dep_ not in _CLIMBED or _is_presupposed(clause):
            return True
        clause = clause.head


def _asks(clause: Token) -> bool:
    """Whether a question mark closes the clause, or "whether" opens it."""
    if frames.opens_with(clause, "question_marks") and clause.dep_ in ("ccomp", "pcomp"):
        return True
    if clause.dep_ == "ccomp" and clause.i < clause.head.i:
        # "Will he go?" she asked: the mark may hang on either verb.
        return any(mark.text == "?" and clause.i < mark.i < clause.head.i for mark in clause.head.children) or any(
            mark.text == "?" for mark in clause.children
        )
    return any(mark.text == "?" and mark.i > clause.i for mark in clause.children)


def _orders(clause: Token) -> bool:
    """Whether the clause is an imperative: a bare verb, nobody for a subject, not behind "let" or "help"."""
    if clause.tag_ != "VB" or clause.dep_ not in ("ROOT", "ccomp", "parataxis"):
        return False
    if clause.dep_ != "ROOT" and (frames.find("verb", clause.head, "bare") is None or clause.head.i < clause.i):
        return False
    kinds = {child.dep_ for child in clause.children if child.i < clause.i and child.lower_ not in ("do", "don't")}
    return not kinds & {"nsubj", "nsubjpass", "csubj", "expl", "aux", "auxpass", "mark"}


def _wishes(clause: Token) -> bool:
    """Whether the clause is "if only he had", or what is wished that it were."""
    if clause.dep_ == "ccomp" and clause.head.lemma_ == "wish":
        return True
    return (
        clause.dep_ == "ROOT"
        and frames.opens_with(clause, "conditional_marks")
        and any(child.lower_ == "only" for child in clause.children)
    )


def _is_presupposed(clause: Token) -> bool:
    known = frames.find("verb", clause.head, "that") if clause.dep_ == "ccomp" else None
    return known is not None and known.positive == "fact"
