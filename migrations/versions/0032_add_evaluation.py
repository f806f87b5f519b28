"""Add evaluation."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of evaluation."""
    op.create_table(
        "evaluation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(230), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("valid", sa.Integer(), nullable=True),
        sa.Column("invalid", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=15), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("ranked", sa.Integer(), nullable=True),
        sa.Column("band", line(20), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("rectification", sa.Text(), nullable=True),
        sa.Column("rectification_due", sa.Date(), nullable=True),
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
            name="fk_evaluation_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_evaluation_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "department_id"],
            ["department.organization_id", "department.id"],
            name="fk_evaluation_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["livelihood_project.organization_id", "livelihood_project.id"],
            name="fk_evaluation_project_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "round_id"],
            ["evaluation_round.organization_id", "evaluation_round.id"],
            name="fk_evaluation_round_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "subject_id"],
            ["evaluation_round_subject.organization_id", "evaluation_round_subject.id"],
            name="fk_evaluation_subject_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_evaluation_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_evaluation_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id", "subject_id", name=op.f("uq_evaluation_organization_id_subject_id")
        ),
    )
    op.create_index(
        "ix_evaluation_changed", "evaluation", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_evaluation_committee_id"), "evaluation", ["committee_id"], unique=False)
    op.create_index(op.f("ix_evaluation_decision_id"), "evaluation", ["decision_id"], unique=False)
    op.create_index(op.f("ix_evaluation_department_id"), "evaluation", ["department_id"], unique=False)
    op.create_index(op.f("ix_evaluation_fact_date"), "evaluation", ["fact_date"], unique=False)
    op.create_index(op.f("ix_evaluation_project_id"), "evaluation", ["project_id"], unique=False)
    op.create_index(op.f("ix_evaluation_round_id"), "evaluation", ["round_id"], unique=False)
    op.create_index(op.f("ix_evaluation_state"), "evaluation", ["state"], unique=False)
    op.create_index(op.f("ix_evaluation_subject_id"), "evaluation", ["subject_id"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("evaluation")
