"""The stage of these tests, on a fixed day."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.clock import moved_to
from tests.learning.telling.staging import SUNDAY, Stage, stage


@pytest.fixture
def scene(app: Flask) -> Iterator[Stage]:
    with moved_to(SUNDAY):
        yield stage(app)
