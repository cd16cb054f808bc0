"""Saying how a session was, without a name.

Nothing may lead from a person to an answer, also for who reads the database. An answer holds no
session and no moment, only its organisation and the quarter in which it was given. Three roads
would lead back all the same, and each is closed:

- *The trail.* An entry has an actor and a moment, so this leaves none: not of the answer, and not
  of words that the writer stated to be no personal data. That somebody has answered stands in
  `session_evaluators` alone.
- *The order of the rows.* Somebody's row beside that person's answer, each the last of its table,
  would be a pair. So every answer writes all answers of its quarter anew, in the order of their
  random keys: in PostgreSQL they then share one transaction number and one stretch of the file, and
  SQLite keeps both tables by their keys, without hidden row numbers.
- *Two answers at once* would see different rows of the quarter; the lock on the organisation lets
  them pass one by one.

What remains: who can compare two copies of the database with one answer in between knows that
answer; and a first answer of a quarter is alone until the second comes.
"""

from collections.abc import Collection

from sqlalchemy import delete, insert, select

from app.clock import now
from app.database import clean_text, db
from app.people.models import Organisation, Person
from app.personal_data.screening import screen
from app.quarters import Quarter
from app.refusals import Invalid
from cases.doorbraak.models.evaluation import Evaluation, HasEvaluated, random_key
from cases.doorbraak.models.session import DoorbraakSession
from cases.doorbraak.queries.evaluation import sessions_to_evaluate
from cases.doorbraak.terms import Helped
from cases.queries.allowed_words import own_words, words_allowed

LONGEST = 1_000


def evaluate(
    session: DoorbraakSession,
    *,
    helped: Helped,
    learned: str,
    person: Person,
    stated: Collection[str] = (),
) -> None:
    """Keep an answer for the organisation that hosts the team, and apart that somebody answered.

    Takes no actor, because it notes none; see above.
    """
    host = _lock(session.team.organisation_id)
    if session.id not in {one.id for one in sessions_to_evaluate(person)}:
        raise Invalid("Je hebt deze vragen al beantwoord, of het is te lang geleden.")
    learned = clean_text(learned).strip()
    if len(learned) > LONGEST:
        raise Invalid("Gebruik hooguit %(count)s tekens.", "learned", count=LONGEST)
    _refuse_personal_data(learned, host, stated)
    quarter = Quarter.of(now()).code
    db.session.add(HasEvaluated(session_id=session.id, person_id=person.id, quarter=quarter))
    db.session.flush()
    answer = Evaluation(organisation_id=host.id, quarter=quarter, helped=helped, learned=learned)
    _write_anew(answer)


def _lock(organisation_id: int) -> Organisation:
    """One answer at a time for an organisation."""
    query = select(Organisation).where(Organisation.id == organisation_id)
    return db.session.scalars(query.with_for_update()).one()


def _refuse_personal_data(text: str, organisation: Organisation, stated: Collection[str]) -> None:
    """As `cases.screening` does it, without the entry in the trail that this would leave."""
    screen(
        {"learned": text},
        allowed=words_allowed(organisation.id),
        own=own_words(organisation.id),
        stated=stated,
    )


def _write_anew(answer: Evaluation) -> None:
    """Put the new answer among those of its quarter, all of them written in this transaction."""
    window = (
        Evaluation.organisation_id == answer.organisation_id,
        Evaluation.quarter == answer.quarter,
    )
    columns = Evaluation.__table__.columns
    rows = [dict(row) for row in db.session.execute(select(*columns).where(*window)).mappings()]
    new = {name: getattr(answer, name) for name in columns.keys() if name != "id"}  # noqa: SIM118
    rows.append({"id": random_key(), **new})
    db.session.execute(delete(Evaluation).where(*window))
    db.session.execute(insert(Evaluation), sorted(rows, key=lambda row: row["id"]))
