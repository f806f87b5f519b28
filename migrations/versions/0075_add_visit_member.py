"""Add visit member."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of visit member."""
    op.create_table(
        "visit_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("name", line(40), nullable=False),
        sa.Column("initials", line(40), nullable=False),
        sa.Column("name_strokes", line(80), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=11), nullable=False),
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
            ["organization_id", "seat_id"],
            ["seat.organization_id", "seat.id"],
            name="fk_visit_member_seat_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "visit_id"],
            ["visit.organization_id", "visit.id"],
            name="fk_visit_member_visit_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_visit_member_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_member")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_visit_member_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "visit_id",
            "seat_id",
            name=op.f("uq_visit_member_organization_id_visit_id_seat_id"),
        ),
    )
    op.create_index(
        "ix_visit_member_changed", "visit_member", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_visit_member_fact_date"), "visit_member", ["fact_date"], unique=False)
    op.create_index(
        "ix_visit_member_name_strokes_sorted",
        "visit_member",
        ["organization_id", "name_strokes", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_visit_member_seat_id"), "visit_member", ["seat_id"], unique=False)
    op.create_index(op.f("ix_visit_member_visit_id"), "visit_member", ["visit_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("visit_member")
