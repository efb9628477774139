"""Train the network of `kg.extract.network` with PyTorch (extra `train`): the same sums, with their slopes.

One thread and fixed seeds: the same lessons give the same parameters on the same machine. AdamW (Loshchilov and Hutter
2019) with a rate that rises and falls once (Smith 2018), and dropout on words, features and hidden values.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from kg.extract import network
from kg.extract.network import Floats
from kg.extract.surroundings import GROUPS, LISTS, STRETCHES, Ints, Lists, Surroundings

Tensor: TypeAlias = torch.Tensor

WIDTH, HIDDEN, BASIS = 64, 192, 64
EPOCHS, PASSAGES = 12, 48
RATE, DECAY, WARM = 3e-3, 2e-2, 0.15
DROP_WORDS, DROP_POOLED, DROP_FEATURES, DROP_HIDDEN = 0.2, 0.1, 0.3, 0.5
STRETCHED = 8.0
"""Static vectors have length 1, which is little beside the contextual ones."""
RARELY, STEEPEST, EACH = -4.0, 2.0, 5.0
"""Where biases start; how long a step's slope may be; how much a pair counts, over all outputs."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A passage's words and pairs; `wanted` and `trusted` are pairs by outputs, `words` tokens by fields."""

    contextual: Floats
    static: Floats
    words: Ints
    around: Surroundings
    common: Lists
    wanted: Floats
    trusted: Floats


class Reader(nn.Module):
    """The network as PyTorch trains it; parameters are named as in `kg.extract.network`."""

    def __init__(self, sizes: Mapping[str, int], constants: Mapping[str, Tensor]) -> None:
        super().__init__()
        self.constants = dict(constants)
        inputs = network.CONTEXTUAL + BASIS
        self.table = nn.Embedding(sizes["words"], WIDTH)
        self.dense = nn.Linear(inputs, WIDTH)
        self.slots = nn.Linear(WIDTH * (STRETCHES + LISTS), HIDDEN)
        self.bag = nn.Embedding(sizes["features"] + 1, HIDDEN)
        self.query = nn.Linear(HIDDEN, network.HEADS * network.KEY)
        self.key = nn.Linear(WIDTH, network.HEADS * network.KEY)
        self.value = nn.Linear(WIDTH, network.HEADS * network.VALUE)
        self.left, self.right = (nn.Embedding(2 * network.FAR + 1, network.HEADS) for _ in range(2))
        self.mix = nn.Linear(network.HEADS * network.VALUE, HIDDEN)
        self.middle, self.joint = nn.Linear(HIDDEN, HIDDEN), nn.Linear(GROUPS * HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, sizes["outputs"])
        for embedding, spread in ((self.table, 0.2), (self.bag, 0.03), (self.left, 0.0), (self.right, 0.0)):
            nn.init.normal_(embedding.weight, std=spread)
        nn.init.constant_(self.out.bias, RARELY)

    def forward(self, lesson: Lesson) -> Tensor:
        """Give log-odds, pairs by outputs."""
        words = self._words(lesson)
        hidden = functional.relu(
            self.slots(self._dropped(_pooled(words, lesson.around), DROP_POOLED)) + self._bag(lesson)
        )
        hidden = hidden + functional.relu(self.mix(self._attended(words, hidden, lesson.around)))
        hidden = self._dropped(hidden, DROP_HIDDEN)
        hidden = hidden + functional.relu(self.middle(hidden))
        joint = torch.cat([_highest(hidden, groups) for groups in lesson.around.groups.T], 1)
        hidden = hidden + functional.relu(self.joint(self._dropped(joint, DROP_HIDDEN)))
        result: Tensor = self.out(self._dropped(hidden, DROP_HIDDEN))
        return result

    def _dropped(self, values: Tensor, share: float) -> Tensor:
        return functional.dropout(values, share, self.training)

    def _words(self, lesson: Lesson) -> Tensor:
        own = (torch.from_numpy(lesson.contextual) - self.constants["mean"]) / self.constants["spread"]
        dense = torch.cat([own, torch.from_numpy(lesson.static) @ self.constants["basis"]], 1)
        looked_up = self._dropped(self.table(torch.from_numpy(lesson.words)), DROP_WORDS).sum(1)
        return functional.relu(self.dense(self._dropped(dense, DROP_WORDS)) + looked_up)

    def _bag(self, lesson: Lesson) -> Tensor:
        tokens, starts = (torch.from_numpy(each) for each in lesson.common)
        kept = (torch.rand(len(tokens)) > DROP_FEATURES).float() / (1 - DROP_FEATURES)
        shares = kept if self.training else torch.ones(len(tokens))
        return functional.embedding_bag(
            tokens, self.bag.weight, starts, mode="sum", per_sample_weights=shares, include_last_offset=True
        )

    def _attended(self, words: Tensor, hidden: Tensor, around: Surroundings) -> Tensor:
        start, end = around.begins[:, -1], around.ends[:, -1]
        near = start[:, None] + np.arange(int((end - start).max()))[None]
        is_inside = near < end[:, None]
        places = torch.from_numpy(np.where(is_inside, near, 0))
        queries = self.query(self._dropped(hidden, DROP_HIDDEN)).view(-1, network.HEADS, network.KEY)
        keys = self.key(words).view(-1, network.HEADS, network.KEY)[places]
        values = self.value(words).view(-1, network.HEADS, network.VALUE)[places]
        scores = torch.einsum("nhd,nmhd->nmh", queries, keys) / network.KEY**0.5
        for side, embedding in enumerate((self.left, self.right)):
            away = np.clip(near - around.begins[:, side][:, None], -network.FAR, network.FAR) + network.FAR
            scores = scores + embedding(torch.from_numpy(away))
        shares = scores.masked_fill(~torch.from_numpy(is_inside)[..., None], -1e9).softmax(1)
        return torch.einsum("nmh,nmhd->nhd", shares, values).reshape(len(hidden), -1)


def train(lessons: Sequence[Lesson], *, words: int, features: int, seed: int = 0) -> dict[str, Floats]:
    """Give the parameters by name; `words` and `features` are how many rows their tables need, without the first."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    sizes = {"words": words + 1, "features": features, "outputs": lessons[0].wanted.shape[1]}
    reader, random = Reader(sizes, _constants(lessons)), np.random.default_rng(seed)
    parts = max(len(lessons) // PASSAGES, 1)
    steps = EPOCHS * parts
    optimizer = torch.optim.AdamW(reader.parameters(), lr=RATE, weight_decay=DECAY)
    rates = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1, pct_start=WARM)
    for _ in range(EPOCHS):
        for part in np.array_split(random.permutation(len(lessons)), parts):
            lesson = joined([lessons[number] for number in part.tolist()])
            losses = functional.binary_cross_entropy_with_logits(
                reader(lesson), torch.from_numpy(lesson.wanted), torch.from_numpy(lesson.trusted), reduction="sum"
            )
            optimizer.zero_grad()
            (losses * (EACH / len(lesson.wanted))).backward()  # type: ignore[no-untyped-call]  # PyTorch leaves it untyped
            nn.utils.clip_grad_norm_(reader.parameters(), STEEPEST)
            optimizer.step()
            rates.step()
    return _parameters(reader)


