"""Add scale option."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of scale option."""
    op.create_table(
        "scale_option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("scale_id", sa.Integer(), nullable=False),
        sa.Column("code", line(20), nullable=False),
        sa.Column("label", line(20), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=True),
        sa.Column("scored", sa.Boolean(), nullable=False),
        sa.Column("valid", sa.Boolean(), nullable=False),
        sa.Column("favourable", sa.Boolean(), nullable=False),
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
            ["organization_id", "scale_id"],
            ["scale.organization_id", "scale.id"],
            name="fk_scale_option_scale_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_scale_option_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scale_option")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_scale_option_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id", "scale_id", "code", name=op.f("uq_scale_option_organization_id_scale_id_code")
        ),
    )
    op.create_index(
        "ix_scale_option_changed", "scale_option", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_scale_option_fact_date"), "scale_option", ["fact_date"], unique=False)
    op.create_index(
        "ix_scale_option_rank_sorted", "scale_option", ["organization_id", "rank", "id"], unique=False
    )
    op.create_index(op.f("ix_scale_option_scale_id"), "scale_option", ["scale_id"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("scale_option")
