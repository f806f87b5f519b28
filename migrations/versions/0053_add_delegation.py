"""Add delegation."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of delegation."""
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(90), nullable=False),
        sa.Column("from_account_id", sa.Integer(), nullable=False),
        sa.Column("to_account_id", sa.Integer(), nullable=False),
        sa.Column("kinds", line(1000), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("basis", line(120), nullable=False),
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
            name="fk_delegation_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "from_account_id"],
            ["account.organization_id", "account.id"],
            name="fk_delegation_from_account_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "to_account_id"],
            ["account.organization_id", "account.id"],
            name="fk_delegation_to_account_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_delegation_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_delegation_organization_id_id")),
    )
    op.create_index(
        "ix_delegation_changed", "delegation", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_delegation_decision_id"), "delegation", ["decision_id"], unique=False)
    op.create_index(op.f("ix_delegation_fact_date"), "delegation", ["fact_date"], unique=False)
    op.create_index(op.f("ix_delegation_from_account_id"), "delegation", ["from_account_id"], unique=False)
    op.create_index(
        "ix_delegation_in_force", "delegation", ["to_account_id", "state", "valid_from"], unique=False
    )
    op.create_index(op.f("ix_delegation_state"), "delegation", ["state"], unique=False)
    op.create_index(op.f("ix_delegation_to_account_id"), "delegation", ["to_account_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("delegation")
