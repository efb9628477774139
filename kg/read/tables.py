"""Parquet: one row a document, its columns named as the keys of a record in JSON lines are.

Read a few rows at a time, so that a file may be larger than memory. Other columns are not even read.
"""

import datetime
import pathlib
from collections.abc import Iterator

import pyarrow
from pyarrow import parquet

from kg.config import Config
from kg.errors import ReadError
from kg.model import Document, Skipped
from kg.read import records

ROWS = 64
"""Rows that are held at a time."""


def read(path: pathlib.Path, config: Config) -> Iterator[Document | Skipped]:
    """Give a document for each row, and a `Skipped` that names file and row (from 1) for each that is none.

    Raises `ReadError` where the file is damaged, or has no column that could be the text.
    """
    try:
        with parquet.ParquetFile(path) as file:
            columns = [name for names in records.KEYS.values() for name in names if name in file.schema_arrow.names]
            if not set(columns) & set(records.KEYS["text"]):
                wanted = ", ".join(records.KEYS["text"])
                raise ReadError(f"has no text; one of the columns {wanted} is wanted")
            number = 0
            for batch in file.iter_batches(ROWS, columns=columns, use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    yield _document(row, path, number, config)
    except (pyarrow.ArrowException, OSError) as error:
        raise ReadError(f"is no Parquet that can be read: {str(error).partition(chr(10))[0]}") from error


def _document(row: dict[str, object], path: pathlib.Path, number: int, config: Config) -> Document | Skipped:
    source = f"{path.as_posix()}:{number}"
    try:
        size = sum(len(value) for value in row.values() if isinstance(value, str | bytes))
        if size > config.max_bytes:
            raise ReadError(f"is over {config.max_bytes} bytes; split it, or raise max_bytes")
        return records.document({key: _plain(value) for key, value in row.items()}, path.stem, source)
    except ReadError as error:
        return Skipped(source, "read", str(error))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime.date) else value
