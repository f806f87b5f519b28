"""Add member group."""

import sqlalchemy as sa
from alembic import op

from migrations.circles import on_sqlite
from migrations.columns import line

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of member group."""
    op.create_table(
        "member_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(60), nullable=False),
        sa.Column("kind", sa.String(length=14), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("vice_chair_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
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
            ["organization_id", "contact_id"],
            ["staff.organization_id", "staff.id"],
            name="fk_member_group_contact_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "place_id"],
            ["place.organization_id", "place.id"],
            name="fk_member_group_place_id",
        ),
        *on_sqlite(
            sa.ForeignKeyConstraint(
                ["organization_id", "vice_chair_id"],
                ["seat.organization_id", "seat.id"],
                name="fk_member_group_vice_chair_id",
            )
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_member_group_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_group")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_member_group_organization_id_id")),
        sa.UniqueConstraint("organization_id", "name", name=op.f("uq_member_group_organization_id_name")),
    )
    op.create_index(
        "ix_member_group_changed", "member_group", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_member_group_contact_id"), "member_group", ["contact_id"], unique=False)
    op.create_index(op.f("ix_member_group_fact_date"), "member_group", ["fact_date"], unique=False)
    op.create_index(op.f("ix_member_group_place_id"), "member_group", ["place_id"], unique=False)
    op.create_index(op.f("ix_member_group_vice_chair_id"), "member_group", ["vice_chair_id"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("member_group")
