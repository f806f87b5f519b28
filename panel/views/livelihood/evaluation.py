"""Results of evaluation rounds on screen: the closed counts, and the opinion that is worded, submitted and approved."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.base import db
from models.livelihood.evaluation_count import EvaluationCount
from models.marks import N_
from models.registry import record_type
from panel import values
from panel.language import translate
from panel.record_view import RecordView


class EvaluationView(RecordView):
    """One line for each subject of a counted round."""

    column_list = ("name", "round_id", "department_id", "score", "rank", "band", "state", "changed_at")
    fact_columns = ("department_id", "score")
    form_sections = (
        (N_("Opinion of the evaluation"), ("opinion", "rectification", "rectification_due")),
        (
            N_("Basic facts"),
            ("name", "round_id", "year", "subject_id", "project_id", "department_id", "committee_id"),
        ),
        (
            N_("Count"),
            (
                "expected",
                "issued",
                "returned",
                "valid",
                "invalid",
                "outcome",
                "score",
                "rank",
                "ranked",
                "band",
            ),
        ),
    )
    shown_above = ("score", "rank", "ranked", "band", "expected", "issued", "returned", "valid")
    list_tabs = (
        (N_("Opinion to be worded"), "state__in=opinion_due,returned"),
        (N_("Awaiting approval"), "state=submitted"),
        (N_("Approved"), "state__in=approved,fed_back"),
    )
    children = ("evaluation_count", "rectification")
    can_import = False
    in_menu = True

    def figures_of(self, record: Any) -> list[dict[str, Any]]:
        """Return score, rank and band at the head of the result."""
        if record.score is None:
            return []
        score = values.format_for(self.model.__mapper__.columns["score"], record.score)
        figures = [{"label": self.label_of("score"), "number": score}]
        if record.rank is not None:
            figures.append(
                {"label": self.label_of("rank"), "number": str(record.rank), "unit": f"/ {record.ranked}"}
            )
        if record.band:
            figures.append({"label": self.label_of("band"), "number": record.band})
        return figures

    def votes_of(self, record: Any) -> dict[str, Any] | None:
        """Return the marks by option with their shares; what is not scored says so instead of a share."""
        option: Any = record_type("evaluation_round_option")
        rows = db.session.execute(
            select(option.label, option.scored, option.weight, EvaluationCount.number)
            .select_from(EvaluationCount)
            .join(option, option.id == EvaluationCount.option_id)
            .where(EvaluationCount.evaluation_id == record.id)
            .order_by(option.rank, option.id)
        ).all()
        base = sum(row.number for row in rows if row.scored)
        if not rows or not base:
            return None
        shown = []
        for row in rows:
            share = row.number * 1000 // base
            shown.append(
                {
                    "label": row.label,
                    "number": row.number,
                    "share": f"{share / 10:g}%" if row.scored else translate(N_("Not scored")),
                    "percent": round(row.number * 100 / base),
                    "scored": row.scored,
                }
            )
        head = N_("Expected %(expected)s, issued %(issued)s, returned %(returned)s, valid %(valid)s")
        told = {name: getattr(record, name) for name in ("expected", "issued", "returned", "valid")}
        return {"title": translate(N_("Ballots")), "rows": shown, "base": translate(head, **told)}
