"""The error tree: everything that `kg` raises on purpose.

KgError                  caught by the command line: one line, exit code 1
├── ConfigError          an unknown key or a value out of range in kg.toml or a flag
├── ReadError            a document that can't be read; a run names it, skips it and goes on
├── ModelError           the language model is missing or is not the pinned one
├── OntologyError        the vocabulary or a data file of ours is inconsistent
├── GraphError           no graph in the folder, or one that is damaged or in use
│   ├── CheckpointError  a stored extraction that can't be read back
│   └── NothingBuiltError  not one fact in any document
├── QueryError           a SPARQL query that is wrong, refused, or past its limits
├── PushError            another store that can't be reached, or refuses the graph
├── ExportError          an unknown format, or a graph that the format can't hold
└── NotFoundError        no entity or document of that name
"""


class KgError(Exception):
    """A failure with a message for the user: what is wrong, where, and what to do."""


class ConfigError(KgError):
    """An unknown key or a value out of range in `kg.toml` or a flag."""


class ReadError(KgError):
    """A document that can't be read."""


class ModelError(KgError):
    """The language model is missing, or is not the pinned one."""


class OntologyError(KgError):
    """The vocabulary, or a data file that refers to it, is inconsistent."""


class GraphError(KgError):
    """No graph in the folder, or one that is damaged or in use."""


class CheckpointError(GraphError):
    """A stored extraction that can't be read back."""


class NothingBuiltError(GraphError):
    """Not one fact in any document; `rows` are document, stage and reason of each that was of no use."""

    def __init__(self, message: str, *, rows: tuple[tuple[str, str, str], ...] = ()) -> None:
        super().__init__(message)
        self.rows = rows


class QueryError(KgError):
    """A SPARQL query that is wrong, refused, or past its limits."""


class ExportError(KgError):
    """An unknown format, or a graph that the format can't hold."""


class PushError(KgError):
    """Another store that can't be reached, or refuses the graph."""


class NotFoundError(KgError):
    """No entity or document of that name."""
