"""Add log entry."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0112"
down_revision = "0111"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of log entry."""
    op.create_table(
        "log_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("record_table", line(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("about", line(160), nullable=False),
        sa.Column("kind", sa.String(length=11), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("with_whom", line(60), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
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
            ["organization_id"], ["organization.id"], name=op.f("fk_log_entry_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_entry")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_log_entry_organization_id_id")),
    )
    op.create_index(
        "ix_log_entry_changed", "log_entry", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_log_entry_fact_date"), "log_entry", ["fact_date"], unique=False)
    op.create_index(
        "ix_log_entry_happened_on_sorted", "log_entry", ["organization_id", "happened_on", "id"], unique=False
    )
    op.create_index(
        "ix_log_entry_record", "log_entry", ["organization_id", "record_table", "record_id"], unique=False
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("log_entry")
