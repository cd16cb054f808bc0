"""What returns each day by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import jobs
from app.clock import moved_to
from app.database import db, transaction
from learning.jobs import figures
from learning.lifecycle.proposals import ProposalState, ProposalStep
from learning.models.figures import EffectVerdict, PublishedFigure
from learning.models.proposals import Proposal
from tests.learning.proposals.scene import TODAY, make_world


def test_the_daily_work_may_run_twice(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    handlers = {
        figures.PUBLISH_FIGURES: figures.publish_figures,
        figures.BRING_BACK_DEFERRED: figures.bring_back,
    }
    monkeypatch.setattr(jobs.registry, "handlers", handlers)
    monkeypatch.setattr(jobs.registry, "repeating", dict.fromkeys(handlers, timedelta(days=1)))
    with app.app_context(), moved_to(TODAY):
        with transaction():
            world = make_world()
            world.fill({datetime(2026, 8, 4, tzinfo=UTC): (8, 18)})
            world.implemented(TODAY.date(), "Veranderd")
            later = world.submitted("Later")
            world.decide(
                later,
                ProposalStep.DEFER,
                reason="Eerst de begroting.",
                until=TODAY.date() + timedelta(days=1),
            )
        counts = []
        for day in (0, 1, 2):
            with moved_to(TODAY + timedelta(days=day, hours=1)):
                jobs.plan_repeating()
                jobs.drain()
            counts.append(
                tuple(
                    db.session.scalar(select(func.count()).select_from(table))
                    for table in (PublishedFigure, EffectVerdict)
                )
            )
            db.session.rollback()
        assert len(set(counts)) == 1
        assert counts[0][0] > 0
        assert counts[0][1] == 1
        states = db.session.scalars(select(Proposal.state).where(Proposal.title == "Later")).all()
        assert states == [ProposalState.SUBMITTED]
        ended = select(jobs.Job.error).where(jobs.Job.kind.in_(list(handlers)))
        assert set(db.session.scalars(ended)) == {""}
