"""Add attachment."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of attachment."""
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("record_table", line(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("name", line(200), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("secrecy", sa.String(length=8), nullable=False),
        sa.Column("not_classified", sa.Boolean(), nullable=False),
        sa.Column("media_type", line(100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", line(64), nullable=False),
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
            ["organization_id"], ["organization.id"], name=op.f("fk_attachment_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_attachment_organization_id_id")),
    )
    op.create_index(
        "ix_attachment_changed", "attachment", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_attachment_fact_date"), "attachment", ["fact_date"], unique=False)
    op.create_index(
        "ix_attachment_record", "attachment", ["organization_id", "record_table", "record_id"], unique=False
    )
    op.create_index(op.f("ix_attachment_sha256"), "attachment", ["sha256"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("attachment")
