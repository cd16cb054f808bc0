"""Places of cases on a map, both coordinates between 0 and 1, in which near is alike.

A first map is drawn by t-SNE (van der Maaten and Hinton, 2008) from a spectral start, with one
extra point a group that its members are drawn to. Later maps keep it: who had a place stays
within `STEP` of it in each coordinate, and moves only when cases came; new cases begin beside the
cases that they resemble (Poličar and others, 2019). Same input, same places.
"""

import math
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Place = tuple[float, float]
Places = dict[str, Place]
Near = Mapping[str, Mapping[str, float]]

# A case that stood on the map moves at most so far in x and in y when new cases come.
STEP = 0.01
# So many cases are laid out together, which takes the square of their number; others join them.
TOGETHER = 1000
EDGE = 0.03
# The share of a case's pull that goes to the middle of its group.
TO_MIDDLE = 0.2
# How much heavier a link weighs that is one deviation more alike: e to this power.
SHARPNESS = 0.5
MOST_ALIKE = 6.0
EARLY, STEPS, SETTLING = 100, 300, 100
SCALES = np.geomspace(5, 200, 24)
JITTER = 0.004
GRID = 48


def placed(
    keys: Sequence[str],
    near: Near,
    groups: Collection[Sequence[str]],
    before: Mapping[str, Place] | None = None,
) -> Places:
    """A place for each of n cases; `near` gives per case others with their likeness.

    `groups` are the keys of each pattern, `before` the places of the last map. Without new cases
    nothing moves. When fewer than half of the cases had a place, all is drawn afresh: there is
    little to recognise.
    """
    kept = {key: before[key] for key in keys if before and key in before}
    if len(kept) == len(keys):
        return kept
    afresh = 2 * len(kept) < len(keys)
    base = _first_map(_spread(keys, TOGETHER), near, groups) if afresh else kept
    whole = beside(keys, near, base)
    if not afresh and len(keys) <= TOGETHER:
        held = kept | {key: whole[key] for key in keys if not near.get(key)}
        whole = _settled(whole, near, groups, held)
    apart = kept_apart(whole, {} if afresh else kept)
    return {key: (round(x, 4), round(y, 4)) for key, (x, y) in apart.items()}


def _spread(keys: Sequence[str], most: int) -> Sequence[str]:
    if len(keys) <= most:
        return keys
    return [keys[at] for at in np.linspace(0, len(keys) - 1, most).astype(int).tolist()]


def pulls(keys: Sequence[str], near: Near, groups: Collection[Sequence[str]]) -> Array:
    """How strongly points pull each other: symmetric, (n + groups, n + groups), sum 1.

    Every case divides the same pull over its near cases, so that a one-off has a place too.
    """
    size = len(keys)
    row_of = {key: row for row, key in enumerate(keys)}
    pull = np.zeros((size + len(groups), size + len(groups)))
    for row, key in enumerate(keys):
        links = {row_of[k]: w for k, w in near.get(key, {}).items() if k in row_of and k != key}
        if links:
            weights = np.exp(SHARPNESS * np.minimum(list(links.values()), MOST_ALIKE))
            pull[row, list(links)] = weights / weights.sum()
    for middle, group in enumerate(groups, size):
        rows = [row_of[key] for key in group if key in row_of]
        pull[rows] *= 1 - TO_MIDDLE
        pull[rows, middle] = TO_MIDDLE
    both = pull + pull.T + 1e-9
    np.fill_diagonal(both, 0)
    return np.asarray(both / both.sum(), np.float64)


def _first_map(keys: Sequence[str], near: Near, groups: Collection[Sequence[str]]) -> Places:
    """A map without a past: t-SNE, turned so that the widest way lies flat, fitted to the edges."""
    if len(keys) < 4:
        return {key: ((row + 1) / (len(keys) + 1), 0.5) for row, key in enumerate(keys)}
    pull = pulls(keys, near, groups)
    points = _descended(4 * pull, _start(pull), EARLY, 0.5)
    points = _descended(pull, points, STEPS, 0.8)[: len(keys)]
    middle = points - points.mean(axis=0)
    turn = np.linalg.svd(middle, full_matrices=False)[2]
    flat = middle @ _pointing(turn).T
    low, high = flat.min(axis=0), flat.max(axis=0)
    unit = EDGE + (1 - 2 * EDGE) * (flat - low) / np.maximum(high - low, 1e-9)
    return _named(keys, unit)


def _start(pull: Array) -> Array:
    """The two slowest ways in which pull spreads over the points (a Laplacian eigenmap)."""
    root = np.sqrt(pull.sum(axis=1))
    spread = pull / np.outer(root, root) + 0.05 * np.outer(root, root)
    slow = np.linalg.eigh(spread)[1][:, [-2, -3]]
    slow = _pointing(slow.T).T
    return np.asarray(0.1 * slow / np.abs(slow).max(), np.float64)


def _pointing(rows: Array) -> Array:
    """The sign of an axis is free; here its largest part is positive, on every machine."""
    largest = np.abs(rows).argmax(axis=1)
    signs = np.sign(rows[np.arange(len(rows)), largest])
    return np.asarray(rows * signs[:, np.newaxis], np.float64)


def _descended(
    pull: Array,
    points: Array,
    steps: int,
    momentum: float,
    bounds: tuple[Array, Array] | None = None,
) -> Array:
    """t-SNE's descent with momentum and gains per coordinate; within the bounds when given."""
    rate = max(20.0, len(points) / 3)
    speed, gains = np.zeros_like(points), np.ones_like(points)
    for _ in range(steps):
        slope = _slope(pull, points)
        turned = np.sign(slope) == np.sign(speed)
        gains = np.clip(np.where(turned, gains * 0.8, gains + 0.2), 0.01, 20)
        speed = momentum * speed - rate * gains * slope
        points = points + speed
        if bounds is not None:
            points = np.clip(points, *bounds)
    return points


