"""Add leave request."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0097"
down_revision = "0096"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of leave request."""
    op.create_table(
        "leave_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("name", line(40), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(length=8), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("from_half", sa.String(length=9), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("until_half", sa.String(length=9), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approver", sa.String(length=9), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("state_since", sa.DateTime(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("hands", sa.String(length=2000), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("sealed_at", sa.DateTime(), nullable=True),
        sa.Column("sealed_by_id", sa.Integer(), nullable=True),
        sa.Column("seal_hash", line(64), nullable=True),
        sa.Column("seal_text", sa.Text(), nullable=True),
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
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_leave_request_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_leave_request_entered_for_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "meeting_id"],
            ["meeting.organization_id", "meeting.id"],
            name="fk_leave_request_meeting_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seat_id"],
            ["seat.organization_id", "seat.id"],
            name="fk_leave_request_seat_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_leave_request_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave_request")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_leave_request_organization_id_id")),
    )
    op.create_index(
        "ix_leave_request_changed", "leave_request", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_leave_request_decision_id"), "leave_request", ["decision_id"], unique=False)
    op.create_index(
        op.f("ix_leave_request_entered_for_member_id"),
        "leave_request",
        ["entered_for_member_id"],
        unique=False,
    )
    op.create_index(op.f("ix_leave_request_fact_date"), "leave_request", ["fact_date"], unique=False)
    op.create_index(op.f("ix_leave_request_meeting_id"), "leave_request", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_leave_request_seat_id"), "leave_request", ["seat_id"], unique=False)
    op.create_index(op.f("ix_leave_request_state"), "leave_request", ["state"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("leave_request")
