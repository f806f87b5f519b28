"""Add speech."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of speech."""
    op.create_table(
        "speech",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("on_behalf_of", line(60), nullable=True),
        sa.Column("form", sa.String(length=7), nullable=False),
        sa.Column("topic", line(60), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("publishable", sa.Boolean(), nullable=False),
        sa.Column("place_in_order", sa.Integer(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
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
            name="fk_speech_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_speech_entered_for_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "meeting_id"],
            ["meeting.organization_id", "meeting.id"],
            name="fk_speech_meeting_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seat_id"], ["seat.organization_id", "seat.id"], name="fk_speech_seat_id"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_speech_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speech")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_speech_organization_id_id")),
    )
    op.create_index("ix_speech_changed", "speech", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_speech_decision_id"), "speech", ["decision_id"], unique=False)
    op.create_index(
        op.f("ix_speech_entered_for_member_id"), "speech", ["entered_for_member_id"], unique=False
    )
    op.create_index(op.f("ix_speech_fact_date"), "speech", ["fact_date"], unique=False)
    op.create_index(op.f("ix_speech_meeting_id"), "speech", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_speech_seat_id"), "speech", ["seat_id"], unique=False)
    op.create_index(op.f("ix_speech_state"), "speech", ["state"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("speech")
