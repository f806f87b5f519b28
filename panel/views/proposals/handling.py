"""Handlings on screen: for the unit what it has to do, for the desk where every case stands, for the chair what is late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from models.lookups import columns_of
from models.marks import N_
from panel.language import translate
from panel.record_view import RecordView

NOT_YET = (
    "former_department_id", "previous_id", "handing_over_office_id", "received_on", "joint_opinions", "answered_on", "feedback",
    "follow_up", "unit_change_asked_on", "unit_change_reason", "new_department_id", "extension_asked_on", "extension_to",
    "extension_reason", "rehandling_asked_on", "rehandling_reason", "face_to_face_on", "face_to_face_result",
)  # fmt: skip
"""What a handling has only once it happened; its page is silent about it before."""
UNIT_ASKED = N_("Why it is to be handled again: %(reason)s")
EXTENDED = N_("Extended; without the extension it was due on %(day)s.")
TAKEN_OVER = N_("Taken over from %(unit)s, which had the case before.")


class HandlingView(RecordView):
    """Every case in the hands of every unit, due ones first in sight."""

    menu_place = 30
    column_list = (
        "name", "department_id", "role", "round", "handed_over_on", "due_on", "answer_class_id", "feedback", "state",
    )  # fmt: skip
    column_sortable_list = ("case_number", "changed_at")
    column_default_sort = ("case_number", False)
    column_ranks: ClassVar[dict[str, int]] = {"round": 1, "handed_over_on": 2}
    fact_columns = ("department_id", "due_on")
    form_sections = (
        (
            N_("Case"),
            (
                "proposal_id", "handover_id", "department_id", "former_department_id", "role", "round", "previous_id",
                "handing_over_office_id", "timing", "handed_over_on", "received_on", "due_on", "first_due_on",
            ),
        ),
        (
            N_("Answer"),
            (
                "answer", "answer_class_id", "answer_number", "drafter", "signed_by", "signed_on", "joint_opinions",
                "answered_on", "feedback", "follow_up",
            ),
        ),
        (
            N_("Requests of the unit"),
            (
                "unit_change_asked_on", "unit_change_reason", "new_department_id", "extension_asked_on", "extension_to",
                "extension_reason", "request_decided_by",
            ),
        ),
        (
            N_("Handled again"),
            ("rehandling_asked_on", "rehandling_reason", "face_to_face_on", "face_to_face_result"),
        ),
        (N_("For the desk"), ("desk_remark",)),
    )  # fmt: skip
    children = ("contact_record", "commitment", "feedback")
    can_import = False
    in_menu = True

    def tags_of(self, record: Any) -> list[str]:
        """Return role and round beside the title, so that a second handling is not taken for the first."""
        found: list[str] = super().tags_of(record)
        for name in ("role", "round"):
            if name == "role" or record.round != "first":
                found.append(self.value_text(record, name))
        return found

    def notes_of(self, record: Any) -> list[tuple[str, str]]:
        """Say what is particular about this row: an extension, a takeover, and to the unit why it has the case again."""
        found: list[tuple[str, str]] = super().notes_of(record)
        if record.first_due_on is not None and record.due_on != record.first_due_on:
            found.append((translate(EXTENDED, day=record.first_due_on), ""))
        if record.former_department_id is not None:
            found.append((translate(TAKEN_OVER, unit=self.value_text(record, "former_department_id")), ""))
        if record.round == "second" and record.previous_id is not None:
            reason = _reason_of(record.previous_id)
            if reason:
                found.append((translate(UNIT_ASKED, reason=reason), "warn"))
        return found

    def turn_of(self, record: Any) -> str:
        """Say nothing while proposers are awaited or content; a face-to-face meeting is the next step of a second round alone."""
        judged = record.state in ("answered", "face_to_face")
        if judged and (record.feedback != "not" or record.round != "second"):
            return ""
        said: str = super().turn_of(record)
        return said

    def sections(self, names: Sequence[str]) -> list[tuple[str, list[str]]]:
        """Leave out number and name of the case, which the title says."""
        found: list[tuple[str, list[str]]] = super().sections(
            [n for n in names if n not in ("name", "case_number")]
        )
        return found

    def fact_sections(self, record: Any) -> list[dict[str, Any]]:
        """Leave out what has not happened yet, and the sections in which nothing is written."""
        silent = {
            self.label_of(name) for name in NOT_YET if getattr(record, name) in (None, "", "none", False)
        }
        sections: list[dict[str, Any]] = super().fact_sections(record)
        for section in sections:
            section["rows"] = [row for row in section["rows"] if row["label"] not in silent]
        kept = [s for s in sections if any(row["value"] not in (None, "") for row in s["rows"])]
        return kept or sections[:1]


def _reason_of(handling_id: int) -> str | None:
    row = columns_of("handling", handling_id, "rehandling_reason")
    return None if row is None else row.rehandling_reason
