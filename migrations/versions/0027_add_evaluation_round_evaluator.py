"""Add evaluation round evaluator."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of evaluation round evaluator."""
    op.create_table(
        "evaluation_round_evaluator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("name", line(60), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("stepped_aside", sa.Boolean(), nullable=False),
        sa.Column("stepped_aside_reason", line(120), nullable=True),
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
            name="fk_evaluation_round_evaluator_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["member.organization_id", "member.id"],
            name="fk_evaluation_round_evaluator_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "round_id"],
            ["evaluation_round.organization_id", "evaluation_round.id"],
            name="fk_evaluation_round_evaluator_round_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seat_id"],
            ["seat.organization_id", "seat.id"],
            name="fk_evaluation_round_evaluator_seat_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_evaluation_round_evaluator_organization_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_round_evaluator")),
        sa.UniqueConstraint(
            "organization_id", "id", name=op.f("uq_evaluation_round_evaluator_organization_id_id")
        ),
        sa.UniqueConstraint(
            "organization_id",
            "round_id",
            "seat_id",
            name=op.f("uq_evaluation_round_evaluator_organization_id_round_id_seat_id"),
        ),
    )
    op.create_index(
        "ix_evaluation_round_evaluator_changed",
        "evaluation_round_evaluator",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_evaluation_round_evaluator_department_id"),
        "evaluation_round_evaluator",
        ["department_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_evaluation_round_evaluator_fact_date"),
        "evaluation_round_evaluator",
        ["fact_date"],
        unique=False,
    )
    op.create_index(
        op.f("ix_evaluation_round_evaluator_member_id"),
        "evaluation_round_evaluator",
        ["member_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_evaluation_round_evaluator_round_id"),
        "evaluation_round_evaluator",
        ["round_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_evaluation_round_evaluator_seat_id"), "evaluation_round_evaluator", ["seat_id"], unique=False
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("evaluation_round_evaluator")