def _slope(pull: Array, points: Array) -> Array:
    """The gradient of the divergence between pull and nearness, shape (n, 2)."""
    close = _closeness(points)
    force = (pull - close / close.sum()) * close
    return np.asarray(4 * (force.sum(axis=1)[:, np.newaxis] * points - force @ points), np.float64)


def _closeness(points: Array) -> Array:
    square = (points**2).sum(axis=1)
    distance = square[:, np.newaxis] + square[np.newaxis, :] - 2 * points @ points.T
    close = 1 / (1 + np.maximum(distance, 0))
    np.fill_diagonal(close, 0)
    return np.asarray(close, np.float64)


def beside(keys: Sequence[str], near: Near, base: Mapping[str, Place]) -> Places:
    """Cases without a place beside the cases that they resemble; who resembles none goes apart.

    The mean of the near cases' places by likeness, a hair aside so that two never coincide. Rounds
    go on for as long as somebody's near cases have got a place.
    """
    found = dict(base)
    waiting = [key for key in keys if key not in found]
    while waiting:
        now = {key: _between(key, near, found) for key in waiting}
        some = {key: place for key, place in now.items() if place is not None}
        if not some:
            break
        found |= some
        waiting = [key for key in waiting if key not in some]
    found |= zip(waiting, _empty_spots(found, len(waiting)), strict=True)
    return {key: found[key] for key in keys}


def _between(key: str, near: Near, found: Mapping[str, Place]) -> Place | None:
    links = {other: like for other, like in near.get(key, {}).items() if other in found}
    if not links:
        return None
    weights = np.exp(3 * SHARPNESS * np.minimum(list(links.values()), MOST_ALIKE))
    x, y = weights @ np.array([found[other] for other in links]) / weights.sum()
    angle = 2 * math.pi * zlib.crc32(key.encode()) / 2**32
    return float(x) + JITTER * math.cos(angle), float(y) + JITTER * math.sin(angle)


def _empty_spots(found: Mapping[str, Place], count: int) -> Iterator[Place]:
    """So many spots, each as far from all that stands there as can be, on a grid of spots."""
    side = np.linspace(EDGE, 1 - EDGE, GRID)
    spots = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    room = np.full(len(spots), 2.0)
    for place in found.values():
        room = np.minimum(room, np.abs(spots - place).max(axis=1))
    for _ in range(count):
        best = int(room.argmax())
        room = np.minimum(room, np.abs(spots - spots[best]).max(axis=1))
        yield float(spots[best, 0]), float(spots[best, 1])


def _settled(
    whole: Places, near: Near, groups: Collection[Sequence[str]], kept: Mapping[str, Place]
) -> Places:
    """New cases find their place among the others, who give way by `STEP` at most.

    t-SNE has a scale of its own; it is the one in which the map as it stands fits best.
    """
    keys = list(whole)
    pull = pulls(keys, near, groups)
    points = _points([*whole.values(), *_middles(whole, groups)])
    scale = min(SCALES, key=lambda one: _misfit(pull, points * one))
    low, high = _bounds([*keys, *("" for _ in groups)], kept, EDGE / 2)
    found = _descended(pull, points * scale, SETTLING, 0.5, (low * scale, high * scale)) / scale
    return _named(keys, found[: len(keys)])


def _middles(places: Mapping[str, Place], groups: Collection[Sequence[str]]) -> list[Place]:
    found = [[places[key] for key in group if key in places] for group in groups]
    means = [np.mean(one, axis=0) if one else np.array([0.5, 0.5]) for one in found]
    return [(float(x), float(y)) for x, y in means]


def _misfit(pull: Array, points: Array) -> float:
    close = _closeness(points)
    return -float((pull * np.log(close / close.sum() + 1e-12)).sum())


def kept_apart(places: Mapping[str, Place], kept: Mapping[str, Place]) -> Places:
    """The same places with some room around each dot; `kept` ones stay within `STEP` of theirs."""
    from scipy.spatial import KDTree  # noqa: PLC0415 - slow to import

    keys = list(places)
    points = _points(places.values())
    low, high = _bounds(keys, kept, EDGE / 3)
    room = min(0.02, 0.4 / math.sqrt(max(1, len(keys))))
    for _ in range(30):
        left, right = KDTree(points).query_pairs(room, output_type="ndarray").T
        if not len(left):
            break
        points = np.clip(_pushed(points, left, right, room), low, high)
    return _named(keys, np.clip(points, low, high))


def _bounds(keys: Sequence[str], kept: Mapping[str, Place], edge: float) -> tuple[Array, Array]:
    """Between which places each point may move, two arrays (n, 2)."""
    held = _points(kept.get(key, (math.nan, math.nan)) for key in keys)
    low = np.where(np.isnan(held), edge, np.maximum(held - STEP, 0))
    return low, np.where(np.isnan(held), 1 - edge, np.minimum(held + STEP, 1))


def _pushed(points: Array, left: NDArray[np.intp], right: NDArray[np.intp], room: float) -> Array:
    way = points[left] - points[right]
    length = np.maximum(np.hypot(*way.T), 1e-9)
    push = way * ((room - length) / length / 2)[:, np.newaxis]
    moved = np.zeros_like(points)
    np.add.at(moved, left, push)
    np.add.at(moved, right, -push)
    return np.asarray(points + moved, np.float64)


def _points(places: Iterable[Place]) -> Array:
    return np.array(list(places), np.float64).reshape(-1, 2)


def _named(keys: Sequence[str], points: Array) -> Places:
    return {key: (float(x), float(y)) for key, (x, y) in zip(keys, points.tolist(), strict=True)}
