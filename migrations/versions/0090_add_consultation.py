"""Add consultation."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0090"
down_revision = "0089"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of consultation."""
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("platform_id", sa.Integer(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.String(length=17), nullable=False),
        sa.Column("asking_department_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("place", line(80), nullable=True),
        sa.Column("host", line(40), nullable=True),
        sa.Column("agenda", sa.Text(), nullable=True),
        sa.Column("notice_on", sa.Date(), nullable=True),
        sa.Column("papers_on", sa.Date(), nullable=True),
        sa.Column("minutes", sa.Text(), nullable=True),
        sa.Column("minutes_on", sa.Date(), nullable=True),
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
            ["organization_id", "asking_department_id"],
            ["department.organization_id", "department.id"],
            name="fk_consultation_asking_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_consultation_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_consultation_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "meeting_id"],
            ["meeting.organization_id", "meeting.id"],
            name="fk_consultation_meeting_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "platform_id"],
            ["platform.organization_id", "platform.id"],
            name="fk_consultation_platform_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "topic_id"],
            ["topic.organization_id", "topic.id"],
            name="fk_consultation_topic_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_consultation_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_consultation_organization_id_id")),
    )
    op.create_index(
        op.f("ix_consultation_asking_department_id"), "consultation", ["asking_department_id"], unique=False
    )
    op.create_index(
        "ix_consultation_changed", "consultation", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_consultation_committee_id"), "consultation", ["committee_id"], unique=False)
    op.create_index(op.f("ix_consultation_decision_id"), "consultation", ["decision_id"], unique=False)
    op.create_index(op.f("ix_consultation_fact_date"), "consultation", ["fact_date"], unique=False)
    op.create_index(op.f("ix_consultation_meeting_id"), "consultation", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_consultation_platform_id"), "consultation", ["platform_id"], unique=False)
    op.create_index(op.f("ix_consultation_state"), "consultation", ["state"], unique=False)
    op.create_index(op.f("ix_consultation_topic_id"), "consultation", ["topic_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("consultation")
