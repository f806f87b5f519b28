"""Add plenary session."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of plenary session."""
    op.create_table(
        "plenary_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", line(20), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("proposals_from", sa.DateTime(), nullable=True),
        sa.Column("proposals_until", sa.DateTime(), nullable=True),
        sa.Column("scoring_from", sa.Date(), nullable=True),
        sa.Column("scoring_until", sa.Date(), nullable=True),
        sa.Column("merged_proposals", sa.String(length=7), nullable=True),
        sa.Column("percentage_base", sa.String(length=11), nullable=True),
        sa.Column("supervision_plan", line(80), nullable=True),
        sa.Column("supervision_document", line(60), nullable=True),
        sa.Column("supervision_decision_id", sa.Integer(), nullable=True),
        sa.Column("supervision_adopted_on", sa.Date(), nullable=True),
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
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_plenary_session_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "meeting_id"],
            ["meeting.organization_id", "meeting.id"],
            name="fk_plenary_session_meeting_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "supervision_decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_plenary_session_supervision_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "term_id"],
            ["term.organization_id", "term.id"],
            name="fk_plenary_session_term_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_plenary_session_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plenary_session")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_plenary_session_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "term_id",
            "number",
            name=op.f("uq_plenary_session_organization_id_term_id_number"),
        ),
    )
    op.create_index(
        "ix_plenary_session_changed", "plenary_session", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_plenary_session_decision_id"), "plenary_session", ["decision_id"], unique=False)
    op.create_index(op.f("ix_plenary_session_fact_date"), "plenary_session", ["fact_date"], unique=False)
    op.create_index(op.f("ix_plenary_session_meeting_id"), "plenary_session", ["meeting_id"], unique=False)
    op.create_index(
        "ix_plenary_session_opens_on_sorted",
        "plenary_session",
        ["organization_id", "opens_on", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_plenary_session_state"), "plenary_session", ["state"], unique=False)
    op.create_index(
        op.f("ix_plenary_session_supervision_decision_id"),
        "plenary_session",
        ["supervision_decision_id"],
        unique=False,
    )
    op.create_index(op.f("ix_plenary_session_term_id"), "plenary_session", ["term_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("plenary_session")
