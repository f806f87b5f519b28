"""Add conveyed document."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of conveyed document."""
    op.create_table(
        "conveyed_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(120), nullable=False),
        sa.Column("issuing_body", line(80), nullable=False),
        sa.Column("document_number", line(60), nullable=True),
        sa.Column("level", sa.String(length=8), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("audiences", line(83), nullable=True),
        sa.Column("convey_by", sa.Date(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
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
            ["organization_id"], ["organization.id"], name=op.f("fk_conveyed_document_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conveyed_document")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_conveyed_document_organization_id_id")),
    )
    op.create_index(
        "ix_conveyed_document_changed",
        "conveyed_document",
        ["organization_id", "changed_at", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_conveyed_document_fact_date"), "conveyed_document", ["fact_date"], unique=False)
    op.create_index(
        "ix_conveyed_document_issued_on_sorted",
        "conveyed_document",
        ["organization_id", "issued_on", "id"],
        unique=False,
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("conveyed_document")
