"""Accounts on screen."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask_admin import expose

from models import clock
from models.access import can, current_actor, require
from models.base import db
from models.marks import N_
from models.writing import pen, tell
from panel.language import translate
from panel.record_view import RecordView
from panel.signing_in.passwords import hash_password, made_password

FIRST_PASSWORD = N_("Give a first password")
SHOWN_ONCE = N_("Shown once, on this page only. It must be changed at the next sign-in.")


class AccountView(RecordView):
    """Who signs in."""

    menu_place = 10
    column_list = ("login", "name", "post", "status", "changed_at")
    form_columns = ("login", "name", "post", "status", "must_change_password", "note")
    lookup_detail = ("login", "post")
    lookup_naming_detail = ("post",)
    can_import = False

    @expose("/first-password/", methods=("GET", "POST"))
    def first_password_view(self) -> Any:
        """Ask, then give the account a password made by chance, which its person replaces at the next sign-in."""
        record: Any = self.find()
        require(current_actor(), "update", record)
        made = ""
        if request.method == "POST" and request.form.get("confirmed") == "1":
            made = made_password()
            with pen(db.session, record, "password"):
                record.password_hash = hash_password(made)
                record.password_changed_at = clock.now()
                record.must_change_password = True
            tell("password_given", record)
            db.session.commit()
        page = {
            "title": translate(FIRST_PASSWORD),
            "crumbs": self.crumbs(record, translate(FIRST_PASSWORD)),
            "subject": {
                "kind": self.title_of(),
                "title": self.label_text(record),
                "url": self.url_for_details(record.id),
                "state": None,
            },
            "subjects": [],
            "sentence": ""
            if made
            else translate(N_("The password of now stops working, and every session of the account ends.")),
            "facts": [{"label": translate(N_("First password")), "value": made}] if made else [],
            "refusal": translate(SHOWN_ONCE) if made else None,
            "consequence": "",
            "left_out": None,
            "errors": [],
            "fields": [],
            "common": [],
            "reason_id": "",
            "action": "",
            "hidden": [("confirmed", "1")],
            "files": False,
            "button": translate(FIRST_PASSWORD),
            "tone": "primary",
            "cancel_url": self.url_for_details(record.id),
        }
        return render_template("transition.html", page=page)

    def acts_of(self, record: Any) -> tuple[list[dict[str, Any]], list[Any]]:
        """Put the first password beside the ordinary acts."""
        acts, more = super().acts_of(record)
        if record.trashed_at is None and can(current_actor(), "update", record):
            url = f"{self.url}/first-password/?id={record.id}"
            more.insert(0, {"label": translate(FIRST_PASSWORD), "method": "get", "url": url})
        return acts, more
