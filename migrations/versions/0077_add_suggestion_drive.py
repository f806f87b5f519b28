"""Add suggestion drive."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of suggestion drive."""
    op.create_table(
        "suggestion_drive",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("target_groups", line(120), nullable=True),
        sa.Column("rounding", sa.String(length=8), nullable=False),
        sa.Column("reported_to", line(80), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
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
            name="fk_suggestion_drive_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_suggestion_drive_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_suggestion_drive_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion_drive")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_suggestion_drive_organization_id_id")),
    )
    op.create_index(
        "ix_suggestion_drive_changed",
        "suggestion_drive",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_suggestion_drive_committee_id"), "suggestion_drive", ["committee_id"], unique=False
    )
    op.create_index(
        op.f("ix_suggestion_drive_decision_id"), "suggestion_drive", ["decision_id"], unique=False
    )
    op.create_index(op.f("ix_suggestion_drive_fact_date"), "suggestion_drive", ["fact_date"], unique=False)
    op.create_index(
        "ix_suggestion_drive_starts_on_sorted",
        "suggestion_drive",
        ["organization_id", "starts_on", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_suggestion_drive_state"), "suggestion_drive", ["state"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("suggestion_drive")