def joined(lessons: Sequence[Lesson]) -> Lesson:
    """Put lessons into one, with the numbers of tokens and groups moved on."""
    moved = np.cumsum([0, *(len(lesson.words) for lesson in lessons)]).tolist()
    arounds = [lesson.around for lesson in lessons]
    groups = np.cumsum([0, *(int(around.groups.max()) + 1 for around in arounds)]).tolist()
    around = Surroundings(
        np.concatenate([each.begins + move for each, move in zip(arounds, moved, strict=False)]),
        np.concatenate([each.ends + move for each, move in zip(arounds, moved, strict=False)]),
        tuple(_chained([each.lists[i] for each in arounds], moved) for i in range(LISTS)),
        np.concatenate([each.groups + move for each, move in zip(arounds, groups, strict=False)]),
    )
    return Lesson(
        contextual=np.concatenate([lesson.contextual for lesson in lessons]),
        static=np.concatenate([lesson.static for lesson in lessons]),
        words=np.concatenate([lesson.words for lesson in lessons]),
        around=around,
        common=_chained([lesson.common for lesson in lessons], [0] * len(lessons)),
        wanted=np.concatenate([lesson.wanted for lesson in lessons]),
        trusted=np.concatenate([lesson.trusted for lesson in lessons]),
    )


