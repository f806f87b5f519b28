"""Add meeting decision."""

import sqlalchemy as sa
from alembic import op

from migrations.circles import add_on_postgresql, drop_on_postgresql
from migrations.columns import line

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of meeting decision."""
    op.create_table(
        "meeting_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_number", sa.Integer(), nullable=False),
        sa.Column("name", line(120), nullable=False),
        sa.Column("subject", line(80), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=9), nullable=False),
        sa.Column("carried_out_by_id", sa.Integer(), nullable=True),
        sa.Column("carried_out_by", line(60), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
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
        sa.ForeignKeyConstraint(
            ["organization_id", "carried_out_by_id"],
            ["department.organization_id", "department.id"],
            name="fk_meeting_decision_carried_out_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_meeting_decision_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "meeting_id"],
            ["meeting.organization_id", "meeting.id"],
            name="fk_meeting_decision_meeting_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_meeting_decision_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_decision")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_meeting_decision_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "meeting_id",
            "item_number",
            name=op.f("uq_meeting_decision_organization_id_meeting_id_item_number"),
        ),
    )
    op.create_index(
        op.f("ix_meeting_decision_carried_out_by_id"), "meeting_decision", ["carried_out_by_id"], unique=False
    )
    op.create_index(
        "ix_meeting_decision_changed",
        "meeting_decision",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_meeting_decision_decision_id"), "meeting_decision", ["decision_id"], unique=False
    )
    op.create_index(op.f("ix_meeting_decision_fact_date"), "meeting_decision", ["fact_date"], unique=False)
    op.create_index(op.f("ix_meeting_decision_meeting_id"), "meeting_decision", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_meeting_decision_state"), "meeting_decision", ["state"], unique=False)
    add_on_postgresql(
        "fk_meeting_decision_id",
        "meeting",
        "meeting_decision",
        ["organization_id", "decision_id"],
        ["organization_id", "id"],
    )


def downgrade() -> None:
    """Remove them."""
    drop_on_postgresql("fk_meeting_decision_id", "meeting")
    op.drop_table("meeting_decision")
