"""Add term."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of term."""
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", line(20), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("merged_proposals", sa.String(length=7), nullable=False),
        sa.Column("percentage_base", sa.String(length=11), nullable=False),
        sa.Column("present_parts", sa.Integer(), nullable=False),
        sa.Column("present_of", sa.Integer(), nullable=False),
        sa.Column("quorum_parts", sa.Integer(), nullable=False),
        sa.Column("quorum_of", sa.Integer(), nullable=False),
        sa.Column("quorum_exceeded", sa.Boolean(), nullable=False),
        sa.Column("ballots_shown_from", sa.Integer(), nullable=False),
        sa.Column("late_after_days", sa.Integer(), nullable=False),
        sa.Column("half_day_hours", sa.BigInteger(), nullable=False),
        sa.Column("yearly_hours", sa.BigInteger(), nullable=True),
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
            ["organization_id"], ["organization.id"], name=op.f("fk_term_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_term_organization_id_id")),
        sa.UniqueConstraint("organization_id", "number", name=op.f("uq_term_organization_id_number")),
    )
    op.create_index("ix_term_changed", "term", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_term_fact_date"), "term", ["fact_date"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("term")
