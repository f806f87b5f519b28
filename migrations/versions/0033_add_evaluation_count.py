"""Add evaluation count."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of evaluation count."""
    op.create_table(
        "evaluation_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
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
            ["organization_id", "evaluation_id"],
            ["evaluation.organization_id", "evaluation.id"],
            name="fk_evaluation_count_evaluation_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "option_id"],
            ["evaluation_round_option.organization_id", "evaluation_round_option.id"],
            name="fk_evaluation_count_option_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_evaluation_count_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_count")),
        sa.UniqueConstraint(
            "organization_id",
            "evaluation_id",
            "option_id",
            name=op.f("uq_evaluation_count_organization_id_evaluation_id_option_id"),
        ),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_evaluation_count_organization_id_id")),
    )
    op.create_index(
        "ix_evaluation_count_changed",
        "evaluation_count",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_evaluation_count_evaluation_id"), "evaluation_count", ["evaluation_id"], unique=False
    )
    op.create_index(op.f("ix_evaluation_count_fact_date"), "evaluation_count", ["fact_date"], unique=False)
    op.create_index(op.f("ix_evaluation_count_option_id"), "evaluation_count", ["option_id"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("evaluation_count")
