"""Add consultation participant."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0091"
down_revision = "0090"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of consultation participant."""
    op.create_table(
        "consultation_participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("name", line(40), nullable=False),
        sa.Column("initials", line(40), nullable=False),
        sa.Column("name_strokes", line(80), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("person_name", line(40), nullable=True),
        sa.Column("body", line(60), nullable=True),
        sa.Column("attendance", sa.String(length=7), nullable=False),
        sa.Column("spoke", sa.Boolean(), nullable=False),
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
            ["organization_id", "consultation_id"],
            ["consultation.organization_id", "consultation.id"],
            name="fk_consultation_participant_consultation_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["member.organization_id", "member.id"],
            name="fk_consultation_participant_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seat_id"],
            ["seat.organization_id", "seat.id"],
            name="fk_consultation_participant_seat_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "staff_id"],
            ["staff.organization_id", "staff.id"],
            name="fk_consultation_participant_staff_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_consultation_participant_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_participant")),
        sa.UniqueConstraint(
            "organization_id",
            "consultation_id",
            "seat_id",
            name=op.f("uq_consultation_participant_organization_id_consultation_id_seat_id"),
        ),
        sa.UniqueConstraint(
            "organization_id",
            "consultation_id",
            "staff_id",
            name=op.f("uq_consultation_participant_organization_id_consultation_id_staff_id"),
        ),
        sa.UniqueConstraint(
            "organization_id", "id", name=op.f("uq_consultation_participant_organization_id_id")
        ),
    )
    op.create_index(
        "ix_consultation_participant_changed",
        "consultation_participant",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_consultation_participant_consultation_id"),
        "consultation_participant",
        ["consultation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_consultation_participant_fact_date"), "consultation_participant", ["fact_date"], unique=False
    )
    op.create_index(
        op.f("ix_consultation_participant_member_id"), "consultation_participant", ["member_id"], unique=False
    )
    op.create_index(
        "ix_consultation_participant_name_strokes_sorted",
        "consultation_participant",
        ["organization_id", "name_strokes", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_consultation_participant_seat_id"), "consultation_participant", ["seat_id"], unique=False
    )
    op.create_index(
        op.f("ix_consultation_participant_staff_id"), "consultation_participant", ["staff_id"], unique=False
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("consultation_participant")
