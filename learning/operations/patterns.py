"""What an analyst decides about a pattern. No run undoes it, and each notes itself."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db
from app.people.models import Organisation
from app.refusals import Invalid
from cases.models.case import TEXT_FIELDS, Case
from cases.screening import screen_texts
from learning.events import PatternPublished, pattern_published
from learning.lifecycle.patterns import PatternState, PatternStep, can_take, next_state
from learning.lifecycle.publication import copied_words, enough_organisations
from learning.models.curation import PatternDecision
from learning.models.patterns import DismissedKind, Pattern, PatternMember
from learning.operations.bands import tell_band
from learning.operations.detection import highest_number
from learning.operations.history import deciding
from learning.operations.members import bring_in, member_ids, release_from_candidates
from learning.queries.patterns import asked_of, member_cases, reporter_count, reporter_of
from learning.queries.publications import band_counted_over


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
    with deciding("make", pattern, by=by):
        bring_in(pattern, cases)
    return pattern


def confirm_pattern(pattern: Pattern, *, by: Actor) -> PatternDecision:
    """Say that these cases share a cause; from now on no run moves them.

    Who was not looked at one by one stays a member by the machine's choice, and so doubtful.
    """
    with deciding("confirm", pattern, by=by) as decision:
        pattern.state = next_state(pattern.state, PatternStep.CONFIRM)
        pattern.confirmed_at = pattern.looked_at = now()
        pattern.possible = False
        release_from_candidates(pattern, member_ids(pattern))
    return decision


def describe_pattern(
    pattern: Pattern, *, title: str, summary: str, by: Actor, stated: Collection[str] = ()
) -> PatternDecision:
    """Give a pattern a title and a summary in the analyst's own words.

    A published page changes only when the pattern is published again.
    """
    title, summary = clean_text(title).strip(), clean_text(summary).strip()
    if not title:
        raise Invalid("Vul een titel in.", "title")
    texts = {"title": title, "summary": summary}
    screen_texts(texts, organisation=pattern.organisation, by=by, stated=stated)
    with deciding("describe", pattern, by=by) as decision:
        pattern.title, pattern.summary, pattern.curated = title[:200], summary, True
    return decision


def dismiss_pattern(
    pattern: Pattern,
    *,
    reason: str,
    by: Actor,
    kind: DismissedKind = DismissedKind.OTHER,
    stated: Collection[str] = (),
) -> PatternDecision:
    """Put a pattern aside with a reason; a run that finds it again leaves it there.

    Of the kinds only `NOT_TOGETHER` says that the cases do not belong together.
    """
    reason = clean_text(reason).strip()
    if not reason:
        raise Invalid("Schrijf op waarom je dit patroon terzijde legt.", "reason")
    screen_texts({"reason": reason}, organisation=pattern.organisation, by=by, stated=stated)
    with deciding("dismiss", pattern, by=by) as decision:
        pattern.state = next_state(pattern.state, PatternStep.DISMISS)
        pattern.dismissed_reason, pattern.dismissed_kind = reason, kind
        pattern.curated = True
    return decision


def restore_pattern(pattern: Pattern, *, by: Actor) -> PatternDecision:
    """Take a dismissed pattern up again, as a candidate with the cases that it had."""
    with deciding("restore", pattern, by=by) as decision:
        pattern.state = next_state(pattern.state, PatternStep.RESTORE)
        pattern.dismissed_reason, pattern.dismissed_kind = "", None
    return decision


def publish_pattern(
    pattern: Pattern, *, network: bool, by: Actor, stated: Collection[str] = ()
) -> None:
    """Let others read the title, the summary and a rounded number, as they are at this moment.

    Publishing again renews that snapshot, but the number only when enough people joined: see
    `learning.operations.bands`. Refused below k reporters, with personal data in the text, or with
    eight words in a row of a member case.
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
    counted_over = band_counted_over(pattern)
    with deciding("publish", pattern, by=by) as decision:
        pattern.state, pattern.published_at = target, now()
        pattern.network = network or pattern.across
        pattern.published_title, pattern.published_summary = pattern.title, pattern.summary
    tell_band(decision, cases, counted_over)
    _mark_published(pattern)
    pattern_published.announce(
        PatternPublished(pattern.id, pattern.public_id, pattern.organisation_id)
    )


def publication_refusal(pattern: Pattern, cases: Sequence[Case]) -> Invalid | None:
    """Why others may not read this pattern as it stands, or None when they may.

    What looks like personal data is no refusal yet: the analyst may state that it is none.
    """
    if not pattern.summary:
        return Invalid("Schrijf eerst een samenvatting in je eigen woorden.", "summary")
    asked = asked_of(pattern, cases)
    if pattern.across and not enough_organisations(
        ((case.organisation_id, reporter_of(case)) for case in cases), asked
    ):
        return Invalid(
            "Hiervoor zijn drie organisaties nodig met elk genoeg casussen, van genoeg "
            "inbrengers. Zo ver is het nog niet."
        )
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


def _note(by: Actor, action: str, pattern: Pattern) -> None:
    record(by, action, "pattern", pattern, organisation=pattern.organisation.public_id)
