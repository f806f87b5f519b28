"""Add holiday."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of holiday."""
    op.create_table(
        "holiday",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(40), nullable=False),
        sa.Column("kind", sa.String(length=7), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("source", line(120), nullable=True),
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
            ["organization_id"], ["organization.id"], name=op.f("fk_holiday_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_holiday_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id", "starts_on", name=op.f("uq_holiday_organization_id_starts_on")
        ),
    )
    op.create_index("ix_holiday_changed", "holiday", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_holiday_fact_date"), "holiday", ["fact_date"], unique=False)
    op.create_index(
        "ix_holiday_starts_on_sorted", "holiday", ["organization_id", "starts_on", "id"], unique=False
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("holiday")
