"""Add member."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of member."""
    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(40), nullable=False),
        sa.Column("name_traditional", line(40), nullable=True),
        sa.Column("initials", line(40), nullable=False),
        sa.Column("name_strokes", line(80), nullable=False),
        sa.Column("gender", sa.String(length=6), nullable=True),
        sa.Column("ethnicity", line(20), nullable=True),
        sa.Column("born", sa.Date(), nullable=True),
        sa.Column("native_place", line(60), nullable=True),
        sa.Column("education", line(30), nullable=True),
        sa.Column("political_affiliation", sa.String(length=19), nullable=True),
        sa.Column("work_unit", line(80), nullable=True),
        sa.Column("work_post", line(60), nullable=True),
        sa.Column("phone", line(30), nullable=True),
        sa.Column("identity_number", line(18), nullable=True),
        sa.Column("identity_print", line(64), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("levels", line(31), nullable=True),
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
            ["organization_id", "entered_for_member_id"],
            ["member.organization_id", "member.id"],
            name="fk_member_entered_for_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "merged_into_id"],
            ["member.organization_id", "member.id"],
            name="fk_member_merged_into_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_member_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_member_organization_id_id")),
    )
    op.create_index("ix_member_changed", "member", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(
        op.f("ix_member_entered_for_member_id"), "member", ["entered_for_member_id"], unique=False
    )
    op.create_index(op.f("ix_member_fact_date"), "member", ["fact_date"], unique=False)
    op.create_index(op.f("ix_member_merged_into_id"), "member", ["merged_into_id"], unique=False)
    op.create_index(
        "ix_member_name_strokes_sorted", "member", ["organization_id", "name_strokes", "id"], unique=False
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("member")
