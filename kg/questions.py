"""The queries that ship: one question a `.rq` file, its first comment the question in English.

They lie at the top of the repository, where people look for them, and inside the package once it is installed.
"""

import pathlib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from kg.errors import NotFoundError


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """A query by its name (`partners`), with the question that it answers."""

    name: str
    question: str
    sparql: str


@lru_cache(maxsize=1)
def shipped() -> tuple[Question, ...]:
    """Give the queries that ship, by name."""
    package = pathlib.Path(str(resources.files("kg")))
    folder = next((place for place in (package / "queries", package.parent / "queries") if place.is_dir()), package)
    return tuple(sorted(_question(path) for path in folder.glob("*.rq")))


def find(name: str) -> Question:
    """Give the query of a name or of a part of it that no other has, or the one in a file; raises `NotFoundError`."""
    path = pathlib.Path(name)
    if path.suffix == ".rq" or path.is_file():
        return _question(path)
    exact = [question for question in shipped() if question.name == name]
    fitting = exact or [question for question in shipped() if name in question.name]
    if len(fitting) == 1:
        return fitting[0]
    known = ", ".join(question.name for question in fitting or shipped())
    if fitting:
        raise NotFoundError(f"{len(fitting)} queries are called something like {name!r}: {known}")
    raise NotFoundError(f"no query {name!r}: neither a file nor one of those that ship ({known})")


def _question(path: pathlib.Path) -> Question:
    try:
        sparql = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise NotFoundError(f"{path}: the query can't be read: {reason}") from error
    comments = (line.lstrip("# ").strip() for line in sparql.splitlines() if line.startswith("#"))
    return Question(path.stem, next((comment for comment in comments if comment), ""), sparql)
