"""Add proposal."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of proposal."""
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("running_number", sa.Integer(), nullable=True),
        sa.Column("case_number", sa.Integer(), nullable=True),
        sa.Column("number_key", line(40), nullable=False),
        sa.Column("case_order", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("timing", sa.String(length=7), nullable=True),
        sa.Column("handed_in_at", sa.DateTime(), nullable=True),
        sa.Column("name", line(60), nullable=False),
        sa.Column("proposer_kind", sa.String(length=20), nullable=False),
        sa.Column("proposer", line(200), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("sector_id", sa.Integer(), nullable=True),
        sa.Column("member_group_id", sa.Integer(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("body_name", line(60), nullable=True),
        sa.Column("contact", line(80), nullable=True),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("countersign_until", sa.Date(), nullable=True),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("situation", sa.Text(), nullable=True),
        sa.Column("analysis", sa.Text(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("publishable", sa.Boolean(), nullable=False),
        sa.Column("unpublishable_reason", line(120), nullable=True),
        sa.Column("first_opinion", sa.Text(), nullable=True),
        sa.Column("second_opinion", sa.Text(), nullable=True),
        sa.Column("proposed", sa.String(length=17), nullable=True),
        sa.Column("lead_department_id", sa.Integer(), nullable=True),
        sa.Column("refusal_id", sa.Integer(), nullable=True),
        sa.Column("outcome_reason", sa.Text(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("consented_on", sa.Date(), nullable=True),
        sa.Column("key", sa.Boolean(), nullable=False),
        sa.Column("key_decision_id", sa.Integer(), nullable=True),
        sa.Column("excellent", sa.Boolean(), nullable=False),
        sa.Column("excellent_decision_id", sa.Integer(), nullable=True),
        sa.Column("excellent_document", line(60), nullable=True),
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
        sa.ForeignKeyConstraint(
            ["organization_id", "category_id"],
            ["code_item.organization_id", "code_item.id"],
            name="fk_proposal_category_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_proposal_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_proposal_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_proposal_entered_for_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "excellent_decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_proposal_excellent_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "key_decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_proposal_key_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "lead_department_id"],
            ["department.organization_id", "department.id"],
            name="fk_proposal_lead_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_group_id"],
            ["member_group.organization_id", "member_group.id"],
            name="fk_proposal_member_group_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["member.organization_id", "member.id"],
            name="fk_proposal_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "merged_into_id"],
            ["proposal.organization_id", "proposal.id"],
            name="fk_proposal_merged_into_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "refusal_id"],
            ["code_item.organization_id", "code_item.id"],
            name="fk_proposal_refusal_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seat_id"], ["seat.organization_id", "seat.id"], name="fk_proposal_seat_id"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "sector_id"],
            ["sector.organization_id", "sector.id"],
            name="fk_proposal_sector_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "session_id"],
            ["plenary_session.organization_id", "plenary_session.id"],
            name="fk_proposal_session_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_proposal_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_proposal_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "session_id",
            "case_number",
            name=op.f("uq_proposal_organization_id_session_id_case_number"),
        ),
        sa.UniqueConstraint(
            "organization_id",
            "session_id",
            "running_number",
            name=op.f("uq_proposal_organization_id_session_id_running_number"),
        ),
    )
    op.create_index(op.f("ix_proposal_category_id"), "proposal", ["category_id"], unique=False)
    op.create_index("ix_proposal_changed", "proposal", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_proposal_committee_id"), "proposal", ["committee_id"], unique=False)
    op.create_index(op.f("ix_proposal_decision_id"), "proposal", ["decision_id"], unique=False)
    op.create_index(
        op.f("ix_proposal_entered_for_member_id"), "proposal", ["entered_for_member_id"], unique=False
    )
    op.create_index(
        op.f("ix_proposal_excellent_decision_id"), "proposal", ["excellent_decision_id"], unique=False
    )
    op.create_index(op.f("ix_proposal_fact_date"), "proposal", ["fact_date"], unique=False)
    op.create_index(op.f("ix_proposal_key_decision_id"), "proposal", ["key_decision_id"], unique=False)
    op.create_index(op.f("ix_proposal_lead_department_id"), "proposal", ["lead_department_id"], unique=False)
    op.create_index(op.f("ix_proposal_member_group_id"), "proposal", ["member_group_id"], unique=False)
    op.create_index(op.f("ix_proposal_member_id"), "proposal", ["member_id"], unique=False)
    op.create_index(op.f("ix_proposal_merged_into_id"), "proposal", ["merged_into_id"], unique=False)
    op.create_index(
        "ix_proposal_number_key_sorted", "proposal", ["organization_id", "number_key", "id"], unique=False
    )
    op.create_index(op.f("ix_proposal_refusal_id"), "proposal", ["refusal_id"], unique=False)
    op.create_index(op.f("ix_proposal_seat_id"), "proposal", ["seat_id"], unique=False)
    op.create_index(op.f("ix_proposal_sector_id"), "proposal", ["sector_id"], unique=False)
    op.create_index(op.f("ix_proposal_session_id"), "proposal", ["session_id"], unique=False)
    op.create_index(op.f("ix_proposal_state"), "proposal", ["state"], unique=False)
    op.create_table(
        "proposal_separate_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
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
            ["organization_id", "department_id"],
            ["department.organization_id", "department.id"],
            name="fk_proposal_separate_unit_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "proposal_id"],
            ["proposal.organization_id", "proposal.id"],
            name="fk_proposal_separate_unit_proposal_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_proposal_separate_unit_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_separate_unit")),
        sa.UniqueConstraint(
            "organization_id", "id", name=op.f("uq_proposal_separate_unit_organization_id_id")
        ),
        sa.UniqueConstraint(
            "organization_id",
            "proposal_id",
            "department_id",
            name=op.f("uq_proposal_separate_unit_organization_id_proposal_id_department_id"),
        ),
    )
    op.create_index(
        "ix_proposal_separate_unit_changed",
        "proposal_separate_unit",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_proposal_separate_unit_department_id"),
        "proposal_separate_unit",
        ["department_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_proposal_separate_unit_fact_date"), "proposal_separate_unit", ["fact_date"], unique=False
    )
    op.create_index(
        op.f("ix_proposal_separate_unit_proposal_id"), "proposal_separate_unit", ["proposal_id"], unique=False
    )
    op.create_table(
        "proposal_suggested_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
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
            ["organization_id", "department_id"],
            ["department.organization_id", "department.id"],
            name="fk_proposal_suggested_unit_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "proposal_id"],
            ["proposal.organization_id", "proposal.id"],
            name="fk_proposal_suggested_unit_proposal_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_proposal_suggested_unit_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_suggested_unit")),
        sa.UniqueConstraint(
            "organization_id", "id", name=op.f("uq_proposal_suggested_unit_organization_id_id")
        ),
        sa.UniqueConstraint(
            "organization_id",
            "proposal_id",
            "department_id",
            name=op.f("uq_proposal_suggested_unit_organization_id_proposal_id_department_id"),
        ),
    )
    op.create_index(
        "ix_proposal_suggested_unit_changed",
        "proposal_suggested_unit",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_proposal_suggested_unit_department_id"),
        "proposal_suggested_unit",
        ["department_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_proposal_suggested_unit_fact_date"), "proposal_suggested_unit", ["fact_date"], unique=False
    )
    op.create_index(
        op.f("ix_proposal_suggested_unit_proposal_id"),
        "proposal_suggested_unit",
        ["proposal_id"],
        unique=False,
    )
    op.create_table(
        "proposal_joint_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
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
            ["organization_id", "department_id"],
            ["department.organization_id", "department.id"],
            name="fk_proposal_joint_unit_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "proposal_id"],
            ["proposal.organization_id", "proposal.id"],
            name="fk_proposal_joint_unit_proposal_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_proposal_joint_unit_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_joint_unit")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_proposal_joint_unit_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "proposal_id",
            "department_id",
            name=op.f("uq_proposal_joint_unit_organization_id_proposal_id_department_id"),
        ),
    )
    op.create_index(
        "ix_proposal_joint_unit_changed",
        "proposal_joint_unit",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_proposal_joint_unit_department_id"), "proposal_joint_unit", ["department_id"], unique=False
    )
    op.create_index(
        op.f("ix_proposal_joint_unit_fact_date"), "proposal_joint_unit", ["fact_date"], unique=False
    )
    op.create_index(
        op.f("ix_proposal_joint_unit_proposal_id"), "proposal_joint_unit", ["proposal_id"], unique=False
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("proposal_joint_unit")
    op.drop_table("proposal_suggested_unit")
    op.drop_table("proposal_separate_unit")
    op.drop_table("proposal")
