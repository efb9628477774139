"""Fetches the parts of the page that others wrote, from npm: `python -m kg.view.parts`.

`vendor/parts.toml` names each with its version, its licence, npm's hash of the whole package and ours of each file
that is kept; nothing is written unless all of them hold. The files lie in the repository, so that neither a build nor
a user needs npm; this is run when a version in the list changes. WebAssembly is kept compressed, as the page embeds it.
"""

import base64
import gzip
import hashlib
import io
import pathlib
import shutil
import subprocess
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from importlib import resources

from kg.errors import ExportError

PACKED = ".gz"


@dataclass(frozen=True, slots=True)
class Part:
    """A package of npm, and the files kept of it with the SHA-256 of each."""

    name: str
    version: str
    licence: str
    integrity: str
    files: dict[str, str]


def listed() -> list[Part]:
    """Give the list of what is vendored."""
    text = (resources.files("kg.view") / "vendor" / "parts.toml").read_text(encoding="utf-8")
    return [Part(**row) for row in tomllib.loads(text)["part"]]


def kept(part: Part, name: str) -> bytes:
    """Read a vendored file, uncompressed."""
    folder = resources.files("kg.view") / "vendor" / part.name
    if name.endswith(".wasm"):
        return gzip.decompress((folder / (name + PACKED)).read_bytes())
    return (folder / name).read_bytes()


def fetch(part: Part, folder: pathlib.Path) -> None:
    """Write a part's files into a folder; raises `ExportError` where a hash is not the one in the list."""
    npm = shutil.which("npm")
    if npm is None:
        raise ExportError("npm is not installed; it is needed to fetch the page's parts")
    with tempfile.TemporaryDirectory() as room:
        subprocess.run([npm, "pack", "--silent", f"{part.name}@{part.version}"], cwd=room, check=True)  # noqa: S603
        package = next(pathlib.Path(room).glob("*.tgz")).read_bytes()
    _check(f"{part.name} {part.version}", "sha512-" + _base64(hashlib.sha512(package).digest()), part.integrity)
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        for name, expected in part.files.items():
            member = archive.extractfile(f"package/{name}")
            content = member.read() if member else b""
            _check(name, hashlib.sha256(content).hexdigest(), expected)
            if name.endswith(".wasm"):
                (folder / (name + PACKED)).write_bytes(gzip.compress(content, 9, mtime=0))
            else:
                (folder / name).write_bytes(content)


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _check(name: str, found: str, expected: str) -> None:
    if found != expected:
        raise ExportError(f"{name} has the hash {found}, and vendor/parts.toml says {expected}")


if __name__ == "__main__":
    for each in listed():
        fetch(each, pathlib.Path(__file__).parent / "vendor" / each.name)
