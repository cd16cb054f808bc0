"""What an analyst sees and no run found."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.database import transaction
from app.refusals import Invalid
from learning.lifecycle.patterns import PatternState
from learning.operations.patterns import confirm_pattern, make_pattern
from learning.queries.patterns import explanation_of, member_cases
from tests.factories import MACHINE
from tests.learning.patterns.corpus import Town


@pytest.fixture
def town(app: Flask) -> Iterator[Town]:
    with app.app_context(), transaction():
        yield Town()
