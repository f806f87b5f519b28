"""One act on many rows: asked for once, carried out in one transaction, with what is left out named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, redirect, render_template, request
from sqlalchemy import select

from models.access import Refused, can, current_actor, require
from models.base import Record, db
from models.marks import N_
from models.transitions import AlreadyDone, Request, perform
from models.writing import tell
from panel.bulk_edit import EDIT, answer_bulk_edit
from panel.bulk_rows import NOTHING_TICKED, ticked
from panel.delegated import behalf_words
from panel.language import join, translate
from panel.listing.labels import labels
from panel.saving import Outcome, move_to_bin, new_token, once
from panel.words import done_words, failed, said

if TYPE_CHECKING:
    from panel.record_view import RecordView

TRASH = "trash"


def answer_bulk(view: RecordView) -> Any:
    """Answer the bulk form of a list: ask first, then act on all that may be included, or on none when one of them fails."""
    wanted = request.form.get("do", "")
    if wanted == EDIT:
        return answer_bulk_edit(view)
    ids = ticked()
    transition = view.model.workflow.transitions.get(wanted) if view.model.workflow is not None else None
    if wanted != TRASH and (transition is None or not transition.batch):
        abort(404)
    action = TRASH if wanted == TRASH else f"transition:{wanted}"
    require(current_actor(), action, view.model)
    if not ids:
        failed(NOTHING_TICKED)
        return redirect(f"{view.url}/", 303)
    rows = list(db.session.scalars(select(view.model).where(view.model.id.in_(ids)).order_by(view.model.id)))
    allowed = [row for row in rows if can(current_actor(), action, row)]
    if request.form.get("confirmed") != "1":
        return _ask(view, wanted, allowed, rows)
    try:
        outcome = once(
            request.form.get("form_token", ""), lambda: _act(view, wanted, [row.id for row in allowed])
        )
    except AlreadyDone as done:
        db.session.rollback()
        sentence, given = done_words(done)
        failed(sentence, **given)
        return redirect(f"{view.url}/", 303)
    if outcome.answer is None:
        for problem in outcome.problems:
            failed(problem.sentence, **problem.values)
        return redirect(f"{view.url}/", 303)
    said(N_("Done: %(what)s, %(number)s rows."), what=_verb(view, wanted), number=len(allowed))
    return redirect(outcome.answer, 303)


def _behalf(view: RecordView, wanted: str, rows: list[Record]) -> str:
    """Return for whom the actor would do it, where it is done by delegation."""
    if wanted == TRASH or view.model.workflow is None:
        return ""
    step = view.model.workflow.transitions[wanted]
    return behalf_words([(row, step) for row in rows])


def _verb(view: RecordView, wanted: str) -> str:
    if wanted == TRASH:
        return translate(N_("Move to the recycle bin"))
    assert view.model.workflow is not None
    return translate(view.model.workflow.transitions[wanted].label)


def _act(view: RecordView, wanted: str, ids: list[int]) -> Outcome:
    for record_id in ids:
        if wanted == TRASH:
            row = db.session.scalar(select(view.model).where(view.model.id == record_id))
            if row is None:
                raise Refused()
            move_to_bin(row)
            tell("trashed", row)
        else:
            perform(view.model, record_id, wanted, Request(reason=request.form.get("reason") or None))
    return Outcome(answer=f"{view.url}/")


def _ask(view: RecordView, wanted: str, allowed: list[Record], rows: list[Record]) -> str:
    names = labels(view.model, [row.id for row in rows])
    left = [row for row in rows if row not in allowed]
    verb = _verb(view, wanted)
    left_out = None
    if left:
        which = join(names[row.id].text for row in left[:5] if row.id in names)
        left_out = translate(
            N_("%(number)s rows are not included, the act is not open to you there: %(which)s"),
            number=len(left),
            which=which,
        )
    page = {
        "title": translate(N_("%(verb)s: %(number)s rows"), verb=verb, number=len(allowed)),
        "crumbs": view.crumbs(None, verb),
        "subject": None,
        "subjects": [(names[row.id].text if row.id in names else "", view.url_for_details(row.id)) for row in allowed],
        "sentence": "", "consequence": "", "left_out": left_out, "behalf": _behalf(view, wanted, allowed),
        "refusal": None if allowed else translate(N_("None of the ticked rows can be included.")),
        "facts": [], "errors": [], "fields": [], "common": [], "reason_id": "",
        "action": f"{view.url}/bulk/",
        "hidden": [("do", wanted), ("confirmed", "1"), ("form_token", new_token()), *[("id", str(row.id)) for row in allowed]],
        "files": False,
        "button": translate(N_("%(verb)s: %(number)s rows"), verb=verb, number=len(allowed)),
        "tone": "remove" if wanted == TRASH else "primary",
        "cancel_url": f"{view.url}/",
    }  # fmt: skip
    return render_template("transition.html", page=page)
