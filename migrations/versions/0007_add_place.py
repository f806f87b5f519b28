"""Add place."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of place."""
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(40), nullable=False),
        sa.Column("former_names", line(120), nullable=True),
        sa.Column("code", line(12), nullable=False),
        sa.Column("level", sa.String(length=7), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
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
            ["organization_id", "parent_id"], ["place.organization_id", "place.id"], name="fk_place_parent_id"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "successor_id"],
            ["place.organization_id", "place.id"],
            name="fk_place_successor_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_place_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint(
            "organization_id", "code", "valid_from", name=op.f("uq_place_organization_id_code_valid_from")
        ),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_place_organization_id_id")),
    )
    op.create_index("ix_place_changed", "place", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_place_fact_date"), "place", ["fact_date"], unique=False)
    op.create_index(op.f("ix_place_parent_id"), "place", ["parent_id"], unique=False)
    op.create_index(op.f("ix_place_successor_id"), "place", ["successor_id"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("place")
