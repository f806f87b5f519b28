"""Add form token."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of form token."""
    op.create_table(
        "form_token",
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_form_token_account_id")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_form_token")),
        info={"history": False},
    )
    op.create_index("ix_form_token_used_at", "form_token", ["used_at"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("form_token")
