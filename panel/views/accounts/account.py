"""Accounts on screen."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request
from flask_admin import expose

from models import clock
from models.access import Refused, can, current_actor, require
from models.base import db
from models.marks import N_
from models.writing import because, pen, tell
from panel.language import translate
from panel.record_view import RecordView
from panel.signing_in.passwords import hash_password, made_password
from panel.words import said

FIRST_PASSWORD = N_("Give a first password")
RESET_FACTOR = N_("Reset the second factor")
NOT_OWN_FACTOR = N_("Nobody resets the own second factor here; please ask another administrator.")
REASON_NEEDED = N_("Please write the reason, for example that the telephone was lost.")
SHOWN_ONCE = N_("Shown once, on this page only. It must be changed at the next sign-in.")


class AccountView(RecordView):
    """Who signs in."""

    menu_place = 10
    column_list = ("login", "name", "post", "status", "second_factor_kind", "changed_at")
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

    @expose("/reset-factor/", methods=("GET", "POST"))
    def reset_factor_view(self) -> Any:
        """Ask why, then take the second factor away; every session of the account ends, and the history keeps the reason."""
        record: Any = self.find()
        require(current_actor(), "update", record)
        if record.id == current_actor().account_id:
            raise Refused(NOT_OWN_FACTOR)
        if record.second_factor_kind is None:
            return redirect(self.url_for_details(record.id), 303)
        reason = (request.form.get("reason") or "").strip()
        if request.method == "POST" and reason:
            with because(db.session, reason), pen(db.session, record, "second-factor"):
                record.second_factor = record.second_factor_kind = record.second_factor_since = None
            tell("second_factor_reset", record, reason=reason)
            db.session.commit()
            said(N_("Done: %(what)s."), what=translate(RESET_FACTOR))
            return redirect(self.url_for_details(record.id), 303)
        error = translate(REASON_NEEDED) if request.method == "POST" else ""
        label = translate(N_("Reason"))
        page = {
            "title": translate(RESET_FACTOR),
            "crumbs": self.crumbs(record, translate(RESET_FACTOR)),
            "subject": {
                "kind": self.title_of(),
                "title": self.label_text(record),
                "url": self.url_for_details(record.id),
                "state": None,
            },
            "subjects": [],
            "sentence": translate(
                N_(
                    "The password alone opens the account then, and every session of it ends. Please be sure who asks for it."
                )
            ),
            "facts": [],
            "refusal": None,
            "consequence": "",
            "left_out": None,
            "errors": [("f-reason", label, error)] if error else [],
            "fields": [
                {
                    "kind": "textarea",
                    "name": "reason",
                    "label": label,
                    "rows": 2,
                    "required": True,
                    "value": "",
                    "error": error,
                }
            ],
            "common": [],
            "reason_id": "f-reason",
            "action": "",
            "hidden": [],
            "files": False,
            "button": translate(RESET_FACTOR),
            "tone": "primary",
            "cancel_url": self.url_for_details(record.id),
        }
        return render_template("transition.html", page=page), 422 if error else 200

    def acts_of(self, record: Any) -> tuple[list[dict[str, Any]], list[Any]]:
        """Put the first password beside the ordinary acts."""
        acts, more = super().acts_of(record)
        if record.trashed_at is None and can(current_actor(), "update", record):
            url = f"{self.url}/first-password/?id={record.id}"
            more.insert(0, {"label": translate(FIRST_PASSWORD), "method": "get", "url": url})
            if record.second_factor_kind is not None and record.id != current_actor().account_id:
                url = f"{self.url}/reset-factor/?id={record.id}"
                more.insert(1, {"label": translate(RESET_FACTOR), "method": "get", "url": url})
        return acts, more
