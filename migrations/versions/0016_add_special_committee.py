"""Add special committee."""

import sqlalchemy as sa
from alembic import op

from migrations.circles import on_sqlite
from migrations.columns import line

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of special committee."""
    op.create_table(
        "special_committee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(40), nullable=False),
        sa.Column("short_name", line(20), nullable=False),
        sa.Column("kind", sa.String(length=17), nullable=False),
        sa.Column("vice_chair_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
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
        *on_sqlite(
            sa.ForeignKeyConstraint(
                ["organization_id", "contact_id"],
                ["staff.organization_id", "staff.id"],
                name="fk_special_committee_contact_id",
            )
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_department_id"],
            ["department.organization_id", "department.id"],
            name="fk_special_committee_entered_for_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_special_committee_entered_for_member_id",
        ),
        *on_sqlite(
            sa.ForeignKeyConstraint(
                ["organization_id", "vice_chair_id"],
                ["seat.organization_id", "seat.id"],
                name="fk_special_committee_vice_chair_id",
            )
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_special_committee_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_special_committee")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_special_committee_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id", "name", name=op.f("uq_special_committee_organization_id_name")
        ),
    )
    op.create_index(
        "ix_special_committee_changed",
        "special_committee",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_special_committee_contact_id"), "special_committee", ["contact_id"], unique=False
    )
    op.create_index(
        op.f("ix_special_committee_entered_for_department_id"),
        "special_committee",
        ["entered_for_department_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_special_committee_entered_for_member_id"),
        "special_committee",
        ["entered_for_member_id"],
        unique=False,
    )
    op.create_index(op.f("ix_special_committee_fact_date"), "special_committee", ["fact_date"], unique=False)
    op.create_index(
        op.f("ix_special_committee_vice_chair_id"), "special_committee", ["vice_chair_id"], unique=False
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("special_committee")
