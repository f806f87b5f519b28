"""Add peer exchange."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of peer exchange."""
    op.create_table(
        "peer_exchange",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(length=8), nullable=False),
        sa.Column("counterpart", line(80), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("head_office", line(60), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("half", sa.String(length=9), nullable=True),
        sa.Column("topic", line(80), nullable=False),
        sa.Column("places", sa.Text(), nullable=True),
        sa.Column("hosts", line(120), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("materials", sa.Text(), nullable=True),
        sa.Column("follow_up", sa.Text(), nullable=True),
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
            name="fk_peer_exchange_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_peer_exchange_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_peer_exchange_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_exchange")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_peer_exchange_organization_id_id")),
    )
    op.create_index(
        "ix_peer_exchange_changed", "peer_exchange", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_peer_exchange_committee_id"), "peer_exchange", ["committee_id"], unique=False)
    op.create_index(op.f("ix_peer_exchange_decision_id"), "peer_exchange", ["decision_id"], unique=False)
    op.create_index(op.f("ix_peer_exchange_fact_date"), "peer_exchange", ["fact_date"], unique=False)
    op.create_index(
        "ix_peer_exchange_starts_on_sorted",
        "peer_exchange",
        ["organization_id", "starts_on", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_peer_exchange_state"), "peer_exchange", ["state"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("peer_exchange")
