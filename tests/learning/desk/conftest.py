"""What was played, saved once for the pages of a test."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.clock import moved_to
from learning.operations.figures import publish_closed_quarters
from tests.factories import MACHINE
from tests.learning.desk.scene import Played, play, saved, world_of
from tests.learning.proposals.scene import TODAY, World
from tests.scenery import Scenery


@pytest.fixture
def world(app: Flask) -> Iterator[World]:
    """An organisation on a fixed day, in a transaction that is open during the test."""
    with world_of(app) as made, moved_to(TODAY):
        yield made


@pytest.fixture
def played(app: Flask, scenery: Scenery) -> Iterator[Played]:
    """Something of every kind happened."""

    def everything() -> Played:
        with world_of(app) as world:
            return saved(app, world, **play(world))

    found = scenery("played", everything)
    with moved_to(TODAY):
        yield found


@pytest.fixture
def published(app: Flask, scenery: Scenery) -> Iterator[Played]:
    """The same, and the figures of the closed quarters were published."""

    def everything() -> Played:
        with world_of(app) as world:
            found = saved(app, world, **play(world))
            publish_closed_quarters(world.organisation, by=MACHINE)
        return found

    found = scenery("published", everything)
    with moved_to(TODAY):
        yield found


@pytest.fixture
def empty(app: Flask) -> Iterator[Played]:
    """There is a published pattern and nothing else."""
    with world_of(app) as world:
        found = saved(app, world)
    with moved_to(TODAY):
        yield found
