"""Add correction."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of correction."""
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("record_table", line(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("about", line(120), nullable=False),
        sa.Column("field", line(60), nullable=False),
        sa.Column("old_text", sa.Text(), nullable=True),
        sa.Column("new_text", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
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
            name="fk_correction_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_correction_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_correction_organization_id_id")),
    )
    op.create_index(
        "ix_correction_changed", "correction", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_correction_decision_id"), "correction", ["decision_id"], unique=False)
    op.create_index(op.f("ix_correction_fact_date"), "correction", ["fact_date"], unique=False)
    op.create_index(
        "ix_correction_record", "correction", ["organization_id", "record_table", "record_id"], unique=False
    )
    op.create_index(op.f("ix_correction_state"), "correction", ["state"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("correction")
