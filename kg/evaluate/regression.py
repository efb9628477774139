"""Logistic regressions for many outputs at once: fitted, held out, calibrated; needs the extra `train`.

No random numbers and no threads of our own: the same data give the same weights.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

Floats = npt.NDArray[np.float64]
Weights = npt.NDArray[np.float32]
Matrix: TypeAlias = Any
"""A matrix of SciPy's, which ships no types."""

PENALTY = 4.0
"""Half of it times the squared weights is added to the loss."""
STEPS = 50
SETTLED = 10.0
"""How strongly a calibration is held to changing nothing, in examples."""
UNSEEN = -5.0
"""Where biases start: most outputs hold for few examples."""


def matrix(rows: Sequence[Sequence[int]], width: int) -> Matrix:
    """Give a sparse matrix of ones at these columns."""
    columns = [column for row in rows for column in row]
    ends = np.cumsum([0, *map(len, rows)])
    ones = np.ones(len(columns), np.float32)
    return sparse.csr_matrix((ones, np.array(columns, np.int32), ends), shape=(len(rows), width))


def fit(seen: Matrix, wanted: Weights, trusted: Weights) -> tuple[Weights, Weights]:
    """Minimise the logistic loss of all outputs by L-BFGS; gives weights by feature and output, and biases.

    `trusted` is how much it counts that an example has an output, or has it not.
    """
    wide, high = seen.shape[1], wanted.shape[1]
    turned = seen.T.tocsr()

    def loss(flat: Floats) -> tuple[float, Floats]:
        rounded = flat.astype(np.float32)
        sums = seen @ rounded[high:].reshape(wide, high) + rounded[:high]
        small = np.exp(-np.abs(sums))
        total = float((trusted * (np.maximum(sums, 0) - wanted * sums + np.log1p(small))).sum(dtype=np.float64))
        errors = trusted * (np.where(sums > 0, np.float32(1), small) / (1 + small) - wanted)
        slope = np.concatenate([errors.sum(axis=0), (turned @ errors).ravel() + PENALTY * flat[high:]])
        return total + PENALTY / 2 * float(flat[high:] @ flat[high:]), slope.astype(np.float64)

    start = np.zeros(high + wide * high)
    start[:high] = UNSEEN
    flat = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 5}).x
    return flat[high:].reshape(wide, high).astype(np.float32), flat[:high].astype(np.float32)


def held_out(seen: Matrix, wanted: Weights, trusted: Weights, parts: npt.NDArray[np.int64]) -> Weights:
    """Give the log-odds of each part's examples by a model of the other parts."""
    result = np.zeros_like(wanted)
    for part in np.unique(parts):
        own, others = np.flatnonzero(parts == part), np.flatnonzero(parts != part)
        weights, bias = fit(seen[others], wanted[others], trusted[others])
        result[own] = seen[own] @ weights + bias
    return result


def calibrated(odds: Floats, right: Floats) -> tuple[float, float]:
    """Give the slope and shift of log-odds that make them those of being right (Platt 1999), near 1 and 0."""

    def loss(line: Floats) -> float:
        sums = line[0] * odds + line[1]
        away = SETTLED * ((line[0] - 1) ** 2 + line[1] ** 2)
        return float((np.logaddexp(0, sums) - right * sums).sum() + away)

    slope, shift = optimize.minimize(loss, np.array([1.0, 0.0]), method="L-BFGS-B").x
    return float(slope), float(shift)
