"""Bulletin issues on screen and on paper: red head, number, text, and who it goes to."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template
from flask_admin import expose
from sqlalchemy import select

from models.anonymity import released_names
from models.base import db
from models.lookups import columns_of
from models.marks import N_
from models.opinions.bulletin_item import BulletinItem
from panel.instructing import InstructedRecord
from panel.language import translate
from panel.record_view import RecordView

PRINTED = N_("Print the issue")
NO_NUMBER_YET = N_("Draft, not signed")
REPORTED_BY = N_("Reported by: %(names)s")


class BulletinView(InstructedRecord, RecordView):
    """Issues, counted in 期; the items they are made of are counted apart."""

    menu_place = 20
    column_list = ("code", "subject", "drafted_on", "signer_id", "signed_on", "issued_on", "state")
    column_sortable_list = ("drafted_on", "changed_at")
    column_default_sort = ("drafted_on", True)
    instructed_in = ("issued", "sent", "instructed")
    list_tabs = (
        (N_("This year's"), "year={year}"),
        (N_("To be checked"), "state=submitted"),
        (N_("To be signed"), "state=checked"),
        (N_("To be issued and sent"), "state__in=signed,issued"),
        (N_("With an instruction"), "state=instructed"),
    )
    form_sections = (
        (N_("Issue"), ("code", "year", "subject", "content", "editor", "drafted_on")),
        (
            N_("Signing and sending"),
            ("signer_id", "reported_to", "copied_to", "copies", "signed_on", "issued_on", "sent_on"),
        ),
    )
    children = ("bulletin_item",)
    can_import = False

    def acts_of(self, record: Any) -> tuple[list[dict[str, Any]], list[Any]]:
        """Offer the paper before everything that is seldom done."""
        acts, more = super().acts_of(record)
        paper = {"label": translate(PRINTED), "url": f"{self.url}/printed/?id={record.id}", "method": "get"}
        return acts, [paper, *more] if record.trashed_at is None else more

    @expose("/printed/")
    def printed_view(self) -> str:
        """Show the issue as it goes out; names of contributors only where they agreed, and what is no real paper says so."""
        record: Any = self.find()
        if record.trashed_at is not None:
            abort(404)
        signer = columns_of("seat", record.signer_id, "name")
        organization = columns_of("organization", record.organization_id, "name")
        items = db.session.scalars(
            select(BulletinItem.opinion_report_id)
            .where(BulletinItem.bulletin_id == record.id)
            .order_by(BulletinItem.rank, BulletinItem.id)
        )
        names = "、".join(filter(None, dict.fromkeys(map(released_names, items))))
        page = {
            "title": record.subject,
            "crumbs": self.crumbs(record, translate(PRINTED)),
            "organization": organization.name if organization is not None else "",
            "issue": record.code or translate(NO_NUMBER_YET),
            "signed_on": record.signed_on,
            "signer": signer.name if signer is not None and record.signed_on is not None else "",
            "subject": record.subject,
            "paragraphs": [part.strip() for part in (record.content or "").splitlines() if part.strip()],
            "contributors": translate(REPORTED_BY, names=names) if names else "",
            "editor": record.editor,
            "reported_to": record.reported_to,
            "copied_to": record.copied_to,
            "copies": record.copies,
            "back_url": self.url_for_details(record.id),
        }
        return render_template("printed_bulletin.html", page=page)
