"""The one class that reads documents out, wherever it runs: the model is loaded once, then one document at a time.

A parse must not depend on what else is in its batch, or a graph that grew would differ from one built afresh, and one
bad document must not take its batch along. On a CPU, batches gain nothing for texts as long as an article.
"""

from kg import claims, limits
from kg.errors import KgError
from kg.model import Document, Skipped


class Extractor:
    """Reads documents out, each in at most `seconds`; raises `ModelError` where there is no such `model`."""

    def __init__(self, *, model: str, seconds: int) -> None:
        from kg import extract, text  # spaCy takes seconds to load, and a build with nothing new does without

        self._model, self._seconds = model, seconds
        self._text, self._extract = text, extract
        text.load(model)

    def __call__(self, document: Document) -> str | Skipped:
        """Give what a document says as a line of JSON; whatever it makes the parser or a rule raise costs it alone."""
        stage = "parse"
        try:
            with limits.at_most(self._seconds):
                _, doc = next(self._text.parse([document], model=self._model))
                stage = "extract"
                return claims.to_json(self._extract.extract(document, doc))
        except KgError:
            raise
        except limits.OverTimeError:
            return over_time(document, stage, self._seconds)
        except Exception as error:
            return Skipped(document.source or document.id, stage, f"{type(error).__name__}: {error}")


def over_time(document: Document, stage: str, seconds: int) -> Skipped:
    """Say that a document took too long."""
    reason = f"took longer than {seconds} s; split it, or raise max_seconds"
    return Skipped(document.source or document.id, stage, reason)
