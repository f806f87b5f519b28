"""Add aspect mark."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0088"
down_revision = "0087"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of aspect mark."""
    op.create_table(
        "aspect_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("aspect", sa.String(length=7), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("mark", sa.String(length=8), nullable=False),
        sa.Column("evidence", line(200), nullable=True),
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
            ["organization_id", "check_id"],
            ["aspect_check.organization_id", "aspect_check.id"],
            name="fk_aspect_mark_check_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "item_id"],
            ["aspect_item.organization_id", "aspect_item.id"],
            name="fk_aspect_mark_item_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_aspect_mark_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aspect_mark")),
        sa.UniqueConstraint(
            "organization_id",
            "check_id",
            "item_id",
            name=op.f("uq_aspect_mark_organization_id_check_id_item_id"),
        ),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_aspect_mark_organization_id_id")),
    )
    op.create_index(
        "ix_aspect_mark_changed", "aspect_mark", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_aspect_mark_check_id"), "aspect_mark", ["check_id"], unique=False)
    op.create_index(op.f("ix_aspect_mark_fact_date"), "aspect_mark", ["fact_date"], unique=False)
    op.create_index(op.f("ix_aspect_mark_item_id"), "aspect_mark", ["item_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("aspect_mark")
