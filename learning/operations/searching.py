"""Starting a search for patterns, by hand or at night, and stopping it."""

from app.audit import Actor, record
from app.jobs import Job, ask_to_stop, enqueue
from app.people.models import Organisation

DETECT = "detect_patterns"
DETECT_ACROSS = "detect_across"


def start_detection(organisation: Organisation, *, by: Actor, across: bool = False) -> Job:
    """Plan a run over the shared cases; one that waits already is given back.

    `across` compares what the organisation shares with others.
    """
    kind = DETECT_ACROSS if across else DETECT
    job = enqueue(
        kind,
        {"organisation": organisation.public_id},
        unique_key=f"{kind}:{organisation.public_id}",
        organisation_id=organisation.id,
    )
    record(by, "start_detection", "job", job, organisation=organisation.public_id)
    return job


def stop_detection(job: Job, organisation: Organisation, *, by: Actor) -> bool:
    """Ask a run to stop, and tell whether it was still going on.

    It stops as long as it is comparing. Once it writes what it found it goes through.
    """
    if not ask_to_stop(job):
        return False
    record(by, "stop_detection", "job", job, organisation=organisation.public_id)
    return True
