"""What the Doorbraak does when a case changes and asks of people; wired in `leerlus.py`."""

from flask_babel import gettext as _

from app.clock import AMSTERDAM
from app.database import db
from app.people.models import Person
from app.web.dates import show_until
from app.web.language import said
from cases.asks import Ask, Way
from cases.doorbraak.models.session import AgendaItem, DoorbraakSession
from cases.doorbraak.operations.agenda import release_case
from cases.doorbraak.permissions import participates
from cases.doorbraak.queries.evaluation import sessions_to_evaluate
from cases.doorbraak.queries.readers import Newcomer, newcomers_to_answer
from cases.doorbraak.queries.review import agreements_held
from cases.doorbraak.queries.rounds import (
    Todo,
    is_spread_out,
    sessions_to_conclude,
    spread_sessions_with,
    todos_for,
)
from cases.doorbraak.queries.sessions import own_items_ahead, sessions_to_write_for
from cases.doorbraak.terms import label
from cases.events import CaseChanged
from cases.lifecycle import CaseState
from cases.models.case import Case

REVIEWABLE = (CaseState.SHARED, CaseState.IN_REVIEW)


def let_go_of_case(fact: CaseChanged) -> None:
    """A case that is withdrawn, concluded or erased leaves offers and agendas at once."""
    case = db.session.get(Case, fact.case_id)
    if case is not None and case.state not in REVIEWABLE:
        release_case(case)


def newcomers_asked(person: Person) -> list[Ask]:
    """Who came into the session of one's own case later, and waits for a yes or no."""
    return [
        Ask(
            _(
                "Mag %(name)s je casus '%(title)s' lezen?",
                name=one.seat.person.name,
                title=one.consent.item.case.title,
            ),
            _who(one),
            "doorbraak_readers.readers",
            one.consent.item.public_id,
            one.consent.item.session.starts_at.astimezone(AMSTERDAM).date(),
            _("Antwoorden"),
            case=one.consent.item.case.public_id,
        )
        for one in newcomers_to_answer(person)
    ]


def _who(one: Newcomer) -> str:
    words = [one.seat.discipline, one.seat.comes_from]
    if one.consent.decides:
        words.append(_("manager of bestuurder bij jouw organisatie"))
    return ", ".join(word for word in words if word)


def reviews_asked(person: Person) -> list[Ask]:
    """Where one's own case is reviewed, what is still to be written for it, and what was agreed.

    The case of a colleague is not named: its title stands on the page of the session.
    """
    return [
        *(
            Ask(
                _("Je casus '%(title)s' komt in een Doorbraak", title=item.case.title),
                item.session.team.name,
                "doorbraak_review.item",
                item.public_id,
                item.session.starts_at.astimezone(AMSTERDAM).date(),
                case=item.case.public_id,
                more=(_coming(item, person),),
            )
            for item in own_items_ahead(person)
        ),
        *(
            _writing(session)
            for session in sessions_to_write_for(person)
            if not is_spread_out(session)
        ),
        *(
            Ask(
                _("Doe wat je hebt afgesproken"),
                one.what,
                "doorbraak_review.agreements",
                day=one.due_on,
            )
            for one in agreements_held(person)
            if one.done_at is None
        ),
    ]


def _coming(item: AgendaItem, person: Person) -> Way:
    """The way to say whether one comes, and under which name; it can be changed."""
    if participates(item.session, person):
        words = _("Mag je naam erbij?")
    elif item.reporter_attends is None:
        words = _("Kom je erbij?")
    else:
        words = _("Verander je antwoord")
    return Way(words, "doorbraak_attendance.attend", {"public_id": item.public_id})


def _writing(session: DoorbraakSession) -> Ask:
    return Ask(
        _("Schrijf hoe jij ernaar kijkt, voor de Doorbraak"),
        session.team.name,
        "doorbraak_sessions.session",
        session.public_id,
        session.starts_at.astimezone(AMSTERDAM).date(),
        _("Schrijven"),
    )


def steps_asked(person: Person) -> list[Ask]:
    """What the steps that are open ask, in sessions over days; and of who leads, to end one.

    Several cases that ask the same stand here once, and without their titles.
    """
    asks = []
    for session in spread_sessions_with(person):
        todos = {todo.duty: todo for todo in todos_for(session, person) if not todo.done}
        asks += [_step(session, todo) for todo in todos.values()]
    return asks + [_ending(session) for session in sessions_to_conclude(person)]


def _step(session: DoorbraakSession, todo: Todo) -> Ask:
    title = _(
        "%(what)s, tot %(moment)s", what=said(label(todo.duty)), moment=show_until(todo.until)
    )
    return Ask(
        title, session.team.name, "doorbraak_live.join", session.public_id, words=_("Meedoen")
    )


def _ending(session: DoorbraakSession) -> Ask:
    return Ask(
        _("Rond de sessie af"),
        _("%(team)s: alle stappen zijn gesloten.", team=session.team.name),
        "doorbraak_sessions.session",
        session.public_id,
        words=_("Naar de sessie"),
    )


def answers_asked(person: Person) -> list[Ask]:
    """How a session was, for whoever has not said so yet."""
    return [
        Ask(
            _("Hoe was de sessie? Twee vragen, zonder je naam"),
            session.team.name,
            "doorbraak_evaluation.look_back",
            session.public_id,
            session.starts_at.astimezone(AMSTERDAM).date(),
            _("Antwoorden"),
        )
        for session in sessions_to_evaluate(person)
    ]
