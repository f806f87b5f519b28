"""Add annual plan item."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of annual plan item."""
    op.create_table(
        "annual_plan_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("annual_plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", line(120), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("form", sa.String(length=11), nullable=True),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("partners", line(120), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
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
            ["organization_id", "annual_plan_id"],
            ["annual_plan.organization_id", "annual_plan.id"],
            name="fk_annual_plan_item_annual_plan_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_annual_plan_item_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "department_id"],
            ["department.organization_id", "department.id"],
            name="fk_annual_plan_item_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "leader_id"],
            ["seat.organization_id", "seat.id"],
            name="fk_annual_plan_item_leader_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_annual_plan_item_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_plan_item")),
        sa.UniqueConstraint(
            "organization_id",
            "annual_plan_id",
            "number",
            name=op.f("uq_annual_plan_item_organization_id_annual_plan_id_number"),
        ),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_annual_plan_item_organization_id_id")),
    )
    op.create_index(
        op.f("ix_annual_plan_item_annual_plan_id"), "annual_plan_item", ["annual_plan_id"], unique=False
    )
    op.create_index(
        "ix_annual_plan_item_changed",
        "annual_plan_item",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_annual_plan_item_committee_id"), "annual_plan_item", ["committee_id"], unique=False
    )
    op.create_index(
        op.f("ix_annual_plan_item_department_id"), "annual_plan_item", ["department_id"], unique=False
    )
    op.create_index(op.f("ix_annual_plan_item_fact_date"), "annual_plan_item", ["fact_date"], unique=False)
    op.create_index(op.f("ix_annual_plan_item_leader_id"), "annual_plan_item", ["leader_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("annual_plan_item")
