"""Add report suggestion."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of report suggestion."""
    op.create_table(
        "report_suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", line(400), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("outcome_note", sa.Text(), nullable=True),
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
            name="fk_report_suggestion_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "report_id"],
            ["report.organization_id", "report.id"],
            name="fk_report_suggestion_report_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_report_suggestion_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_suggestion")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_report_suggestion_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "report_id",
            "number",
            name=op.f("uq_report_suggestion_organization_id_report_id_number"),
        ),
    )
    op.create_index(
        "ix_report_suggestion_changed",
        "report_suggestion",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_report_suggestion_department_id"), "report_suggestion", ["department_id"], unique=False
    )
    op.create_index(op.f("ix_report_suggestion_fact_date"), "report_suggestion", ["fact_date"], unique=False)
    op.create_index(op.f("ix_report_suggestion_report_id"), "report_suggestion", ["report_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("report_suggestion")
