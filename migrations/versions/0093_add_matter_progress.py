"""Add matter progress."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0093"
down_revision = "0092"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of matter progress."""
    op.create_table(
        "matter_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("summary", line(120), nullable=False),
        sa.Column("details", sa.Text(), nullable=True),
        sa.Column("reported_by", line(60), nullable=True),
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
            ["organization_id", "entered_for_department_id"],
            ["department.organization_id", "department.id"],
            name="fk_matter_progress_entered_for_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "matter_id"],
            ["assigned_matter.organization_id", "assigned_matter.id"],
            name="fk_matter_progress_matter_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_matter_progress_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_progress")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_matter_progress_organization_id_id")),
    )
    op.create_index(
        "ix_matter_progress_changed", "matter_progress", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(
        op.f("ix_matter_progress_entered_for_department_id"),
        "matter_progress",
        ["entered_for_department_id"],
        unique=False,
    )
    op.create_index(op.f("ix_matter_progress_fact_date"), "matter_progress", ["fact_date"], unique=False)
    op.create_index(op.f("ix_matter_progress_matter_id"), "matter_progress", ["matter_id"], unique=False)
    op.create_index(
        "ix_matter_progress_reported_on_sorted",
        "matter_progress",
        ["organization_id", "reported_on", "id"],
        unique=False,
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("matter_progress")
