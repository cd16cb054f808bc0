"""What colleagues gave back to the cases: recognition, thanks, questions and their answers."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

from app.database import db
from app.people.models import Person
from cases.models.response import Question
from cases.operations.ask import answer_question, ask_reporter, decline_question, read_answer
from cases.operations.recognise import appreciate, recognise
from cases.queries.response import open_questions_to
from demo.cases import Cases, WrittenCase
from demo.people import DATA, acting, person
from demo.timeline import after

Told = Mapping[str, Any]

FIRST_PRESS = 3
ANSWERED_IN, READ_IN = 4, 10


def plan_responses(cases: Cases) -> None:
    """Plan what readers give back to the written cases, and what their reporters answer."""
    told = json.loads((DATA / "responses.json").read_text(encoding="utf-8"))
    for press, act in (("recognised", recognise), ("thanked", appreciate)):
        for key, readers in told[press].items():
            case = cases.written[key]
            for days, reader in zip(count(FIRST_PRESS, 2), readers, strict=False):
                moment = after(case.moment, days)
                cases.timeline.at(moment, partial(_press, cases, case, reader, act))
    for question in told["asked"]:
        _plan_question(cases, question)
    for number, (case, moment, text) in enumerate(cases.asked):
        answers = told["answers"][text]
        answer = {"text": text, "answer": answers[number % len(answers)]}
        _plan_answer(cases, case, moment, answer, ANSWERED_IN)


def _reader(case: WrittenCase, name: str) -> Person:
    """Somebody of the organisation of the case, unless an address says of which."""
    return person(name if "@" in name else f"{name}@{case.slug}.example")


def _press(cases: Cases, case: WrittenCase, name: str, act: Any) -> None:
    reader = _reader(case, name)
    act(cases.find(case.key), person=reader, by=acting(reader))


def _plan_question(cases: Cases, told: Told) -> None:
    case = cases.written[told["case"]]
    asked = after(case.moment, told["days"]) if "days" in told else None
    moment = asked or cases.timeline.days_ago(told["days_ago"])
    cases.timeline.at(moment, partial(_ask, cases, case, told))
    if "answer" in told:
        _plan_answer(cases, case, moment, told, told["after"])


def _ask(cases: Cases, case: WrittenCase, told: Told) -> None:
    reader = _reader(case, told["by"])
    ask_reporter(
        cases.find(case.key),
        person=reader,
        text=told["text"],
        name_shown=told.get("named", False),
        by=acting(reader),
    )


def _plan_answer(cases: Cases, case: WrittenCase, asked: datetime, told: Told, days: int) -> None:
    """The answer some days after the question; who asked reads it later, the newest not yet."""
    answered = after(asked, days) + timedelta(minutes=40)
    found: list[int] = []
    cases.timeline.at(answered, partial(_answer, case, told, found))
    cases.timeline.at(after(answered, READ_IN), partial(_read, found))


def _answer(case: WrittenCase, told: Told, found: list[int]) -> None:
    """The reporter answers, when the case is still shared and the question open."""
    reporter = person(case.reporter)
    for question in open_questions_to(reporter):
        if question.text == told["text"]:
            found.append(question.id)
            _settle(question, told, reporter)
            return


def _settle(question: Question, told: Told, reporter: Person) -> None:
    if not told["answer"]:
        decline_question(question, by=acting(reporter))
        return
    answer_question(
        question,
        text=told["answer"],
        name_shown=told.get("answer_named", False),
        by=acting(reporter),
    )


def _read(found: list[int]) -> None:
    for key in found:
        read_answer(db.session.get_one(Question, key))
