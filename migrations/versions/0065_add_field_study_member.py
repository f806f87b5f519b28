"""Add field study member."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of field study member."""
    op.create_table(
        "field_study_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("field_study_id", sa.Integer(), nullable=False),
        sa.Column("name", line(40), nullable=False),
        sa.Column("initials", line(40), nullable=False),
        sa.Column("name_strokes", line(80), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("guest_name", line(40), nullable=True),
        sa.Column("guest_body", line(60), nullable=True),
        sa.Column("role", sa.String(length=7), nullable=False),
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
            ["organization_id", "field_study_id"],
            ["field_study.organization_id", "field_study.id"],
            name="fk_field_study_member_field_study_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seat_id"],
            ["seat.organization_id", "seat.id"],
            name="fk_field_study_member_seat_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "staff_id"],
            ["staff.organization_id", "staff.id"],
            name="fk_field_study_member_staff_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_field_study_member_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_study_member")),
        sa.UniqueConstraint(
            "organization_id",
            "field_study_id",
            "seat_id",
            name=op.f("uq_field_study_member_organization_id_field_study_id_seat_id"),
        ),
        sa.UniqueConstraint(
            "organization_id",
            "field_study_id",
            "staff_id",
            name=op.f("uq_field_study_member_organization_id_field_study_id_staff_id"),
        ),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_field_study_member_organization_id_id")),
    )
    op.create_index(
        "ix_field_study_member_changed",
        "field_study_member",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_field_study_member_fact_date"), "field_study_member", ["fact_date"], unique=False
    )
    op.create_index(
        op.f("ix_field_study_member_field_study_id"), "field_study_member", ["field_study_id"], unique=False
    )
    op.create_index(
        "ix_field_study_member_name_strokes_sorted",
        "field_study_member",
        ["organization_id", "name_strokes", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_field_study_member_seat_id"), "field_study_member", ["seat_id"], unique=False)
    op.create_index(op.f("ix_field_study_member_staff_id"), "field_study_member", ["staff_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("field_study_member")
