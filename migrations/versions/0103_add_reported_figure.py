"""Add reported figure."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0103"
down_revision = "0102"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of reported figure."""
    op.create_table(
        "reported_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("key", line(40), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("window", sa.String(length=6), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("unit", line(20), nullable=False),
        sa.Column("parts", sa.Text(), nullable=True),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("reported_to", line(80), nullable=False),
        sa.Column("document_number", line(60), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("reported_by", line(40), nullable=False),
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
            ["organization_id"], ["organization.id"], name=op.f("fk_reported_figure_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reported_figure")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_reported_figure_organization_id_id")),
    )
    op.create_index(
        "ix_reported_figure_changed", "reported_figure", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_reported_figure_fact_date"), "reported_figure", ["fact_date"], unique=False)
    op.create_index(
        "ix_reported_figure_reported_on_sorted",
        "reported_figure",
        ["organization_id", "reported_on", "id"],
        unique=False,
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("reported_figure")