def _chained(lists: Sequence[Lists], moved: Iterable[int]) -> Lists:
    tokens = np.concatenate([each[0] + move for each, move in zip(lists, moved, strict=False)])
    return tokens, np.cumsum(np.concatenate([[0], *(np.diff(each[1]) for each in lists)]), dtype=np.int64)


def _constants(lessons: Sequence[Lesson]) -> dict[str, Tensor]:
    """Give mean and spread of the contextual vectors, and the main directions of the static ones."""
    own = np.concatenate([lesson.contextual for lesson in lessons]).astype(np.float64)
    other = np.concatenate([lesson.static for lesson in lessons]).astype(np.float64)
    _, vectors = np.linalg.eigh(other.T @ other)
    values = {
        "mean": own.mean(axis=0),
        "spread": own.std(axis=0) + 1e-3,
        "basis": vectors[:, -BASIS:] * STRETCHED,
    }
    return {name: torch.from_numpy(value.astype(np.float32)) for name, value in values.items()}


def _pooled(words: Tensor, around: Surroundings) -> Tensor:
    sums = torch.cat([torch.zeros(1, words.shape[1]), words.double().cumsum(0).float()])
    begins, ends = torch.from_numpy(around.begins), torch.from_numpy(around.ends)
    means = (sums[ends] - sums[begins]) / (ends - begins).clamp(min=1).float()[..., None]
    lists = (
        functional.embedding_bag(
            torch.from_numpy(tokens), words, torch.from_numpy(starts), mode="mean", include_last_offset=True
        )
        for tokens, starts in around.lists
    )
    return torch.cat([means.flatten(1), *lists], 1)


def _highest(hidden: Tensor, groups: Ints) -> Tensor:
    numbers, inverse = np.unique(groups, return_inverse=True)
    places = torch.from_numpy(inverse)
    lowest = torch.zeros(len(numbers), hidden.shape[1])
    return lowest.scatter_reduce(0, places[:, None].expand_as(hidden), hidden, "amax")[places]


def _parameters(reader: Reader) -> dict[str, Floats]:
    """Give what `kg.extract.network` needs: how vectors are scaled and turned is put into the weights."""
    found = dict(_named(reader))
    constants = {name: value.numpy() for name, value in reader.constants.items()}
    dense, shift = found.pop("dense"), found.pop("dense_bias")
    own = dense[: network.CONTEXTUAL] / constants["spread"][:, None]
    found["contextual"] = own
    found["static"] = constants["basis"] @ dense[network.CONTEXTUAL :]
    found["shift"] = shift - constants["mean"] @ own
    # Rounded as in the file, so that a model in memory is the one that is written.
    return {name: value.astype(np.float16).astype(np.float32) for name, value in sorted(found.items())}


def _named(reader: Reader) -> Iterator[tuple[str, Floats]]:
    parts: dict[str, Any] = dict(reader.named_children())
    for name, part in parts.items():
        values = part.weight.detach().numpy()
        yield name, values.T if isinstance(part, nn.Linear) else values
        if isinstance(part, nn.Linear):
            yield f"{name}_bias", part.bias.detach().numpy()
