"""Where the words of a case stand in what was written about it here."""

from collections.abc import Iterator

from sqlalchemy import Select, select

from app.database import Model, db
from cases.copies import Text
from cases.doorbraak.models.deliberation import Argument, CaseNote, ClarifyingQuestion, Option
from cases.doorbraak.models.review import Agreement, ChosenWay, Lesson, Perspective
from cases.doorbraak.models.session import AgendaItem
from cases.doorbraak.models.team import Offer
from cases.models.case import Case

# Written about one case on an agenda.
ABOUT_ITEM: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Perspective, ("sees", "would_do", "must_change")),
    (ClarifyingQuestion, ("text", "answer")),
    (CaseNote, ("text",)),
    (Option, ("text",)),
    (ChosenWay, ("text", "dissent")),
    (Agreement, ("what", "moved_because")),
    (Lesson, ("text", "also_for", "pinching_rule")),
)
TABLES = (
    *(kind.__tablename__ for kind, _names in ABOUT_ITEM),
    Argument.__tablename__,
    Offer.__tablename__,
)


def texts_about(case: Case) -> Iterator[Text]:
    """Every text that people wrote about a case in a session, or when it was offered."""
    items = select(AgendaItem.id).where(AgendaItem.case_id == case.id)
    for kind, names in ABOUT_ITEM:
        yield from _texts(select(kind).where(kind.item_id.in_(items)), names)  # type: ignore[attr-defined]
    options = select(Option.id).where(Option.item_id.in_(items))
    yield from _texts(select(Argument).where(Argument.option_id.in_(options)), ("text",))
    yield from _texts(select(Offer).where(Offer.case_id == case.id), ("answer",))


def _texts(query: Select[Model], names: tuple[str, ...]) -> Iterator[Text]:
    for row in db.session.scalars(query).all():
        yield from ((row, name) for name in names)
