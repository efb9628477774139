"""Where each node lies: computed once, seeded, so that the page opens settled and two runs draw the same picture.

Up to `EXACT` nodes every pair repels (Fruchterman and Reingold, "Graph drawing by force-directed placement", 1991),
and the result is pulled apart until no two labels overlap. Above, each community is laid out by itself, and the
communities are set as discs near those that they are tied to; one with more than `EXACT` members is laid out by
edge attraction with negative sampling, as in "LargeVis" (Tang et al., 2016).
"""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Pairs = NDArray[np.int64]

EXACT = 600
SPACING = 125.0
"""Pixels between neighbours at zoom 1."""

REACH = 20.0
GRAVITY = 0.06
ISLANDS = 400
CRUMB = 4
"""Communities with fewer members, and all but the largest `ISLANDS`, are crumbs."""

GOLDEN = np.pi * (3 - np.sqrt(5))


def positions(groups: NDArray[np.int64], pairs: Pairs, widths: Points) -> Points:
    """Give x and y of each node, in pixels at zoom 1; `widths` are the widths of the nodes' labels."""
    count = len(groups)
    if count == 0:
        return np.zeros((0, 2))
    if count <= EXACT:
        return _packed([(part, _drawn(part, groups, pairs, widths)) for part in _parts(count, pairs)], widths)
    return _islands(groups, pairs)


def _drawn(part: NDArray[np.int64], groups: NDArray[np.int64], pairs: Pairs, widths: Points) -> Points:
    """Lay out one connected part by itself."""
    inside = pairs[np.isin(pairs[:, 0], part)]
    _, own = np.unique(groups[part], return_inverse=True)
    sizes = np.argsort(np.argsort(-np.bincount(own), kind="stable"), kind="stable")
    return _apart(_springs(_discs(sizes[own]), np.searchsorted(part, inside)), widths[part])


def _parts(count: int, pairs: Pairs) -> list[NDArray[np.int64]]:
    """Give the connected parts, the largest first, each as its nodes in order."""
    lowest = np.arange(count)
    while True:
        least = lowest.copy()
        np.minimum.at(least, pairs[:, 0], lowest[pairs[:, 1]])
        np.minimum.at(least, pairs[:, 1], lowest[pairs[:, 0]])
        if (least == lowest).all():
            break
        lowest = least
    parts = [np.flatnonzero(lowest == first) for first in np.unique(lowest)]
    return sorted(parts, key=lambda part: (-len(part), int(part[0])))


def _packed(parts: list[tuple[NDArray[np.int64], Points]], widths: Points) -> Points:
    """Set the parts beside each other in rows, as a page is set, wider than high."""
    margin = np.array([SPACING * 0.6, SPACING * 0.6])
    boxes = []
    for part, points in parts:
        half = np.stack([widths[part] / 2, np.full(len(part), 26.0)], axis=1)
        low, high = (points - half).min(axis=0), (points + half).max(axis=0)
        boxes.append((part, points - low, high - low + margin))
    line = max(max(box[0] for _, _, box in boxes), float(np.sqrt(sum(box[0] * box[1] for _, _, box in boxes) * 1.3)))
    placed = np.zeros((len(widths), 2))
    x = y = tall = 0.0
    for part, points, box in boxes:
        if x and x + box[0] > line + 1:
            x, y, tall = 0.0, y + tall, 0.0
        placed[part] = points + np.array([x, y])
        x, tall = x + box[0], max(tall, box[1])
    middled: Points = placed - placed.mean(axis=0)
    return middled


