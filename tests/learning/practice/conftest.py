"""The organisation of the tests, in a transaction that is open during the test."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.clock import moved_to
from app.database import transaction
from tests.learning.practice.scene import CHANGED_AT
from tests.learning.proposals.scene import World, make_world


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    """An organisation on the day of a change."""
    with app.app_context(), moved_to(CHANGED_AT), transaction():
        yield make_world()
