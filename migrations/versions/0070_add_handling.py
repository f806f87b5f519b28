"""Add handling."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of handling."""
    op.create_table(
        "handling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(120), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("former_department_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("round", sa.String(length=9), nullable=False),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("handing_over_office_id", sa.Integer(), nullable=True),
        sa.Column("timing", sa.String(length=7), nullable=False),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("first_due_on", sa.Date(), nullable=True),
        sa.Column("unit_change_asked_on", sa.Date(), nullable=True),
        sa.Column("unit_change_reason", sa.Text(), nullable=True),
        sa.Column("new_department_id", sa.Integer(), nullable=True),
        sa.Column("extension_asked_on", sa.Date(), nullable=True),
        sa.Column("extension_to", sa.Date(), nullable=True),
        sa.Column("extension_reason", sa.Text(), nullable=True),
        sa.Column("joint_opinions", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answer_class_id", sa.Integer(), nullable=True),
        sa.Column("answer_number", line(40), nullable=True),
        sa.Column("drafter", line(40), nullable=True),
        sa.Column("signed_by", line(40), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("feedback", sa.String(length=9), nullable=False),
        sa.Column("follow_up", sa.Boolean(), nullable=False),
        sa.Column("rehandling_asked_on", sa.Date(), nullable=True),
        sa.Column("rehandling_reason", sa.Text(), nullable=True),
        sa.Column("face_to_face_on", sa.Date(), nullable=True),
        sa.Column("face_to_face_result", sa.Text(), nullable=True),
        sa.Column("desk_remark", sa.Text(), nullable=True),
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
            ["organization_id", "answer_class_id"],
            ["code_item.organization_id", "code_item.id"],
            name="fk_handling_answer_class_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_handling_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "department_id"],
            ["department.organization_id", "department.id"],
            name="fk_handling_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "former_department_id"],
            ["department.organization_id", "department.id"],
            name="fk_handling_former_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "handing_over_office_id"],
            ["department.organization_id", "department.id"],
            name="fk_handling_handing_over_office_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "handover_id"],
            ["handover.organization_id", "handover.id"],
            name="fk_handling_handover_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "new_department_id"],
            ["department.organization_id", "department.id"],
            name="fk_handling_new_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "previous_id"],
            ["handling.organization_id", "handling.id"],
            name="fk_handling_previous_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "proposal_id"],
            ["proposal.organization_id", "proposal.id"],
            name="fk_handling_proposal_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_handling_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handling")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_handling_organization_id_id")),
    )
    op.create_index(op.f("ix_handling_answer_class_id"), "handling", ["answer_class_id"], unique=False)
    op.create_index(
        "ix_handling_case_number_sorted", "handling", ["organization_id", "case_number", "id"], unique=False
    )
    op.create_index("ix_handling_changed", "handling", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_handling_decision_id"), "handling", ["decision_id"], unique=False)
    op.create_index(op.f("ix_handling_department_id"), "handling", ["department_id"], unique=False)
    op.create_index(op.f("ix_handling_due_on"), "handling", ["due_on"], unique=False)
    op.create_index(op.f("ix_handling_fact_date"), "handling", ["fact_date"], unique=False)
    op.create_index(
        op.f("ix_handling_former_department_id"), "handling", ["former_department_id"], unique=False
    )
    op.create_index(
        op.f("ix_handling_handing_over_office_id"), "handling", ["handing_over_office_id"], unique=False
    )
    op.create_index(op.f("ix_handling_handover_id"), "handling", ["handover_id"], unique=False)
    op.create_index(op.f("ix_handling_new_department_id"), "handling", ["new_department_id"], unique=False)
    op.create_index(op.f("ix_handling_previous_id"), "handling", ["previous_id"], unique=False)
    op.create_index(op.f("ix_handling_proposal_id"), "handling", ["proposal_id"], unique=False)
    op.create_index(op.f("ix_handling_state"), "handling", ["state"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("handling")
