"""Add thread link."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of thread link."""
    op.create_table(
        "thread_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("source_table", line(40), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("target_table", line(40), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
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
            ["organization_id"], ["organization.id"], name=op.f("fk_thread_link_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_link")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_thread_link_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "source_table",
            "source_id",
            "target_table",
            "target_id",
            name=op.f("uq_thread_link_organization_id_source_table_source_id_target_table_target_id"),
        ),
    )
    op.create_index(
        "ix_thread_link_changed", "thread_link", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_thread_link_fact_date"), "thread_link", ["fact_date"], unique=False)
    op.create_index(
        "ix_thread_link_target", "thread_link", ["organization_id", "target_table", "target_id"], unique=False
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("thread_link")
