"""Add opinion handover."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of opinion handover."""
    op.create_table(
        "opinion_handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("opinion_report_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("subject", line(60), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("contributor", line(200), nullable=True),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("state_since", sa.DateTime(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("hands", sa.String(length=2000), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("sealed_at", sa.DateTime(), nullable=True),
        sa.Column("sealed_by_id", sa.Integer(), nullable=True),
        sa.Column("seal_hash", line(64), nullable=True),
        sa.Column("seal_text", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fact_date", sa.Date(), nullable=False),
        sa.Column("entry_date", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("trashed_at", sa.DateTime(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("entered_for_department_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_opinion_handover_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "department_id"],
            ["department.organization_id", "department.id"],
            name="fk_opinion_handover_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_department_id"],
            ["department.organization_id", "department.id"],
            name="fk_opinion_handover_entered_for_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "opinion_report_id"],
            ["opinion_report.organization_id", "opinion_report.id"],
            name="fk_opinion_handover_opinion_report_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_opinion_handover_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_handover")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_opinion_handover_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "opinion_report_id",
            "department_id",
            name=op.f("uq_opinion_handover_organization_id_opinion_report_id_department_id"),
        ),
    )
    op.create_index(
        "ix_opinion_handover_changed",
        "opinion_handover",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_opinion_handover_decision_id"), "opinion_handover", ["decision_id"], unique=False
    )
    op.create_index(
        op.f("ix_opinion_handover_department_id"), "opinion_handover", ["department_id"], unique=False
    )
    op.create_index(
        op.f("ix_opinion_handover_entered_for_department_id"),
        "opinion_handover",
        ["entered_for_department_id"],
        unique=False,
    )
    op.create_index(op.f("ix_opinion_handover_fact_date"), "opinion_handover", ["fact_date"], unique=False)
    op.create_index(
        op.f("ix_opinion_handover_opinion_report_id"), "opinion_handover", ["opinion_report_id"], unique=False
    )
    op.create_index(op.f("ix_opinion_handover_state"), "opinion_handover", ["state"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("opinion_handover")
