"""One row of a file as a case, or the reason why it cannot become one. Asks no database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.clock import today
from app.database import clean_text
from app.refusals import Invalid
from app.sheets.rows import Row
from cases.columns import Matched
from cases.operations.log import CaseDetails
from cases.terms import LABELS, Direction, Obstacle, OutcomeStatus, parse

# A text that the form could not hold could never be edited afterwards.
LONGEST = {
    "title": 200,
    "law": 500,
    "procedure": 200,
    "domain": 120,
    "situation": 20_000,
    "standard_procedure": 20_000,
    "deviation": 20_000,
    "consideration": 20_000,
    "outcome": 20_000,
}
LONGEST_ID = 64
LONGEST_ORIGIN = 200
LONGEST_TEAM = 120
LONGEST_REPORTER = 200
FIRST_YEAR = 1950
DAY_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d")
TEXTS = ("title", "situation", "standard_procedure", "deviation", "consideration", "outcome")
DIRECTION = re.compile(r"(.*?)\s*\((hielp|knelde)\)", re.DOTALL)


@dataclass(frozen=True)
class CaseRow:
    """A row that was understood. Names are still names: nothing has been looked up."""

    number: int
    details: CaseDetails
    external_id: str = ""
    origin: str = ""
    team: str = ""
    reporter: str = ""
    bouwstenen: dict[str, Direction] = field(default_factory=dict)


def read_row(row: Row, columns: Matched) -> CaseRow:
    """Read a row. Raises Invalid with the reason, in words that fit behind 'rij 12:'."""
    if row.problem:
        raise Invalid(row.problem)
    values = {name: row.values.get(header) for name, header in columns.headers.items()}
    texts: dict[str, Any] = {
        name: _text(values, name) for name in (*TEXTS, "procedure", "law", "domain")
    }
    details = CaseDetails(
        **texts,
        happened_on=_day(values),
        obstacle=_obstacle(_text(values, "obstacle")),
        gut_feeling=_scale(_text(values, "gut_feeling")),
        outcome_status=_outcome_status(texts["outcome"]),
    )
    check_lengths(details)
    return CaseRow(
        number=row.number,
        details=details,
        external_id=_short(values, "id", LONGEST_ID),
        origin=_short(values, "organisation", LONGEST_ORIGIN),
        team=_short(values, "team", LONGEST_TEAM),
        reporter=_short(values, "reporter", LONGEST_REPORTER),
        bouwstenen=_bouwstenen(values.get("bouwstenen")),
    )


def check_lengths(details: CaseDetails) -> None:
    """Refuse a case without its two texts, or with a text that is too long to keep."""
    if not details.title:
        raise Invalid("de titel ontbreekt")
    if not details.situation:
        raise Invalid("de situatie ontbreekt")
    for name, longest in LONGEST.items():
        if len(getattr(details, name)) > longest:
            raise Invalid(f"de kolom {name} heeft meer dan {longest} tekens")


def _text(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    if value is None:
        return ""
    if isinstance(value, str):
        return clean_text(value).strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, int | float | date) and not isinstance(value, bool):
        return str(value)
    raise Invalid(f"in de kolom {name} staat geen tekst")


def _short(values: Mapping[str, object], name: str, longest: int) -> str:
    text = " ".join(_text(values, name).split())
    if len(text) > longest:
        raise Invalid(f"de kolom {name} heeft meer dan {longest} tekens")
    return text


def _day(values: Mapping[str, object]) -> date | None:
    value = values.get("date")
    if isinstance(value, datetime):
        day: date | None = value.date()
    elif isinstance(value, date):
        day = value
    else:
        day = _written_day(_text(values, "date"))
    if day is not None and not date(FIRST_YEAR, 1, 1) <= day <= today():
        raise Invalid(f"de datum {day.isoformat()} ligt in de toekomst of te ver terug")
    return day


def _written_day(text: str) -> date | None:
    if not text:
        return None
    bare = text[:10] if re.match(r"\d{4}-\d\d-\d\d[T ]", text) else text
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(bare, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise Invalid(f"'{text[:20]}' is geen datum; schrijf bijvoorbeeld 2026-03-31")


def _obstacle(text: str) -> Obstacle | None:
    if not text:
        return None
    found = parse(Obstacle, text)
    if not isinstance(found, Obstacle):
        words = ", ".join(LABELS[Obstacle].values())
        raise Invalid(f"'{text[:40]}' is geen knelpunt; kies uit {words}")
    return found


def _outcome_status(outcome: str) -> OutcomeStatus | None:
    found = parse(OutcomeStatus, outcome)
    return found if isinstance(found, OutcomeStatus) else None


def _scale(text: str) -> int | None:
    if not text:
        return None
    if text not in ("1", "2", "3", "4", "5"):
        raise Invalid("buikpijn is een getal van 1 tot en met 5")
    return int(text)


def _bouwstenen(value: object) -> dict[str, Direction]:
    """Names with their direction; without one it pinched, for that is what a case tells of."""
    if value is None:
        return {}
    if isinstance(value, str):
        names: list[object] = list(re.split(r"[;,\n]", value))
    elif isinstance(value, list):
        names = value
    else:
        raise Invalid("bouwstenen is geen lijst van namen")
    if not all(isinstance(name, str) and len(name) <= LONGEST_ORIGIN for name in names):
        raise Invalid("bouwstenen is geen lijst van namen")
    cleaned = [" ".join(clean_text(str(name)).split()) for name in names]
    return dict(_directed(name) for name in cleaned if name)


def _directed(name: str) -> tuple[str, Direction]:
    marked = DIRECTION.fullmatch(name)
    if marked is None:
        return name, Direction.PINCHED
    return marked[1], Direction.HELPED if marked[2] == "hielp" else Direction.PINCHED
