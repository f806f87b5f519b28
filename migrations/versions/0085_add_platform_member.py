"""Add platform member."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0085"
down_revision = "0084"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of platform member."""
    op.create_table(
        "platform_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("platform_id", sa.Integer(), nullable=False),
        sa.Column("name", line(40), nullable=False),
        sa.Column("initials", line(40), nullable=False),
        sa.Column("name_strokes", line(80), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("post", sa.String(length=8), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("person_name", line(40), nullable=True),
        sa.Column("body", line(60), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
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
            ["organization_id", "platform_id"],
            ["platform.organization_id", "platform.id"],
            name="fk_platform_member_platform_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seat_id"],
            ["seat.organization_id", "seat.id"],
            name="fk_platform_member_seat_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_platform_member_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platform_member")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_platform_member_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "platform_id",
            "seat_id",
            "valid_from",
            name=op.f("uq_platform_member_organization_id_platform_id_seat_id_valid_from"),
        ),
    )
    op.create_index(
        "ix_platform_member_changed", "platform_member", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_platform_member_fact_date"), "platform_member", ["fact_date"], unique=False)
    op.create_index(
        "ix_platform_member_name_strokes_sorted",
        "platform_member",
        ["organization_id", "name_strokes", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_platform_member_platform_id"), "platform_member", ["platform_id"], unique=False)
    op.create_index(op.f("ix_platform_member_seat_id"), "platform_member", ["seat_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("platform_member")
