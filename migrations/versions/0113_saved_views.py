"""Add SavedView (视图) and ListChoice (列表偏好): how people like to see a list."""

import sqlalchemy as sa
from alembic import op

revision = "0113"
down_revision = "0112"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add their tables."""
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("record_table", sa.String(length=63), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("audience", sa.String(length=8), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=True),
        sa.Column("arguments", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_saved_view_organization_id")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_saved_view_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint(
            "account_id", "record_table", "name", name=op.f("uq_saved_view_account_id_record_table_name")
        ),
        info={"history": False},
    )
    op.create_index("ix_saved_view_list", "saved_view", ["organization_id", "record_table"], unique=False)
    op.create_table(
        "list_choice",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("record_table", sa.String(length=63), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("sort", sa.String(length=80), nullable=False),
        sa.Column("page_size", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_list_choice_account_id")),
        sa.PrimaryKeyConstraint("account_id", "record_table", name=op.f("pk_list_choice")),
        info={"history": False},
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("list_choice")
    op.drop_table("saved_view")
