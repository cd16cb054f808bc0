"""The organisation of the tests: inside one open transaction, or saved for real requests."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.clock import moved_to
from app.database import transaction
from tests.learning.proposals.scene import TODAY, World, make_world


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    """An organisation on a fixed day, in a transaction that is open during the test."""
    with app.app_context(), moved_to(TODAY), transaction():
        yield make_world()
