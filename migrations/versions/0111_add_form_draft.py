"""Add FormDraft (草稿): what is being typed into a form, kept until it is saved."""

import sqlalchemy as sa
from alembic import op

revision = "0111"
down_revision = "0110"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add its table."""
    op.create_table(
        "form_draft",
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_form_draft_account_id")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_form_draft")),
        info={"history": False},
    )
    op.create_index("ix_form_draft_account", "form_draft", ["account_id", "kept_at"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("form_draft")
