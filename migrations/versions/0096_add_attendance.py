"""Add attendance."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0096"
down_revision = "0095"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of attendance."""
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("half", sa.String(length=9), nullable=False),
        sa.Column("attendance", sa.String(length=10), nullable=False),
        sa.Column("signed_in_at", sa.DateTime(), nullable=True),
        sa.Column("name", line(40), nullable=False),
        sa.Column("initials", line(40), nullable=False),
        sa.Column("name_strokes", line(80), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("guest_name", line(40), nullable=True),
        sa.Column("guest_body", line(60), nullable=True),
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
            ["organization_id", "meeting_id"],
            ["meeting.organization_id", "meeting.id"],
            name="fk_attendance_meeting_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seat_id"], ["seat.organization_id", "seat.id"], name="fk_attendance_seat_id"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "staff_id"],
            ["staff.organization_id", "staff.id"],
            name="fk_attendance_staff_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_attendance_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_attendance_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "meeting_id",
            "seat_id",
            "held_on",
            "half",
            name=op.f("uq_attendance_organization_id_meeting_id_seat_id_held_on_half"),
        ),
        sa.UniqueConstraint(
            "organization_id",
            "meeting_id",
            "staff_id",
            "held_on",
            "half",
            name=op.f("uq_attendance_organization_id_meeting_id_staff_id_held_on_half"),
        ),
    )
    op.create_index(
        "ix_attendance_changed", "attendance", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_attendance_fact_date"), "attendance", ["fact_date"], unique=False)
    op.create_index(op.f("ix_attendance_meeting_id"), "attendance", ["meeting_id"], unique=False)
    op.create_index(
        "ix_attendance_name_strokes_sorted",
        "attendance",
        ["organization_id", "name_strokes", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_attendance_seat_id"), "attendance", ["seat_id"], unique=False)
    op.create_index(op.f("ix_attendance_staff_id"), "attendance", ["staff_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("attendance")
