"""Add report."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of report."""
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("field_study_id", sa.Integer(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("authors", line(120), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("finished_on", sa.Date(), nullable=False),
        sa.Column("sent_to", line(120), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("taken_up_on", sa.Date(), nullable=True),
        sa.Column("fed_back_on", sa.Date(), nullable=True),
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
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_report_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_report_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_report_entered_for_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "field_study_id"],
            ["field_study.organization_id", "field_study.id"],
            name="fk_report_field_study_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_report_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_report_organization_id_id")),
    )
    op.create_index("ix_report_changed", "report", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_report_committee_id"), "report", ["committee_id"], unique=False)
    op.create_index(op.f("ix_report_decision_id"), "report", ["decision_id"], unique=False)
    op.create_index(
        op.f("ix_report_entered_for_member_id"), "report", ["entered_for_member_id"], unique=False
    )
    op.create_index(op.f("ix_report_fact_date"), "report", ["fact_date"], unique=False)
    op.create_index(op.f("ix_report_field_study_id"), "report", ["field_study_id"], unique=False)
    op.create_index(
        "ix_report_finished_on_sorted", "report", ["organization_id", "finished_on", "id"], unique=False
    )
    op.create_index(op.f("ix_report_state"), "report", ["state"], unique=False)
    op.create_table(
        "report_author",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
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
            name="fk_report_author_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "report_id"],
            ["report.organization_id", "report.id"],
            name="fk_report_author_report_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_report_author_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_author")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_report_author_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "report_id",
            "member_id",
            name=op.f("uq_report_author_organization_id_report_id_member_id"),
        ),
    )
    op.create_index(
        "ix_report_author_changed", "report_author", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_report_author_fact_date"), "report_author", ["fact_date"], unique=False)
    op.create_index(op.f("ix_report_author_member_id"), "report_author", ["member_id"], unique=False)
    op.create_index(op.f("ix_report_author_report_id"), "report_author", ["report_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("report_author")
    op.drop_table("report")
