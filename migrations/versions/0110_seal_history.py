"""Seal the history."""

import sqlalchemy as sa
from alembic import op

from models import history

revision = "0110"
down_revision = "0109"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table of seals, and what keeps the hash of an entry from being guessed."""
    history.uninstall(op.get_bind())
    inspector = sa.inspect(op.get_bind())
    for table in ("change", "event"):
        if all(column["name"] != "nonce" for column in inspector.get_columns(table)):
            op.add_column(table, sa.Column("nonce", sa.String(length=32), nullable=True))
    op.create_table(
        "history_seal",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("first_entry", NUMBER, nullable=False),
        sa.Column("last_entry", NUMBER, nullable=False),
        sa.Column("entries", NUMBER, nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.Column("moment", sa.DateTime(), nullable=False),
        sa.Column("previous_digest", sa.String(length=64), nullable=True),
        sa.Column("public_key", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_history_seal")),
        info={"history": False},
    )
    op.create_index("ix_history_seal_digest", "history_seal", ["digest"], unique=False)


def downgrade() -> None:
    """Take the seals away. The nonces stay: without them no entry that has one would fit its hash any more."""
    history.uninstall(op.get_bind())
    op.drop_table("history_seal")
