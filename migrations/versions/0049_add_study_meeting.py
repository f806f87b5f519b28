"""Add study meeting."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of study meeting."""
    op.create_table(
        "study_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("kind", sa.String(length=18), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("member_group_id", sa.Integer(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", line(80), nullable=True),
        sa.Column("host", line(40), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("outcome", line(80), nullable=True),
        sa.Column("outcome_document", line(60), nullable=True),
        sa.Column("follow_up", sa.Text(), nullable=True),
        sa.Column("follow_up_due_on", sa.Date(), nullable=True),
        sa.Column("follow_up_done_on", sa.Date(), nullable=True),
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
            name="fk_study_meeting_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_study_meeting_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_group_id"],
            ["member_group.organization_id", "member_group.id"],
            name="fk_study_meeting_member_group_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_study_meeting_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_meeting")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_study_meeting_organization_id_id")),
    )
    op.create_index(
        "ix_study_meeting_changed", "study_meeting", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_study_meeting_committee_id"), "study_meeting", ["committee_id"], unique=False)
    op.create_index(op.f("ix_study_meeting_decision_id"), "study_meeting", ["decision_id"], unique=False)
    op.create_index(op.f("ix_study_meeting_fact_date"), "study_meeting", ["fact_date"], unique=False)
    op.create_index(
        "ix_study_meeting_held_on_sorted", "study_meeting", ["organization_id", "held_on", "id"], unique=False
    )
    op.create_index(
        op.f("ix_study_meeting_member_group_id"), "study_meeting", ["member_group_id"], unique=False
    )
    op.create_index(op.f("ix_study_meeting_state"), "study_meeting", ["state"], unique=False)
    op.create_table(
        "study_meeting_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("study_meeting_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
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
            ["organization_id", "document_id"],
            ["conveyed_document.organization_id", "conveyed_document.id"],
            name="fk_study_meeting_document_document_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "study_meeting_id"],
            ["study_meeting.organization_id", "study_meeting.id"],
            name="fk_study_meeting_document_study_meeting_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_study_meeting_document_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_meeting_document")),
        sa.UniqueConstraint(
            "organization_id", "id", name=op.f("uq_study_meeting_document_organization_id_id")
        ),
        sa.UniqueConstraint(
            "organization_id",
            "study_meeting_id",
            "document_id",
            name=op.f("uq_study_meeting_document_organization_id_study_meeting_id_document_id"),
        ),
    )
    op.create_index(
        "ix_study_meeting_document_changed",
        "study_meeting_document",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_study_meeting_document_document_id"), "study_meeting_document", ["document_id"], unique=False
    )
    op.create_index(
        op.f("ix_study_meeting_document_fact_date"), "study_meeting_document", ["fact_date"], unique=False
    )
    op.create_index(
        op.f("ix_study_meeting_document_study_meeting_id"),
        "study_meeting_document",
        ["study_meeting_id"],
        unique=False,
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("study_meeting_document")
    op.drop_table("study_meeting")
