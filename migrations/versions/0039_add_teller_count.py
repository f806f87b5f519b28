"""Add teller count."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of teller count."""
    op.create_table(
        "teller_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
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
            ["organization_id", "option_id"],
            ["evaluation_round_option.organization_id", "evaluation_round_option.id"],
            name="fk_teller_count_option_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "sheet_id"],
            ["teller_sheet.organization_id", "teller_sheet.id"],
            name="fk_teller_count_sheet_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "subject_id"],
            ["evaluation_round_subject.organization_id", "evaluation_round_subject.id"],
            name="fk_teller_count_subject_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_teller_count_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teller_count")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_teller_count_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "sheet_id",
            "subject_id",
            "option_id",
            name=op.f("uq_teller_count_organization_id_sheet_id_subject_id_option_id"),
        ),
    )
    op.create_index(
        "ix_teller_count_changed", "teller_count", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_teller_count_fact_date"), "teller_count", ["fact_date"], unique=False)
    op.create_index(op.f("ix_teller_count_option_id"), "teller_count", ["option_id"], unique=False)
    op.create_index(op.f("ix_teller_count_sheet_id"), "teller_count", ["sheet_id"], unique=False)
    op.create_index(op.f("ix_teller_count_subject_id"), "teller_count", ["subject_id"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("teller_count")
