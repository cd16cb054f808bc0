"""What learning tells in the story of a case."""

from collections.abc import Sequence

from flask_babel import gettext as _

from app.clock import AMSTERDAM
from app.people.models import Person
from cases.asks import Ask
from cases.models.case import Case
from cases.story import Mark, Step
from learning.models.telling import ReopenWish, WishAnswer
from learning.permissions.patterns import can_read_published
from learning.queries.news import proposals_told_of
from learning.queries.patterns import published_patterns_among, published_patterns_of
from learning.queries.wishes import new_answers_to, own_wishes_about


def tell_patterns(case: Case, reader: Person) -> list[Step]:
    """The published patterns that this case was part of when they were published.

    What a run found since is told by the next publication, so that a run alone changes no page
    that others than the analyst read.
    """
    return [
        Step(
            "pattern",
            _(
                "Hoort bij patroon %(number)s: %(title)s",
                number=pattern.number,
                title=pattern.published_title,
            ),
            day=pattern.published_at.astimezone(AMSTERDAM).date() if pattern.published_at else None,
            text=_("Ook bij andere organisaties liepen mensen hier tegenaan.")
            if pattern.across
            else _("Meer collega's liepen hier tegenaan."),
            endpoint="patterns.pattern",
            key=pattern.public_id,
        )
        for pattern in published_patterns_of(case)
        if can_read_published(pattern, reader)
    ]


def mark_patterns(cases: Sequence[Case], reader: Person) -> dict[tuple[int, str], Mark]:
    """The numbers of the published patterns of each case."""
    marks = {}
    for case_id, patterns in published_patterns_among(cases).items():
        numbers = [str(one.number) for one in patterns if can_read_published(one, reader)]
        if numbers:
            marks[case_id, "pattern"] = Mark(_("nummer %(number)s", number=", ".join(numbers)))
    return marks


ASK_PAGE = "reopening.ask_again"
ANSWER_LABELS = {
    WishAnswer.REOPENED: "Het wordt opnieuw opgepakt",
    WishAnswer.NOT_NOW: "Het wordt nu niet opnieuw opgepakt",
}


def tell_wishes(case: Case, reader: Person) -> list[Step]:
    """That somebody asked to look at a change again, and the answer: to who asked it alone."""
    if case.reporter_id != reader.id:
        return []
    proposals = proposals_told_of([case]).get(case.id, [])
    steps = []
    for wish in own_wishes_about([one.id for one in proposals], reader):
        title = _("Je vroeg om dit opnieuw te bekijken: %(title)s", title=wish.proposal.title)
        asked = wish.at.astimezone(AMSTERDAM).date()
        steps.append(Step("change", title, asked, endpoint=ASK_PAGE, key=wish.proposal.public_id))
        if wish.answer is None:
            steps.append(Step("change", _("Nog geen antwoord op je vraag"), done=False))
        else:
            steps.append(_answered(wish, wish.answer))
    return steps


def _answered(wish: ReopenWish, answer: WishAnswer) -> Step:
    day = wish.answered_at.astimezone(AMSTERDAM).date() if wish.answered_at else None
    words = _("Antwoord op je vraag: %(answer)s", answer=_(ANSWER_LABELS[answer]).lower())
    return Step("change", words, day, text=wish.answer_text)


def wishes_answered(person: Person) -> list[Ask]:
    """Answers to what somebody asked about a change, for as long as they are new."""
    return [
        Ask(
            _("Antwoord op je vraag over '%(title)s'", title=one.proposal.title),
            _(ANSWER_LABELS[one.answer]) + ".",
            ASK_PAGE,
            one.proposal.public_id,
            one.answered_at.astimezone(AMSTERDAM).date() if one.answered_at else None,
            _("Lees het antwoord"),
        )
        for one in new_answers_to(person)
        if one.answer is not None
    ]
