"""Add proposal signer."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of proposal signer."""
    op.create_table(
        "proposal_signer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("matter", line(60), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("name", line(40), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
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
            name="fk_proposal_signer_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["member.organization_id", "member.id"],
            name="fk_proposal_signer_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "proposal_id"],
            ["proposal.organization_id", "proposal.id"],
            name="fk_proposal_signer_proposal_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seat_id"],
            ["seat.organization_id", "seat.id"],
            name="fk_proposal_signer_seat_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_proposal_signer_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_signer")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_proposal_signer_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "proposal_id",
            "seat_id",
            name=op.f("uq_proposal_signer_organization_id_proposal_id_seat_id"),
        ),
    )
    op.create_index(
        "ix_proposal_signer_changed", "proposal_signer", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_proposal_signer_decision_id"), "proposal_signer", ["decision_id"], unique=False)
    op.create_index(op.f("ix_proposal_signer_fact_date"), "proposal_signer", ["fact_date"], unique=False)
    op.create_index(op.f("ix_proposal_signer_member_id"), "proposal_signer", ["member_id"], unique=False)
    op.create_index(op.f("ix_proposal_signer_proposal_id"), "proposal_signer", ["proposal_id"], unique=False)
    op.create_index(op.f("ix_proposal_signer_seat_id"), "proposal_signer", ["seat_id"], unique=False)
    op.create_index(op.f("ix_proposal_signer_state"), "proposal_signer", ["state"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("proposal_signer")
