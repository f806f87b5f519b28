"""Add suggestion."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0078"
down_revision = "0077"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of suggestion."""
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("drive_id", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("author_name", line(40), nullable=True),
        sa.Column("author_body", line(60), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("duplicate_of_id", sa.Integer(), nullable=True),
        sa.Column("review", sa.Text(), nullable=True),
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
            ["organization_id", "category_id"],
            ["code_item.organization_id", "code_item.id"],
            name="fk_suggestion_category_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_suggestion_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_suggestion_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "drive_id"],
            ["suggestion_drive.organization_id", "suggestion_drive.id"],
            name="fk_suggestion_drive_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "duplicate_of_id"],
            ["suggestion.organization_id", "suggestion.id"],
            name="fk_suggestion_duplicate_of_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_suggestion_entered_for_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["member.organization_id", "member.id"],
            name="fk_suggestion_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_suggestion_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_suggestion_organization_id_id")),
    )
    op.create_index(op.f("ix_suggestion_category_id"), "suggestion", ["category_id"], unique=False)
    op.create_index(
        "ix_suggestion_changed", "suggestion", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_suggestion_committee_id"), "suggestion", ["committee_id"], unique=False)
    op.create_index(op.f("ix_suggestion_decision_id"), "suggestion", ["decision_id"], unique=False)
    op.create_index(op.f("ix_suggestion_drive_id"), "suggestion", ["drive_id"], unique=False)
    op.create_index(op.f("ix_suggestion_duplicate_of_id"), "suggestion", ["duplicate_of_id"], unique=False)
    op.create_index(
        op.f("ix_suggestion_entered_for_member_id"), "suggestion", ["entered_for_member_id"], unique=False
    )
    op.create_index(op.f("ix_suggestion_fact_date"), "suggestion", ["fact_date"], unique=False)
    op.create_index(
        "ix_suggestion_made_on_sorted", "suggestion", ["organization_id", "made_on", "id"], unique=False
    )
    op.create_index(op.f("ix_suggestion_member_id"), "suggestion", ["member_id"], unique=False)
    op.create_index(op.f("ix_suggestion_state"), "suggestion", ["state"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("suggestion")
