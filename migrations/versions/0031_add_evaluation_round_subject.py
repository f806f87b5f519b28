"""Add evaluation round subject."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of evaluation round subject."""
    op.create_table(
        "evaluation_round_subject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("name", line(230), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("subject_key", line(20), nullable=False),
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
            ["organization_id", "department_id"],
            ["department.organization_id", "department.id"],
            name="fk_evaluation_round_subject_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["livelihood_project.organization_id", "livelihood_project.id"],
            name="fk_evaluation_round_subject_project_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "round_id"],
            ["evaluation_round.organization_id", "evaluation_round.id"],
            name="fk_evaluation_round_subject_round_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_evaluation_round_subject_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_round_subject")),
        sa.UniqueConstraint(
            "organization_id", "id", name=op.f("uq_evaluation_round_subject_organization_id_id")
        ),
        sa.UniqueConstraint(
            "organization_id",
            "round_id",
            "subject_key",
            name=op.f("uq_evaluation_round_subject_organization_id_round_id_subject_key"),
        ),
    )
    op.create_index(
        "ix_evaluation_round_subject_changed",
        "evaluation_round_subject",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_evaluation_round_subject_department_id"),
        "evaluation_round_subject",
        ["department_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_evaluation_round_subject_fact_date"), "evaluation_round_subject", ["fact_date"], unique=False
    )
    op.create_index(
        op.f("ix_evaluation_round_subject_project_id"),
        "evaluation_round_subject",
        ["project_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_evaluation_round_subject_round_id"), "evaluation_round_subject", ["round_id"], unique=False
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("evaluation_round_subject")
