"""The page of one proposal, as each reader gets it; and the one blueprint of these pages."""

from flask import Blueprint, render_template

from app.people.roles import ROLE_LABELS, Role
from app.web.access import me, note_reading, roles
from learning.forms.talk import CommentForm
from learning.lifecycle.patterns import PUBLIC_STATES
from learning.lifecycle.proposals import STATE_LABELS
from learning.models.patterns import Pattern
from learning.models.proposals import (
    LEVEL_LABELS,
    PRIORITY_LABELS,
    STRENGTH_LABELS,
    Proposal,
)
from learning.permissions.patterns import can_curate, can_read_published
from learning.permissions.proposals import Sight, can_count, can_write, sight_of
from learning.permissions.talk import can_comment, can_support
from learning.queries.excerpts import quoted_in
from learning.queries.figures import effect_of
from learning.queries.proposals import days_since
from learning.queries.talk import comments_of, support_of
from learning.queries.versions import version_count
from learning.views import decisions, effect

# One blueprint in several files: writing stands in `writing`, what others say in `talk`.
blueprint = Blueprint("proposals", __name__)
READERS = roles(
    Role.ANALYST,
    Role.MANAGER,
    Role.CONTRIBUTOR,
    Role.BOARD,
    Role.PROFESSIONAL,
    Role.FACILITATOR,
)
ANALYST = roles(Role.ANALYST)
LABELS = {
    "states": STATE_LABELS,
    "levels": LEVEL_LABELS,
    "strengths": STRENGTH_LABELS,
    "priorities": PRIORITY_LABELS,
}
Line = dict[str, object]


def proposal_page(found: Proposal, form: CommentForm | None = None) -> str:
    """One proposal: in full, or its title, state and reason; with a comment that was refused."""
    in_full = sight_of(found, me) is Sight.FULL
    # In short there is the outcome in words; the rest is for who reads it whole.
    shown: Line = {"effect": effect_of(found)}
    if in_full:
        shown = effect.shown_on_proposal(found) | decisions.shown_on_proposal(found) | _whole(found)
    return render_template(
        "learning/proposals/proposal.html",
        proposal=found,
        in_full=in_full,
        can_write=can_write(found, me),
        can_support=can_support(found, me),
        support=support_of(found, me),
        role_words=ROLE_LABELS,
        comment_form=(form or CommentForm()) if can_comment(found, me) else None,
        days=days_since(found.state_since),
        **shown,
        **LABELS,
    )


def _whole(found: Proposal) -> Line:
    """What only who reads a proposal in full sees of what stands beside its text."""
    return {
        "patterns": patterns_shown(found),
        "quotes": quotes_of(found),
        "comments": comments_of(found),
        "versions": version_count(found),
        "can_quote": can_count(found, me),
        "for_outside": _key_for_outside(found),
        "reader_id": me.id,
    }


def _key_for_outside(found: Proposal) -> str:
    """The published pattern with this proposal, as a text for outside begins with; or nothing."""
    shown = [one for one in found.patterns if one.state in PUBLIC_STATES and not one.across]
    return f"{shown[0].public_id}.{found.public_id}" if shown and found.submitted_at else ""


def quotes_of(found: Proposal) -> list[str]:
    """What reporters released for this proposal, the text alone; that it was shown is noted."""
    excerpts = quoted_in(found)
    note_reading("excerpt", [one.public_id for one in excerpts])
    return [one.text for one in excerpts]


def patterns_shown(found: Proposal, *, as_published: bool = False) -> list[Line]:
    """The patterns of a proposal: the bench for an analyst, the published page for others.

    `as_published` gives an analyst what a manager will see.
    """
    if as_published:
        return [_published(one) for one in found.patterns if can_read_published(one, me)]
    lines: list[Line] = []
    for one in found.patterns:
        if can_curate(one, me):
            address = {"endpoint": "patterns.analyse", "public_id": one.public_id}
            lines.append({"number": one.number, "title": one.title, **address})
        elif can_read_published(one, me):
            lines.append(_published(one))
    return lines


def _published(one: Pattern) -> Line:
    return {
        "number": one.number,
        "title": one.published_title,
        "endpoint": "patterns.pattern",
        "public_id": one.public_id,
        "more": one.published_more_than,
    }
