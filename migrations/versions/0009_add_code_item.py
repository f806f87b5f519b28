"""Add code item."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of code item."""
    op.create_table(
        "code_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("table_name", line(40), nullable=False),
        sa.Column("code", line(30), nullable=False),
        sa.Column("label", line(60), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=True),
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
            ["organization_id", "term_id"], ["term.organization_id", "term.id"], name="fk_code_item_term_id"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_code_item_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_item")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_code_item_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "table_name",
            "term_id",
            "code",
            name=op.f("uq_code_item_organization_id_table_name_term_id_code"),
        ),
    )
    op.create_index(
        "ix_code_item_changed", "code_item", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_code_item_fact_date"), "code_item", ["fact_date"], unique=False)
    op.create_index(op.f("ix_code_item_term_id"), "code_item", ["term_id"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("code_item")
