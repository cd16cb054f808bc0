"""A fixed line is many equal cases with the same room and the same outcome."""

from learning.signals.fixed_line import FixedLine, fixed_line

ROOMS = ("hardship", "exception")
SAME = ("hardship", "helped")


def line(*stated: tuple[str, str]) -> FixedLine | None:
    return fixed_line(stated, rooms=ROOMS, outcomes=("helped",))


def test_a_line_may_have_one_exception_in_five_and_needs_five_cases() -> None:
    other = ("exception", "helped")
    assert line(*[SAME] * 8, other, other) == FixedLine("hardship", "helped", 8, 10)
    assert line(*[SAME] * 7, other, other) is None
    assert line(*[SAME] * 5) == FixedLine("hardship", "helped", 5, 5)
    assert line(*[SAME] * 4) is None
    assert line() is None


def test_what_used_no_room_or_helped_nobody_is_no_line_but_an_exception() -> None:
    assert line(*[("none", "helped")] * 9) is None
    assert line(*[("hardship", "not_helped")] * 9) is None
    assert line(*[SAME] * 5, ("none", "helped"), ("hardship", "not_helped")) is None
