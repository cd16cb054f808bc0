"""The organisation of the tests: inside one open transaction, or saved for real requests."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.database import transaction
from tests.learning.outside.scene import Saved, at_today, full_world, save
from tests.learning.proposals.scene import World
from tests.scenery import Scenery


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    """The organisation in a transaction that is open during the test."""
    with app.app_context(), at_today(), transaction():
        yield full_world()


@pytest.fixture
def saved(app: Flask, scenery: Scenery) -> Iterator[Saved]:
    """Everybody, and an item in most states, saved."""
    with at_today():
        yield scenery("saved", lambda: save(app))
