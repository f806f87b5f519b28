"""Add study attendance."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of study attendance."""
    op.create_table(
        "study_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("study_meeting_id", sa.Integer(), nullable=False),
        sa.Column("attendance", sa.String(length=7), nullable=False),
        sa.Column("spoke", sa.Boolean(), nullable=False),
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
            ["organization_id", "seat_id"],
            ["seat.organization_id", "seat.id"],
            name="fk_study_attendance_seat_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "staff_id"],
            ["staff.organization_id", "staff.id"],
            name="fk_study_attendance_staff_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "study_meeting_id"],
            ["study_meeting.organization_id", "study_meeting.id"],
            name="fk_study_attendance_study_meeting_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_study_attendance_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_attendance")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_study_attendance_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "study_meeting_id",
            "seat_id",
            name=op.f("uq_study_attendance_organization_id_study_meeting_id_seat_id"),
        ),
        sa.UniqueConstraint(
            "organization_id",
            "study_meeting_id",
            "staff_id",
            name=op.f("uq_study_attendance_organization_id_study_meeting_id_staff_id"),
        ),
    )
    op.create_index(
        "ix_study_attendance_changed",
        "study_attendance",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_study_attendance_fact_date"), "study_attendance", ["fact_date"], unique=False)
    op.create_index(
        "ix_study_attendance_name_strokes_sorted",
        "study_attendance",
        ["organization_id", "name_strokes", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_study_attendance_seat_id"), "study_attendance", ["seat_id"], unique=False)
    op.create_index(op.f("ix_study_attendance_staff_id"), "study_attendance", ["staff_id"], unique=False)
    op.create_index(
        op.f("ix_study_attendance_study_meeting_id"), "study_attendance", ["study_meeting_id"], unique=False
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("study_attendance")
