"""Add working area."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of working area."""
    op.create_table(
        "working_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(40), nullable=False),
        sa.Column("record_kind", line(40), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=True),
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
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_working_area_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_department_id"],
            ["department.organization_id", "department.id"],
            name="fk_working_area_entered_for_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_working_area_entered_for_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_working_area_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_area")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_working_area_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "record_kind",
            "committee_id",
            name=op.f("uq_working_area_organization_id_record_kind_committee_id"),
        ),
    )
    op.create_index(
        "ix_working_area_changed", "working_area", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_working_area_committee_id"), "working_area", ["committee_id"], unique=False)
    op.create_index(
        op.f("ix_working_area_entered_for_department_id"),
        "working_area",
        ["entered_for_department_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_working_area_entered_for_member_id"), "working_area", ["entered_for_member_id"], unique=False
    )
    op.create_index(op.f("ix_working_area_fact_date"), "working_area", ["fact_date"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("working_area")
