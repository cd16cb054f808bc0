"""Making a leerbrief: a draft from what is new, the words of an analyst, and publishing it once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.audit import Actor, record
from app.clock import now
from app.database import clean_text, db
from app.jobs import enqueue
from app.people.models import Organisation
from app.quarters import Quarter
from app.refusals import Invalid, Stale
from cases.screening import screen_texts
from learning.models.figures import quarter_code
from learning.models.telling import Newsletter, NewsletterState, PartKind
from learning.operations.telling_words import refuse_unfit_words
from learning.queries.newsletters import (
    facts_of,
    new_parts,
    parts_to_read,
    patterns_told_of,
    quarter_of,
    quarters_to_tell_of,
)

MAIL_NEWSLETTER = "mail_newsletter"
LONGEST_TITLE, LONGEST_TEXT = 200, 4_000


@dataclass(frozen=True)
class PartText:
    """What an editor says of one part, and its place in the order."""

    title: str
    text: str
    place: int
    left_out: bool = False


@dataclass(frozen=True)
class NewsletterText:
    """What an editor says of a leerbrief; parts by their kind and key. `version` was edited."""

    title: str
    opening: str
    version: int
    parts: Mapping[str, PartText]


def part_name(item: Mapping[str, Any]) -> str:
    """The name of a part in a form; it stays the same when parts are added or change places."""
    return f"{item['kind']}_{item['key']}"


def begin_newsletter(organisation: Organisation, quarter: Quarter, *, by: Actor) -> Newsletter:
    """Make a draft of what is new in a quarter; each quarter has one leerbrief."""
    # Two presses at once become one after the other.
    held = select(Organisation.id).where(Organisation.id == organisation.id)
    db.session.execute(held.with_for_update())
    if quarter not in quarters_to_tell_of(organisation.id):
        raise Invalid("Van dit kwartaal is er al een leerbrief.")
    made = Newsletter(
        organisation_id=organisation.id,
        quarter=quarter_code(quarter),
        title=f"Leerbrief {quarter.label}",
        items=new_parts(organisation, quarter),
        edited_by_id=by.person_id,
        created_at=now(),
    )
    db.session.add(made)
    db.session.flush()
    _note(by, "begin_newsletter", made)
    return made


def add_new_parts(newsletter: Newsletter, *, by: Actor) -> int:
    """Add at the end what has become new since the draft was made; give how many parts."""
    found = new_parts(newsletter.organisation, quarter_of(newsletter))
    if found:
        newsletter.items = [*newsletter.items, *found]
        _changed(newsletter, by)
        _note(by, "edit_newsletter", newsletter)
    return len(found)


def edit_newsletter(
    newsletter: Newsletter, written: NewsletterText, *, by: Actor, stated: Collection[str] = ()
) -> None:
    """Keep the words, the order and what is left out; Stale when somebody saved in between."""
    _lock(newsletter)
    if written.version != newsletter.version:
        raise Stale
    texts = dict(_texts(written))
    if not texts["title"].strip():
        raise Invalid("Vul een titel in.", "title")
    for name, one in written.parts.items():
        if not one.left_out and not one.title.strip():
            raise Invalid("Vul een kop in, of laat dit onderdeel weg.", f"title_{name}")
    screen_texts(texts, organisation=newsletter.organisation, by=by, stated=stated)
    _refuse_unfit(newsletter, texts)
    newsletter.title = clean_text(written.title).strip()
    newsletter.opening = clean_text(written.opening).strip()
    newsletter.items = _arranged(newsletter.items, written.parts)
    _changed(newsletter, by)
    _note(by, "edit_newsletter", newsletter)


def _texts(written: NewsletterText) -> Iterable[tuple[str, str]]:
    yield "title", written.title
    yield "opening", written.opening
    for name, one in written.parts.items():
        yield f"title_{name}", one.title
        yield f"text_{name}", one.text


def _arranged(items: list[dict[str, Any]], parts: Mapping[str, PartText]) -> list[dict[str, Any]]:
    """The parts with their new words in their new order; one that the editor did not see is last.

    Two with the same place keep the order that they had.
    """
    placed = []
    for item in items:
        part = parts.get(part_name(item))
        if part is None:
            placed.append((len(items) + 1, item))
            continue
        words = {"title": clean_text(part.title).strip(), "text": clean_text(part.text).strip()}
        placed.append((part.place, {**item, **words, "left_out": part.left_out}))
    return [item for _, item in sorted(placed, key=lambda one: one[0])]


def publish_newsletter(newsletter: Newsletter, *, version: int, by: Actor) -> None:
    """Let the organisation read it, once and as it is; who asked for it gets a mail.

    Stale when it is not the version that the analyst looked at. From now on its words and facts
    stay; only what a reporter revokes leaves.
    """
    _lock(newsletter)
    if newsletter.state is not NewsletterState.DRAFT:
        raise Invalid("Deze leerbrief is al gepubliceerd.")
    if version != newsletter.version:
        raise Stale
    shown = {(one.kind.value, one.key) for one in parts_to_read(newsletter)}
    if not shown:
        raise Invalid("Er staat nog niets in deze leerbrief. Voeg iets toe, of wacht tot er is.")
    _refuse_unfit(newsletter, _kept_texts(newsletter))
    newsletter.items = [
        {**one, "facts": facts_of(PartKind(one["kind"]), one["key"], newsletter.organisation_id)}
        for one in newsletter.items
        if (one["kind"], one["key"]) in shown
    ]
    newsletter.state, newsletter.published_at = NewsletterState.PUBLISHED, now()
    _changed(newsletter, by)
    enqueue(
        MAIL_NEWSLETTER,
        {"newsletter": newsletter.public_id},
        unique_key=f"{MAIL_NEWSLETTER}:{newsletter.public_id}",
    )
    _note(by, "publish_newsletter", newsletter)


def _refuse_unfit(newsletter: Newsletter, texts: Mapping[str, str]) -> None:
    refuse_unfit_words(texts, patterns_told_of(newsletter), newsletter.organisation_id)


def _kept_texts(newsletter: Newsletter) -> dict[str, str]:
    texts = {"title": newsletter.title, "opening": newsletter.opening}
    for one in newsletter.items:
        if not one.get("left_out"):
            texts |= {f"{name}_{part_name(one)}": one[name] for name in ("title", "text")}
    return texts


def drop_newsletter(newsletter: Newsletter, *, by: Actor) -> None:
    """Throw a draft away; its quarter can be begun anew."""
    if newsletter.state is not NewsletterState.DRAFT:
        raise Invalid("Deze leerbrief is al gepubliceerd.")
    _note(by, "drop_newsletter", newsletter)
    db.session.delete(newsletter)
    db.session.flush()


def _lock(newsletter: Newsletter) -> None:
    """Two editors at once become one after the other."""
    db.session.refresh(newsletter, with_for_update={"of": Newsletter})


def _changed(newsletter: Newsletter, by: Actor) -> None:
    newsletter.version += 1
    newsletter.edited_by_id = by.person_id
    db.session.flush()


def _note(by: Actor, action: str, newsletter: Newsletter) -> None:
    record(by, action, "newsletter", newsletter, organisation=newsletter.organisation.public_id)
