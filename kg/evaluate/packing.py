"""Write the learned extractor's parameters into the file that `kg.extract.weights` reads."""

import io
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from kg.extract.weights import Model, Output

NOTICE = (
    "Trained on KnowledgeNet, folds 1 to 3 (Mesquita et al., EMNLP 2019; https://github.com/diffbot/knowledge-net), "
    "licensed under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/); these weights are under the same."
)


def write(model: Model) -> bytes:
    """Give the file of a model: weights in a byte each with a scale for each output, the network's in two bytes."""
    scales = np.maximum(np.abs(model.weights).max(axis=0), 1e-6) / 127
    parts: dict[str, npt.NDArray[np.generic]] = {
        "notice": np.array(NOTICE),
        "vocabulary": _packed(model.vocabulary),
        "weights": np.rint(model.weights / scales).astype(np.int8),
        "scales": scales,
        "bias": model.bias,
        "outputs": np.array(" ".join(name(output) for output in model.outputs)),
        "least": model.least,
        "kinds": np.array(" ".join(f"{one}>{other}" for one, other in sorted(model.kinds))),
        "slopes": model.slopes,
        "shifts": model.shifts,
    }
    if model.network is not None:
        parts |= {f"field/{i}": _packed(known) for i, known in enumerate(model.network.fields)}
        parts |= {f"net/{key}": value.astype(np.float16) for key, value in sorted(model.network.weights.items())}
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **parts)
    return file.getvalue()


def name(output: Output) -> str:
    """Give a predicate with the direction in which it is read."""
    return f"{'>' if output.forward else '<'}{output.predicate}"


def _packed(names: Iterable[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode("utf-8"), np.uint8)
