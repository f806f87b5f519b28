"""Members on screen."""

from __future__ import annotations

from typing import ClassVar

from models.marks import N_
from panel.record_view import RecordView


class MemberView(RecordView):
    """The people; what a person does in one term stands on their seat."""

    menu_place = 10
    column_list = ("name", "gender", "work_unit", "work_post", "changed_at")
    column_sortable_list = ("name_strokes", "changed_at")
    column_default_sort = ("name_strokes", False)
    column_labels: ClassVar[dict[str, str]] = {"name_strokes": N_("Surname strokes")}
    form_sections = (
        (
            N_("Person"),
            (
                "name",
                "name_traditional",
                "gender",
                "ethnicity",
                "born",
                "native_place",
                "education",
                "political_affiliation",
                "levels",
            ),
        ),
        (N_("Work and contact"), ("work_unit", "work_post", "phone", "identity_number", "merged_into_id")),
    )
    lookup_detail = ("work_unit",)
    import_key = ("name", "born")
