"""Add assigned matter."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0092"
down_revision = "0091"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of assigned matter."""
    op.create_table(
        "assigned_matter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
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
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_assigned_matter_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "department_id"],
            ["department.organization_id", "department.id"],
            name="fk_assigned_matter_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "place_id"],
            ["place.organization_id", "place.id"],
            name="fk_assigned_matter_place_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "topic_id"],
            ["topic.organization_id", "topic.id"],
            name="fk_assigned_matter_topic_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_assigned_matter_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assigned_matter")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_assigned_matter_organization_id_id")),
    )
    op.create_index(
        "ix_assigned_matter_changed", "assigned_matter", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_assigned_matter_decision_id"), "assigned_matter", ["decision_id"], unique=False)
    op.create_index(
        op.f("ix_assigned_matter_department_id"), "assigned_matter", ["department_id"], unique=False
    )
    op.create_index(op.f("ix_assigned_matter_fact_date"), "assigned_matter", ["fact_date"], unique=False)
    op.create_index(op.f("ix_assigned_matter_place_id"), "assigned_matter", ["place_id"], unique=False)
    op.create_index(op.f("ix_assigned_matter_state"), "assigned_matter", ["state"], unique=False)
    op.create_index(op.f("ix_assigned_matter_topic_id"), "assigned_matter", ["topic_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("assigned_matter")
