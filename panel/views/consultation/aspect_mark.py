"""Marks of the five aspects on screen."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import select

from models.consultation.aspect_check import AspectCheck
from models.fields import Choice
from models.marks import N_
from panel.listing.columns import ListColumn
from panel.record_view import RecordView


class AspectMarkView(RecordView):
    """The items of a check, marked row by row with what shows that they are met."""

    column_list = ("aspect", "name", "mark", "evidence", "check_id")
    list_columns: ClassVar[dict[str, ListColumn]] = {
        "check_state": ListColumn(
            N_("State of the check"),
            expression=lambda row: (
                select(AspectCheck.state)
                .where(AspectCheck.id == row.check_id)
                .correlate(row)
                .scalar_subquery()
            ),
            kind="choice",
            choices=[Choice(state.value, state.label) for state in AspectCheck.workflow.states.values()],
            fits=lambda row, _asked, states: row.check_id.in_(
                select(AspectCheck.id).where(AspectCheck.state.in_(states))
            ),
            filter=True,
        ),
    }
    children_grid = ("mark", "evidence")
    can_import = False
