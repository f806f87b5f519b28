"""Add indicator."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of indicator."""
    op.create_table(
        "indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("name", line(200), nullable=False),
        sa.Column("target_kind", sa.String(length=8), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=True),
        sa.Column("unit", line(20), nullable=True),
        sa.Column("target_text", line(200), nullable=True),
        sa.Column("achieved_by", sa.Date(), nullable=True),
        sa.Column("planned_central", sa.BigInteger(), nullable=True),
        sa.Column("planned_province", sa.BigInteger(), nullable=True),
        sa.Column("planned_city", sa.BigInteger(), nullable=True),
        sa.Column("planned_county", sa.BigInteger(), nullable=True),
        sa.Column("planned_other", sa.BigInteger(), nullable=True),
        sa.Column("paid_central", sa.BigInteger(), nullable=True),
        sa.Column("paid_province", sa.BigInteger(), nullable=True),
        sa.Column("paid_city", sa.BigInteger(), nullable=True),
        sa.Column("paid_county", sa.BigInteger(), nullable=True),
        sa.Column("paid_other", sa.BigInteger(), nullable=True),
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
        sa.Column("entered_for_department_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_department_id"],
            ["department.organization_id", "department.id"],
            name="fk_indicator_entered_for_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_indicator_entered_for_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "project_id"],
            ["livelihood_project.organization_id", "livelihood_project.id"],
            name="fk_indicator_project_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_indicator_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_indicator_organization_id_id")),
    )
    op.create_index(
        "ix_indicator_changed", "indicator", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(
        op.f("ix_indicator_entered_for_department_id"),
        "indicator",
        ["entered_for_department_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_indicator_entered_for_member_id"), "indicator", ["entered_for_member_id"], unique=False
    )
    op.create_index(op.f("ix_indicator_fact_date"), "indicator", ["fact_date"], unique=False)
    op.create_index(op.f("ix_indicator_project_id"), "indicator", ["project_id"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("indicator")
