"""Add instruction."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of instruction."""
    op.create_table(
        "instruction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("record_table", line(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("about", line(120), nullable=True),
        sa.Column("leader", line(40), nullable=False),
        sa.Column("leader_post", line(60), nullable=True),
        sa.Column("original_words", sa.Text(), nullable=False),
        sa.Column("instructed_on", sa.Date(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("matter", sa.Text(), nullable=True),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
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
        sa.Column("entered_for_department_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_instruction_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_instruction_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "department_id"],
            ["department.organization_id", "department.id"],
            name="fk_instruction_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_department_id"],
            ["department.organization_id", "department.id"],
            name="fk_instruction_entered_for_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_instruction_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instruction")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_instruction_organization_id_id")),
    )
    op.create_index(
        "ix_instruction_changed", "instruction", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_instruction_committee_id"), "instruction", ["committee_id"], unique=False)
    op.create_index(op.f("ix_instruction_decision_id"), "instruction", ["decision_id"], unique=False)
    op.create_index(op.f("ix_instruction_department_id"), "instruction", ["department_id"], unique=False)
    op.create_index(
        op.f("ix_instruction_entered_for_department_id"),
        "instruction",
        ["entered_for_department_id"],
        unique=False,
    )
    op.create_index(op.f("ix_instruction_fact_date"), "instruction", ["fact_date"], unique=False)
    op.create_index(
        "ix_instruction_instructed_on_sorted",
        "instruction",
        ["organization_id", "instructed_on", "id"],
        unique=False,
    )
    op.create_index(
        "ix_instruction_record", "instruction", ["organization_id", "record_table", "record_id"], unique=False
    )
    op.create_index(op.f("ix_instruction_state"), "instruction", ["state"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("instruction")
