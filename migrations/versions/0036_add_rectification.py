"""Add rectification."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of rectification."""
    op.create_table(
        "rectification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(230), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("demanded", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("rechecked_on", sa.Date(), nullable=True),
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
        sa.ForeignKeyConstraint(
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_rectification_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_rectification_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "department_id"],
            ["department.organization_id", "department.id"],
            name="fk_rectification_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "evaluation_id"],
            ["evaluation.organization_id", "evaluation.id"],
            name="fk_rectification_evaluation_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "round_id"],
            ["evaluation_round.organization_id", "evaluation_round.id"],
            name="fk_rectification_round_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_rectification_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectification")),
        sa.UniqueConstraint(
            "organization_id", "evaluation_id", name=op.f("uq_rectification_organization_id_evaluation_id")
        ),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_rectification_organization_id_id")),
    )
    op.create_index(
        "ix_rectification_changed", "rectification", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_rectification_committee_id"), "rectification", ["committee_id"], unique=False)
    op.create_index(op.f("ix_rectification_decision_id"), "rectification", ["decision_id"], unique=False)
    op.create_index(op.f("ix_rectification_department_id"), "rectification", ["department_id"], unique=False)
    op.create_index(op.f("ix_rectification_evaluation_id"), "rectification", ["evaluation_id"], unique=False)
    op.create_index(op.f("ix_rectification_fact_date"), "rectification", ["fact_date"], unique=False)
    op.create_index(op.f("ix_rectification_round_id"), "rectification", ["round_id"], unique=False)
    op.create_index(op.f("ix_rectification_state"), "rectification", ["state"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("rectification")
