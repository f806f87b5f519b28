"""Add bulletin item."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of bulletin item."""
    op.create_table(
        "bulletin_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("bulletin_id", sa.Integer(), nullable=False),
        sa.Column("opinion_report_id", sa.Integer(), nullable=False),
        sa.Column("name", line(60), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
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
            ["organization_id", "bulletin_id"],
            ["bulletin.organization_id", "bulletin.id"],
            name="fk_bulletin_item_bulletin_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "opinion_report_id"],
            ["opinion_report.organization_id", "opinion_report.id"],
            name="fk_bulletin_item_opinion_report_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_bulletin_item_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletin_item")),
        sa.UniqueConstraint(
            "organization_id",
            "bulletin_id",
            "opinion_report_id",
            name=op.f("uq_bulletin_item_organization_id_bulletin_id_opinion_report_id"),
        ),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_bulletin_item_organization_id_id")),
    )
    op.create_index(op.f("ix_bulletin_item_bulletin_id"), "bulletin_item", ["bulletin_id"], unique=False)
    op.create_index(
        "ix_bulletin_item_changed", "bulletin_item", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_bulletin_item_fact_date"), "bulletin_item", ["fact_date"], unique=False)
    op.create_index(
        op.f("ix_bulletin_item_opinion_report_id"), "bulletin_item", ["opinion_report_id"], unique=False
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("bulletin_item")
