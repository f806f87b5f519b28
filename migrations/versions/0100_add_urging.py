"""Add urging."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import line

revision = "0100"
down_revision = "0099"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of urging."""
    op.create_table(
        "urging",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("record_table", line(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("about", line(160), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("step", sa.String(length=13), nullable=False),
        sa.Column("kind", sa.String(length=9), nullable=False),
        sa.Column("urged_on", sa.Date(), nullable=False),
        sa.Column("urged_by", line(40), nullable=True),
        sa.Column("spoken_to", line(40), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("ladder_key", line(60), nullable=True),
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
            ["organization_id", "department_id"],
            ["department.organization_id", "department.id"],
            name="fk_urging_department_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_urging_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urging")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_urging_organization_id_id")),
        sa.UniqueConstraint(
            "organization_id",
            "record_table",
            "record_id",
            "ladder_key",
            name=op.f("uq_urging_organization_id_record_table_record_id_ladder_key"),
        ),
    )
    op.create_index("ix_urging_changed", "urging", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_urging_department_id"), "urging", ["department_id"], unique=False)
    op.create_index(op.f("ix_urging_fact_date"), "urging", ["fact_date"], unique=False)
    op.create_index(
        "ix_urging_record", "urging", ["organization_id", "record_table", "record_id"], unique=False
    )
    op.create_index(
        "ix_urging_urged_on_sorted", "urging", ["organization_id", "urged_on", "id"], unique=False
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("urging")
