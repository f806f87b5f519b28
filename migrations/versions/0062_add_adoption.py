"""Add adoption."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of adoption."""
    op.create_table(
        "adoption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("opinion_report_id", sa.Integer(), nullable=True),
        sa.Column("bulletin_id", sa.Integer(), nullable=True),
        sa.Column("name", line(100), nullable=True),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=11), nullable=False),
        sa.Column("adopted_by", line(80), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("document", line(80), nullable=True),
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
            ["organization_id", "bulletin_id"],
            ["bulletin.organization_id", "bulletin.id"],
            name="fk_adoption_bulletin_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "opinion_report_id"],
            ["opinion_report.organization_id", "opinion_report.id"],
            name="fk_adoption_opinion_report_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_adoption_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adoption")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_adoption_organization_id_id")),
    )
    op.create_index(
        "ix_adoption_adopted_on_sorted", "adoption", ["organization_id", "adopted_on", "id"], unique=False
    )
    op.create_index(op.f("ix_adoption_bulletin_id"), "adoption", ["bulletin_id"], unique=False)
    op.create_index("ix_adoption_changed", "adoption", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_adoption_fact_date"), "adoption", ["fact_date"], unique=False)
    op.create_index(op.f("ix_adoption_opinion_report_id"), "adoption", ["opinion_report_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("adoption")
