"""Add teller sheet."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of teller sheet."""
    op.create_table(
        "teller_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("issued", sa.Integer(), nullable=True),
        sa.Column("returned", sa.Integer(), nullable=True),
        sa.Column("invalid", sa.Integer(), nullable=True),
        sa.Column("handed_in_at", sa.DateTime(), nullable=True),
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
            ["organization_id", "account_id"],
            ["account.organization_id", "account.id"],
            name="fk_teller_sheet_account_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "round_id"],
            ["evaluation_round.organization_id", "evaluation_round.id"],
            name="fk_teller_sheet_round_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_teller_sheet_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teller_sheet")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_teller_sheet_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "round_id",
            "account_id",
            name=op.f("uq_teller_sheet_organization_id_round_id_account_id"),
        ),
    )
    op.create_index(op.f("ix_teller_sheet_account_id"), "teller_sheet", ["account_id"], unique=False)
    op.create_index(
        "ix_teller_sheet_changed", "teller_sheet", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_teller_sheet_fact_date"), "teller_sheet", ["fact_date"], unique=False)
    op.create_index(op.f("ix_teller_sheet_round_id"), "teller_sheet", ["round_id"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("teller_sheet")
