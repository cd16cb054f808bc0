"""The stage of these tests, on a fixed day."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.clock import moved_to
from tests.learning.telling.staging import SUNDAY, Stage, stage
from tests.scenery import Scenery


@pytest.fixture
def scene(app: Flask, scenery: Scenery) -> Iterator[Stage]:
    with moved_to(SUNDAY):
        yield scenery("stage", lambda: stage(app))
