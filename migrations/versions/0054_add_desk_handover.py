"""Add desk handover."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of desk handover."""
    op.create_table(
        "desk_handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(90), nullable=False),
        sa.Column("post", line(60), nullable=False),
        sa.Column("from_account_id", sa.Integer(), nullable=False),
        sa.Column("to_account_id", sa.Integer(), nullable=False),
        sa.Column("witness_account_id", sa.Integer(), nullable=False),
        sa.Column("from_staff_id", sa.Integer(), nullable=True),
        sa.Column("to_staff_id", sa.Integer(), nullable=True),
        sa.Column("handed_on", sa.Date(), nullable=False),
        sa.Column("things", sa.Text(), nullable=True),
        sa.Column("drawn_on", sa.Date(), nullable=True),
        sa.Column("handed_at", sa.DateTime(), nullable=True),
        sa.Column("taken_at", sa.DateTime(), nullable=True),
        sa.Column("witnessed_at", sa.DateTime(), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("state_since", sa.DateTime(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("hands", sa.String(length=2000), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("sealed_at", sa.DateTime(), nullable=True),
        sa.Column("sealed_by_id", sa.Integer(), nullable=True),
        sa.Column("seal_hash", line(64), nullable=True),
        sa.Column("seal_text", sa.Text(), nullable=True),
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
            ["organization_id", "decision_id"],
            ["meeting_decision.organization_id", "meeting_decision.id"],
            name="fk_desk_handover_decision_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "from_account_id"],
            ["account.organization_id", "account.id"],
            name="fk_desk_handover_from_account_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "from_staff_id"],
            ["staff.organization_id", "staff.id"],
            name="fk_desk_handover_from_staff_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "to_account_id"],
            ["account.organization_id", "account.id"],
            name="fk_desk_handover_to_account_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "to_staff_id"],
            ["staff.organization_id", "staff.id"],
            name="fk_desk_handover_to_staff_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "witness_account_id"],
            ["account.organization_id", "account.id"],
            name="fk_desk_handover_witness_account_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_desk_handover_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_handover")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_desk_handover_organization_id_id")),
    )
    op.create_index(
        "ix_desk_handover_changed", "desk_handover", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_desk_handover_decision_id"), "desk_handover", ["decision_id"], unique=False)
    op.create_index(op.f("ix_desk_handover_fact_date"), "desk_handover", ["fact_date"], unique=False)
    op.create_index(
        op.f("ix_desk_handover_from_account_id"), "desk_handover", ["from_account_id"], unique=False
    )
    op.create_index(op.f("ix_desk_handover_from_staff_id"), "desk_handover", ["from_staff_id"], unique=False)
    op.create_index(op.f("ix_desk_handover_state"), "desk_handover", ["state"], unique=False)
    op.create_index(op.f("ix_desk_handover_to_account_id"), "desk_handover", ["to_account_id"], unique=False)
    op.create_index(op.f("ix_desk_handover_to_staff_id"), "desk_handover", ["to_staff_id"], unique=False)
    op.create_index(
        op.f("ix_desk_handover_witness_account_id"), "desk_handover", ["witness_account_id"], unique=False
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("desk_handover")
