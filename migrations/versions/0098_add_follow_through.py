"""Add follow through."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0098"
down_revision = "0097"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of follow through."""
    op.create_table(
        "follow_through",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=True),
        sa.Column("case_key", line(40), nullable=False),
        sa.Column("name", line(60), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("degree", sa.String(length=6), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("partners", line(120), nullable=True),
        sa.Column("ways", line(37), nullable=False),
        sa.Column("responsible", line(60), nullable=False),
        sa.Column("listed_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("progress", sa.Text(), nullable=True),
        sa.Column("progress_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("dropped_reason", sa.Text(), nullable=True),
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
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_follow_through_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_follow_through_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "leader_id"],
            ["seat.organization_id", "seat.id"],
            name="fk_follow_through_leader_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "proposal_id"],
            ["proposal.organization_id", "proposal.id"],
            name="fk_follow_through_proposal_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "session_id"],
            ["plenary_session.organization_id", "plenary_session.id"],
            name="fk_follow_through_session_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_follow_through_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_through")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_follow_through_organization_id_id")),
    )
    op.create_index(
        "ix_follow_through_case_key_sorted",
        "follow_through",
        ["organization_id", "case_key", "id"],
        unique=False,
    )
    op.create_index(
        "ix_follow_through_changed", "follow_through", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_follow_through_committee_id"), "follow_through", ["committee_id"], unique=False)
    op.create_index(op.f("ix_follow_through_decision_id"), "follow_through", ["decision_id"], unique=False)
    op.create_index(op.f("ix_follow_through_due_on"), "follow_through", ["due_on"], unique=False)
    op.create_index(op.f("ix_follow_through_fact_date"), "follow_through", ["fact_date"], unique=False)
    op.create_index(op.f("ix_follow_through_leader_id"), "follow_through", ["leader_id"], unique=False)
    op.create_index(op.f("ix_follow_through_proposal_id"), "follow_through", ["proposal_id"], unique=False)
    op.create_index(op.f("ix_follow_through_session_id"), "follow_through", ["session_id"], unique=False)
    op.create_index(op.f("ix_follow_through_state"), "follow_through", ["state"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("follow_through")
