"""Add sector."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of sector."""
    op.create_table(
        "sector",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=True),
        sa.Column("national_number", sa.Integer(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
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
            ["organization_id", "term_id"], ["term.organization_id", "term.id"], name="fk_sector_term_id"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_sector_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sector")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_sector_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id", "term_id", "name", name=op.f("uq_sector_organization_id_term_id_name")
        ),
    )
    op.create_index("ix_sector_changed", "sector", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_sector_fact_date"), "sector", ["fact_date"], unique=False)
    op.create_index(op.f("ix_sector_term_id"), "sector", ["term_id"], unique=False)


def downgrade() -> None:
    """Remove them."""
    op.drop_table("sector")
