"""The map without a database: near is alike, what stood there stays, and names have room."""

import numpy as np
import pytest

from learning.layout import places
from learning.layout.areas import area_of, fitted, lying_beside
from learning.layout.labels import Wanted, boxes_for
from learning.layout.picture import DrawnCase, DrawnPattern, Shape, picture_of
from learning.layout.places import Near, Place, Places, placed

GROUPS = [[f"{name}{number}" for number in range(12)] for name in "abcde"]
LOOSE = [f"los{number}" for number in range(20)]
KEYS = [key for group in GROUPS for key in group] + LOOSE


def likeness(keys: list[str]) -> Near:
    """Cases of one group resemble each other more than others; of loose ones each a little."""
    random = np.random.default_rng(5)
    centres = {name: random.normal(0, 4, 8) for name in "abcde"}
    points = {key: random.normal(0, 1, 8) + centres.get(key[0], 0) for key in KEYS}
    found = {}
    for key in keys:
        gaps = {one: float(np.linalg.norm(points[key] - points[one])) for one in keys if one != key}
        nearest = sorted(gaps, key=lambda one: gaps[one])[:15]
        found[key] = {one: 6 - gaps[one] for one in nearest}
    return found


def nearest_on(drawn: Places, key: str, count: int) -> list[str]:
    away = {
        other: float(np.hypot(*np.subtract(place, drawn[key])))
        for other, place in drawn.items()
        if other != key
    }
    return sorted(away, key=lambda other: away[other])[:count]


def agreement(drawn: Places, near: Near) -> float:
    """The share of the five nearest on the map that are among the fifteen most alike."""
    shares = [len(set(nearest_on(drawn, key, 5)) & set(near[key])) / 5 for key in drawn]
    return sum(shares) / len(shares)


@pytest.fixture(scope="module")
def whole() -> Places:
    return placed(KEYS, likeness(KEYS), GROUPS)


def test_near_on_the_map_is_alike(whole: Places) -> None:
    random = np.random.default_rng(1)
    anywhere = {key: (random.random(), random.random()) for key in KEYS}
    assert agreement(anywhere, likeness(KEYS)) < 0.3
    assert agreement(whole, likeness(KEYS)) > 0.8
    beside = [nearest_on(whole, key, 3) for group in GROUPS for key in group]
    names = [key[0] for group in GROUPS for key in group]
    same = [one[0] == name for near, name in zip(beside, names, strict=True) for one in near]
    assert sum(same) / len(same) > 0.9


def test_a_first_map_fills_the_picture_and_no_dot_hides_another(whole: Places) -> None:
    points = np.array(list(whole.values()))
    assert points.min() >= 0
    assert points.max() <= 1
    assert np.all(np.ptp(points, axis=0) > 0.8)
    gaps = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    assert gaps[np.triu_indices(len(points), 1)].min() > 0.015


def test_the_same_cases_have_the_same_map_and_leaving_moves_nobody(whole: Places) -> None:
    assert placed(KEYS, likeness(KEYS), GROUPS) == whole
    fewer = KEYS[5:]
    again = placed(fewer, {}, [], whole)
    assert again == {key: whole[key] for key in fewer}


def test_who_stood_there_stays_and_who_comes_stands_with_its_like() -> None:
    new = [group[-1] for group in GROUPS] + LOOSE[-2:]
    old = [key for key in KEYS if key not in new]
    before = placed(old, likeness(old), [group[:-1] for group in GROUPS])
    after = placed(KEYS, likeness(KEYS), GROUPS, before)
    moved = [max(abs(np.subtract(before[key], after[key]))) for key in old]
    assert max(moved) <= 0.0101
    for group in GROUPS:
        near = nearest_on(after, group[-1], 3)
        assert sum(one in group for one in near) >= 2
    assert agreement(after, likeness(KEYS)) > 0.75


def test_when_most_are_new_the_map_is_drawn_afresh(whole: Places) -> None:
    corner: Places = dict.fromkeys(KEYS[:5], (0.01, 0.01))
    assert placed(KEYS, likeness(KEYS), GROUPS, corner) == whole


def test_many_cases_join_a_map_of_some_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "TOGETHER", 40)
    drawn = placed(KEYS, likeness(KEYS), GROUPS)
    assert drawn.keys() == set(KEYS)
    assert agreement(drawn, likeness(KEYS)) > 0.6
    more = placed([*KEYS, "erbij"], {"erbij": {"a1": 4.0, "a2": 4.0}}, GROUPS, drawn)
    assert set(nearest_on(more, "erbij", 4)) & set(GROUPS[0])


