"""What follows by itself: from a change of a case, in its story, and as something asked."""

from textwrap import shorten

from flask_babel import gettext as _

from app.clock import AMSTERDAM
from app.people.models import Person
from app.search.outbox import note_change
from app.web.dates import show_date
from cases.asks import Ask, Way
from cases.events import CaseChanged, case_changed
from cases.models.case import Case
from cases.models.excerpts import Excerpt
from cases.models.history import CaseDraft
from cases.operations.drafts import DRAFT_LIFE
from cases.queries.cases import reactions_to, unsaved_drafts
from cases.queries.excerpts import excerpts_waiting_for
from cases.queries.own import drafts_to_check, follow_ups_due
from cases.queries.response import new_answers_for, open_questions_to
from cases.story import Step


def register() -> None:
    """Listen."""
    case_changed.listen(index_case)


def index_case(fact: CaseChanged) -> None:
    """Tell the indexer; whether the case may still be found, it asks the database itself."""
    note_change("case", fact.public_id)


def reaction_steps(case: Case, reader: Person) -> list[Step]:
    """That somebody reacted; to others than the reporter without a date."""
    reactions = reactions_to(case)
    if not reactions:
        return []
    own = case.reporter_id == reader.id
    return [Step("reaction", _("Eerste reactie"), reactions[0].at.date() if own else None)]


def drafts_asked(person: Person) -> list[Ask]:
    """Forms that were begun and never saved, and drafts in which something has to be looked at."""
    return [
        *(_unsaved(draft) for draft in unsaved_drafts(person)),
        *(
            Ask(
                _("Kijk de gegevens van personen na in '%(title)s'", title=case.title),
                _("Daarna kun je deze casus delen."),
                "case_findings.findings",
                case.public_id,
                words=_("Nakijken"),
                case=case.public_id,
            )
            for case in drafts_to_check(person)
        ),
    ]


def _unsaved(draft: CaseDraft) -> Ask:
    key, number = draft.submission_key, draft.values.get("draft_number")
    begun = _("Je was bezig met een casus")
    return Ask(
        _("%(begun)s (concept %(n)s)", begun=begun, n=number) if number else begun,
        _(
            "%(words)s (blijft staan tot %(day)s)",
            words=_first_words(draft) or _("Zonder titel"),
            day=show_date(draft.saved_at + DRAFT_LIFE),
        ),
        day=draft.saved_at.astimezone(AMSTERDAM).date(),
        more=(
            Way(_("Verder schrijven"), "case_capture.capture", {"concept": key}),
            Way(_("Weggooien"), "case_drafts.drop_draft", {"key": key}, posts=True),
        ),
    )


def _first_words(draft: CaseDraft) -> str:
    """The title, or how the text begins: quick capture asks no title at first."""
    text = draft.values.get("title") or draft.values.get("situation") or ""
    return shorten(str(text), 80, placeholder="…")


def questions_asked(person: Person) -> list[Ask]:
    """Questions about one's cases, and answers to one's own questions."""
    return [
        *(
            Ask(
                _("Een vraag over '%(title)s'", title=one.case.title),
                one.text,
                "case_response.answer_question",
                one.public_id,
                one.at.astimezone(AMSTERDAM).date(),
                _("Beantwoorden"),
                case=one.case.public_id,
            )
            for one in open_questions_to(person)
        ),
        *(
            Ask(
                _("Antwoord op je vraag"),
                one.text,
                "case_response.questions",
                day=one.answered_at.astimezone(AMSTERDAM).date() if one.answered_at else None,
                words=_("Lezen"),
            )
            for one in new_answers_for(person)
        ),
    ]


def excerpts_asked(person: Person) -> list[Ask]:
    """Texts from one's cases that an analyst wants to use; who asks is not told."""
    return [
        Ask(
            _("Mag dit fragment uit '%(title)s' gebruikt worden?", title=one.case.title),
            one.text,
            day=one.offered_at.astimezone(AMSTERDAM).date(),
            case=one.case.public_id,
            more=(_to_excerpt(one),),
        )
        for one in excerpts_waiting_for(person)
    ]


def _to_excerpt(excerpt: Excerpt) -> Way:
    place = {"public_id": excerpt.case.public_id, "_anchor": f"fragment-{excerpt.public_id}"}
    return Way(_("Ja of nee zeggen"), "cases.case", place)


def follow_ups_asked(person: Person) -> list[Ask]:
    """How one's running cases ended, when it is time to ask; gently when no day was chosen."""
    return [_follow_up(case) for case in follow_ups_due(person)]


def _follow_up(case: Case) -> Ask:
    wait = Way(
        _("Nog even wachten"),
        "case_response.wait_longer",
        {"public_id": case.public_id},
        posts=True,
    )
    chosen = case.follow_up_on is not None
    return Ask(
        _("Hoe liep het af?") if chosen else _("Vond je al ruimte?"),
        case.title,
        "case_share.conclude_case",
        case.public_id,
        words=_("Vertel hoe het afliep"),
        case=case.public_id,
        more=(wait,),
    )
