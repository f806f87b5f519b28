"""Add term setting."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of term setting."""
    op.create_table(
        "term_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("setting", line(60), nullable=False),
        sa.Column("value", line(200), nullable=False),
        sa.Column("basis", line(200), nullable=True),
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
            ["organization_id", "term_id"],
            ["term.organization_id", "term.id"],
            name="fk_term_setting_term_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_term_setting_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_setting")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_term_setting_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "term_id",
            "setting",
            name=op.f("uq_term_setting_organization_id_term_id_setting"),
        ),
    )
    op.create_index(
        "ix_term_setting_changed", "term_setting", ["organization_id", "changed_at", "id"], unique=False
    )
    op.create_index(op.f("ix_term_setting_fact_date"), "term_setting", ["fact_date"], unique=False)
    op.create_index(op.f("ix_term_setting_term_id"), "term_setting", ["term_id"], unique=False)


def downgrade() -> None:
    """Remove it."""
    op.drop_table("term_setting")