def test_who_resembles_nobody_stands_apart() -> None:
    before: Places = {f"k{n}": (0.1 + 0.02 * n, 0.1) for n in range(4)}
    after = placed([*before, "alleen"], {}, [], before)
    assert min(np.hypot(*np.subtract(after["alleen"], one)) for one in before.values()) > 0.5


@pytest.mark.parametrize("count", range(5))
def test_a_handful_of_cases_has_a_map_too(count: int) -> None:
    keys = KEYS[:count]
    drawn = placed(keys, likeness(keys), [keys])
    assert len(set(drawn.values())) == count


def test_a_member_that_lies_far_off_is_an_island() -> None:
    near: list[Place] = [(0.1, 0.1), (0.15, 0.1), (0.2, 0.1), (0.15, 0.1)]
    area = area_of([*near, (0.9, 0.9)])
    assert area.middle == (0.15, 0.1)
    assert area.apart == ((0.9, 0.9),)
    assert ((0.9, 0.9), (0.9, 0.9)) in area.lines
    assert len(area.lines) == 3


def test_what_lies_beside_and_what_fills_the_picture() -> None:
    assert lying_beside({1: (0, 0), 2: (0.1, 0), 3: (0.5, 0.5), 4: (0.9, 0.9)})[1] == [2, 3]
    small, zoom = fitted([(0.4, 0.4), (0.5, 0.5)])
    assert small[(0.4, 0.4)] == pytest.approx((0.06, 0.06))
    assert small[(0.5, 0.5)] == pytest.approx((0.94, 0.94))
    assert zoom == pytest.approx(8.8)
    assert area_of([(0.2, 0.5), (0.8, 0.5)], zoom).apart == ()
    assert fitted([]) == ({}, 1.0)


def test_no_name_lies_over_another_and_what_has_no_room_has_no_name() -> None:
    wanted = [Wanted((100, 100), ((120, 40),)) for _ in range(6)]
    boxes = [one.box for one in boxes_for(wanted, [(100, 100)], (300, 300)) if one]
    assert 3 <= len(boxes) < 7
    for at, (left, top, width, height) in enumerate(boxes):
        assert 0 <= left <= left + width <= 300
        assert 0 <= top <= top + height <= 300
        for other in boxes[at + 1 :]:
            apart = left + width <= other[0] or other[0] + other[2] <= left
            assert apart or top + height <= other[1] or other[1] + other[3] <= top
    assert boxes_for([Wanted((5, 5), ((900, 40),))], [], (300, 300)) == [None]


def test_a_name_that_would_hide_many_cases_is_told_by_its_number() -> None:
    crowd = [(10.0 * x, 10.0 * y) for x in range(30) for y in range(30)]
    wanted = [Wanted((150, 150), ((120, 40), (30, 30)))]
    (free,), (full,) = boxes_for(wanted, [], (300, 300)), boxes_for(wanted, crowd, (300, 300))
    assert free is not None
    assert full is not None
    assert (free.size, free.box[2:]) == (0, (120, 40))
    assert (full.size, full.box[2:]) == (1, (30, 30))


def test_the_keyboard_passes_the_names_by_number_and_a_long_title_is_cut() -> None:
    title = "Wie tijdelijk iemand opvangt, wordt meteen gekort en moet terugbetalen"
    patterns = [
        DrawnPattern("p2", 2, title, Shape.SETTLED, ((0.1, 0.1), (0.12, 0.1), (0.1, 0.12))),
        DrawnPattern("p1", 1, "Kort", Shape.POSSIBLE, ((0.8, 0.8),)),
    ]
    cases = [
        DrawnCase("c1", "Een casus", (0.1, 0.1), Shape.SETTLED),
        DrawnCase("c2", "Nog een", (0.5, 0.5), Shape.ALONE),
    ]
    picture = picture_of(patterns, cases)
    assert [label.pattern.number for label in picture.wide] == [1, 2]
    assert picture.wide[1].lines == ("Wie tijdelijk iemand", "opvangt, wordt meteen…")
    assert [label.lines for label in picture.phone] == [(), ()]
    assert [dot.key for dot in picture.dots] == ["c2", "c1"]
