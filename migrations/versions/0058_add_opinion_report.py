"""Add opinion report."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of opinion report."""
    op.create_table(
        "opinion_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("subject", line(60), nullable=False),
        sa.Column("situation", sa.Text(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("source_kind", sa.String(length=10), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("joint_names", line(200), nullable=True),
        sa.Column("source_name", line(60), nullable=True),
        sa.Column("name_released", sa.Boolean(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("member_group_id", sa.Integer(), nullable=True),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("publishable", sa.Boolean(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("edited_subject", line(60), nullable=True),
        sa.Column("edited_text", sa.Text(), nullable=True),
        sa.Column("kept_reason", sa.Text(), nullable=True),
        sa.Column("sent_up_on", sa.Date(), nullable=True),
        sa.Column("handled_on", sa.Date(), nullable=True),
        sa.Column("handling_result", sa.Text(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("told_text", sa.Text(), nullable=True),
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
            name="fk_opinion_report_category_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_opinion_report_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_opinion_report_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_opinion_report_entered_for_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_group_id"],
            ["member_group.organization_id", "member_group.id"],
            name="fk_opinion_report_member_group_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["member.organization_id", "member.id"],
            name="fk_opinion_report_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_opinion_report_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_report")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_opinion_report_organization_id_id")),
    )
    op.create_index(op.f("ix_opinion_report_category_id"), "opinion_report", ["category_id"], unique=False)
    op.create_index(
        "ix_opinion_report_changed", "opinion_report", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_opinion_report_committee_id"), "opinion_report", ["committee_id"], unique=False)
    op.create_index(op.f("ix_opinion_report_decision_id"), "opinion_report", ["decision_id"], unique=False)
    op.create_index(
        op.f("ix_opinion_report_entered_for_member_id"),
        "opinion_report",
        ["entered_for_member_id"],
        unique=False,
    )
    op.create_index(op.f("ix_opinion_report_fact_date"), "opinion_report", ["fact_date"], unique=False)
    op.create_index(
        op.f("ix_opinion_report_member_group_id"), "opinion_report", ["member_group_id"], unique=False
    )
    op.create_index(op.f("ix_opinion_report_member_id"), "opinion_report", ["member_id"], unique=False)
    op.create_index(
        "ix_opinion_report_reported_on_sorted",
        "opinion_report",
        ["organization_id", "reported_on", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_opinion_report_state"), "opinion_report", ["state"], unique=False)
    op.create_table(
        "opinion_report_contributor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("opinion_report_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
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
            ["organization_id", "member_id"],
            ["member.organization_id", "member.id"],
            name="fk_opinion_report_contributor_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "opinion_report_id"],
            ["opinion_report.organization_id", "opinion_report.id"],
            name="fk_opinion_report_contributor_opinion_report_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_opinion_report_contributor_organization_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_report_contributor")),
        sa.UniqueConstraint(
            "organization_id", "id", name=op.f("uq_opinion_report_contributor_organization_id_id")
        ),
        sa.UniqueConstraint(
            "organization_id",
            "opinion_report_id",
            "member_id",
            name=op.f("uq_opinion_report_contributor_organization_id_opinion_report_id_member_id"),
        ),
    )
    op.create_index(
        "ix_opinion_report_contributor_changed",
        "opinion_report_contributor",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_opinion_report_contributor_fact_date"),
        "opinion_report_contributor",
        ["fact_date"],
        unique=False,
    )
    op.create_index(
        op.f("ix_opinion_report_contributor_member_id"),
        "opinion_report_contributor",
        ["member_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_opinion_report_contributor_opinion_report_id"),
        "opinion_report_contributor",
        ["opinion_report_id"],
        unique=False,
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("opinion_report_contributor")
    op.drop_table("opinion_report")
