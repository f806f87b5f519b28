"""Add visit."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of visit."""
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("member_group_id", sa.Integer(), nullable=True),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("place", line(80), nullable=True),
        sa.Column("contents", line(50), nullable=True),
        sa.Column("activities", sa.Text(), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("firms", sa.Integer(), nullable=True),
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
            name="fk_visit_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_visit_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "kind_id"],
            ["code_item.organization_id", "code_item.id"],
            name="fk_visit_kind_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_group_id"],
            ["member_group.organization_id", "member_group.id"],
            name="fk_visit_member_group_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "place_id"], ["place.organization_id", "place.id"], name="fk_visit_place_id"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_visit_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_visit_organization_id_id")),
    )
    op.create_index("ix_visit_changed", "visit", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_visit_committee_id"), "visit", ["committee_id"], unique=False)
    op.create_index(op.f("ix_visit_decision_id"), "visit", ["decision_id"], unique=False)
    op.create_index(op.f("ix_visit_fact_date"), "visit", ["fact_date"], unique=False)
    op.create_index(op.f("ix_visit_kind_id"), "visit", ["kind_id"], unique=False)
    op.create_index(op.f("ix_visit_member_group_id"), "visit", ["member_group_id"], unique=False)
    op.create_index(op.f("ix_visit_place_id"), "visit", ["place_id"], unique=False)
    op.create_index(op.f("ix_visit_state"), "visit", ["state"], unique=False)
    op.create_index(
        "ix_visit_visited_on_sorted", "visit", ["organization_id", "visited_on", "id"], unique=False
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("visit")
