"""One frozen configuration, from `kg.toml` and flags; an unknown key is an error.

No default reads the clock or the environment. Flags win over the file.
"""

import dataclasses
import pathlib
import re
import tomllib
from dataclasses import dataclass

from kg.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a user may set.

    `base` is the IRI under which data is minted, `model` a spaCy pipeline by name, `max_bytes` the largest file
    and `max_characters` the longest text that are read at all, `max_seconds` the time that one document may take.
    `register` is a file of things that the user knows, `link` the service that is asked for more of them: `wikidata`,
    or `wikidata=URL` for another address of one. With `infer`, what follows from the facts is worked out as well.
    """

    base: str = "https://w3id.org/prosegraph/id/"
    model: str = "en_core_web_md"
    max_bytes: int = 50_000_000
    max_characters: int = 1_000_000
    max_seconds: int = 300
    register: str = ""
    link: str = ""
    infer: bool = False

    def __post_init__(self) -> None:
        """Refuse values that no run could use."""
        if not self.base.startswith(("http://", "https://", "urn:")) or not self.base.endswith(("/", "#", ":")):
            raise ConfigError(f"base: {self.base!r} is no IRI prefix; begin with http(s):// or urn:, end with / # or :")
        for key in ("max_bytes", "max_characters", "max_seconds"):
            if getattr(self, key) < 1:
                raise ConfigError(f"{key}: {getattr(self, key)} is below 1")
        if self.link and not re.fullmatch(r"wikidata(=https?://\S+)?", self.link):
            raise ConfigError(f"link: {self.link!r} is neither wikidata nor wikidata=URL")


def load(path: pathlib.Path | None = None, **flags: object) -> Config:
    """Read `kg.toml` (none: defaults), then apply the flags that are not None; raises `ConfigError`."""
    settings = _read(path) if path else {}
    settings |= {key: value for key, value in flags.items() if value is not None}
    fields = {field.name: field.type for field in dataclasses.fields(Config)}
    for key, value in settings.items():
        if key not in fields:
            raise ConfigError(f"unknown key {key!r}; known are {', '.join(sorted(fields))}")
        if type(value) is not fields[key]:
            raise ConfigError(f"{key}: {value!r} is not of type {getattr(fields[key], '__name__', fields[key])}")
    return Config(**settings)  # type: ignore[arg-type]  # each value's type was checked above


def _read(path: pathlib.Path) -> dict[str, object]:
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    if isinstance(settings.get("register"), str) and settings["register"]:
        # A path in a file starts where the file lies, wherever the command is run.
        settings["register"] = str(path.parent / settings["register"])
    return settings
