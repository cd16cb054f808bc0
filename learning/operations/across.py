"""What analysts decide about patterns across organisations: confirming, describing, linking.

Who confirms owns it. Another organisation links its own pattern, and its proposals and decisions
come from that.
"""

from collections.abc import Collection

from sqlalchemy import delete, select

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db
from app.people.models import Organisation
from app.refusals import Invalid
from cases.models.case import TEXT_FIELDS
from learning.lifecycle.patterns import SETTLED_STATES
from learning.lifecycle.publication import copied_words
from learning.models.curation import PatternDecision, PatternLink
from learning.models.patterns import Pattern, PatternMember
from learning.operations.patterns import confirm_pattern, describe_pattern
from learning.operations.undoing import undo_decision
from learning.queries.network import claimant, confirmed_by_others, is_across
from learning.queries.patterns import member_cases


def confirm_across(
    pattern: Pattern, *, title: str, summary: str, by: Actor, stated: Collection[str] = ()
) -> PatternDecision:
    """Say that cases of several organisations share a cause; who says it first owns the pattern.

    The title is in the analyst's own words, because analysts of the others read it from now on.
    """
    _lock_participants(pattern)
    _refuse_claimed(pattern)
    _yield_to_others(pattern)
    if not is_across(pattern):
        raise Invalid("Hier staan geen casussen van andere organisaties meer in.")
    describe_across(pattern, title=title, summary=summary, by=by, stated=stated)
    return confirm_pattern(pattern, by=by)


def _refuse_claimed(pattern: Pattern) -> None:
    if claimant(pattern) is not None:
        raise Invalid(
            "Een andere organisatie heeft dit patroon al bevestigd. Koppel er je eigen patroon aan."
        )


def undo_across(decision: PatternDecision, *, by: Actor) -> PatternDecision:
    """Take a decision back; what another organisation confirmed in the meantime stays theirs."""
    pattern = decision.pattern
    _lock_participants(pattern)
    if pattern.state not in SETTLED_STATES:
        _refuse_claimed(pattern)
    undoing = undo_decision(decision, by=by)
    if pattern.state in SETTLED_STATES:
        _yield_to_others(pattern)
    return undoing


def describe_across(
    pattern: Pattern, *, title: str, summary: str, by: Actor, stated: Collection[str] = ()
) -> PatternDecision:
    """Give it a title and a summary; words of a case are refused at once.

    No analyst reads all its cases, so a title may not tell one what another wrote.
    """
    title, summary = clean_text(title).strip(), clean_text(summary).strip()
    texts = [getattr(case, name) or "" for case in member_cases(pattern) for name in TEXT_FIELDS]
    for name, written in (("title", title), ("summary", summary)):
        if copied_words(written, texts):
            raise Invalid(
                "Acht woorden op een rij staan ook zo in een casus. Zeg het in je eigen woorden.",
                name,
            )
    return describe_pattern(pattern, title=title, summary=summary, by=by, stated=stated)


def _lock_participants(pattern: Pattern) -> None:
    """Let one organisation at a time confirm what they share."""
    homes = {case.organisation_id for case in member_cases(pattern)} | {pattern.organisation_id}
    db.session.scalars(
        select(Organisation)
        .where(Organisation.id.in_(homes))
        .order_by(Organisation.id)
        .with_for_update()
    ).all()


def _yield_to_others(pattern: Pattern) -> None:
    """A case stands in one confirmed pattern across: what another confirmed goes out here."""
    ids = [case.id for case in member_cases(pattern)]
    taken = confirmed_by_others(ids, pattern.organisation_id)
    db.session.execute(
        delete(PatternMember).where(
            PatternMember.pattern_id == pattern.id, PatternMember.case_id.in_(list(taken))
        )
    )
    db.session.expire_all()


def link_pattern(pattern: Pattern, shared: Pattern, *, by: Actor) -> None:
    """Say that an organisation's own pattern is part of a shared one; twice is once."""
    if pattern.across or pattern.state not in SETTLED_STATES:
        raise Invalid("Kies een eigen patroon dat je hebt bevestigd.", "own")
    if not shared.across or shared.state not in SETTLED_STATES:
        raise Invalid("Dit patroon over organisaties heen is nog niet bevestigd.", "own")
    if _link(pattern, shared) is None:
        db.session.add(PatternLink(pattern_id=pattern.id, shared_id=shared.id, at=now()))
        db.session.flush()
        _note(by, "link", pattern)


def unlink_pattern(pattern: Pattern, shared: Pattern, *, by: Actor) -> None:
    """Take a link back; one that is not there is gone already."""
    link = _link(pattern, shared)
    if link is not None:
        db.session.delete(link)
        db.session.flush()
        _note(by, "unlink", pattern)


def _link(pattern: Pattern, shared: Pattern) -> PatternLink | None:
    return db.session.scalar(
        select(PatternLink).where(
            PatternLink.pattern_id == pattern.id, PatternLink.shared_id == shared.id
        )
    )


def _note(by: Actor, action: str, pattern: Pattern) -> None:
    record(by, action, "pattern", pattern, organisation=pattern.organisation.public_id)
