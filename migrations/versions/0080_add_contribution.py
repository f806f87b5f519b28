"""Add contribution."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0080"
down_revision = "0079"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of contribution."""
    op.create_table(
        "contribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("kind", sa.String(length=19), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("in_kind", line(80), nullable=True),
        sa.Column("level", sa.String(length=8), nullable=True),
        sa.Column("proof", line(120), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=False),
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
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_contribution_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_contribution_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_contribution_entered_for_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["member.organization_id", "member.id"],
            name="fk_contribution_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "place_id"],
            ["place.organization_id", "place.id"],
            name="fk_contribution_place_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_contribution_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_contribution_organization_id_id")),
    )
    op.create_index(
        "ix_contribution_changed", "contribution", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_contribution_committee_id"), "contribution", ["committee_id"], unique=False)
    op.create_index(op.f("ix_contribution_decision_id"), "contribution", ["decision_id"], unique=False)
    op.create_index(
        "ix_contribution_done_on_sorted", "contribution", ["organization_id", "done_on", "id"], unique=False
    )
    op.create_index(
        op.f("ix_contribution_entered_for_member_id"), "contribution", ["entered_for_member_id"], unique=False
    )
    op.create_index(op.f("ix_contribution_fact_date"), "contribution", ["fact_date"], unique=False)
    op.create_index(op.f("ix_contribution_member_id"), "contribution", ["member_id"], unique=False)
    op.create_index(op.f("ix_contribution_place_id"), "contribution", ["place_id"], unique=False)
    op.create_index(op.f("ix_contribution_state"), "contribution", ["state"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("contribution")
