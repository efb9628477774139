"""The parameters of the learned extractor, and the file that they come in: `data/relations.npz`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import IO

import numpy as np
import numpy.typing as npt

from kg.extract.network import Network

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Output:
    """A predicate, and whether its subject stands before its object."""

    predicate: str
    forward: bool


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature and output; `least` is the probability from which an output is worth a claim.

    `slopes` and `shifts` turn the log-odds of each output into those of being right, as held-out passages showed.
    Without a network, the weights alone are asked.
    """

    vocabulary: Mapping[str, int]
    weights: Floats
    bias: Floats
    outputs: tuple[Output, ...]
    least: Floats
    kinds: frozenset[tuple[str, str]]
    slopes: Floats
    shifts: Floats
    network: Network | None = None


@cache
def load() -> Model:
    """Load the model that ships, once a process."""
    with resources.files("kg").joinpath("data", "relations.npz").open("rb") as file:
        return read(file)


def read(file: IO[bytes]) -> Model:
    """Read a model as `kg.evaluate.packing` writes it: whole numbers, and a scale for each output."""
    with np.load(file) as data:
        return Model(
            vocabulary={name: number for number, name in enumerate(_lines(data["vocabulary"]))},
            weights=data["weights"].astype(np.float32) * data["scales"].astype(np.float32),
            bias=data["bias"],
            outputs=tuple(Output(name[1:], name[0] == ">") for name in str(data["outputs"]).split()),
            least=data["least"],
            kinds=frozenset((one, other) for one, _, other in (k.partition(">") for k in str(data["kinds"]).split())),
            slopes=data["slopes"],
            shifts=data["shifts"],
            network=_network({name: data[name] for name in data.files}),
        )


def _network(data: Mapping[str, npt.NDArray[np.generic]]) -> Network | None:
    """Give the network, if there is one: its parameters' names begin with "net/", a field's words stand in lines."""
    known = [_lines(data[name]) for name in sorted(data) if name.startswith("field/")]
    if not known:
        return None
    starts = np.cumsum([1, *map(len, known)]).tolist()
    return Network(
        fields=tuple(dict(zip(lines, range(start, start + len(lines)), strict=True))
                     for lines, start in zip(known, starts, strict=False)),
        weights={name[4:]: data[name].astype(np.float32) for name in data if name.startswith("net/")},
    )  # fmt: skip


def _lines(packed: npt.NDArray[np.generic]) -> list[str]:
    return bytes(packed).decode("utf-8").split("\n")