def _discs(groups: NDArray[np.int64]) -> Points:
    """Pack each community as a disc of sunflower seeds, the discs themselves along a sunflower, large ones inside."""
    sizes = np.bincount(groups)
    radii = np.sqrt(sizes) * 0.7
    area = np.cumsum(sizes) - sizes / 2
    far, turn = np.sqrt(area) * 0.95, np.arange(len(sizes)) * GOLDEN
    centres = np.stack([far * np.cos(turn), far * np.sin(turn)], axis=1)
    order = np.argsort(groups, kind="stable")
    rank = np.empty(len(groups))
    rank[order] = np.arange(len(groups)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    reach = radii[groups] * np.sqrt((rank + 0.5) / sizes[groups])
    spots: Points = centres[groups] + np.stack([reach * np.cos(rank * GOLDEN), reach * np.sin(rank * GOLDEN)], axis=1)
    return spots


def _springs(points: Points, pairs: Pairs, *, rounds: int = 300) -> Points:
    """Every pair repels with 1/d, every edge attracts with d², ever more slowly."""
    count = len(points)
    points = points * (1 / 0.7)
    heat = np.sqrt(count) * 0.3
    # Those with many neighbours need room for them (Jacomy et al., "ForceAtlas2", 2014).
    charge = np.sqrt(np.bincount(pairs.ravel(), minlength=count) + 1.0)
    charge /= charge.mean()
    for turn in range(rounds):
        push = _push(points, charge) - _pull(points, pairs, count) - GRAVITY * (points - points.mean(axis=0))
        length = np.hypot(push[:, 0], push[:, 1])[:, None] + 1e-9
        points = points + push / length * np.minimum(length, heat * (1 - turn / rounds) + 0.01)
    stretched: Points = points * SPACING * np.array([1.08, 0.95])
    return stretched


def _push(points: Points, charge: Points) -> Points:
    """Give the repulsion on each; it fades beyond a few edges' length, so that a long chain is not drawn straight."""
    x, y = points[:, 0], points[:, 1]
    dx, dy = x[:, None] - x, y[:, None] - y
    squared = dx * dx + dy * dy + 0.01
    strength = charge[:, None] * charge / (squared * (1 + squared / (REACH * charge[:, None] * charge)))
    return np.stack([(dx * strength).sum(axis=1), (dy * strength).sum(axis=1)], axis=1)


def _pull(points: Points, pairs: Pairs, count: int) -> Points:
    if not len(pairs):
        return np.zeros((count, 2))
    apart = points[pairs[:, 0]] - points[pairs[:, 1]]
    force = apart * np.hypot(apart[:, 0], apart[:, 1])[:, None]
    return _gathered(pairs[:, 0], force, count) - _gathered(pairs[:, 1], force, count)


def _gathered(index: NDArray[np.int64], force: Points, count: int) -> Points:
    columns = [np.bincount(index, weights=force[:, axis], minlength=count) for axis in (0, 1)]
    return np.stack(columns, axis=1)


def _apart(points: Points, widths: Points, *, height: float = 52.0, rounds: int = 200) -> Points:
    """Push nodes whose boxes (mark and label) overlap away from each other, along the shorter way out."""
    half = (widths[:, None] + widths[None, :]) / 2 + 14
    same = np.eye(len(points), dtype=bool)
    for _ in range(rounds):
        dx = points[:, None, 0] - points[None, :, 0]
        dy = points[:, None, 1] - points[None, :, 1]
        over_x, over_y = half - np.abs(dx), height - np.abs(dy)
        hit = (over_x > 0) & (over_y > 0) & ~same
        if not hit.any():
            break
        sideways = hit & (over_x < over_y)
        upright = hit & ~sideways
        points = points + 0.3 * np.stack(
            [
                np.where(sideways, _sign(dx) * over_x, 0).sum(axis=1),
                np.where(upright, _sign(dy) * over_y, 0).sum(axis=1),
            ],
            axis=1,
        )
    return points


def _sign(gap: Points) -> Points:
    """Give the direction of each gap; two nodes at the same place part by their order."""
    order = np.sign(np.subtract.outer(np.arange(len(gap)), np.arange(len(gap))))
    return np.where(gap == 0, order, np.sign(gap))


def _islands(groups: NDArray[np.int64], pairs: Pairs) -> Points:
    """Lay out each community by itself, then the communities as discs that do not overlap; crumbs go into one disc."""
    sizes = np.bincount(groups)
    islands = np.flatnonzero(sizes >= max(CRUMB, int(np.sort(sizes)[-ISLANDS:][0])))
    of = np.full(len(sizes), len(islands))
    of[islands] = np.arange(len(islands))
    island = of[groups]
    radii = np.sqrt(np.bincount(island, minlength=len(islands) + 1))
    middles = _discs_apart(len(islands) + 1, island[pairs], radii)
    inner = pairs[(island[pairs[:, 0]] == island[pairs[:, 1]])]
    inner = inner[np.argsort(island[inner[:, 0]], kind="stable")]
    bounds = np.searchsorted(island[inner[:, 0]], np.arange(len(islands) + 2))
    points = np.zeros((len(groups), 2))
    order = np.argsort(island, kind="stable")
    ends = np.searchsorted(island[order], np.arange(len(islands) + 2))
    for number, radius in enumerate(radii):
        members = order[ends[number] : ends[number + 1]]
        own = np.searchsorted(members, inner[bounds[number] : bounds[number + 1]])
        # Crumbs are not tied to each other.
        drawn = _island(len(members), own if number < len(islands) else own[:0])
        points[members] = middles[number] + drawn * radius
    return points * SPACING * 0.62


def _island(count: int, pairs: Pairs) -> Points:
    """Give one community within a circle of radius 1."""
    points = _discs(np.zeros(count, dtype=np.int64))
    if count > EXACT and len(pairs):
        points = _sampled(points, pairs)
    elif len(pairs):
        points = _springs(points, pairs, rounds=150 if count < 150 else 9000 // count)
    points = points - points.mean(axis=0) if count else points
    far = np.sqrt((points**2).sum(axis=1, keepdims=True))
    # The rank of the distance, not the distance, so that the disc is filled evenly.
    rank = np.argsort(np.argsort(far[:, 0], kind="stable"), kind="stable")[:, None] + 0.5
    spots: Points = (
        points / (far + 1e-9) * (0.75 * np.sqrt(rank / max(count, 1)) + 0.25 * far / (far.max(initial=0) + 1e-9))
    )
    return spots


def _discs_apart(count: int, ties: Pairs, radii: Points, *, rounds: int = 600) -> Points:
    """Draw tied discs together and push overlapping ones apart."""
    weight = np.zeros((count, count))
    np.add.at(weight, (ties[:, 0], ties[:, 1]), 1.0)
    weight = np.sqrt(weight + weight.T)
    np.fill_diagonal(weight, 0)
    weight[:, -1] = weight[-1, :] = 0
    weight /= weight.sum(axis=1, keepdims=True) + 1e-9
    area = np.cumsum(radii**2) - radii**2 / 2
    turn = np.arange(count) * GOLDEN
    points = np.stack([np.cos(turn), np.sin(turn)], axis=1) * np.sqrt(area)[:, None] * 1.3
    need = (radii[:, None] + radii[None, :]) * 1.12 + 1
    same = np.eye(count, dtype=bool)
    for step in range(rounds):
        cooling = max(0.0, 1 - 2 * step / rounds)
        apart = points[:, None, :] - points[None, :, :]
        far = np.sqrt((apart**2).sum(axis=2)) + 1e-9
        over = np.where(same, 0, np.maximum(need - far, 0)) / far
        points = points + 0.35 * (apart * over[:, :, None]).sum(axis=1) / (1 + (over > 0).sum(axis=1))[:, None] * 2
        points = points + cooling * 0.06 * (weight @ points - points) - cooling * 0.015 * points
    return points


def _sampled(points: Points, pairs: Pairs, *, rounds: int = 60) -> Points:
    """Edges attract, randomly drawn pairs and crowded cells repel."""
    random = np.random.default_rng(1)
    count = len(points)
    degree = np.bincount(pairs.ravel(), minlength=count) + 1.0
    for turn in range(rounds):
        step = 0.5 * (1 - turn / rounds) + 0.02
        apart = points[pairs[:, 0]] - points[pairs[:, 1]]
        far = np.sqrt((apart**2).sum(axis=1, keepdims=True))
        force = apart * (far / (1.5 + far))
        move = _gathered(pairs[:, 1], force, count) - _gathered(pairs[:, 0], force, count)
        move /= degree[:, None]
        for _ in range(3):
            gap = points - points[random.permutation(count)]
            move += gap / ((gap**2).sum(axis=1, keepdims=True) + 0.5) * (0.15 * np.sqrt(count) / 10)
        points = points + step * (move + _crowding(points))
    return points


def _crowding(points: Points) -> Points:
    """Push each node away from the middle of its cell, the harder the more nodes share the cell."""
    cells = np.floor(points / 1.6).astype(np.int64)
    _, index, sizes = np.unique(cells[:, 0] * 1_000_003 + cells[:, 1], return_inverse=True, return_counts=True)
    middles = _gathered(index, points, len(sizes)) / sizes[:, None]
    away = points - middles[index]
    push: Points = away * np.minimum(sizes[index] - 1, 8)[:, None] * 0.12
    return push
