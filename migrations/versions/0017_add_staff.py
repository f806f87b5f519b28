"""Add staff."""

import sqlalchemy as sa
from alembic import op

from migrations.circles import add_on_postgresql, drop_on_postgresql
from migrations.columns import line

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of staff."""
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", line(40), nullable=False),
        sa.Column("initials", line(40), nullable=False),
        sa.Column("name_strokes", line(80), nullable=False),
        sa.Column("post", line(60), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=True),
        sa.Column("phone", line(30), nullable=True),
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
            ["organization_id", "committee_id"],
            ["special_committee.organization_id", "special_committee.id"],
            name="fk_staff_committee_id",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_staff_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("organization_id", "id", name=op.f("uq_staff_organization_id_id")),
    )
    op.create_index("ix_staff_changed", "staff", ["organization_id", "changed_at", "id"], unique=False)
    op.create_index(op.f("ix_staff_committee_id"), "staff", ["committee_id"], unique=False)
    op.create_index(op.f("ix_staff_fact_date"), "staff", ["fact_date"], unique=False)
    op.create_index(
        "ix_staff_name_strokes_sorted", "staff", ["organization_id", "name_strokes", "id"], unique=False
    )
    add_on_postgresql(
        "fk_special_committee_contact_id",
        "special_committee",
        "staff",
        ["organization_id", "contact_id"],
        ["organization_id", "id"],
    )


def downgrade() -> None:
    """Remove them."""
    drop_on_postgresql("fk_special_committee_contact_id", "special_committee")
    op.drop_table("staff")
