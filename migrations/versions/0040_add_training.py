"""Add training."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of training."""
    op.create_table(
        "training",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("kind", sa.String(length=13), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("organiser", line(80), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("place", line(80), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("hours", sa.BigInteger(), nullable=True),
        sa.Column("quota", sa.Integer(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
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
        sa.Column("entered_for_department_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_training_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_training_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_department_id"],
            ["department.organization_id", "department.id"],
            name="fk_training_entered_for_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_training_entered_for_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_training_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_training_organization_id_id")),
    )
    op.create_index("ix_training_changed", "training", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_training_committee_id"), "training", ["committee_id"], unique=False)
    op.create_index(op.f("ix_training_decision_id"), "training", ["decision_id"], unique=False)
    op.create_index(
        op.f("ix_training_entered_for_department_id"), "training", ["entered_for_department_id"], unique=False
    )
    op.create_index(
        op.f("ix_training_entered_for_member_id"), "training", ["entered_for_member_id"], unique=False
    )
    op.create_index(op.f("ix_training_fact_date"), "training", ["fact_date"], unique=False)
    op.create_index(
        "ix_training_starts_on_sorted", "training", ["organization_id", "starts_on", "id"], unique=False
    )
    op.create_index(op.f("ix_training_state"), "training", ["state"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("training")
