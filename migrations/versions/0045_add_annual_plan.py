"""Add annual plan."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of annual plan."""
    op.create_table(
        "annual_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("pattern", line(40), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("chairpersons_decision_id", sa.Integer(), nullable=True),
        sa.Column("party_group_decision_id", sa.Integer(), nullable=True),
        sa.Column("agreed_document", line(60), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("document_number", line(60), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
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
            ["organization_id", "chairpersons_decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_annual_plan_chairpersons_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_annual_plan_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_annual_plan_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "party_group_decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_annual_plan_party_group_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "term_id"], ["term.organization_id", "term.id"], name="fk_annual_plan_term_id"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_annual_plan_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_plan")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_annual_plan_organization_id_id")),
        sa.UniqueConstraint("organization_id", "year", name=op.f("uq_annual_plan_organization_id_year")),
    )
    op.create_index(
        op.f("ix_annual_plan_chairpersons_decision_id"),
        "annual_plan",
        ["chairpersons_decision_id"],
        unique=False,
    )
    op.create_index(
        "ix_annual_plan_changed", "annual_plan", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_annual_plan_committee_id"), "annual_plan", ["committee_id"], unique=False)
    op.create_index(op.f("ix_annual_plan_decision_id"), "annual_plan", ["decision_id"], unique=False)
    op.create_index(op.f("ix_annual_plan_fact_date"), "annual_plan", ["fact_date"], unique=False)
    op.create_index(
        op.f("ix_annual_plan_party_group_decision_id"),
        "annual_plan",
        ["party_group_decision_id"],
        unique=False,
    )
    op.create_index(op.f("ix_annual_plan_state"), "annual_plan", ["state"], unique=False)
    op.create_index(op.f("ix_annual_plan_term_id"), "annual_plan", ["term_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("annual_plan")
