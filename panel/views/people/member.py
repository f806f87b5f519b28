"""Members on screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from models import clock
from models.marks import N_
from panel.points.file import seat_of_member, way_to_file
from panel.record_view import RecordView
from panel.whole import WholeRoutes


class MemberView(WholeRoutes, RecordView):
    """The people; what a person does in one term stands on their seat."""

    copies = False
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
    whole_same: ClassVar[Mapping[str, str]] = {"seat": "member_id"}

    def acts_of(self, record: Any) -> tuple[list[dict[str, Any]], list[Any]]:
        """Put the file of the latest seat beside the acts."""
        acts, more = super().acts_of(record)
        return [*acts, *way_to_file(seat_of_member(record.id), clock.business_today().year)], more
