"""Units on screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from models.marks import N_
from panel.record_view import RecordView
from panel.whole import WholeRoutes


class DepartmentView(WholeRoutes, RecordView):
    """The units that the committee hands over to."""

    menu_place = 34
    column_list = ("name", "short_name", "kind", "handing_over_office", "rank", "valid_until")
    column_default_sort = ("rank", False)
    form_sections = (
        (
            N_("Basic facts"),
            ("name", "short_name", "kind", "handing_over_office", "rank", "contact", "phone"),
        ),
        (N_("Validity"), ("valid_from", "valid_until", "predecessor_id", "successor_id")),
    )
    lookup_detail = ("short_name", "kind")
    import_key = ("name",)
    whole_through: ClassVar[Mapping[str, str]] = {"commitment": "department_id"}
