"""Add aspect item."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0086"
down_revision = "0085"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of aspect item."""
    op.create_table(
        "aspect_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=8), nullable=False),
        sa.Column("aspect", sa.String(length=7), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("standard", sa.Text(), nullable=True),
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
            ["organization_id", "term_id"], ["term.organization_id", "term.id"], name="fk_aspect_item_term_id"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_aspect_item_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aspect_item")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_aspect_item_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "term_id",
            "about",
            "aspect",
            "rank",
            name=op.f("uq_aspect_item_organization_id_term_id_about_aspect_rank"),
        ),
    )
    op.create_index(
        "ix_aspect_item_changed", "aspect_item", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_aspect_item_fact_date"), "aspect_item", ["fact_date"], unique=False)
    op.create_index(op.f("ix_aspect_item_term_id"), "aspect_item", ["term_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("aspect_item")
