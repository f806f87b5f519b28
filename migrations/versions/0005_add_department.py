"""Add department."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of department."""
    op.create_table(
        "department",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(60), nullable=False),
        sa.Column("short_name", line(30), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("handing_over_office", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("contact", line(40), nullable=True),
        sa.Column("phone", line(30), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("predecessor_id", sa.Integer(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
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
            name="fk_department_entered_for_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_department_entered_for_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "predecessor_id"],
            ["department.organization_id", "department.id"],
            name="fk_department_predecessor_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "successor_id"],
            ["department.organization_id", "department.id"],
            name="fk_department_successor_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_department_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_department_organization_id_id")),
        sa.UniqueConstraint("organization_id", "name", name=op.f("uq_department_organization_id_name")),
    )
    op.create_index(
        "ix_department_changed", "department", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(
        op.f("ix_department_entered_for_department_id"),
        "department",
        ["entered_for_department_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_department_entered_for_member_id"), "department", ["entered_for_member_id"], unique=False
    )
    op.create_index(op.f("ix_department_fact_date"), "department", ["fact_date"], unique=False)
    op.create_index(op.f("ix_department_predecessor_id"), "department", ["predecessor_id"], unique=False)
    op.create_index(
        "ix_department_rank_sorted", "department", ["organization_id", "rank", "id"], unique=False
    )
    op.create_index(op.f("ix_department_successor_id"), "department", ["successor_id"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("department")
