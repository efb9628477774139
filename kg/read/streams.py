"""Files that may be compressed, as streams of bytes that say when they grow beyond belief.

A few kilobytes can hold terabytes of zeros. No text is packed to less than a two-hundredth of its size, so what
claims to be is broken off. Zstandard is read by pyarrow, the others by Python.
"""

import bz2
import gzip
import io
import lzma
import pathlib
import zlib
from collections.abc import Callable
from typing import BinaryIO, cast

import pyarrow

from kg.errors import ReadError

RATIO, ALLOWED = 200, 50_000_000
"""How many times larger than its file a stream may be, and how many bytes are let pass in any case."""

BROKEN = (EOFError, zlib.error, lzma.LZMAError, pyarrow.ArrowException, gzip.BadGzipFile)
"""What a damaged stream raises, besides `OSError`."""


def opened(path: pathlib.Path) -> BinaryIO:
    """Open a file, unpacked where its last suffix says that it is packed; raises `OSError`."""
    opener = _OPENERS.get(path.suffix.lower())
    if opener is None:
        return path.open("rb")
    limit = max(ALLOWED, RATIO * path.stat().st_size)
    return io.BufferedReader(_Metered(opener(path), limit), buffer_size=1 << 16)


class _Metered(io.RawIOBase):
    """A stream that raises `ReadError` once more than `limit` bytes came out of it."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream, self._left = stream, limit

    def readable(self) -> bool:
        """Say that it can be read from."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed wants every buffer there is
        """Fill the buffer, as far as there is something."""
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise ReadError(f"unpacks to more than {RATIO} times its size, as no text does")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the stream below, too."""
        self._stream.close()
        super().close()


def _zstd(path: pathlib.Path) -> BinaryIO:
    return cast(BinaryIO, pyarrow.input_stream(str(path), compression="zstd"))


_OPENERS: dict[str, Callable[[pathlib.Path], BinaryIO]] = {
    ".gz": lambda path: cast(BinaryIO, gzip.open(path)),  # noqa: SIM115 -- closed with what holds it
    ".tgz": lambda path: cast(BinaryIO, gzip.open(path)),  # noqa: SIM115
    ".bz2": lambda path: cast(BinaryIO, bz2.open(path)),  # noqa: SIM115
    ".xz": lambda path: cast(BinaryIO, lzma.open(path)),  # noqa: SIM115
    ".zst": _zstd,
}
