"""Add scale."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of scale."""
    op.create_table(
        "scale",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(60), nullable=False),
        sa.Column("source", line(120), nullable=True),
        sa.Column("term_id", sa.Integer(), nullable=True),
        sa.Column("computation", sa.String(length=8), nullable=False),
        sa.Column("quorum_parts", sa.Integer(), nullable=False),
        sa.Column("quorum_of", sa.Integer(), nullable=False),
        sa.Column("quorum_exceeded", sa.Boolean(), nullable=False),
        sa.Column("valid_parts", sa.Integer(), nullable=False),
        sa.Column("valid_of", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
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
            ["organization_id", "term_id"], ["term.organization_id", "term.id"], name="fk_scale_term_id"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_scale_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scale")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_scale_organization_id_id")),
        sa.UniqueConstraint("organization_id", "name", name=op.f("uq_scale_organization_id_name")),
    )
    op.create_index("ix_scale_changed", "scale", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_scale_fact_date"), "scale", ["fact_date"], unique=False)
    op.create_index(op.f("ix_scale_term_id"), "scale", ["term_id"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("scale")
