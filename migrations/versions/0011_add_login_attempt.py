"""Add login attempt."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of login attempt."""
    op.create_table(
        "login_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login_print", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("moment", sa.DateTime(), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_attempt")),
        info={"history": False},
    )
    op.create_index("ix_login_attempt_address", "login_attempt", ["address", "moment"], unique=False)
    op.create_index("ix_login_attempt_login", "login_attempt", ["login_print", "moment"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("login_attempt")
