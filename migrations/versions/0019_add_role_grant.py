"""Add role grant."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of role grant."""
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("special_committee_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("working_area_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("basis", line(120), nullable=True),
        sa.Column("acting", sa.Boolean(), nullable=False),
        sa.Column("handing_over_office", sa.Boolean(), nullable=False),
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
            ["organization_id", "account_id"],
            ["account.organization_id", "account.id"],
            name="fk_role_grant_account_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "department_id"],
            ["department.organization_id", "department.id"],
            name="fk_role_grant_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["member.organization_id", "member.id"],
            name="fk_role_grant_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "special_committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_role_grant_special_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "working_area_id"],
            ["working_area.organization_id", "working_area.id"],
            name="fk_role_grant_working_area_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_role_grant_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_role_grant_organization_id_id")),
    )
    op.create_index(op.f("ix_role_grant_account_id"), "role_grant", ["account_id"], unique=False)
    op.create_index(
        "ix_role_grant_changed", "role_grant", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_role_grant_department_id"), "role_grant", ["department_id"], unique=False)
    op.create_index(op.f("ix_role_grant_fact_date"), "role_grant", ["fact_date"], unique=False)
    op.create_index(op.f("ix_role_grant_member_id"), "role_grant", ["member_id"], unique=False)
    op.create_index(
        op.f("ix_role_grant_special_committee_id"), "role_grant", ["special_committee_id"], unique=False
    )
    op.create_index(op.f("ix_role_grant_working_area_id"), "role_grant", ["working_area_id"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("role_grant")
