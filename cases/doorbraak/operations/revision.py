"""The number by which the pages of a running session notice that something has changed."""

from cases.doorbraak.models.session import DoorbraakSession


def changed(session: DoorbraakSession) -> None:
    """Tell every device in the session to look again.

    The database adds one to the number itself, so that two operations at the same moment both
    count.
    """
    session.revision = DoorbraakSession.revision + 1
