"""Add progress."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of progress."""
    op.create_table(
        "progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("period", line(7), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("territory", line(30), nullable=True),
        sa.Column("territory_key", line(30), nullable=False),
        sa.Column("territory_target", sa.BigInteger(), nullable=True),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("reported_by", line(40), nullable=True),
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
            name="fk_progress_entered_for_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "indicator_id"],
            ["indicator.organization_id", "indicator.id"],
            name="fk_progress_indicator_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["livelihood_project.organization_id", "livelihood_project.id"],
            name="fk_progress_project_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_progress_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_progress_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "indicator_id",
            "territory_key",
            "year",
            "period",
            name=op.f("uq_progress_organization_id_indicator_id_territory_key_year_period"),
        ),
    )
    op.create_index("ix_progress_changed", "progress", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(
        op.f("ix_progress_entered_for_department_id"), "progress", ["entered_for_department_id"], unique=False
    )
    op.create_index(op.f("ix_progress_fact_date"), "progress", ["fact_date"], unique=False)
    op.create_index(op.f("ix_progress_indicator_id"), "progress", ["indicator_id"], unique=False)
    op.create_index(op.f("ix_progress_period_end"), "progress", ["period_end"], unique=False)
    op.create_index(op.f("ix_progress_project_id"), "progress", ["project_id"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("progress")
