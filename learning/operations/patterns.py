"""What an analyst decides about a pattern. No run undoes it, and each notes itself."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db
from app.disclosure import more_than
from app.jobs import Job, enqueue
from app.people.models import Organisation
from app.refusals import Invalid
from cases.models.case import TEXT_FIELDS, Case
from cases.screening import screen_texts
from learning.events import PatternPublished, pattern_published
from learning.lifecycle.patterns import PatternState, PatternStep, can_take, next_state
from learning.lifecycle.publication import asked_reporters, copied_words
from learning.models.patterns import DecidedBy, Pattern, PatternMember
from learning.operations.detection import highest_number
from learning.operations.members import add_member, member_ids, release_from_candidates
from learning.queries.patterns import member_cases, reporter_count

DETECT = "detect_patterns"


def start_detection(organisation: Organisation, *, by: Actor) -> Job:
    """Plan a run over the shared cases; one that waits already is given back."""
    job = enqueue(
        DETECT,
        {"organisation": organisation.public_id},
        unique_key=f"{DETECT}:{organisation.public_id}",
        organisation_id=organisation.id,
    )
    record(by, "start_detection", "job", job, organisation=organisation.public_id)
    return job


def make_pattern(
    organisation: Organisation,
    *,
    title: str,
    cases: Sequence[Case],
    by: Actor,
    stated: Collection[str] = (),
) -> Pattern:
    """Put cases together that no run found; it waits for confirming like any candidate."""
    title = clean_text(title).strip()
    if not title:
        raise Invalid("Vul een titel in.", "title")
    screen_texts({"title": title}, organisation=organisation, by=by, stated=stated)
    pattern = Pattern(
        organisation=organisation,
        number=highest_number(organisation.id) + 1,
        title=title[:200],
        curated=True,
        explanation={},
        found_at=now(),
    )
    db.session.add(pattern)
    db.session.flush()
    _note(by, "make", pattern)
    for case in cases:
        add_member(pattern, case, by=by)
    return pattern


def confirm_pattern(pattern: Pattern, *, by: Actor) -> None:
    """Say that these cases share a cause; from now on no run moves them."""
    pattern.state = next_state(pattern.state, PatternStep.CONFIRM)
    pattern.confirmed_at = now()
    pattern.possible = False
    release_from_candidates(pattern, member_ids(pattern))
    _note(by, "confirm", pattern)


def describe_pattern(
    pattern: Pattern, *, title: str, summary: str, by: Actor, stated: Collection[str] = ()
) -> None:
    """Give a pattern a title and a summary in the analyst's own words.

    A published page changes only when the pattern is published again.
    """
    title, summary = clean_text(title).strip(), clean_text(summary).strip()
    if not title:
        raise Invalid("Vul een titel in.", "title")
    texts = {"title": title, "summary": summary}
    screen_texts(texts, organisation=pattern.organisation, by=by, stated=stated)
    pattern.title, pattern.summary, pattern.curated = title[:200], summary, True
    _note(by, "describe", pattern)


def dismiss_pattern(
    pattern: Pattern, *, reason: str, by: Actor, stated: Collection[str] = ()
) -> None:
    """Put a pattern aside with a reason; a run that finds it again leaves it there."""
    reason = clean_text(reason).strip()
    if not reason:
        raise Invalid("Schrijf op waarom je dit patroon terzijde legt.", "reason")
    screen_texts({"reason": reason}, organisation=pattern.organisation, by=by, stated=stated)
    pattern.state = next_state(pattern.state, PatternStep.DISMISS)
    pattern.dismissed_reason, pattern.curated = reason, True
    _note(by, "dismiss", pattern)


def restore_pattern(pattern: Pattern, *, by: Actor) -> None:
    """Take a dismissed pattern up again, as a candidate with the cases that it had."""
    pattern.state = next_state(pattern.state, PatternStep.RESTORE)
    pattern.dismissed_reason = ""
    _note(by, "restore", pattern)


def publish_pattern(
    pattern: Pattern, *, network: bool, by: Actor, stated: Collection[str] = ()
) -> None:
    """Let others read the title, the summary and a rounded number, as they are at this moment.

    Publishing again renews that snapshot. Refused below k reporters, with personal data in the
    text, or with eight words in a row of a member case.
    """
    target = pattern.state
    if pattern.state is not PatternState.PUBLISHED:
        target = next_state(pattern.state, PatternStep.PUBLISH)
    cases = member_cases(pattern)
    refusal = publication_refusal(pattern, cases)
    if refusal is not None:
        raise refusal
    # What was stated of the text held for fewer readers, so it is asked again at each publication.
    texts = {"title": pattern.title, "summary": pattern.summary}
    screen_texts(texts, organisation=pattern.organisation, by=by, stated=stated)
    pattern.state, pattern.network, pattern.published_at = target, network, now()
    pattern.published_title, pattern.published_summary = pattern.title, pattern.summary
    pattern.published_more_than = more_than(
        len(cases), reporter_count(cases), _asked(pattern, cases)
    )
    _mark_published(pattern)
    pattern_published.announce(
        PatternPublished(pattern.id, pattern.public_id, pattern.organisation_id)
    )
    _note(by, "publish", pattern)


def publication_refusal(pattern: Pattern, cases: Sequence[Case]) -> Invalid | None:
    """Why others may not read this pattern as it stands, or None when they may.

    What looks like personal data is no refusal yet: the analyst may state that it is none.
    """
    if not pattern.summary:
        return Invalid("Schrijf eerst een samenvatting in je eigen woorden.", "summary")
    asked = _asked(pattern, cases)
    if reporter_count(cases) < asked:
        return Invalid(
            "Dit patroon heeft casussen van minder dan %(count)s inbrengers. "
            "Anders kunnen collega's raden om wie het gaat. Wacht tot er meer bij komen.",
            count=asked,
        )
    texts = (getattr(case, name) or "" for case in cases for name in TEXT_FIELDS)
    copied = copied_words(f"{pattern.title}\n{pattern.summary}", texts)
    if copied:
        return Invalid(
            "Deze woorden staan ook zo in een casus: '%(words)s'. Zeg het in je eigen woorden.",
            words=copied,
        )
    return None


def _asked(pattern: Pattern, cases: Sequence[Case]) -> int:
    sensitive = any(case.domain is not None and case.domain.sensitive for case in cases)
    return asked_reporters(pattern.organisation.smallest_group, sensitive)


def _mark_published(pattern: Pattern) -> None:
    for row in db.session.scalars(
        select(PatternMember).where(
            PatternMember.pattern_id == pattern.id, PatternMember.removed.is_(False)
        )
    ):
        row.published = True


def address_pattern(pattern: Pattern, *, by: Actor) -> None:
    """A change was made for this pattern. One that is not published keeps its state."""
    if can_take(pattern.state, PatternStep.ADDRESS):
        pattern.state = next_state(pattern.state, PatternStep.ADDRESS)
        _note(by, "address", pattern)


def reopen_pattern(pattern: Pattern, *, by: Actor) -> None:
    """What was addressed came back. A pattern in another state keeps it."""
    if can_take(pattern.state, PatternStep.COME_BACK):
        pattern.state = next_state(pattern.state, PatternStep.COME_BACK)
        _note(by, "reopen", pattern)


def merge_patterns(pattern: Pattern, *, into: Pattern, by: Actor) -> None:
    """Let a pattern go on in another: its cases join that one until the merge is undone."""
    if into.id == pattern.id or into.organisation_id != pattern.organisation_id:
        raise Invalid("Kies een ander patroon van je organisatie.", "into")
    if into.state in (PatternState.DISMISSED, PatternState.MERGED):
        raise Invalid("Kies een patroon dat niet terzijde ligt.", "into")
    pattern.state = next_state(pattern.state, PatternStep.MERGE)
    pattern.merged_into_id, into.curated = into.id, True
    present = set(
        db.session.scalars(select(PatternMember.case_id).where(PatternMember.pattern_id == into.id))
    )
    for case_id in member_ids(pattern):
        if case_id not in present:
            db.session.add(
                PatternMember(
                    pattern_id=into.id,
                    case_id=case_id,
                    joined_at=now(),
                    decided_by=DecidedBy.ANALYST,
                    merged_from_id=pattern.id,
                )
            )
    _note(by, "merge", pattern)


def separate_pattern(pattern: Pattern, *, by: Actor) -> None:
    """Undo a merge: the pattern is confirmed again, and its cases leave the other one."""
    pattern.state = next_state(pattern.state, PatternStep.SEPARATE)
    pattern.merged_into_id = None
    db.session.execute(
        delete(PatternMember).where(
            PatternMember.merged_from_id == pattern.id, PatternMember.removed.is_(False)
        )
    )
    _note(by, "separate", pattern)


def _note(by: Actor, action: str, pattern: Pattern) -> None:
    record(by, action, "pattern", pattern, organisation=pattern.organisation.public_id)
