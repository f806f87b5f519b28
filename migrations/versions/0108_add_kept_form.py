"""Add KeptForm (暂存的填写): what was typed while a session had ended."""

import sqlalchemy as sa
from alembic import op

revision = "0108"
down_revision = "0107"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add its table."""
    op.create_table(
        "kept_form",
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_kept_form_account_id")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_kept_form")),
        info={"history": False},
    )
    op.create_index("ix_kept_form_account", "kept_form", ["account_id", "kept_at"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("kept_form")
