"""Bytes to text: UTF-8, or UTF-16 where a byte order mark says so; anything else is refused, not guessed.

A guess that is wrong yields names that no later stage can repair, so the reader names the offending byte instead.
Line ends are normalised to a line feed; offsets are those of the normalised text.
"""

import codecs

from kg.errors import ReadError


def text(data: bytes) -> str:
    """Decode a file, drop its byte order mark, and end its lines with a line feed; raises `ReadError`."""
    decoded = _utf16(data) if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else _utf8(data)
    return decoded.replace("\r\n", "\n").replace("\r", "\n")


def _utf8(data: bytes) -> str:
    if (nul := data.find(b"\0")) >= 0:
        raise ReadError(f"is binary, not text: it has a NUL byte at offset {nul}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from behind the byte order mark.
        offset = error.start + (len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
        raise ReadError(
            f"is not UTF-8: byte 0x{data[offset]:02x} at offset {offset}; convert it, for instance with iconv"
        ) from error


def _utf16(data: bytes) -> str:
    try:
        decoded = data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise ReadError(f"begins like UTF-16 but is not: {error.reason} at byte offset {error.start}") from error
    if "\0" in decoded:
        raise ReadError(f"is binary, not text: it has a NUL at character {decoded.index(chr(0))}")
    return decoded
