"""Add commitment."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of commitment."""
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(200), nullable=False),
        sa.Column("handling_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=True),
        sa.Column("moved_to", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=True),
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
            name="fk_commitment_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "department_id"],
            ["department.organization_id", "department.id"],
            name="fk_commitment_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "handling_id"],
            ["handling.organization_id", "handling.id"],
            name="fk_commitment_handling_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "proposal_id"],
            ["proposal.organization_id", "proposal.id"],
            name="fk_commitment_proposal_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_commitment_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_commitment_organization_id_id")),
    )
    op.create_index(
        "ix_commitment_changed", "commitment", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_commitment_decision_id"), "commitment", ["decision_id"], unique=False)
    op.create_index(op.f("ix_commitment_department_id"), "commitment", ["department_id"], unique=False)
    op.create_index(op.f("ix_commitment_due_on"), "commitment", ["due_on"], unique=False)
    op.create_index(op.f("ix_commitment_fact_date"), "commitment", ["fact_date"], unique=False)
    op.create_index(op.f("ix_commitment_handling_id"), "commitment", ["handling_id"], unique=False)
    op.create_index(op.f("ix_commitment_proposal_id"), "commitment", ["proposal_id"], unique=False)
    op.create_index(op.f("ix_commitment_state"), "commitment", ["state"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("commitment")
