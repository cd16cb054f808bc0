import pytest

from learning.silent_others import SilentOthers, silent_others


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (["only_this", "only_this"], SilentOthers(0, 0, told=2, unknown=0)),
        # They may all mean the same people, or all others: that is the range.
        (["dozens", "dozens", "a_few"], SilentOthers(10, 210, told=3, unknown=0)),
        (["a_few", "hundreds"], SilentOthers(100, None, told=2, unknown=0)),
        (["a_few", "unknown", None], SilentOthers(2, 9, told=1, unknown=2)),
        ([None], SilentOthers(0, 0, told=0, unknown=1)),
    ],
)
def test_what_reporters_say_together(answers: list[str | None], said: SilentOthers) -> None:
    assert silent_others(answers) == said
