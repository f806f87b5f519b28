"""Add deadline rule."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of deadline rule."""
    op.create_table(
        "deadline_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("step", line(40), nullable=False),
        sa.Column("case_level", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=12), nullable=False),
        sa.Column("starts_with", sa.String(length=11), nullable=False),
        sa.Column("latest_number", sa.Integer(), nullable=True),
        sa.Column("latest_unit", sa.String(length=12), nullable=True),
        sa.Column("source", line(80), nullable=False),
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
            name="fk_deadline_rule_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "term_id"],
            ["term.organization_id", "term.id"],
            name="fk_deadline_rule_term_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_deadline_rule_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_rule")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_deadline_rule_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "term_id",
            "step",
            "case_level",
            "source",
            name=op.f("uq_deadline_rule_organization_id_term_id_step_case_level_source"),
        ),
    )
    op.create_index(
        "ix_deadline_rule_changed", "deadline_rule", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_deadline_rule_decision_id"), "deadline_rule", ["decision_id"], unique=False)
    op.create_index(op.f("ix_deadline_rule_fact_date"), "deadline_rule", ["fact_date"], unique=False)
    op.create_index(op.f("ix_deadline_rule_state"), "deadline_rule", ["state"], unique=False)
    op.create_index(op.f("ix_deadline_rule_term_id"), "deadline_rule", ["term_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("deadline_rule")
