"""Add formal recommendation."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of formal recommendation."""
    op.create_table(
        "formal_recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("body", sa.String(length=18), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("situation", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("addressed_to", line(80), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("document_number", line(60), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
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
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_formal_recommendation_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_formal_recommendation_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "department_id"],
            ["department.organization_id", "department.id"],
            name="fk_formal_recommendation_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_department_id"],
            ["department.organization_id", "department.id"],
            name="fk_formal_recommendation_entered_for_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "report_id"],
            ["report.organization_id", "report.id"],
            name="fk_formal_recommendation_report_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_formal_recommendation_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_formal_recommendation")),
        sa.UniqueConstraint(
            "organization_id", "id", name=op.f("uq_formal_recommendation_organization_id_id")
        ),
    )
    op.create_index(
        "ix_formal_recommendation_changed",
        "formal_recommendation",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_formal_recommendation_committee_id"), "formal_recommendation", ["committee_id"], unique=False
    )
    op.create_index(
        op.f("ix_formal_recommendation_decision_id"), "formal_recommendation", ["decision_id"], unique=False
    )
    op.create_index(
        op.f("ix_formal_recommendation_department_id"),
        "formal_recommendation",
        ["department_id"],
        unique=False,
    )
    op.create_index(
        "ix_formal_recommendation_drafted_on_sorted",
        "formal_recommendation",
        ["organization_id", "drafted_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_formal_recommendation_entered_for_department_id"),
        "formal_recommendation",
        ["entered_for_department_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_formal_recommendation_fact_date"), "formal_recommendation", ["fact_date"], unique=False
    )
    op.create_index(
        op.f("ix_formal_recommendation_report_id"), "formal_recommendation", ["report_id"], unique=False
    )
    op.create_index(op.f("ix_formal_recommendation_state"), "formal_recommendation", ["state"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("formal_recommendation")
