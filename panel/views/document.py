"""The page of one file: a picture is looked at here, of every file what it is, whose and since when, and the way to take it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template
from sqlalchemy import select

from models.base import Record, db
from models.marks import N_
from models.office.attachment import Attachment
from models.registry import record_type
from panel import values
from panel.documents import kinds
from panel.documents.uploads import size_in_words
from panel.language import format_moment, translate
from panel.people import account_name
from panel.registry import view_of

blueprint = Blueprint("document", __name__)

SIZE, ATTACHED, DIGEST = N_("Size"), N_("Attached"), N_("Digest of the file")
BY_WHOM = N_("%(when)s, %(who)s")
OPENS_ELSEWHERE = N_(
    "This kind of file is not drawn here; save it and open it with the program of your computer."
)
OPENS_BESIDE = N_("Newer browsers open it in a window of its own; older ones save it.")


@blueprint.get("/document/<int(max=2147483647):attachment_id>/view")
def page(attachment_id: int) -> str:
    """Show one file to whoever reads the record it belongs to."""
    row = db.session.scalar(select(Attachment).where(Attachment.id == attachment_id))
    if row is None:
        abort(404)
    record: Record | None = db.session.get(record_type(row.record_table), row.record_id)
    if record is None:
        abort(404)
    view, kind = view_of(type(record)), kinds.kind_of_media_type(row.media_type)
    picture, shown = bool(kind and kind.picture), bool(kind and kind.shown)
    own = f"/document/{row.id}/"
    before, after = _neighbours(row)
    shown_page = {
        "title": row.name,
        "crumbs": view.crumbs(record, row.name),
        "picture": f"{own}?show=1" if picture else "",
        "open": f"{own}?show=1" if shown and not picture else "",
        "download": own,
        "note": "" if picture else translate(OPENS_BESIDE if shown else OPENS_ELSEWHERE),
        "facts": [*_facts(row)],
        "previous_url": before,
        "next_url": after,
        "back": (view.label_text(record), f"{view.url_for_details(record.id)}#attachments"),
    }
    return render_template("document.html", page=shown_page)


def _facts(row: Attachment) -> list[dict[str, Any]]:
    columns = Attachment.__mapper__.columns
    found: list[dict[str, Any]] = [
        {
            "label": translate(columns[name].info["label"]),
            "value": values.format_for(columns[name], getattr(row, name)),
        }
        for name in ("kind", "secrecy")
    ]
    found.append({"label": translate(SIZE), "value": size_in_words(row.size)})
    who = account_name(row.created_by_id)
    when = format_moment(row.created_at)
    found.append(
        {"label": translate(ATTACHED), "value": translate(BY_WHOM, when=when, who=who) if who else when}
    )
    if row.note:
        found.append({"label": translate(columns["note"].info["label"]), "value": row.note})
    found.append({"label": translate(DIGEST), "value": row.sha256[:16], "wide": True})
    return found


def _neighbours(row: Attachment) -> tuple[str | None, str | None]:
    """Return the addresses of the files before and after this one at the same record."""
    same = Attachment.record_table == row.record_table, Attachment.record_id == row.record_id
    ids = list(db.session.scalars(select(Attachment.id).where(*same).order_by(Attachment.id)))
    place = ids.index(row.id)
    before = f"/document/{ids[place - 1]}/view" if place else None
    after = f"/document/{ids[place + 1]}/view" if place + 1 < len(ids) else None
    return before, after
