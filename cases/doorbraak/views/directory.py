"""Wie weet wat: find a colleague who knows about it, and say what you know about yourself."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.database import in_transaction, new_public_id
from app.refusals import Invalid
from app.web.access import access, actor, here, me, roles
from cases.doorbraak.forms.directory import DirectorySearchForm, TopicsForm
from cases.doorbraak.operations.directory import choose_topics, remove_topics
from cases.doorbraak.queries.directory import (
    KNOWING_ROLES,
    is_findable,
    known_topics,
    require_directory,
    topics_found,
    topics_of,
    topics_offered,
)
from cases.doorbraak.terms import TopicKind

blueprint = Blueprint("directory", __name__)
KNOWING = roles(*KNOWING_ROLES)
KEPT = "directory_searches"
MOST_SEARCHES = 20


@blueprint.route("/wie-weet-wat", methods=["GET", "POST"])
@access(KNOWING)
@in_transaction
def index() -> ResponseReturnValue:
    """Every topic of one kind with who knows about it; words to look for go into the session."""
    require_directory(me, here)
    form = DirectorySearchForm()
    if form.validate_on_submit():
        kept = dict(list(session.get(KEPT, {}).items())[-MOST_SEARCHES + 1 :])
        key = new_public_id()
        session[KEPT] = {**kept, key: form.words.data}
        return redirect(url_for("directory.found", key=key))
    kind = _kind(request.args.get("soort", ""))
    page = render_template(
        "cases/doorbraak/directory/index.html",
        form=form,
        kind=kind,
        known=known_topics(kind, _number(request.args.get("pagina", ""))),
        url_for_page=lambda at: url_for("directory.index", soort=kind.value, pagina=at),
    )
    return page, 422 if form.is_submitted() else 200


def _kind(text: str) -> TopicKind:
    return TopicKind(text) if text in set(TopicKind) else TopicKind.BOUWSTEEN


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 1


@blueprint.get("/wie-weet-wat/gevonden/<key>")
@access(KNOWING)
def found(key: str) -> ResponseReturnValue:
    """Who knows about the topic that was asked for."""
    require_directory(me, here)
    words = session.get(KEPT, {}).get(key)
    if words is None:
        return redirect(url_for("directory.index"))
    topics, more = topics_found(words)
    return render_template(
        "cases/doorbraak/directory/found.html",
        form=DirectorySearchForm(data={"words": words}),
        words=words,
        topics=topics,
        more=more,
    )


@blueprint.route("/wie-weet-wat/mijn", methods=["GET", "POST"])
@access(KNOWING)
@in_transaction
def own_topics() -> ResponseReturnValue:
    """Tick what you know about; until then nobody finds you."""
    require_directory(me, here)
    form = TopicsForm()
    form.offer(topics_offered(me, here))
    if form.validate_on_submit():
        try:
            choose_topics(me, form.details(), organisation=here, by=actor(), stated=form.stated)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_told(), "success")
            return redirect(url_for("directory.own_topics"))
    if not form.is_submitted():
        form.tick([(one.kind, one.key) for one in topics_of(me)])
    page = render_template(
        "cases/doorbraak/directory/own_topics.html", form=form, findable=is_findable(me)
    )
    return page, 422 if form.is_submitted() else 200


def _told() -> str:
    if is_findable(me):
        return str(_("Bewaard. Collega’s vinden je nu bij wat je hebt aangevinkt."))
    return str(_("Bewaard. Je staat niet in Wie weet wat."))


@blueprint.post("/wie-weet-wat/mijn/weg")
@access(KNOWING)
@in_transaction
def remove_own_topics() -> ResponseReturnValue:
    """Take yourself out of it altogether."""
    require_directory(me, here)
    remove_topics(me, organisation=here, by=actor())
    flash(_told(), "success")
    return redirect(url_for("directory.own_topics"))
