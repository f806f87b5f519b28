"""Add desk handover item."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of desk handover item."""
    op.create_table(
        "desk_handover_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=7), nullable=False),
        sa.Column("record_table", line(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("called", line(200), nullable=True),
        sa.Column("record_state", line(30), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
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
            ["organization_id", "handover_id"],
            ["desk_handover.organization_id", "desk_handover.id"],
            name="fk_desk_handover_item_handover_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "taken_by_id"],
            ["account.organization_id", "account.id"],
            name="fk_desk_handover_item_taken_by_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_desk_handover_item_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_handover_item")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_desk_handover_item_organization_id_id")),
    )
    op.create_index(
        "ix_desk_handover_item_changed",
        "desk_handover_item",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_desk_handover_item_fact_date"), "desk_handover_item", ["fact_date"], unique=False
    )
    op.create_index(
        op.f("ix_desk_handover_item_handover_id"), "desk_handover_item", ["handover_id"], unique=False
    )
    op.create_index(
        "ix_desk_handover_item_taken",
        "desk_handover_item",
        ["taken_by_id", "record_table", "record_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_desk_handover_item_taken_by_id"), "desk_handover_item", ["taken_by_id"], unique=False
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("desk_handover_item")
