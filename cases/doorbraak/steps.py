"""The steps of a session as data: which, how long, and what everybody does in them. Pure.

The short form (kort) is the default, 15 minutes a case; the extended one (uitgebreid) has seven
steps. The order follows the reviews of Maatwerk en Regie (The Hague): first each voice on its own,
then side by side, then a choice, what was agreed, and what it teaches.
"""

from dataclasses import dataclass

from cases.doorbraak.terms import SessionForm, StepName


@dataclass(frozen=True)
class PlannedStep:
    """A step with its minutes; the clock nudges and never cuts off."""

    name: StepName
    minutes: int


STEPS: dict[SessionForm, tuple[PlannedStep, ...]] = {
    SessionForm.SHORT: (
        PlannedStep(StepName.SILENT_WRITING, 5),
        PlannedStep(StepName.PERSPECTIVES, 4),
        PlannedStep(StepName.BREAKTHROUGH, 3),
        PlannedStep(StepName.AGREEMENTS, 3),
    ),
    SessionForm.EXTENDED: (
        PlannedStep(StepName.INPUT, 5),
        PlannedStep(StepName.QUESTIONS, 8),
        PlannedStep(StepName.PERSPECTIVES, 10),
        PlannedStep(StepName.OPTIONS, 10),
        PlannedStep(StepName.BREAKTHROUGH, 5),
        PlannedStep(StepName.AGREEMENTS, 4),
        PlannedStep(StepName.LESSONS, 3),
    ),
}


def minutes_of(form: SessionForm) -> int:
    """How many minutes a case takes in this form."""
    return sum(step.minutes for step in STEPS[form])
