"""What people do with a list as a whole: save it as a view, choose its columns, print it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from flask import Blueprint, abort, redirect, render_template, request
from flask_login import current_user

from models import clock
from models.access import current_actor, require
from models.accounts.saved_view import SavedView
from models.base import db
from models.marks import N_
from models.problems import Problem
from models.registry import record_type
from panel.errors import page as error_page
from panel.exporter import export_query, tell_exported
from panel.language import translate
from panel.listing.columns import offered
from panel.listing.links import Links
from panel.listing.ordering import order_of
from panel.listing.printed import printed_rows
from panel.listing.query import SPOILT, ListQuery
from panel.numbers import row_number
from panel.pages import page
from panel.record_view import RecordView
from panel.registry import views
from panel.saved_views import (
    Wanted,
    address_of,
    arguments_of,
    audience_of,
    audiences,
    choose,
    forget,
    keep,
    may_remove,
    problems_of,
    remove,
    said_of,
)
from panel.saving import Outcome, new_token, once
from panel.words import said

blueprint = Blueprint("lists", __name__)

SAVE_AS, SETTINGS = N_("Save as a view"), N_("View: %(name)s")
KEPT, REMOVED = N_("Kept as the view “%(name)s”."), N_("The view “%(name)s” was removed.")


@blueprint.route("/panel/<slug>/view/", methods=("GET", "POST"))
def saved_view(slug: str) -> Any:
    """Keep the list of the address as a view; with ``?view=`` rename, share or remove one."""
    view, actor = _view(slug), current_actor()
    saved = _saved(view)
    if request.method == "GET":
        return _form(view, saved)
    wanted = Wanted(request.form.get("name", "").strip(), request.form.get("audience", "mine"))
    if saved is not None and request.form.get("do") == "remove":
        name = saved.name
        remove(actor, view.model, saved)
        db.session.commit()
        said(REMOVED, name=name)
        return redirect(f"{view.url}/", 303)
    arguments = arguments_of(ListQuery(view, actor, request.args, base=f"{view.url}/"))
    problems = problems_of(actor, view.model, wanted, arguments, is_new=saved is None)
    if problems:
        return _form(view, saved, wanted, problems), 422

    def work() -> Outcome:
        row = keep(actor, view.model, wanted, arguments, saved)
        return Outcome(answer=address_of(view, row))

    outcome = once(request.form.get("form_token", ""), work)
    if outcome.answer is None:
        return _form(view, saved, wanted, outcome.problems), 422
    said(KEPT, name=wanted.name)
    return redirect(outcome.answer, 303)


@blueprint.post("/panel/<slug>/columns/")
def columns(slug: str) -> Any:
    """Keep which columns, in which order and how many rows of the list this person wants to see; or forget it."""
    view, actor = _view(slug), current_actor()
    links = Links(list(request.args.items(multi=True)), f"{view.url}/")
    gone = {"col", "page_size"}
    if request.form.get("do") == "usual":
        forget(actor, view)
        gone.add("sort")
    else:
        asked = request.form.getlist("col")
        chosen = [name for name in offered(view, actor) if name in asked]
        order, refused = order_of(view, actor, links.get("sort"))
        in_order = request.form.get("keep_order") == "1" and links.get("sort") and not refused
        sort = order.text if in_order else ""
        choose(actor, view, columns=chosen, sort=sort, page_size=request.form.get("page_size", ""))
    db.session.commit()
    return redirect(links.url(without=[pair for pair in links.pairs if pair[0] in gone]), 303)


@blueprint.get("/panel/<slug>/print/")
def printed(slug: str) -> Any:
    """Show every row of the list as a sheet to print; whoever may export it may, and that it was is in the history."""
    view, actor = _view(slug), current_actor()
    require(actor, "export", view.model)
    query = export_query(view, actor, request.args)
    if query.broken:
        return error_page(400, translate(SPOILT))
    tell_exported(actor, view.model.__tablename__, "print", columns=[column.name for column in query.columns])
    rows, more = printed_rows(query)
    back = Links(list(request.args.items(multi=True)), f"{view.url}/").url()
    return render_template(
        "printed_list.html",
        page=page(
            view.plural_of(),
            view.crumbs(None, translate(N_("Print"))),
            organization=getattr(current_user, "organization_short", ""),
            day=clock.business_today().isoformat(),
            said=said_of(query),
            columns=[(column.label, "n" if column.cls.startswith("n") else "") for column in query.columns],
            rows=rows,
            more=more,
            back_url=back,
        ),
    )


def _view(slug: str) -> RecordView:
    """Return the view of a kind of record that the actor may read; 404 for what is no list."""
    try:
        cls = record_type(slug)
    except KeyError:
        abort(404)
    view = views().get(cls.__tablename__)
    if view is None or view.slug != slug:
        abort(404)
    require(current_actor(), "read", cls)
    return view


def _saved(view: RecordView) -> SavedView | None:
    """Return the saved view that the address names; 404 for one that this person does not have."""
    if "view" not in request.args or request.args.get("new") == "1":
        return None
    number = row_number(request.args["view"])
    found = SavedView.one(current_actor(), view.model.__tablename__, number) if number is not None else None
    if found is None:
        abort(404)
    return found


def _form(
    view: RecordView,
    saved: SavedView | None,
    typed: Wanted | None = None,
    problems: list[Problem] | None = None,
) -> str:
    actor = current_actor()
    args = parse_qsl(saved.arguments) if saved is not None else list(request.args.items(multi=True))
    query = ListQuery(view, actor, Links(args).as_arguments(), base=f"{view.url}/")
    errors = {p.field: translate(p.sentence, **p.values) for p in problems or ()}
    title = translate(SETTINGS, name=saved.name) if saved is not None else translate(SAVE_AS)
    own = saved is None or saved.account_id == actor.account_id
    return render_template(
        "saved_view.html",
        page=page(
            title,
            view.crumbs(None, title),
            own=own,
            name={
                "kind": "text", "name": "name", "label": translate(N_("Name of the view")), "required": True, "maxlength": 30,
                "value": typed.name if typed else saved.name if saved else "",
                "hint": translate(N_("An own view of this list with the same name is replaced.")),
                "error": errors.get("name", ""),
            },
            audience={
                "kind": "select", "name": "audience", "label": translate(N_("Who has it among the tabs")), "required": True,
                "options": audiences(actor, view.model),
                "value": typed.audience if typed else audience_of(saved) if saved else "mine",
                "hint": translate(N_("Whoever opens it sees what they may read themselves.")),
                "error": errors.get("audience", ""),
            },
            said=said_of(query),
            token=new_token(),
            removable=saved is not None and may_remove(actor, view.model, saved),
            cancel_url=address_of(view, saved) if saved is not None else query.links.url(),
        ),
    )  # fmt: skip
