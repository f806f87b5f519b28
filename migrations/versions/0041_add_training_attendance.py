"""Add training attendance."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of training attendance."""
    op.create_table(
        "training_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("name", line(40), nullable=False),
        sa.Column("initials", line(40), nullable=False),
        sa.Column("name_strokes", line(80), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("guest_name", line(40), nullable=True),
        sa.Column("guest_body", line(60), nullable=True),
        sa.Column("attendance", sa.String(length=6), nullable=False),
        sa.Column("hours", sa.BigInteger(), nullable=True),
        sa.Column("result_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fact_date", sa.Date(), nullable=False),
        sa.Column("entry_date", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("trashed_at", sa.DateTime(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("entered_for_member_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_training_attendance_entered_for_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "result_id"],
            ["code_item.organization_id", "code_item.id"],
            name="fk_training_attendance_result_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seat_id"],
            ["seat.organization_id", "seat.id"],
            name="fk_training_attendance_seat_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "staff_id"],
            ["staff.organization_id", "staff.id"],
            name="fk_training_attendance_staff_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "training_id"],
            ["training.organization_id", "training.id"],
            name="fk_training_attendance_training_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_training_attendance_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_attendance")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_training_attendance_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "training_id",
            "seat_id",
            name=op.f("uq_training_attendance_organization_id_training_id_seat_id"),
        ),
        sa.UniqueConstraint(
            "organization_id",
            "training_id",
            "staff_id",
            name=op.f("uq_training_attendance_organization_id_training_id_staff_id"),
        ),
    )
    op.create_index(
        "ix_training_attendance_changed",
        "training_attendance",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_training_attendance_entered_for_member_id"),
        "training_attendance",
        ["entered_for_member_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_training_attendance_fact_date"), "training_attendance", ["fact_date"], unique=False
    )
    op.create_index(
        "ix_training_attendance_name_strokes_sorted",
        "training_attendance",
        ["organization_id", "name_strokes", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_training_attendance_result_id"), "training_attendance", ["result_id"], unique=False
    )
    op.create_index(op.f("ix_training_attendance_seat_id"), "training_attendance", ["seat_id"], unique=False)
    op.create_index(
        op.f("ix_training_attendance_staff_id"), "training_attendance", ["staff_id"], unique=False
    )
    op.create_index(
        op.f("ix_training_attendance_training_id"), "training_attendance", ["training_id"], unique=False
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("training_attendance")
