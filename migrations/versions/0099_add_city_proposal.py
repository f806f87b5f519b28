"""Add city proposal."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0099"
down_revision = "0098"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of city proposal."""
    op.create_table(
        "city_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(80), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("plenary", line(60), nullable=False),
        sa.Column("proposer_kind", sa.String(length=5), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("member_group_id", sa.Integer(), nullable=True),
        sa.Column("joint_names", line(200), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("decision", sa.String(length=12), nullable=False),
        sa.Column("number", line(20), nullable=True),
        sa.Column("units", line(200), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("feedback", sa.String(length=9), nullable=True),
        sa.Column("brought", sa.Text(), nullable=True),
        sa.Column("source", line(80), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
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
            ["organization_id", "member_group_id"],
            ["member_group.organization_id", "member_group.id"],
            name="fk_city_proposal_member_group_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "member_id"],
            ["member.organization_id", "member.id"],
            name="fk_city_proposal_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_city_proposal_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city_proposal")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_city_proposal_organization_id_id")),
    )
    op.create_index(
        "ix_city_proposal_changed", "city_proposal", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_city_proposal_fact_date"), "city_proposal", ["fact_date"], unique=False)
    op.create_index(
        op.f("ix_city_proposal_member_group_id"), "city_proposal", ["member_group_id"], unique=False
    )
    op.create_index(op.f("ix_city_proposal_member_id"), "city_proposal", ["member_id"], unique=False)
    op.create_index(
        "ix_city_proposal_submitted_on_sorted",
        "city_proposal",
        ["organization_id", "submitted_on", "id"],
        unique=False,
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("city_proposal")
